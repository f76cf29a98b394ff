import type { Grant } from '../../../shared/account/grants.ts'
import type { Db } from '../db/database.ts'

export interface Account {
  readonly id: string
  readonly name: string
  readonly title: string
  readonly createdAt: string
  readonly disabledAt: string | null
  readonly lastUnlockedAt: string | null
  readonly mustChange: boolean
}

interface Row {
  readonly id: string
  readonly name: string
  readonly title: string
  readonly created_at: string
  readonly disabled_at: string | null
  readonly last_unlocked_at: string | null
  readonly must_change: 0 | 1
}

const COLUMNS =
  'account.id, account.name, account.title, account.created_at, account.disabled_at, account.last_unlocked_at, account.must_change'

export function findAccount(db: Db, id: string): Account | undefined {
  const row = db.get<Row>(`SELECT ${COLUMNS} FROM account WHERE id = ?`, [id])
  return row && fromRow(row)
}

/** The first of those who may administer: the recovery key opens as this account. */
export function findFirstAdministrator(db: Db): Account | undefined {
  const row = db.get<Row>(
    `SELECT ${COLUMNS} FROM account JOIN account_grant ON account_id = account.id
     WHERE role = 'administrator' AND forvaltning_id IS NULL AND disabled_at IS NULL
     ORDER BY created_at, account.id LIMIT 1`,
  )
  return row && fromRow(row)
}

/** Accounts in use first, by name. */
export function listAccounts(db: Db): Account[] {
  return db
    .all<Row>(`SELECT ${COLUMNS} FROM account`)
    .map(fromRow)
    .sort((a, b) => Number(a.disabledAt !== null) - Number(b.disabledAt !== null) || byName(a, b))
}

/** Accounts in use that may administer. */
export function listAdministrators(db: Db): string[] {
  return db
    .all<{ id: string }>(
      `SELECT DISTINCT account.id FROM account JOIN account_grant ON account_id = account.id
       WHERE role = 'administrator' AND forvaltning_id IS NULL AND disabled_at IS NULL`,
    )
    .map(({ id }) => id)
}

/** The one that made the workspace. */
export function findFirstAccount(db: Db): Account | undefined {
  const row = db.get<Row>(`SELECT ${COLUMNS} FROM account ORDER BY created_at, rowid LIMIT 1`)
  return row && fromRow(row)
}

export function listGrants(db: Db, accountId: string): Grant[] {
  return db.all<Grant>(
    'SELECT role, forvaltning_id AS forvaltningId FROM account_grant WHERE account_id = ? ORDER BY role, forvaltning_id',
    [accountId],
  )
}

export function insertAccount(
  db: Db,
  account: { id: string; name: string; title: string; at: string; mustChange: boolean },
): void {
  db.run('INSERT INTO account (id, name, title, created_at, must_change) VALUES (?, ?, ?, ?, ?)', [
    account.id,
    account.name,
    account.title,
    account.at,
    account.mustChange ? 1 : 0,
  ])
}

export function updateAccount(db: Db, account: { id: string; name: string; title: string }): void {
  db.run('UPDATE account SET name = ?, title = ? WHERE id = ?', [account.name, account.title, account.id])
}

export function replaceGrants(db: Db, accountId: string, grants: readonly Grant[]): void {
  db.run('DELETE FROM account_grant WHERE account_id = ?', [accountId])
  for (const { role, forvaltningId } of grants) {
    db.run('INSERT INTO account_grant (account_id, role, forvaltning_id) VALUES (?, ?, ?)', [
      accountId,
      role,
      forvaltningId,
    ])
  }
}

export function setMustChange(db: Db, id: string, mustChange: boolean): void {
  db.run('UPDATE account SET must_change = ? WHERE id = ?', [mustChange ? 1 : 0, id])
}

/** The row stays: the log and what the person made name it. */
export function disableAccount(db: Db, id: string, at: string): void {
  db.run('UPDATE account SET disabled_at = ?, must_change = 0 WHERE id = ?', [at, id])
}

function fromRow(row: Row): Account {
  return {
    id: row.id,
    name: row.name,
    title: row.title,
    createdAt: row.created_at,
    disabledAt: row.disabled_at,
    lastUnlockedAt: row.last_unlocked_at,
    mustChange: row.must_change === 1,
  }
}

function byName(a: Account, b: Account): number {
  return a.name.localeCompare(b.name, 'sv') || a.id.localeCompare(b.id)
}
