import type { Page } from '@playwright/test'
import { QUESTIONS } from '../../shared/incident/questions.ts'
import { swedishDay } from '../../shared/time/dates.ts'
import { expect, test } from './app.ts'
import { ask } from './ask.ts'
import { tabTo } from './keyboard.ts'
import { createWorkspace, lock, unlockAgain } from './workspaces.ts'

const TITLE = 'Överlämning utan läkemedelslista på Öster'
const BEGUN = 'Patienten flyttades till Borås på kvällen. '

/** A report of today, so that it belongs to this year's berättelse. */
const TODAY = swedishDay(new Date())
const YEAR = TODAY.slice(0, 4)

async function answer(page: Page, question: string, choice: string | RegExp): Promise<void> {
  await page
    .getByRole('radiogroup', { name: question })
    .getByText(choice, typeof choice === 'string' ? { exact: true } : {})
    .click()
}

/** From the register to the empty form, with the keyboard alone. */
async function goToNew(page: Page): Promise<void> {
  const menu = page.getByRole('navigation', { name: 'Huvudmeny' })
  await tabTo(page, menu.getByRole('link', { name: 'Händelser', exact: true }))
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('link', { name: 'Ny händelse', exact: true }))
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Ny händelse' }).waitFor()
}

/** What the assessment says beside the form. */
const conclusions = (page: Page) => page.getByRole('complementary', { name: 'Slutsatser' })
const headBadges = (page: Page) => page.locator('.page-badges')

/** Answers for an allvarlig vårdskada; every part of the way says what follows and by which law. */
async function assess(page: Page): Promise<void> {
  await answer(page, QUESTIONS.effect, /^Ja/)
  await answer(page, QUESTIONS.careRelated, 'Ja')
  await answer(page, QUESTIONS.avoidability, '4. Skadan var undvikbar')
  await answer(page, QUESTIONS['actual.death'], 'Nej')
  await answer(page, QUESTIONS['actual.lasting'], 'Nej')
  await answer(page, QUESTIONS['actual.increasedCare'], 'Nej')
  await expect(conclusions(page)).toContainText('Vårdskada som inte är allvarlig.')
  await expect(conclusions(page)).toContainText('PSL 3 kap. 3 och 8 §§')
  await answer(page, QUESTIONS['actual.increasedCare'], 'Ja')
  await expect(conclusions(page)).toContainText('Allvarlig vårdskada. Chefläkaren prövar anmälan')
  await expect(conclusions(page)).toContainText('PSL 1 kap. 5 §, 3 kap. 5 §')
  await answer(page, QUESTIONS.actualSeverity, /^2\. Måttlig/)
}

