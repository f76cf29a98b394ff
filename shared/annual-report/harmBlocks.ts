import { longDate } from '../time/dates.ts'
import { formatNumber } from '../text/swedish.ts'
import type { AnnualReportData, IncidentYear } from './figures.ts'
import type { Filled } from './filled.ts'
import { avvikelser, known, noIncidents } from './avvikelser.ts'
import { coverageNote, latest, yearTable } from './tables.ts'
import { capitalised, change, comparable, counted, MISSING, percentWords, show, yearSpan } from './words.ts'

/** T2, what utredningarna have shown; 1.4 and 2.3.1 from the same assessments (domain.md 1.1, 2.3, 4.2). */

/** Above this share of unassessed events a year is not set against another: the rest may change it. */
const UNASSESSED_LIMIT = 0.05

function assessed(year: IncidentYear): boolean {
  const total = avvikelser(year)
  return total > 0 && year.notAssessed / total <= UNASSESSED_LIMIT
}

/** Vårdskador of the year, compared only when both years are whole and assessed. */
export function harmSentence(data: AnnualReportData, brief = false): string {
  const { year, before } = latest(data.figures.incidents)
  const compared =
    before && comparable(year.coverage, before.coverage) && assessed(year) && assessed(before)
      ? change(year.harm, before.harm, before.year, brief)
      : ''
  const serious = year.harm === 0 ? '' : ` (varav ${counted(year.seriousHarm, 'allvarlig', 'allvarliga')})`
  return `Av händelserna från ${year.year} bedömdes ${counted(year.harm, 'vara en vårdskada', 'vara vårdskador')}${serious}${compared}.`
}

export function t2Vardskador(data: AnnualReportData): Filled {
  const { incidents } = data.figures
  const { year } = latest(incidents)
  if (year.coverage === 'saknas') return { blocks: [noIncidents(data)], hasData: false }
  const unassessed =
    year.notAssessed === 0
      ? 'Alla avvikelser är bedömda.'
      : `${capitalised(counted(year.notAssessed, 'avvikelse', 'avvikelser'))} (${percentWords(year.notAssessed, avvikelser(year))}) ${year.notAssessed === 1 ? 'var inte bedömd' : 'var inte bedömda'} den ${longDate(data.extracted)}, så talen kan ändras.`
  const text = [
    `Av händelserna som registrerades under ${year.year} har ${formatNumber(year.investigated)} utretts enligt 3 kap. 3 § patientsäkerhetslagen.`,
    harmSentence(data),
    year.seriousRisk === 0
      ? 'I ingen annan händelse fanns en risk för allvarlig vårdskada.'
      : `I ytterligare ${counted(year.seriousRisk, 'händelse', 'händelser')} fanns en risk för allvarlig vårdskada.`,
    unassessed,
  ].join(' ')
  const row = (label: string, value: (it: IncidentYear) => number) => ({
    label,
    values: incidents.map((it) => show(known(it, value))),
  })
  return {
    hasData: true,
    blocks: [
      { type: 'paragraph', text },
      yearTable({
        caption: `Utredda händelser och vårdskador, ${yearSpan(incidents)}`,
        first: 'Uppgift',
        years: incidents,
        rows: [
          row('Händelser utredda enligt 3 kap. 3 § PSL', (it) => it.investigated),
          row('Vårdskador', (it) => it.harm),
          row('– varav allvarliga vårdskador', (it) => it.seriousHarm),
          row('Risk för allvarlig vårdskada', (it) => it.seriousRisk),
          row('Avvikelser som ännu inte är bedömda', (it) => it.notAssessed),
        ],
        note: [
          `Varje händelse räknas på det år den registrerades, med den bedömning som gällde den ${longDate(data.extracted)}.`,
          'Vårdskada är den faktiska följden; risk för allvarlig vårdskada är händelser där ingen vårdskada inträffade. Även klagomål som visat sig gälla en vårdskada räknas.',
          'Åren jämförs i text bara när högst 5 procent av avvikelserna är obedömda.',
          ...coverageNote(data, incidents, 'avvikelser'),
        ],
      }),
    ],
  }
}

