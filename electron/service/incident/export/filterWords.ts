import type { CodeListName } from '../../../../shared/code/names.ts'
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
} from '../../../../shared/incident/codes.ts'
import { CODE_FIELDS, TAG_FIELDS } from '../../../../shared/incident/fields.ts'
import {
  ASSIGNED_TO_NOBODY,
  ATERKOPPLING,
  GROUPINGS,
  type GroupKey,
  type IncidentFilter,
  type IncidentSort,
  type SortKey,
} from '../../../../shared/incident/filter.ts'
import { RISKNIVAER } from '../../../../shared/incident/risk.ts'
import { formatNumber } from '../../../../shared/text/swedish.ts'
import { codeNamer } from '../../code/codes.ts'
import type { Db } from '../../db/database.ts'
import { groupNamer } from '../orders.ts'

/** A filter in words, a line for each thing it is cut by: what, and which. */
export function filterWords(db: Db, filter: IncidentFilter): [string, string][] {
  const name = codeNamer(db)
  const unitName = groupNamer(db, 'unit')
  const accountName = groupNamer(db, 'assignedTo')
  const constant = (list: CodeList) => (codes: readonly string[]) =>
    codes.map((code) => list[code] ?? code).join(', ')
  const data = (list: CodeListName) => (codes: readonly string[]) =>
    codes.map((code) => name(list, code)).join(', ')
  const yesOrNo = (value: boolean) => (value ? 'Ja' : 'Nej')
  const words: {
    [Key in keyof IncidentFilter]-?: [string, (value: NonNullable<IncidentFilter[Key]>) => string]
  } = {
    text: ['Söker', (text) => `”${text}”`],
    forvaltningId: ['Förvaltning', (id) => unitName(id)],
    unitId: ['Enhet och allt under den', (id) => unitName(id)],
    from: ['Datum från och med', String],
    to: ['Datum till och med', String],
    reportedFrom: ['Rapporterad från och med', String],
    reportedTo: ['Rapporterad till och med', String],
    arendetyp: ['Ärendetyp', constant(ARENDETYPER)],
    handelsetyp: ['Händelsetyp', data(CODE_FIELDS.handelsetyp)],
    undertyp: ['Undertyp', data(CODE_FIELDS.undertyp)],
    status: ['Status', constant(STATUSAR)],
    harm: ['Skada', constant(SKADOR)],
    potentialHarm: ['Risk för skada', constant(SKADERISKER)],
    riskLevel: ['Risknivå', constant(RISKNIVAER)],
    origin: ['Ursprung', constant(URSPRUNG)],
    skadetyp: ['Skadetyp', data(CODE_FIELDS.skadetyp)],
    nccMerp: ['NCC MERP', constant(NCC_MERP)],
    vardtyp: ['Vårdform', data(CODE_FIELDS.vardtyp)],
    vardprocess: ['Steg i vårdprocessen', data(CODE_FIELDS.vardprocess)],
    reporterRole: ['Rapportörens yrkesroll', data(CODE_FIELDS.reporterRole)],
    medicalArea: ['Medicinskt område', data(CODE_FIELDS.medicalArea)],
    samverkan: ['Samverkan med', data(CODE_FIELDS.samverkan)],
    agens: ['Inblandat, något av', data(TAG_FIELDS.agens)],
    strategiomraden: ['Strategiområde, något av', data(TAG_FIELDS.strategiomraden)],
    kvalitetsregister: ['Kvalitetsregister, något av', data(TAG_FIELDS.kvalitetsregister)],
    isChild: ['Barn', yesOrNo],
    frailElderly: ['Mest sjuka äldre', yesOrNo],
    fastVardkontakt: ['Fast vårdkontakt', constant(JA_NEJ_OKANT)],
    vardplan: ['Vårdplan', constant(JA_NEJ_OKANT)],
    waitingKind: ['Väntade på', constant(VANTETIDER)],
    guaranteePassed: ['Vårdgarantin passerad', yesOrNo],
    incomplete: ['Bara den korta rapporten är skriven', yesOrNo],
    assignedTo: [
      'Handläggare',
      (ids) => ids.map((id) => accountName(id === ASSIGNED_TO_NOBODY ? null : id)).join(', '),
    ],
    feedback: ['Återkoppling', constant(ATERKOPPLING)],
    closed: ['Avslutat ärende', yesOrNo],
    hasAnalysis: ['Har händelseanalys', yesOrNo],
    hasLexMaria: ['Fråga om lex Maria', yesOrNo],
    importBatchId: ['Inläsning nummer', String],
    ids: ['Valda händelser', (ids) => formatNumber(ids.length)],
  }
  // Each pair belongs to its own key: the pairing TypeScript cannot follow through the lookup.
  const told = Object.entries(words) as [keyof IncidentFilter, [string, (value: unknown) => string]][]
  return told.flatMap(([key, [label, say]]) =>
    filter[key] === undefined ? [] : [[label, say(filter[key])] as [string, string]],
  )
}

const SORTS: Readonly<Record<SortKey, string>> = {
  date: 'Datum',
  number: 'Ärendenummer',
  unit: 'Händelseplats',
  type: 'Händelsetyp',
  status: 'Status',
  harm: 'Skada',
  risk: 'Riskpoäng',
  reported: 'Rapporterad',
  severity: 'Följd enligt rapportören',
  vardform: 'Vårdform',
  medicalArea: 'Medicinskt område',
  assignee: 'Handläggare',
  relevance: 'Bäst träff först',
}

export function orderWords(sort: IncidentSort, group: GroupKey | null): string {
  const sorted =
    sort.by === 'relevance'
      ? SORTS.relevance
      : `${SORTS[sort.by]}, ${sort.direction === 'asc' ? 'stigande' : 'fallande'}`
  return group === null
    ? sorted
    : `Grupperat efter ${GROUPINGS[group].toLowerCase()}, sedan ${sorted.toLowerCase()}`
}
