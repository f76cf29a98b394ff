import type { Page } from '@playwright/test'
import type { LardomApp } from './app.ts'

export const PASSPHRASE = 'fyra små ord om havet'
export const PERSON = 'Åsa Öberg'
const FILE = 'Min arbetsyta.lardom'

/** Opens the example workspace, which is made the first time in each test's own folder. */
export async function openExample(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Öppna exempeldata' }).click()
  await page.getByRole('navigation', { name: 'Huvudmeny' }).waitFor({ timeout: 90_000 })
}

/** A new workspace through the window, opened. Gives its path. */
export async function createWorkspace(lardom: LardomApp): Promise<string> {
  const { page } = lardom
  const path = await lardom.saveNextAs(FILE)
  await page.getByRole('button', { name: 'Skapa ny arbetsyta' }).click()
  await page.getByLabel('Ditt namn').fill(PERSON)
  await page.getByLabel('Lösenfras', { exact: false }).first().fill(PASSPHRASE)
  await page.getByLabel('Lösenfras en gång till').fill(PASSPHRASE)
  await page.getByRole('button', { name: 'Välj plats och skapa' }).click()
  await page.getByText('Jag har sparat nyckeln').click()
  await page.getByRole('button', { name: 'Öppna arbetsytan' }).click()
  await page.getByRole('navigation', { name: 'Huvudmeny' }).waitFor()
  return path
}

export async function lock(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Lås', exact: true }).click()
  await page.getByRole('button', { name: 'Skapa ny arbetsyta' }).waitFor()
}

/** From the gate to the passphrase of the workspace that was created. */
export async function chooseRecent(page: Page): Promise<void> {
  await page.getByRole('button', { name: new RegExp(FILE) }).click()
}

export async function givePassphrase(page: Page, passphrase = PASSPHRASE): Promise<void> {
  await page.getByLabel('Lösenfras').fill(passphrase)
  await page.getByRole('button', { name: 'Lås upp' }).click()
}

/** Opens the created workspace again. */
export async function unlockAgain(page: Page): Promise<void> {
  await chooseRecent(page)
  await givePassphrase(page)
  await page.getByRole('navigation', { name: 'Huvudmeny' }).waitFor()
}
