import { useCallback, useRef, useState } from 'react'
import type { AddOutcome, AttachmentOwner } from '../../shared/attachment/contract.ts'
import { REFUSALS } from '../../shared/attachment/refusals.ts'
import { LARGEST_ATTACHMENT } from '../../shared/attachment/types.ts'
import type { LardomError } from '../../shared/rpc/error.ts'
import { asLardomError } from '../app/asLardomError.ts'
import { call, useJob, type JobProgress } from '../app/rpc.ts'
import { tell } from '../ui/toast.tsx'

/** What became of one file that was not simply added, and where it can be had again if the person says yes. */
export interface Remark {
  readonly key: string
  readonly outcome: Exclude<AddOutcome, { kind: 'added' }>
  readonly source: { readonly file: File } | { readonly token: string } | null
}

export type DroppedFile = File | { readonly folder: string }

/** Adds files to a case: chosen in a dialog, dropped or pasted. Each goes by itself; what did not go is remarked. */
export function useAddFiles(owner: AttachmentOwner) {
  const chosen = useJob('host.add-attachments')
  const [remarks, setRemarks] = useState<readonly Remark[]>([])
  const [error, setError] = useState<LardomError | null>(null)
  const [progress, setProgress] = useState<JobProgress | null>(null)
  const stopped = useRef(false)
  const current = useRef<string | null>(null)

  const take = useCallback((found: readonly { outcome: AddOutcome; source: Remark['source'] }[]) => {
    const added = found.filter(({ outcome }) => outcome.kind === 'added').length
    if (added > 0) tell(added === 1 ? 'Bilagan är tillagd.' : `${added} bilagor är tillagda.`)
    const left = found.flatMap(({ outcome, source }) =>
      outcome.kind === 'added' ? [] : [{ key: crypto.randomUUID(), outcome, source }],
    )
    // A question waits for its answer; what was only told gives way to what is told now.
    setRemarks((old) => [...old.filter(({ outcome }) => outcome.kind === 'ask'), ...left])
  }, [])

  const { run } = chosen
  const choose = useCallback(
    async (confirm: { token: string; sha256: string }[] = []) => {
      setError(null)
      try {
        const results = await run({ owner, confirm })
        take(
          (results ?? []).map(({ outcome, token }) => ({
            outcome,
            source: token === null ? null : { token },
          })),
        )
      } catch (failure) {
        setError(asLardomError(failure))
      }
    },
    [run, owner, take],
  )

  const addFiles = useCallback(
    async (files: readonly DroppedFile[], confirmed: string[] = []) => {
      setError(null)
      stopped.current = false
      const found: { outcome: AddOutcome; source: Remark['source'] }[] = []
      for (const [index, file] of files.entries()) {
        if ('folder' in file) {
          found.push({ outcome: refused(file.folder, REFUSALS.mapp), source: null })
          continue
        }
        setProgress({ done: index, total: files.length, label: `Lägger till ${file.name}` })
        // Its bytes, never its path: what the window is not given by hand it cannot name.
        const bytes = file.size > LARGEST_ATTACHMENT ? REFUSALS.for_stor : await bytesOf(file)
        if (typeof bytes === 'string') {
          found.push({ outcome: refused(file.name, bytes), source: null })
          continue
        }
        current.current = crypto.randomUUID()
        try {
          const outcome = await call(
            'attachment.add-bytes',
            { owner, name: file.name, bytes, confirmed },
            { requestId: current.current },
          )
          found.push({ outcome, source: outcome.kind === 'ask' ? { file } : null })
        } catch (failure) {
          // What stops one stops them all: the case is closed, the workspace locked.
          setError(asLardomError(failure))
          break
        }
        if (stopped.current) break
      }
      setProgress(null)
      take(found)
    },
    [owner, take],
  )

  const dismiss = useCallback(
    (key: string) => setRemarks((old) => old.filter((remark) => remark.key !== key)),
    [],
  )

  const confirm = useCallback(
    async (remark: Remark) => {
      const { outcome, source } = remark
      if (outcome.kind !== 'ask' || source === null) return
      dismiss(remark.key)
      if ('file' in source) await addFiles([source.file], [outcome.sha256])
      else await choose([{ token: source.token, sha256: outcome.sha256 }])
    },
    [addFiles, choose, dismiss],
  )

  const { cancel: cancelChosen } = chosen
  const cancel = useCallback(() => {
    stopped.current = true
    cancelChosen()
    if (current.current !== null) window.lardom.cancel(current.current)
  }, [cancelChosen])

  return {
    choose,
    addFiles,
    confirm,
    dismiss,
    /** What was only told has been read. */
    clear: useCallback(() => setRemarks((old) => old.filter(({ outcome }) => outcome.kind === 'ask')), []),
    cancel,
    remarks,
    error,
    busy: chosen.running || progress !== null,
    progress: progress ?? chosen.progress,
  }
}

function refused(name: string, message: string): AddOutcome {
  return { kind: 'refused', name, message }
}

async function bytesOf(file: File): Promise<Uint8Array<ArrayBuffer> | string> {
  try {
    return new Uint8Array(await file.arrayBuffer())
  } catch {
    // Moved or removed since it was dropped, or something that is no file.
    return 'Filen kan inte läsas. Den kan ha flyttats, eller så är det ingen vanlig fil.'
  }
}
