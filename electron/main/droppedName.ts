import { cleanFileName, extensionOf, maskedName } from '../../shared/attachment/fileName.ts'

const ENDING = /^[a-z0-9]{1,5}$/

/**
 * The name that a dropped file is kept under while it is read: its own, without what some system forbids in a name and
 * without a personnummer. The content says what it is, but the ending is part of what the person knows it by.
 */
export function droppedName(given: string): string {
  const ending = extensionOf(given)
  if (!ENDING.test(ending)) return tidyName(given)
  return `${tidyName(given.replace(/\.[^.]*$/, ''))}.${ending}`
}

/** A name without ending, path, or anything that some system forbids. */
export function tidyName(given: string): string {
  return cleanFileName(maskedName(given), 'txt').slice(0, -'.txt'.length)
}
