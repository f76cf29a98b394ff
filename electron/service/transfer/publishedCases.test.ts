import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { searchIds } from '../search/search.ts'
import { plainKey } from '../../../shared/transfer/nearest.ts'
import { importFile, runInput } from '../testing/importFile.ts'
import { openTestWorkspace, type TestWorkspace } from '../testing/testWorkspace.ts'
import { HANDELSETYP_BY_SLUG } from './codeMaps.ts'
import { openSource } from './reading/openSource.ts'

const LEXMARIA = join(import.meta.dirname, '../example/data/lexmaria.csv')
const testdata = (name: string) => join(import.meta.dirname, 'testdata', name)

let workspace: TestWorkspace
beforeEach(async () => {
  workspace = await openTestWorkspace({ now: '2026-11-22T10:00:00Z' })
})
afterEach(() => workspace.close())

const load = (path: string, dryRun = false) => importFile(workspace, path, { dryRun })

/** The rows of a file under its headings. */
async function rowsOf(path: string): Promise<Record<string, string>[]> {
  const source = await openSource(path, {})
  const rows: Record<string, string>[] = []
  for await (const batch of source.batches()) {
    for (const { fields } of batch) {
      rows.push(Object.fromEntries(source.detected.columns.map(({ name }, at) => [name, fields[at] ?? ''])))
    }
  }
  return rows
}
const count = (sql: string) => workspace.db().value<number>(sql) ?? -1
const incidents = () => count('SELECT count(*) FROM incident')

/** Every stored word of the imported cases, but the numbers given here. */
function stored(): unknown[] {
  return workspace.db().all(
    `SELECT source_key, title, description, consequence, causes_text, measures_text, event_date, event_text, sort_date,
       source_date, handelsetyp, vardtyp, specialty, status, arendetyp, patient_text, patient_age, patient_sex,
       diarienummer, source_url, unit.code AS place, lex_maria_case.decision, reported_text, ivo_decision_text
     FROM incident JOIN unit ON unit.id = unit_id LEFT JOIN lex_maria_case ON incident_id = incident.id
     ORDER BY source_key`,
  )
}

