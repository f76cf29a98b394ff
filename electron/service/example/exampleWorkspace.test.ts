import { createHash } from 'node:crypto'
import { existsSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EXAMPLE_PASSPHRASE } from '../../../shared/example/contract.ts'
import { MIN_PASSPHRASE } from '../../../shared/account/contract.ts'
import { codesToAcknowledge, analysisFindings, lawFindings } from '../../../shared/analysis/quality.ts'
import { fieldProblems } from '../../../shared/incident/fields.ts'
import { swedishDay } from '../../../shared/time/dates.ts'
import { containsPersonnummer } from '../../../shared/text/personnummer.ts'
import { findAnalysis } from '../analysis/repository.ts'
import type { Db } from '../db/database.ts'
import { verifyAudit } from '../kernel/audit.ts'
import { openTestWorkspace, type TestWorkspace } from '../testing/testWorkspace.ts'
import { AS_OF, LAST_DAY } from './plan.ts'

const NOW = '2026-11-22T10:00:00Z'

async function make(options: { seed?: number; incidents: number }): Promise<TestWorkspace> {
  const workspace = await openTestWorkspace({ create: false, now: NOW })
  await workspace.call('example.create', { path: workspace.path, ...options })
  await workspace.call('account.unlock', { path: workspace.path, passphrase: EXAMPLE_PASSPHRASE })
  return workspace
}

/** A hash over every row of the tables that the example fills, but what is random by nature (ids of accounts, keys). */
function contents(db: Db): string {
  const tables = [
    'unit',
    'incident',
    'incident_tag',
    'assessment',
    'analysis',
    'analysis_member',
    'delhandelse',
    'cause',
    'action',
    'action_cause',
    'lex_maria_case',
    'indicator',
    'indicator_value',
    'denominator',
  ]
  const hash = createHash('sha256')
  for (const table of tables) {
    const rows = db
      .all<Record<string, unknown>>(`SELECT * FROM ${table} ORDER BY 1, 2`)
      .map((row) => ('assigned_to' in row ? { ...row, assigned_to: row['assigned_to'] !== null } : row))
    hash.update(`${table}${JSON.stringify(rows)}`)
  }
  return hash.digest('hex')
}

let example: TestWorkspace
let db: Db
const value = (sql: string) => db.value<number>(sql) ?? -1

beforeAll(async () => {
  example = await make({ incidents: 3000 })
  db = example.db()
})
afterAll(() => example.close())

const types = (code: string) =>
  db
    .all<{ handelsetyp: string }>(
      `SELECT handelsetyp FROM incident JOIN unit ON unit.id = incident.forvaltning_id
       WHERE unit.code = ? AND organisation = 'egen' GROUP BY handelsetyp ORDER BY count(*) DESC`,
      [code],
    )
    .map(({ handelsetyp }) => handelsetyp)

const perDay = (weekend: boolean) =>
  value(
    `SELECT count(*) FROM incident WHERE origin = 'exempel' AND strftime('%w', event_date) ${weekend ? '' : 'NOT'} IN ('0', '6')`,
  ) / (weekend ? 2 : 5)

const night = (where: string) =>
  value(`SELECT count(*) FROM incident WHERE origin = 'exempel' AND ${where} AND event_period = 'natt'`) /
  value(`SELECT count(*) FROM incident WHERE origin = 'exempel' AND ${where}`)

/** How many generated incidents meet a condition that none should, with the condition, so that a failure says which. */
const found = (condition: string) => ({
  condition,
  count: value(`SELECT count(*) FROM incident WHERE origin = 'exempel' AND ${condition}`),
})