/** 2.3.1: how the assessed events fall in the risk matrix. */
export function risker(data: AnnualReportData): Filled {
  const { incidents } = data.figures
  const { year } = latest(incidents)
  if (year.coverage === 'saknas' || riskAssessed(year) === 0) return { blocks: [], hasData: false }
  const row = (label: string, value: (it: IncidentYear) => number) => ({
    label,
    values: incidents.map((it) => show(known(it, value))),
  })
  return {
    hasData: true,
    blocks: [
      {
        type: 'paragraph',
        text: `${capitalised(counted(riskAssessed(year), 'avvikelse', 'avvikelser'))} från ${year.year} har riskbedömts. ${formatNumber(year.riskLevels.high)} av dem (${percentWords(year.riskLevels.high, riskAssessed(year))}) har hög risk.`,
      },
      yearTable({
        caption: `Riskbedömda avvikelser efter risknivå, ${yearSpan(incidents)}`,
        first: 'Risknivå',
        years: incidents,
        rows: [
          row('Hög', (it) => it.riskLevels.high),
          row('Medel', (it) => it.riskLevels.medium),
          row('Låg', (it) => it.riskLevels.low),
          { ...row('Summa', riskAssessed), total: true },
        ],
        note: [
          'Risknivån kommer av allvarlighetsgrad (1–4) gånger sannolikhet (1–4), med de gränser som gällde vid bedömningen.',
          'Räknas på det år avvikelsen registrerades.',
          ...coverageNote(data, incidents, 'avvikelser'),
        ],
      }),
    ],
  }
}

function riskAssessed(it: IncidentYear): number {
  return it.riskLevels.low + it.riskLevels.medium + it.riskLevels.high
}

/** 1.4: were patients informed and heard? */
export function patientmedverkan(data: AnnualReportData): Filled {
  const { incidents, analyses } = data.figures
  const { year } = latest(incidents)
  const heard = analyses.at(-1)
  const informed = year.informed
  const due = informed.yes + informed.no + informed.unknown
  const asked = heard ? heard.patientHeard.yes + heard.patientHeard.declined : 0
  const sentences: string[] = []
  if (year.coverage !== 'saknas' && due > 0) {
    sentences.push(
      `Patienten eller närstående har informerats vid ${formatNumber(informed.yes)} av ${counted(due, 'vårdskada', 'vårdskador')} från ${year.year}.`,
    )
    if (informed.unknown > 0) {
      sentences.push(`För ${formatNumber(informed.unknown)} saknas uppgift om information.`)
    }
  }
  if (heard && heard.completed > 0) {
    sentences.push(
      `Patienten eller närstående har fått beskriva händelsen, eller tackat nej till det, i ${formatNumber(asked)} av ${counted(heard.completed, 'händelseanalys', 'händelseanalyser')} som slutfördes under ${heard.year}.`,
    )
  }
  if (sentences.length === 0) return { blocks: [], hasData: false }
  return {
    hasData: true,
    blocks: [
      { type: 'paragraph', text: sentences.join(' ') },
      yearTable({
        caption: `Patienters och närståendes medverkan, ${yearSpan(incidents)}`,
        first: 'Uppgift',
        years: incidents,
        rows: [
          {
            label: 'Informerade vid vårdskada, andel',
            values: incidents.map(({ informed: it }) => share(it.yes, it.yes + it.no + it.unknown)),
          },
          {
            label: '– antal vårdskador bakom andelen',
            values: incidents.map((it) =>
              show(known(it, () => it.informed.yes + it.informed.no + it.informed.unknown)),
            ),
          },
          {
            label: 'Händelseanalyser där patienten hörts eller erbjudits det, andel',
            values: analyses.map((it) => share(it.patientHeard.yes + it.patientHeard.declined, it.completed)),
          },
          {
            label: '– antal slutförda händelseanalyser bakom andelen',
            values: analyses.map((it) => show(it.coverage === 'saknas' ? null : it.completed)),
          },
        ],
        note: [
          'Information: vårdskador efter det år de registrerades; där det inte är aktuellt att informera räknas de inte med, och där uppgift saknas räknas de som inte informerade.',
          'Händelseanalyser: efter det år de slutfördes.',
          '– betyder att det inte finns något att räkna på.',
        ],
      }),
    ],
  }
}

function share(part: number, whole: number): string {
  return whole === 0 ? MISSING : `${formatNumber((part / whole) * 100)}\u00a0%`
}
