import { useCallback, useMemo } from 'react'
import * as z from 'zod'
import { DEFAULT_COLUMNS, type RegisterColumn } from '../../shared/incident/columns.ts'
import {
  DEFAULT_SORT,
  groupKey,
  type IncidentFilter,
  type IncidentSort,
} from '../../shared/incident/filter.ts'
import { viewDefinition, type ViewDefinition } from '../../shared/view/contract.ts'
import { useAddressParam } from '../app/addressParams.ts'

/**
 * What the register shows: kept in the address, so that back, reload and saved views are the same thing. `saved` is the
 * saved view it came from, which it may since differ from.
 */
export interface RegisterView extends ViewDefinition {
  readonly saved: number | null
}

/** What an address holds; one that was kept before there were groups and columns has neither. */
const inAddress = z.strictObject({
  ...viewDefinition.shape,
  group: groupKey.nullable().default(null),
  columns: viewDefinition.shape.columns.default(null),
  saved: z.number().int().positive().nullable().default(null),
})

export const EMPTY_VIEW: RegisterView = {
  filter: {},
  sort: DEFAULT_SORT,
  group: null,
  columns: null,
  saved: null,
}

/** One parameter of its own, so that no other page's parameters are mixed with it. */
const PARAMETER = 'handelser'

export function parseView(text: string | null): RegisterView {
  if (text === null) return EMPTY_VIEW
  try {
    const parsed = inAddress.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : EMPTY_VIEW
  } catch {
    // An address that somebody cut: the register shows everything.
    return EMPTY_VIEW
  }
}

export type ChangeView = (next: RegisterView, options?: { replace?: boolean }) => void

export function useRegisterView(): { view: RegisterView; change: ChangeView } {
  const [text, setText] = useAddressParam(PARAMETER)
  const view = useMemo(() => parseView(text), [text])
  const change = useCallback<ChangeView>(
    (next, options = {}) => setText(isEmpty(next) ? null : JSON.stringify(next), options),
    [setText],
  )
  return { view, change }
}

export function isEmpty(view: RegisterView): boolean {
  return sameDefinition(view, EMPTY_VIEW) && view.saved === null
}

/** Whether two views show the same. The order of keys and of the values of a filter says nothing. */
export function sameDefinition(a: ViewDefinition, b: ViewDefinition): boolean {
  return canonical(a) === canonical(b)
}

function canonical({ filter, sort, group, columns }: ViewDefinition): string {
  const parts = Object.entries(filter)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => [key, Array.isArray(value) ? [...value].map(String).sort() : value] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify([parts, sort.by, sort.direction, group, columns])
}

/** The columns that are shown: the view's own, else the person's usual ones, else everybody's. */
export function columnsOf(
  view: Pick<ViewDefinition, 'columns'>,
  usual: readonly RegisterColumn[] | null,
): readonly RegisterColumn[] {
  return view.columns ?? usual ?? DEFAULT_COLUMNS
}

/** The filter with one key changed; an empty value takes the key away. */
export function withFilter<Key extends keyof IncidentFilter>(
  filter: IncidentFilter,
  key: Key,
  value: IncidentFilter[Key] | null,
): IncidentFilter {
  const { [key]: _old, ...rest } = filter
  const empty =
    value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
  return empty ? rest : { ...rest, [key]: value }
}

/**
 * Another text to search for. What one looks for comes best first; without a text there is no best, and the list is by
 * date again.
 */
export function withText(view: RegisterView, text: string): RegisterView {
  const filter = withFilter(view.filter, 'text', text.trim() === '' ? null : text)
  const began = view.filter.text === undefined && filter.text !== undefined
  const ended = filter.text === undefined && view.sort.by === 'relevance'
  const sort: IncidentSort =
    began && isDefaultSort(view.sort)
      ? { by: 'relevance', direction: 'desc' }
      : ended
        ? DEFAULT_SORT
        : view.sort
  return { ...view, filter, sort }
}

export function isDefaultSort(sort: IncidentSort): boolean {
  return sort.by === DEFAULT_SORT.by && sort.direction === DEFAULT_SORT.direction
}
