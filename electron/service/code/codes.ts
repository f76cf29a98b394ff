import type { CodeEntry, CodeListData, CodeListName } from '../../../shared/code/names.ts'
import { CODE_LIST_NAMES, CODE_LISTS, isOffered } from '../../../shared/code/names.ts'
import { SHIPPED_LISTS } from '../../../shared/code/shipped.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import type { Db } from '../db/database.ts'

interface CodeRow {
  list: CodeListName
  code: string
  parent: string | null
  label: string
  definition: string
  example: string
  icps: string
  mim_ps: string
  ncc_merp: string
  valid_from: string | null
  valid_to: string | null
  own: number
}

const SHIPPED_BY = 'Lärdom'

/**
 * Takes the shipped lists into a workspace that has not got them, or has an earlier issue of them. What the workspace
 * changed or added itself is left as it is; a shipped code that is new comes last in its list.
 */
export function takeInShippedCodes(db: Db, at: string): void {
  const known = new Map(
    db
      .all<{ list: string; shipped: number }>('SELECT list, shipped FROM code_list')
      .map((row) => [row.list, row.shipped]),
  )
  const late = CODE_LIST_NAMES.filter((list) => (known.get(list) ?? 0) < SHIPPED_LISTS[list].issue)
  if (late.length === 0) return
  db.transaction(() => {
    for (const list of late) takeIn(db, list, at)
  })
}

function takeIn(db: Db, list: CodeListName, at: string): void {
  const { issue, codes } = SHIPPED_LISTS[list]
  db.run(
    `INSERT INTO code_list (list, version, shipped, updated_at) VALUES (@list, 1, @issue, @at)
     ON CONFLICT (list) DO UPDATE SET version = version + 1, shipped = @issue, updated_at = @at`,
    { list, issue, at },
  )
  const last = db.value<number>('SELECT coalesce(max(position), 0) FROM code WHERE list = ?', [list]) ?? 0
  codes.forEach((code, index) => {
    db.run(
      `INSERT INTO code (list, code, parent, label, position, definition, example, icps, mim_ps, ncc_merp, valid_from, valid_to)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (list, code) DO NOTHING`,
      [
        list,
        code.code,
        code.parent ?? null,
        code.label,
        last + index + 1,
        code.definition ?? '',
        code.example ?? '',
        code.icps ?? '',
        code.mimPs ?? '',
        code.nccMerp ?? '',
        code.validFrom ?? null,
        code.validTo ?? null,
      ],
    )
  })
  keepVersion(db, list, { at, by: SHIPPED_BY, change: 'Listan som följer med Lärdom' })
}

/** Keeps the list as it now stands, under its present version. */
export function keepVersion(
  db: Db,
  list: CodeListName,
  why: { at: string; by: string; change: string },
): void {
  db.run(
    `INSERT INTO code_list_version (list, version, at, by_name, change, entries_json)
     SELECT list, version, ?, ?, ?, ? FROM code_list WHERE list = ?`,
    [why.at, why.by, why.change, JSON.stringify(entriesOf(db, list)), list],
  )
}

/** A list's codes in the order they are shown, also those no longer offered. */
export function entriesOf(db: Db, list: CodeListName): CodeEntry[] {
  return db.all<CodeRow>('SELECT * FROM code WHERE list = ? ORDER BY position, code', [list]).map((row) => ({
    code: row.code,
    parent: row.parent,
    label: row.label,
    definition: row.definition,
    example: row.example,
    icps: row.icps,
    mimPs: row.mim_ps,
    nccMerp: row.ncc_merp,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    own: row.own === 1,
  }))
}

export function readCodeLists(db: Db): CodeListData[] {
  return db
    .all<{ list: CodeListName; version: number; updated_at: string }>(
      'SELECT list, version, updated_at FROM code_list',
    )
    .filter(({ list }) => CODE_LIST_NAMES.includes(list))
    .map(({ list, version, updated_at }) => ({
      list,
      version,
      updatedAt: updated_at,
      entries: entriesOf(db, list),
    }))
}

/** Code → label of a list, in the order the codes are shown. */
export function codeLabels(db: Db, list: CodeListName): Map<string, string> {
  return new Map(
    db
      .all<{ code: string; label: string }>(
        'SELECT code, label FROM code WHERE list = ? ORDER BY position, code',
        [list],
      )
      .map(({ code, label }) => [code, label]),
  )
}

/** Looks labels up list by list, each list read once. */
export function codeNamer(db: Db): (list: CodeListName, code: string) => string {
  const lists = new Map<CodeListName, Map<string, string>>()
  return (list, code) => {
    const labels = lists.get(list) ?? codeLabels(db, list)
    lists.set(list, labels)
    return labels.get(code) ?? code
  }
}

/** What a field's code must be: in the list, and offered on the day unless the case already had it. */
export interface CodeClaim {
  readonly list: CodeListName
  readonly field: string
  readonly code: string
  readonly before?: string | readonly string[] | null | undefined
}

/** @throws INPUT_INVALID with the field. */
export function assertCodes(db: Db, claims: readonly CodeClaim[], day: string): void {
  for (const { list, field, code, before } of claims) {
    if (before === code || (Array.isArray(before) && before.includes(code))) continue
    const entry = db.get<{ valid_from: string | null; valid_to: string | null }>(
      'SELECT valid_from, valid_to FROM code WHERE list = ? AND code = ?',
      [list, code],
    )
    if (entry && isOffered({ validFrom: entry.valid_from, validTo: entry.valid_to }, day)) continue
    throw new LardomError(
      'INPUT_INVALID',
      { detail: `Välj ett värde som finns i listan ${CODE_LISTS[list]}.` },
      { field },
    )
  }
}
