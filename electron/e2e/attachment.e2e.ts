import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { swedishDay } from '../../shared/time/dates.ts'
import { EMPTY_FIELDS } from '../../shared/incident/fields.ts'
import { pdf } from '../service/attachment/testFiles.ts'
import { expect, launchLardom, test, type LardomApp } from './app.ts'
import { ask } from './ask.ts'
import { expectAccessible } from './axe.ts'
import { mainPid } from './processes.ts'
import { createWorkspace, lock, unlockAgain } from './workspaces.ts'

/** Stands in no program file of ours: found in clear, it came from the attachment. */
const WORD = 'Kvastflygarnattfjäril'
/** Skatteverket's own test number; it belongs to nobody. */
const NUMBER = '19121212-1212'

/** A report at Borås, through the service as the window does it. */
async function registerIncident(page: Page): Promise<number> {
  const tree = await ask(page, 'organisation.tree', {})
  const unit = tree.find(({ code }) => code === 'SU') ?? tree[0]
  const { id } = await ask(page, 'incident.register', {
    fields: {
      ...EMPTY_FIELDS,
      arendetyp: 'negativ_handelse',
      handelsetyp: 'fall',
      unitId: unit?.id ?? 0,
      title: 'Fall från säng på natten',
      description: 'Patienten föll när sänggrinden var nedfälld.',
      eventDate: swedishDay(new Date()),
    },
  })
  return id
}

/** The system's programs are not started in a test: what would have been opened is noted instead. */
async function noteOpened(lardom: LardomApp): Promise<() => Promise<string[]>> {
  await lardom.app.evaluate(({ shell }) => {
    const opened: string[] = []
    Object.assign(globalThis, { opened })
    shell.openPath = (path) => {
      opened.push(`öppnad ${path}`)
      return Promise.resolve('')
    }
    shell.showItemInFolder = (path) => {
      opened.push(`visad ${path}`)
    }
  })
  return () => lardom.app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)
}

async function chooseNext(lardom: LardomApp, paths: string[]): Promise<void> {
  await lardom.app.evaluate(({ dialog }, filePaths) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths })
  }, paths)
}

const panel = (page: Page) => page.getByRole('region', { name: 'Bilagor' })
const tempFolders = (pid: number) =>
  readdirSync(tmpdir()).filter((name) => name.startsWith(`lardom-bilaga-${pid}-`))

/** Lets go of files above the panel, as a person does with the mouse. */
async function drop(page: Page, files: readonly { name: string; text: string }[]): Promise<void> {
  await page.evaluate(
    `(() => {
      const transfer = new DataTransfer()
      for (const { name, text } of ${JSON.stringify(files)}) transfer.items.add(new File([text], name))
      const zone = document.querySelector('.attachment-zone')
      for (const type of ['dragenter', 'dragover', 'drop'])
        zone.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: transfer }))
    })()`,
  )
}

