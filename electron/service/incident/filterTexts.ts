import { ASSIGNED_TO_ME, ASSIGNED_TO_NOBODY, type IncidentFilter } from '../../../shared/incident/filter.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import { refusePersonnummer } from '../../../shared/text/personnummer.ts'
import type { Db } from '../db/database.ts'

/**
 * A filter that is kept or logged holds no personnummer: not in what is searched for, nor where a code or an account
 * should stand. `at` is where the filter stands in the call.
 * @throws PERSONNUMMER_IN_TEXT, INPUT_INVALID
 */
export function assertKeepable(db: Db, filter: IncidentFilter, at: string): void {
  for (const [key, value] of Object.entries(filter)) {
    if (key === 'assignedTo') continue
    const texts: readonly unknown[] = Array.isArray(value) ? value : [value]
    for (const text of texts) {
      if (typeof text === 'string')
        refusePersonnummer(text, `${at}.${key}`, key === 'text' ? 'Sökning' : 'Filter')
    }
  }
  // Ids are random, and now and then one reads like a number: they are known or refused instead.
  for (const id of filter.assignedTo ?? []) {
    if (id === ASSIGNED_TO_ME || id === ASSIGNED_TO_NOBODY) continue
    if (db.value<number>('SELECT 1 FROM account WHERE id = ?', [id]) === 1) continue
    throw new LardomError(
      'INPUT_INVALID',
      { detail: 'Handläggaren finns inte.' },
      { field: `${at}.assignedTo` },
    )
  }
}
