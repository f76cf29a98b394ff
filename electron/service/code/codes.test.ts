import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CodeFields } from '../../../shared/code/contract.ts'
import { CODE_LIST_NAMES, isOffered, type CodeListName } from '../../../shared/code/names.ts'
import { SHIPPED_LISTS } from '../../../shared/code/shipped.ts'
import { findOwnUnitByCode } from '../organisation/repository.ts'
import { fallReport } from '../incident/testFields.ts'
import { openTestWorkspace, type TestWorkspace } from '../testing/testWorkspace.ts'
import { takeInShippedCodes } from './codes.ts'

let workspace: TestWorkspace
beforeEach(async () => {
  workspace = await openTestWorkspace()
})
afterEach(() => workspace.close())

const words = (label: string, more: Partial<CodeFields> = {}): CodeFields => ({
  label,
  definition: '',
  example: '',
  icps: '',
  mimPs: '',
  nccMerp: '',
  validFrom: null,
  validTo: null,
  ...more,
})

async function listOf(name: CodeListName) {
  const list = (await workspace.call('code.lists', {})).find((each) => each.list === name)
  if (!list) throw new Error(`${name} saknas`)
  return list
}

async function add(list: CodeListName, label: string, parent: string | null = null) {
  const { version } = await listOf(list)
  return workspace.call('code.add', { list, version, parent, fields: words(label) })
}

async function register(fields: Parameters<typeof fallReport>[1]) {
  const unitId = findOwnUnitByCode(workspace.db(), 'SU')?.id ?? 0
  return workspace.call('incident.register', { fields: fallReport(unitId, fields) })
}

describe('the shipped lists', () => {
  it('are all in a new workspace, each code once, what lies under stands under something', async () => {
    const lists = await workspace.call('code.lists', {})
    expect(lists.map(({ list }) => list).sort()).toEqual([...CODE_LIST_NAMES].sort())
    for (const { list, entries } of lists) {
      expect(entries.map((entry) => entry.code)).toEqual(SHIPPED_LISTS[list].codes.map(({ code }) => code))
      const upper = new Set(entries.filter(({ parent }) => parent === null).map(({ code }) => code))
      expect(entries.filter(({ parent }) => parent !== null && !upper.has(parent))).toEqual([])
    }
  })

  it('come again to a workspace that lacks them, without touching what was changed here', async () => {
    const db = workspace.db()
    const { version } = await listOf('agens')
    await workspace.call('code.change', { list: 'agens', version, code: 'it', fields: words('Datorer') })
    db.run("DELETE FROM code WHERE list = 'agens' AND code = 'service'")
    db.run("UPDATE code_list SET shipped = 0 WHERE list = 'agens'")
    takeInShippedCodes(db, '2026-02-02T00:00:00.000Z')
    const after = await listOf('agens')
    expect(after.version).toBe(3)
    expect(after.entries.find(({ code }) => code === 'it')?.label).toBe('Datorer')
    expect(after.entries.at(-1)?.code).toBe('service')
  })
})

