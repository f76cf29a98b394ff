import { setImmediate } from 'node:timers/promises'
import type { DuplicatePair } from '../../../shared/triage/contract.ts'
import { NOT_DUPLICATE } from '../../../shared/triage/codes.ts'
import { daysBetween } from '../../../shared/time/dates.ts'
import type { Db } from '../db/database.ts'
import type { Context } from '../kernel/context.ts'
import { withinOf } from './inbox.ts'
import { bandsOf, jaccard, shinglesOf } from './likeness.ts'

/**
 * Cases that may be about the same event: the same number in two systems, or the same unit within two days of each
 * other and nearly the same words. Only neighbours in unit and time are compared, and in a crowd only those whose
 * sketches meet, so that the cost follows the register's length and not its square.
 */
const DAYS = 2
const OPEN = `(status NOT IN ('avslutad', 'avvisad', 'overford'))`
const ALIKE = 0.5
/** With the same key in another system, less is enough: a number alone may be chance. */
const ALIKE_WITH_KEY = 0.2
/** More than this many around one are compared by sketches. */
const CROWD = 40
const MOST_PAIRS = 200
/** So many pairs are not looked through by anybody: something else is wrong with the register. */
const ENOUGH = 5_000
const CHUNK = 2_000

interface Place {
  readonly forvaltningId?: number | undefined
  readonly unitId?: number | undefined
}

interface Case {
  /** 1 while somebody still works on it. */
  open: number
  id: number
  unit_id: number
  sort_date: string
  source_system: string | null
  source_key: string | null
}

interface Found {
  readonly a: number
  readonly b: number
  readonly likeness: number
  readonly sameKey: boolean
  /** One of them at least. */
  readonly open: boolean
}

/** Those that somebody still works on first, then the most alike. Stops with what it has found so far when it is told to. */
export async function findDuplicates(
  context: Context,
  place: Place,
): Promise<{ pairs: DuplicatePair[]; looked: number; more: boolean }> {
  const { db, signal, progress } = context
  const within = withinOf(context, place)
  const cases = db.all<Case>(
    `SELECT id, unit_id, sort_date, source_system, source_key, ${OPEN} AS open FROM incident
     WHERE status <> 'sammanford' AND origin <> 'publicerad'${within.sql} ORDER BY unit_id, sort_date, id`,
    within.params,
  )
  const texts = new Texts(db)
  const found = new Map<string, Found>()
  const add = (one: Case, other: Case, sameKey: boolean) => {
    const [a, b] = one.id < other.id ? [one.id, other.id] : [other.id, one.id]
    const key = `${a}-${b}`
    if (found.has(key)) return
    const likeness = texts.likeness(a, b)
    if (likeness >= (sameKey ? ALIKE_WITH_KEY : ALIKE)) {
      found.set(key, { a, b, likeness, sameKey, open: one.open + other.open > 0 })
    }
  }
  for (const [one, other] of sameKeyPairs(cases)) add(one, other, true)
  const crowded = crowdedUnits(cases)
  let crowd = new Crowd()
  for (let from = 0; from < cases.length && !signal.aborted && found.size < ENOUGH; from += CHUNK) {
    const to = Math.min(from + CHUNK, cases.length)
    texts.read(idsToCompare(cases, from, to))
    for (let n = from; n < to; n++) {
      const one = cases[n]
      if (!one) continue
      if (cases[n - 1]?.unit_id !== one.unit_id) crowd = new Crowd()
      const others = crowded.has(one.unit_id) ? crowd.meet(one, texts.bands(one.id)) : before(cases, n)
      for (const other of others) add(one, other, false)
    }
    progress(to, cases.length, 'Jämför händelser')
    texts.forget()
    await setImmediate()
  }
  const seen = dismissed(db)
  const pairs = [...found.values()]
    .filter(({ a, b }) => !seen.has(`${a}-${b}`))
    .sort(
      (x, y) =>
        Number(y.open) - Number(x.open) ||
        Number(y.sameKey) - Number(x.sameKey) ||
        y.likeness - x.likeness ||
        y.b - x.b,
    )
  return {
    pairs: described(db, pairs.slice(0, MOST_PAIRS)),
    looked: cases.length,
    more: pairs.length > MOST_PAIRS || found.size >= ENOUGH,
  }
}

/** How alike two cases are, in numbers and words, whatever they are. */
export function likenessOf(db: Db, a: number, b: number): { likeness: number; why: string } {
  const rows = db.all<Case>(
    `SELECT id, unit_id, sort_date, source_system, source_key, ${OPEN} AS open FROM incident
     WHERE id IN (?, ?) ORDER BY id`,
    [a, b],
  )
  const likeness = new Texts(db).likeness(a, b)
  const [one, other] = rows
  return { likeness, why: one && other ? whyOf(one, other, likeness) : '' }
}

function areNear(one: Case | undefined, other: Case | undefined): boolean {
  return (
    one !== undefined &&
    other !== undefined &&
    one.unit_id === other.unit_id &&
    Math.abs(daysBetween(one.sort_date, other.sort_date)) <= DAYS
  )
}

/** Those before it, within two days at the same unit. */
function* before(cases: readonly Case[], n: number): Generator<Case> {
  for (let m = n - 1; m >= 0; m--) {
    const other = cases[m]
    if (!other || !areNear(other, cases[n])) return
    yield other
  }
}