test('attachments are added, opened as copies that a lock takes away, and removed for good', async ({
  lardom,
}) => {
  const { page, folder } = lardom
  const workspace = await createWorkspace(lardom)
  const opened = await noteOpened(lardom)
  const id = await registerIncident(page)
  await lardom.goTo(`/handelse/${id}`)
  const pid = await mainPid(lardom)

  await test.step('an empty panel teaches what to attach', async () => {
    await expect(panel(page)).toContainText('Bifoga det som behövs för att förstå händelsen')
    await expectAccessible(page, 'tomma bilagor')
  })

  await test.step('files from the dialog go by their content, each for itself', async () => {
    const rutin = join(folder, 'Rutin för natt.txt')
    writeFileSync(rutin, `${WORD}: sänggrindar ska vara uppfällda.`)
    const program = join(folder, 'rapport.pdf')
    writeFileSync(program, Buffer.concat([Buffer.from([0x4d, 0x5a, 0x90, 0, 3, 0]), Buffer.alloc(200)]))
    const journal = join(folder, 'journal.pdf')
    writeFileSync(journal, pdf(`Patient ${NUMBER}`))
    await chooseNext(lardom, [rutin, program, journal])
    await panel(page).getByRole('button', { name: 'Lägg till filer …' }).click()
    await expect(panel(page).getByText('Rutin för natt.txt', { exact: true })).toBeVisible()
    await expect(panel(page)).toContainText('En fil lades inte till')
    await expect(panel(page)).toContainText('rapport.pdf: Det är ett program eller skript.')
    await panel(page).getByRole('button', { name: 'Jag har läst' }).click()
    await expect(panel(page)).not.toContainText('rapport.pdf')
    // What was asked about is found again by its token, and read anew.
    await expect(panel(page)).toContainText('journal.pdf läggs till först när du har bekräftat det')
    await panel(page).getByRole('button', { name: 'Lägg till ändå' }).click()
    await expect(panel(page)).toContainText('Kan innehålla personnummer')
  })

  await test.step('files that are dropped are added from their bytes; a personnummer is asked about', async () => {
    await drop(page, [
      { name: 'anteckning.txt', text: 'Larmet hördes inte i korridoren.' },
      { name: 'journal.txt', text: `Patient ${NUMBER}` },
      { name: 'kopia.txt', text: 'Larmet hördes inte i korridoren.' },
    ])
    await expect(panel(page).getByText('anteckning.txt', { exact: true })).toBeVisible()
    await expect(panel(page)).toContainText('Bilagan ser ut att innehålla ett personnummer')
    await expect(panel(page)).toContainText('Samma innehåll finns redan här som anteckning.txt.')
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await expectAccessible(page, `bilagor, ${colorScheme}`)
    }
    await page.emulateMedia({ colorScheme: 'light' })
    await panel(page).getByRole('button', { name: 'Lägg inte till' }).click()
    await expect(panel(page)).not.toContainText('journal.txt')
    expect((await ask(page, 'attachment.list', { incidentId: id })).rows.map(({ name }) => name)).toEqual([
      'Rutin för natt.txt',
      'journal.pdf',
      'anteckning.txt',
    ])
  })

  await test.step('one is opened as a copy that only the person may read', async () => {
    await panel(page).getByRole('button', { name: 'Öppna Rutin för natt.txt' }).click()
    await expect.poll(async () => (await opened()).length).toBe(1)
    const path = (await opened())[0]?.replace('öppnad ', '') ?? ''
    expect(path.endsWith('Rutin för natt.txt')).toBe(true)
    expect(readFileSync(path, 'utf8')).toContain(WORD)
    expect(statSync(path).mode & 0o777).toBe(0o400)
    expect(statSync(join(path, '..')).mode & 0o777).toBe(0o700)
    expect(tempFolders(pid)).toHaveLength(1)
    await panel(page).getByRole('button', { name: 'Visa anteckning.txt i mappen' }).click()
    await expect.poll(async () => (await opened()).length).toBe(2)
    expect((await opened())[1]).toMatch(/^visad .*anteckning\.txt$/)
  })

  await test.step('a copy of one’s own is saved outside, and said to be', async () => {
    const copy = await lardom.saveNextAs('Kopia.txt')
    await panel(page).getByRole('button', { name: 'Spara en kopia av Rutin för natt.txt' }).click()
    await expect(page.getByText(/utanför Lärdom och utan kryptering/)).toBeVisible()
    expect(readFileSync(copy, 'utf8')).toContain(WORD)
  })

  await test.step('a lock takes the opened copies away', async () => {
    expect(tempFolders(pid)).toHaveLength(2)
    await lock(page)
    await expect.poll(() => tempFolders(pid)).toEqual([])
    await unlockAgain(page)
    await lardom.goTo(`/handelse/${id}`)
  })

  await test.step('one is described, by keyboard; another is removed with a reason, and leaves its trace', async () => {
    await panel(page).getByRole('button', { name: 'Beskriv anteckning.txt' }).focus()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('textbox', { name: /^Namn/ })).toBeFocused()
    await page.keyboard.press('Control+A')
    await page.keyboard.type('Larmet på avdelningen')
    await page.keyboard.press('Tab')
    await page.keyboard.type('Prov av larmet dagen efter.')
    await page.getByRole('button', { name: 'Spara', exact: true }).press('Enter')
    await expect(panel(page).getByText('Larmet på avdelningen.txt', { exact: true })).toBeVisible()
    await expect(panel(page)).toContainText('Prov av larmet dagen efter.')

    await panel(page).getByRole('button', { name: 'Ta bort journal.pdf' }).click()
    const dialog = page.getByRole('alertdialog', { name: 'Ta bort journal.pdf?' })
    await expectAccessible(page, 'ta bort en bilaga')
    await dialog.getByRole('button', { name: 'Ta bort för gott' }).click()
    await expect(dialog).toContainText('Skriv varför bilagan tas bort.')
    await dialog.getByRole('textbox').fill('Hör inte till händelsen')
    await dialog.getByRole('button', { name: 'Ta bort för gott' }).click()
    await expect(dialog).toHaveCount(0)
    await panel(page).getByText('En borttagen bilaga').click()
    await expect(panel(page)).toContainText('borttagen')
    await expect(panel(page)).toContainText('Hör inte till händelsen')
    await page.getByRole('tab', { name: 'Historik' }).click()
    await expect(page.getByText('Sparade en kopia av en bilaga utanför Lärdom')).toBeVisible()
    await expect(page.getByText('Öppnade en bilaga').first()).toBeVisible()
  })

  await test.step('an analysis has its own, among its sources', async () => {
    const { id: analysisId } = await ask(page, 'analysis.start', { incidentId: id, title: 'Fall från säng' })
    await lardom.goTo(`/analys/${analysisId}/kallor`)
    await expect(panel(page)).toContainText('Bifoga källorna som analysen bygger på')
    await drop(page, [{ name: 'Larmlogg.csv', text: 'tid;larm\n02.10;på\n' }])
    await expect(panel(page).getByText('Larmlogg.csv', { exact: true })).toBeVisible()
    // A spreadsheet would run what stands in it: it is not opened from here.
    await expect(panel(page).getByRole('button', { name: 'Öppna Larmlogg.csv' })).toHaveCount(0)
    await expect(panel(page).getByRole('button', { name: 'Visa Larmlogg.csv i mappen' })).toBeVisible()
    await expectAccessible(page, 'analysens bilagor')
  })

  await test.step('no word of it is in clear in the workspace’s files', async () => {
    const files = readdirSync(join(workspace, '..')).filter((name) => name.startsWith('Min arbetsyta'))
    expect(files.length).toBeGreaterThan(1)
    for (const name of files) {
      const path = join(workspace, '..', name)
      if (!statSync(path).isFile()) continue
      const bytes = readFileSync(path)
      for (const secret of [WORD, 'Larmet', 'journal.pdf']) expect(bytes.includes(secret)).toBe(false)
    }
  })

  await test.step('the window names no path: a call that tries is refused', async () => {
    for (const [procedure, input] of [
      ['attachment.add', { owner: { incidentId: id }, paths: ['/etc/passwd'] }],
      ['attachment.extract', { id: 1, to: { kind: 'copy', path: '/tmp/lardom-ut.txt' } }],
    ] as const) {
      const answer = await page.evaluate(`window.lardom.call('${procedure}', ${JSON.stringify(input)})`)
      expect(answer).toMatchObject({ ok: false, error: { code: 'NOT_ALLOWED' } })
    }
    expect(existsSync('/tmp/lardom-ut.txt')).toBe(false)
  })
})

