import { expect, test, type LardomApp } from './app.ts'
import { ask } from './ask.ts'
import { expectAccessible } from './axe.ts'
import { createWorkspace, givePassphrase, lock, PASSPHRASE, PERSON } from './workspaces.ts'

const OWN = 'fem egna ord vid stranden'
const COLLEAGUE = 'Bo Handläggare'

const menuOf = ({ page }: LardomApp) => page.getByRole('navigation', { name: 'Huvudmeny' })

async function newRecoveryKey(lardom: LardomApp): Promise<string> {
  const { page } = lardom
  await lardom.goTo('/sakerhet')
  await page.getByRole('button', { name: 'Ny återställningsnyckel' }).click()
  const dialog = page.getByRole('dialog', { name: 'Ny återställningsnyckel' })
  await dialog.getByLabel('Din lösenfras').fill('inte den rätta frasen')
  await dialog.getByRole('button', { name: 'Gör en ny nyckel' }).click()
  await expect(dialog.getByText('Lösenfrasen stämmer inte.')).toBeVisible()
  await dialog.getByLabel('Din lösenfras').fill(PASSPHRASE)
  await dialog.getByRole('button', { name: 'Gör en ny nyckel' }).click()
  const shown = page.locator('.recovery-key')
  await shown.waitFor()
  await expectAccessible(page, 'ny återställningsnyckel')
  return (await shown.textContent()) ?? ''
}

test('a forgotten passphrase: the recovery key opens, and one chooses a new one', async ({ lardom }) => {
  test.setTimeout(150_000)
  const { page } = lardom
  await createWorkspace(lardom)
  const key = await newRecoveryKey(lardom)
  expect(key).toMatch(/^([A-Z2-9]{4}-){7}[A-Z2-9]{4}$/)
  await page.getByText('Jag har sparat nyckeln').click()
  await page.getByRole('button', { name: /^(Klar|Tillbaka|Stäng)/ }).click()

  await test.step('it is typed in lower case and without dashes', async () => {
    await lock(page)
    await givePassphrase(page, key.toLowerCase().replaceAll('-', ' '))
    await expect(page.getByRole('heading', { name: 'Välj en egen lösenfras' })).toBeVisible()
    await expect(page.getByText(`Välj en ny lösenfras för ${PERSON}`)).toBeVisible()
    await expectAccessible(page, 'efter återställningsnyckeln')
  })

  await test.step('what is chosen opens, and what was forgotten does not', async () => {
    await page.getByLabel('Återställningsnyckeln').fill(key)
    await page.getByLabel('Ny lösenfras', { exact: false }).first().fill(OWN)
    await page.getByLabel('Ny lösenfras en gång till').fill(OWN)
    await page.getByRole('button', { name: 'Välj och fortsätt' }).click()
    await menuOf(lardom).waitFor()
    await lock(page)
    await givePassphrase(page)
    await expect(page.getByText('Lösenfrasen stämmer inte.')).toBeVisible()
    await givePassphrase(page, OWN)
    await menuOf(lardom).waitFor()
  })

  await test.step('the log says how it was opened', async () => {
    const { rows } = await ask(page, 'audit.list', { filter: {}, limit: 50 })
    expect(rows.map((row) => row.action)).toContain('account.unlock-recovery')
  })
})

test("the file's key is changed with everybody's passphrases as they are, and a colleague gets a new temporary one", async ({
  lardom,
}) => {
  test.setTimeout(150_000)
  const { page } = lardom
  await createWorkspace(lardom)
  const added = await ask(page, 'account.add', {
    name: COLLEAGUE,
    title: '',
    grants: [{ role: 'handlaggare', forvaltningId: null }],
  })

  await test.step('the key is changed from the security page', async () => {
    await lardom.goTo('/sakerhet')
    await page.getByRole('button', { name: 'Byt filens nyckel' }).click()
    await expect(page.getByText('Filen har fått en ny nyckel.')).toBeVisible({ timeout: 30_000 })
    await expect(page.getByText(/Det gjordes senast/)).toBeVisible()
    await lock(page)
    await givePassphrase(page)
    await menuOf(lardom).waitFor()
  })

  await test.step('a new temporary passphrase takes the place of the first one', async () => {
    await lardom.goTo(`/konton/${added.id}`)
    await page.getByRole('button', { name: 'Ny tillfällig lösenfras' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Gör en ny' }).click()
    const temporary = (await page.locator('.recovery-key').textContent()) ?? ''
    expect(temporary).not.toBe(added.temporaryPassphrase)
    await page.getByText('Jag har lämnat över eller sparat frasen').click()
    await page.getByRole('button', { name: 'Klar' }).click()
    await lock(page)
    await givePassphrase(page, added.temporaryPassphrase)
    await expect(page.getByText('Lösenfrasen stämmer inte.')).toBeVisible()
    await givePassphrase(page, temporary)
    await expect(page.getByText(`Välkommen, ${COLLEAGUE}.`)).toBeVisible()
  })
})
