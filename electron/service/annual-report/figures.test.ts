import { describe, expect, it } from 'vitest'
import { avvikelser } from '../../../shared/annual-report/avvikelser.ts'
import type { ReportFigures } from '../../../shared/annual-report/figures.ts'
import { Db } from '../db/database.ts'
import { exampleDataFile } from '../example/exampleDataFile.ts'
import { loadFigures, readFigures as readPublished } from '../indicator/loadFigures.ts'
import { readFigures } from './figures.ts'
import { offsetParts } from './incidentFigures.ts'
import { findScope } from './scope.ts'
import {
  analysis,
  denominator,
  lexMaria,
  published,
  report,
  sharedWorkspace,
  unitId,
} from './testRegister.ts'

const workspace = sharedWorkspace()

function register(fill: (db: Db) => void): Db {
  const db = workspace().db()
  fill(db)
  return db
}

function figures(db: Db, code = 'SU', year = 2025, today = '2026-02-01'): ReportFigures {
  return readFigures(db, findScope(db, code), year, today)
}

function year(from: ReportFigures, wanted: number): ReportFigures['incidents'][number] {
  const found = from.incidents.find((row) => row.year === wanted)
  if (!found) throw new Error(`${wanted} is not in the tables`)
  return found
}

describe('avvikelser of a year', () => {
  it('are counted by type on the day they were registered, without rejected ones and klagomål', () => {
    const db = register((db) => {
      report(db, '2025-03-01T08:00:00Z')
      report(db, '2025-03-02T08:00:00Z', { arendetyp: 'tillbud', at: 'SU-2' })
      report(db, '2025-03-03T08:00:00Z', { arendetyp: 'tillbud' })
      report(db, '2025-03-04T08:00:00Z', { arendetyp: 'klagomal' })
      report(db, '2025-03-05T08:00:00Z', { status: 'avvisad' })
      report(db, '2024-06-01T08:00:00Z', { eventDate: '2025-01-01' })
    })
    const found = figures(db)
    const now = year(found, 2025)
    expect(avvikelser(now)).toBe(3)
    expect(now.byArendetyp).toMatchObject({ negativ_handelse: 1, tillbud: 2, klagomal: 1, risk: 0 })
    expect(now.rejected).toBe(1)
    // The event of 1 January 2025 was registered in 2024, and belongs there.
    expect(avvikelser(year(found, 2024))).toBe(1)
  })

  it('begin and end at midnight in Sweden, not in Greenwich', () => {
    const db = register((db) => {
      report(db, '2024-12-31T22:59:59.999Z')
      report(db, '2024-12-31T23:00:00.000Z')
      report(db, '2024-12-31T23:00:00Z')
      report(db, '2025-12-31T22:59:59.999Z')
      report(db, '2025-12-31T23:00:00Z')
      // 1 July 2025, 00.30 in Sweden.
      report(db, '2025-06-30T22:30:00Z')
    })
    const found = figures(db)
    expect(avvikelser(year(found, 2024))).toBe(1)
    expect(avvikelser(year(found, 2025))).toBe(4)
    const month = (name: string): unknown => found.monthly.find((row) => row.month === name)?.value
    expect([
      month('2024-12'),
      month('2025-01'),
      month('2025-06'),
      month('2025-07'),
      month('2025-12'),
    ]).toEqual([1, 2, 0, 1, 1])
  })

  it('never include published cases, nor another förvaltning’s', () => {
    const db = register((db) => {
      report(db, '2025-03-01T08:00:00Z')
      report(db, '2025-03-01T08:00:00Z', { at: 'NU-1' })
      published(db, '2025-03-01')
    })
    expect(avvikelser(year(figures(db, 'SU'), 2025))).toBe(1)
    expect(avvikelser(year(figures(db, 'VGR'), 2025))).toBe(2)
    expect(year(figures(db, 'VGR'), 2025).harm).toBe(0)
    expect(figures(db, 'VGR').lexMaria.at(-1)?.reported).toBe(0)
  })

  it('say that a year without data is missing, never 0', () => {
    const db = register((db) => {
      report(db, '2023-05-10T08:00:00Z', { at: 'NU-1' })
      report(db, '2025-03-01T08:00:00Z')
    })
    // The register (NU's report) starts in May 2023; SU itself has nothing from 2023 and 2024.
    expect(figures(db).incidents.map((row) => [row.year, row.coverage])).toEqual([
      [2023, 'saknas'],
      [2024, 'saknas'],
      [2025, 'hel'],
    ])
    expect(figures(db, 'NU').incidents.map((row) => row.coverage)).toEqual(['borjar', 'saknas', 'saknas'])
    expect(figures(db).firstReported).toBe('2023-05-10')
  })

  it('go back at most five years, and at least three', () => {
    const db = register((db) => report(db, '2018-03-01T08:00:00Z'))
    expect(figures(db).incidents.map((row) => row.year)).toEqual([2021, 2022, 2023, 2024, 2025])
    expect(figures(db, 'SU', 2018).incidents.map((row) => row.year)).toEqual([2016, 2017, 2018])
  })

  it('know that a year is not over, and show no month that has not ended', () => {
    const db = register((db) => {
      report(db, '2025-02-03T08:00:00Z')
      report(db, '2025-03-03T08:00:00Z')
    })
    const found = figures(db, 'SU', 2025, '2025-03-15')
    expect(year(found, 2025).coverage).toBe('pagar')
    expect(found.monthly.filter((row) => row.value !== null)).toEqual([{ month: '2025-02', value: 1 }])
  })

  it('tell harm, risk and information by the current assessment, complaints included', () => {
    const db = register((db) => {
      const at = '2025-03-01T08:00:00Z'
      report(db, at, { harm: 'vardskada', investigated: true, patientInformed: 'ja', riskLevel: 'lag' })
      report(db, at, {
        harm: 'allvarlig_vardskada',
        investigated: true,
        patientInformed: 'nej',
        riskLevel: 'hog',
      })
      report(db, at, { harm: 'vardskada', arendetyp: 'klagomal', patientInformed: 'ej_aktuellt' })
      report(db, at, { harm: 'vardskada', status: 'avvisad' })
      report(db, at, { harm: 'ingen_skada', potentialHarm: 'risk_allvarlig_vardskada', riskLevel: 'medel' })
      report(db, at, { harm: 'allvarlig_vardskada', potentialHarm: 'risk_allvarlig_vardskada' })
      report(db, at, { harm: 'skada_ej_undvikbar', investigated: true })
      report(db, at)
      report(db, at, { arendetyp: 'klagomal' })
    })
    expect(year(figures(db), 2025)).toMatchObject({
      investigated: 3,
      harm: 4,
      seriousHarm: 2,
      seriousRisk: 1,
      notAssessed: 1,
      informed: { yes: 1, no: 1, unknown: 1 },
      riskLevels: { low: 1, medium: 1, high: 1 },
    })
  })

  it('count who reported, what about, and how soon it was closed by the Swedish calendar', () => {
    const db = register((db) => {
      report(db, '2025-01-10T08:00:00Z', { reporterRole: 'lakare', closedDate: '2025-03-11' })
      report(db, '2025-01-10T08:00:00Z', {
        reporterRole: 'lakare',
        closedDate: '2025-03-12',
        handelsetyp: 'fall',
      })
      // 00.30 on 1 July in Sweden: 60 days later is 30 August.
      report(db, '2025-06-30T22:30:00Z', { reporterRole: 'sjukskoterska', closedDate: '2025-08-30' })
      report(db, '2025-05-01T08:00:00Z', { handelsetyp: 'it' })
    })
    const found = figures(db)
    expect(found.closing).toEqual({ closed: 3, within60Days: 2 })
    expect(found.reporterRoles).toMatchObject({ lakare: 2, sjukskoterska: 1, okand: 1 })
    expect(found.handelsetyper).toMatchObject({ lakemedel: 2, fall: 1, it: 1, ovrigt: 0 })
  })

  it('count a händelsetyp that the workspace has added, under its own name', () => {
    const db = register((db) => {
      db.run(
        "INSERT INTO code (list, code, label, position, own) VALUES ('handelsetyp', 'hot_anhorig', 'Hot från anhörig', 99, 1)",
      )
      report(db, '2025-05-01T08:00:00Z', { handelsetyp: 'hot_anhorig' })
    })
    const found = figures(db)
    expect(found.handelsetyper['hot_anhorig']).toBe(1)
    expect(found.words.handelsetyp['hot_anhorig']).toBe('Hot från anhörig')
  })

  it('are told per verksamhet, an enhet under the verksamhet it lies in', () => {
    const db = register((db) => {
      const parent = unitId(db, 'SU-1')
      db.run(
        `INSERT INTO unit (parent_id, organisation, kind, code, name, forvaltning_id) VALUES (?, 'egen', 'enhet', 'A12', 'Avdelning 12', ?)`,
        [parent, unitId(db, 'SU')],
      )
      report(db, '2025-03-01T08:00:00Z', { at: 'A12', harm: 'vardskada' })
      report(db, '2025-03-01T08:00:00Z', { at: 'SU-1', investigated: true })
      report(db, '2025-03-01T08:00:00Z', { at: 'SU' })
    })
    expect(figures(db).verksamheter).toEqual([
      { name: 'Sahlgrenska sjukhuset', incidents: 2, investigated: 1, harm: 1 },
      { name: 'Gemensamt för förvaltningen', incidents: 1, investigated: 0, harm: 0 },
    ])
  })
})