describe('De publicerade fallen', () => {
  it('kommer in, alla 144, med källa och händelsetyp', async () => {
    const result = await load(LEXMARIA)
    expect(result).toMatchObject({
      profileName: 'Publicerade lex Maria-fall',
      counts: { read: 144, new: 144, faulty: 0 },
    })
    expect(result.unknown.filter(({ field }) => field === 'handelsetyp')).toEqual([])
    expect(count("SELECT count(*) FROM incident WHERE origin = 'publicerad'")).toBe(144)
    expect(
      count("SELECT count(*) FROM incident WHERE source_url LIKE 'http%' AND source_publisher <> ''"),
    ).toBe(144)
    expect(count('SELECT count(DISTINCT source_key) FROM incident')).toBe(144)
  })

  it('har varje rads ord kvar', async () => {
    await load(LEXMARIA)
    for (const fields of await rowsOf(LEXMARIA)) {
      const row = workspace
        .db()
        .get<{ description: string; consequence: string; dnr: string | null; event_text: string | null }>(
          'SELECT description, consequence, diarienummer AS dnr, event_text FROM incident WHERE source_key = ?',
          [fields['id'] ?? ''],
        )
      expect(row?.description).toBe(fields['description'])
      expect(row?.consequence).toBe(fields['consequence'])
      expect(row?.dnr ?? '').toBe(fields['diarienummer'])
      const period = fields['event_date_or_period'] ?? ''
      const isWords = period !== '' && !/^\d{4}-\d{2}-\d{2}$/.test(period)
      expect(isWords ? row?.event_text : period).toBe(period)
    }
  })

  it('ligger aldrig på en enhet i den egna organisationen, inte ens de från Västra Götaland', async () => {
    await load(LEXMARIA)
    expect(
      count("SELECT count(*) FROM incident JOIN unit ON unit.id = unit_id WHERE unit.organisation = 'egen'"),
    ).toBe(0)
    expect(
      count(
        "SELECT count(*) FROM incident JOIN unit ON unit.id = incident.forvaltning_id WHERE organisation = 'egen'",
      ),
    ).toBe(0)
    expect(
      count(
        "SELECT count(*) FROM incident JOIN unit ON unit.id = unit_id WHERE code LIKE 'publicerade-fall/västra götaland/%'",
      ),
    ).toBe(11)
    const tree = await workspace.call('organisation.tree', {})
    const own = new Set(tree.filter(({ organisation }) => organisation === 'egen').map(({ id }) => id))
    const beside = tree.filter(({ organisation }) => organisation === 'publicerad')
    expect(beside.length).toBeGreaterThan(100)
    for (const unit of beside) expect(unit.parentId === null || !own.has(unit.parentId)).toBe(true)
  })

  it('säger om datum det källan säger: en dag bara där källan har en', async () => {
    await load(LEXMARIA)
    expect(
      workspace
        .db()
        .all('SELECT source_key AS k, event_date AS d FROM incident WHERE event_date IS NOT NULL ORDER BY 1'),
    ).toEqual([
      { k: 'LM-0131', d: '2020-03-11' },
      { k: 'LM-0221', d: '2006-04-05' },
    ])
    const one = (key: string) =>
      workspace
        .db()
        .get('SELECT event_text AS text, sort_date AS sort FROM incident WHERE source_key = ?', [key])
    expect(one('LM-0006')).toEqual({ text: 'våren 2017 till maj 2019', sort: '2020-02-14' })
    expect(one('LM-0038')).toEqual({ text: 'publicerad 2021-08', sort: '2021-08-01' })
    expect(one('LM-0001')).toEqual({ text: 'datum ej angivet i källan', sort: '1900-01-01' })
    expect(one('LM-0002')).toEqual({ text: 'ny undersökning 2020', sort: '2020-01-01' })
    expect(count('SELECT count(*) FROM incident WHERE event_date IS NULL AND event_text IS NULL')).toBe(0)
  })

  it('har anmälan och beslut i källans egna ord', async () => {
    await load(LEXMARIA)
    expect(count("SELECT count(*) FROM lex_maria_case WHERE decision = 'ska_anmalas'")).toBe(134)
    const decided = workspace.db().get(
      `SELECT ivo_decision, ivo_decision_text, ivo_decision_date, decision_date FROM lex_maria_case
       WHERE ivo_decision_text LIKE 'IVO beslut 2021-04-06%'`,
    )
    expect(decided).toEqual({
      ivo_decision: null,
      ivo_decision_text:
        'IVO beslut 2021-04-06 (3.1.1-09117/2021): avslutar ärendet; anmälan gjordes inte snarast men kraven i övrigt uppfyllda',
      ivo_decision_date: '2021-04-06',
      decision_date: null,
    })
    expect(
      count(
        "SELECT count(*) FROM lex_maria_case WHERE decision = 'ska_anmalas' AND reported_text LIKE 'nej%'",
      ),
    ).toBe(0)
  })

  it('har en lugn rubrik: dödsfall och suicid berättas i texten', async () => {
    await load(LEXMARIA)
    const titles = workspace.db().all<{ title: string }>('SELECT title FROM incident')
    for (const { title } of titles) {
      expect(title).toMatch(/^\p{Lu}/u)
      expect(title.length).toBeLessThan(100)
      expect(title).not.toMatch(/avled|avlid/)
    }
  })

  it('har alla källans händelsetyper i kartan', async () => {
    const slugs = new Set((await rowsOf(LEXMARIA)).map((row) => plainKey(row['handelsetyp'] ?? '')))
    const known = new Set(Object.keys(HANDELSETYP_BY_SLUG).map(plainKey))
    expect([...slugs].filter((slug) => !known.has(slug))).toEqual([])
  })

  it('ändrar inget när samma fil läses in igen', async () => {
    await load(LEXMARIA)
    const before = stored()
    const again = await load(LEXMARIA)
    expect(again.counts).toMatchObject({ new: 0, changed: 0, unchanged: 144 })
    expect(stored()).toEqual(before)
  })

  it('kan provköras först: svaret är detsamma och inget lagras', async () => {
    const dry = await load(LEXMARIA, true)
    expect(incidents()).toBe(0)
    expect(count("SELECT count(*) FROM unit WHERE organisation = 'publicerad'")).toBe(0)
    expect(count('SELECT count(*) FROM number_series')).toBe(0)
    const real = await load(LEXMARIA)
    expect({ ...real, batchId: null }).toEqual(dry)
  })

  it('tar in det som ändrats i källan, men skriver inte över det som bearbetats här', async () => {
    await load(LEXMARIA)
    const path = join(workspace.folder, 'andrad.csv')
    const text = readFileSync(LEXMARIA, 'utf8')
    writeFileSync(
      path,
      text
        .replace('visade förändringar i levern', 'visade FÖRÄNDRINGAR i levern')
        .replace('en knöl vid örat', 'en KNÖL'),
    )
    workspace
      .db()
      .run("UPDATE incident SET version = 2, description = 'Omskriven här' WHERE source_key = 'LM-0002'")
    const newer = await load(path)
    expect(newer.counts).toMatchObject({ changed: 1, kept: 1, unchanged: 142, new: 0 })
    expect(newer.kept[0]?.reason).toContain('Vad hände?')
    const words = (key: string) =>
      workspace.db().value<string>('SELECT description FROM incident WHERE source_key = ?', [key])
    expect(words('LM-0001')).toContain('FÖRÄNDRINGAR')
    expect(words('LM-0002')).not.toContain('KNÖL')
    expect(searchIds(workspace.db(), 'levern')?.ids.length).toBeGreaterThan(0)
    expect((await load(path)).counts).toMatchObject({ changed: 0, kept: 1, unchanged: 143 })
  })
})

