import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import * as z from 'zod'
import { expect, test } from './app.ts'
import { expectAccessible } from './axe.ts'
import {
  chooseFile,
  figures,
  goOn,
  inBothThemes,
  pick,
  readIn,
  rowsOf,
  sayWhichSystem,
  total,
  toTrial,
} from './importSteps.ts'
import { createWorkspace } from './workspaces.ts'

const DATA = join(import.meta.dirname, '..', 'service', 'transfer', 'testdata')
const data = (name: string) => join(DATA, name)

/** The faults planted in avvikelser_smutsig.csv; electron/service/transfer/faults.test.ts holds each to its word. */
const planted = z
  .object({
    faults: z.array(z.object({ record_no: z.number(), fault: z.string(), column: z.string() })),
  })
  .parse(JSON.parse(readFileSync(data('faults.json'), 'utf8'))).faults
/** Kinds whose rows do not come in. */
const REFUSED = new Set([
  'test_personnummer',
  'test_personuppgift',
  'ragged_too_few',
  'ragged_too_many',
  'duplicate_conflict',
  'unquoted_delimiter',
  'long_id',
  'id_scientific_notation',
])
const refusedRows = planted
  .filter(
    ({ fault, column }) =>
      REFUSED.has(fault) ||
      (fault === 'missing_required' && ['Ärendenummer', 'Beskrivning'].includes(column)),
  )
  .map(({ record_no }) => record_no)

test('the exports of a hospital’s system come in with exactly the faults they have', async ({ lardom }) => {
  const { page } = lardom
  await createWorkspace(lardom)

  await test.step('an empty page teaches how to get a file', async () => {
    await page.getByRole('link', { name: 'Läs in händelser' }).click()
    await expect(page.getByText('Ur MedControl PRO')).toBeVisible()
    await inBothThemes(page, 'läs in, tomt')
  })

  await test.step('each encoding and separator is found, and every row is new', async () => {
    const kinds = [
      ['avvikelser_semikolon_cp1252.csv', 'Windows-1252 (ANSI)', 'Semikolon ;'],
      ['avvikelser_utf8bom_tab.txt', 'UTF-8 med BOM', 'Tabb'],
      ['avvikelser_utf16le_tab.txt', 'UTF-16 LE', 'Tabb'],
    ] as const
    for (const [name, encoding, separator] of kinds) {
      await chooseFile(lardom, data(name))
      await expect(
        page.getByRole('button', { name: new RegExp(`^${escape(encoding)}.*Teckenkodning`) }),
      ).toBeVisible()
      await expect(
        page.getByRole('button', { name: new RegExp(`^${escape(separator)}.*Avgränsare`) }),
      ).toBeVisible()
      await expect(page.getByRole('region', { name: 'Filens första rader' })).toContainText('AVV-0001')
      for (const step of ['kolumner', 'värden', 'provkörning'] as const) await goOn(page, step)
      expect(await figures(page), name).toEqual({ Nya: 144 })
    }
    expect(await total(page)).toBe(0)
  })

  await test.step('a quote that is never closed is told where it begins', async () => {
    await toTrial(lardom, data('avvikelser_smutsig_oavslutat_citat.csv'))
    await expect(page.getByRole('grid', { name: 'Felaktiga rader' })).toContainText('citat')
    expect((await figures(page))['Felaktiga']).toBe(1)
  })

  await test.step('the dirty one: its good rows come in, the others are named, saved, and nothing else changes', async () => {
    await chooseFile(lardom, data('avvikelser_smutsig.csv'))
    await inBothThemes(page, 'filen')
    await goOn(page, 'kolumner')
    await inBothThemes(page, 'kolumner')
    await goOn(page, 'värden')
    await inBothThemes(page, 'värden')
    await goOn(page, 'provkörning')
    await inBothThemes(page, 'provkörning')
    const trial = await figures(page)
    expect(trial['Felaktiga']).toBe(refusedRows.length)
    expect(await total(page)).toBe(0)

    const saved = await lardom.saveNextAs('Felaktiga.csv')
    await page.getByRole('button', { name: 'Spara felaktiga rader som CSV …' }).click()
    await expect(page.getByText(/^Felaktiga\.csv är sparad med/)).toBeVisible()
    const rows = rowsOf(saved)
    expect(rows.map((row) => Number(row['Rad i källan'])).sort((a, b) => a - b)).toEqual(
      refusedRows.sort((a, b) => a - b),
    )
    expect(rows.filter((row) => (row['Skäl'] ?? '') === '')).toEqual([])
    // No personnummer leaves, in what is saved or on the page.
    expect(readFileSync(saved, 'utf8')).not.toMatch(/121212[-+\u2011 ]?1212/)
    await expect(page.getByRole('main')).not.toContainText(/121212[-+\u2011 ]?1212/)

    await readIn(page)
    await inBothThemes(page, 'klart')
    expect(await figures(page)).toEqual(trial)
    expect(await total(page)).toBe(trial['Nya'])
    await page.getByRole('link', { name: 'Visa de inlästa i registret' }).click()
    await expect(page.getByText(new RegExp(`^${trial['Nya']} händelser`)).first()).toBeVisible()
  })

  await test.step('undo says what it will do, and takes back what came', async () => {
    await page.getByRole('link', { name: 'Läs in händelser' }).click()
    await inBothThemes(page, 'läs in, en inläsning')
    await page.getByRole('button', { name: /^Ångra inläsningen av avvikelser_smutsig\.csv/ }).click()
    const dialog = page.getByRole('alertdialog', { name: /^Ångra inläsningen av/ })
    await expect(dialog).toContainText('nya händelser tas bort')
    await expectAccessible(page, 'ångra')
    await dialog.getByRole('button', { name: 'Ångra inläsningen' }).click()
    await expect(page.getByRole('heading', { name: 'Inläsningen är ångrad' })).toBeVisible()
    await page.getByRole('button', { name: 'Stäng', exact: true }).last().click()
    await expect(page.getByRole('row').filter({ hasText: 'avvikelser_smutsig.csv' })).toContainText('Ångrad')
    expect(await total(page)).toBe(0)
  })
})

