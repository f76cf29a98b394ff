import { setImmediate } from 'node:timers/promises'
import { ACT_KINDS, actLabel, ENTITIES } from '../../../shared/audit/acts.ts'
import type { AuditRow } from '../../../shared/audit/contract.ts'
import type { AuditFilter } from '../../../shared/audit/filter.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import { refusePersonnummer } from '../../../shared/text/personnummer.ts'
import { swedishClock } from '../../../shared/time/dates.ts'
import { asLardomError } from '../db/faults.ts'
import { refuseWorkspace, replaceFile } from '../document/write.ts'
import type { Context } from '../kernel/context.ts'
import { asAuditRow, countRows, listRows, whereOf, type LogRow, type Whose } from './repository.ts'

const PAGE = 500
const HEADER = [
  'Rad',
  'Tid (svensk)',
  'Tid (UTC)',
  'Vem',
  'Konto',
  'Handling',
  'Slag',
  'Gäller',
  'Beteckning',
  'Handlingens kod',
  'Loggens beteckning',
]
/** Byte order mark: without it Excel takes UTF-8 for the system's own code page. */
const BOM = '\ufeff'

/**
 * Writes the rows of a filter, newest first, as CSV for Swedish Excel: semicolons, CRLF. Who, when and what alone;
 * what a change held before and after stays in the file. The export is itself logged, right before it gets its name.
 */
export async function exportLog(
  context: Pick<Context, 'db' | 'audit' | 'signal' | 'progress'>,
  { path, filter }: { path: string; filter: AuditFilter },
  whose: Whose,
): Promise<{ rows: number; bytes: number }> {
  const { db, signal, progress } = context
  refuseWorkspace(path)
  // The export is logged with its filter, and the log holds no personnummer.
  refusePersonnummer(filter.about ?? '', 'filter.about', 'Ärendenummer')
  refusePersonnummer(filter.accountId ?? '', 'filter.accountId', 'Vem')
  const where = whereOf(db, filter, whose)
  const total = where === null ? 0 : countRows(db, where)
  const lines: string[] = [BOM + HEADER.map(cell).join(';')]
  let rows = 0
  let before: number | null = null
  for (;;) {
    if (signal.aborted) throw new LardomError('CANCELLED')
    const page: LogRow[] = where === null ? [] : listRows(db, where, before, PAGE)
    const last = page.at(-1)
    if (last === undefined) break
    lines.push(...page.map((row) => lineOf(asAuditRow(db, row))))
    rows += page.length
    before = last.seq
    progress(rows, Math.max(total, rows), 'Exporterar loggen')
    await setImmediate()
  }
  const bytes = Buffer.from(`${lines.join('\r\n')}\r\n`, 'utf8')
  try {
    // Right before the file gets its name: what cannot be logged is not written.
    await replaceFile(path, bytes, () =>
      context.audit({
        action: 'audit.export',
        entity: 'audit',
        entityId: 'logg',
        after: { filter, rows, format: 'csv' },
      }),
    )
  } catch (error) {
    throw asLardomError(error, path) ?? error
  }
  return { rows, bytes: bytes.length }
}

function lineOf(row: AuditRow): string {
  return [
    String(row.seq),
    swedishClock(new Date(row.at)),
    row.at,
    row.who,
    row.accountId ?? '',
    actLabel(row.action),
    ACT_KINDS[row.kind],
    ENTITIES[row.entity] ?? row.entity,
    row.name === '' ? row.entityId : row.name,
    row.action,
    `${row.entity}/${row.entityId}`,
  ]
    .map(cell)
    .join(';')
}

/** Quoted always; a cell that a spreadsheet would run as a formula is made text by an apostrophe (OWASP). */
export function cell(text: string): string {
  const safe = /^[\s]*[=+\-@＝＋－＠]|^[\t\r\n]/.test(text) ? `'${text}` : text
  return `"${safe.replaceAll('"', '""')}"`
}
