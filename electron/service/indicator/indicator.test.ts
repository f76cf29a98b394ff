import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PublishedIndicator } from '../../../shared/indicator/contract.ts'
import { areaOf } from '../../../shared/indicator/published.ts'
import { exampleDataFile } from '../example/exampleDataFile.ts'
import { openTestWorkspace, type TestWorkspace } from '../testing/testWorkspace.ts'
import { loadFigures, readFigures } from './loadFigures.ts'

let workspace: TestWorkspace
let all: PublishedIndicator[]

beforeAll(async () => {
  workspace = await openTestWorkspace()
  const figures = await readFigures(exampleDataFile('figures.csv'))
  workspace.db().transaction(() => loadFigures(workspace.db(), figures))
  all = await workspace.call('indicator.published', {})
})
afterAll(() => workspace.close())

describe('Publicerade mått', () => {
  it('börjar med de elva ur Kolada, med definition, källa och hela serien', () => {
    const kolada = all.slice(0, 11)
    expect(kolada.every(({ source }) => source === 'kolada')).toBe(true)
    expect(all.slice(11).some(({ source }) => source === 'kolada')).toBe(false)
    for (const indicator of kolada) {
      expect(indicator.definition.length).toBeGreaterThan(30)
      expect(indicator.direction).not.toBe('ingen')
      expect(indicator.vgr.length).toBeGreaterThanOrEqual(3)
      for (const point of [...indicator.vgr, ...indicator.riket]) {
        expect(point.sourceUrl).toMatch(/^https?:/)
      }
    }
    const crowded = kolada.find(({ code }) => code === 'U70425')
    expect(crowded?.vgr.map(({ period, value }) => [period, value]).slice(-3)).toEqual([
      ['2023', 10.4],
      ['2024', 9.6],
      ['2025', 8.4],
    ])
  })

  it('blandar inte Koladas serier med siffror ur tidningar', () => {
    const ulcers = all.filter(({ name }) => name.startsWith('Patienter med trycksår'))
    expect(ulcers.map(({ source }) => source)).toContain('kolada')
    expect(ulcers.map(({ source }) => source)).toContain('webbsida')
  })

  it('säger när en siffra är ungefärlig', () => {
    const notes = new Set(all.flatMap(({ vgr, riket }) => [...vgr, ...riket]).map(({ note }) => note))
    expect(notes).toContain('ungefär')
    expect(notes).toContain('drygt')
    expect(all.filter(({ name }) => /ungefär|cirka|drygt|närmare|knappt/.test(name))).toEqual([])
  })

  it('kan visas för Västra Götaland bara', async () => {
    const own = await workspace.call('indicator.published', { vgrOnly: true })
    expect(own.length).toBeLessThan(all.length)
    expect(own.every(({ vgr }) => vgr.length > 0)).toBe(true)
    const lexMaria = own.find(({ name }) => name === 'Lex Maria-anmälningar')
    expect(lexMaria?.vgr).toMatchObject([{ period: '2017', value: 502 }])
  })

  it('räknar ett mått som två sidor återger en gång', () => {
    for (const { vgr, riket } of all) {
      for (const series of [vgr, riket]) {
        const keys = series.map(({ period, value, organisation }) => `${organisation} ${period} ${value}`)
        expect(new Set(keys).size).toBe(keys.length)
      }
    }
  })

  it('känner igen källornas egna namn på Västra Götaland och riket', () => {
    expect(['Västra Götaland', 'Region Västra Götalandsregionen'].map(areaOf)).toEqual(['vgr', 'vgr'])
    expect(['Riket', 'IVO (riket)', 'Alla landsting/regioner'].map(areaOf)).toEqual([
      'riket',
      'riket',
      'riket',
    ])
    expect(['Region Skåne', 'Stockholms läns landsting'].map(areaOf)).toEqual([undefined, undefined])
  })
})
