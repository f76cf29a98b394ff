import * as z from 'zod'
import { codesOf, type CodeList } from './codes.ts'

/** What the register can show of a case, by the heading it has in the table and in an exported file. */
export const REGISTER_COLUMNS = {
  date: 'Datum',
  number: 'Ärendenummer',
  title: 'Rubrik',
  unit: 'Händelseplats',
  forvaltning: 'Förvaltning',
  arendetyp: 'Ärendetyp',
  type: 'Händelsetyp',
  undertyp: 'Undertyp',
  status: 'Status',
  harm: 'Skada',
  potentialHarm: 'Risk för skada',
  risk: 'Riskpoäng',
  severity: 'Följd enligt rapportören',
  skadetyp: 'Skadetyp',
  nccMerp: 'NCC MERP',
  vardform: 'Vårdform',
  vardprocess: 'Steg i vårdprocessen',
  reporterRole: 'Rapportörens yrkesroll',
  medicalArea: 'Medicinskt område',
  samverkan: 'Samverkan med',
  agens: 'Inblandat',
  strategiomraden: 'Strategiområden',
  kvalitetsregister: 'Kvalitetsregister',
  isChild: 'Barn',
  frailElderly: 'Mest sjuka äldre',
  fastVardkontakt: 'Fast vårdkontakt',
  vardplan: 'Vårdplan',
  waitingKind: 'Väntade på',
  waitingDays: 'Väntetid, dagar',
  guaranteePassed: 'Vårdgarantin passerad',
  assignee: 'Handläggare',
  feedback: 'Återkoppling',
  reported: 'Rapporterad',
  closedDate: 'Avslutad',
  origin: 'Ursprung',
} as const satisfies CodeList
export type RegisterColumn = keyof typeof REGISTER_COLUMNS
export const registerColumn = z.enum(codesOf(REGISTER_COLUMNS))

/** What the table shows until somebody chooses. */
export const DEFAULT_COLUMNS: readonly RegisterColumn[] = [
  'date',
  'number',
  'title',
  'unit',
  'type',
  'status',
  'harm',
  'risk',
]

/** The long texts and what goes with them: in an exported file only. */
export const EXPORT_ONLY_COLUMNS = {
  eventTime: 'Klockslag',
  discoveredDate: 'Upptäckt',
  description: 'Vad hände?',
  consequence: 'Konsekvens för patienten',
  immediateAction: 'Omedelbar åtgärd',
  causesText: 'Orsaker',
  measuresText: 'Åtgärder',
  whatHelped: 'Vad hindrade skada?',
  suggestion: 'Förslag till åtgärd',
  specialty: 'Specialitet',
  medicine: 'Läkemedel',
  device: 'Medicinteknisk produkt',
  samverkanWith: 'Kommun eller vårdgivare',
  diarienummer: 'Diarienummer',
  statusReason: 'Skäl till status',
  feedbackText: 'Återkoppling till rapportören',
  sourceSystem: 'Källa',
  sourceKey: 'Nummer i källan',
} as const satisfies CodeList
export type ExportOnlyColumn = keyof typeof EXPORT_ONLY_COLUMNS

export const EXPORT_COLUMNS = { ...REGISTER_COLUMNS, ...EXPORT_ONLY_COLUMNS } as const satisfies CodeList
export type ExportColumn = keyof typeof EXPORT_COLUMNS
export const exportColumn = z.enum(codesOf(EXPORT_COLUMNS))
