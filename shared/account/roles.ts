/** Roles of a workspace (domain.md 1.7). A person may hold several. */
export const ROLES = [
  'administrator',
  'cheflakare',
  'handlaggare',
  'analysledare',
  'skribent',
  'lasare',
] as const

export type Role = (typeof ROLES)[number]

export const ROLE_LABELS: Readonly<Record<Role, string>> = {
  administrator: 'Administratör',
  cheflakare: 'Chefläkare',
  handlaggare: 'Handläggare/enhetschef',
  analysledare: 'Analysledare',
  skribent: 'Skribent',
  lasare: 'Läsare',
}

/** May see case text: everyone but the pure administrator and the skribent, who sees aggregates only (domain.md 1.7). */
export const CASE_READERS = ['cheflakare', 'handlaggare', 'analysledare', 'lasare'] as const satisfies Role[]
/** May register and handle incidents. */
export const CASE_WRITERS = ['cheflakare', 'handlaggare'] as const satisfies Role[]
/** May lead analyses. */
export const ANALYSTS = ['cheflakare', 'analysledare'] as const satisfies Role[]
/** May write the patientsäkerhetsberättelse. */
export const REPORT_WRITERS = ['cheflakare', 'skribent'] as const satisfies Role[]
/** Figures and berättelser: the daily work of everyone but the pure administrator. */
export const REPORT_READERS = [...CASE_READERS, 'skribent'] as const satisfies Role[]
/** Aggregates, the organisation, code lists: everyone who has unlocked. */
export const EVERYONE = ROLES
