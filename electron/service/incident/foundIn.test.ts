import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findOwnUnitByCode } from '../organisation/repository.ts'
import { openTestWorkspace, type TestWorkspace } from '../testing/testWorkspace.ts'
import { fallReport } from './testFields.ts'

let workspace: TestWorkspace
const ids: Record<'fall' | 'forvaxling' | 'elsewhere' | 'long', number> = {
  fall: 0,
  forvaxling: 0,
  elsewhere: 0,
  long: 0,
}

beforeAll(async () => {
  workspace = await openTestWorkspace()
  const unit = (code: string) => findOwnUnitByCode(workspace.db(), code)?.id ?? 0
  workspace.actAs('cheflakare')
  const register = async (code: string, changes: Parameters<typeof fallReport>[1]) =>
    (await workspace.call('incident.register', { fields: fallReport(unit(code), changes) })).id
  ids.fall = await register('SU', {})
  ids.forvaxling = await register('SU', {
    title: 'Fel tablett',
    description: 'Rondens beslut hann inte skrivas in.',
    causesText: 'Två snarlika förpackningar låg bredvid varandra, därav läkemedelsförväxlingen.',
  })
  ids.elsewhere = await register('NU', { title: 'Larm', description: 'Patienten föll i duschen.' })
  ids.long = await register('SU', {
    title: 'Lång text',
    description: `${'Ord utan betydelse. '.repeat(300)}Till sist föll hon.`,
  })
})
afterAll(() => workspace.close())

const marked = (found: { text: string; ranges: readonly { start: number; end: number }[] } | undefined) =>
  found?.ranges.map(({ start, end }) => found.text.slice(start, end))

describe('where a search found a case', () => {
  it('is told with the text’s heading and what was found marked, in whatever form the word stands', async () => {
    workspace.actAs('cheflakare')
    const found = await workspace.call('incident.found-in', { ids: [ids.fall], text: 'fall' })
    expect(found).toHaveLength(1)
    expect(found[0]?.label).toBe('Vad hände')
    expect(marked(found[0])).toEqual(['föll'])
  })

  it('is found within a compound, in the first text that holds it', async () => {
    const [found] = await workspace.call('incident.found-in', { ids: [ids.forvaxling], text: 'förväxling' })
    expect(found?.label).toBe('Orsaker')
    expect(marked(found)?.join(' ').toLocaleLowerCase('sv')).toContain('förväxling')
  })

  it('is a stretch that begins shortly before it, however long the text is', async () => {
    const [found] = await workspace.call('incident.found-in', { ids: [ids.long], text: 'föll' })
    expect(found?.text.length).toBeLessThan(200)
    expect(found?.ranges[0]?.start).toBeLessThan(30)
    expect(marked(found)).toEqual(['föll'])
  })

  it('is left out for a case that has it in the title alone', async () => {
    expect(await workspace.call('incident.found-in', { ids: [ids.forvaxling], text: 'tablett' })).toEqual([])
  })

  it('is not told of a case in a förvaltning where the caller may not read', async () => {
    workspace.actAsIn('SU', 'lasare')
    const found = await workspace.call('incident.found-in', {
      ids: [ids.fall, ids.elsewhere],
      text: 'föll',
    })
    expect(found.map((one) => one.id)).toEqual([ids.fall])
    workspace.actAs('cheflakare')
    const both = await workspace.call('incident.found-in', { ids: [ids.fall, ids.elsewhere], text: 'föll' })
    expect(new Set(both.map((one) => one.id))).toEqual(new Set([ids.fall, ids.elsewhere]))
  })
})
