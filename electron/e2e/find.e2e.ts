import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { readXlsx } from 'hucre/xlsx'
import type { IncidentFilter } from '../../shared/incident/filter.ts'
import { formatNumber } from '../../shared/text/swedish.ts'
import { expect, test, type LardomApp } from './app.ts'
import { ask } from './ask.ts'
import { expectAccessible } from './axe.ts'
import { tabTo } from './keyboard.ts'
import {
  panel,
  grid,
  lines,
  chips,
  search,
  tabs,
  openPanel,
  section,
  countBeside,
  tick,
  countOf,
  expectShows,
  register,
} from './registerSteps.ts'
import { createWorkspace, givePassphrase, lock, openExample } from './workspaces.ts'

const READER = 'Bo Läsare'
const OWN = 'fem egna ord vid stranden'

test('filters tell what they would give, and give it', async ({ lardom }) => {
  test.setTimeout(240_000)
  const { page } = lardom
  await openExample(page)
  await openPanel(page)
  const all = await expectShows(page, {})

  await test.step('each count is what the list then holds, also together with others', async () => {
    const closed = await countOf(page, { status: ['avslutad'] })
    await countBeside(page, 'Status', 'Avslutad', closed)
    await tick(page, 'Status', 'Avslutad')
    expect(await expectShows(page, { status: ['avslutad'] })).toBe(closed)

    // Of the others by this filter; of its own, as if none were chosen.
    const fall = await countOf(page, { status: ['avslutad'], handelsetyp: ['fall'] })
    await countBeside(page, 'Händelsetyp', 'Fall', fall)
    await countBeside(page, 'Status', 'Bedömd', await countOf(page, { status: ['bedomd'] }))
    await tick(page, 'Händelsetyp', 'Fall')
    await tick(page, 'Status', 'Bedömd')
    const both = { status: ['avslutad', 'bedomd'], handelsetyp: ['fall'] } satisfies IncidentFilter
    expect(await expectShows(page, both)).toBeGreaterThan(fall)
    await expect(chips(page)).toHaveText(['Avslutad', 'Bedömd', 'Fall'])
  })

  await test.step('a place is found in the tree or by its name', async () => {
    const units = await ask(page, 'organisation.tree', {})
    const su = units.find((unit) => unit.code === 'SU' && unit.organisation === 'egen')
    const filter = { status: ['avslutad', 'bedomd'], handelsetyp: ['fall'] } satisfies IncidentFilter
    const inSu = await countOf(page, { ...filter, forvaltningId: su?.id ?? 0 })
    await countBeside(page, 'Förvaltning och enhet', 'Sahlgrenska', inSu)
    await tick(page, 'Förvaltning och enhet', 'Sahlgrenska')
    expect(await expectShows(page, { ...filter, forvaltningId: su?.id ?? 0 })).toBe(inSu)
    const place = await section(page, 'Förvaltning och enhet')
    await place.getByRole('button', { name: /^Enheter i Sahlgrenska/ }).click()
    const groups = await ask(page, 'incident.groups', {
      filter: { ...filter, forvaltningId: su?.id ?? 0 },
      group: 'unit',
    })
    const unit = units.find((one) => String(one.id) === groups[0]?.code)
    expect(unit).toBeDefined()
    await place.getByRole('searchbox').fill(unit?.name ?? '')
    await place.getByRole('checkbox').first().click()
    await expect(chips(page).last()).toHaveText(/./)
    await place.getByRole('searchbox').fill('')
  })

  await test.step('a period at a press, and all cleared', async () => {
    await page.getByRole('button', { name: 'Rensa alla' }).click()
    expect(await expectShows(page, {})).toBe(all)
    const period = await section(page, 'Händelsedatum')
    await period.getByRole('button', { name: 'Förra året' }).click()
    await expectShows(page, { from: '2025-01-01', to: '2025-12-31' })
    await expect(period.getByRole('button', { name: 'Förra året' })).toHaveAttribute('aria-pressed', 'true')
    await page.goBack()
    expect(await expectShows(page, {})).toBe(all)
    await page.goForward()
    await expectShows(page, { from: '2025-01-01', to: '2025-12-31' })
  })

  await test.step('where nothing fits it is said which filter to take away, and what that gives', async () => {
    await tick(page, 'Status', 'Inkommen')
    await search(page).fill('zebra')
    await expect(page.getByRole('heading', { name: 'Inga händelser passar filtret' })).toBeVisible()
    const kept = { from: '2025-01-01', to: '2025-12-31', status: ['inkommen'] } satisfies IncidentFilter
    const way = page.getByRole('button', { name: /^Utan ”zebra”/ })
    const without = await countOf(page, kept)
    await expect(way).toContainText(formatNumber(without))
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await expectAccessible(page, `inget passar, ${colorScheme}`)
    }
    await page.getByRole('button', { name: 'Visa alla händelser' }).click()
    expect(await expectShows(page, {})).toBe(all)
  })

  await test.step('grouped under headings with counts, which close', async () => {
    await page.getByRole('button', { name: 'Gruppera' }).click()
    await page.getByRole('menuitemradio', { name: 'Status' }).click()
    const groups = await ask(page, 'incident.groups', { group: 'status' })
    const heading = grid(page).getByRole('row').filter({ hasText: 'Inkommen' }).first()
    await expect(heading).toContainText(
      formatNumber(groups.find((one) => one.code === 'inkommen')?.count ?? -1),
    )
    await heading.focus()
    await page.keyboard.press('ArrowLeft')
    await expect(heading).toContainText('stängd grupp')
    await expect(grid(page).getByRole('row').nth(2)).toContainText('Bedömd')
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await expectAccessible(page, `grupperat, ${colorScheme}`)
    }
    await page.keyboard.press('ArrowRight')
    await expect(heading).toContainText('öppen grupp')
  })

  await test.step('columns are chosen, moved by keyboard and widened', async () => {
    await page.getByRole('button', { name: 'Kolumner' }).click()
    const list = page.getByRole('dialog', { name: 'Kolumner' })
    await list.getByRole('checkbox', { name: 'Vårdform' }).click()
    await list.getByRole('checkbox', { name: 'Skada', exact: true }).click()
    await list.getByRole('checkbox', { name: 'Vårdform' }).focus()
    await page.keyboard.press('Alt+ArrowUp')
    await expect(list.getByRole('checkbox', { name: 'Vårdform' })).toBeFocused()
    await expectAccessible(page, 'kolumner')
    await page.keyboard.press('Escape')
    await expect(grid(page).getByRole('columnheader')).toHaveText([
      'Markerad',
      'Datum',
      'Ärende',
      'Rubrik',
      'Händelseplats',
      'Händelsetyp',
      'Status',
      'Vårdform',
      'Risk',
    ])
    const header = grid(page).getByRole('columnheader', { name: 'Vårdform' })
    const before = (await header.boundingBox())?.width ?? 0
    await header.focus()
    for (let press = 0; press < 4; press++) await page.keyboard.press('Alt+ArrowRight')
    await expect.poll(async () => (await header.boundingBox())?.width).toBeCloseTo(before + 64, -1)
    await page.keyboard.press('Enter')
    await expect(header).toHaveAttribute('aria-sort', 'ascending')
    // A lock keeps it, since it is the person's.
    await lock(page)
    await openExample(page)
    await expect(grid(page).getByRole('columnheader', { name: 'Vårdform' })).toBeVisible()
    const after = await grid(page).getByRole('columnheader', { name: 'Vårdform' }).boundingBox()
    expect(after?.width).toBeCloseTo(before + 64, -1)
  })

  await test.step('on paper it is a plain table with the same columns and headings', async () => {
    await page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    const paper = page.locator('.print-only')
    await expect(paper.locator('thead th')).toHaveText([
      'Datum',
      'Ärende',
      'Rubrik',
      'Händelseplats',
      'Händelsetyp',
      'Status',
      'Vårdform',
      'Risk',
    ])
    await expect(paper.locator('tbody th[scope=colgroup]').first()).toContainText('Inkommen')
    expect(await paper.locator('tbody th[scope=row]').count()).toBeGreaterThanOrEqual(100)
    await expect(paper).toContainText(/De \d+ första av 6\s144/)
    await page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    await expect(paper).toHaveCount(0)
  })
})

