import type { Locator, Page } from '@playwright/test'
import { addDays, swedishDay } from '../../shared/time/dates.ts'
import { expect, test, type LardomApp } from './app.ts'
import { ask } from './ask.ts'
import { expectAccessible } from './axe.ts'
import { createWorkspace, givePassphrase, lock } from './workspaces.ts'

const TODAY = swedishDay(new Date())
const YESTERDAY = addDays(TODAY, -1)
const STORY = 'Patienten fick dubbel dos warfarin på kvällen. Listan var från i går.'
const TITLE = 'Patienten fick dubbel dos warfarin på kvällen'
const HANDLER = 'Bo Handläggare'
const OWN = 'fem egna ord vid stranden'

/** Presses keys as one without a mouse must, and counts all that are not letters of an answer. */
class Keys {
  count = 0
  readonly #page: Page
  constructor(page: Page) {
    this.#page = page
  }
  async press(key: string): Promise<void> {
    this.count++
    await this.#page.keyboard.press(key)
  }
  async type(text: string): Promise<void> {
    await this.#page.keyboard.type(text)
  }
  async tabTo(target: Locator): Promise<void> {
    const element = await target.elementHandle()
    for (let press = 0; press < 20; press++) {
      if (await element?.evaluate((node) => node === document.activeElement)) return
      await this.press('Tab')
    }
    throw new Error(`Tab kommer inte till ${String(target)}`)
  }
}

/** A handläggare of SÄS with a passphrase of their own, who has got in. */
async function changeTo(lardom: LardomApp): Promise<void> {
  const { page } = lardom
  const units = await ask(page, 'organisation.tree', {})
  const forvaltningId = units.find((unit) => unit.code === 'SÄS')?.id ?? 0
  const { temporaryPassphrase: passphrase } = await ask(page, 'account.add', {
    name: HANDLER,
    title: 'Enhetschef',
    grants: [{ role: 'handlaggare', forvaltningId }],
  })
  await lock(page)
  await givePassphrase(page, passphrase)
  await page.getByLabel('Den tillfälliga lösenfrasen').fill(passphrase)
  await page.getByLabel('Ny lösenfras', { exact: false }).first().fill(OWN)
  await page.getByLabel('Ny lösenfras en gång till').fill(OWN)
  await page.getByRole('button', { name: 'Välj och fortsätt' }).click()
  await page.getByRole('navigation', { name: 'Huvudmeny' }).waitFor()
}

/** An option's name begins with its label; what it means may follow. */
async function choose(page: Page, field: RegExp, option: RegExp): Promise<void> {
  await page.getByRole('button', { name: field }).click()
  await page.getByRole('option', { name: option }).click()
}

async function setDay(page: Page, field: RegExp, day: string): Promise<void> {
  await page.getByRole('group', { name: field }).getByRole('spinbutton').first().click()
  await page.keyboard.type(day.replaceAll('-', ''))
}

async function toStep(page: Page, step: string): Promise<void> {
  await page.getByRole('button', { name: 'Ändra status' }).click()
  await page.getByRole('menuitem', { name: new RegExp(`^${step}`) }).click()
}

