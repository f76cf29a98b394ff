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

/** A new workspace through the window, opened. `file` is its place in the test's folder. Gives its path. */
export async function createWorkspace(lardom: LardomApp, file = FILE): Promise<string> {
  const { page } = lardom
  const path = await lardom.saveNextAs(file)
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

/** Does what makes the window be replaced, and waits for the new one. */
export async function intoNewWindow(page: Page, act: () => Promise<unknown>): Promise<void> {
  const next = page.context().waitForEvent('page')
  await act()
  await (await next).getByRole('main').waitFor()
}

/** By the button; then one stands at the passphrase of the same workspace, or, for the example, at the choices. */
export async function lock(page: Page): Promise<void> {
  await intoNewWindow(page, async () => {
    const button = page.getByRole('button', { name: 'Lås', exact: true })
    await button.focus()
    await page.keyboard.press('Enter')
  })
}

/** From the passphrase that a lock leads to, to the choices of the first screen. */
export async function toChoices(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Tillbaka' }).click()
  await page.getByRole('button', { name: 'Skapa ny arbetsyta' }).waitFor()
}

/** From the choices to the passphrase of the workspace that was created. */
export async function chooseRecent(page: Page): Promise<void> {
  await page.getByRole('button', { name: new RegExp(FILE) }).click()
}

export async function givePassphrase(page: Page, passphrase = PASSPHRASE): Promise<void> {
  await page.getByLabel('Lösenfras').fill(passphrase)
  await page.getByRole('button', { name: 'Lås upp', exact: true }).click()
}

/** Opens the workspace that was just locked, where one stands at its passphrase. */
export async function unlockAgain(page: Page): Promise<void> {
  await givePassphrase(page)
  await page.getByRole('navigation', { name: 'Huvudmeny' }).waitFor()
}