test('a search knows inflection and compounds, and shows where it found', async ({ lardom }) => {
  test.setTimeout(180_000)
  const { page } = lardom
  await createWorkspace(lardom)
  await page.getByRole('heading', { name: 'Här är det tomt än' }).waitFor()
  await expect(page.getByRole('link', { name: 'Läs in från ett annat system' })).toBeVisible()
  await register(page, { title: 'Natten', description: 'Patienten föll ur sängen klockan två.' })
  await register(page, {
    title: 'Fel tablett',
    description: 'Ronden var sen.',
    causesText: 'En läkemedelsförväxling mellan två snarlika förpackningar.',
  })
  await register(page, { title: 'Larm', description: 'Larmet var avstängt under natten.' })
  await expect(lines(page)).toHaveCount(3)

  await test.step('a slash goes there, and hits come while one types', async () => {
    await page.keyboard.press('/')
    await expect(search(page)).toBeFocused()
    await page.keyboard.type('fall')
    await expect(lines(page)).toHaveCount(1)
    const line = lines(page).first()
    await expect(line).toContainText('Vad hände:')
    await expect(line.locator('mark')).toHaveText(['föll'])
    await expect(page.getByRole('button', { name: 'Sortera: Bästa träff' })).toBeVisible()
  })

  await test.step('a part of a compound, marked where it stands', async () => {
    await search(page).fill('förväxling')
    await expect(lines(page)).toHaveCount(1)
    await expect(lines(page).first()).toContainText('Fel tablett')
    await expect(lines(page).first()).toContainText('Orsaker:')
    await expect(lines(page).first().locator('mark').first()).toHaveText(/förväxling/i)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await expectAccessible(page, `träffar, ${colorScheme}`)
    }
  })

  await test.step('a phrase, a word left out, and the help that tells of them', async () => {
    await search(page).fill('natten')
    await expect(lines(page)).toHaveCount(2)
    await search(page).fill('natten -larm')
    await expect(lines(page)).toHaveCount(1)
    await search(page).fill('”under natten”')
    await expect(lines(page)).toHaveCount(1)
    await expect(lines(page).first()).toContainText('Larm')
    await page.getByRole('button', { name: 'Så söker du' }).click()
    await expect(page.getByRole('dialog', { name: 'Så söker du' })).toContainText('läkemedelsförväxling')
    await expectAccessible(page, 'så söker du')
    await page.keyboard.press('Escape')
  })

  await test.step('Escape empties it', async () => {
    await search(page).focus()
    await page.keyboard.press('Escape')
    await expect(search(page)).toHaveValue('')
    await expect(lines(page)).toHaveCount(3)
    await expect(page.getByRole('button', { name: /^Sortera: Datum/ })).toBeVisible()
  })
})

