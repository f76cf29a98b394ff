import { existsSync } from 'node:fs'
import { expect, test, type LardomApp } from './app.ts'
import { countInMemory } from './memory.ts'
import { allPids, pagePid, servicePid } from './processes.ts'
import { createWorkspace, lock } from './workspaces.ts'

/** One key at a time: Playwright speaks to the page through main, and must not itself carry the word there. */
async function typeKeys({ page }: LardomApp, text: string): Promise<void> {
  for (const letter of text) await page.keyboard.press(letter)
}

/** Where the words stand, by kind of process. */
async function whereIs(lardom: LardomApp, words: readonly string[]): Promise<Map<string, number>> {
  const found = new Map<string, number>()
  for (const [pid, kind] of await allPids(lardom)) {
    const count = words.reduce((sum, word) => sum + countInMemory(pid, word), 0)
    found.set(kind, (found.get(kind) ?? 0) + count)
  }
  return found
}

test('after a lock nothing that was typed or read is in the memory of the window or of the service', async ({
  lardom,
}) => {
  const { page } = lardom
  await createWorkspace(lardom)
  // Typed, and read back: a sent report, which the register then fetches.
  const sent = 'Ormbunksvinden'
  const draft = 'Kastanjehimlen'
  await lardom.goTo('/handelse/ny')
  await page.getByRole('textbox', { name: /^Rubrik/ }).focus()
  await typeKeys(lardom, sent)
  await page.getByRole('textbox', { name: /^Vad hände/ }).focus()
  await typeKeys(lardom, draft)
  await page.getByRole('textbox', { name: /^Rubrik/ }).focus()
  await expect(page.getByText(/^Utkast sparat/)).toBeVisible()
  await lardom.goTo('/handelser')
  await page.getByRole('heading', { level: 1 }).waitFor()
  await lardom.goTo('/handelse/ny')
  await expect(page.getByText('Ditt utkast är tillbaka')).toBeVisible()

  const before = { page: await pagePid(lardom), service: await servicePid(lardom) }
  const open = await whereIs(lardom, [sent, draft])
  // The search finds what is there: otherwise finding nothing would prove nothing.
  expect(open.get('renderer')).toBeGreaterThan(0)
  expect(open.get('service')).toBeGreaterThan(0)

  await lock(page)
  await expect.poll(() => existsSync(`/proc/${before.page}`)).toBe(false)
  await expect.poll(() => existsSync(`/proc/${before.service}`)).toBe(false)
  expect(await pagePid(lardom)).not.toBe(before.page)
  expect(await servicePid(lardom)).not.toBe(before.service)

  const locked = await whereIs(lardom, [sent, draft])
  // Main carries the calls, and Chromium keeps what it sent: docs/security.md says what that means.
  const words = (found: Map<string, number>) => JSON.stringify(Object.fromEntries(found))
  test.info().annotations.push({ type: 'minne', description: `öppen ${words(open)}, låst ${words(locked)}` })
  for (const [kind, count] of locked) if (kind !== 'main') expect(count, kind).toBe(0)
})
