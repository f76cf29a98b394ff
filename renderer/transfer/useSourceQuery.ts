import { useQuery, useQueryClient, type UseQueryOptions } from '@tanstack/react-query'
import { useCallback, useEffect, useState } from 'react'
import type { LardomError } from '../../shared/rpc/error.ts'
import { call, type In, type JobProgress, type Out } from '../app/rpc.ts'

type SourceQuery = 'host.inspect-source' | 'host.check-source'

/**
 * Reads a file through the service: with progress, cancelled when it is no longer wanted, and kept, so that going back
 * and forth between the steps does not read it again. `null` waits.
 */
export function useSourceQuery<N extends SourceQuery>(
  name: N,
  input: In<N> | null,
  options: Pick<UseQueryOptions<Out<N>, LardomError>, 'placeholderData'> = {},
) {
  const client = useQueryClient()
  const [progress, setProgress] = useState<{ id: string; at: JobProgress } | null>(null)
  const [reading, setReading] = useState<string | null>(null)
  const key = [name, input]
  const query = useQuery<Out<N>, LardomError>({
    queryKey: key,
    enabled: input !== null,
    gcTime: 10 * 60_000,
    ...options,
    queryFn: async ({ signal }) => {
      // Not reached while there is none: the query is not enabled then.
      if (input === null) throw new Error('Ingen fil är vald.')
      const requestId = crypto.randomUUID()
      setReading(requestId)
      signal.addEventListener('abort', () => window.lardom.cancel(requestId), { once: true })
      return call(name, input, { requestId })
    },
  })

  useEffect(
    () =>
      window.lardom.on((event) => {
        if (event.name === 'progress') setProgress({ id: event.requestId, at: event })
      }),
    [],
  )

  const keyText = JSON.stringify(key)
  const cancel = useCallback(() => {
    void client.cancelQueries({ queryKey: JSON.parse(keyText) as unknown[] })
  }, [client, keyText])

  return {
    data: query.data,
    error: query.error,
    /** What `data` says is of another wish than the present one. */
    stale: query.isPlaceholderData,
    running: query.isFetching,
    progress: query.isFetching && progress?.id === reading ? progress?.at : undefined,
    again: () => void query.refetch(),
    cancel,
  }
}

/** What was read is no longer so: the file is chosen anew, or the register or its profiles are other ones now. */
export function useForgetSources(): () => void {
  const client = useQueryClient()
  return useCallback(() => {
    client.removeQueries({ queryKey: ['host.inspect-source'] })
    client.removeQueries({ queryKey: ['host.check-source'] })
  }, [client])
}
