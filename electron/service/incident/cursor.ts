import * as z from 'zod'
import type { GroupKey, IncidentSort } from '../../../shared/incident/filter.ts'
import { LardomError } from '../../../shared/rpc/error.ts'

/** A stored value that a list is ordered or grouped by. */
export type Rung = string | number | null

/** Where a page ended: the last row's own values, so that the next page begins after it whatever has changed since. */
export interface Position {
  /** The value it is grouped by; null without grouping. */
  readonly group: Rung
  /** The value it is sorted by; null when sorted by date. */
  readonly key: Rung
  readonly date: string
  readonly id: number
}

/** The order that a cursor belongs to. */
export interface Order {
  readonly sort: IncidentSort
  readonly group: GroupKey | null
}

const rung = z.union([z.string(), z.number(), z.null()])
const cursorSchema = z.tuple([
  z.string(),
  z.string(),
  z.string().nullable(),
  rung,
  rung,
  z.string(),
  z.number().int(),
])

export function encodeCursor({ sort, group }: Order, position: Position): string {
  const parts = [sort.by, sort.direction, group, position.group, position.key, position.date, position.id]
  return Buffer.from(JSON.stringify(parts)).toString('base64url')
}

/** @throws INPUT_INVALID when the text is no cursor of this order. */
export function decodeCursor({ sort, group }: Order, cursor: string): Position {
  const parsed = cursorSchema.safeParse(parse(cursor))
  if (
    !parsed.success ||
    parsed.data[0] !== sort.by ||
    parsed.data[1] !== sort.direction ||
    parsed.data[2] !== group
  ) {
    throw staleCursor()
  }
  const [, , , groupValue, key, date, id] = parsed.data
  return { group: groupValue, key, date, id }
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
