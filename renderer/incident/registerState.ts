import { useCallback, useMemo } from 'react'
import * as z from 'zod'
import {
  DEFAULT_SORT,
  incidentFilter,
  incidentSort,
  type IncidentFilter,
  type IncidentSort,
} from '../../shared/incident/filter.ts'
import { useAddressParam } from '../app/addressParams.ts'

/** What the register shows: kept in the address, so that back, reload and saved views are the same thing. */
export const registerView = z.strictObject({ filter: incidentFilter, sort: incidentSort })
export type RegisterView = z.infer<typeof registerView>

export const EMPTY_VIEW: RegisterView = { filter: {}, sort: DEFAULT_SORT }

/** One parameter of its own, so that no other page's parameters are mixed with it. */
const PARAMETER = 'handelser'

export function parseView(text: string | null): RegisterView {
  if (text === null) return EMPTY_VIEW
  try {
    const parsed = registerView.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : EMPTY_VIEW
  } catch {
    // An address that somebody cut: the register shows everything.
    return EMPTY_VIEW
  }
}

export function useRegisterView() {
  const [text, setText] = useAddressParam(PARAMETER)
  const view = useMemo(() => parseView(text), [text])
  const change = useCallback(
    (next: RegisterView, options: { replace?: boolean } = {}) =>
      setText(isEmpty(next) ? null : JSON.stringify(next), options),
    [setText],
  )
  return { view, change }
}

export function isEmpty({ filter, sort }: RegisterView): boolean {
  return (
    Object.keys(filter).length === 0 &&
    sort.by === DEFAULT_SORT.by &&
    sort.direction === DEFAULT_SORT.direction
  )
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

/** React Aria's words for a direction. */
export function ariaDirection(sort: IncidentSort): 'ascending' | 'descending' {
  return sort.direction === 'asc' ? 'ascending' : 'descending'
}
