import type { CodeListName } from '../../shared/code/names.ts'
import {
  ARENDETYPER,
  JA_NEJ_OKANT,
  NCC_MERP,
  SKADERISKER,
  SKADOR,
  STATUSAR,
  URSPRUNG,
  VANTETIDER,
  type CodeList,
} from '../../shared/incident/codes.ts'
import {
  ASSIGNED_TO_ME,
  ASSIGNED_TO_NOBODY,
  ATERKOPPLING,
  incidentFilter,
  type Facet,
  type IncidentFilter,
} from '../../shared/incident/filter.ts'
import { RISKNIVAER } from '../../shared/incident/risk.ts'
import { longDate } from '../../shared/time/dates.ts'

/** Filters of several values each, all of which are texts. */
export type ListKey = Exclude<
  {
    [Key in keyof IncidentFilter]-?: NonNullable<IncidentFilter[Key]> extends readonly string[] ? Key : never
  }[keyof IncidentFilter],
  undefined
>
/** Filters that are yes or no. */
export type FlagKey = {
  [Key in keyof IncidentFilter]-?: NonNullable<IncidentFilter[Key]> extends boolean ? Key : never
}[keyof IncidentFilter]

/** A value that can be ticked. */
export type FacetValue =
  | { readonly kind: 'value'; readonly key: ListKey; readonly code: string }
  | { readonly kind: 'flag'; readonly key: FlagKey; readonly yes: boolean; readonly label: string }

export interface FacetSection {
  readonly key: string
  readonly title: string
  readonly body:
    | { readonly kind: 'list'; readonly key: ListKey; readonly of: CodeList | CodeListName }
    /** The kind of event, with its finer kinds under it. */
    | { readonly kind: 'handelsetyp' }
    | { readonly kind: 'values'; readonly values: readonly FacetValue[] }
    | { readonly kind: 'place' }
    | { readonly kind: 'people' }
    | { readonly kind: 'period'; readonly from: 'from' | 'reportedFrom'; readonly to: 'to' | 'reportedTo' }
}

export interface FacetGroup {
  readonly title: string
  readonly sections: readonly FacetSection[]
}

const list = (key: ListKey, title: string, of: CodeList | CodeListName): FacetSection => ({
  key,
  title,
  body: { kind: 'list', key, of },
})
const flag = (key: FlagKey, yes: boolean, label: string): FacetValue => ({ kind: 'flag', key, yes, label })
const values = (key: string, title: string, ...all: readonly FacetValue[]): FacetSection => ({
  key,
  title,
  body: { kind: 'values', values: all },
})