describe('an administrator', () => {
  it('adds a händelsetyp that a case can have, and that is then never taken away', async () => {
    const { code } = await add('handelsetyp', 'Hot från anhörig')
    expect(code).toBe('hot_fran_anhorig')
    const { id } = await register({ handelsetyp: code })
    const { version } = await listOf('handelsetyp')
    await expect(workspace.call('code.remove', { list: 'handelsetyp', version, code })).rejects.toMatchObject(
      {
        code: 'RULE',
      },
    )
    // It can stop being offered: new cases may not choose it, the old one keeps it through other changes.
    await workspace.call('code.change', {
      list: 'handelsetyp',
      version,
      code,
      fields: words('Hot från anhörig', { validTo: '2026-01-31' }),
    })
    await expect(register({ handelsetyp: code })).rejects.toMatchObject({
      code: 'INPUT_INVALID',
      field: 'handelsetyp',
    })
    const stored = await workspace.call('incident.get', { id })
    if (stored.fields.arendetyp === 'ej_angivet') throw new Error('ärendetypen saknas')
    await workspace.call('incident.update', {
      id,
      version: stored.version,
      fields: { ...stored.fields, arendetyp: stored.fields.arendetyp, title: 'En ny rubrik' },
    })
    expect((await workspace.call('incident.get', { id })).fields.handelsetyp).toBe(code)
  })

  it('takes away an own code that nothing has had, and not a shipped one', async () => {
    const { code, version } = await add('agens', 'Robot')
    await workspace.call('code.remove', { list: 'agens', version, code })
    expect((await listOf('agens')).entries.map((entry) => entry.code)).not.toContain('robot')
    await expect(
      workspace.call('code.remove', { list: 'agens', version: version + 1, code: 'it' }),
    ).rejects.toMatchObject({ code: 'RULE' })
  })

  it('adds under an upper code, keeps the method’s own five orsaksområden, and goes no deeper', async () => {
    await expect(add('orsaksomrade', 'Ett sjätte område')).rejects.toMatchObject({ code: 'RULE' })
    expect((await add('orsaksomrade', 'Tolk saknas', 'KI')).code).toBe('KI.tolk_saknas')
    await expect(add('handelsetyp', 'För djupt', 'lakemedel.ordination')).rejects.toMatchObject({
      code: 'RULE',
    })
    await expect(add('agens', 'Under', 'it')).rejects.toMatchObject({ code: 'RULE' })
  })

  it('is told of a name that is there already, of a personnummer, and of a list that somebody else has changed', async () => {
    await expect(add('agens', 'it-SYSTEM')).rejects.toMatchObject({ code: 'INPUT_INVALID', field: 'label' })
    await expect(add('agens', 'Åke 19121212-1212')).rejects.toMatchObject({ code: 'PERSONNUMMER_IN_TEXT' })
    await add('agens', 'Robot')
    await expect(
      workspace.call('code.add', { list: 'agens', version: 1, parent: null, fields: words('Drönare') }),
    ).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('gives two names that differ only in å, ä and ö codes of their own', async () => {
    expect((await add('agens', 'Säng')).code).toBe('sang')
    expect((await add('agens', 'Sång')).code).toBe('sang_2')
    expect((await add('agens', '!!!')).code).toBe('eget')
  })

  it('moves a code among those beside it', async () => {
    const order = async () => (await listOf('agens')).entries.map(({ code }) => code)
    const before = await order()
    await workspace.call('code.move', { list: 'agens', version: 1, code: 'it', direction: 'upp' })
    expect(await order()).toEqual([before[0], 'it', 'medicinteknik', ...before.slice(3)])
    await expect(
      workspace.call('code.move', { list: 'agens', version: 2, code: 'lakemedel', direction: 'upp' }),
    ).rejects.toMatchObject({ code: 'RULE' })
  })

  it('sees every version and puts one back, where a code that came since only stops being offered', async () => {
    const { code } = await add('agens', 'Robot')
    await register({ agens: [code] })
    await workspace.call('code.change', { list: 'agens', version: 2, code: 'it', fields: words('Datorer') })
    await workspace.call('code.restore', { list: 'agens', version: 3, to: 1 })
    const list = await listOf('agens')
    expect(list.version).toBe(4)
    expect(list.entries.find((entry) => entry.code === 'it')?.label).toBe('IT-system')
    const robot = list.entries.find((entry) => entry.code === code)
    expect(robot && isOffered(robot, '2026-02-01')).toBe(false)
    expect((await workspace.call('code.history', { list: 'agens' })).map(({ change }) => change)).toEqual([
      'Återställde listan till version 1',
      'Ändrade IT-system',
      'Lade till Robot',
      'Listan som följer med Lärdom',
    ])
    expect((await workspace.call('code.version', { list: 'agens', version: 2 })).at(-1)?.label).toBe('Robot')
  })

  it('sees how many have each code, in every list', async () => {
    await register({
      handelsetyp: 'lakemedel',
      undertyp: 'lakemedel.ordination',
      agens: ['it', 'lakemedel'],
      vardtyp: 'sluten',
    })
    expect(await workspace.call('code.usage', { list: 'handelsetyp' })).toEqual([
      { code: 'lakemedel', count: 1 },
      { code: 'lakemedel.ordination', count: 1 },
    ])
    expect(await workspace.call('code.usage', { list: 'agens' })).toHaveLength(2)
    for (const list of CODE_LIST_NAMES) await workspace.call('code.usage', { list })
  })
})
