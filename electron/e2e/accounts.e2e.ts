import { EMPTY_FIELDS } from '../../shared/incident/fields.ts'
import type { CallResult } from '../../shared/rpc/wire.ts'
import { expect, test, type LardomApp } from './app.ts'
import { ask } from './ask.ts'
import { expectAccessible } from './axe.ts'
import { createWorkspace, givePassphrase, lock, PASSPHRASE, PERSON } from './workspaces.ts'

const READER = 'Bo Läsare'
const OWN = 'fem egna ord vid stranden'

/** A call that goes round the pages, as somebody at the developer's tools would make it. */
async function around({ page }: LardomApp, procedure: string, input: object): Promise<string> {
  const result = await page.evaluate<CallResult>(
    `window.lardom.call(${JSON.stringify(procedure)}, ${JSON.stringify(input)})`,
  )
  return result.ok ? 'svar' : result.error.code
}

async function registerIn(lardom: LardomApp, code: string): Promise<number> {
  const units = await ask(lardom.page, 'organisation.tree', {})
  const unitId = units.find((unit) => unit.organisation === 'egen' && unit.code === code)?.id ?? 0
  const fields = {
    ...EMPTY_FIELDS,
    arendetyp: 'risk' as const,
    handelsetyp: 'fall' as const,
    unitId,
    title: `Hal trappa i ${code}`,
    description: 'Räcke saknas.',
    patientInvolved: false,
  }
  return (await ask(lardom.page, 'incident.register', { fields })).id
}

/** A reader of SU, with the temporary passphrase that the slip shows. */
async function addReader(lardom: LardomApp): Promise<string> {
  const { page } = lardom
  await lardom.goTo('/konton')
  await page.getByRole('link', { name: 'Nytt konto' }).click()
  await page.getByRole('button', { name: 'Skapa kontot' }).click()
  await expect(page.getByText('Skriv personens namn.')).toBeVisible()
  await expect(page.getByText('Välj minst en roll.')).toBeVisible()
  await page.getByLabel('Namn').fill(READER)
  await page.getByLabel('Befattning').fill('Enhetschef')
  await page.getByRole('button', { name: /Läsare: var/ }).click()
  await page.getByRole('option', { name: 'Valda förvaltningar' }).click()
  await page.getByRole('button', { name: /Läsare: förvaltningar/ }).click()
  await page.getByRole('option', { name: /Sahlgrenska/ }).click()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Skapa kontot' }).click()
  await expect(page.getByRole('heading', { name: `Tillfällig lösenfras för ${READER}` })).toBeFocused()
  await expectAccessible(page, 'tillfällig lösenfras')
  const temporary = await page.locator('.recovery-key').textContent()
  await expect(page.getByRole('button', { name: 'Klar' })).toBeDisabled()
  await page.getByText('Jag har lämnat över eller sparat frasen').click()
  await page.getByRole('button', { name: 'Klar' }).click()
  const row = page.getByRole('row', { name: new RegExp(READER) })
  await expect(row).toContainText('Läsare i SU')
  await expect(row).toContainText('Tillfällig')
  return temporary ?? ''
}

async function chooseOwn({ page }: LardomApp, temporary: string): Promise<void> {
  await page.getByLabel('Den tillfälliga lösenfrasen').fill(temporary)
  await page.getByLabel('Ny lösenfras', { exact: false }).first().fill(OWN)
  await page.getByLabel('Ny lösenfras en gång till').fill(OWN)
  await page.getByRole('button', { name: 'Välj och fortsätt' }).click()
}

