import { scopeHolds, type Scope } from '../../../shared/account/grants.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import { formatNumber } from '../../../shared/text/swedish.ts'
import { swedishDay } from '../../../shared/time/dates.ts'
import type { ImportReport, KnownValue } from '../../../shared/transfer/contract.ts'
import type { ImportField } from '../../../shared/transfer/fields.ts'
import type { ReadSettings } from '../../../shared/transfer/format.ts'
import type { Mapping } from '../../../shared/transfer/mapping.ts'
import type { RowReport } from '../../../shared/transfer/rowReport.ts'
import type { Db } from '../db/database.ts'
import type { AuditEntry } from '../kernel/audit.ts'
import { nextNumbers } from '../kernel/numbers.ts'
import { CodeBooks, type Suggested } from './codeBook.ts'
import { namedFile } from './fileHash.ts'
import { fittedOrRefused } from './fitMapping.ts'
import { ImportStore, type KnownCase } from './importStore.ts'
import { OwnPlaces, placeText, type Place } from './ownPlaces.ts'
import { PublishedPlaces } from './publishedPlaces.ts'
import { openSource } from './reading/openSource.ts'
import type { SourceRecord } from './reading/source.ts'
import { CaseReader, type ReadCase } from './readCase.ts'
import { SeenKeys } from './seenKeys.ts'
import { SimilarCases } from './similarCases.ts'
import { Tally } from './tally.ts'
import { keepMemoryYoung } from './youngMemory.ts'

/**
 * A chunk is one transaction; others get a turn in between. Each commit writes every page of every index that its rows
 * touch, and the search's own lists: with chunks of 250 the whole import took twice as long. So a long file's chunks
 * grow: a quarter of a second each at first, then a whole one (measured with 100 000 rows: 3.5 times a bare loop of
 * inserts with 1000 throughout, 3.0 so).
 */
const CHUNK = 1000
const LONG_FILE = 5000
const LONG_CHUNK = 4000
/** Where nothing is written small chunks cost nothing, and what has been read is forgotten while it is young. */
const CHECKED_CHUNK = 200
const OUT_OF_SCOPE =
  'Raden hör till en förvaltning utanför ditt uppdrag. Den togs inte in; be någon med behörighet där läsa in den.'

export interface ImportInput {
  readonly path: string
  readonly wishes: ReadSettings
  readonly mapping: Mapping
  readonly sha256: string
}

export interface ImportContext {
  readonly db: Db
  readonly scope: Scope
  /** The import's instant, ISO in UTC. */
  readonly at: string
  readonly signal: AbortSignal
  readonly progress: (done: number, total: number, label: string) => void
  readonly audit: (entry: AuditEntry) => void
}

/** Where the changes go; without it nothing is changed. */
export interface Writing {
  readonly batchId: number
  /** Called in each chunk's transaction, after its rows. */
  readonly keep: (counts: ImportReport['counts'], madeUnits: readonly number[]) => void
}

export interface ImportHooks {
  /** A row that is not taken in, as it stands in the file. */
  readonly onFault?: (record: SourceRecord, report: RowReport) => void
}

/** A row on its way in. */
interface Arriving {
  readonly record: SourceRecord
  readonly found: ReadCase
  readonly place: Place | undefined
  readonly unitId: number | undefined
}

/**
 * Reads a source by a mapping and finds out, or does, what becomes of each row. A dry run does all of it but the
 * writing, so its answer is the real one. Nothing is held in memory but one chunk and the keys.
 */
export async function importSource(
  input: ImportInput,
  context: ImportContext,
  writing?: Writing,
  hooks: ImportHooks = {},
): Promise<ImportReport> {
  keepMemoryYoung()
  const source = await openSource(input.path, input.wishes, { signal: context.signal })
  const fileName = namedFile(input.path)
  const mapping = fittedOrRefused(input.mapping, source.detected.columns, fileName)
  const work = new Import(
    { ...input, mapping },
    context,
    source.detected.columns.map(({ name }) => name),
    writing,
    hooks,
  )
  const label = writing ? 'Läser in rad' : 'Kontrollerar rad'
  const chunk = () => (writing ? (work.tally.counts.read < LONG_FILE ? CHUNK : LONG_CHUNK) : CHECKED_CHUNK)
  let waiting: SourceRecord[] = []
  const takeChunk = async (): Promise<void> => {
    work.take(waiting)
    waiting = []
    const done = Math.round((source.bytesRead / Math.max(1, source.bytesTotal)) * 100)
    context.progress(Math.min(99, done), 100, `${label} ${formatNumber(work.tally.counts.read)}: procent`)
    await turn(context.signal)
  }
  for await (const batch of source.batches()) {
    for (const record of batch) {
      waiting.push(record)
      if (waiting.length >= chunk()) await takeChunk()
    }
  }
  if (waiting.length > 0) await takeChunk()
  work.tally.end(source.tally)
  context.progress(100, 100, 'Klart: procent')
  return work.tally.report(
    { fileName, sha256: input.sha256, profileName: mapping.name },
    (field, value) => work.nearest(field, value),
    work.understood(),
  )
}