describe('Exempelarbetsytan', () => {
  it('öppnas med den lösenfras som visas, och är märkt', async () => {
    expect(EXAMPLE_PASSPHRASE.length).toBeGreaterThanOrEqual(MIN_PASSPHRASE)
    expect(await example.call('account.session', {})).toMatchObject({
      isExample: true,
      accountName: 'Exempel Chefläkare',
    })
  })

  it('håller verkligt och påhittat isär', () => {
    expect(value("SELECT count(*) FROM incident WHERE origin = 'publicerad'")).toBe(144)
    expect(value("SELECT count(*) FROM incident WHERE origin = 'exempel'")).toBe(3000)
    expect(
      value(
        `SELECT count(*) FROM incident JOIN unit ON unit.id = unit_id
         WHERE (origin = 'publicerad') = (unit.organisation = 'egen')`,
      ),
    ).toBe(0)
    // What is generated stands only at units that are example units, named so.
    expect(
      value(
        `SELECT count(*) FROM incident JOIN unit ON unit.id = unit_id
         WHERE origin = 'exempel' AND (is_example = 0 OR unit.name NOT LIKE '% (exempel)')`,
      ),
    ).toBe(0)
    for (const table of ['analysis', 'action', 'denominator']) {
      expect(value(`SELECT count(*) FROM ${table} WHERE is_example = 0`)).toBe(0)
    }
    expect(
      value(
        `SELECT count(*) FROM lex_maria_case JOIN incident ON incident.id = incident_id
         WHERE is_example <> (origin = 'exempel') OR (ivo_dnr IS NOT NULL AND ivo_dnr NOT LIKE 'EX %')`,
      ),
    ).toBe(0)
  })

  it('täcker hela år, och inget är daterat efter exemplets egen dag', () => {
    expect(
      db.all(
        "SELECT DISTINCT substr(event_date, 1, 4) AS y FROM incident WHERE origin = 'exempel' ORDER BY 1",
      ),
    ).toEqual([{ y: '2023' }, { y: '2024' }, { y: '2025' }])
    expect(
      value(
        `SELECT count(*) FROM incident WHERE origin = 'exempel' AND substr(reported_at, 1, 10) > '${LAST_DAY}'`,
      ),
    ).toBe(0)
    const dates = [
      ['incident', ['closed_date', 'patient_informed_date', 'feedback_given_date']],
      ['analysis', ['started_date', 'completed_date', 'decided_date']],
      ['action', ['done_date', 'effect_date']],
      ['lex_maria_case', ['decision_date', 'reported_date', 'ivo_decision_date']],
    ] as const
    for (const [table, columns] of dates) {
      for (const column of columns) {
        const where =
          table === 'lex_maria_case'
            ? 'is_example = 1 AND'
            : table === 'incident'
              ? "origin = 'exempel' AND"
              : ''
        expect(
          value(`SELECT count(*) FROM ${table} WHERE ${where} ${column} > '${AS_OF}'`),
          `${table}.${column}`,
        ).toBe(0)
      }
    }
  })

  it('har händelser som formuläret skulle ha godtagit', async () => {
    const ids = db.all<{ id: number }>("SELECT id FROM incident WHERE origin = 'exempel' AND id % 7 = 0")
    const problems: string[] = []
    for (const { id } of ids) {
      const { fields } = await example.call('incident.get', { id })
      for (const problem of fieldProblems(fields, swedishDay(new Date(NOW))))
        problems.push(`${id}: ${problem.text}`)
    }
    expect(ids.length).toBeGreaterThan(300)
    expect(problems).toEqual([])
  })

  it('har regionens perspektiv så att det finns något att räkna', () => {
    const count = (where: string) => found(where).count
    const total = count('1 = 1')
    expect(count('undertyp IS NOT NULL')).toBeGreaterThan(total * 0.2)
    expect(
      count("undertyp IS NOT NULL AND substr(undertyp, 1, length(handelsetyp) + 1) <> handelsetyp || '.'"),
    ).toBe(0)
    expect(count('medical_area IS NOT NULL')).toBeGreaterThan(total * 0.5)
    expect(count('waiting_days IS NOT NULL')).toBeGreaterThan(20)
    expect(count('guarantee_passed = 1')).toBeGreaterThan(5)
    expect(count('guarantee_passed = 0')).toBeGreaterThan(5)
    expect(count('is_child = 1 AND patient_age >= 18')).toBe(0)
    expect(count('patient_age < 18 AND is_child IS NOT 1')).toBe(0)
    expect(count('is_child = 1')).toBeGreaterThan(50)
    expect(count('frail_elderly = 1')).toBeGreaterThan(100)
    expect(count("samverkan = 'kommun' AND samverkan_with <> ''")).toBeGreaterThan(10)
    expect(count("medicine_name <> ''")).toBeGreaterThan(20)
    expect(count("harm IN ('vardskada', 'allvarlig_vardskada') AND skadetyp IS NULL")).toBe(0)
    for (const list of ['agens', 'strategiomrade', 'kvalitetsregister']) {
      expect({ list, many: value(`SELECT count(*) FROM incident_tag WHERE list = '${list}'`) > 20 }).toEqual({
        list,
        many: true,
      })
    }
    // Every code is one that its list has.
    expect(
      value(
        `SELECT count(*) FROM incident_tag t WHERE NOT EXISTS (SELECT 1 FROM code c WHERE c.list = t.list AND c.code = t.code)`,
      ),
    ).toBe(0)
    const columns = {
      handelsetyp: ['handelsetyp', 'undertyp'],
      skadetyp: ['skadetyp'],
      vardform: ['vardtyp'],
    }
    for (const [list, names] of Object.entries(columns)) {
      for (const name of names) {
        expect(
          found(`${name} IS NOT NULL AND ${name} NOT IN (SELECT code FROM code WHERE list = '${list}')`),
        ).toMatchObject({ count: 0 })
      }
    }
  })

  it('följer statusflödets egna krav', () => {
    const count = (where: string) => found(where).count
    const waits = "feedback_wanted = 1 AND feedback_given_date IS NULL AND feedback_skip_reason = ''"
    expect(count(`status = 'avslutad' AND ${waits}`)).toBe(0)
    expect(count(`status <> 'avslutad' AND ${waits}`)).toBeGreaterThan(10)
    expect(count("status = 'under_utredning' AND assigned_to IS NULL")).toBe(0)
    expect(count("status = 'uppfoljning' AND follow_up_date IS NULL")).toBe(0)
    expect(count("incomplete = 1 AND status <> 'inkommen'")).toBe(0)
    expect(count('incomplete = 1')).toBeGreaterThan(3)
  })

  it('har tider i rätt ordning', () => {
    expect(found('substr(reported_at, 1, 10) < event_date')).toMatchObject({ count: 0 })
    expect(found('closed_date < substr(reported_at, 1, 10)')).toMatchObject({ count: 0 })
    expect(found('feedback_given_date < substr(reported_at, 1, 10)')).toMatchObject({ count: 0 })
    expect(found("status = 'avslutad' AND closed_date IS NULL")).toMatchObject({ count: 0 })
    expect(
      found("status IN ('inkommen', 'bedomd', 'under_utredning') AND closed_date IS NOT NULL"),
    ).toMatchObject({ count: 0 })
    expect(found("status NOT IN ('inkommen', 'avvisad', 'overford') AND harm = 'ej_bedomd'")).toMatchObject({
      count: 0,
    })
    expect(
      value(
        `SELECT count(*) FROM incident JOIN assessment ON incident_id = incident.id
         WHERE assessed_at < reported_at OR incident.harm <> assessment.harm
           OR incident.potential_harm <> assessment.potential_harm
           OR incident.risk_score IS NOT assessment.risk_score`,
      ),
    ).toBe(0)
    expect(
      value(
        `SELECT count(*) FROM lex_maria_case JOIN incident ON incident.id = incident_id
         WHERE is_example = 1 AND (decision_date < event_date OR reported_date < decision_date OR ivo_decision_date < reported_date)`,
      ),
    ).toBe(0)
  })

  it('har få vårdskador, ännu färre allvarliga, och de allvarliga är analyserade', () => {
    const share = (harm: string) =>
      value(`SELECT count(*) FROM incident WHERE origin = 'exempel' AND harm IN (${harm})`) / 3000
    expect(share("'vardskada', 'allvarlig_vardskada'")).toBeGreaterThan(0.012)
    expect(share("'vardskada', 'allvarlig_vardskada'")).toBeLessThan(0.035)
    expect(share("'allvarlig_vardskada'")).toBeLessThan(0.012)
    expect(
      value(
        `SELECT count(*) FROM incident WHERE origin = 'exempel' AND harm = 'allvarlig_vardskada'
         AND NOT EXISTS (SELECT 1 FROM lex_maria_case WHERE incident_id = incident.id)`,
      ),
    ).toBe(0)
  })

  it('har händelsetyper efter verksamhet: tandvården är inget sjukhus', () => {
    expect(types('FTV')[0]).toBe('vard_behandling')
    expect(types('FTV')).not.toContain('fall')
    expect(types('SU').slice(0, 4)).toContain('lakemedel')
    expect(types('HoH')).not.toContain('kirurgi_anestesi')
    expect(value("SELECT count(DISTINCT forvaltning_id) FROM incident WHERE origin = 'exempel'")).toBe(9)
  })

  it('har mönster över veckan och dygnet', () => {
    expect(perDay(true)).toBeLessThan(perDay(false) * 0.85)
    expect(night("handelsetyp = 'fall'")).toBeGreaterThan(night("handelsetyp <> 'fall'") * 1.5)
  })

  it('har analyser som håller för granskning', () => {
    const ids = db.all<{ id: number }>('SELECT id FROM analysis')
    expect(ids).toHaveLength(30)
    for (const { id } of ids) {
      const content = findAnalysis(db, id)
      if (!content) throw new Error(`analysis ${id}`)
      const findings = analysisFindings(content)
      const finished = content.completedDate !== null
      expect(finished ? lawFindings(findings).map((it) => `${content.number}: ${it.code}`) : []).toEqual([])
      // A finished one has nothing that a chefläkare would have had to acknowledge, unless nobody was heard.
      expect(finished ? codesToAcknowledge(findings).map((it) => `${content.number}: ${it}`) : []).toEqual([])
    }
    expect(value('SELECT count(*) FROM analysis WHERE completed_date IS NOT NULL')).toBeGreaterThan(20)
    expect(value('SELECT count(DISTINCT forvaltning_id) FROM analysis')).toBe(9)
    expect(
      value(
        "SELECT count(*) FROM action WHERE decision IN ('genomfors','genomfors_andrad') AND (due_date IS NULL OR responsible = '')",
      ),
    ).toBe(0)
    expect(value('SELECT count(DISTINCT area) FROM cause')).toBe(5)
  })

  it('har nämnare för alla förvaltningar och år, märkta som exempel', () => {
    expect(value("SELECT count(*) FROM denominator WHERE source = 'Exempeldata'")).toBe(
      value('SELECT count(*) FROM denominator'),
    )
    expect(value("SELECT count(*) FROM denominator WHERE kind = 'arsarbetare'")).toBe(27)
    expect(value("SELECT count(*) FROM denominator WHERE kind = 'vardtillfallen'")).toBe(15)
  })

  it('lämnar ett spår per omgång, i en hel kedja', () => {
    expect(verifyAudit(db).brokenAt).toBeNull()
    expect(
      value("SELECT count(*) FROM audit_log WHERE action = 'exempel-skapat' AND entity = 'incident'"),
    ).toBe(6)
  })

  it('säger nästan aldrig samma sak två gånger', () => {
    const total = value("SELECT count(*) FROM incident WHERE origin = 'exempel'")
    const different = value("SELECT count(DISTINCT description) FROM incident WHERE origin = 'exempel'")
    expect(different / total).toBeGreaterThan(0.35)
    expect(
      value(
        "SELECT max(n) FROM (SELECT count(*) AS n FROM incident WHERE origin = 'exempel' GROUP BY description)",
      ),
    ).toBeLessThan(total * 0.02)
  })
})

