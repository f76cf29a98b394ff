import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeXlsx } from 'hucre/xlsx'
import { compareSwedish } from '../../shared/text/swedish.ts'
import { png } from '../service/attachment/testFiles.ts'
import { textRows, workbook } from '../service/transfer/reading/testFiles.ts'
import { expect, test } from './app.ts'
import { ask } from './ask.ts'
import { expectAccessible } from './axe.ts'
import { tabTo } from './keyboard.ts'
import {
  chooseFile,
  dropFile,
  expectStep,
  figures,
  goOn,
  inBothThemes,
  pick,
  readIn,
  sayWhichSystem,
  total,
  toTrial,
} from './importSteps.ts'
import { createWorkspace, lock, unlockAgain } from './workspaces.ts'

const HEADINGS = ['Nr', 'Hände den', 'Klinik', 'Vad hände', 'Sort', 'Läge']
const CASES = [
  [
    'K-1',
    '2026-03-01',
    'Sahlgrenska Universitetssjukhuset',
    'Patienten föll i badrummet.',
    'Fallolycka i badrum',
    'hos Berit',
  ],
  [
    'K-2',
    '2026-03-02',
    'Sahlgrenska Universitetssjukhuset',
    'Fel dos gavs på kvällen.',
    'Läkemedel',
    'pågående',
  ],
  [
    'K-3',
    '2026-03-03',
    'Sahlgrenska Universitetssjukhuset',
    'Provsvaret kom bort.',
    'Laboratorium',
    'pågående',
  ],
]

async function workbookAt(path: string, rows: readonly (readonly string[])[]): Promise<string> {
  writeFileSync(
    path,
    await writeXlsx({ sheets: [{ name: 'Avvikelser', rows: [HEADINGS, ...rows.map((row) => [...row])] }] }),
  )
  return path
}

