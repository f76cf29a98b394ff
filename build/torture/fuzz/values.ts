import type { Db } from '../../../electron/service/db/database.ts'
import { PASSPHRASE } from '../inProcess.ts'
import { EMPTY_MAPPING, type Mapping } from '../../../shared/transfer/mapping.ts'
import { isSectionKey, SKR_TEMPLATE } from '../../../shared/annual-report/skrTemplate.ts'

const NEWEST = 60

/** Fields that name a row by another word than its table's. */
const TABLES: Readonly<Record<string, string>> = {
  incidentId: 'incident',
  analysisId: 'analysis',
  actionId: 'action',
  attachmentId: 'attachment',
  accountId: 'account',
  unitId: 'unit',
  forvaltningId: 'unit',
  causeIds: 'cause',
  delhandelseId: 'delhandelse',
}
/** What was answered under one name is asked for under another. */
const ANSWERED_AS: Readonly<Record<string, string>> = {
  expectedUpdatedAt: 'updatedAt',
  cursor: 'nextCursor',
  acknowledged: 'code',
  seqs: 'seq',
  expectedVersion: 'version',
}
const KEPT = 40

/** Collects what is worth asking about: rows that exist, and whatever the program itself has answered. */
export class Values {
  #ids = new Map<string, readonly number[] | readonly string[]>()
  readonly #answered = new Map<string, unknown[]>()
  readonly #paths: readonly string[]
  readonly #bytes: readonly Uint8Array[]

  constructor(paths: readonly string[], bytes: readonly Uint8Array[]) {
    this.#paths = paths
    this.#bytes = bytes
  }

  /** Reads which rows there are now. */
  refresh(db: Db): void {
    this.#ids = new Map(
      db
        .all<{ name: string }>(
          "SELECT m.name FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c ON c.name = 'id' WHERE m.type = 'table'",
        )
        .map(({ name }) => [
          name,
          db
            .all<{ id: number }>(`SELECT id FROM ${name} ORDER BY id DESC LIMIT ${NEWEST}`)
            .map(({ id }) => id),
        ]),
    )
  }

  /** Remembers the values of an answer by the name they came under. */
  harvest(area: string, answer: unknown): void {
    if (typeof answer !== 'object' || answer === null) return
    for (const [key, value] of Object.entries(answer)) {
      if (typeof value === 'object') this.harvest(area, value)
      // Much has a name; a copy is chosen by its own.
      const name = area === 'backup' && key === 'name' ? 'copy' : key
      if (Array.isArray(answer)) continue
      const kept = this.#answered.get(name) ?? []
      kept.push(value)
      if (kept.length > KEPT) kept.shift()
      this.#answered.set(name, kept)
    }
  }

  /** For a field of a procedure of `area`. */
  of(area: string, field: string): readonly unknown[] {
    if (isPathField(field)) return this.#paths
    if (field === 'bytes') return this.#bytes
    // All that may have to be acknowledged, at once.
    if (field === 'acknowledged[]') return [[...new Set(this.#answered.get('code') ?? [])]]
    const table = field === 'id' || field === 'ids' ? area.replaceAll('-', '_') : TABLES[field]
    return [
      ...(FIXED[field] ?? []),
      ...(this.#ids.get(table ?? '') ?? []),
      ...(this.#answered.get(ANSWERED_AS[field] ?? field) ?? []),
      ...(/date|from|to|day/i.test(field) ? DAYS : []),
    ]
  }

  /** The version that the row stands at now, for a command that must say it. */
  static aim(db: Db, area: string, input: unknown): unknown {
    if (typeof input !== 'object' || input === null) return input
    if ('expectedUpdatedAt' in input) return { ...input, expectedUpdatedAt: sectionSavedAt(db, input) }
    const { id } = input as { id?: unknown }
    const field = ['version', 'expectedVersion'].find((name) => name in input)
    const table = { incident: 'incident', analysis: 'analysis', action: 'action' }[area]
    if (field === undefined || table === undefined || typeof id !== 'number') return input
    const version = db.value<number>(`SELECT version FROM ${table} WHERE id = ?`, [id])
    return version === undefined ? input : { ...input, [field]: version }
  }
}

/** When a section of a berättelse was saved last; null when it never was. */
function sectionSavedAt(db: Db, input: object): string | null {
  const { unitCode, year, section } = input as Record<string, unknown>
  const saved = db.value<string>(
    `SELECT s.updated_at FROM annual_report_section AS s
     JOIN annual_report AS r ON r.id = s.report_id JOIN unit AS u ON u.id = r.unit_id
     WHERE u.code = ? AND r.year = ? AND s.section = ?`,
    [String(unitCode), Number(year), String(section)],
  )
  return saved ?? null
}

/** A field that names a place on the disk: kept inside the fuzz's own folder. */
export function isPathField(field: string): boolean {
  return /^(?:target|destination)$|paths?$|folder$/i.test(field)
}

const DAYS = [
  '2024-02-29',
  '2025-06-01',
  '2026-01-10',
  '2026-01-31',
  '2026-02-01',
  '2026-12-31',
  '1999-01-01',
]
const FIXED: Readonly<Record<string, readonly unknown[]>> = {
  unitCode: ['SU', 'VGR', 'NU', 'SKAS', 'finns-inte'],
  year: [2024, 2025, 2026, 2000, 2100],
  // One that the seed has written, more often.
  section: ['f2', 'f2', 'f2', 'f2', ...SKR_TEMPLATE.sections.map(({ key }) => key).filter(isSectionKey)],
  eventTime: ['10:00', '23:59'],
  key: ['handelse/ny', 'analys/1', 'k'],
  prefix: ['handelse/', '', 'k'],
  text: ['fall', 'på golv', '"', '*', ''],
  passphrase: [PASSPHRASE, PASSPHRASE, 'fel lösenfras helt och hållet'],
  current: [PASSPHRASE, 'fel lösenfras helt och hållet'],
  next: ['en annan lång lösenfras'],
  number: ['19121212-1212', '121212-1212', '191212121212', '19121212-1213'],
  name: ['bild.png', 'rapport.pdf', 'Anna Andersson', 'fil.exe', 'utan ändelse', '.dold'],
  incidents: [0, 3],
  seed: [1, 2],
  mapping: [
    {
      ...EMPTY_MAPPING,
      columns: [
        { index: 0, heading: 'id', field: 'key' },
        { index: 1, heading: 'description', field: 'description' },
      ],
    } satisfies Mapping,
  ],
}
