import type { CodeFields, CodeListChange } from '../../../shared/code/contract.ts'
import {
  CODE_LISTS,
  codeEntry,
  FIXED_UPPER,
  TWO_LEVELS,
  type CodeEntry,
  type CodeListName,
} from '../../../shared/code/names.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import { refusePersonnummer } from '../../../shared/text/personnummer.ts'
import { fold } from '../../../shared/text/swedish.ts'
import { addDays, swedishDay } from '../../../shared/time/dates.ts'
import type { Db } from '../db/database.ts'
import type { Context } from '../kernel/context.ts'
import { entriesOf, keepVersion } from './codes.ts'
import { usageOf } from './usage.ts'

/** What an administrator does to a list. Every change makes a new version of it, which is kept whole. */

interface OnList {
  readonly list: CodeListName
  readonly version: number
}

export function addCode(context: Context, input: OnList & { parent: string | null; fields: CodeFields }) {
  const { list, parent, fields } = input
  const { db } = context
  checkWords(fields)
  if (parent === null && FIXED_UPPER.includes(list)) {
    throw new LardomError('RULE', {
      detail: 'De översta områdena hör till metoden och ligger fast. Lägg till under ett av dem.',
    })
  }
  if (parent !== null && (!TWO_LEVELS.includes(list) || codeOf(db, list, parent).parent !== null)) {
    throw new LardomError('RULE', { detail: 'Listan har inte fler nivåer än så.' })
  }
  assertFreeLabel(db, list, parent, fields.label, null)
  const code = newCode(db, list, parent, fields.label)
  const position = db.value<number>('SELECT coalesce(max(position), 0) + 1 FROM code WHERE list = ?', [list])
  db.run(
    `INSERT INTO code (list, code, parent, label, position, definition, example, icps, mim_ps, ncc_merp, valid_from, valid_to, own)
     VALUES (@list, @code, @parent, @label, @position, @definition, @example, @icps, @mimPs, @nccMerp, @validFrom, @validTo, 1)`,
    { ...fields, list, code, parent, position: position ?? 1 },
  )
  return { ...finish(context, input, `Lade till ${fields.label}`, { code, after: fields }), code }
}

export function changeCode(context: Context, input: OnList & { code: string; fields: CodeFields }) {
  const { list, code, fields } = input
  const { db } = context
  checkWords(fields)
  const before = codeOf(db, list, code)
  if (FIXED_UPPER.includes(list) && before.parent === null) {
    throw new LardomError('RULE', { detail: 'De översta områdena hör till metoden och ligger fast.' })
  }
  assertFreeLabel(db, list, before.parent, fields.label, code)
  db.run(
    `UPDATE code SET label = @label, definition = @definition, example = @example, icps = @icps, mim_ps = @mimPs,
       ncc_merp = @nccMerp, valid_from = @validFrom, valid_to = @validTo WHERE list = @list AND code = @code`,
    { ...fields, list, code },
  )
  return finish(context, input, `Ändrade ${before.label}`, { code, before, after: fields })
}

export function moveCode(context: Context, input: OnList & { code: string; direction: 'upp' | 'ned' }) {
  const { list, code, direction } = input
  const { db } = context
  const { parent, label } = codeOf(db, list, code)
  const beside = entriesOf(db, list).filter((entry) => entry.parent === parent)
  const place = beside.findIndex((entry) => entry.code === code)
  const other = beside[place + (direction === 'upp' ? -1 : 1)]
  if (!other) throw new LardomError('RULE', { detail: 'Värdet står redan ytterst.' })
  const positionOf = (each: string) =>
    db.value<number>('SELECT position FROM code WHERE list = ? AND code = ?', [list, each]) ?? 0
  const [mine, theirs] = [positionOf(code), positionOf(other.code)]
  db.run('UPDATE code SET position = ? WHERE list = ? AND code = ?', [theirs, list, code])
  db.run('UPDATE code SET position = ? WHERE list = ? AND code = ?', [mine, list, other.code])
  return finish(context, input, `Flyttade ${label}`, { code })
}

export function removeCode(context: Context, input: OnList & { code: string }) {
  const { list, code } = input
  const { db } = context
  const before = codeOf(db, list, code)
  if (!before.own) {
    throw new LardomError('RULE', {
      detail: 'Värdet följer med Lärdom. Sätt en sista dag, så erbjuds det inte längre.',
    })
  }
  const used = usageOf(db, list).find((each) => each.code === code)
  const hasUnder = entriesOf(db, list).some((entry) => entry.parent === code)
  if (used || hasUnder) {
    throw new LardomError('RULE', {
      detail: used
        ? `Värdet används i ${used.count} ärenden och kan inte tas bort. Sätt en sista dag, så erbjuds det inte längre.`
        : 'Det finns värden under det här. Ta bort dem först.',
    })
  }
  db.run('DELETE FROM code WHERE list = ? AND code = ?', [list, code])
  return finish(context, input, `Tog bort ${before.label}`, { code, before })
}