/**
 * Pieces of large public files from abroad: which column says what happened, which is the number, and what becomes of the
 * rows. The figures were counted with Python's csv module, not with ours.
 */
const FOREIGN: readonly {
  readonly file: string
  readonly text: string
  readonly key: string | null
  readonly rows: Record<string, number>
}[] = [
  // 338 rows have texts with commas and no quotes, and 290 do not say what is asked for.
  {
    file: 'us_vaers_2020_piece.csv.gz',
    text: 'STATE',
    key: 'VAERS_ID',
    rows: { Nya: 2472, Felaktiga: 628 },
  },
  {
    file: 'us_ntsb_piece.csv.gz',
    text: 'MODEL',
    key: 'ACCIDENT_NUMBER',
    rows: { Nya: 1855, Dubbletter: 1, Felaktiga: 138, 'Hoppade över': 196 },
  },
  // No numbers, and many rows that are alike: they are said to be events of their own.
  {
    file: 'us_mi_critical_incidents_piece.csv.gz',
    text: 'Event Sub-Type',
    key: null,
    rows: { Nya: 1797, Felaktiga: 172, 'Hoppade över': 783 },
  },
  { file: 'us_safenet_2019.csv.gz', text: 'Narrative', key: 'ID', rows: { Nya: 67 } },
  { file: 'us_nasa_llis_piece.xlsx', text: 'Lesson(s) Learned', key: 'Lesson ID', rows: { Nya: 61 } },
]

test('foreign files map and come in, or are refused row by row with the reason', async ({ lardom }) => {
  const { page, folder } = lardom
  await createWorkspace(lardom)
  for (const { file, text, key, rows } of FOREIGN) {
    await test.step(file, async () => {
      await chooseFile(lardom, unpacked(folder, file))
      await goOn(page, 'kolumner')
      await page.getByText('Publicerade fall från andra').click()
      await sayWhichSystem(page, file)
      if (key === null) await page.getByText('Är olika händelser').click()
      else await pick(page, new RegExp(`^Kolumnen ${escape(key)} läses in som`), /^Ärendenummer i källan/)
      await pick(page, new RegExp(`^Kolumnen ${escape(text)} läses in som`), /^Vad hände/)
      await goOn(page, 'värden')
      await goOn(page, 'provkörning')
      expect.soft(await figures(page), file).toEqual(rows)
    })
  }
})

function unpacked(folder: string, file: string): string {
  const path = join(folder, file.replace(/\.gz$/, ''))
  const bytes = readFileSync(join(DATA, 'foreign', file))
  writeFileSync(path, file.endsWith('.gz') ? gunzipSync(bytes) : bytes)
  return path
}

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
}