describe('Personnummer', () => {
  it('finns inte i någon text, och ingen text tas för ett', () => {
    const texts = db
      .all<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'")
      .flatMap(({ name }) => db.all<Record<string, unknown>>(`SELECT * FROM ${name}`))
      .flatMap((row) => Object.values(row).filter((value) => typeof value === 'string'))
    expect(texts.length).toBeGreaterThan(50_000)
    expect(texts.filter((text) => containsPersonnummer(text))).toEqual([])
  })
})

describe('Fröet', () => {
  it('ger samma rader igen, och andra rader med ett annat frö', async () => {
    const hashes: string[] = []
    for (const seed of [7, 7, 8]) {
      const made = await make({ seed, incidents: 300 })
      hashes.push(contents(made.db()))
      made.close()
    }
    expect(hashes[1]).toBe(hashes[0])
    expect(hashes[2]).not.toBe(hashes[0])
  })
})

describe('Ett avbrutet eller misslyckat försök', () => {
  it('lämnar ingen fil efter sig', async () => {
    const workspace = await openTestWorkspace({ create: false, now: NOW })
    const running = workspace.service.call({
      type: 'call',
      id: 'exempel',
      procedure: 'example.create',
      input: { path: workspace.path, incidents: 5000 },
      caller: 'host',
    })
    // Cancelled after the first batches have been written.
    while (!workspace.events.some((event) => event.name === 'progress' && event.done >= 1000)) {
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
    expect(readdirSync(workspace.folder).length).toBeGreaterThan(0)
    workspace.service.cancel('exempel')
    expect(await running).toMatchObject({ ok: false, error: { code: 'CANCELLED' } })
    expect(readdirSync(workspace.folder)).toEqual([])
    expect(await workspace.call('account.session', {})).toBeNull()
    workspace.close()
  })

  it('skriver aldrig över en fil som finns', async () => {
    const workspace = await openTestWorkspace({ now: NOW })
    const before = readdirSync(workspace.folder)
    await expect(
      workspace.call('example.create', { path: workspace.path, incidents: 10 }),
    ).rejects.toMatchObject({ code: 'FILE_EXISTS' })
    expect(readdirSync(workspace.folder)).toEqual(before)
    expect(existsSync(workspace.path)).toBe(true)
    workspace.close()
  })

  it('städar efter ett försök som dog för länge sedan, men rör inte ett som pågår', async () => {
    const workspace = await openTestWorkspace({ create: false })
    const path = join(workspace.folder, 'exempel.lardom')
    const forgotten = join(workspace.folder, 'exempel.skapas-1.lardom')
    const recent = join(workspace.folder, 'exempel.skapas-2.lardom')
    for (const file of [forgotten, recent]) writeFileSync(file, '')
    const longAgo = new Date(Date.now() - 2 * 24 * 3_600_000)
    utimesSync(forgotten, longAgo, longAgo)
    await workspace.call('example.create', { path, incidents: 0 })
    expect(existsSync(forgotten)).toBe(false)
    expect(existsSync(recent)).toBe(true)
    workspace.close()
  })

  it('stör inte ett annat försök på samma plats: den som är klar först får den', async () => {
    const workspace = await openTestWorkspace({ create: false })
    const path = join(workspace.folder, 'exempel.lardom')
    const make = () => workspace.callRaw('example.create', { path, incidents: 0 })
    const codes = (await Promise.all([make(), make()])).map((result) =>
      result.ok ? 'ok' : result.error.code,
    )
    expect(codes.sort((a, b) => a.localeCompare(b))).toEqual(['FILE_EXISTS', 'ok'])
    await workspace.call('account.unlock', { path, passphrase: EXAMPLE_PASSPHRASE })
    expect(readdirSync(workspace.folder).filter((name) => name.includes('skapas'))).toEqual([])
    expect(workspace.faults).toEqual([])
    workspace.close()
  })

  it('ersätter en exempelarbetsyta när den nya är hel, och bara på begäran', async () => {
    const workspace = await openTestWorkspace({ create: false })
    const path = join(workspace.folder, 'exempel.lardom')
    writeFileSync(path, 'något som inte går att öppna')
    writeFileSync(`${path}-nycklar`, '{"format":"lardom-nycklar","version":1}')
    expect(await workspace.callRaw('account.unlock', { path, passphrase: EXAMPLE_PASSPHRASE })).toMatchObject(
      {
        error: { code: 'KEYRING_TOO_OLD' },
      },
    )
    expect(await workspace.callRaw('example.create', { path, incidents: 0 })).toMatchObject({
      error: { code: 'FILE_EXISTS' },
    })
    await workspace.call('example.create', { path, incidents: 0, replace: true })
    const info = await workspace.call('account.unlock', { path, passphrase: EXAMPLE_PASSPHRASE })
    expect(info.isExample).toBe(true)
    // Its passphrase is printed and a button opens it: it cannot be changed.
    expect(
      await workspace.callRaw('account.change-passphrase', {
        current: EXAMPLE_PASSPHRASE,
        next: 'något eget och långt',
      }),
    ).toMatchObject({ error: { code: 'RULE' } })
    workspace.close()
  })
})
