import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { damagePage } from '../service/testing/damage.ts'
import { EMPTY_FIELDS } from '../../shared/incident/fields.ts'
import { expect, launchLardom, test, type LardomApp } from './app.ts'
import { ask } from './ask.ts'
import { expectAccessible } from './axe.ts'
import { createWorkspace, givePassphrase, lock, PASSPHRASE, toChoices } from './workspaces.ts'

const copiesOf = (path: string) => `${path}-kopior`
const nav = (lardom: LardomApp) => lardom.page.getByRole('navigation', { name: 'Huvudmeny' })

async function report(lardom: LardomApp, title: string): Promise<void> {
  const units = await ask(lardom.page, 'organisation.tree', {})
  const unitId = units.find(({ code }) => code === 'SU')?.id ?? 0
  await ask(lardom.page, 'incident.register', {
    fields: {
      ...EMPTY_FIELDS,
      arendetyp: 'risk',
      handelsetyp: 'fall',
      title,
      description: 'x',
      unitId,
      eventDate: '2026-01-10',
    },
  })
}
async function titles(lardom: LardomApp): Promise<string[]> {
  const { rows } = await ask(lardom.page, 'incident.list', {})
  return rows.map(({ title }) => title).sort()
}
async function makeCopy(lardom: LardomApp): Promise<void> {
  const { page } = lardom
  await page.getByRole('link', { name: 'Säkerhetskopior', exact: true }).click()
  await page.getByRole('button', { name: 'Säkerhetskopiera nu' }).click()
  await expect(page.getByText(/^Säkerhetskopian är gjord och kontrollerad/)).toBeVisible()
}

test('a copy is made, exported, and put back from the page, which says what will happen first', async ({
  lardom,
}) => {
  const { page, folder } = lardom
  const path = await createWorkspace(lardom)
  await report(lardom, 'Före')
  await makeCopy(lardom)
  const row = page.getByRole('row').filter({ hasText: 'Gjord för hand' })
  await expect(row).toContainText('Kontrollerad')
  await expectAccessible(page, 'säkerhetskopior')

  const exported = await lardom.saveNextAs('På stickan.lardom')
  await row.getByRole('button', { name: /^Exportera kopian/ }).click()
  await expect(page.getByText(/^På stickan\.lardom är exporterad och kontrollerad/)).toBeVisible()
  expect(existsSync(`${exported}-nycklar`)).toBe(true)
  // Never over a file.
  await row.getByRole('button', { name: /^Exportera kopian/ }).click()
  await expect(page.getByRole('main').getByRole('alert')).toContainText('finns redan')

  await report(lardom, 'Efter')
  await row.getByRole('button', { name: /^Återställ kopian/ }).click()
  const dialog = page.getByRole('alertdialog', { name: /^Återställ kopian/ })
  await expect(dialog).toContainText('Den nuvarande arbetsytan kastas inte')
  await expect(dialog).toContainText('Konton, behörigheter och lösenfraser blir de som gällde då')
  await expectAccessible(page, 'återställ')
  await dialog.getByLabel('Lösenfras som gällde då').fill('fel fras helt och hållet')
  await page.keyboard.press('Enter')
  await expect(dialog).toContainText('Lösenfrasen öppnar inte den säkerhetskopian')
  expect(await titles(lardom)).toEqual(['Efter', 'Före'])
  await dialog.getByLabel('Lösenfras som gällde då').fill(PASSPHRASE)
  await page.keyboard.press('Enter')
  await expect(page.getByText(/^Arbetsytan är återställd/)).toBeVisible()
  await expect(dialog).toHaveCount(0)
  expect(await titles(lardom)).toEqual(['Före'])
  await expect(page.getByRole('row').filter({ hasText: 'Ersatt vid återställning' })).toBeVisible()
  expect(readdirSync(folder)).not.toContain(`${basename(path)}-aterstallning`)
})

test('a damaged workspace, one that is gone, and a lost keyring each have their way back at the gate', async ({
  lardom,
}) => {
  const { page } = lardom
  const path = await createWorkspace(lardom)
  await report(lardom, 'Före')
  await makeCopy(lardom)
  await report(lardom, 'Efter')
  await lock(page)

  // The keyring alone: nothing that was written is lost.
  writeFileSync(`${path}-nycklar`, 'trasig')
  await givePassphrase(page)
  await expect(page.getByText(/^Nyckelfilen .* är skadad/)).toBeVisible()
  await page.getByRole('button', { name: 'Visa säkerhetskopior' }).click()
  await expectAccessible(page, 'vägen tillbaka vid grinden')
  await page.getByLabel('Lösenfras').fill(PASSPHRASE)
  await page.getByRole('button', { name: 'Hämta nyckelfilen och öppna' }).click()
  await nav(lardom).waitFor()
  expect(await titles(lardom)).toEqual(['Efter', 'Före'])

  // The database: back to the copy.
  await lock(page)
  damagePage(path)
  await givePassphrase(page)
  await expect(page.getByText(/är skadad.*Återställ den från en säkerhetskopia/)).toBeVisible()
  const backs = async () => {
    const row = page.getByRole('row').filter({ hasText: 'Gjord för hand' })
    await row.getByRole('button', { name: /^Återställ kopian/ }).click()
    await page.getByLabel('Lösenfras som gällde då').fill(PASSPHRASE)
    await page.getByRole('button', { name: 'Återställ', exact: true }).click()
    await nav(lardom).waitFor()
  }
  await page.getByRole('button', { name: 'Visa säkerhetskopior' }).click()
  await backs()
  expect(await titles(lardom)).toEqual(['Före'])

  // All of it gone: it is still among the recent ones, and says so.
  await lock(page)
  for (const end of ['', '-nycklar']) rmSync(`${path}${end}`)
  await page.reload()
  await expect(page.getByText('finns inte där den låg')).toBeVisible()
  await toChoices(page)
  await page.getByRole('button', { name: /filen saknas, men kan återställas/ }).click()
  await expect(page.getByText('finns inte där den låg')).toBeVisible()
  await backs()
  expect(await titles(lardom)).toEqual(['Före'])
})