describe('Exporterna', () => {
  it('ger samma fall ur Windows-1252, UTF-8 med BOM och UTF-16', async () => {
    const files = [
      'avvikelser_semikolon_cp1252.csv',
      'avvikelser_utf8bom_tab.txt',
      'avvikelser_utf16le_tab.txt',
    ]
    const results: unknown[][] = []
    for (const name of files) {
      const other = await openTestWorkspace({ now: '2026-11-22T10:00:00Z' })
      const result = await importFile(other, testdata(name))
      expect(result).toMatchObject({
        profileName: 'Export ur avvikelsesystem',
        counts: { read: 144, new: 144, faulty: 0, warnings: 0 },
      })
      const mine = workspace
      workspace = other
      results.push(stored())
      workspace = mine
      other.close()
    }
    expect(results[0]).toHaveLength(144)
    expect(results[1]).toEqual(results[0])
    expect(results[2]).toEqual(results[0])
  })

  it('ger samma händelser som de publicerade fallen, på samma platser', async () => {
    await load(LEXMARIA)
    await load(testdata('avvikelser_utf8bom_tab.txt'))
    const pairs = workspace.db().all<{ same: number; place: number; day: number }>(
      `SELECT replace(e.description, char(10), ' ') = p.description AS same, e.unit_id = p.unit_id AS place,
         e.sort_date = p.sort_date AS day
       FROM incident p JOIN incident e ON e.source_key = replace(p.source_key, 'LM-', 'AVV-')
       WHERE p.source_system = 'lexmaria' AND e.source_system = 'avvikelser'`,
    )
    expect(pairs).toHaveLength(144)
    expect(pairs.filter(({ same }) => !same)).toEqual([])
    expect(pairs.filter(({ place }) => !place)).toEqual([])
    expect(pairs.filter(({ day }) => !day)).toEqual([])
    expect(
      count("SELECT count(*) FROM incident JOIN unit ON unit.id = unit_id WHERE organisation = 'egen'"),
    ).toBe(0)
  })
})

