import type {
  ImportCounts,
  ImportReport,
  KnownValue,
  UnknownValue,
} from '../../../shared/transfer/contract.ts'
import type { ImportField } from '../../../shared/transfer/fields.ts'
import { reasonKind, type RowReport } from '../../../shared/transfer/rowReport.ts'
import type { Suggested } from './codeBook.ts'
import type { SourceTally } from './reading/source.ts'

const MOST_ROWS = 1000
const MOST_SIMILAR = 200
const MOST_UNKNOWN = 1000
const MOST_KNOWN = 1000
const MOST_REASONS = 500

type Fate = 'new' | 'changed' | 'unchanged' | 'kept' | 'duplicates'

/** Counts what becomes of the rows, and keeps the first of what a person should see. */
export class Tally {
  readonly counts: ImportCounts = {
    read: 0,
    new: 0,
    changed: 0,
    unchanged: 0,
    kept: 0,
    duplicates: 0,
    faulty: 0,
    warnings: 0,
    skipped: 0,
    alreadyHere: 0,
  }
  readonly #faulty = new Listed()
  readonly #warnings = new Listed()
  readonly #kept: RowReport[] = []
  readonly #similar: ImportReport['alreadyHere'] = []
  readonly #unknown = new Map<string, { field: ImportField; value: string; becomes: string; count: number }>()
  readonly #newUnits = new Map<string, { name: string; under: string; count: number }>()
  #unknownLeftOut = 0

  row(): void {
    this.counts.read++
  }

  fate(fate: Fate): void {
    this.counts[fate]++
  }

  fault(report: RowReport): void {
    this.counts.faulty++
    this.#faulty.add(report)
  }

  warn(report: RowReport): void {
    this.counts.warnings++
    this.#warnings.add(report)
  }

  keep(report: RowReport): void {
    this.counts.kept++
    if (this.#kept.length < MOST_ROWS) this.#kept.push(report)
  }

  similar(found: ImportReport['alreadyHere'][number]): void {
    this.counts.alreadyHere++
    if (this.#similar.length < MOST_SIMILAR) this.#similar.push(found)
  }

  unknown(field: ImportField, value: string, becomes: string): void {
    const shown = value.slice(0, 300)
    const key = `${field}\u0001${shown}`
    const known = this.#unknown.get(key)
    if (known) known.count++
    else if (this.#unknown.size < MOST_UNKNOWN)
      this.#unknown.set(key, { field, value: shown, becomes, count: 1 })
    else this.#unknownLeftOut++
  }

  newUnit(key: string, name: string, under: string): void {
    const known = this.#newUnits.get(key)
    if (known) known.count++
    else this.#newUnits.set(key, { name, under, count: 1 })
  }

  end({ empty, repeatedHeadings, sums }: SourceTally): void {
    this.counts.skipped = empty + repeatedHeadings + sums.length
    for (const sum of sums) this.warn(sum)
  }

  report(
    about: { fileName: string; sha256: string; profileName: string },
    nearest: (field: ImportField, value: string) => Suggested | null,
    known: readonly KnownValue[],
  ): ImportReport {
    const unknown: UnknownValue[] = [...this.#unknown.values()]
      .sort((a, b) => b.count - a.count)
      .map((value) => ({ ...value, suggestion: nearest(value.field, value.value) }))
    return {
      ...about,
      counts: { ...this.counts },
      faulty: this.#faulty.rows,
      faultReasons: this.#faulty.reasons(),
      warnings: this.#warnings.rows,
      warningReasons: this.#warnings.reasons(),
      kept: this.#kept,
      unknown,
      unknownLeftOut: this.#unknownLeftOut,
      known: known.slice(0, MOST_KNOWN),
      alreadyHere: this.#similar,
      newUnits: [...this.#newUnits.values()].slice(0, MOST_UNKNOWN),
    }
  }
}

class Listed {
  readonly rows: RowReport[] = []
  readonly #reasons = new Map<string, { reason: string; column: string | null; count: number }>()

  add(report: RowReport): void {
    if (this.rows.length < MOST_ROWS) this.rows.push(report)
    // Line numbers within a reason make each of its kind; they are one reason.
    const reason = reasonKind(report.reason)
    const key = `${report.column ?? ''}\u0001${reason}`
    const known = this.#reasons.get(key)
    if (known) known.count++
    else if (this.#reasons.size < MOST_REASONS) {
      this.#reasons.set(key, { reason, column: report.column ?? null, count: 1 })
    }
  }

  reasons(): { reason: string; column: string | null; count: number }[] {
    return [...this.#reasons.values()].sort((a, b) => b.count - a.count)
  }
}