test('a short report takes less than a minute and forty keys; another person makes it whole, answers and closes', async ({
  lardom,
}) => {
  test.setTimeout(240_000)
  const { page } = lardom
  await createWorkspace(lardom)
  const number = `AVV-${TODAY.slice(0, 4)}-000001`

  await test.step('the short report, by keyboard alone', async () => {
    await lardom.goTo('/handelse/ny')
    await page.getByRole('heading', { level: 1, name: 'Ny händelse' }).waitFor()
    await expectAccessible(page, 'kort rapport')
    // All of it is on the screen at once, at the smallest window there is.
    await expect(page.getByRole('button', { name: 'Skicka in' })).toBeInViewport()
    await page.getByRole('main').focus()
    const keys = new Keys(page)
    const start = performance.now()
    await keys.tabTo(page.getByRole('radio', { name: 'Negativ händelse' }))
    await keys.press('Space')
    await keys.press('Tab')
    await keys.type(STORY)
    await expect(page.getByRole('complementary', { name: 'Hjälp till fältet' })).toContainText('Till exempel')
    await expect(page.getByRole('textbox', { name: /^Rubrik/ })).toHaveValue(TITLE)
    await keys.tabTo(page.getByRole('textbox', { name: 'Omedelbar åtgärd' }))
    await keys.type('Läkare tillkallades.')
    await keys.tabTo(page.getByRole('combobox', { name: 'Händelseplats' }))
    await keys.type('Borås')
    await page.getByRole('option', { name: /Borås/ }).waitFor()
    await keys.press('ArrowDown')
    await keys.press('Enter')
    await keys.tabTo(
      page
        .getByRole('group', { name: /Händelsedatum/ })
        .getByRole('spinbutton')
        .first(),
    )
    await keys.type(YESTERDAY.replaceAll('-', ''))
    await keys.tabTo(page.getByRole('textbox', { name: 'Klockslag' }))
    await keys.type('21:30')
    await keys.tabTo(page.getByRole('button', { name: /Vad blev följden/ }))
    await keys.press('Enter')
    await page.getByRole('option', { name: /^2 Måttlig/ }).waitFor()
    await keys.type('2')
    await keys.press('Enter')
    await expect(page.getByRole('button', { name: /Vad blev följden/ })).toContainText('2 Måttlig')
    await keys.press('Control+Enter')
    await expect(
      page.getByRole('heading', { name: `Tack! Händelsen är rapporterad som ${number}.` }),
    ).toBeFocused()
    const seconds = (performance.now() - start) / 1000
    expect(keys.count).toBeLessThanOrEqual(40)
    expect(seconds).toBeLessThan(60)
    await expectAccessible(page, 'kvitto')
  })

  await test.step('the place is remembered for the next one', async () => {
    await page.getByRole('button', { name: 'Rapportera en till' }).click()
    await expect(page.getByRole('combobox', { name: 'Händelseplats' })).toHaveValue('Borås')
    await expect(page.getByText('Ditt utkast är tillbaka')).toHaveCount(0)
    await expect(page.getByRole('textbox', { name: /^Vad hände/ })).toHaveValue('')
  })

  const { rows } = await ask(page, 'incident.list', {})
  const id = rows[0]?.id ?? 0
  await test.step('another account sees what is missing, and fills it in', async () => {
    await changeTo(lardom)
    await lardom.goTo(`/handelse/${id}`)
    await expect(page.getByText('Kort rapport – behöver kompletteras')).toBeVisible()
    await expect(page.getByText(/Det här saknas: Händelsetyp, Vårdform, Är patienten/)).toBeVisible()
    await page.getByRole('link', { name: 'Fyll på rapporten' }).click()
    await expect(page.getByRole('heading', { level: 2, name: 'Klassificering' })).toBeFocused()
    await expect(page.getByRole('heading', { level: 2, name: 'Läkemedel' })).toHaveCount(0)
    await choose(page, /Händelsetyp/, /^Läkemedel/)
    await expect(page.getByRole('heading', { level: 2, name: 'Läkemedel' })).toBeVisible()
    await choose(page, /Undertyp/, /^Administrering/)
    await choose(page, /Vårdform/, /^Slutenvård/)
    await page.getByLabel('Läkemedlets namn').fill('Warfarin')

    const informed = page.getByRole('radiogroup', { name: /^Är patienten eller närstående informerad/ })
    await informed.getByText('Ja', { exact: true }).click()
    await setDay(page, /Informerad datum/, TODAY)
    await page
      .getByRole('radiogroup', { name: /journalen/ })
      .getByText('Ja', { exact: true })
      .click()

    await page.getByRole('button', { name: 'Lägg till väntetid' }).click()
    await expect(page.getByRole('heading', { level: 2, name: 'Väntetid' })).toBeFocused()
    await choose(page, /Vad väntade patienten på/, /^Första besök/)
    await page.getByLabel('Väntetid i dagar').fill('120')
    await page.getByLabel('Väntetid i dagar').press('Tab')
    await expect(
      page.getByText(/gräns är passerad: första besök i specialiserad vård inom 90 dagar/),
    ).toBeVisible()
    await expect(page.getByText(/Gäller sedan\s1\sjuli\s2010/)).toBeVisible()
  })

  await test.step('what a changed type takes with it is told, and comes back with the type', async () => {
    await choose(page, /Händelsetyp/, /^Fall/)
    await expect(page.getByText('Undertypen Administrering togs bort')).toBeVisible()
    const told = page.getByRole('status').filter({ hasText: 'Det här sparas inte' })
    await expect(told).toContainText('Läkemedlets namn')
    await expectAccessible(page, 'redigera, med svar som inte sparas')
    await choose(page, /Händelsetyp/, /^Läkemedel/)
    await expect(told).toHaveCount(0)
    await expect(page.getByLabel('Läkemedlets namn')).toHaveValue('Warfarin')
    await page.getByRole('button', { name: 'Spara', exact: true }).click()
    await expect(page.getByText('Ändringen är sparad.')).toBeVisible()
    await expect(page.getByText('Kort rapport – behöver kompletteras')).toHaveCount(0)
    await expect(page.getByRole('region', { name: 'Väntetid' })).toContainText('Gränsen passerad (90 dagar)')
    await expect(page.getByRole('region', { name: 'Läkemedel' })).toContainText('Warfarin')
  })

  await test.step('it cannot end before the one who reported has got an answer', async () => {
    const nothing = { lasting: false, increasedCare: false, death: false }
    const { version } = await ask(page, 'incident.get', { id })
    await ask(page, 'incident.assess', {
      id,
      version,
      answers: {
        effect: 'faktisk',
        careRelated: true,
        avoidability: 1,
        actual: nothing,
        potential: nothing,
        actualSeverity: 1,
        potentialSeverity: 2,
        likelihood: 2,
      },
      investigationLevel: 'enkel',
      motivation: 'Skadan gick inte att undvika.',
    })
    await expect(page.locator('.page-badges')).toContainText('Bedömd')
    await toStep(page, 'Avsluta ärendet')
    const dialog = page.getByRole('dialog', { name: 'Avsluta ärendet' })
    await expect(dialog).toContainText('vill veta vad det ledde till')
    await expect(dialog.getByRole('button', { name: 'Avsluta ärendet' })).toBeDisabled()
    await dialog.getByRole('button', { name: 'Ge återkoppling' }).click()
    await expect(page.getByRole('heading', { name: 'Återkoppling till rapportören' })).toBeFocused()
    const text = page.getByLabel('Vad har rapporten lett till?')
    await expect(text).toHaveValue(/Tack för rapporten.*Händelsen är bedömd: skada, inte vårdskada/s)
    await expectAccessible(page, 'händelse som väntar på återkoppling')
    await page.getByRole('button', { name: 'Återkoppling given' }).click()
    await expect(page.getByText('Återkopplingen är antecknad.')).toBeVisible()
    await expect(page.getByText('Väntar på återkoppling')).toHaveCount(0)
  })

  await test.step('then it ends, and the history tells all of it', async () => {
    await toStep(page, 'Avsluta ärendet')
    await page.getByRole('dialog').getByRole('button', { name: 'Avsluta ärendet' }).click()
    await expect(page.locator('.page-badges')).toContainText('Avslutad')
    await page.getByRole('tab', { name: 'Historik' }).click()
    const entries = page.getByRole('tabpanel', { name: 'Historik' }).getByRole('listitem')
    await expect(entries).toHaveCount(5)
    for (const action of ['Ändrade status', 'Gav återkoppling', 'Bedömde', 'Redigerade', 'Rapporterade']) {
      await expect(entries.filter({ hasText: action })).toHaveCount(1)
    }
    const edited = entries.filter({ hasText: 'Redigerade' })
    await expect(edited.getByRole('row', { name: /^Behöver kompletteras/ })).toContainText('JaNej')
    await expect(edited.getByRole('row', { name: /^Vårdgarantins gräns passerad/ })).toContainText('Ja')
    await expect(edited).toContainText(HANDLER)
  })
})