/** Lets other calls in, and stops when the person has changed their mind. */
async function turn(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve))
  if (signal.aborted) throw new LardomError('CANCELLED')
}

class Import {
  readonly tally = new Tally()
  readonly #mapping: Mapping
  readonly #context: ImportContext
  readonly #writing: Writing | undefined
  readonly #hooks: ImportHooks
  readonly #books: CodeBooks
  readonly #own: OwnPlaces
  readonly #published: PublishedPlaces
  readonly #reader: CaseReader
  readonly #store: ImportStore
  readonly #similar: SimilarCases
  readonly #seen = new SeenKeys()
  readonly #repeats = new Map<string, number>()
  #numbers: string[] = []
  readonly #hasPublishedDay: boolean

  constructor(
    input: ImportInput,
    context: ImportContext,
    columns: readonly string[],
    writing: Writing | undefined,
    hooks: ImportHooks,
  ) {
    const { mapping } = input
    const { db, at } = context
    this.#mapping = mapping
    this.#context = context
    this.#writing = writing
    this.#hooks = hooks
    this.#books = new CodeBooks(db, mapping.values)
    this.#own = new OwnPlaces(db, mapping.values, mapping.newUnitsUnder)
    this.#published = new PublishedPlaces(db)
    this.#reader = new CaseReader(
      mapping,
      columns,
      this.#books,
      { today: swedishDay(new Date(at)), at },
      {
        warn: (report) => this.tally.warn(report),
        unknown: (field, value, becomes) => this.tally.unknown(field, value, becomes),
      },
    )
    const titled = mapping.columns.some(({ field }) => field === 'title')
    this.#store = new ImportStore(db, mapping.sourceSystem, this.#reader.names, !titled)
    this.#similar = new SimilarCases(db, mapping.sourceSystem)
    this.#hasPublishedDay = mapping.columns.some(({ field }) => field === 'publishedDate')
  }

  take(records: readonly SourceRecord[]): void {
    const writing = this.#writing
    if (!writing) {
      this.#takeAll(records)
      return
    }
    this.#context.db.transaction(() => {
      this.#takeAll(records)
      writing.keep(this.tally.counts, [...this.#own.made, ...this.#published.made])
    })
  }

  understood(): KnownValue[] {
    return this.#books.understood()
  }

  nearest(field: ImportField, value: string): Suggested | null {
    return field === 'enhet' ? this.#own.nearest(value.split(' > ')) : this.#books.of(field).nearest(value)
  }

  #takeAll(records: readonly SourceRecord[]): void {
    const arriving: Arriving[] = []
    for (const record of records) {
      const found = this.#arrive(record)
      if (found) arriving.push(found)
    }
    const known = this.#store.known(arriving.map(({ found }) => found.key))
    const writing = this.#writing
    const fresh = writing ? arriving.filter(({ found }) => !known.has(found.key)).length : 0
    const { db, at } = this.#context
    // One question for all of them: a number by itself costs as much as the row.
    this.#numbers = nextNumbers(db, 'AVV', Number(at.slice(0, 4)), fresh).reverse()
    for (const one of arriving) this.#settle(one, known.get(one.found.key))
  }

  #arrive(record: SourceRecord): Arriving | undefined {
    this.tally.row()
    for (const warning of record.warnings) this.tally.warn(warning)
    if (record.problem) return this.#refuse(record, record.problem)
    const read = this.#reader.read(record)
    if ('reason' in read) return this.#refuse(record, read)
    const found = this.#metBefore(record, read)
    if (!found) return undefined
    const where = this.#whereIs(found)
    if ('reason' in where) return this.#refuse(record, where)
    return { record, found, ...where }
  }

  #refuse(record: SourceRecord, report: RowReport): undefined {
    this.tally.fault(report)
    this.#hooks.onFault?.(record, report)
    return undefined
  }

  /** The case under its own key; undefined when the file has had it before, which is told. */
  #metBefore(record: SourceRecord, read: ReadCase): ReadCase | undefined {
    const content = `${read.marks}|${read.place.levels.join('|')}|${read.place.hsaId}|${Object.values(read.publishedPlace).join('|').toLocaleLowerCase('sv')}`
    const earlier = this.#seen.meet(read.key, content, read.line)
    if (!earlier) return read
    if (!this.#reader.hasKey && this.#mapping.repeatedRows === 'egna') {
      const number = (this.#repeats.get(read.key) ?? 1) + 1
      this.#repeats.set(read.key, number)
      return { ...read, key: `${read.key}-${number}` }
    }
    const { row, line } = read
    if (earlier.same) {
      this.tally.fate('duplicates')
      this.tally.warn({ row, line, reason: `Samma ärende som på rad ${earlier.line}. Det togs in en gång.` })
    } else {
      this.#refuse(record, {
        row,
        line,
        reason: `Ärendenumret finns redan på rad ${earlier.line} men med annat innehåll. Den första raden gäller.`,
      })
    }
    return undefined
  }

  #whereIs(found: ReadCase): { place: Place | undefined; unitId: number | undefined } | RowReport {
    const fault = (reason: string): RowReport => ({ row: found.row, line: found.line, reason })
    const { scope } = this.#context
    if (this.#mapping.places === 'publicerad') {
      // Published cases belong to no förvaltning here: only a role in the whole region may take them in.
      if (!scope.all) return fault(OUT_OF_SCOPE)
      return { place: undefined, unitId: this.#published.find(found.publishedPlace) }
    }
    let place = this.#own.find(found.place)
    if (place.kind === 'unknown') {
      const { unitId } = this.#mapping.defaults
      const text = placeText(found.place.levels)
      const substitute = unitId === null ? place : this.#own.unit(unitId)
      if (text !== '') {
        this.tally.unknown(
          'enhet',
          text,
          substitute.kind === 'unit' && unitId !== null
            ? `Läggs på ${this.#own.pathOf(unitId)}`
            : 'Raderna tas inte in',
        )
      }
      if (substitute.kind === 'unknown') return fault(substitute.why)
      place = substitute
    }
    const forvaltningId =
      place.kind === 'unit'
        ? place.forvaltningId
        : place.kind === 'make'
          ? this.#own.forvaltningOf(place.under)
          : null
    if (!scopeHolds(scope, forvaltningId)) return fault(OUT_OF_SCOPE)
    return { place, unitId: place.kind === 'unit' ? place.unitId : undefined }
  }

  #settle({ record, found, place, unitId }: Arriving, known: KnownCase | undefined): void {
    const { row, line } = found
    if (known && this.#mapping.places === 'egen' && !scopeHolds(this.#context.scope, known.forvaltning_id)) {
      this.#refuse(record, { row, line, reason: OUT_OF_SCOPE })
      return
    }
    if (place?.kind === 'make') {
      this.tally.newUnit(place.key, placeText(place.names), this.#own.pathOf(place.under))
    }
    const decision = this.#store.decide(found, known, unitId)
    if (decision.fate === 'kept') {
      this.tally.keep({ row, line, reason: decision.why })
      return
    }
    this.tally.fate(decision.fate)
    if (decision.fate === 'new') {
      const similar = this.#similar.find(found, unitId)
      if (similar) this.tally.similar({ row, line, ...similar })
    }
    const writing = this.#writing
    if (!writing || (decision.fate === 'unchanged' && !decision.refresh)) return
    const { at, audit } = this.#context
    const where = { unitId: unitId ?? this.#make(found, place), batchId: writing.batchId, at }
    if (decision.fate === 'new') {
      this.#store.insert(found, {
        ...where,
        arendenr: this.#numbers.pop() ?? '',
        origin: this.#originOf(found),
      })
    } else if (known) {
      if (decision.fate === 'changed') this.#store.update(found, known, decision, { ...where, audit })
      else this.#store.refresh(found, known, where.unitId)
    }
  }

  #make(found: ReadCase, place: Place | undefined): number {
    return place?.kind === 'make' ? this.#own.make(place) : this.#published.unitFor(found.publishedPlace)
  }

  #originOf(found: ReadCase): 'publicerad' | 'import' {
    const published = this.#mapping.places === 'publicerad'
    const { sourceUrl } = found.values
    return published && (this.#hasPublishedDay || (typeof sourceUrl === 'string' && sourceUrl !== ''))
      ? 'publicerad'
      : 'import'
  }
}
