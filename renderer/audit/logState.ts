import { useCallback, useMemo } from 'react'
import { auditFilter, type AuditFilter } from '../../shared/audit/filter.ts'
import { useAddressParam } from '../app/addressParams.ts'

/** One parameter of its own, so that no other page's parameters are mixed with it. */
const PARAMETER = 'logg'

/** What the log's page shows: kept in the address, so that back and reload come to the same rows. */
export function useLogFilter() {
  const [text, setText] = useAddressParam(PARAMETER)
  const filter = useMemo(() => parseFilter(text), [text])
  const change = useCallback(
    (next: AuditFilter, options: { replace?: boolean } = {}) =>
      setText(isEmptyFilter(next) ? null : JSON.stringify(next), options),
    [setText],
  )
  return { filter, change }
}

/** The address of the log with a filter, for links from other pages. */
export function logAddress(filter: AuditFilter): string {
  return `/logg?${new URLSearchParams({ [PARAMETER]: JSON.stringify(filter) }).toString()}`
}

export function parseFilter(text: string | null): AuditFilter {
  if (text === null) return {}
  try {
    const parsed = auditFilter.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : {}
  } catch {
    // An address that somebody cut: the log shows everything.
    return {}
  }
}

export function isEmptyFilter(filter: AuditFilter): boolean {
  return Object.keys(filter).length === 0
}

/** The filter with one key changed; an empty value takes the key away. */
export function withKey<Key extends keyof AuditFilter>(
  filter: AuditFilter,
  key: Key,
  value: AuditFilter[Key] | null,
): AuditFilter {
  const { [key]: _old, ...rest } = filter
  const empty =
    value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
  return empty ? rest : { ...rest, [key]: value }
}
