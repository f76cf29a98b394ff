import { expect, test, type LardomApp } from './app.ts'
import { ask } from './ask.ts'
import { expectAccessible, expectScrollableByKeyboard } from './axe.ts'
import { chooseRecent, createWorkspace, lock, openExample, toChoices } from './workspaces.ts'

/** A screen as a person comes to it; `show` ends when it is drawn. */
interface Screen {
  readonly name: string
  readonly show: () => Promise<void>
}

/** 1280 × 800 at 200 % leaves this much (WCAG 1.4.4, 1.4.10). */
const ZOOMED = { width: 640, height: 400 }
const NORMAL = { width: 1280, height: 800 }

async function resize(lardom: LardomApp, size: { width: number; height: number }): Promise<void> {
  await lardom.app.evaluate(({ BrowserWindow }, { width, height }) => {
    const [window] = BrowserWindow.getAllWindows()
    window?.setMinimumSize(320, 240)
    window?.setContentSize(width, height)
  }, size)
  await expect.poll(() => lardom.page.evaluate('window.innerWidth')).toBe(size.width)
}

/** What can be scrolled sideways, tables' own areas aside, and whether the window itself can. */
const SCROLLS_SIDEWAYS = `(() => {
  const root = document.scrollingElement
  const found = root.scrollWidth > window.innerWidth ? ['fönstret ' + root.scrollWidth] : []
  for (const element of document.querySelectorAll('body *')) {
    if (element.scrollWidth <= element.clientWidth + 1 || element.clientWidth === 0) continue
    if (!['auto', 'scroll'].includes(getComputedStyle(element).overflowX)) continue
    if (element.matches('input, textarea, table, [role=grid]') || element.querySelector(':scope > table, :scope > [role=grid]')) continue
    found.push(element.tagName + '.' + element.className + ' ' + element.scrollWidth + ' > ' + element.clientWidth)
  }
  return found
})()`

async function expectNoSidewaysScroll(lardom: LardomApp, name: string): Promise<void> {
  expect.soft(await lardom.page.evaluate(SCROLLS_SIDEWAYS), `i sidled: ${name}`).toEqual([])
}

/** Every screen: axe in light and dark, then sideways scrolling in half the window. */
async function inspect(lardom: LardomApp, screens: readonly Screen[]): Promise<void> {
  const { page } = lardom
  for (const { name, show } of screens) {
    await show()
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await expectAccessible(page, `${name}, ${colorScheme}`)
    }
    await resize(lardom, ZOOMED)
    await expectNoSidewaysScroll(lardom, name)
    await expectScrollableByKeyboard(page, `${name}, 200 %`)
    await resize(lardom, NORMAL)
  }
}

test('the way in is accessible, light and dark, and at 200 %', async ({ lardom }) => {
  const { page } = lardom
  await resize(lardom, NORMAL)
  const button = (name: string) => page.getByRole('button', { name })
  await inspect(lardom, [
    { name: 'första skärmen', show: () => button('Skapa ny arbetsyta').waitFor() },
    {
      name: 'skapa',
      show: async () => {
        await button('Skapa ny arbetsyta').click()
        await button('Välj plats och skapa').click()
        await page.getByText('Skriv ditt namn.').waitFor()
      },
    },
  ])
  await button('Tillbaka').click()
  await createWorkspace(lardom)
  await inspect(lardom, [
    {
      name: 'tomt register',
      show: () => page.getByRole('heading', { name: 'Här är det tomt än' }).waitFor(),
    },
    {
      name: 'första skärmen med senast använda',
      show: async () => {
        await lock(page)
        await toChoices(page)
        await page.getByRole('heading', { name: 'Senast använda' }).waitFor()
      },
    },
    {
      name: 'lås upp',
      show: async () => {
        await chooseRecent(page)
        await button('Lås upp').click()
        await page.getByText('Skriv lösenfrasen.').waitFor()
      },
    },
  ])
})

