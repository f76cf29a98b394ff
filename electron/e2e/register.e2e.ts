import type { Page } from '@playwright/test'
import type { IncidentFilter } from '../../shared/incident/filter.ts'
import { formatNumber } from '../../shared/text/swedish.ts'
import { expect, test } from './app.ts'
import { ask } from './ask.ts'
import { lock, openExample } from './workspaces.ts'

const SU = 'Sahlgrenska Universitetssjukhuset'

const panel = (page: Page) => page.getByRole('region', { name: 'Filter' })
const chips = (page: Page) => page.getByRole('list', { name: 'Valda filter' }).getByRole('listitem')
/** The lines that are drawn; the first row is the headers. */
const lines = (page: Page) =>
  page.getByRole('grid', { name: 'Händelser' }).getByRole('row').filter({ hasText: /AVV-/ })

/** Ticks a value of a section of the filters, which are opened first where they are not. */
async function choose(page: Page, section: string, value: RegExp): Promise<void> {
  const button = page.getByRole('button', { name: /^Filter/ })
  if ((await button.getAttribute('aria-expanded')) === 'false') await button.click()
  const toggle = panel(page)
    .getByRole('button', { name: new RegExp(`^${section}`) })
    .first()
  if ((await toggle.getAttribute('aria-expanded')) === 'false') await toggle.click()
  await panel(page)
    .getByRole('group', { name: section, exact: true })
    .getByRole('checkbox', { name: value })
    .click()
}

/** What the window counts is what the service counts, and what is first there is first here. */
async function expectShows(page: Page, filter: IncidentFilter, first = true): Promise<number> {
  const { total } = await ask(page, 'incident.count', { filter })
  const text = new RegExp(`^${formatNumber(total).replace(/\s/, '\\s')} händelser i urvalet$`)
  await expect(page.getByRole('status').filter({ hasText: text })).toBeVisible()
  // What one searches for comes best first.
  const order = filter.text === undefined ? {} : { sort: { by: 'relevance', direction: 'desc' } as const }
  const { rows } = await ask(page, 'incident.list', { filter, ...order, limit: 1 })
  if (first) await expect(lines(page).first()).toContainText(rows[0]?.arendenr ?? '')
  return total
}

test('the register is sorted, filtered, searched, kept as a view, and come back to', async ({ lardom }) => {
  const { page } = lardom
  await openExample(page)
  await expect(page.getByText(/^6\s144 händelser$/)).toBeVisible()
  const tree = await ask(page, 'organisation.tree', {})
  const forvaltningId = tree.find((unit) => unit.name === SU)?.id ?? 0

  await test.step('sort by a header, both ways', async () => {
    const header = page.getByRole('columnheader', { name: 'Risk' })
    for (const direction of ['asc', 'desc'] as const) {
      await header.click()
      await expect(header).toHaveAttribute('aria-sort', direction === 'asc' ? 'ascending' : 'descending')
      const { rows } = await ask(page, 'incident.list', { sort: { by: 'risk', direction }, limit: 1 })
      await expect(lines(page).first()).toContainText(rows[0]?.arendenr ?? '')
    }
    await expect(lines(page).first()).toContainText(/\d+ hög/)
    await page.getByRole('columnheader', { name: 'Datum' }).click()
    await page.getByRole('columnheader', { name: 'Datum' }).click()
    await expect(page.getByRole('columnheader', { name: 'Datum' })).toHaveAttribute('aria-sort', 'descending')
  })

  await test.step('filter by förvaltning and vårdskada, with chips', async () => {
    await choose(page, 'Förvaltning och enhet', new RegExp(`^${SU}`))
    const ofSu = await expectShows(page, { forvaltningId })
    await choose(page, 'Skada', /^Vårdskada/)
    await choose(page, 'Skada', /^Allvarlig vårdskada/)
    const harmed = await expectShows(page, { forvaltningId, harm: ['vardskada', 'allvarlig_vardskada'] })
    expect(harmed).toBeGreaterThan(0)
    expect(harmed).toBeLessThan(ofSu)
    await expect(chips(page)).toHaveText(['Vårdskada', 'Allvarlig vårdskada', SU])
    await page.getByRole('button', { name: 'Ta bort filtret Vårdskada' }).click()
    await expectShows(page, { forvaltningId, harm: ['allvarlig_vardskada'] })
    await expect(lines(page).first()).toContainText('Allvarlig vårdskada')
  })

  await test.step('a view is kept under a name, also when the workspace has been locked', async () => {
    await page.getByRole('button', { name: 'Vyer' }).click()
    await page.getByRole('button', { name: 'Spara som ny vy …' }).click()
    await page.getByRole('textbox', { name: 'Namn' }).fill('Allvarligt på SU, på gång')
    await page.keyboard.press('Enter')
    await expect(page.getByText('Vyn ”Allvarligt på SU, på gång” är sparad.')).toBeVisible()
    await page.getByRole('button', { name: 'Alla händelser' }).click()
    await expect(page.getByText(/^6\s144 händelser$/)).toBeVisible()
    await lock(page)
    await openExample(page)
    await page.getByRole('button', { name: 'Vyer' }).click()
    await page
      .getByRole('dialog', { name: 'Sparade vyer' })
      .getByRole('button', { name: 'Allvarligt på SU, på gång', exact: true })
      .click()
    await expect(chips(page)).toHaveText(['Allvarlig vårdskada', SU])
    await expectShows(page, { forvaltningId, harm: ['allvarlig_vardskada'] })
    await page.getByRole('button', { name: 'Alla händelser' }).click()
  })

  await test.step('search: å, ä and ö are letters of their own, and the last word may be half', async () => {
    const search = page.getByRole('searchbox', { name: 'Sök i texten' })
    for (const text of ['överläm', 'ÅTGÄRD', 'läkemedel sjuksköterska']) {
      await search.fill(text)
      const found = await expectShows(page, { text })
      expect(found, text).toBeGreaterThan(0)
      expect(found, text).toBeLessThan(6144)
    }
    const { rows } = await ask(page, 'incident.list', { filter: { text: 'överläm' }, limit: 5 })
    for (const { id } of rows) {
      const { fields } = await ask(page, 'incident.get', { id })
      expect(JSON.stringify(fields).toLocaleLowerCase('sv')).toContain('överläm')
    }
    await search.fill('overlam')
    await expect(page.getByRole('heading', { name: 'Inga händelser passar filtret' })).toBeVisible()
    await page.getByRole('button', { name: 'Töm sökningen' }).click()
    await expect(page.getByText(/^6\s144 händelser$/)).toBeVisible()
  })

  await test.step('Enter opens a case, and back comes to the same line', async () => {
    const grid = page.getByRole('grid', { name: 'Händelser' })
    await lines(page).first().press('ArrowDown')
    for (let press = 0; press < 3; press++) await page.keyboard.press('PageDown')
    const line = grid.locator('[role=row]:focus')
    await expect(line).toBeVisible()
    const number = /AVV-\d{4}-\d{6}/.exec(await line.innerText())?.[0] ?? ''
    const scrolled = await grid.evaluate((element) => element.scrollTop)
    expect(scrolled).toBeGreaterThan(500)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('Händelser')
    await expect(page.getByRole('main').getByText(number, { exact: true })).toBeVisible()
    await page.goBack()
    await expect(grid.locator('[role=row]:focus')).toContainText(number)
    expect(await grid.evaluate((element) => element.scrollTop)).toBeCloseTo(scrolled, -1)
  })
})

