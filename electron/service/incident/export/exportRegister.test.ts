import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readXlsx } from 'hucre/xlsx'
import { parseCsv } from 'hucre/csv'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EXPORT_COLUMNS, type ExportColumn } from '../../../../shared/incident/columns.ts'
import { codesOf } from '../../../../shared/incident/codes.ts'
import { EXPORT_FORMATS, type ExportChoice } from '../../../../shared/incident/exportContract.ts'
import { findOwnUnitByCode } from '../../organisation/repository.ts'
import { openTestWorkspace, type TestWorkspace } from '../../testing/testWorkspace.ts'
import { insertIncident } from '../repository.ts'
import { rowNumber } from '../testFields.ts'
import { insertVaried } from '../testRegister.ts'
import { MASK } from './cells.ts'
import { CELL_MAX } from './workbook.ts'

const ALL_COLUMNS = codesOf(EXPORT_COLUMNS)
const NASTY = [
  '=HYPERLINK("http://x";"y")',
  '+1+1',
  '-2+3',
  '@SUM(A1)',
  '\tflik',
  'a;b"c\nrad två',
  '<b>&amp;</b> _x0041_ \u0001 \ud800 åäö 😀',
]

let workspace: TestWorkspace
let folder: string

beforeAll(async () => {
  workspace = await openTestWorkspace()
  folder = mkdtempSync(join(tmpdir(), 'lardom-export-'))
  const db = workspace.db()
  insertVaried(db, 250)
  const unit = findOwnUnitByCode(db, 'SU')?.id ?? 0
  db.transaction(() => {
    for (const [n, title] of NASTY.entries()) {
      insertIncident(db, rowNumber(1000 + n, unit, { title, description: title, eventDate: '2026-01-02' }))
    }
    insertIncident(
      db,
      rowNumber(2000, unit, {
        title: 'Med nummer',
        description: 'Patienten 19121212-1212 fick fel dos, 19121212-1212 igen.',
        eventDate: '2026-01-03',
      }),
    )
    insertIncident(db, rowNumber(2001, unit, { description: 'å'.repeat(40_000), eventDate: '2026-01-04' }))
  })
})
afterAll(() => {
  workspace.close()
  rmSync(folder, { recursive: true })
})

async function exported(name: string, choice: Partial<ExportChoice> & Pick<ExportChoice, 'format'>) {
  const path = join(folder, `${name}.${choice.format}`)
  const outcome = await workspace.call('incident.export', { path, columns: ['number', 'title'], ...choice })
  return { path, outcome, bytes: readFileSync(path) }
}

/** What is in the zip, by its parts' names; by a program that is not ours. */
function part(path: string, name: string): string {
  return spawnSync('unzip', ['-p', path, name], { encoding: 'utf8', maxBuffer: 64 << 20 }).stdout
}

describe('an export named after a patient', () => {
  it('is logged without the number', async () => {
    const { outcome } = await exported('fall 19121212-1212', { format: 'csv' })
    expect(outcome.rows).toBeGreaterThan(0)
    const logged = workspace
      .db()
      .value<string>("SELECT entity_id FROM audit_log WHERE action = 'incident.export' ORDER BY seq DESC")
    expect(logged).toBe(`fall ${MASK}.csv`)
  })
})

describe('a text with a number written in two ways', () => {
  it('leaves without either of them, in every format', async () => {
    const unit = findOwnUnitByCode(workspace.db(), 'SU')?.id ?? 0
    const title = 'Sågs 1912-12-12-1212, alltså 19121212-1212'
    const id = workspace
      .db()
      .transaction(() => insertIncident(workspace.db(), rowNumber(3000, unit, { title })))
    for (const format of ['csv', 'json', 'fhir'] as const) {
      const { bytes } = await exported(`skrivsätt-${format}`, { format, filter: { ids: [id] } })
      expect(bytes.toString('utf8')).not.toMatch(/1912|1212/)
    }
    workspace.db().run('DELETE FROM incident WHERE id = ?', [id])
  })
})

