import type { Page } from '@playwright/test'
import { EMPTY_FIELDS } from '../../shared/incident/fields.ts'
import { expect, test } from './app.ts'
import { ask } from './ask.ts'
import { expectAccessible } from './axe.ts'
import { tabTo } from './keyboard.ts'
import { createWorkspace, lock, unlockAgain } from './workspaces.ts'

/** Skatteverket's own test number; it belongs to nobody. */
const NUMBER = '19121212-1212'
const MASKED = '19121212-****'
/** What the window holds of it, in text, fields and the page's own memory of where it has been. */
const SEEN = `[document.documentElement.outerHTML,
  ...[...document.querySelectorAll('input, textarea')].map((field) => field.value),
  JSON.stringify(sessionStorage), JSON.stringify(localStorage), location.href].join('\\n')`

async function expectNowhere(page: Page): Promise<void> {
  const seen = String(await page.evaluate(SEEN))
  expect(seen).not.toContain(NUMBER)
  expect(seen).not.toContain(NUMBER.replace('-', ''))
}

async function registerCase(page: Page): Promise<number> {
  const units = await ask(page, 'organisation.tree', {})
  const unit = units.find(({ code }) => code === 'SU')
  const { id } = await ask(page, 'incident.register', {
    fields: {
      ...EMPTY_FIELDS,
      arendetyp: 'negativ_handelse',
      handelsetyp: 'fall',
      unitId: unit?.id ?? 0,
      title: 'Fall från säng',
      description: 'Patienten föll på natten.',
      eventDate: '2026-01-10',
      patientAge: 45,
    },
  })
  return id
}

const looks = async (page: Page, id: number) =>
  (await ask(page, 'incident.history', { id })).filter(({ action }) => action === 'Såg patientens nummer')
    .length