describe('lex Maria', () => {
  it('is counted on the day of the anmälan, IVO’s decision on its own day', () => {
    const db = register((db) => {
      // Event to anmälan: 40, 60 and 90 days; one without a day for the event.
      lexMaria(
        db,
        '2024-12-20T08:00:00Z',
        { eventDate: '2024-12-01' },
        { reportedDate: '2025-01-10', ivoDecision: 'avslutas_fullgjord', ivoDecisionDate: '2026-01-05' },
      )
      lexMaria(db, '2025-02-01T08:00:00Z', { eventDate: '2025-01-20' }, { reportedDate: '2025-03-21' })
      lexMaria(
        db,
        '2025-05-01T08:00:00Z',
        { eventDate: '2025-04-01', handelsetyp: 'fall', at: 'SU-2' },
        { reportedDate: '2025-06-30' },
      )
      lexMaria(db, '2025-05-01T08:00:00Z', {}, { reportedDate: '2025-06-30' })
      // Reported in 2024, decided in 2025; one decided not to be reported; one not yet.
      lexMaria(
        db,
        '2024-01-10T08:00:00Z',
        { eventDate: '2024-01-01' },
        { reportedDate: '2024-02-01', ivoDecision: 'avslutas_kritik', ivoDecisionDate: '2025-02-02' },
      )
      lexMaria(db, '2025-05-01T08:00:00Z', {}, { decision: 'ska_ej_anmalas' })
      lexMaria(db, '2025-12-20T08:00:00Z', {}, { reportedDate: '2026-01-03' })
    })
    const found = figures(db)
    const [before, now] = found.lexMaria.slice(-2)
    // 40, 60 and 90 days: the middle one is 60.
    expect(now).toMatchObject({
      year: 2025,
      reported: 4,
      decisions: { avslutas_kritik: 1 },
      lead: { days: 60, n: 3 },
    })
    expect(before).toMatchObject({ year: 2024, reported: 1, decisions: {}, lead: { days: 31, n: 1 } })
    expect(found.lexMariaTypes).toEqual({ lakemedel: 3, fall: 1 })
    expect(found.lexMariaUnits).toEqual([
      { name: 'Sahlgrenska sjukhuset', count: 3 },
      { name: 'Östra sjukhuset', count: 1 },
    ])
  })
})