/** Every filter beside the list, in the order one thinks of them (issue 4, points 4 and 5). */
export const FACET_GROUPS: readonly FacetGroup[] = [
  {
    title: 'Status och skada',
    sections: [
      list('status', 'Status', STATUSAR),
      list('harm', 'Skada', SKADOR),
      list('potentialHarm', 'Risk för skada', SKADERISKER),
      list('riskLevel', 'Risknivå', RISKNIVAER),
      list('nccMerp', 'NCC MERP', NCC_MERP),
    ],
  },
  {
    title: 'Vad',
    sections: [
      list('arendetyp', 'Ärendetyp', ARENDETYPER),
      { key: 'handelsetyp', title: 'Händelsetyp', body: { kind: 'handelsetyp' } },
      list('skadetyp', 'Skadetyp', 'skadetyp'),
      list('vardprocess', 'Steg i vårdprocessen', 'vardprocess'),
      list('agens', 'Inblandat', 'agens'),
    ],
  },
  {
    title: 'Var',
    sections: [
      { key: 'plats', title: 'Förvaltning och enhet', body: { kind: 'place' } },
      list('vardtyp', 'Vårdform', 'vardform'),
      list('medicalArea', 'Medicinskt område', 'medicinskt_omrade'),
    ],
  },
  {
    title: 'Vem',
    sections: [
      values(
        'patient',
        'Patienten',
        flag('isChild', true, 'Barn'),
        flag('frailElderly', true, 'Mest sjuka äldre'),
      ),
      list('fastVardkontakt', 'Fast vårdkontakt', JA_NEJ_OKANT),
      list('vardplan', 'Vårdplan', JA_NEJ_OKANT),
      list('reporterRole', 'Rapportörens yrkesroll', 'yrkesroll'),
    ],
  },
  {
    title: 'Tillgänglighet',
    sections: [
      values(
        'garanti',
        'Vårdgarantin',
        flag('guaranteePassed', true, 'Gränsen passerad'),
        flag('guaranteePassed', false, 'Inom gränsen'),
      ),
      list('waitingKind', 'Väntade på', VANTETIDER),
    ],
  },
  {
    title: 'Samverkan och uppdrag',
    sections: [
      list('samverkan', 'Samverkan med', 'samverkan'),
      list('strategiomraden', 'Strategiområden', 'strategiomrade'),
      list('kvalitetsregister', 'Kvalitetsregister', 'kvalitetsregister'),
    ],
  },
  {
    title: 'Handläggning',
    sections: [
      { key: 'assignedTo', title: 'Handläggare', body: { kind: 'people' } },
      values(
        'lage',
        'Läge',
        flag('closed', false, 'Pågår'),
        flag('closed', true, 'Avslutat'),
        flag('incomplete', true, 'Bara den korta rapporten'),
        flag('hasAnalysis', true, 'Har händelseanalys'),
        flag('hasAnalysis', false, 'Saknar händelseanalys'),
        flag('hasLexMaria', true, 'Lex Maria prövas eller är prövad'),
      ),
      list('feedback', 'Återkoppling', ATERKOPPLING),
      list('origin', 'Ursprung', URSPRUNG),
    ],
  },
  {
    title: 'Tid',
    sections: [
      { key: 'tid', title: 'Händelsedatum', body: { kind: 'period', from: 'from', to: 'to' } },
      {
        key: 'rapporterad',
        title: 'Rapporterad',
        body: { kind: 'period', from: 'reportedFrom', to: 'reportedTo' },
      },
    ],
  },
]

const SECTIONS = FACET_GROUPS.flatMap((group) => group.sections)

/** The filters that a section holds. */
export function keysOf({ body }: FacetSection): readonly (keyof IncidentFilter)[] {
  switch (body.kind) {
    case 'list':
      return [body.key]
    case 'handelsetyp':
      return ['handelsetyp', 'undertyp']
    case 'values':
      return [...new Set(body.values.map((value) => value.key))]
    case 'place':
      return ['forvaltningId', 'unitId']
    case 'people':
      return ['assignedTo']
    case 'period':
      return [body.from, body.to]
    default:
      return body satisfies never
  }
}

/** The facet that counts for a filter. */
export function facetOf(key: ListKey | FlagKey): Facet {
  return key
}

/** How many values of a section are in use. */
export function usedIn(section: FacetSection, filter: IncidentFilter): number {
  return keysOf(section).reduce((sum, key) => {
    const value = filter[key]
    return sum + (Array.isArray(value) ? value.length : value === undefined ? 0 : 1)
  }, 0)
}

/** How many filters are in use, the text aside. */
export function usedCount(filter: IncidentFilter): number {
  const named = SECTIONS.reduce((sum, section) => sum + usedIn(section, filter), 0)
  return named + (filter.importBatchId === undefined ? 0 : 1) + (filter.ids === undefined ? 0 : 1)
}

export function isTicked(filter: IncidentFilter, value: FacetValue): boolean {
  if (value.kind === 'flag') return filter[value.key] === value.yes
  const codes: readonly string[] = filter[value.key] ?? []
  return codes.includes(value.code)
}

/** The filter with a value ticked, or no longer ticked. */
export function ticked(filter: IncidentFilter, value: FacetValue): IncidentFilter {
  if (value.kind === 'flag') return set(filter, value.key, isTicked(filter, value) ? undefined : value.yes)
  const codes: readonly string[] = filter[value.key] ?? []
  return set(
    filter,
    value.key,
    codes.includes(value.code) ? codes.filter((code) => code !== value.code) : [...codes, value.code],
  )
}

/**
 * The filter with one key set; parsed, since which values belong to which key is known to the schema alone. A value
 * that is not one (a code that was taken away) changes nothing.
 */
export function set(filter: IncidentFilter, key: keyof IncidentFilter, value: unknown): IncidentFilter {
  const { [key]: _old, ...rest } = filter
  if (value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0))
    return rest
  const parsed = incidentFilter.safeParse({ ...rest, [key]: value })
  return parsed.success ? parsed.data : filter
}