test('a closed Lärdom leaves no opened copy, and what a crash leaves is swept at the next start', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lardom-e2e-'))
  const rutin = join(folder, 'Rutin.txt')
  writeFileSync(rutin, 'En rutin')
  const openOne = async (lardom: LardomApp, id: number): Promise<void> => {
    const opened = await noteOpened(lardom)
    await lardom.goTo(`/handelse/${id}`)
    await panel(lardom.page).getByRole('button', { name: 'Öppna Rutin.txt' }).click()
    await expect.poll(async () => (await opened()).length).toBe(1)
  }
  try {
    const first = await launchLardom(folder)
    await createWorkspace(first)
    const id = await registerIncident(first.page)
    await first.goTo(`/handelse/${id}`)
    await chooseNext(first, [rutin])
    await panel(first.page).getByRole('button', { name: 'Lägg till filer …' }).click()
    await expect(panel(first.page).getByText('Rutin.txt', { exact: true })).toBeVisible()
    await openOne(first, id)
    const firstPid = await mainPid(first)
    expect(tempFolders(firstPid)).toHaveLength(1)
    process.kill(firstPid, 'SIGKILL')
    await first.app.close().catch(() => undefined)
    expect(tempFolders(firstPid)).toHaveLength(1)

    const second = await launchLardom(folder)
    expect(tempFolders(firstPid)).toEqual([])
    await second.page.getByRole('button', { name: /Min arbetsyta/ }).click()
    await unlockAgain(second.page)
    await openOne(second, id)
    const secondPid = await mainPid(second)
    expect(tempFolders(secondPid)).toHaveLength(1)
    await second.app.close()
    expect(tempFolders(secondPid)).toEqual([])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