test("a patient's number is masked, shown by a logged look, and gone again", async ({ lardom }) => {
  const { page, app } = lardom
  await createWorkspace(lardom)
  const id = await registerCase(page)
  await lardom.goTo(`/handelse/${id}`)
  // Asked for anew each time: after a lock the window is another.
  const panel = () => page.getByRole('region', { name: 'Patientens identitet' })
  const button = (name: string) => panel().getByRole('button', { name, exact: true })
  const bothThemes = async (where: string) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await expectAccessible(page, `${where}, ${colorScheme}`)
    }
  }

  await test.step('it is registered with the keyboard alone, and told what it is read as', async () => {
    await expect(panel()).toContainText('Inget personnummer är registrerat')
    await tabTo(page, button('Registrera nummer'))
    await page.keyboard.press('Enter')
    await page.keyboard.type('19121212-1213')
    await page.keyboard.press('Enter')
    await expect(panel()).toContainText('Kontrollsiffran stämmer inte')
    await expect(panel()).toContainText('Välj vad numret behövs till.')
    await bothThemes('formuläret med fel')
    await page.keyboard.press('Backspace')
    await page.keyboard.type('2')
    await expect(panel()).toContainText('Läses som personnummer: född 12 december 1912')
    await expect(panel()).toContainText('Enligt händelsen var patienten 45 år, enligt numret 113.')
    await tabTo(page, panel().getByRole('radio', { name: 'Anmälan enligt lex Maria' }))
    await page.keyboard.press('Space')
    await tabTo(page, button('Spara'))
    await page.keyboard.press('Enter')
    await expect(panel()).toContainText(MASKED)
    await expect(button('Ändra')).toBeFocused()
    await expectNowhere(page)
    await bothThemes('maskerat')
  })

  await test.step('it is shown after a purpose, copied, and hidden again', async () => {
    expect(await looks(page, id)).toBe(0)
    await tabTo(page, button('Visa'), 'Shift+Tab')
    await page.keyboard.press('Enter')
    await expect(panel()).toContainText('Visningen loggas')
    await bothThemes('ändamålet')
    await tabTo(page, button('Hitta patientens journal'))
    await page.keyboard.press('Enter')
    await expect(panel()).toContainText(NUMBER)
    await expect(button('Dölj')).toBeFocused()
    expect(await looks(page, id)).toBe(1)
    await bothThemes('visat')
    await button('Kopiera').click()
    await expect(page.getByText('Urklipp töms om en minut')).toBeVisible()
    expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toBe(NUMBER)
    await button('Dölj').click()
    await expect(panel()).toContainText(MASKED)
    await expect(button('Visa')).toBeFocused()
    await expectNowhere(page)
  })

  await test.step('another reason is written out, and never holds a number', async () => {
    await button('Visa').click()
    await button('Annat skäl …').click()
    await button('Visa numret').click()
    await expect(panel()).toContainText('Skriv varför numret behöver visas.')
    await panel().getByLabel('Skäl').fill(`Gäller ${NUMBER}`)
    await expect(panel()).toContainText('Det ser ut som ett personnummer.')
    await button('Markera det').click()
    await page.keyboard.type('IVO')
    await expect(panel().getByLabel('Skäl')).toHaveValue('Gäller IVO')
    await button('Visa numret').click()
    await expect(panel()).toContainText(NUMBER)
    expect(await looks(page, id)).toBe(2)
  })

  await test.step('it is hidden when the window is left, and when the page is', async () => {
    await page.evaluate("window.dispatchEvent(new Event('blur'))")
    await expect(panel()).toContainText(MASKED)
    await expectNowhere(page)
    await button('Visa').click()
    await button('Anmälan enligt lex Maria').click()
    await expect(panel()).toContainText(NUMBER)
    await page.getByRole('tab', { name: 'Historik' }).click()
    await page.getByText('Såg patientens nummer').first().waitFor()
    await expectNowhere(page)
    await page.getByRole('tab', { name: 'Händelse', exact: true }).click()
    await expect(panel()).toContainText(MASKED)
  })

  await test.step('after half a minute it is hidden by itself', async () => {
    await button('Visa').click()
    await button('Anmälan enligt lex Maria').click()
    await expect(panel()).toContainText('Döljs om')
    await expect(panel()).toContainText(MASKED, { timeout: 35_000 })
    await expectNowhere(page)
  })

  await test.step('nothing of it is left in the window after a lock', async () => {
    await button('Visa').click()
    await button('Anmälan enligt lex Maria').click()
    await expect(panel()).toContainText(NUMBER)
    await button('Kopiera').click()
    await expect.poll(() => app.evaluate(({ clipboard }) => clipboard.readText())).toBe(NUMBER)
    await lock(page)
    expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toBe('')
    await expectNowhere(page)
    expect(String(await page.evaluate(SEEN))).not.toContain('19121212')
    await unlockAgain(page)
    await lardom.goTo(`/handelse/${id}`)
    await expect(panel()).toContainText(MASKED)
  })

  await test.step('lex Maria tells whether it is there, and it is taken away with a reason', async () => {
    await button('Ta bort').click()
    await panel().getByLabel('Varför tas det bort?').fill('Anmälan är gjord.')
    await bothThemes('ta bort')
    await button('Ta bort numret').click()
    await expect(panel()).toContainText('Inget personnummer är registrerat')
    const { version } = await ask(page, 'incident.get', { id })
    const serious = { lasting: true, increasedCare: true, death: false }
    await ask(page, 'incident.assess', {
      id,
      version,
      answers: {
        effect: 'faktisk',
        careRelated: true,
        avoidability: 4,
        actual: serious,
        potential: serious,
        actualSeverity: 3,
        potentialSeverity: 3,
        likelihood: 2,
      },
      investigationLevel: 'handelseanalys',
      motivation: 'Brott på höften.',
    })
    const decided = { decision: 'ska_anmalas', reason: 'Allvarlig.', date: '2026-01-15' } as const
    await ask(page, 'supervision.decide', { incidentId: id, ...decided })
    await page.getByRole('tab', { name: 'Lex Maria' }).click()
    await expect(page.getByText('Patientens nummer är inte registrerat.')).toBeVisible()
    await page.getByRole('link', { name: 'Registrera det under Händelse' }).click()
    await expect(button('Registrera nummer')).toBeVisible()
  })
})

test('a text is looked through as one types, in every kind of field', async ({ lardom }) => {
  const { page } = lardom
  await createWorkspace(lardom)
  const said = page.getByText('Det ser ut som ett personnummer.')

  await lardom.goTo('/handelse/ny')
  const text = page.getByRole('textbox', { name: /^Vad hände/ })
  await text.fill('Ring 070-123 45 67 om AVV-2026-000123, SU 2026-00123, 2026-01-10 kl. 14.30.')
  await page.waitForTimeout(500)
  await expect(said).toHaveCount(0)
  await text.fill('Patienten 1912\u00ad1212\u20111212 föll.')
  await expect(said).toBeVisible()
  await expect(page.getByRole('status').filter({ has: said })).toBeVisible()
  await page.getByRole('button', { name: 'Markera det' }).click()
  await page.keyboard.type('kvinna, 80 år,')
  await expect(text).toHaveValue('Patienten kvinna, 80 år, föll.')
  await expect(said).toHaveCount(0)

  await page.getByRole('textbox', { name: /^Rubrik/ }).fill('Fall 121212+1212')
  await expect(said).toBeVisible()
  await page.getByRole('textbox', { name: /^Rubrik/ }).fill('Fall')
  await expect(said).toHaveCount(0)

  await lardom.goTo('/analyser')
  await page.getByLabel('Sök').fill(NUMBER)
  await expect(said).toBeVisible()
  await page.getByLabel('Sök').fill('')
})
