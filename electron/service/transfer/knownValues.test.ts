import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestWorkspace, type TestWorkspace } from '../testing/testWorkspace.ts'

let workspace: TestWorkspace
let folder: string
beforeAll(async () => {
  workspace = await openTestWorkspace({ now: '2026-11-22T10:00:00Z' })
  folder = mkdtempSync(join(tmpdir(), 'lardom-varden-'))
})
afterAll(() => {
  workspace.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('Provkörningen säger vad varje värde togs för', () => {
  it('hur ofta det står, vad det blir och varför; det okända för sig', async () => {
    const path = join(folder, 'lista.csv')
    const rows = ['Fall', 'Fallolycka', 'Fallolycka', 'Månsken', 'Ishalka']
    writeFileSync(
      path,
      [
        'Ärendenummer;Förvaltning;Beskrivning;Händelsetyp',
        ...rows.map(
          (type, n) => `A-${n};Sahlgrenska Universitetssjukhuset;Händelse ${n} på avdelningen.;${type}`,
        ),
      ].join('\r\n'),
    )
    const { mapping } = await workspace.call('transfer.inspect', { path })
    const { known, unknown } = await workspace.call('transfer.check', {
      path,
      mapping: { ...mapping, values: [{ field: 'handelsetyp', value: 'Ishalka', target: 'fall' }] },
    })
    expect(known).toEqual([
      {
        field: 'handelsetyp',
        value: 'Fallolycka',
        count: 2,
        target: 'fall',
        label: 'Fall',
        reason: '”Fallolycka” är ett annat ord för ”Fall”.',
      },
      {
        field: 'handelsetyp',
        value: 'Fall',
        count: 1,
        target: 'fall',
        label: 'Fall',
        reason: 'Står så i listan.',
      },
      {
        field: 'handelsetyp',
        value: 'Ishalka',
        count: 1,
        target: 'fall',
        label: 'Fall',
        reason: 'Valt för det här systemet.',
      },
    ])
    expect(unknown.map(({ value, count }) => [value, count])).toEqual([['Månsken', 1]])
  })
})
