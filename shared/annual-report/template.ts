import type { LawCode } from './law.ts'

/** What the build fills in by itself under a section's text. */
export const BINDINGS = [
  'inledning',
  'nyckeltal',
  'korthet',
  'kapitel-forutsattningar',
  'kapitel-fokusomraden',
  'organisation',
  'samverkan',
  'rapportering',
  'patientmedverkan',
  't1-avvikelser',
  't2-vardskador',
  't3-lex-maria',
  't4-handelseanalyser',
  'per-verksamhet',
  't11-forvaltningar',
  'indikatorer',
  'risker',
  'atgarder',
  'avvikelsehantering',
  'klagomal',
  'oppna-atgarder',
  'definitioner',
  'metod',
  'lagkrav',
  'berattelser',
] as const
export type Binding = (typeof BINDINGS)[number]

export type ReportKind = 'forvaltning' | 'region'

export interface TemplateSection {
  readonly key: string
  readonly level: 1 | 2 | 3
  /** '1.1.2'; '' for an unnumbered heading. */
  readonly number: string
  readonly title: string
  /** For the writer, in our own words. Never reaches the document. */
  readonly guidance: readonly string[]
  readonly laws: readonly LawCode[]
  readonly bindings: readonly Binding[]
  readonly appliesTo: ReportKind | 'both'
  /**
   * text: the förvaltning writes here. fixed: only the build's own text and tables.
   * A text section that is still empty says so while the report is arbetsmaterial.
   */
  readonly kind: 'text' | 'fixed'
  /** Left out while empty: where relevant (Strålskydd), or a heading its subsections can carry alone. */
  readonly optional: boolean
  /** About how many characters fit, where the template sets a limit (Sammanfattning: one page). */
  readonly limit?: number
}

export interface Template {
  readonly id: string
  readonly name: string
  readonly version: string
  /** ISO date. */
  readonly validFrom: string
  readonly sections: readonly TemplateSection[]
}

/** The sections of a report of this kind, in order. */
export function sectionsFor(template: Template, kind: ReportKind): TemplateSection[] {
  return template.sections.filter((section) => section.appliesTo === 'both' || section.appliesTo === kind)
}