test('a reader of one förvaltning gets in, sees what the role gives and no more, and is out when removed', async ({
  lardom,
}) => {
  test.setTimeout(180_000)
  const { page } = lardom
  // Asked for anew each time: after a lock it is another window's.
  const menu = () => page.getByRole('navigation', { name: 'Huvudmeny' })
  await createWorkspace(lardom)
  const own = await registerIn(lardom, 'SU')
  const others = await registerIn(lardom, 'NU')
  const temporary = await addReader(lardom)

  await test.step('a temporary passphrase opens nothing but the choice of one’s own', async () => {
    await lock(page)
    await givePassphrase(page, temporary)
    await expect(page.getByRole('heading', { name: 'Välj en egen lösenfras' })).toBeVisible()
    await expectAccessible(page, 'välj en egen lösenfras')
    expect(await around(lardom, 'incident.list', { filter: {} })).toBe('PASSPHRASE_MUST_CHANGE')
    await chooseOwn(lardom, temporary)
    await menu().waitFor()
  })

  await test.step('the menu and the pages hold what the role gives', async () => {
    await expect(page.getByRole('link', { name: 'Händelser', exact: true })).toBeVisible()
    for (const hidden of ['Konton', 'Logg', 'Säkerhet']) {
      await expect(page.getByRole('link', { name: hidden, exact: true })).toHaveCount(0)
    }
    await expect(page.getByText('1 händelse', { exact: true })).toBeVisible()
    await expect(page.getByRole('link', { name: 'Ny händelse' })).toHaveCount(0)
    await lardom.goTo(`/handelse/${own}`)
    await expect(page.getByRole('heading', { name: 'Hal trappa i SU' })).toBeVisible()
    for (const hidden of [/^Bedöm/, 'Ändra status']) {
      await expect(page.getByRole('button', { name: hidden })).toHaveCount(0)
    }
    await expect(page.getByRole('link', { name: 'Redigera' })).toHaveCount(0)
    for (const address of ['/konton', '/sakerhet', '/handelse/ny', `/handelse/${own}/redigera`]) {
      await lardom.goTo(address)
      await expect(
        page.getByRole('heading', { name: 'Din behörighet omfattar inte den här sidan' }),
        address,
      ).toBeVisible()
    }
    await lardom.goTo('/mitt-konto')
    await expect(page.getByText('Läsare i Sahlgrenska Universitetssjukhuset')).toBeVisible()
    await page.getByRole('link', { name: 'Det här har jag gjort' }).click()
    await expect(page.getByText('Det du själv har gjort i arbetsytan.')).toBeVisible()
    await expect(page.getByRole('row').filter({ hasText: PERSON })).toHaveCount(0)
  })

  await test.step('calls round the pages are refused', async () => {
    expect(await around(lardom, 'account.list', {})).toBe('NOT_ALLOWED')
    expect(await around(lardom, 'audit.verify', {})).toBe('NOT_ALLOWED')
    expect(await around(lardom, 'incident.get', { id: others })).toBe('OUT_OF_SCOPE')
    expect(await around(lardom, 'audit.export', { path: '/tmp/x.csv', filter: {} })).toBe('NOT_ALLOWED')
  })

  await test.step('and stand in the log, which holds', async () => {
    await lock(page)
    await givePassphrase(page, PASSPHRASE)
    await menu().waitFor()
    await lardom.goTo('/logg')
    await page.getByRole('button', { name: 'Bara nekade försök' }).click()
    for (const procedure of ['account.list', 'audit.verify', 'incident.get', 'audit.export']) {
      await expect(
        page.getByRole('row').filter({ hasText: READER }).filter({ hasText: procedure }),
      ).toHaveCount(1)
    }
    await expect(page.getByText('4 rader i urvalet')).toBeVisible()
    await page.getByRole('button', { name: 'Kontrollera loggen' }).click()
    await expect(page.getByText('Loggen är hel')).toBeVisible()
    await page.getByRole('button', { name: 'Stäng' }).click()
  })

  await test.step('a removed account opens nothing', async () => {
    await lardom.goTo('/konton')
    await page.getByRole('link', { name: READER }).click()
    await page.getByRole('button', { name: 'Ta bort kontot' }).click()
    await expect(page.getByText(/Säkerhetskopior som redan är tagna/)).toBeVisible()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Ta bort kontot' }).click()
    await expect(page.getByRole('heading', { name: 'Borttagna konton' })).toBeVisible({ timeout: 30_000 })
    await expect(page.getByText('Filens nyckel behöver bytas')).toHaveCount(0)
    await lock(page)
    await givePassphrase(page, OWN)
    await expect(page.getByText('Lösenfrasen stämmer inte.')).toBeVisible()
    await givePassphrase(page)
    await menu().waitFor()
  })
})

test('one changes one’s passphrase, and the old one opens nothing', async ({ lardom }) => {
  test.setTimeout(120_000)
  const { page } = lardom
  await createWorkspace(lardom)
  await lardom.goTo('/mitt-konto')
  await page.getByLabel('Nuvarande lösenfras').fill('något helt annat än så')
  await page.getByLabel('Ny lösenfras', { exact: false }).first().fill('kort')
  await expect(page.getByText('4 tecken: 11 till behövs.')).toBeVisible()
  await page.getByRole('button', { name: 'Byt lösenfras' }).click()
  await expect(page.getByText('Fraserna är inte lika.')).toBeVisible()
  await page.getByLabel('Ny lösenfras', { exact: false }).first().fill(OWN)
  await page.getByLabel('Ny lösenfras en gång till').fill(OWN)
  await page.getByRole('button', { name: 'Byt lösenfras' }).click()
  await expect(page.getByText('Lösenfrasen stämmer inte.')).toBeVisible()
  await page.getByLabel('Nuvarande lösenfras').fill(PASSPHRASE)
  await page.getByRole('button', { name: 'Byt lösenfras' }).click()
  await expect(page.getByText('Lösenfrasen är bytt.')).toBeVisible()
  await lock(page)
  await givePassphrase(page)
  await expect(page.getByText('Lösenfrasen stämmer inte.')).toBeVisible()
  await givePassphrase(page, OWN)
  await page.getByRole('navigation', { name: 'Huvudmeny' }).waitFor()
})
