import { describe, expect, it } from 'vitest'
import { isSectionKey, SKR_TEMPLATE } from '../../../shared/annual-report/skrTemplate.ts'
import { sectionsFor } from '../../../shared/annual-report/template.ts'
import { closeWithoutFaults } from '../analysis/testIncident.ts'
import { openTestWorkspace } from '../testing/testWorkspace.ts'
import { insertExampleReports } from './reports.ts'
import { exampleReportTexts } from './texts/reportTexts.ts'

describe.each([
  ['region', 'Regionen'],
  ['forvaltning', 'Förvaltningen'],
] as const)('the example texts of a %s', (kind, who) => {
  const texts = exampleReportTexts(who)

  it('fill every section that must have a text, and each says that it is an example', () => {
    const wanted = sectionsFor(SKR_TEMPLATE, kind).filter((it) => it.kind === 'text' && !it.optional)
    const lacking = wanted.filter(({ key }) => !isSectionKey(key) || texts[key] === undefined)
    expect(lacking).toEqual([])
    expect(Object.values(texts).filter((text) => !text.startsWith('[Exempeltext] '))).toEqual([])
    expect(Object.values(texts).filter((text) => text.includes('{'))).toEqual([])
  })

  it('state no year and no amount that could be taken for real', () => {
    const numbers = Object.values(texts).flatMap((text) => text.match(/\d{2,}|\d+\s*(%|procent)/g) ?? [])
    expect(numbers.filter((number) => number !== '')).toEqual([])
  })
})

describe('the example’s berättelser', () => {
  it('are drafts for the region and one förvaltning, within the page that the Sammanfattning has', async () => {
    const workspace = await openTestWorkspace()
    expect(insertExampleReports(workspace.db(), '2026-01-31T12:00:00Z')).toBe(2)
    const su = await workspace.call('annual-report.get', { unitCode: 'SU', year: 2025 })
    expect(su.meta).toMatchObject({ status: 'utkast', responsible: 'Exempel Chefläkare' })
    expect(su.law.map((row) => row.state)).toEqual(Array(11).fill('text'))
    const summary = su.sections.find((section) => section.key === 'sammanfattning')
    expect(summary?.text.length).toBeLessThan(summary?.limit ?? 0)
    const nu = await workspace.call('annual-report.get', { unitCode: 'NU', year: 2025 })
    expect(nu.meta.status).toBe('ej_paborjad')
    closeWithoutFaults(workspace)
  })
})