describe('händelseanalyser and åtgärder', () => {
  it('count starts on the start, everything else on completion', () => {
    const db = register((db) => {
      analysis(db, '2025-01-15', '2025-03-01', {
        commissioned: '2025-01-10',
        inNitha: true,
        heard: 'ja',
        causes: ['KI', 'KI', 'PR'],
        actions: [{ strength: 'stark' }, { strength: 'svag' }],
      })
      analysis(db, '2024-11-01', '2025-01-20', {
        heard: 'erbjuden_avbojt',
        causes: ['TU'],
        actions: [{ strength: 'medel' }],
      })
      analysis(db, '2025-11-01', null, { causes: ['OO'], actions: [{ strength: 'stark' }] })
    })
    const [before, now] = figures(db).analyses.slice(-2)
    expect(before).toMatchObject({ year: 2024, started: 1, completed: 0, lead: { days: null, n: 0 } })
    expect(now).toMatchObject({
      started: 2,
      completed: 2,
      inNitha: 1,
      // 10 January to 1 March is 50 days; 1 November to 20 January is 80 (no date for the uppdrag).
      lead: { days: 65, n: 2 },
      patientHeard: { yes: 1, declined: 1, no: 0 },
      causes: { KI: 2, PR: 1, TU: 1 },
      proposals: { stark: 1, svag: 1, medel: 1 },
    })
  })

  it('count decided åtgärder on their planned day', () => {
    const db = register((db) => {
      analysis(db, '2025-01-15', '2025-02-01', {
        actions: [
          { strength: 'stark', due: '2025-05-01', done: '2025-05-01', effect: 'ja' },
          { strength: 'stark', due: '2025-05-01', done: '2025-06-01', effect: 'nej' },
          { strength: 'stark', due: '2025-12-31' },
          { strength: 'stark', due: '2026-06-01' },
          { strength: 'stark', due: '2025-05-01', decision: 'genomfors_ej' },
          { strength: 'stark', due: '2025-05-01', decision: 'ej_beslutad' },
        ],
      })
    })
    const found = figures(db)
    expect(found.actions.at(-1)).toMatchObject({
      due: 3,
      doneInTime: 1,
      doneLate: 1,
      notDone: 1,
      effects: { ja: 1, nej: 1 },
    })
    expect(found.openActions).toEqual({ open: 2, late: 1 })
  })
})

