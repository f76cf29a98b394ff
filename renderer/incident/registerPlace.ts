/** Where the person was in which list, so that going back from a case comes to the same line. */
export interface Place {
  /** The list, as JSON. */
  readonly list: string
  readonly top: number
  readonly active: number
  /** The case that was opened from it; null while one only scrolls. */
  readonly opened: number | null
  /** Groups that were closed. */
  readonly closed: readonly string[]
}

let last: Place | null = null

export function rememberPlace(place: Place): void {
  last = place
}

export function recallPlace(list: string): Place | null {
  return last?.list === list ? last : null
}
