import type { Page } from '@playwright/test'
import { EMPTY_FIELDS, type IncidentFields } from '../../shared/incident/fields.ts'
import type { IncidentFilter } from '../../shared/incident/filter.ts'
import { formatNumber } from '../../shared/text/swedish.ts'
import { expect } from './app.ts'
import { ask } from './ask.ts'

/** The register's page as a person meets it, for tests. */

export const panel = (page: Page) => page.getByRole('region', { name: 'Filter' })
export const grid = (page: Page) => page.getByRole('grid', { name: 'Händelser' })
export const lines = (page: Page) => grid(page).getByRole('row').filter({ hasText: /AVV-/ })
export const chips = (page: Page) => page.getByRole('list', { name: 'Valda filter' }).getByRole('listitem')
export const search = (page: Page) => page.getByRole('searchbox', { name: 'Sök i texten' })
export const tabs = (page: Page) => page.getByRole('navigation', { name: 'Vyer' }).getByRole('button')

export async function openPanel(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: /^Filter/ })
  if ((await button.getAttribute('aria-expanded')) === 'false') await button.click()
  await panel(page).waitFor()
}

/** A section of the filters, opened. */
export async function section(page: Page, title: string) {
  const toggle = panel(page)
    .getByRole('button', { name: new RegExp(`^${title}`) })
    .first()
  if ((await toggle.getAttribute('aria-expanded')) === 'false') await toggle.click()
  const group = panel(page).getByRole('group', { name: title, exact: true })
  await group.waitFor()
  return group
}

/** What the filter says that a value would give, once it has been counted by the present filter. */
export async function countBeside(page: Page, title: string, value: string, expected: number): Promise<void> {
  const group = await section(page, title)
  const label = group.locator('label').filter({ hasText: new RegExp(`^${value}`) })
  await expect(label).toContainText(formatNumber(expected))
}

export const tick = async (page: Page, title: string, value: string) =>
  (await section(page, title)).getByRole('checkbox', { name: new RegExp(`^${value}`) }).click()

export async function countOf(page: Page, filter: IncidentFilter): Promise<number> {
  return (await ask(page, 'incident.count', { filter })).total
}

/** The window's count is the service's, and so is its first line. */
export async function expectShows(page: Page, filter: IncidentFilter): Promise<number> {
  const total = await countOf(page, filter)
  const text = new RegExp(`^${formatNumber(total).replace(/\s/, '\\s')} händelser( i urvalet)?$`)
  await expect(page.getByRole('status').filter({ hasText: text })).toBeVisible()
  return total
}

export async function register(page: Page, changes: Partial<IncidentFields>, code = 'SU'): Promise<number> {
  const units = await ask(page, 'organisation.tree', {})
  const unitId = units.find((unit) => unit.organisation === 'egen' && unit.code === code)?.id ?? 0
  const fields = {
    ...EMPTY_FIELDS,
    arendetyp: 'tillbud' as const,
    handelsetyp: 'lakemedel',
    unitId,
    eventDate: '2026-03-01',
    title: 'Ett tillbud',
    description: 'Text.',
    patientInvolved: false,
    ...changes,
  }
  return (await ask(page, 'incident.register', { fields })).id
}