describe('the region', () => {
  it('has every förvaltning that gives care, with its own denominators', () => {
    const db = register((db) => {
      report(db, '2025-01-10T08:00:00Z')
      report(db, '2025-01-10T08:00:00Z')
      report(db, '2025-01-10T08:00:00Z', { at: 'NH-1', harm: 'vardskada' })
      denominator(db, 'SU', 2025, 'vardtillfallen', 400)
      denominator(db, 'SU', 2025, 'arsarbetare', 100)
      denominator(db, 'NH', 2025, 'besok', 50_000)
      denominator(db, 'NH', 2025, 'arsarbetare', 50)
    })
    const found = figures(db, 'VGR')
    const row = (code: string) => found.forvaltningar.find((it) => it.code === code)
    // 2 / 400 · 1 000 = 5; 1 / 50 000 · 10 000 = 0.2; 2 / 100 · 100 = 2.
    expect(row('SU')).toMatchObject({
      hasData: true,
      incidents: 2,
      perCare: { value: 5, kind: 'vardtillfallen' },
      perStaff: 2,
    })
    expect(row('NH')?.perCare?.kind).toBe('besok')
    expect(row('NH')?.perCare?.value).toBeCloseTo(0.2)
    expect(row('FTV')).toMatchObject({ hasData: false, perCare: null })
    expect(row('FSS')).toBeUndefined()
    // Only what every reporting förvaltning has may be summed: 100 + 50 årsarbetare.
    expect(found.denominators).toEqual([
      { year: 2025, kind: 'arsarbetare', value: 150, sources: ['vårddatabasen'] },
    ])
  })

  it('is not found by another name, and a published vårdgivare is no förvaltning of ours', () => {
    const db = register((db) => published(db, '2025-03-01'))
    expect(() => findScope(db, 'pub-2025-03-01')).toThrow(/finns inte längre/)
    expect(() => findScope(db, 'SU-1')).toThrow(/finns inte längre/)
    expect(findScope(db, 'skas').unit.code).toBe('SkaS')
  })
})

describe('published measures', () => {
  it('are the latest not newer than the report, with the year before and the country’s of the same year', async () => {
    const publishedFigures = await readPublished(exampleDataFile('figures.csv'))
    const db = register((rows) => loadFigures(rows, publishedFigures))
    const pressureUlcers = (wanted: number) =>
      figures(db, 'VGR', wanted).indicators.find(({ name }) => name === 'Patienter med trycksår i slutenvård')
    expect(pressureUlcers(2025)).toMatchObject({
      period: '2023',
      value: 17.3,
      previous: { period: '2022', value: 15.6 },
      nation: 13.7,
      direction: 'lagre_battre',
      sourceName: 'Kolada/SKR via Region Hallands rapport',
    })
    expect(pressureUlcers(2022)).toMatchObject({ period: '2022', value: 15.6, nation: 13.9 })
    expect(pressureUlcers(2010)).toBeUndefined()
  })
})

describe('speed', () => {
  it('counts along the covering index alone, never through the rows’ text', () => {
    const db = register((db) => report(db, '2025-03-01T08:00:00Z'))
    const asked: string[] = []
    const all = db.raw.prepare.bind(db.raw)
    db.raw.prepare = (sql: string) => {
      asked.push(sql)
      return all(sql)
    }
    // A skin of its own, so that every statement is prepared anew.
    const fresh = new Db(db.raw)
    figures(fresh, 'VGR')
    figures(fresh, 'SU')
    db.raw.prepare = all
    const counts = asked.filter((sql) => /FROM incident/.test(sql) && !/lex_maria_case/.test(sql))
    expect(counts.length).toBeGreaterThan(5)
    const elsewhere = counts.filter((sql) => {
      const parameters = Object.fromEntries([...sql.matchAll(/@(\w+)/g)].map(([, name]) => [name, '1']))
      const plan = db.raw
        .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
        .all(...(sql.includes('?') ? [1] : [parameters]))
      return !plan.some(({ detail }) =>
        detail.includes('USING COVERING INDEX incident_report (forvaltning_id=?'),
      )
    })
    expect(elsewhere).toEqual([])
  })
})

describe('summer time', () => {
  it.each([2023, 2024, 2025, 2026])('divides %i at the hours when Swedish clocks change', (wanted) => {
    const parts = offsetParts(wanted)
    expect(parts).toHaveLength(3)
    for (const { from, to, hours } of parts) {
      expect(`+${offset(`${from}:00Z`)} hours`).toBe(hours)
      expect(`+${offset(new Date(Date.parse(`${to}:00Z`) - 1000).toISOString())} hours`).toBe(hours)
    }
  })
})

function offset(instant: string): number {
  const hour = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Europe/Stockholm',
    hour: 'numeric',
    hourCycle: 'h23',
  }).format(new Date(instant))
  return (Number(hour) - new Date(instant).getUTCHours() + 24) % 24
}
