import type { Page } from '@playwright/test'
import { EMPTY_ANSWERS } from '../../shared/incident/assessment.ts'
import { EMPTY_FIELDS, type IncidentFields } from '../../shared/incident/fields.ts'
import { swedishDay } from '../../shared/time/dates.ts'
import { expect, test } from './app.ts'
import { ask } from './ask.ts'
import { expectAccessible } from './axe.ts'
import { tabTo } from './keyboard.ts'
import { createWorkspace } from './workspaces.ts'

const TODAY = swedishDay(new Date())
const INSULIN = 'Patienten fick tio enheter insulin i stället för fyra enligt ordination, dosen lästes fel'

const list = (page: Page) => page.getByRole('listbox', { name: /^(Nya|Mina|Alla öppna)$/ })
const line = (page: Page, text: string) => list(page).getByRole('option').filter({ hasText: text })
const pane = (page: Page) => page.getByRole('article', { name: 'Vald händelse' })
const part = (page: Page, name: string) =>
  page
    .getByRole('navigation', { name: 'Delar av inkorgen' })
    .getByRole('button', { name: new RegExp(`^${name}`) })

/** Ångra in the message that says so. */
async function undo(page: Page, said: string): Promise<void> {
  const message = page.getByRole('alertdialog').filter({ hasText: said })
  await message.getByRole('button', { name: 'Ångra', exact: true }).click()
}

async function report(page: Page, unitId: number, fields: Partial<IncidentFields>): Promise<number> {
  const { id } = await ask(page, 'incident.register', {
    fields: {
      ...EMPTY_FIELDS,
      arendetyp: 'negativ_handelse',
      handelsetyp: 'ovrigt',
      unitId,
      eventDate: TODAY,
      title: 'Händelse',
      description: 'Något hände.',
      patientInformed: 'ej_aktuellt',
      ...fields,
    },
  })
  return id
}