describe('the register as a workbook', () => {
  it('holds every case of the view in its order, days as days, and a second sheet that tells of it', async () => {
    const filter = { text: 'dos', closed: false }
    const columns: ExportColumn[] = ['date', 'number', 'title', 'risk', 'reported', 'agens']
    const sort = { by: 'harm', direction: 'desc' } as const
    const { bytes, outcome, path } = await exported('vy', { format: 'xlsx', filter, sort, columns })
    const { rows } = await workspace.call('incident.list', { filter, sort, limit: 200 })
    expect(rows.length).toBeGreaterThan(20)
    expect(outcome.rows).toBe(rows.length)
    expect(outcome.bytes).toBe(bytes.length)

    const { sheets } = await readXlsx(bytes)
    expect(sheets.map((sheet) => sheet.name)).toEqual(['Händelser', 'Om urvalet'])
    const [heading, ...lines] = sheets[0]?.rows ?? []
    expect(heading).toEqual(columns.map((column) => EXPORT_COLUMNS[column]))
    expect(lines.map((line) => line[1])).toEqual(rows.map((row) => row.arendenr))
    expect(lines.map((line) => (line[0] as Date).toISOString().slice(0, 10))).toEqual(
      rows.map((row) => row.date),
    )
    expect(lines.map((line) => line[3] ?? null)).toEqual(rows.map((row) => row.riskScore))

    const about = (sheets[1]?.rows ?? []).map((line) => line.join(': '))
    expect(about).toContain('Ordning: Skada, fallande')
    expect(about).toContain('  Söker: ”dos”')
    expect(about).toContain('  Avslutat ärende: Nej')
    expect(about).toContain(`Antal händelser: ${rows.length}`)
    expect(about).toContain('Av: Test Chefläkare')
    expect(about).toContain('Uttaget: 2026-02-01 kl. 12:00')
    const xml = part(path, 'xl/worksheets/sheet1.xml')
    expect(xml).toContain('state="frozen"')
    expect(xml).toContain(`<autoFilter ref="A1:F${rows.length + 1}"/>`)
    expect(spawnSync('unzip', ['-t', path]).status).toBe(0)
  })

  it('types every text as text, so that none of it is ever a formula, and keeps each character it can', async () => {
    const { bytes, path } = await exported('formler', {
      format: 'xlsx',
      filter: { from: '2026-01-02', to: '2026-01-02' },
      sort: { by: 'number', direction: 'asc' },
      columns: ['title', 'description'],
    })
    const titles = (await readXlsx(bytes)).sheets[0]?.rows.slice(1).map((line) => line[0])
    expect(titles).toEqual([...NASTY.slice(0, 6), '<b>&amp;</b> _x0041_  \ufffd åäö 😀'])
    const xml = part(path, 'xl/worksheets/sheet1.xml')
    expect(xml).not.toContain('<f>')
    // Excel's own sign for text that looks like a formula.
    expect(xml.match(/<c r="A\d+" s="4"/g)).toHaveLength(5)
  })

  it('cuts a text that no cell holds, and says so', async () => {
    const { bytes } = await exported('lang', {
      format: 'xlsx',
      filter: { from: '2026-01-04', to: '2026-01-04' },
      columns: ['description'],
    })
    const text = String((await readXlsx(bytes)).sheets[0]?.rows[1]?.[0])
    expect(text).toHaveLength(CELL_MAX)
    expect(text).toMatch(/avkortad/)
  })

  it('can be opened by another program', async () => {
    if (spawnSync('soffice', ['--version']).status !== 0) return
    const { path } = await exported('annat-program', { format: 'xlsx', columns: ALL_COLUMNS })
    const converted = spawnSync('soffice', ['--headless', '--convert-to', 'csv', '--outdir', folder, path])
    expect(converted.status).toBe(0)
    expect(readFileSync(join(folder, 'annat-program.csv'), 'utf8')).toContain('AVV-2025-000001')
  }, 120_000)
})

