import { tell } from '../ui/toast.tsx'

/** For kept drafts that could not be read: said, since what was typed may be in them, and then the page goes on without. */
export function tellUnread<T>(instead: T): (failure: unknown) => T {
  return (failure) => {
    const why = failure instanceof Error ? failure.message : String(failure)
    tell(`Det som inte hann sparas förra gången kunde inte läsas. ${why}`)
    return instead
  }
}