test('a published case shows its source and stays with the vårdgivare that the source names', async ({
  lardom,
}) => {
  const { page } = lardom
  await openExample(page)
  await choose(page, 'Ursprung', /^Publicerat lex Maria-fall/)
  const published = { origin: ['publicerad'] } satisfies IncidentFilter
  const total = await expectShows(page, published)

  // Every one of them, with its place in an organisation beside the region's own.
  const tree = await ask(page, 'organisation.tree', {})
  const own = new Set(tree.filter((unit) => unit.organisation === 'egen').map((unit) => unit.id))
  const seen: { id: number; unitId: number }[] = []
  let cursor: string | null = null
  do {
    const part: Awaited<ReturnType<typeof ask<'incident.list'>>> = await ask(page, 'incident.list', {
      filter: published,
      limit: 200,
      cursor,
    })
    seen.push(...part.rows)
    cursor = part.nextCursor
  } while (cursor !== null)
  expect(seen).toHaveLength(total)
  expect(seen.filter(({ unitId }) => own.has(unitId))).toEqual([])

  await lines(page).first().press('Enter')
  const { source, unitPath } = await ask(page, 'incident.get', { id: seen[0]?.id ?? 0 })
  expect(source?.url).toMatch(/^https:\/\//)
  const main = page.getByRole('main')
  await expect(main.getByText('Publicerat fall', { exact: true })).toBeVisible()
  await expect(main.getByText(source?.url ?? '', { exact: true })).toBeVisible()
  await expect(main).toContainText(source?.publisher ?? 'utgivaren')
  const place = unitPath
    .slice(1)
    .map((unit) => unit.name)
    .join(' › ')
  await expect(main.getByRole('definition').filter({ hasText: place }).first()).toBeVisible()
  expect(unitPath.filter((unit) => own.has(unit.id))).toEqual([])
  // Nobody here may assess, change or analyse what belongs to someone else.
  for (const name of ['Bedöm', 'Redigera', 'Starta händelseanalys', 'Ändra status']) {
    await expect(main.getByText(name, { exact: true })).toHaveCount(0)
  }
  await page.getByRole('button', { name: 'Kopiera länk' }).click()
  await expect(page.getByText('Länken är kopierad.')).toBeVisible()
  expect(await lardom.app.evaluate(({ clipboard }) => clipboard.readText())).toBe(source?.url)
})