test('a workbook with headings of its own is mapped by hand, remembered, read again, changed and taken back', async ({
  lardom,
}) => {
  const { page, folder } = lardom
  await createWorkspace(lardom)
  let changed = 0
  const first = await workbookAt(join(folder, 'Vår lista.xlsx'), CASES)

  await test.step('columns, values and a name, by hand', async () => {
    await chooseFile(lardom, first)
    await goOn(page, 'kolumner')
    const fields: [string, RegExp][] = [
      ['Nr', /^Ärendenummer i källan/],
      ['Hände den', /^Händelsedatum/],
      ['Klinik', /^Förvaltning/],
      ['Vad hände', /^Vad hände/],
      ['Sort', /^Händelsetyp/],
      ['Läge', /^Status/],
    ]
    for (const [heading, field] of fields) {
      await pick(page, new RegExp(`^Kolumnen ${heading} läses in som`), field)
    }
    await sayWhichSystem(page, 'Klinikens lista')
    await page.getByRole('textbox', { name: /^Profilens namn/ }).fill('Vår lista')
    await goOn(page, 'värden')
    await pick(page, /^Händelsetyp Fallolycka i badrum betyder/, /^Fall/)
    await pick(page, /^Status hos Berit betyder/, /^Avslutad/)
    // Going back loses nothing.
    await page.getByRole('button', { name: 'Kolumner', exact: true }).click()
    await expectStep(page, 'kolumner')
    await expect(page.getByRole('button', { name: 'Kolumnen Sort läses in som: Händelsetyp' })).toBeVisible()
    await goOn(page, 'värden')
    await expect(
      page.getByRole('button', { name: 'Händelsetyp Fallolycka i badrum betyder: Fall' }),
    ).toBeVisible()
    await goOn(page, 'provkörning')
    expect(await figures(page)).toEqual({ Nya: 3 })
    await readIn(page)
  })

  await test.step('what is in the register is what the file says', async () => {
    const { rows } = await ask(page, 'incident.list', { limit: 10 })
    expect(rows.map(({ handelsetyp, status }) => `${handelsetyp} ${status}`).sort(compareSwedish)).toEqual([
      'fall avslutad',
      'laboratorium under_utredning',
      'lakemedel under_utredning',
    ])
    expect(new Set(rows.map(({ unitName }) => unitName))).toEqual(
      new Set(['Sahlgrenska Universitetssjukhuset']),
    )
  })

  await test.step('the same file again, by its profile, changes nothing', async () => {
    await chooseFile(lardom, first)
    await goOn(page, 'kolumner')
    await expect(page.getByRole('button', { name: /^Vår lista.*Utgå från/ })).toBeVisible()
    await goOn(page, 'värden')
    await goOn(page, 'provkörning')
    expect(await figures(page)).toEqual({ Oförändrade: 3 })
    await expect(page.getByRole('button', { name: 'Inget att läsa in' })).toBeDisabled()
  })

  await test.step('a newer file changes what has changed, with its history', async () => {
    const newer = CASES.map((row) => (row[0] === 'K-2' ? row.with(3, 'Fel dos gavs två kvällar.') : row))
    await toTrial(
      lardom,
      await workbookAt(join(folder, 'Vår lista april.xlsx'), [
        ...newer,
        [
          'K-4',
          '2026-04-01',
          'Sahlgrenska Universitetssjukhuset',
          'Larmet ljöd inte.',
          'Medicinteknik',
          'pågående',
        ],
      ]),
    )
    expect(await figures(page)).toEqual({ Nya: 1, Ändrade: 1, Oförändrade: 2 })
    await readIn(page)
    const { rows } = await ask(page, 'incident.list', { filter: { handelsetyp: ['lakemedel'] }, limit: 10 })
    expect(rows).toHaveLength(1)
    changed = rows[0]?.id ?? 0
    expect((await ask(page, 'incident.get', { id: changed })).fields.description).toBe(
      'Fel dos gavs två kvällar.',
    )
    await lardom.goTo(`/handelse/${changed}`)
    await page.getByRole('tab', { name: 'Historik' }).click()
    await expect(page.getByRole('tabpanel', { name: 'Historik' })).toContainText('Fel dos gavs på kvällen.')
  })

  await test.step('undo gives the changed one back as it was', async () => {
    await lardom.goTo('/import')
    await page.getByRole('button', { name: /^Ångra inläsningen av Vår lista april\.xlsx/ }).click()
    const dialog = page.getByRole('alertdialog', { name: /^Ångra inläsningen av/ })
    await dialog.getByRole('button', { name: 'Ångra inläsningen' }).click()
    await expect(page.getByRole('heading', { name: 'Inläsningen är ångrad' })).toBeVisible()
    await page.getByRole('button', { name: 'Stäng', exact: true }).last().click()
    expect(await total(page)).toBe(3)
    expect((await ask(page, 'incident.get', { id: changed })).fields.description).toBe(
      'Fel dos gavs på kvällen.',
    )
  })

  await test.step('the profile is renamed and removed', async () => {
    await page.getByRole('button', { name: 'Byt namn på Vår lista' }).click()
    await page.getByRole('textbox', { name: /^Namn/ }).fill('Klinikens avvikelser')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('rowheader', { name: 'Klinikens avvikelser' })).toBeVisible()
    await page.getByRole('button', { name: 'Ta bort Klinikens avvikelser' }).click()
    await expectAccessible(page, 'ta bort en profil')
    await page
      .getByRole('alertdialog', { name: /^Ta bort profilen/ })
      .getByRole('button', { name: 'Ta bort' })
      .click()
    await expect(page.getByRole('heading', { name: 'Sparade profiler' })).toHaveCount(0)
  })
})

/** A container of Microsoft's older kind, as Excel writes a workbook that is locked with a passphrase. */
function lockedWorkbook(): Buffer {
  const bytes = Buffer.alloc(2048)
  Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]).copy(bytes)
  bytes.writeUInt16LE(9, 30)
  bytes.writeUInt32LE(1, 48)
  bytes.write('EncryptedPackage', 1024, 'utf16le')
  return bytes
}