test('from a filter to a case and back to the same line, with the keyboard alone', async ({ lardom }) => {
  test.setTimeout(180_000)
  const { page } = lardom
  await openExample(page)
  await lines(page).first().waitFor()
  const filterButton = page.getByRole('button', { name: /^Filter/ })
  await tabTo(page, filterButton)
  if ((await filterButton.getAttribute('aria-expanded')) === 'false') await page.keyboard.press('Enter')
  await panel(page).waitFor()
  const closed = panel(page)
    .getByRole('group', { name: 'Status' })
    .getByRole('checkbox', { name: /^Avslutad/ })
  await tabTo(page, closed)
  await page.keyboard.press('Space')
  await expectShows(page, { status: ['avslutad'] })
  // Out of the panel, to the list.
  await page.keyboard.press('Escape')
  await expect(grid(page).locator('[role=row]:focus')).toBeVisible()
  for (let press = 0; press < 12; press++) await page.keyboard.press('PageDown')
  await page.keyboard.press('ArrowDown')
  const line = grid(page).locator('[role=row]:focus')
  await expect(line).toContainText(/AVV-/)
  const number = /AVV-\d{4}-\d{6}/.exec(await line.innerText())?.[0] ?? ''
  const scrolled = await grid(page).evaluate((element) => element.scrollTop)
  expect(scrolled).toBeGreaterThan(3000)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('Händelser')
  await expect(page.getByRole('main').getByText(number, { exact: true })).toBeVisible()
  await page.keyboard.press('Alt+ArrowLeft')
  await expect(grid(page).locator('[role=row]:focus')).toContainText(number)
  expect(await grid(page).evaluate((element) => element.scrollTop)).toBeCloseTo(scrolled, -1)
  await expectShows(page, { status: ['avslutad'] })

  await test.step('lines are selected one by one, in a stretch, and all', async () => {
    await page.keyboard.press('Home')
    await page.keyboard.press('Space')
    const marked = page.getByRole('region', { name: 'Markerade' }).getByRole('status')
    await expect(marked).toHaveText('1 händelse markerad')
    for (let press = 0; press < 4; press++) await page.keyboard.press('Shift+ArrowDown')
    await expect(marked).toHaveText('5 händelser markerade')
    await page.keyboard.press('Shift+ArrowUp')
    await expect(marked).toHaveText('4 händelser markerade')
    await page.keyboard.press('Control+a')
    const total = await countOf(page, { status: ['avslutad'] })
    await expect(marked).toHaveText(`${formatNumber(total)} händelser markerade`)
    await page.keyboard.press('End')
    await page.keyboard.press('Space')
    await expect(marked).toHaveText(`${formatNumber(total - 1)} händelser markerade`)
    await expect(grid(page).locator('[role=row]:focus')).toHaveAttribute('aria-rowindex', String(total + 1))
    await expectAccessible(page, 'markerade')
    await page.keyboard.press('Escape')
    await expect(marked).toHaveText('')
  })
})