test('every screen is accessible, light and dark, and at 200 %', async ({ lardom }) => {
  test.setTimeout(240_000)
  const { page } = lardom
  await resize(lardom, NORMAL)
  await openExample(page)
  const idOf = async (filter: Parameters<typeof firstIncident>[1]) => firstIncident(lardom, filter)
  const assessed = await idOf({ origin: ['exempel'], harm: ['allvarlig_vardskada'] })
  const reported = await idOf({ origin: ['exempel'], status: ['inkommen'] })
  const published = await idOf({ origin: ['publicerad'] })
  const analyses = await ask(page, 'analysis.list', { state: 'avslutade', limit: 1 })
  const ongoing = await ask(page, 'analysis.list', { state: 'pagaende', limit: 1 })
  const closedAnalysis = analyses.rows[0]?.id ?? 0
  const analysis = ongoing.rows[0]?.id ?? 0

  const at = (name: string, address: string, drawn: string | RegExp): Screen => ({
    name,
    show: async () => {
      await lardom.goTo(address)
      await page.getByRole('heading', { name: drawn }).first().waitFor()
      await expect(page.getByRole('status').filter({ hasText: 'Hämtar' })).toHaveCount(0)
    },
  })
  const tab = (name: string, title: string): Screen => ({
    name,
    show: async () => {
      await page.getByRole('tab', { name: title }).click()
      await page.getByRole('tabpanel', { name: title }).waitFor()
      await expect(page.getByRole('status').filter({ hasText: /Hämtar|Räknar|Sätter/ })).toHaveCount(0)
    },
  })

  await inspect(lardom, [
    {
      name: 'registret',
      show: async () => {
        await page.getByRole('row').nth(5).waitFor()
        await page.getByRole('button', { name: /^Filter/ }).click()
        await page.getByRole('region', { name: 'Filter' }).waitFor()
      },
    },
    at('läs in händelser', '/import', 'Tidigare inläsningar'),
    at('ny händelse', '/handelse/ny', 'Ny händelse'),
    {
      name: 'ny händelse med fel',
      show: async () => {
        await page.getByRole('button', { name: 'Skicka in' }).click()
        await page.getByText(/saker behöver rättas/).waitFor()
      },
    },
    at('händelse', `/handelse/${assessed}`, 'När och var'),
    tab('händelse, bedömning', 'Bedömning'),
    tab('händelse, lex Maria', 'Lex Maria'),
    tab('händelse, historik', 'Historik'),
    at('publicerat fall', `/handelse/${published}`, 'När och var'),
    tab('publicerat fall, lex Maria', 'Lex Maria'),
    at('redigera', `/handelse/${reported}/redigera`, /^Redigera/),
    at('bedöm', `/handelse/${assessed}/bedom`, /^Bedöm/),
    at('starta analys', `/handelse/${reported}/analys/ny`, 'Starta händelseanalys'),
    at('inkorg', '/inkorg', 'Inkorg'),
    at('jämför', `/inkorg/jamfor/${reported}/${assessed}`, 'Jämför två ärenden'),
    at('analyser', '/analyser', 'Händelseanalyser'),
    at('analys, uppdrag', `/analys/${analysis}/uppdrag`, /Uppdrag/),
    at('analys, team', `/analys/${analysis}/team`, /^Team/),
    at('analys, källor', `/analys/${analysis}/kallor`, /källor/i),
    at('analys, förlopp', `/analys/${analysis}/forlopp`, /^Händelseförlopp/),
    at('analys, orsaker', `/analys/${analysis}/orsaker`, /^Orsaker/),
    at('analys, åtgärder', `/analys/${analysis}/atgarder`, /^Åtgärdsförslag/),
    at('analys, rapport', `/analys/${analysis}/rapport`, /^Slutrapport/),
    tab('analys, förhandsgranskning', 'Förhandsvisa'),
    at('analys, beslut', `/analys/${closedAnalysis}/beslut`, /^Beslut/),
    at('analys, uppföljning', `/analys/${closedAnalysis}/uppfoljning`, /^Uppföljning/),
    at('åtgärder', '/atgarder', 'Åtgärder'),
    at('indikatorer', '/indikatorer', 'Mått ur Kolada'),
    at('berättelser', '/berattelser', /^Berättelser|^Patientsäkerhetsberättelser/),
    at('berättelse', '/berattelse/SU/2025', /^Sahlgrenska.* 2025$/),
    tab('berättelse, förhandsvisning', 'Förhandsvisa'),
    tab('berättelse, uppgifter', 'Uppgifter och beslut'),
    tab('berättelse, lagkrav', 'Lagkrav'),
    at('logg', '/logg', 'Logg'),
    {
      name: 'logg, öppen rad',
      show: async () => {
        await page.getByRole('button', { name: 'Skapade exempeldata' }).first().click()
        await page.getByText('Loggens egna ord').waitFor()
      },
    },
    at('konton', '/konton', 'Konton'),
    at('nytt konto', '/konton/nytt', 'Nytt konto'),
    {
      name: 'nytt konto med fel',
      show: async () => {
        await page.getByRole('button', { name: 'Läsare: var' }).click()
        await page.getByRole('option', { name: 'Valda förvaltningar' }).click()
        await page.getByRole('button', { name: 'Skapa kontot' }).click()
        await page.getByText('Skriv personens namn.').waitFor()
      },
    },
    at('mitt konto', '/mitt-konto', 'Mitt konto'),
    at('säkerhet', '/sakerhet', 'Loggens ankare'),
    {
      name: 'kontroll av loggen',
      show: async () => {
        await page.getByRole('button', { name: 'Kontrollera loggen mot ett ankare' }).click()
        await page.getByText('Loggen är hel').waitFor()
      },
    },
    {
      name: 'Om Lärdom',
      show: async () => {
        await page.getByRole('button', { name: 'Stäng' }).click()
        await page.getByRole('button', { name: 'Om Lärdom' }).click()
        await page.getByRole('dialog', { name: 'Om Lärdom' }).waitFor()
      },
    },
  ])
})

async function firstIncident(
  { page }: LardomApp,
  filter: Parameters<typeof ask<'incident.list'>>[2]['filter'],
): Promise<number> {
  const { rows } = await ask(page, 'incident.list', { filter, limit: 1 })
  expect(rows, JSON.stringify(filter)).toHaveLength(1)
  return rows[0]?.id ?? 0
}