test('a händelse goes from a report by keyboard to lex Maria, an analysis and the berättelse', async ({
  lardom,
}) => {
  const { page } = lardom
  await createWorkspace(lardom)
  const { keyboard } = page

  await test.step('half a report is kept when one leaves the page, and when the workspace is locked', async () => {
    await goToNew(page)
    await tabTo(page, page.getByRole('radio', { name: /^Negativ händelse/ }))
    await keyboard.press('Space')
    await tabTo(page, page.getByRole('textbox', { name: /^Rubrik/ }))
    await keyboard.type(TITLE)
    await tabTo(page, page.getByRole('combobox', { name: 'Händelseplats' }))
    await keyboard.type('Borås')
    await page.getByRole('option', { name: /Borås/ }).waitFor()
    await keyboard.press('ArrowDown')
    await keyboard.press('Enter')
    const date = () => page.getByRole('group', { name: /Händelsedatum/ }).getByRole('spinbutton')
    await tabTo(page, date().first())
    await keyboard.type(TODAY.replaceAll('-', ''))

    await tabTo(page, page.getByRole('link', { name: 'Åtgärder' }), 'Shift+Tab')
    await keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Åtgärder' }).waitFor()
    await goToNew(page)
    await expect(page.getByText('Ditt utkast är tillbaka')).toBeVisible()
    await expect(page.getByRole('textbox', { name: /^Rubrik/ })).toHaveValue(TITLE)

    await tabTo(page, page.getByRole('textbox', { name: /^Vad hände/ }))
    await keyboard.type(BEGUN)
    // At once, before the pause after which a draft is saved.
    await lock(page)
    await unlockAgain(page)
    await expect(page.getByText('Ditt utkast är tillbaka')).toBeVisible()
    await expect(page.getByRole('textbox', { name: /^Vad hände/ })).toHaveValue(BEGUN)
    await expect(page.getByRole('radio', { name: /^Negativ händelse/ })).toBeChecked()
    await expect(page.getByRole('combobox', { name: 'Händelseplats' })).toHaveValue('Borås')
    await expect(date()).toHaveText(TODAY.split('-'))
  })

  await test.step('a personnummer is warned of while one types, and refused', async () => {
    const text = page.getByRole('textbox', { name: /^Vad hände/ })
    await tabTo(page, text)
    await keyboard.press('Control+End')
    await keyboard.type('Patient 19121212-1212')
    await expect(page.getByText(/Det ser ut som ett personnummer/)).toBeVisible()
    await tabTo(page, page.getByRole('button', { name: 'Skicka in' }))
    await keyboard.press('Enter')
    await expect(page.getByRole('alert')).toContainText('En sak behöver rättas')
    await expect(text).toBeFocused()
    expect(await ask(page, 'incident.count', { filter: {} })).toMatchObject({ total: 0 })
    await keyboard.press('Control+End')
    for (let press = 0; press < '19121212-1212'.length; press++) await keyboard.press('Backspace')
    await keyboard.type('fick dubbel dos.')
    await expect(page.getByText(/ser ut (att innehålla|som) ett personnummer/)).toHaveCount(0)
  })

  const number = `AVV-${YEAR}-000001`
  await test.step('it gets its number, and is found at once', async () => {
    await tabTo(page, page.getByRole('button', { name: 'Skicka in' }))
    await keyboard.press('Enter')
    await expect(
      page.getByRole('heading', { name: `Tack! Händelsen är rapporterad som ${number}.` }),
    ).toBeFocused()
    await expect(page.getByText(`”${TITLE}”`)).toBeVisible()
    await goToNew(page)
    await expect(page.getByText('Ditt utkast är tillbaka')).toHaveCount(0)
    await page.goBack()
    await tabTo(page, page.getByRole('searchbox', { name: 'Sök i texten' }))
    await keyboard.type('öster överl')
    await expect(page.getByRole('button', { name: 'Ta bort filtret ”öster överl”' })).toBeVisible()
    await expect(page.getByText('1 händelse', { exact: true })).toBeVisible()
    const line = page.getByRole('row', { name: TITLE })
    await expect(line).toContainText('Ej bedömd')
    await tabTo(page, line)
    await keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: TITLE }).waitFor()
  })
  const { rows } = await ask(page, 'incident.list', {})
  const id = rows[0]?.id ?? 0

  await test.step('it is assessed; what is missing is said where it is', async () => {
    await page.getByRole('button', { name: 'Bedöm' }).click()
    await page.getByRole('button', { name: 'Spara bedömningen' }).click()
    await expect(page.getByText('Svara på frågan.')).toBeVisible()
    await assess(page)
    await page.getByRole('button', { name: /Utredningsnivå/ }).click()
    await page.getByRole('option', { name: 'Händelseanalys' }).click()
    await page.getByLabel('Motivering').fill('Bygger på journalen och samtal med enheten.')
    // Only the matrix is left: the focus goes to it, and arrows choose.
    await page.getByRole('button', { name: 'Spara bedömningen' }).click()
    const cell = (severity: number, likelihood: number) =>
      page.getByRole('radio', {
        name: new RegExp(`^Allvarlighetsgrad ${severity} .*, sannolikhet ${likelihood} `),
      })
    await expect(cell(1, 1)).toBeFocused()
    await keyboard.press('Space')
    await expect(cell(1, 1)).toBeChecked()
    await expect(page.getByText(/kan inte vara lägre än den faktiska \(2\)/)).toBeVisible()
    await keyboard.press('ArrowUp')
    await keyboard.press('ArrowUp')
    await keyboard.press('ArrowRight')
    await expect(cell(3, 2)).toBeFocused()
    await expect(cell(3, 2)).toBeChecked()
    await expect(page.getByText(/kan inte vara lägre än den faktiska/)).toHaveCount(0)
    await expect(conclusions(page)).toContainText('Allvarlighetsgrad 3 × sannolikhet 2 = 6')
    await page.getByRole('button', { name: 'Spara bedömningen' }).click()
    await expect(page.getByText('Bedömningen är sparad.')).toBeVisible()
    await expect(headBadges(page)).toContainText('Allvarlig vårdskada')
    await expect(headBadges(page)).toContainText('Bedömd')
  })

  await test.step('history has before and after, Ångra takes it back, and it is assessed again', async () => {
    await page.getByRole('tab', { name: 'Historik' }).click()
    const entry = page.getByRole('listitem').filter({ hasText: 'Bedömde händelsen' })
    await expect(entry.getByRole('row', { name: /^Skada/ })).toHaveText(/SkadaEj bedömdAllvarlig vårdskada/)
    await expect(entry.getByRole('row', { name: /^Status/ })).toHaveText(/StatusInkommenBedömd/)
    await page.getByLabel('Meddelanden').getByRole('button', { name: 'Ångra' }).click()
    await expect(headBadges(page)).toContainText('Ej bedömd')
    await expect(headBadges(page)).toContainText('Inkommen')
    await expect(page.getByRole('listitem').filter({ hasText: 'Ångrade den senaste' })).toBeVisible()
    expect(await ask(page, 'incident.get', { id })).toMatchObject({ harm: 'ej_bedomd', assessment: null })

    await page.getByRole('button', { name: 'Bedöm' }).click()
    await assess(page)
    await page.getByRole('radio', { name: /^Allvarlighetsgrad 3 .*, sannolikhet 2 / }).click()
    await page.getByRole('button', { name: /Utredningsnivå/ }).click()
    await page.getByRole('option', { name: 'Händelseanalys' }).click()
    await page.getByLabel('Motivering').fill('Bedömd på nytt med chefläkaren.')
    await page.getByRole('button', { name: 'Spara bedömningen' }).click()
    await expect(headBadges(page)).toContainText('Allvarlig vårdskada')
  })

  await test.step('lex Maria waits until the patient is informed, then goes to IVO and back', async () => {
    await page.getByRole('tab', { name: 'Lex Maria' }).click()
    await expect(page.getByText('Chefläkaren behöver besluta')).toBeVisible()
    await page.getByText('Ja, den ska anmälas').click()
    await page.getByLabel('Motivering').fill('Väsentligt ökat vårdbehov.')
    await page.getByRole('button', { name: 'Besluta' }).click()
    await expect(page.getByText(`Beslutet är sparat i LM-${YEAR}-0001.`)).toBeVisible()
    await expect(page.getByText('Patienten behöver informeras först')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Markera som anmäld' })).toBeDisabled()
    await expect(ask(page, 'supervision.mark-reported', { incidentId: id, date: TODAY })).rejects.toThrow(
      /innan händelsen markeras som anmäld \(PSL 3 kap\. 8 §\)/,
    )

    await page.getByRole('main').getByRole('link', { name: 'Redigera händelsen' }).click()
    const informed = page.getByRole('radiogroup', { name: /^Är patienten eller närstående informerad/ })
    await informed.getByText('Ja', { exact: true }).click()
    await page
      .getByRole('group', { name: /Informerad datum/ })
      .getByRole('spinbutton')
      .first()
      .click()
    await keyboard.type(TODAY.replaceAll('-', ''))
    await page.getByRole('button', { name: 'Spara', exact: true }).click()
    await expect(page.getByText('Ändringen är sparad.')).toBeVisible()

    await page.getByRole('tab', { name: 'Lex Maria' }).click()
    await page.getByLabel('IVO:s diarienummer').fill(`3.2.1-00001/${YEAR}`)
    await page.getByRole('button', { name: 'Markera som anmäld' }).click()
    await expect(page.getByText('Ärendet är markerat som anmält till IVO.')).toBeVisible()
    await page
      .getByRole('form', { name: 'IVO:s beslut' })
      .getByRole('button', { name: /^Välj … Beslut/ })
      .click()
    await page.getByRole('option', { name: /är fullgjord$/ }).click()
    await page.getByRole('button', { name: 'Spara IVO:s beslut' }).click()
    await expect(page.getByText('IVO:s beslut är sparat.')).toBeVisible()
    await expect(page.getByRole('definition').filter({ hasText: /är fullgjord,/ })).toBeVisible()
  })

  await test.step('its analysis is named on the case', async () => {
    await page.getByRole('link', { name: 'Starta händelseanalys' }).click()
    await page.getByRole('button', { name: 'Starta analysen' }).click()
    const analysis = `HA-${YEAR}-0001`
    await expect(page.getByText(analysis, { exact: true })).toBeVisible()
    await page.getByRole('link', { name: number }).first().click()
    await page.getByRole('tab', { name: 'Händelse', exact: true }).click()
    await expect(
      page
        .getByRole('region', { name: 'Händelseanalyser' })
        .getByRole('link', { name: `${analysis} ${TITLE}` }),
    ).toBeVisible()
  })

  await test.step('and it counts in the berättelse of its förvaltning', async () => {
    await lardom.goTo(`/berattelse/${encodeURIComponent('SÄS')}/${YEAR}`)
    await page.getByRole('tab', { name: 'Förhandsvisa' }).click()
    const said = (text: string) => page.getByRole('article').getByText(text).first()
    await expect(
      said(`Av händelserna från ${YEAR} bedömdes 1 vara en vårdskada (varav 1 allvarlig).`),
    ).toBeVisible()
    await expect(said('1 händelse till IVO enligt lex Maria. IVO meddelade 1 beslut')).toBeVisible()
    await expect(said(`informerats vid 1 av 1 vårdskada från ${YEAR}.`)).toBeVisible()
    // Not in another förvaltning's.
    await lardom.goTo(`/berattelse/SU/${YEAR}`)
    await page.getByRole('tab', { name: 'Förhandsvisa' }).click()
    await expect(said(`I registret finns inga avvikelser från ${YEAR}.`)).toBeVisible()
  })
})