test('a view is kept, shared, seen by another account, changed and taken back', async ({ lardom }) => {
  test.setTimeout(240_000)
  const { page } = lardom
  await createWorkspace(lardom)
  await register(page, { title: 'Fall i korridoren', handelsetyp: 'fall' })
  await register(page, { title: 'Fel dos' })
  const units = await ask(page, 'organisation.tree', {})
  const forvaltningId = units.find((unit) => unit.code === 'SU' && unit.organisation === 'egen')?.id ?? 0
  const { temporaryPassphrase } = await ask(page, 'account.add', {
    name: READER,
    title: 'Enhetschef',
    grants: [{ role: 'lasare', forvaltningId }],
  })
  await openPanel(page)
  await tick(page, 'Händelsetyp', 'Fall')
  await expect(page.getByText('1 händelse', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Gruppera' }).click()
  await page.getByRole('menuitemradio', { name: 'Status' }).click()

  await test.step('saved and shared', async () => {
    await page.getByRole('button', { name: 'Vyer' }).click()
    await expect(page.getByText('Inga vyer är sparade än.')).toBeVisible()
    await page.getByRole('button', { name: 'Spara som ny vy …' }).click()
    await page.getByRole('textbox', { name: 'Namn' }).fill('Fallen hos oss')
    await page.getByText('Dela med alla i arbetsytan').click()
    await expectAccessible(page, 'spara vy')
    await page.getByRole('button', { name: 'Spara vy' }).click()
    await expect(page.getByText('Vyn ”Fallen hos oss” är sparad.')).toBeVisible()
    await expect(tabs(page).last()).toHaveAttribute('aria-current', 'true')
  })

  await test.step('a dot tells that something has been changed; it is updated, renamed', async () => {
    await expect(tabs(page).last()).not.toContainText('ändrad')
    await page.getByRole('columnheader', { name: 'Risk' }).click()
    await expect(tabs(page).last()).toContainText('ändrad sedan den sparades')
    await page.getByRole('button', { name: 'Vyer' }).click()
    await page.getByRole('button', { name: 'Uppdatera ”Fallen hos oss”' }).click()
    await expect(page.getByText('Vyn ”Fallen hos oss” är uppdaterad.')).toBeVisible()
    await expect(tabs(page).last()).not.toContainText('ändrad')
    await page.getByRole('button', { name: 'Vyer' }).click()
    await page.getByRole('button', { name: 'Byt namn …' }).click()
    await page.getByRole('textbox', { name: 'Namn' }).fill('Fall på SU')
    await page.keyboard.press('Enter')
    await expect(tabs(page).last()).toContainText('Fall på SU')
    await tabs(page).first().click()
    await expectShows(page, {})
  })

  await test.step('somebody else opens it and cannot change it', async () => {
    await lock(page)
    await givePassphrase(page, temporaryPassphrase)
    await page.getByLabel('Den tillfälliga lösenfrasen').fill(temporaryPassphrase)
    await page.getByLabel('Ny lösenfras', { exact: false }).first().fill(OWN)
    await page.getByLabel('Ny lösenfras en gång till').fill(OWN)
    await page.getByRole('button', { name: 'Välj och fortsätt' }).click()
    await page.getByRole('navigation', { name: 'Huvudmeny' }).waitFor()
    await page.getByRole('button', { name: 'Vyer' }).click()
    await page.getByRole('button', { name: /^Fall på SU/ }).click()
    await expect(chips(page)).toHaveText(['Fall'])
    await expect(page.getByRole('columnheader', { name: 'Risk' })).toHaveAttribute('aria-sort', 'ascending')
    await expect(lines(page)).toHaveCount(1)
    await page.getByRole('button', { name: 'Vyer' }).click()
    await expect(page.getByRole('dialog', { name: 'Sparade vyer' })).toContainText('delad av')
    await expect(page.getByRole('button', { name: /^Uppdatera/ })).toHaveCount(0)
    await expect(page.getByRole('button', { name: 'Ta bort', exact: true })).toHaveCount(0)
    await expectAccessible(page, 'vyer')
    await page.keyboard.press('Escape')
  })

  await test.step('its owner takes it away, and takes that back', async () => {
    await lock(page)
    await givePassphrase(page)
    await page.getByRole('navigation', { name: 'Huvudmeny' }).waitFor()
    await tabs(page).last().click()
    await page.getByRole('button', { name: 'Vyer' }).click()
    await page.getByRole('button', { name: 'Ta bort', exact: true }).click()
    await expect(page.getByText('Vyn ”Fall på SU” är borttagen.')).toBeVisible()
    await expect(page.getByRole('navigation', { name: 'Vyer' })).toHaveCount(0)
    await page.getByRole('button', { name: 'Ångra' }).click()
    await expect(page.getByText('Vyn ”Fall på SU” är tillbaka.')).toBeVisible()
    await expect(tabs(page).last()).toContainText('Fall på SU')
  })
})

test('the list is saved as Excel and CSV with its own columns, and a cell that would be a formula is text', async ({
  lardom,
}) => {
  test.setTimeout(180_000)
  const { page } = lardom
  await createWorkspace(lardom)
  await register(page, { title: '=HYPERLINK("http://exempel.se";"Öppna")', eventDate: '2026-03-02' })
  await register(page, {
    title: 'Fel dos; ”två” gånger',
    eventDate: '2026-03-01',
    patientInvolved: true,
    isChild: true,
  })
  await register(page, { title: 'Annan sak', handelsetyp: 'fall' })
  await openPanel(page)
  await tick(page, 'Händelsetyp', 'Läkemedel')
  await expect(page.getByText('2 händelser i urvalet')).toBeVisible()
  await page.getByRole('button', { name: 'Kolumner' }).click()
  const list = page.getByRole('dialog', { name: 'Kolumner' })
  for (const name of ['Händelseplats', 'Status', 'Skada', 'Riskpoäng', 'Barn']) {
    await list.getByRole('checkbox', { name, exact: true }).click()
  }
  await page.keyboard.press('Escape')

  const HEADINGS = ['Datum', 'Ärendenummer', 'Rubrik', 'Händelsetyp', 'Barn']
  const expected = async () => {
    const { rows } = await ask(page, 'incident.list', { filter: { handelsetyp: ['lakemedel'] } })
    return rows.map((row) => row.arendenr)
  }
  const save = async (lardomApp: LardomApp, name: string, item: RegExp) => {
    const path = await lardomApp.saveNextAs(name)
    await page.getByRole('button', { name: 'Exportera' }).click()
    await page.getByRole('menuitem', { name: item }).click()
    await expect(page.getByText(`${name} är sparad med 2 händelser.`)).toBeVisible()
    return path
  }

  await test.step('Excel', async () => {
    const path = await save(lardom, 'urval.xlsx', /^Excel/)
    const { sheets } = await readXlsx(readFileSync(path))
    const [head = [], ...rows] = sheets[0]?.rows ?? []
    const at = head.findIndex((cell) => cell === 'Datum')
    expect(at).toBeGreaterThanOrEqual(0)
    expect(head.map(String)).toEqual(HEADINGS)
    expect(rows.map((row) => String(row[1]))).toEqual(await expected())
    const titles = rows.map((row) => String(row[2]))
    expect(titles[1]).toBe('Fel dos; ”två” gånger')
    // Text, whatever it looks like: the file holds no formula at all.
    expect(titles[0]).toContain('HYPERLINK')
    const formulas = [...(sheets[0]?.cells?.values() ?? [])].filter((cell) => cell.formula !== undefined)
    expect(formulas).toEqual([])
    expect(String(rows[1]?.[4])).toBe('Ja')
    await expect(page.getByRole('button', { name: 'Visa i mappen' })).toBeVisible()
    await page.getByRole('button', { name: 'Stäng' }).first().click()
  })

  await test.step('CSV', async () => {
    const path = await save(lardom, 'urval.csv', /^CSV/)
    const text = readFileSync(path, 'utf8')
    const records: string[][] = parse(text, { bom: true, delimiter: ';', relax_column_count: true })
    const [head, ...rows] = records
    expect(head).toEqual(HEADINGS)
    expect(rows.map((row) => row[1])).toEqual(await expected())
    // OWASP: a cell that begins as a formula gets a sign before it that makes it text.
    expect(rows[0]?.[2]).toMatch(/^['\t ]=HYPERLINK/)
    expect(rows[1]?.[2]).toBe('Fel dos; ”två” gånger')
  })
})
