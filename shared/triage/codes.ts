/** Words of the inbox and of links between cases. */

/** What a person who triages looks through, in the order they are shown (domain.md 5.1). */
export const SECTIONS = {
  nya: 'Nya',
  mina: 'Mina',
  alla: 'Alla öppna',
  kompletteras: 'Behöver kompletteras',
  aterkoppling: 'Väntar på återkoppling',
  stilla: 'Ligger stilla',
} as const
export type Section = keyof typeof SECTIONS
// Object.keys of a constant list: only the type is lost.
export const SECTION_KEYS = Object.keys(SECTIONS) as [Section, ...Section[]]

/** How an incident hangs together with another: as it is said from the one and from the other. */
export const LINK_KINDS = {
  samma_handelse: { from: 'Samma händelse som', to: 'Samma händelse som' },
  klagomal_om: { from: 'Klagomål om', to: 'Har klagomålet' },
  uppfoljd_av: { from: 'Följs upp av', to: 'Följer upp' },
  orsakad_av: { from: 'Orsakades av', to: 'Orsakade' },
  liknande: { from: 'Liknar', to: 'Liknar' },
} as const
export type LinkKind = keyof typeof LINK_KINDS
// As above.
export const LINK_KIND_KEYS = Object.keys(LINK_KINDS) as [LinkKind, ...LinkKind[]]

/** An incident that is looked into by an analysis which began with another. */
export const ANALYSIS_LINK = 'ingar_i_analys'
export const ANALYSIS_LINK_WORDS = { from: 'Ingår i händelseanalysen', to: 'Händelse i analysen' } as const

/** Two cases that somebody has looked at and found to be different: never shown as a link. */
export const NOT_DUPLICATE = 'ej_dubblett'

/** Whoever may be told how many a call could not change is told of these at most by name. */
export const REFUSED_SHOWN = 200
/** At once, in one transaction; more go as a job with progress. */
export const AT_ONCE = 500
export const BULK_MAX = 2000
