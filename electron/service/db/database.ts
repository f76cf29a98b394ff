import type Database from 'better-sqlite3'
import { LardomError } from '../../../shared/rpc/error.ts'

type Bind = string | number | bigint | Uint8Array | null
export type Params = Readonly<Record<string, Bind>> | readonly Bind[]

/**
 * A thin skin over better-sqlite3: prepared statements are kept, rows come back typed.
 * The row type is the caller's word: a repository states what its own SQL selects.
 */
export class Db {
  #raw: Database.Database
  readonly #statements = new Map<string, Database.Statement>()

  constructor(raw: Database.Database) {
    this.#raw = raw
  }

  /** The connection itself, for what has no words here. Not to be kept: see {@link reopen}. */
  get raw(): Database.Database {
    return this.#raw
  }

  /** Another connection in the place of one that was closed: whoever holds this goes on as before. */
  reopen(raw: Database.Database): void {
    this.close()
    this.#raw = raw
  }

  all<Row>(sql: string, params: Params = []): Row[] {
    // The one place where SQL's untyped rows become typed; see the class comment.
    return this.#prepare(sql).all(params) as Row[]
  }

  get<Row>(sql: string, params: Params = []): Row | undefined {
    return this.#prepare(sql).get(params) as Row | undefined
  }

  /** One column of one row; undefined when there is no row. */
  value<T>(sql: string, params: Params = []): T | undefined {
    const row = this.#prepare(sql).get(params)
    return row === undefined || row === null ? undefined : (Object.values(row)[0] as T)
  }

  /** The first column of every row. */
  column<T>(sql: string, params: Params = []): T[] {
    const statement = this.#prepare(sql)
    statement.pluck(true)
    try {
      return statement.all(params) as T[]
    } finally {
      statement.pluck(false)
    }
  }

  /** Every row as its values in the order they are selected: for reading very many. */
  arrays(sql: string, params: Params = []): unknown[][] {
    const statement = this.#prepare(sql)
    statement.raw(true)
    try {
      return statement.all(params) as unknown[][]
    } finally {
      statement.raw(false)
    }
  }

  run(sql: string, params: Params = []): { changes: number; id: number } {
    const result = this.#prepare(sql).run(params)
    return { changes: result.changes, id: Number(result.lastInsertRowid) }
  }

  /** Runs `work` in BEGIN IMMEDIATE … COMMIT; any throw rolls back. Nested calls become savepoints. */
  transaction<T>(work: () => T): T {
    if (!this.raw.open) throw new LardomError('LOCKED')
    return this.raw.transaction(work).immediate()
  }

  close(): void {
    this.#statements.clear()
    this.raw.close()
  }

  #prepare(sql: string): Database.Statement {
    // A job may still be at work when the workspace is locked: it ends there, and the person is told why.
    if (!this.raw.open) throw new LardomError('LOCKED')
    let statement = this.#statements.get(sql)
    if (!statement) {
      statement = this.raw.prepare(sql)
      this.#statements.set(sql, statement)
    }
    return statement
  }
}
