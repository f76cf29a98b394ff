import type { Arendetyp } from '../incident/codes.ts'
import type { Effekt, Styrka } from '../action/codes.ts'
import type { Orsaksomrade } from '../analysis/codes.ts'
import type { Namnare } from '../indicator/denominators.ts'
import type { Direction } from '../indicator/published.ts'
import type { IvoBeslut } from '../supervision/codes.ts'

/**
 * The numbers of a berättelse, as the service counts them. `null` means that the workspace cannot say: it is
 * written '–' with a reason, never 0.
 */
export type Counted = number | null

export type Counts<Code extends string> = Readonly<Partial<Record<Code, number>>>

/** A median with the number of cases behind it; days is null when there is none. */
export interface Median {
  readonly days: Counted
  readonly n: number
}

/**
 * hel: the whole year is covered. borjar: the register starts within it. pagar: it is not over at the extraction.
 * delvis: there are cases of this kind but no reports, so some may be missing. saknas: nothing at all.
 */
export type Coverage = 'hel' | 'borjar' | 'pagar' | 'delvis' | 'saknas'

/** Counted on the day the report came in, by Swedish time. */
export interface IncidentYear {
  readonly year: number
  readonly coverage: Coverage
  /** Without the rejected ones. */
  readonly byArendetyp: Counts<Arendetyp>
  readonly rejected: number
  readonly investigated: number
  /** Vårdskador, the serious ones among them. */
  readonly harm: number
  readonly seriousHarm: number
  /** Risk för allvarlig vårdskada. */
  readonly seriousRisk: number
  readonly notAssessed: number
  /** Of the vårdskador where it applies: was the patient informed? */
  readonly informed: { readonly yes: number; readonly no: number; readonly unknown: number }
  /** Assessed avvikelser by level in the risk matrix. */
  readonly riskLevels: { readonly low: number; readonly medium: number; readonly high: number }
}

/** Counted on the day the anmälan was made (IVO's decisions: the day of the decision). */
export interface LexMariaYear {
  readonly year: number
  readonly coverage: Coverage
  readonly reported: number
  readonly decisions: Counts<IvoBeslut>
  /** From the event to the anmälan. */
  readonly lead: Median
}

/** Started: counted on the start. Everything else: on the day the analysis was completed. */
export interface AnalysisYear {
  readonly year: number
  readonly coverage: Coverage
  readonly started: number
  readonly completed: number
  readonly inNitha: number
  /** From the uppdrag (else the start) to completion. */
  readonly lead: Median
  readonly patientHeard: { readonly yes: number; readonly declined: number; readonly no: number }
  readonly causes: Counts<Orsaksomrade>
  readonly proposals: Counts<Styrka>
}

/** Åtgärder that were decided and planned to be done in the year. */
export interface ActionYear {
  readonly year: number
  readonly coverage: Coverage
  readonly due: number
  readonly doneInTime: number
  readonly doneLate: number
  readonly notDone: number
  /** Of the done ones: did it help? */
  readonly effects: Counts<Effekt>
}

export interface NamedCount {
  readonly name: string
  readonly count: number
}

export interface Denominator {
  readonly year: number
  readonly kind: Namnare
  readonly value: number
  readonly sources: readonly string[]
}

/** One verksamhet's year (the förvaltning's report). */
export interface VerksamhetRow {
  readonly name: string
  readonly incidents: number
  readonly investigated: number
  readonly harm: number
}

/** One förvaltning's year (the region's report, T11). */
export interface ForvaltningRow {
  readonly code: string
  readonly name: string
  readonly hasData: boolean
  readonly incidents: number
  readonly investigated: number
  readonly harm: number
  readonly seriousHarm: number
  readonly lexMaria: number
  readonly lexMariaLead: Median
  readonly analysesCompleted: number
  /** Per 1 000 vårdtillfällen and per 100 årsarbetare, where the denominator is known. */
  readonly perCare: { readonly value: number; readonly kind: Namnare } | null
  readonly perStaff: number | null
}

/** A published measure: the region beside the country. */
export interface PublishedIndicator {
  readonly name: string
  readonly unit: string
  readonly direction: Direction
  readonly period: string
  readonly value: number
  readonly previous: { readonly period: string; readonly value: number } | null
  readonly nation: Counted
  readonly sourceUrl: string
  readonly sourceName: string
}

export interface SiblingReport {
  readonly code: string
  readonly name: string
  readonly status: ReportStatus
  readonly decisionDate: string | null
  readonly diarienummer: string
}

export const REPORT_STATUSES = {
  ej_paborjad: 'Ej påbörjad',
  utkast: 'Utkast',
  beslutad: 'Beslutad',
} as const
export type ReportStatus = keyof typeof REPORT_STATUSES

export interface ReportFigures {
  /** Oldest first; the last is the report's year. Three to five. */
  readonly incidents: readonly IncidentYear[]
  readonly lexMaria: readonly LexMariaYear[]
  readonly analyses: readonly AnalysisYear[]
  readonly actions: readonly ActionYear[]
  /** The first day anything was reported in this part of the organisation; null in an empty register. */
  readonly firstReported: string | null
  /** Avvikelser per month ('2025-01') of up to three years; null where the register cannot say or the month is not over. */
  readonly monthly: readonly { readonly month: string; readonly value: Counted }[]
  /** Avvikelser of the year per händelsetyp. */
  readonly handelsetyper: Counts<string>
  /** Under 'okand' those whose role is not told. */
  readonly reporterRoles: Counts<string>
  /** The code lists' own words, in the order of the lists, for the codes that are counted. */
  readonly words: {
    readonly handelsetyp: Readonly<Record<string, string>>
    readonly yrkesroll: Readonly<Record<string, string>>
  }
  /** The year's avvikelser that are closed, and those of them closed within 60 days of the report. */
  readonly closing: { readonly closed: number; readonly within60Days: number }
  readonly lexMariaTypes: Counts<string>
  /** The same per förvaltning, in the region's report: its table must not give away what theirs hide. */
  readonly lexMariaTypesOfParts: readonly Counts<string>[]
  /** Per verksamhet; empty in the region's report, which has it per förvaltning. */
  readonly lexMariaUnits: readonly NamedCount[]
  readonly denominators: readonly Denominator[]
  readonly verksamheter: readonly VerksamhetRow[]
  readonly forvaltningar: readonly ForvaltningRow[]
  readonly indicators: readonly PublishedIndicator[]
  /** Decided åtgärder that are not done at the extraction, and those of them that are late. */
  readonly openActions: { readonly open: number; readonly late: number }
}

/** What a berättelse is built from. */
export interface AnnualReportData {
  readonly unit: { readonly code: string; readonly name: string; readonly kind: 'forvaltning' | 'region' }
  readonly regionName: string
  readonly year: number
  /** The day the numbers were taken out, ISO. */
  readonly extracted: string
  readonly isExample: boolean
  readonly status: ReportStatus
  readonly responsible: string
  readonly diarienummer: string
  readonly decisionBody: string
  readonly decisionDate: string | null
  /** The writers' plain text per section key. */
  readonly texts: Readonly<Record<string, string>>
  /** The parts of the organisation: verksamheter, or förvaltningar for the region. */
  readonly parts: readonly string[]
  readonly siblings: readonly SiblingReport[]
  readonly figures: ReportFigures
}
