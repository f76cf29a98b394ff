import { useMemo } from 'react'
import { isOffered, type CodeEntry, type CodeListName } from '../../shared/code/names.ts'
import { useRpc } from '../app/rpc.ts'
import type { Choice } from '../ui/fields.tsx'

export interface Codes {
  /** The code's label; the code itself until the lists are read, and where the list lacks it. */
  readonly label: (list: CodeListName, code: string) => string
  readonly entries: (list: CodeListName) => readonly CodeEntry[]
  /** The upper level's codes, or those under `parent`, that are offered on the day; a code already chosen stays. */
  readonly choices: (
    list: CodeListName,
    day: string,
    wish?: { parent?: string | null; chosen?: string | null },
  ) => Choice<string>[]
}

/** The workspace's code lists, read once and kept until one of them changes. */
export function useCodes(): Codes {
  const lists = useRpc('code.lists', {}, { staleTime: Number.POSITIVE_INFINITY })
  return useMemo(() => {
    const byName = new Map(lists.data?.map((list) => [list.list, list.entries]))
    const labels = new Map(
      lists.data?.map((list) => [list.list, new Map(list.entries.map((entry) => [entry.code, entry.label]))]),
    )
    return {
      label: (list, code) => labels.get(list)?.get(code) ?? code,
      entries: (list) => byName.get(list) ?? [],
      choices: (list, day, { parent = null, chosen = null } = {}) =>
        (byName.get(list) ?? [])
          .filter((entry) => entry.parent === parent && (isOffered(entry, day) || entry.code === chosen))
          .map((entry) => ({
            code: entry.code,
            label: entry.label,
            ...(entry.definition === '' ? {} : { detail: entry.definition }),
          })),
    }
  }, [lists.data])
}