describe('the register as CSV', () => {
  it('opens in Swedish Excel: byte order mark, semicolons, and nothing that runs as a formula', async () => {
    const { bytes } = await exported('excel', {
      format: 'csv',
      filter: { from: '2026-01-02', to: '2026-01-02' },
      sort: { by: 'number', direction: 'asc' },
      columns: ['date', 'number', 'title'],
    })
    const text = bytes.toString('utf8')
    expect(text.startsWith('\ufeff"Datum";"Ärendenummer";"Rubrik"\r\n')).toBe(true)
    const lines = parseCsv(text, { delimiter: ';' })
    expect(lines).toHaveLength(NASTY.length + 1)
    expect(lines.slice(1).map((line) => line[2])).toEqual([
      ...NASTY.slice(0, 5).map((title) => `'${title}`),
      ...NASTY.slice(5, 6),
      expect.stringContaining('åäö 😀'),
    ])
    expect(lines[1]?.[0]).toBe('2026-01-02')
  })

  it('masks a personnummer that a text holds, and tells how many', async () => {
    const choice = {
      filter: { from: '2026-01-03', to: '2026-01-03' },
      columns: ['title', 'description'] as ExportColumn[],
    }
    for (const format of ['csv', 'xlsx', 'json', 'fhir'] as const) {
      const { path, outcome, bytes } = await exported('nummer', { ...choice, format })
      expect(outcome.masked).toBe(1)
      const text = format === 'xlsx' ? part(path, 'xl/worksheets/sheet1.xml') : bytes.toString('utf8')
      expect(text).toContain(`Patienten ${MASK} fick fel dos, ${MASK} igen.`)
      expect(text).not.toContain('1212-1212')
    }
    const refused = await workspace.callRaw('incident.export', {
      path: join(folder, 'x.csv'),
      format: 'csv',
      columns: ['title'],
      filter: { text: '19121212-1212' },
    })
    expect(refused).toMatchObject({ ok: false, error: { code: 'PERSONNUMMER_IN_TEXT' } })
  })

  it('is logged with what was taken out and how much', async () => {
    const { outcome } = await exported('loggad', { format: 'csv', filter: { handelsetyp: ['fall'] } })
    const row = workspace
      .db()
      .get<{ action: string; after_json: string }>(
        'SELECT action, after_json FROM audit_log ORDER BY seq DESC LIMIT 1',
      )
    expect(row?.action).toBe('incident.export')
    expect(JSON.parse(row?.after_json ?? '{}')).toMatchObject({
      rows: outcome.rows,
      format: 'csv',
      filter: { handelsetyp: ['fall'] },
    })
  })
})

describe('an export', () => {
  it('holds only what the caller may see', async () => {
    workspace.actAsIn('SU', 'lasare')
    try {
      const { bytes, outcome } = await exported('eget', { format: 'csv', columns: ['forvaltning'] })
      const { total } = await workspace.call('incident.count', {})
      expect(outcome.rows).toBe(total)
      const places = new Set(
        parseCsv(bytes.toString('utf8'), { delimiter: ';' })
          .slice(1)
          .map((line) => line[0]),
      )
      expect(places).toEqual(new Set(['Sahlgrenska Universitetssjukhuset']))
    } finally {
      workspace.actAs('cheflakare')
    }
  })

  it('leaves nothing when it is cancelled, and what was there before stays', async () => {
    const { path, bytes } = await exported('avbruten', { format: 'xlsx' })
    const started = workspace.service.call({
      type: 'call',
      id: 'avbryt',
      procedure: 'incident.export',
      input: { path, format: 'xlsx', columns: ALL_COLUMNS },
      caller: 'host',
    })
    workspace.service.cancel('avbryt')
    expect(await started).toMatchObject({ ok: false, error: { code: 'CANCELLED' } })
    expect(readFileSync(path)).toEqual(bytes)
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([])
  })

  it('never takes the place of a workspace', async () => {
    const result = await workspace.callRaw('incident.export', {
      path: workspace.path,
      format: 'csv',
      columns: ['title'],
    })
    expect(result).toMatchObject({ ok: false, error: { code: 'WRITE_FAILED' } })
    expect(existsSync(workspace.path)).toBe(true)
  })

  it('has every column that can be chosen, in every format', async () => {
    for (const format of EXPORT_FORMATS) {
      const { outcome } = await exported('allt', { format, columns: ALL_COLUMNS })
      expect(outcome.rows).toBeGreaterThan(200)
    }
    const { format, version, rows } = JSON.parse(readFileSync(join(folder, 'allt.json'), 'utf8')) as {
      format: string
      version: number
      rows: Record<string, string>[]
    }
    expect({ format, version }).toEqual({ format: 'lardom-register', version: 1 })
    expect(rows[0]).toMatchObject({ 'Ärendenummer i källan': expect.stringMatching(/^AVV-/) as string })
  })

  it('in its own format is understood, field by field, by the import', async () => {
    const { path } = await exported('igen', { format: 'json' })
    const found = await workspace.call('transfer.inspect', { path })
    const unsure = found.suggestions.filter(({ best }) => best === null || best.score < 0.9)
    expect(unsure.map(({ index }) => found.detected.columns[index]?.name)).toEqual([])
  })
})
