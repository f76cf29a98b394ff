import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { EMPTY_MAPPING, type Mapping } from '../../../shared/transfer/mapping.ts'
import { openTestWorkspace, type TestWorkspace } from '../testing/testWorkspace.ts'

let workspace: TestWorkspace
beforeEach(async () => {
  workspace = await openTestWorkspace({ now: '2026-11-22T10:00:00Z' })
})
afterEach(() => workspace.close())

const own = (mapping: Mapping): Mapping => ({ ...mapping, sourceSystem: 'Prov', places: 'egen' })

describe('En profil', () => {
  it('sparas, väljs av sig själv för samma rubriker, ändras och tas bort', async () => {
    const path = join(workspace.folder, 'export.csv')
    writeFileSync(path, 'Ärendenummer;Enhet;Beskrivning\r\nA-1;Östra sjukhuset;Patienten gled på golvet.')
    const { mapping } = await workspace.call('transfer.inspect', { path })
    const saved = await workspace.call('transfer.save-profile', {
      mapping: { ...own(mapping), name: 'Vår export' },
    })
    expect(await workspace.call('transfer.inspect', { path })).toMatchObject({
      profile: String(saved.id),
      mapping: { name: 'Vår export', sourceSystem: 'Prov' },
    })
    await expect(
      workspace.call('transfer.save-profile', { mapping: { ...own(mapping), name: 'Vår export' } }),
    ).rejects.toThrow(/redan en profil med det namnet/)
    const changed = await workspace.call('transfer.save-profile', {
      id: saved.id,
      expectedVersion: 1,
      mapping: { ...EMPTY_MAPPING, name: 'Vår export 2' },
    })
    expect(changed.version).toBe(2)
    await expect(
      workspace.call('transfer.remove-profile', { id: saved.id, expectedVersion: 1 }),
    ).rejects.toMatchObject({ code: 'CONFLICT' })
    await workspace.call('transfer.remove-profile', { id: saved.id, expectedVersion: 2 })
    expect((await workspace.call('transfer.profiles', {})).every(({ shipped }) => shipped)).toBe(true)
  })
})
