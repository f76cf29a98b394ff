import { useCallback } from 'react'
import * as z from 'zod'
import { useDraft } from './useDraft.ts'

const text = z.string()

/**
 * The text of one field, for a small form in a panel or a dialog: kept as it is typed, as a larger form's draft is,
 * and there again when the form is opened again. `letGo` when it is sent, or the person does not want it.
 */
export function useKeptText(
  key: string,
  initial = '',
): [text: string, change: (text: string) => void, letGo: (sent?: string) => void] {
  const draft = useDraft(key, text, initial)
  const { discard } = draft
  // What cannot be let go stays a draft, which harms nobody: the next time it is seen, and can be changed.
  const letGo = useCallback((sent?: string) => void discard(sent).catch(() => undefined), [discard])
  return [draft.value, draft.change, letGo]
}
