import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { FoundIn } from '../../shared/incident/foundIn.ts'
import { callCancellable } from '../app/rpc.ts'

const NOTHING: ReadonlyMap<number, FoundIn> = new Map()

/**
 * Where in the cases that are seen the search found them, asked for some lines at a time. Nothing waits for it: it comes
 * under the titles.
 */
export function useFound(text: string, chunks: readonly (readonly number[])[]): ReadonlyMap<number, FoundIn> {
  const found = useQueries({
    queries: chunks.map((ids) => ({
      queryKey: ['incident.found-in', text, ids],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        callCancellable('incident.found-in', { ids: [...ids], text }, signal),
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 60_000,
    })),
    combine: together,
  })
  return useMemo(() => (found.length === 0 ? NOTHING : new Map(found.map((one) => [one.id, one]))), [found])
}

function together(results: readonly { readonly data: readonly FoundIn[] | undefined }[]): FoundIn[] {
  return results.flatMap((result) => result.data ?? [])
}
