import { useQueries, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import type { IncidentRow } from '../../shared/incident/contract.ts'
import type { GroupKey, IncidentFilter, IncidentSort } from '../../shared/incident/filter.ts'
import type { LardomError } from '../../shared/rpc/error.ts'
import { asLardomError } from '../app/asLardomError.ts'
import { callCancellable, useRpc, type Out } from '../app/rpc.ts'
import type { RegisterView } from './registerState.ts'

/** What decides which lines there are and in what order. */
export interface ListWish {
  readonly filter: IncidentFilter
  readonly sort: IncidentSort
  readonly group: GroupKey | null
}

/** How many lines are fetched at a time. */
export const BLOCK = 100

type Block = Out<'incident.list'>

const keyOf = (list: ListWish, block: number) => ['incident.list', list, block] as const

export function listOf({ filter, sort, group }: RegisterView): ListWish {
  return { filter, sort, group }
}

/** What is known of a list once it can be shown: how long it is, and its first lines. */
export interface ShownList {
  readonly list: ListWish
  readonly total: number
  /** Headings in order; null when the list is not grouped. */
  readonly groups: Out<'incident.groups'> | null
}

/**
 * The list that is wanted as soon as its first lines are here; until then the one before it stays on the screen, so
 * that nothing blinks while one types.
 */
export function useShownList(list: ListWish): {
  readonly shown: ShownList | null
  /** Another list is on its way. */
  readonly waiting: boolean
  readonly error: LardomError | null
  readonly retry: () => void
} {
  const client = useQueryClient()
  const count = useRpc('incident.count', { filter: list.filter })
  const groups = useRpc(
    'incident.groups',
    { filter: list.filter, group: list.group ?? 'status' },
    { enabled: list.group !== null },
  )
  const first = useQuery<Block, LardomError>(blockQuery(client, list, 0))
  const grouped = list.group !== null
  const ready =
    count.data !== undefined && first.data !== undefined && (!grouped || groups.data !== undefined)
  const [latest, setLatest] = useState<ShownList | null>(null)
  const shown = useMemo(
    () =>
      ready && count.data
        ? { list, total: count.data.total, groups: grouped ? (groups.data ?? null) : null }
        : null,
    [ready, list, count.data, grouped, groups.data],
  )
  // What was last complete is shown until the next is.
  if (shown && shown !== latest) setLatest(shown)
  const error = count.error ?? first.error ?? (grouped ? groups.error : null)
  return {
    shown: shown ?? latest,
    waiting: !ready,
    error,
    retry: () => {
      void count.refetch()
      void first.refetch()
      if (grouped) void groups.refetch()
    },
  }
}

/** The lines of the blocks that are asked for, as they come. */
export function useBlocks(list: ListWish, blocks: readonly number[]) {
  const client = useQueryClient()
  const results = useQueries({
    queries: blocks.map((block) => blockQuery(client, list, block)),
  })
  const rows = new Map<number, readonly IncidentRow[]>()
  for (const [at, block] of blocks.entries()) {
    const data = results[at]?.data
    if (data) rows.set(block, data.rows)
  }
  const failed = results.find((result) => result.error)?.error ?? null
  const error = failed === null ? null : asLardomError(failed)
  return {
    rowAt: (index: number): IncidentRow | undefined => rows.get(Math.floor(index / BLOCK))?.[index % BLOCK],
    error,
    retry: () => {
      for (const result of results) if (result.error) void result.refetch()
    },
  }
}

/** Reads lines that may not be on the screen, for a selection that stretches over them and for paper. */
export function useReadRows(list: ListWish) {
  const client = useQueryClient()
  return useCallback(
    async (from: number, to: number): Promise<IncidentRow[]> => {
      const rows: IncidentRow[] = []
      for (let block = Math.floor(from / BLOCK); block * BLOCK < to; block++) {
        const { rows: part } = await client.fetchQuery(blockQuery(client, list, block))
        rows.push(...part.filter((_row, at) => block * BLOCK + at >= from && block * BLOCK + at < to))
      }
      return rows
    },
    [client, list],
  )
}

/** The lines from the first on that have been read already, for what cannot wait. */
export function rowsHere(client: QueryClient, list: ListWish, most: number): IncidentRow[] {
  const rows: IncidentRow[] = []
  for (let block = 0; rows.length < most; block++) {
    const data = client.getQueryData<Block>(keyOf(list, block))
    if (!data) break
    rows.push(...data.rows)
    if (data.nextCursor === null) break
  }
  return rows.slice(0, most)
}

/**
 * A block is read on from the nearest one before it that is here. One that was read before a change is not gone on
 * from, since lines may have come or gone above it.
 */
function blockQuery(client: QueryClient, list: ListWish, block: number) {
  return {
    queryKey: keyOf(list, block),
    queryFn: async ({ signal }: { signal: AbortSignal }): Promise<Block> => {
      let before = block - 1
      let cursor: string | null = null
      for (; before >= 0; before--) {
        const state = client.getQueryState<Block>(keyOf(list, before))
        if (state?.data && !state.isInvalidated && state.data.nextCursor !== null) {
          cursor = state.data.nextCursor
          break
        }
      }
      const skip = (block - before - 1) * BLOCK
      return callCancellable('incident.list', { ...list, cursor, skip, limit: BLOCK }, signal)
    },
    staleTime: Number.POSITIVE_INFINITY,
    // A list one has gone from is soon forgotten: a long one would fill the memory.
    gcTime: 120_000,
  }
}
