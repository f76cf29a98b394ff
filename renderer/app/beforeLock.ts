/**
 * What must be saved before the workspace is locked or Lärdom is closed: every open form puts its own way of saving
 * here, and the shell waits for them all.
 */

/** Saves what is typed and not yet saved. Null when all is saved, else what is not and why, in words. */
export type SaveNow = () => Promise<string | null>

const saves = new Set<SaveNow>()
const underWay = new Set<Promise<void>>()
const failures = new Map<string, string>()

/** Asks for `save` to be run and awaited before a lock; the answer takes it away. */
export function saveBeforeLock(save: SaveNow): () => void {
  saves.add(save)
  return () => {
    saves.delete(save)
  }
}

/**
 * A save that is under way, perhaps for a form that is left already: a lock waits for it, and tells when it fails.
 * A later save under the same key takes the failure away.
 */
export function lockWaitsFor<T>(key: string, save: Promise<T>): Promise<T> {
  const settled = save
    .then(
      () => void failures.delete(key),
      (failure: unknown) => void failures.set(key, wordsOf(failure)),
    )
    .finally(() => underWay.delete(settled))
  underWay.add(settled)
  return save
}

/** What could not be saved under the key is not wanted any more. */
export function nothingToSave(key: string): void {
  failures.delete(key)
}

/** Saves everything. Null when all is saved, else what is not and why. */
export async function saveAllBeforeLock(): Promise<string | null> {
  // What fails here is tried again by its form, if that is still open.
  await Promise.all(underWay)
  const answers = await Promise.all([...saves].map((save) => save().catch(wordsOf)))
  await Promise.all(underWay)
  const unsaved = new Set([...answers.filter((answer) => answer !== null), ...failures.values()])
  return unsaved.size === 0 ? null : [...unsaved].join(' ')
}

export function wordsOf(failure: unknown): string {
  return failure instanceof Error ? failure.message : String(failure)
}