test('a copy that is chosen to be opened leads to its workspace', async ({ lardom }) => {
  const { page } = lardom
  const path = await createWorkspace(lardom)
  await makeCopy(lardom)
  await lock(page)
  await toChoices(page)
  const copy = readdirSync(copiesOf(path)).find((name) => name.endsWith('.lardom')) ?? ''
  await lardom.openNext(join(copiesOf(path), copy))
  await page.getByRole('button', { name: 'Öppna befintlig' }).click()
  await givePassphrase(page)
  await expect(page.getByText(/är en säkerhetskopia av Min arbetsyta\.lardom/)).toBeVisible()
  await page.getByRole('button', { name: 'Visa säkerhetskopior' }).click()
  await expect(page.getByRole('heading', { name: 'Säkerhetskopior av Min arbetsyta.lardom' })).toBeVisible()
})

test('a copy that cannot be made by itself is told on every page until one can, and the work goes on', async ({
  lardom,
}) => {
  const { page, folder } = lardom
  // Where the folder of copies should be there is a file.
  const path = join(folder, 'Min arbetsyta.lardom')
  writeFileSync(copiesOf(path), '')
  await createWorkspace(lardom)
  const notice = page.getByText('Ingen ny säkerhetskopia')
  await expect(notice).toBeVisible({ timeout: 15_000 })
  await report(lardom, 'Arbetet går vidare')
  await lardom.goTo('/atgarder')
  await expect(notice).toBeVisible()
  rmSync(copiesOf(path))
  await makeCopy(lardom)
  await expect(notice).toHaveCount(0)
})

test('damage that shows while one works is told with the way back', async ({ lardom }) => {
  const { page } = lardom
  const path = await createWorkspace(lardom)
  await lock(page)
  await givePassphrase(page)
  await nav(lardom).waitFor()
  // Before the copy that follows an opening: it is that which reads the whole file.
  for (let at = 20; at < 50; at++) damagePage(path, at)
  await expect(page.getByText('Arbetsytan är skadad', { exact: true })).toBeVisible({ timeout: 15_000 })
  await page.getByRole('link', { name: 'Välj en säkerhetskopia att återställa' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Säkerhetskopior' })).toBeVisible()
})

test('the same workspace is not opened in a second window, and says why', async ({ lardom }) => {
  const { page } = lardom
  const path = await createWorkspace(lardom)
  const second = await launchLardom(join(lardom.folder, 'andra'))
  try {
    await second.openNext(path)
    await second.page.getByRole('button', { name: 'Öppna befintlig' }).click()
    await givePassphrase(second.page)
    await expect(second.page.getByText(/är redan öppen på annat håll/)).toBeVisible()
    // It ends without a word, as in a power cut; then the way is free.
    await lock(page)
    await givePassphrase(second.page)
    await nav(second).waitFor()
  } finally {
    await second.app.close()
  }
})

test('on a full disk what one has typed stays in the form, and is stored when there is room', async ({
  lardom,
}) => {
  const { page, folder } = lardom
  // A disk of its own, small enough to fill. Only root may mount one.
  const disk = join(folder, 'liten disk')
  mkdirSync(disk)
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=12m', 'tmpfs', disk])
  test.skip(mounted.status !== 0, 'En liten disk går bara att montera som root.')
  try {
    await createWorkspace(lardom, join('liten disk', 'Min arbetsyta.lardom'))
    await lardom.goTo('/handelse/ny')
    await page.getByRole('textbox', { name: /^Rubrik/ }).fill('Skriven på en full disk')
    const { bavail, bsize } = statfsSync(disk)
    writeFileSync(join(disk, 'fyllnad'), Buffer.alloc(bavail * bsize))
    await page.getByRole('textbox', { name: /^Vad hände/ }).fill('Texten får inte försvinna. '.repeat(400))
    await expect(page.getByText(/^Utkastet kunde inte sparas: Disken är full/)).toBeVisible()
    await expect(page.getByRole('textbox', { name: /^Rubrik/ })).toHaveValue('Skriven på en full disk')
    await expect(page.getByRole('textbox', { name: /^Vad hände/ })).toHaveValue(/^Texten får inte försvinna/)

    rmSync(join(disk, 'fyllnad'))
    await page.getByRole('textbox', { name: /^Rubrik/ }).fill('Skriven på en disk med plats')
    await expect(page.getByText(/^Utkast sparat/)).toBeVisible()
    await expect(page.getByText(/^Utkastet kunde inte sparas/)).toHaveCount(0)
  } finally {
    await page.close()
    spawnSync('umount', ['-l', disk])
  }
})
