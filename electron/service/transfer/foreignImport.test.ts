import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Mapping } from '../../../shared/transfer/mapping.ts'
import { importFile } from '../testing/importFile.ts'
import { unpackForeignFiles } from '../testing/foreignFiles.ts'
import { openTestWorkspace, type TestWorkspace } from '../testing/testWorkspace.ts'
import { MICHIGAN, NASA, NTSB, SAFENET, VAERS } from './foreignProfiles.ts'

/**
 * Large, real files from abroad, each by a mapping of its own. The counts were taken with
 * Python's csv module by the same rules.
 */

let workspace: TestWorkspace
let folder: string
beforeAll(async () => {
  folder = unpackForeignFiles()
  workspace = await openTestWorkspace({ now: '2026-11-22T10:00:00Z' })
})
afterAll(() => {
  workspace.close()
  rmSync(folder, { recursive: true, force: true })
})

const load = (name: string, mapping: Mapping, dryRun = false) =>
  importFile(workspace, join(folder, name), { dryRun, change: () => mapping })

describe('Filer utifrån', () => {
  it('VAERS: 38 481 av 49 675 rader; de andra har för många fält eller berättar inget', async () => {
    const { counts, faultReasons } = await load('us_vaers_2020VAERSDATA.csv', VAERS, true)
    expect(counts).toMatchObject({ read: 49_675, new: 38_481, faulty: 5_428 + 5_766, duplicates: 0 })
    expect(faultReasons.find(({ reason }) => reason.startsWith('Alla kolumner'))?.count).toBe(5_766)
  })

  it('NTSB: 35 391 rader, ett nummer två gånger med olika innehåll', async () => {
    const { counts, faultReasons } = await load('us_ntsb_AviationData_1982_2021.csv', NTSB, true)
    expect(counts.read).toBe(35_391)
    expect(counts.skipped).toBe(30_197)
    // 1 974 rows have a number and nothing else.
    expect(counts).toMatchObject({ new: 33_416, faulty: 1_974 + 1 })
    expect(faultReasons.find(({ reason }) => reason.includes('annat innehåll'))?.count).toBe(1)
  })

  it('Michigan: alla 7 059 rader utan nummer, och samma fil igen ändrar inget', async () => {
    const name = 'us_mi_critical_incidents_sentinel_events.csv'
    const { counts, unknown } = await load(name, MICHIGAN)
    expect(counts).toMatchObject({ read: 7_059, new: 7_059, faulty: 0, duplicates: 0 })
    expect(unknown.length).toBeGreaterThan(0)
    expect(
      workspace
        .db()
        .get("SELECT event_date FROM incident WHERE source_system = 'Michigan' ORDER BY id LIMIT 1"),
    ).toEqual({
      event_date: '2023-01-01',
    })
    expect((await load(name, MICHIGAN)).counts).toMatchObject({ unchanged: 7_059, new: 0, changed: 0 })
  }, 120_000)

  it('SAFENET: berättelser med radbrytningar, datum med månaden först', async () => {
    const { counts } = await load(join('us_safenet_yearly', 'SAFENET_2021.csv'), SAFENET)
    expect(counts).toMatchObject({ read: 87, new: 87, faulty: 0 })
    expect(
      workspace
        .db()
        .get(
          "SELECT title, event_date, event_time FROM incident WHERE source_system = 'SAFENET' AND source_key = '46528'",
        ),
    ).toEqual({ title: 'MOCC Support', event_date: '2021-12-06', event_time: '08:00' })
  })

  it('NASA: en arbetsbok med fält på tiotusentals tecken', async () => {
    const { counts } = await load('us_nasa_llis_lessons_learned_2021.xlsx', NASA)
    expect(counts).toMatchObject({ read: 2_102, new: 2_102, faulty: 0 })
  })
})
