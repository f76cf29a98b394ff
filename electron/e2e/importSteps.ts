import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { parse } from 'csv-parse/sync'
import { expect, type LardomApp } from './app.ts'
import { ask } from './ask.ts'
import { expectAccessible } from './axe.ts'

/** The way from a file to the register, as a person goes it. */

export const STEPS = ['filen', 'kolumner', 'värden', 'provkörning', 'klart'] as const
export type Step = (typeof STEPS)[number]

export async function expectStep(page: Page, step: Step): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: `Läs in händelser: ${step}` })).toBeVisible()
  // Nothing is being read any more.
  await expect(page.getByRole('button', { name: 'Avbryt', exact: true })).toHaveCount(0, { timeout: 60_000 })
}

/** Chooses a file in the dialog, from the first page. */
export async function chooseFile(lardom: LardomApp, path: string): Promise<void> {
  await lardom.goTo('/import')
  await lardom.openNext(path)
  await lardom.page.getByRole('button', { name: 'Välj fil …' }).click()
  await expectStep(lardom.page, 'filen')
}

export async function goOn(page: Page, step: Exclude<Step, 'filen' | 'klart'>): Promise<void> {
  await page.getByRole('button', { name: `Vidare till ${step}` }).click()
  await expectStep(page, step)
}

/** From the chosen file to the dry run's figures. */
export async function toTrial(lardom: LardomApp, path: string): Promise<void> {
  await chooseFile(lardom, path)
  for (const step of ['kolumner', 'värden', 'provkörning'] as const) await goOn(lardom.page, step)
}

/** Reads the file in, from the dry run. */
export async function readIn(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Läs in [\d\s]+ händelse/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Läs in händelser: klart' })).toBeVisible({
    timeout: 60_000,
  })
}

/** The figures as they are read on the page: { Nya: 12, Felaktiga: 1, … }, without the zeros. */
export async function figures(page: Page): Promise<Record<string, number>> {
  const read = await page.evaluate<[string, string][]>(
    `[...document.querySelectorAll('.transfer-figure')].map((one) => [
      one.querySelector('dt').firstChild.textContent, one.querySelector('dd').textContent])`,
  )
  const all = read.map(([name, number]): [string, number] => [name, Number(number.replaceAll(/\s/g, ''))])
  return Object.fromEntries(all.filter(([, number]) => number > 0))
}

/** Lets go of a file above the page, as a person does with the mouse. */
export async function dropFile(page: Page, name: string, bytes: Uint8Array): Promise<void> {
  await page.evaluate(
    `(() => {
      const transfer = new DataTransfer()
      const bytes = Uint8Array.from(atob(${JSON.stringify(Buffer.from(bytes).toString('base64'))}), (c) => c.charCodeAt(0))
      transfer.items.add(new File([bytes], ${JSON.stringify(name)}))
      const zone = document.querySelector('.page')
      for (const type of ['dragenter', 'dragover', 'drop'])
        zone.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: transfer }))
    })()`,
  )
}

/** The rows of a saved CSV, by their headings. */
export function rowsOf(path: string): Record<string, string>[] {
  const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '')
  // Rows that were faulty because they had too few or too many fields are saved as they were.
  return parse(text, { columns: true, delimiter: ';', relaxColumnCount: true })
}

/** Chooses in a list with many to search in. */
export async function pick(page: Page, button: RegExp, option: RegExp): Promise<void> {
  await page.getByRole('button', { name: button }).click()
  await page.getByRole('option', { name: option }).first().click()
}

/** Says which system a file that nobody knows comes from. */
export async function sayWhichSystem(page: Page, name: string): Promise<void> {
  await page.getByRole('textbox', { name: /^System som filen kommer från/ }).fill(name)
}

/** How many events the register holds. */
export async function total(page: Page): Promise<number> {
  return (await ask(page, 'incident.count', { filter: {} })).total
}

/** No finding of axe, light or dark. */
export async function inBothThemes(page: Page, where: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await expectAccessible(page, `${where}, ${colorScheme}`)
  }
  await page.emulateMedia({ colorScheme: 'light' })
}