/** Words for what is not in a list of codes. */
export interface FilterWords {
  readonly code: (list: CodeListName, code: string) => string
  readonly unit: (id: number) => string
  readonly account: (id: string) => string
}

export interface Chip {
  readonly key: string
  readonly label: string
  readonly without: IncidentFilter
}

/** The filters in use, in words, each with its own way out. */
export function chipsOf(filter: IncidentFilter, words: FilterWords): Chip[] {
  const chips: Chip[] = []
  const add = (key: keyof IncidentFilter, label: string, without = set(filter, key, undefined)) =>
    chips.push({ key: `${key} ${label}`, label, without })
  if (filter.text !== undefined) add('text', `”${filter.text}”`)
  for (const section of SECTIONS) addSection(section, filter, words, add)
  if (filter.importBatchId !== undefined) add('importBatchId', `Import nr ${filter.importBatchId}`)
  if (filter.ids !== undefined) {
    add('ids', filter.ids.length === 1 ? '1 utvald händelse' : `${filter.ids.length} utvalda händelser`)
  }
  return chips
}

function addSection(
  section: FacetSection,
  filter: IncidentFilter,
  words: FilterWords,
  add: (key: keyof IncidentFilter, label: string, without?: IncidentFilter) => void,
): void {
  const { body } = section
  const addCodes = (key: ListKey, labelOf: (code: string) => string) => {
    for (const code of filter[key] ?? []) {
      add(key, labelOf(code), ticked(filter, { kind: 'value', key, code }))
    }
  }
  switch (body.kind) {
    case 'list': {
      const { key, of } = body
      const plain = (code: string) => (typeof of === 'string' ? words.code(of, code) : (of[code] ?? code))
      addCodes(key, (code) => chipLabel(section, key, plain(code)))
      break
    }
    case 'handelsetyp':
      addCodes('handelsetyp', (code) => words.code('handelsetyp', code))
      addCodes('undertyp', (code) => words.code('handelsetyp', code))
      break
    case 'values':
      for (const value of body.values) {
        if (value.kind === 'flag' && isTicked(filter, value)) add(value.key, flagLabel(value))
      }
      // A saved view may ask for the answer that has no place of its own in the panel.
      for (const key of keysOf(section)) {
        const known = body.values.some((value) => isTicked(filter, value) && value.key === key)
        const yes = body.values.find((value) => value.kind === 'flag' && value.key === key && value.yes)
        if (!known && filter[key] === false && yes?.kind === 'flag') add(key, `Inte: ${yes.label}`)
      }
      break
    case 'place':
      if (filter.forvaltningId !== undefined) add('forvaltningId', words.unit(filter.forvaltningId))
      if (filter.unitId !== undefined) add('unitId', words.unit(filter.unitId))
      break
    case 'people':
      addCodes('assignedTo', (code) => personLabel(code, words.account))
      break
    case 'period': {
      const what = body.from === 'from' ? '' : 'rapporterad '
      const from = filter[body.from]
      const to = filter[body.to]
      if (from !== undefined) add(body.from, `${what}från ${longDate(from)}`)
      if (to !== undefined) add(body.to, `${what}till ${longDate(to)}`)
      break
    }
    default:
      body satisfies never
  }
}

/** Words that say nothing by themselves ('Ja') get their section's name before them. */
function chipLabel(section: FacetSection, key: ListKey, label: string): string {
  if (key === 'riskLevel') return `${label} risk`
  if (key === 'fastVardkontakt' || key === 'vardplan' || key === 'samverkan' || key === 'waitingKind') {
    return `${section.title}: ${label.toLocaleLowerCase('sv')}`
  }
  return label
}

function flagLabel(value: FacetValue & { kind: 'flag' }): string {
  return value.key === 'guaranteePassed'
    ? `Vårdgarantin: ${value.label.toLocaleLowerCase('sv')}`
    : value.label
}

export function personLabel(code: string, account: FilterWords['account']): string {
  if (code === ASSIGNED_TO_ME) return 'Jag handlägger'
  if (code === ASSIGNED_TO_NOBODY) return 'Ingen handläggare'
  return account(code)
}
