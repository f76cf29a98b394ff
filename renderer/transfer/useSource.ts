import { useCallback, useState } from 'react'
import { LardomError } from '../../shared/rpc/error.ts'
import { LARGEST_DROPPED } from '../../shared/transfer/dropped.ts'
import type { SourceFile } from '../../shared/transfer/hostContract.ts'
import { asLardomError } from '../app/asLardomError.ts'
import { call } from '../app/rpc.ts'
import type { DroppedFile } from '../attachment/useAddFiles.ts'
import { useForgetSources } from './useSourceQuery.ts'

/** A file to read in: chosen in the system's dialog, or dropped. What cannot be taken is said. */
export function useSource(onFile: (file: SourceFile) => void) {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<LardomError | null>(null)
  const forgetSources = useForgetSources()

  const take = useCallback(
    async (get: () => Promise<SourceFile | null>) => {
      setError(null)
      setBusy(true)
      try {
        const file = await get()
        if (file === null) return
        // The same place may hold another file by now.
        forgetSources()
        onFile(file)
      } catch (failure) {
        setError(asLardomError(failure))
      } finally {
        setBusy(false)
      }
    },
    [onFile, forgetSources],
  )

  const choose = useCallback(() => void take(() => call('host.choose-source', {})), [take])
  const drop = useCallback(
    (files: readonly DroppedFile[]) =>
      void take(async () => {
        const [file, ...others] = files
        if (file === undefined) return null
        if (others.length > 0) throw refused('Dra hit en fil i taget.')
        if ('folder' in file) throw refused(`${file.folder} är en mapp. Dra hit en fil.`)
        if (file.size > LARGEST_DROPPED) {
          throw refused(`${file.name} är för stor för att dras hit. Välj den med knappen i stället.`)
        }
        const bytes = await file.arrayBuffer().catch(() => {
          throw refused(`${file.name} kan inte läsas. Den kan ha flyttats, eller så är det ingen vanlig fil.`)
        })
        return call('host.drop-source', { name: file.name, bytes: new Uint8Array(bytes) })
      }),
    [take],
  )
  return { choose, drop, busy, error }
}

function refused(detail: string): LardomError {
  return new LardomError('RULE', { detail })
}
