import * as z from 'zod'
import type { IncidentSort } from '../../../shared/incident/filter.ts'
import { LardomError } from '../../../shared/rpc/error.ts'

/** Where a page ended: the sort it belongs to, the group (status, type, unit …), and the last row's keys. */
export interface Position {
  /** Null for sorts without groups. */
  readonly group: string | number | null
  /** The row's date, or its number when sorted by number. */
  readonly key: string
  readonly id: number
}

const cursorSchema = z.tuple([
  z.string(),
  z.string(),
  z.union([z.string(), z.number(), z.null()]),
  z.string(),
  z.number().int(),
])

export function encodeCursor(sort: IncidentSort, position: Position): string {
  const parts = [sort.by, sort.direction, position.group, position.key, position.id]
  return Buffer.from(JSON.stringify(parts)).toString('base64url')
}

/** @throws INPUT_INVALID when the text is no cursor of this sort. */
export function decodeCursor(sort: IncidentSort, cursor: string): Position {
  const parsed = cursorSchema.safeParse(parse(cursor))
  if (!parsed.success || parsed.data[0] !== sort.by || parsed.data[1] !== sort.direction) {
    throw staleCursor()
  }
  const [, , group, key, id] = parsed.data
  return { group, key, id }
}

export function staleCursor(): LardomError {
  return new LardomError(
    'INPUT_INVALID',
    { detail: 'Listan har ändrats. Läs in den på nytt.' },
    { field: 'cursor' },
  )
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    // Not JSON: the caller's schema check answers for it.
    return null
  }
}
