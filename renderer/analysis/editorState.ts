import type { Action } from '../../shared/action/contract.ts'
import type { AnalysisContent, TextKey } from '../../shared/analysis/content.ts'
import type { Finding } from '../../shared/analysis/finding.ts'
import type { ActionRow, CauseRow, DelhandelseRow, MemberRow } from './saver.ts'

/** What the pages edit: the analysis as the form has it, saved or not. */
export interface FormState {
  readonly commission: AnalysisContent['commission']
  readonly texts: AnalysisContent['texts']
  readonly patientHeard: AnalysisContent['patientHeard']
  readonly members: readonly MemberRow[]
  readonly delhandelser: readonly DelhandelseRow[]
  readonly causes: readonly CauseRow[]
  readonly actions: readonly ActionRow[]
}

const keyed = <Row extends { id: number }>(row: Row) => ({ ...row, key: `r${row.id}` })

export function formFrom(content: AnalysisContent): FormState {
  return {
    commission: content.commission,
    texts: content.texts,
    patientHeard: content.patientHeard,
    members: content.members.map(keyed),
    delhandelser: content.delhandelser.map(keyed),
    causes: content.causes.map(keyed),
    actions: content.actions.map(
      ({ id, text, strength, responsible, dueDate, measure, focusArea, causeIds }) =>
        keyed({ id, text, strength, responsible, dueDate, measure, focusArea, causeIds }),
    ),
  }
}

/** The analysis as the form has it, for the rules and counts that follow while one types. */
export function liveContent(content: AnalysisContent, form: FormState): AnalysisContent {
  const stored = new Map(content.actions.map((action) => [action.id, action]))
  return {
    ...content,
    commission: form.commission,
    texts: form.texts,
    patientHeard: form.patientHeard,
    members: form.members.map(withId),
    delhandelser: form.delhandelser.map(withId),
    causes: form.causes.map(withId),
    actions: form.actions.map((row, index) => ({
      ...UNDECIDED,
      ...(row.id === null ? undefined : stored.get(row.id)),
      ...withId(row, index),
    })),
  }
}

/** A row that has no id yet is told apart by its place; ids are positive. */
function withId<Row extends { key: string; id: number | null }>(
  { key: _key, ...row }: Row,
  index: number,
): Omit<Row, 'key'> & { id: number } {
  return { ...row, id: row.id ?? -1 - index }
}

const UNDECIDED: Omit<Action, 'id' | keyof ActionRow> = {
  number: '',
  decision: 'ej_beslutad',
  decisionReason: '',
  doneDate: null,
  followUpDate: null,
  effect: 'ej_matt',
  effectDate: null,
  effectText: '',
  version: 1,
}

/** The id that liveContent gives the row at this place. */
export function liveId(row: { readonly id: number | null }, index: number): number {
  return row.id ?? -1 - index
}

/** New rows were saved and have their ids. */
export function takeIds(form: FormState, ids: ReadonlyMap<string, number>): FormState {
  const take = <Row extends { key: string; id: number | null }>(row: Row): Row =>
    row.id === null && ids.has(row.key) ? { ...row, id: ids.get(row.key) ?? null } : row
  return {
    ...form,
    members: form.members.map(take),
    delhandelser: form.delhandelser.map(take),
    causes: form.causes.map(take),
    actions: form.actions.map(take),
  }
}

/** Removing a delhändelse unties its causes, and removing a cause unties its åtgärder: the service does the same. */
export function untie(form: FormState): FormState {
  const steps = new Set(form.delhandelser.map((row) => row.id))
  const causes = new Set(form.causes.map((row) => row.id))
  return {
    ...form,
    causes: form.causes.map((row) =>
      row.delhandelseId === null || steps.has(row.delhandelseId) ? row : { ...row, delhandelseId: null },
    ),
    actions: form.actions.map((row) =>
      row.causeIds.every((id) => causes.has(id))
        ? row
        : { ...row, causeIds: row.causeIds.filter((id) => causes.has(id)) },
    ),
  }
}

