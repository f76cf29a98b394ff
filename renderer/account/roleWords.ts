import type { Grant } from '../../shared/account/grants.ts'
import { ROLE_LABELS, ROLES, type Role } from '../../shared/account/roles.ts'

/** What a role lets one do, in a sentence (domain.md 1.7). */
export const ROLE_HELP: Readonly<Record<Role, string>> = {
  administrator: 'Sköter konton, inställningar, säkerhetskopior och logg. Ser ingen text om händelser.',
  cheflakare: 'Gör allt i ärendena, beslutar om lex Maria och följer upp loggen.',
  handlaggare: 'Rapporterar, bedömer och handlägger händelser, och beslutar om åtgärder.',
  analysledare: 'Läser händelser, leder händelseanalyser och följer upp åtgärder.',
  skribent: 'Skriver patientsäkerhetsberättelsen. Ser tal, inga enskilda händelser.',
  lasare: 'Läser händelser, analyser och åtgärder. Ändrar inget.',
}

/** Where a role holds, for the form: not at all, everywhere, or in the förvaltningar named. */
export type Reach = 'ingen' | 'region' | 'valda'

export interface RoleChoice {
  readonly reach: Reach
  readonly forvaltningar: readonly number[]
}
export type RoleChoices = Readonly<Record<Role, RoleChoice>>

export function choicesFrom(grants: readonly Grant[]): RoleChoices {
  const choice = (role: Role): RoleChoice => {
    const own = grants.filter((grant) => grant.role === role)
    const forvaltningar = own.flatMap((grant) => (grant.forvaltningId === null ? [] : [grant.forvaltningId]))
    if (own.some((grant) => grant.forvaltningId === null)) return { reach: 'region', forvaltningar: [] }
    return { reach: forvaltningar.length > 0 ? 'valda' : 'ingen', forvaltningar }
  }
  return {
    administrator: choice('administrator'),
    cheflakare: choice('cheflakare'),
    handlaggare: choice('handlaggare'),
    analysledare: choice('analysledare'),
    skribent: choice('skribent'),
    lasare: choice('lasare'),
  }
}

export function grantsFrom(choices: RoleChoices): Grant[] {
  return ROLES.flatMap((role): Grant[] => {
    const { reach, forvaltningar } = choices[role]
    if (reach === 'ingen') return []
    if (reach === 'region') return [{ role, forvaltningId: null }]
    return forvaltningar.map((forvaltningId) => ({ role, forvaltningId }))
  })
}

/** 'Läsare i Skaraborgs sjukhus och SU; Skribent i hela regionen', one line per role. */
export function grantLines(grants: readonly Grant[], nameOf: (forvaltningId: number) => string): string[] {
  const choices = choicesFrom(grants)
  return ROLES.filter((role) => choices[role].reach !== 'ingen').map((role) => {
    const { reach, forvaltningar } = choices[role]
    const where =
      reach === 'region'
        ? 'hela regionen'
        : new Intl.ListFormat('sv', { type: 'conjunction' }).format(forvaltningar.map(nameOf))
    return role === 'administrator' ? ROLE_LABELS[role] : `${ROLE_LABELS[role]} i ${where}`
  })
}
