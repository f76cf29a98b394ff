import { useCallback, useEffect, useState } from 'react'
import { call } from '../app/rpc.ts'
import type { SourceFile } from '../../shared/transfer/hostContract.ts'
import { DRAFT_KEY, EMPTY_DRAFT, wizardDraft, type WizardDraft } from './wizardState.ts'

/** The import that was begun and not finished, seen from outside its steps. */
export function useKeptImport() {
  const [kept, setKept] = useState<WizardDraft | null>(null)
  useEffect(() => {
    let live = true
    call('account.draft-get', { key: DRAFT_KEY })
      .then((draft) => {
        const parsed = draft === null ? null : wizardDraft.safeParse(JSON.parse(draft.body))
        if (live && parsed?.success && parsed.data.file !== null && parsed.data.done === null) {
          setKept(parsed.data)
        }
      })
      // A draft that cannot be read is one that is not offered: the page itself works without.
      .catch(() => undefined)
    return () => {
      live = false
    }
  }, [])
  const letGo = useCallback(async () => {
    await call('account.draft-discard', { key: DRAFT_KEY })
    setKept(null)
  }, [])
  return { kept, letGo }
}

/** Begins with a file; what was begun before is let go. */
export async function beginImport(file: SourceFile): Promise<void> {
  const draft: WizardDraft = { ...EMPTY_DRAFT, file }
  await call('account.draft-save', { key: DRAFT_KEY, body: JSON.stringify(draft) })
}
