import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect } from './app.ts'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']

/** No finding at all, on what is shown now. */
export async function expectAccessible(page: Page, where = ''): Promise<void> {
  await expectNone(new AxeBuilder({ page }).withTags(TAGS), where)
}

/** What scrolls can be scrolled with the keyboard alone; asked again where less has room. */
export async function expectScrollableByKeyboard(page: Page, where: string): Promise<void> {
  await expectNone(new AxeBuilder({ page }).withRules(['scrollable-region-focusable']), where)
}

/** Legacy mode: Electron opens no second page for axe to gather its results in. */
async function expectNone(axe: AxeBuilder, where: string): Promise<void> {
  const { violations } = await axe.setLegacyMode(true).analyze()
  const findings = violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map(({ html, failureSummary }) => `${html.slice(0, 200)} (${failureSummary})`).join('\n')}`,
  )
  expect.soft(findings, `axe ${where}`).toEqual([])
}
