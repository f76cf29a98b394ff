import { closeSync, openSync, readFileSync, statSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './app.ts'
import { chooseRecent, createWorkspace, givePassphrase, lock, PERSON, toChoices } from './workspaces.ts'

test('a new workspace is created, locked, and opened again with its passphrase', async ({ lardom }) => {
  const { page } = lardom
  const path = await createWorkspace(lardom)
  await expect(page.getByText(PERSON)).toBeVisible()
  expect(readFileSync(path).subarray(0, 15).toString('latin1')).not.toBe('SQLite format 3')

  await lock(page)
  await expect(page.getByRole('heading', { name: 'Lås upp Min arbetsyta.lardom' })).toBeVisible()
  await expect(page.getByLabel('Lösenfras')).toBeFocused()
  await givePassphrase(page, 'fel fras helt och hållet')
  await expect(page.getByText('Lösenfrasen stämmer inte.')).toBeVisible()
  await givePassphrase(page)
  await expect(page.getByRole('navigation', { name: 'Huvudmeny' })).toBeVisible()
})

test('what is no workspace, and what is damaged, is told apart in Swedish', async ({ lardom }) => {
  const { page, folder } = lardom
  const notes = join(folder, 'anteckningar.txt')
  writeFileSync(notes, 'inte en arbetsyta')
  await lardom.openNext(notes)
  await page.getByRole('button', { name: 'Öppna befintlig' }).click()
  await givePassphrase(page)
  await expect(page.getByText('anteckningar.txt är ingen Lärdom-arbetsyta')).toBeVisible()
  await page.getByRole('button', { name: 'Tillbaka' }).click()

  const path = await createWorkspace(lardom)
  await lock(page)
  const handle = openSync(path, 'r+')
  writeSync(handle, Buffer.alloc(4096, 7), 0, 4096, Math.floor(statSync(path).size / 8192) * 4096)
  closeSync(handle)
  await toChoices(page)
  await chooseRecent(page)
  await givePassphrase(page)
  await expect(page.getByText(/är skadad.*Återställ den från en säkerhetskopia/)).toBeVisible()
})