/** Units where too many lie within days of each other for each to be compared with each. */
function crowdedUnits(cases: readonly Case[]): ReadonlySet<number> {
  const crowded = new Set<number>()
  let first = 0
  for (const [n, one] of cases.entries()) {
    while (!areNear(cases[first], one)) first++
    if (n - first > CROWD) crowded.add(one.unit_id)
  }
  return crowded
}

/** The cases of a crowded unit by the bands of their sketches. */
class Crowd {
  readonly #byBand = new Map<number, Case[]>()

  /** Those met before that share a band and lie near; then keeps the case for the next ones. */
  meet(one: Case, bands: readonly number[]): ReadonlySet<Case> {
    const met = new Set<Case>()
    for (const band of bands) {
      const near = (this.#byBand.get(band) ?? []).filter((other) => areNear(other, one))
      for (const other of near) met.add(other)
      this.#byBand.set(band, [...near.slice(-CROWD), one])
    }
    return met
  }
}

/** Only cases with somebody near are read. */
function idsToCompare(cases: readonly Case[], from: number, to: number): number[] {
  const ids: number[] = []
  for (let n = from; n < to; n++) {
    const one = cases[n]
    if (one && (areNear(cases[n - 1], one) || areNear(one, cases[n + 1]))) ids.push(one.id)
  }
  return ids
}

/** The same key under another system; a short running number says nothing without a text that bears it out. */
function* sameKeyPairs(cases: readonly Case[]): Generator<readonly [Case, Case]> {
  const byKey = new Map<string, Case[]>()
  for (const one of cases) {
    if (one.source_key === null || one.source_key === '') continue
    const same = byKey.get(one.source_key)
    if (!same) byKey.set(one.source_key, [one])
    else {
      for (const other of same) if (other.source_system !== one.source_system) yield [one, other]
      same.push(one)
    }
  }
}

/** Texts as shingles, read some at a time and kept only while they are compared. */
class Texts {
  readonly #db: Db
  readonly #shingles = new Map<number, ReadonlySet<number>>()
  readonly #bands = new Map<number, readonly number[]>()

  constructor(db: Db) {
    this.#db = db
  }

  read(ids: readonly number[]): void {
    const unread = ids.filter((id) => !this.#shingles.has(id))
    for (const row of this.#db.all<{ id: number; text: string }>(
      `SELECT id, title || ' ' || substr(description, 1, 4000) AS text FROM incident
       WHERE id IN (SELECT value FROM json_each(?))`,
      [JSON.stringify(unread)],
    )) {
      this.#shingles.set(row.id, shinglesOf(row.text))
    }
  }

  likeness(a: number, b: number): number {
    return jaccard(this.#of(a), this.#of(b))
  }

  bands(id: number): readonly number[] {
    const known = this.#bands.get(id)
    if (known) return known
    const bands = bandsOf(this.#of(id))
    this.#bands.set(id, bands)
    return bands
  }

  forget(): void {
    this.#shingles.clear()
    this.#bands.clear()
  }

  #of(id: number): ReadonlySet<number> {
    if (!this.#shingles.has(id)) this.read([id])
    return this.#shingles.get(id) ?? new Set()
  }
}

function dismissed(db: Db): ReadonlySet<string> {
  return new Set(
    db
      .all<{ a: number; b: number }>(
        'SELECT min(incident_id, other_id) AS a, max(incident_id, other_id) AS b FROM incident_link WHERE kind = ?',
        [NOT_DUPLICATE],
      )
      .map(({ a, b }) => `${a}-${b}`),
  )
}

interface Side extends Case {
  arendenr: string
  title: string
  unit_name: string
  status: DuplicatePair['a']['status']
}

function described(db: Db, pairs: readonly Found[]): DuplicatePair[] {
  const ids = pairs.flatMap(({ a, b }) => [a, b])
  const rows = db.all<Side>(
    `SELECT i.id, i.arendenr, i.title, i.sort_date, i.unit_id, u.name AS unit_name, i.status, ${OPEN} AS open, i.source_system,
       i.source_key FROM incident i JOIN unit u ON u.id = i.unit_id WHERE i.id IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(ids)],
  )
  const byId = new Map(rows.map((row) => [row.id, row]))
  return pairs.flatMap(({ a, b, likeness }) => {
    const [one, other] = [byId.get(a), byId.get(b)]
    return one && other
      ? [{ a: sideOf(one), b: sideOf(other), likeness, why: whyOf(one, other, likeness) }]
      : []
  })
}

function sideOf(row: Side): DuplicatePair['a'] {
  return {
    id: row.id,
    arendenr: row.arendenr,
    title: row.title,
    date: row.sort_date,
    unitName: row.unit_name,
    status: row.status,
    source: row.source_system,
  }
}

function whyOf(one: Case, other: Case, likeness: number): string {
  const days = Math.abs(daysBetween(one.sort_date, other.sort_date))
  const sameKey =
    one.source_key !== null &&
    one.source_key === other.source_key &&
    one.source_system !== other.source_system
  const when = days === 0 ? 'samma dag' : days === 1 ? 'en dag emellan' : `${days} dagar emellan`
  return [
    ...(sameKey ? [`samma nummer, ${one.source_key}, i två system`] : []),
    ...(one.unit_id === other.unit_id ? ['samma enhet'] : ['olika enheter']),
    when,
    `${Math.round(likeness * 100)} % gemensamma ordpar`,
  ].join(', ')
}
