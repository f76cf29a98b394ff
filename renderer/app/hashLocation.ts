import { useSyncExternalStore } from 'react'
import { navigate } from 'wouter/use-hash-location'

/**
 * The page's path, kept after the # of the address. wouter's own hook listens for hashchange alone, which browsers
 * leave out when a step back also changes a parameter; popstate tells of every step.
 */
export function useHashLocation(): [string, typeof navigate] {
  return [useSyncExternalStore(subscribe, currentPath), navigate]
}
/** What a link shows and copies. */
useHashLocation.hrefs = (href: string) => `#${href}`

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener)
  window.addEventListener('popstate', listener)
  return () => {
    window.removeEventListener('hashchange', listener)
    window.removeEventListener('popstate', listener)
  }
}

function currentPath(): string {
  return `/${window.location.hash.replace(/^#?\/?/, '')}`
}