test('what comes in is sorted in the inbox: by keyboard, many at once, with suggestions, duplicates and links', async ({
  lardom,
}) => {
  const { page } = lardom
  const { keyboard } = page
  await createWorkspace(lardom)
  const tree = await ask(page, 'organisation.tree', {})
  const unitId = tree.find((unit) => unit.code === 'SU')?.id ?? 0
  for (let n = 1; n <= 4; n++) {
    await report(page, unitId, {
      title: `Tidigare insulin ${n}`,
      handelsetyp: 'lakemedel',
      eventDate: `${Number(TODAY.slice(0, 4)) - 1}-0${n}-10`,
      description: `${INSULIN}. Fall nummer ${n}.`,
    })
  }
  const first = await report(page, unitId, { title: 'Insulin före lunch', description: INSULIN })
  const twin = await report(page, unitId, {
    title: 'Insulin före lunch, igen',
    description: `${INSULIN}. Läkare kontaktades.`,
  })
  const complaint = await report(page, unitId, {
    title: 'Synpunkt från anhörig',
    arendetyp: 'klagomal',
    description: 'Anhörig är missnöjd med bemötandet i receptionen.',
  })

  await test.step('the list is walked by keys, and what one stands on is read beside it', async () => {
    await page.getByRole('link', { name: /^Inkorg/ }).click()
    await expect(part(page, 'Nya')).toContainText('7')
    await tabTo(page, list(page))
    await expect(pane(page)).toContainText('Tidigare insulin 1')
    await keyboard.press('j')
    await expect(pane(page)).toContainText('Tidigare insulin 2')
    await keyboard.press('ArrowUp')
    await expect(pane(page)).toContainText('Tidigare insulin 1')
    await keyboard.press('End')
    await expect(pane(page).getByRole('heading', { level: 2 })).toHaveText('Synpunkt från anhörig')
    await expectAccessible(page, 'inkorgen')
    await page.emulateMedia({ colorScheme: 'dark' })
    await expectAccessible(page, 'inkorgen, mörk')
    await page.emulateMedia({ colorScheme: 'light' })
  })

  await test.step('a key takes the case, which leaves Nya for Mina, and Ångra gives it back', async () => {
    await tabTo(page, list(page), 'Shift+Tab')
    await keyboard.press('i')
    await expect(page.getByText('1 händelse ändrades.')).toBeVisible()
    await expect(line(page, 'Synpunkt från anhörig')).toHaveCount(0)
    await expect(part(page, 'Mina')).toContainText('1')
    await undo(page, '1 händelse ändrades.')
    await expect(page.getByText('Ångrat: 1 händelse är som förut.')).toBeVisible()
    await expect(line(page, 'Synpunkt från anhörig')).toHaveCount(1)
  })

  await test.step('keys open the choices of händelsetyp and handläggare, and of what to merge with', async () => {
    await list(page).focus()
    await keyboard.press('t')
    await page.getByRole('option', { name: /^Bemötande/ }).waitFor()
    await keyboard.type('Bemöt')
    await keyboard.press('Enter')
    await expect(line(page, 'Synpunkt från anhörig')).toContainText('Bemötande')
    expect((await ask(page, 'incident.get', { id: complaint })).fields.handelsetyp).toBe('bemotande')
    await list(page).focus()
    await keyboard.press('a')
    await page.getByRole('option', { name: /\(jag\)/ }).waitFor()
    await keyboard.press('Escape')
    await list(page).focus()
    await keyboard.press('m')
    const dialog = page.getByRole('dialog', { name: /^Sammanför AVV-/ })
    await dialog.getByRole('textbox', { name: 'Sök på nummer eller ord' }).fill('insulin')
    await expect(dialog.getByRole('button', { name: /^AVV-/ }).first()).toBeVisible()
    await keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
  })

  await test.step('a suggestion says why, and is taken by a press', async () => {
    await line(page, 'Insulin före lunch, igen').click()
    await expect(line(page, 'Insulin före lunch, igen')).toContainText('Förslag: Läkemedel')
    const suggestions = pane(page).getByRole('region', { name: 'Förslag på händelsetyp' })
    await expect(suggestions).toContainText(
      /\d av \d liknande händelser är Läkemedel; gemensamma ord: .*ordination/,
    )
    expect((await ask(page, 'incident.get', { id: twin })).fields.handelsetyp).toBe('ovrigt')
    await suggestions.getByRole('button', { name: 'Välj Läkemedel' }).click()
    await expect(pane(page).getByText(/Händelsetypen stämmer med liknande händelser/)).toBeVisible()
    expect((await ask(page, 'incident.get', { id: twin })).fields.handelsetyp).toBe('lakemedel')
    await expect(pane(page).getByRole('region', { name: 'Liknande händelser' })).toContainText(
      'Gemensamma ord:',
    )
  })

  await test.step('many are chosen, classified and assigned at once, and put back at once', async () => {
    await page.getByRole('button', { name: 'Markera alla 7' }).click()
    await expect(page.getByText('7 händelser valda')).toBeVisible()
    await page.getByRole('button', { name: 'Klassificera …' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: /Medicinskt område/ }).click()
    await page.getByRole('option', { name: 'Akut vård' }).click()
    await expectAccessible(page, 'klassificera')
    await dialog.getByRole('button', { name: 'Klassificera 7 händelser' }).click()
    await expect(page.getByText('7 händelser ändrades.')).toBeVisible()
    expect((await ask(page, 'incident.get', { id: first })).fields.medicalArea).toBe('akut')
    await undo(page, '7 händelser ändrades.')
    await expect(page.getByText('Ångrat: 7 händelser är som förut.')).toBeVisible()
    expect((await ask(page, 'incident.get', { id: first })).fields.medicalArea).toBeNull()

    await list(page).focus()
    await keyboard.press('Home')
    await keyboard.press('Space')
    await keyboard.press('j')
    await keyboard.press('x')
    await page.getByRole('button', { name: 'Tilldela …' }).click()
    await dialog.getByRole('button', { name: /Vem ska handlägga/ }).click()
    await page.getByRole('option', { name: /\(jag\)/ }).click()
    await dialog.getByRole('button', { name: 'Tilldela 2 händelser' }).click()
    await expect(page.getByText('2 händelser ändrades.')).toBeVisible()
    await expect(part(page, 'Nya')).toContainText('5')
    await expect(part(page, 'Mina')).toContainText('2')
  })

  await test.step('a rejection asks for its reason', async () => {
    await line(page, 'Synpunkt från anhörig').click()
    await keyboard.press('v')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Avvisa' }).click()
    await expect(dialog.getByText('Skriv varför.')).toBeVisible()
    await dialog.getByRole('button', { name: 'Avbryt' }).click()
    await expect(dialog).toHaveCount(0)
  })

  await test.step('two reports of one event are compared, put together, and taken apart', async () => {
    await part(page, 'Möjliga dubbletter').click()
    await page.getByRole('link', { name: /^Jämför AVV-.* och AVV-/ }).click()
    await expect(page.getByText(/Samma enhet, samma dag, \d+ % gemensamma ordpar/)).toBeVisible()
    await page.getByText('Lägg till: Vad hände?').click()
    await expectAccessible(page, 'jämför')
    await page.emulateMedia({ colorScheme: 'dark' })
    await expectAccessible(page, 'jämför, mörk')
    await page.emulateMedia({ colorScheme: 'light' })
    await page.getByRole('button', { name: /^Sammanför och behåll/ }).click()
    await expect(page.getByText(/^AVV-\S+ är sammanfört med AVV-/)).toBeVisible()
    await expect(
      page.getByRole('heading', { level: 1, name: 'Insulin före lunch', exact: true }),
    ).toBeVisible()
    const kept = await ask(page, 'incident.get', { id: first })
    expect(kept.fields.description).toContain('Läkare kontaktades.')
    expect((await ask(page, 'incident.get', { id: twin })).status).toBe('sammanford')
    await page.getByRole('button', { name: 'Stäng' }).first().click()
    await page.getByRole('button', { name: /^Ta isär AVV-/ }).click()
    await expect(page.getByText('Ärendena är isärtagna och som de var.')).toBeVisible()
    const apart = await ask(page, 'incident.get', { id: twin })
    expect(apart).toMatchObject({ status: 'inkommen', mergedInto: null })
    expect((await ask(page, 'incident.get', { id: first })).fields.description).toBe(INSULIN)
    await page.getByRole('tab', { name: 'Historik' }).click()
    await expect(page.getByText('Tog isär sammanförda ärenden')).toBeVisible()
    await page.getByRole('tab', { name: 'Händelse', exact: true }).click()
  })

  await test.step('a complaint is linked to its event and to an analysis, and seen from the other end', async () => {
    expect((await ask(page, 'triage.get', { incidentId: complaint })).links).toEqual([])
    const analysis = await ask(page, 'analysis.start', { incidentId: first, title: 'Insulin på avdelningen' })
    await lardom.goTo(`/handelse/${complaint}`)
    await page.getByRole('heading', { level: 1, name: 'Synpunkt från anhörig' }).waitFor()
    const panel = page.getByRole('region', { name: 'Hör ihop med' })
    await panel.getByRole('button', { name: 'Länka …' }).click()
    await panel.getByRole('textbox', { name: /Händelse eller händelseanalys/ }).fill('före lunch')
    const number = (await ask(page, 'incident.get', { id: first })).arendenr
    await panel.getByRole('button', { name: number }).click()
    await panel.getByRole('button', { name: 'Länka', exact: true }).click()
    await expect(panel.getByRole('link', { name: new RegExp(number) })).toBeVisible()
    await expect(panel).toContainText('Klagomål om')
    await panel.getByRole('button', { name: 'Länka …' }).click()
    await panel.getByRole('textbox', { name: /Händelse eller händelseanalys/ }).fill('Insulin på avdelningen')
    await panel.getByRole('button', { name: /^HA-/ }).click()
    await panel.getByRole('button', { name: 'Länka', exact: true }).click()
    await expect(panel).toContainText('Ingår i händelseanalysen')
    await expectAccessible(page, 'ärende med länkar')
    await panel.getByRole('link', { name: new RegExp(number) }).click()
    await expect(page.getByRole('region', { name: 'Hör ihop med' })).toContainText('Har klagomålet')
    await lardom.goTo(`/analys/${analysis.id}`)
    await expect(page.getByRole('region', { name: 'Fler händelser i analysen' })).toContainText(
      'Synpunkt från anhörig',
    )
  })

  await test.step('who waits for feedback is listed, and the case opens at it', async () => {
    const now = await ask(page, 'incident.get', { id: first })
    await ask(page, 'incident.assess', {
      id: first,
      version: now.version,
      answers: { ...EMPTY_ANSWERS, effect: 'ingen' },
      investigationLevel: 'enkel',
      motivation: 'Upptäcktes i tid.',
    })
    await page.getByRole('link', { name: /^Inkorg/ }).click()
    await part(page, 'Väntar på återkoppling').click()
    await page.getByRole('button', { name: 'Ge återkoppling' }).click()
    await expect(page.getByRole('heading', { name: 'Återkoppling till rapportören' })).toBeFocused()
  })
})