describe('En fil som inte går att läsa in', () => {
  it('rör inget som redan finns, och säger vad som är fel', async () => {
    await load(LEXMARIA)
    const before = stored()
    const other = join(workspace.folder, 'annan.csv')
    writeFileSync(other, 'Kolumn A;Kolumn B\n1;2\n')
    await expect(load(other)).rejects.toMatchObject({ code: 'INPUT_INVALID' })
    await expect(load(other)).rejects.toThrow(/Välj vilken kolumn som berättar vad som hände/)
    const empty = join(workspace.folder, 'tom.csv')
    writeFileSync(empty, '')
    await expect(load(empty)).rejects.toThrow(/tom/)
    await expect(load(join(workspace.folder, 'saknas.csv'))).rejects.toMatchObject({
      code: 'SOURCE_INVALID',
      message: expect.stringContaining('finns inte') as string,
    })
    await expect(load(workspace.folder)).rejects.toMatchObject({
      code: 'SOURCE_INVALID',
      message: expect.stringContaining('det är en mapp') as string,
    })
    await expect(load(workspace.path)).rejects.toMatchObject({ code: 'SOURCE_INVALID' })
    await expect(workspace.call('transfer.inspect', { path: other, profile: 'lexmaria' })).rejects.toThrow(
      /kolumnerna id, source_url/,
    )
    await expect(workspace.call('transfer.run', runInput(other))).rejects.toThrow(/kolumnerna id, source_url/)
    expect(stored()).toEqual(before)
  })

  it('lämnas avbruten när något går fel på vägen, och kan tas tillbaka', async () => {
    workspace
      .db()
      .raw.exec(
        "CREATE TRIGGER stop BEFORE INSERT ON incident WHEN new.source_key = 'LM-0120' OR (SELECT count(*) FROM incident) = 100 BEGIN SELECT RAISE(ABORT, 'stopp'); END",
      )
    await expect(load(LEXMARIA)).rejects.toMatchObject({ code: 'INTERNAL' })
    expect(workspace.faults).toHaveLength(1)
    // The chunk that failed is rolled back whole.
    expect(incidents()).toBe(0)
    expect(count("SELECT count(*) FROM unit WHERE organisation = 'publicerad'")).toBe(0)
    const [batch] = await workspace.call('transfer.batches', {})
    expect(batch).toMatchObject({ state: 'avbruten', remaining: 0 })
    workspace.db().raw.exec('DROP TRIGGER stop')
    expect((await load(LEXMARIA)).counts).toMatchObject({ new: 144 })
  })

  it('läses bara in av värden, aldrig av fönstret med en egen sökväg', async () => {
    const answer = await workspace.callRaw('transfer.run', runInput(LEXMARIA), { caller: 'window' })
    expect(answer).toMatchObject({ ok: false, error: { code: 'NOT_ALLOWED' } })
  })

  it('läses till slutet hur lång den än är, också när en rad är trasig', async () => {
    const path = join(workspace.folder, 'lang.csv')
    const [head = '', first = ''] = readFileSync(LEXMARIA, 'utf8').split('\n')
    const again = Array.from({ length: 150_000 }, () => head).join('\n')
    writeFileSync(path, `${head}\n${first}\n${again}\nx,y\n`)
    const result = await load(path, true)
    expect(result.counts).toMatchObject({ new: 1, skipped: 150_000, faulty: 1 })
  })

  it('lämnar inget personnummer efter sig, vare sig i filens namn, en adress eller ett datum', async () => {
    const [head = ''] = readFileSync(LEXMARIA, 'utf8').split('\n')
    const columns = head.split(',')
    const path = join(workspace.folder, '19121212-1212.csv')
    const row = (changes: Record<string, string>): string =>
      columns
        .map(
          (column) =>
            changes[column] ?? { id: 'LM-9', handelsetyp: 'fall', description: 'Föll.' }[column] ?? '',
        )
        .join(',')
    writeFileSync(
      path,
      [
        head,
        row({ id: 'LM-1' }),
        row({ id: 'LM-2', source_url: '19121212-1212' }),
        row({ id: 'LM-3', published_date: '19121212-1212' }),
        row({ id: 'LM-4', published_date: '2021-03-04', source_url: 'https://exempel.se/191212121212' }),
        row({ id: 'LM-5', published_date: '2021-03-04', source_url: 'https://exempel.se/2021/03/04/15' }),
      ].join('\n'),
    )
    const result = await load(path)
    expect(result.counts).toMatchObject({ new: 2 })
    expect(result.faulty.map(({ column }) => column)).toEqual(['source_url', 'published_date', 'source_url'])
    expect(JSON.stringify(workspace.db().all('SELECT * FROM audit_log'))).not.toMatch(/19121212/)
    expect(JSON.stringify(workspace.db().all('SELECT * FROM incident'))).not.toMatch(/19121212/)
  })

  it('avbryts innan något har lagrats', async () => {
    const path = join(workspace.folder, 'kopia.csv')
    copyFileSync(LEXMARIA, path)
    const running = workspace.service.call({
      type: 'call',
      id: 'avbryt',
      procedure: 'transfer.run',
      input: runInput(path),
      caller: 'host',
    })
    workspace.service.cancel('avbryt')
    expect(await running).toMatchObject({ ok: false, error: { code: 'CANCELLED' } })
    expect(incidents()).toBe(0)
  })
})