test('what is no table, or may not be opened, is refused with its reason and another try', async ({
  lardom,
}) => {
  const { page, folder } = lardom
  await createWorkspace(lardom)
  const macros = workbook([{ name: 'Blad1', rows: textRows([HEADINGS, ...CASES]) }], {
    more: { 'xl/vbaProject.bin': new Uint8Array(100) },
  })
  const refused: [string, Uint8Array, RegExp][] = [
    ['bild.csv', png, /bild/],
    ['låst.xlsx', lockedWorkbook(), /lösenord/],
    ['makron.xlsm', macros, /makro/i],
    ['tom.csv', Buffer.alloc(0), /tom/],
  ]
  for (const [name, bytes, reason] of refused) {
    const path = join(folder, name)
    writeFileSync(path, bytes)
    await lardom.goTo('/import')
    await lardom.openNext(path)
    await page.getByRole('button', { name: 'Välj fil …' }).click()
    await expect(page.getByRole('main').getByRole('alert')).toContainText(reason)
    await expect(page.getByRole('button', { name: 'Försök igen med samma fil' })).toBeVisible()
  }
  await inBothThemes(page, 'vägrad fil')

  // Another try, from where one stands: a file that can be read, let go of above the page.
  await dropFile(
    page,
    'Vår lista.csv',
    Buffer.from(`\uFEFF${[HEADINGS, ...CASES].map((row) => row.join(';')).join('\r\n')}`),
  )
  await expect(page.getByRole('region', { name: 'Filens första rader' })).toContainText(
    'Patienten föll i badrummet.',
  )
  await goOn(page, 'kolumner')
  await pick(page, /^Kolumnen Vad hände läses in som/, /^Konsekvens/)

  await test.step('a lock takes the dropped file away; what was chosen of its columns is kept', async () => {
    await lock(page)
    await unlockAgain(page)
    await expect(page.getByText('Välj filen igen')).toBeVisible()
    await expectAccessible(page, 'välj filen igen')
    const path = join(folder, 'Samma lista.csv')
    writeFileSync(path, [HEADINGS, ...CASES].map((row) => row.join(';')).join('\r\n'))
    await lardom.openNext(path)
    await page.getByRole('button', { name: 'Välj filen …' }).click()
    await expectStep(page, 'kolumner')
    await expect(
      page.getByRole('button', { name: /^Kolumnen Vad hände läses in som: Konsekvens/ }),
    ).toBeVisible()
  })

  await test.step('what is begun is offered from the first page, and can be let go', async () => {
    await lardom.goTo('/import')
    await expect(page.getByText('Du har börjat läsa in Samma lista.csv')).toBeVisible()
    await page.getByRole('button', { name: 'Släng det påbörjade' }).click()
    await expect(page.getByText('Du har börjat läsa in')).toHaveCount(0)
  })
})

const MANY = 30_000

/** A file that takes long enough to be interrupted. */
function manyRows(folder: string): string {
  const path = join(folder, 'Många.csv')
  const rows = Array.from({ length: MANY }, (_, n) =>
    [
      `M-${n}`,
      '2026-03-01',
      'Sahlgrenska Universitetssjukhuset',
      `Händelse nummer ${n} på avdelningen.`,
      'Fall',
      'pågående',
    ].join(';'),
  )
  writeFileSync(
    path,
    ['Ärendenummer;Händelsedatum;Förvaltning;Beskrivning;Händelsetyp;Status', ...rows].join('\r\n'),
  )
  return path
}

test('an import that is cancelled half-way leaves the register as it was', async ({ lardom }) => {
  const { page, folder } = lardom
  await createWorkspace(lardom)
  const path = manyRows(folder)
  await chooseFile(lardom, path)
  await goOn(page, 'kolumner')
  // A new kind of file is not checked before somebody has said where it comes from.
  await page.getByRole('button', { name: 'Vidare till värden' }).click()
  await expect(page.getByText('Skriv vilket system filen kommer från.').first()).toBeVisible()
  await sayWhichSystem(page, 'Avdelningens lista')
  await goOn(page, 'värden')
  await goOn(page, 'provkörning')
  expect(await figures(page)).toEqual({ Nya: MANY })
  await page.getByRole('button', { name: /^Läs in [\d\s]+ händelse/ }).click()
  // Half-way: rows are in already when it is cancelled. One may look at something else meanwhile.
  await expect.poll(() => total(page)).toBeGreaterThan(500)
  await page.getByRole('link', { name: 'Åtgärder', exact: true }).click()
  await page.getByRole('link', { name: 'Läs in händelser' }).click()
  await expect(page.getByRole('region', { name: 'Pågående inläsning' })).toBeVisible()
  await page.getByRole('link', { name: 'Gå till inläsningen' }).click()
  await page.getByRole('button', { name: 'Avbryt', exact: true }).click()
  await expect(page.getByText('Inläsningen avbröts')).toBeVisible({ timeout: 60_000 })
  expect(await total(page)).toBe(0)
  expect(await ask(page, 'transfer.batches', {})).toMatchObject([{ state: 'angrad', remaining: 0 }])
})

