import { closeSync, openSync, readFileSync, statSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type LardomApp } from './app.ts'

const PASSPHRASE = 'fyra små ord om havet'

async function createWorkspace(lardom: LardomApp): Promise<string> {
  const { page } = lardom
  const path = await lardom.saveNextAs('Min arbetsyta.lardom')
  await page.getByRole('button', { name: 'Skapa ny arbetsyta' }).click()
  await page.getByLabel('Ditt namn').fill('Åsa Öberg')
  await page.getByLabel('Lösenfras', { exact: false }).first().fill(PASSPHRASE)
  await page.getByLabel('Lösenfras en gång till').fill(PASSPHRASE)
  await page.getByRole('button', { name: 'Välj plats och skapa' }).click()
  await page.getByText('Jag har sparat nyckeln').click()
  await page.getByRole('button', { name: 'Öppna arbetsytan' }).click()
  await page.getByRole('navigation', { name: 'Huvudmeny' }).waitFor()
  return path
}

test('a new workspace is created, locked, and opened again with its passphrase', async ({ lardom }) => {
  const { page } = lardom
  const path = await createWorkspace(lardom)
  await expect(page.getByText('Åsa Öberg')).toBeVisible()
  expect(readFileSync(path).subarray(0, 15).toString('latin1')).not.toBe('SQLite format 3')

  await page.getByRole('button', { name: 'Lås', exact: true }).click()
  await page.getByRole('button', { name: /Min arbetsyta.lardom/ }).click()
  await page.getByLabel('Lösenfras').fill('fel fras helt och hållet')
  await page.getByRole('button', { name: 'Lås upp' }).click()
  await expect(page.getByText('Lösenfrasen stämmer inte.')).toBeVisible()
  await page.getByLabel('Lösenfras').fill(PASSPHRASE)
  await page.getByRole('button', { name: 'Lås upp' }).click()
  await expect(page.getByRole('navigation', { name: 'Huvudmeny' })).toBeVisible()
})

test('what is no workspace, and what is damaged, is told apart in Swedish', async ({ lardom }) => {
  const { page, folder } = lardom
  const notes = join(folder, 'anteckningar.txt')
  writeFileSync(notes, 'inte en arbetsyta')
  await lardom.openNext(notes)
  await page.getByRole('button', { name: 'Öppna befintlig' }).click()
  await page.getByLabel('Lösenfras').fill(PASSPHRASE)
  await page.getByRole('button', { name: 'Lås upp' }).click()
  await expect(page.getByText('anteckningar.txt är ingen Lärdom-arbetsyta')).toBeVisible()
  await page.getByRole('button', { name: 'Tillbaka' }).click()

  const path = await createWorkspace(lardom)
  await page.getByRole('button', { name: 'Lås', exact: true }).click()
  await page.getByRole('button', { name: 'Skapa ny arbetsyta' }).waitFor()
  const handle = openSync(path, 'r+')
  writeSync(handle, Buffer.alloc(4096, 7), 0, 4096, Math.floor(statSync(path).size / 8192) * 4096)
  closeSync(handle)
  await page.getByRole('button', { name: /Min arbetsyta.lardom/ }).click()
  await page.getByLabel('Lösenfras').fill(PASSPHRASE)
  await page.getByRole('button', { name: 'Lås upp' }).click()
  await expect(page.getByText(/är skadad.*Återställ den från en säkerhetskopia/)).toBeVisible()
})
