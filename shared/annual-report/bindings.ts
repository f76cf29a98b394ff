import type { AnnualReportData } from './figures.ts'
import type { Filled } from './filled.ts'
import type { Binding } from './template.ts'
import { atgarder, oppnaAtgarder, t4Handelseanalyser } from './analysisBlocks.ts'
import { definitioner, inledning, kapitelFokusomraden, kapitelForutsattningar, metod } from './fixedText.ts'
import { patientmedverkan, risker, t2Vardskador } from './harmBlocks.ts'
import { t1Avvikelser } from './incidentBlocks.ts'
import { indikatorer } from './indicatorBlocks.ts'
import { t3LexMaria } from './lexMariaBlocks.ts'
import { berattelser, organisation, perVerksamhet, t11Forvaltningar } from './organisationBlocks.ts'
import { avvikelsehantering, klagomal, rapportering, samverkan } from './reportingBlocks.ts'
import { korthet, nyckeltal } from './summaryBlocks.ts'

/** The list of law requirements needs every other section first, so build.ts fills it in. */
type Filling = Exclude<Binding, 'lagkrav'>

const FILLINGS: Readonly<Record<Filling, (data: AnnualReportData) => Filled>> = {
  inledning,
  nyckeltal,
  korthet,
  'kapitel-forutsattningar': kapitelForutsattningar,
  'kapitel-fokusomraden': kapitelFokusomraden,
  organisation,
  samverkan,
  rapportering,
  patientmedverkan,
  't1-avvikelser': t1Avvikelser,
  't2-vardskador': t2Vardskador,
  't3-lex-maria': t3LexMaria,
  't4-handelseanalyser': t4Handelseanalyser,
  'per-verksamhet': perVerksamhet,
  't11-forvaltningar': t11Forvaltningar,
  indikatorer,
  risker,
  atgarder,
  avvikelsehantering,
  klagomal,
  'oppna-atgarder': oppnaAtgarder,
  definitioner,
  metod,
  berattelser,
}

/** What one binding writes. */
export function fill(binding: Filling, data: AnnualReportData): Filled {
  return FILLINGS[binding](data)
}