test('an import that a lock breaks off is said to be, and the same file goes on where it ended', async ({
  lardom,
}) => {
  const { page, folder } = lardom
  await createWorkspace(lardom)
  await chooseFile(lardom, manyRows(folder))
  await goOn(page, 'kolumner')
  await sayWhichSystem(page, 'Avdelningens lista')
  await goOn(page, 'värden')
  await goOn(page, 'provkörning')
  await page.getByRole('button', { name: /^Läs in [\d\s]+ händelse/ }).click()
  await expect.poll(() => total(page)).toBeGreaterThan(500)
  await lock(page)
  await unlockAgain(page)
  // One is where one was, and all that was chosen is there: the dry run tells what is left.
  await expectStep(page, 'provkörning')
  await page.getByRole('link', { name: 'Läs in händelser' }).first().click()
  const row = page.getByRole('row').filter({ hasText: 'Många.csv' })
  await expect(row).toContainText(/Avbruten|Ångrad/)
  await expectAccessible(page, 'en avbruten inläsning')
  await page.getByRole('link', { name: 'Fortsätt' }).click()
  await expectStep(page, 'kolumner')
  await goOn(page, 'värden')
  await goOn(page, 'provkörning')
  const left = await figures(page)
  expect((left['Nya'] ?? 0) + (left['Oförändrade'] ?? 0)).toBe(MANY)
  await readIn(page)
  expect(await total(page)).toBe(MANY)
})

test('the whole way goes by keyboard alone', async ({ lardom }) => {
  const { page, folder } = lardom
  await createWorkspace(lardom)
  const path = join(folder, 'Tangentbord.csv')
  writeFileSync(path, [HEADINGS, ...CASES].map((row) => row.join(';')).join('\r\n'))
  await lardom.openNext(path)
  const press = async (role: 'button' | 'link', name: string | RegExp) => {
    await tabTo(page, page.getByRole(role, { name, exact: true }).first())
    await page.keyboard.press('Enter')
  }
  await press('link', 'Läs in händelser')
  await page.getByRole('button', { name: 'Välj fil …' }).waitFor()
  await press('button', 'Välj fil …')
  await expectStep(page, 'filen')
  await press('button', 'Vidare till kolumner')
  await expectStep(page, 'kolumner')
  const pickByKeys = async (heading: string, typed: string) => {
    await tabTo(page, page.getByRole('button', { name: new RegExp(`^Kolumnen ${heading} läses in som`) }))
    await page.keyboard.press('Enter')
    await expect(page.getByRole('searchbox', { name: 'Sök i listan' })).toBeFocused()
    await page.keyboard.type(typed)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('searchbox', { name: 'Sök i listan' })).toHaveCount(0)
  }
  await tabTo(page, page.getByRole('textbox', { name: /^System som filen kommer från/ }))
  await page.keyboard.type('Avdelningens lista')
  await pickByKeys('Nr', 'ärendenummer')
  await pickByKeys('Klinik', 'förvaltning')
  await pickByKeys('Vad hände', 'vad hände')
  await expect(
    page.getByRole('button', { name: 'Kolumnen Vad hände läses in som: Vad hände?' }),
  ).toBeFocused()
  await press('button', 'Vidare till värden')
  await expectStep(page, 'värden')
  await press('button', 'Vidare till provkörning')
  await expectStep(page, 'provkörning')
  await press('button', 'Läs in 3 händelser')
  await expect(page.getByRole('heading', { level: 1, name: 'Läs in händelser: klart' })).toBeVisible()
  expect(await total(page)).toBe(3)
})