function newKey(): string {
  return crypto.randomUUID()
}

export const emptyMember = (role: MemberRow['role']): MemberRow => ({
  key: newKey(),
  id: null,
  role,
  profession: '',
  unit: '',
})
export const emptyDelhandelse = (): DelhandelseRow => ({
  key: newKey(),
  id: null,
  timeText: '',
  actor: '',
  text: '',
  source: '',
  deviation: '',
})
export const emptyCause = (delhandelseId: number | null = null): CauseRow => ({
  key: newKey(),
  id: null,
  delhandelseId,
  text: '',
  area: '',
  subcategory: '',
  noActionReason: '',
})
export const emptyAction = (causeIds: number[] = []): ActionRow => ({
  key: newKey(),
  id: null,
  text: '',
  strength: 'medel',
  responsible: '',
  dueDate: null,
  measure: '',
  focusArea: '',
  causeIds,
})

/** The list with one row moved; unchanged at the ends. */
export function moved<Row>(rows: readonly Row[], from: number, to: number): readonly Row[] {
  const row = rows[from]
  if (row === undefined || to < 0 || to >= rows.length) return rows
  const rest = rows.toSpliced(from, 1)
  return rest.toSpliced(to, 0, row)
}

/** The pages of the workbench; the eight steps of the method, the first in two pages. */
export const PAGES = [
  { key: 'uppdrag', step: 1, title: 'Uppdrag' },
  { key: 'team', step: 1, title: 'Team' },
  { key: 'kallor', step: 2, title: 'Källor och metod' },
  { key: 'forlopp', step: 3, title: 'Händelseförlopp' },
  { key: 'orsaker', step: 4, title: 'Orsaker' },
  { key: 'atgarder', step: 5, title: 'Åtgärdsförslag' },
  { key: 'rapport', step: 6, title: 'Slutrapport' },
  { key: 'beslut', step: 7, title: 'Beslut' },
  { key: 'uppfoljning', step: 8, title: 'Uppföljning' },
] as const
export type PageKey = (typeof PAGES)[number]['key']

export function pageOf({ where }: Finding): PageKey {
  if (where.part === 'members') return 'team'
  return PAGES.find((page) => page.step === where.step && page.key !== 'team')?.key ?? 'uppdrag'
}

export interface PageProgress {
  readonly state: 'tom' | 'pagar' | 'klar'
  /** What law and quality still ask for here; advice is not counted. */
  readonly missing: number
}

export function pageProgress(
  content: AnalysisContent,
  findings: readonly Finding[],
  page: PageKey,
): PageProgress {
  const missing = findings.filter((found) => pageOf(found) === page && found.severity !== 'tips').length
  if (!isStarted(content, page)) return { state: 'tom', missing }
  return { state: missing === 0 ? 'klar' : 'pagar', missing }
}

function isStarted(content: AnalysisContent, page: PageKey): boolean {
  const some = (...keys: TextKey[]) => keys.some((key) => content.texts[key].trim() !== '')
  switch (page) {
    case 'uppdrag':
      return content.commission.purpose !== '' || content.commission.commissionerRole !== ''
    case 'team':
      return content.members.length > 0
    case 'kallor':
      return some('method', 'sources', 'noticed', 'similarEvents')
    case 'forlopp':
      return content.delhandelser.length > 0
    case 'orsaker':
      return content.causes.length > 0
    case 'atgarder':
      return content.actions.length > 0
    case 'rapport':
      return some(
        'summary',
        'eventDescription',
        'patientAccount',
        'barriers',
        'sideFindings',
        'cost',
        'evaluation',
      )
    case 'beslut':
      return content.decision.decidedDate !== null
    case 'uppfoljning':
      return content.completedDate !== null || some('feedback', 'spread')
  }
}
