import { useCallback } from 'react'
import { useLocation, useSearch } from 'wouter'

/**
 * One parameter of the address, beside the page's path: what a page shows of itself, so that back and reload come to
 * the same view. wouter's own useSearchParams cannot take the last parameter away from a hash address.
 * Parameters stay when one goes to another page: choose names that only one page uses.
 */
export function useAddressParam(name: string) {
  const search = useSearch()
  const [location, navigate] = useLocation()
  const value = new URLSearchParams(search).get(name)
  const change = useCallback(
    (next: string | null, options: { replace?: boolean } = {}) => {
      const params = new URLSearchParams(window.location.search)
      if (next === null) params.delete(name)
      else params.set(name, next)
      navigate(`${location}?${params.toString()}`, { replace: options.replace ?? false })
    },
    [name, location, navigate],
  )
  return [value, change] as const
}