export function restoreList(context: Context, input: OnList & { to: number }) {
  const { list, to } = input
  const { db, now } = context
  const wanted = entriesIn(db, list, to)
  const names = new Set(wanted.map((entry) => entry.code))
  const yesterday = addDays(swedishDay(now()), -1)
  wanted.forEach((entry, index) => {
    db.run(
      `INSERT INTO code (list, code, parent, label, position, definition, example, icps, mim_ps, ncc_merp, valid_from, valid_to, own)
       VALUES (@list, @code, @parent, @label, @position, @definition, @example, @icps, @mimPs, @nccMerp, @validFrom, @validTo, @own)
       ON CONFLICT (list, code) DO UPDATE SET parent = @parent, label = @label, position = @position,
         definition = @definition, example = @example, icps = @icps, mim_ps = @mimPs, ncc_merp = @nccMerp,
         valid_from = @validFrom, valid_to = @validTo`,
      { ...entry, list, position: index + 1, own: entry.own ? 1 : 0 },
    )
  })
  // A code that cases may have stays; it only stops being offered.
  let last = wanted.length
  for (const entry of entriesOf(db, list).filter(({ code }) => !names.has(code))) {
    last++
    db.run('UPDATE code SET position = ?, valid_to = coalesce(valid_to, ?) WHERE list = ? AND code = ?', [
      last,
      entry.validFrom !== null && entry.validFrom > yesterday ? entry.validFrom : yesterday,
      list,
      entry.code,
    ])
  }
  return finish(context, input, `Återställde listan till version ${to}`, { code: `version ${to}` })
}

/** The list's versions, newest first. */
export function historyOfList(db: Db, list: CodeListName): CodeListChange[] {
  return db.all<CodeListChange>(
    `SELECT version, at, by_name AS "by", change, json_array_length(entries_json) AS entries
     FROM code_list_version WHERE list = ? ORDER BY version DESC`,
    [list],
  )
}

/** @throws NOT_FOUND */
export function entriesIn(db: Db, list: CodeListName, version: number): CodeEntry[] {
  const json = db.value<string>('SELECT entries_json FROM code_list_version WHERE list = ? AND version = ?', [
    list,
    version,
  ])
  if (json === undefined) throw new LardomError('NOT_FOUND', { what: 'Versionen av listan' })
  return codeEntry.array().parse(JSON.parse(json))
}

function codeOf(db: Db, list: CodeListName, code: string): CodeEntry {
  const entry = entriesOf(db, list).find((each) => each.code === code)
  if (!entry) throw new LardomError('NOT_FOUND', { what: 'Värdet i listan' })
  return entry
}

function checkWords(fields: CodeFields): void {
  refusePersonnummer(fields.label, 'label', 'Namn')
  refusePersonnummer(fields.definition, 'definition', 'Definition')
  refusePersonnummer(fields.example, 'example', 'Exempel')
  refusePersonnummer(fields.icps, 'icps', 'WHO ICPS')
  refusePersonnummer(fields.mimPs, 'mimPs', 'MIM PS')
}

function assertFreeLabel(
  db: Db,
  list: CodeListName,
  parent: string | null,
  label: string,
  own: string | null,
): void {
  const taken = entriesOf(db, list).some(
    (entry) => entry.parent === parent && entry.code !== own && fold(entry.label) === fold(label),
  )
  if (taken) {
    throw new LardomError('INPUT_INVALID', { detail: 'Namnet finns redan i listan.' }, { field: 'label' })
  }
}

/** A readable code from the first name: 'Nutrition, svår' → nutrition_svar; a number after it where it is taken. */
function newCode(db: Db, list: CodeListName, parent: string | null, label: string): string {
  const words = fold(label)
    .replace(/[åä]/gu, 'a')
    .replaceAll('ö', 'o')
    .replaceAll('é', 'e')
    .replace(/[^a-z0-9]+/gu, '_')
    .replace(/^_+|_+$/gu, '')
    .slice(0, 40)
  const wanted = `${parent === null ? '' : `${parent}.`}${words || 'eget'}`
  const taken = new Set(entriesOf(db, list).map((entry) => entry.code))
  for (let number = 1; ; number++) {
    const code = number === 1 ? wanted : `${wanted}_${number}`
    if (!taken.has(code)) return code
  }
}

/** Counts the list's version up, keeps it, leaves the trace. @throws CONFLICT when somebody has changed it since. */
function finish(
  context: Context,
  { list, version }: OnList,
  change: string,
  trace: { code: string; before?: CodeEntry; after?: CodeFields },
): { version: number } {
  const { db, now, actor } = context
  const at = now().toISOString()
  const { changes } = db.run(
    'UPDATE code_list SET version = version + 1, updated_at = ? WHERE list = ? AND version = ?',
    [at, list, version],
  )
  if (changes === 0) throw new LardomError('CONFLICT', { what: `Listan ${CODE_LISTS[list]}` })
  keepVersion(db, list, { at, by: actor.name, change })
  context.audit({
    action: 'code.change',
    entity: 'code',
    entityId: `${list}/${trace.code}`,
    ...(trace.before === undefined ? {} : { before: trace.before }),
    after: { list: CODE_LISTS[list], change, version: version + 1, ...trace.after },
  })
  context.changed('code', 'incident')
  return { version: version + 1 }
}
