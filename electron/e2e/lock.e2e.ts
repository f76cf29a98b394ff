import { expect, launchLardom, test, type LardomApp } from './app.ts'
import { ask } from './ask.ts'
import { pagePid } from './processes.ts'
import {
  createWorkspace,
  givePassphrase,
  intoNewWindow,
  lock,
  openExample,
  unlockAgain,
} from './workspaces.ts'

/** What the menu does. */
async function lockFromMenu({ app }: LardomApp): Promise<void> {
  await app.evaluate(({ Menu }) => {
    const items = Menu.getApplicationMenu()?.items.flatMap((item) => item.submenu?.items ?? []) ?? []
    items.find((item) => item.label === 'Lås arbetsytan')?.click()
  })
}

/** As if nobody had touched the computer for so long. */
async function idleFor({ app }: LardomApp, seconds: number): Promise<void> {
  await app.evaluate(({ powerMonitor }, idle) => {
    powerMonitor.getSystemIdleTime = () => idle
  }, seconds)
}

async function power({ app }: LardomApp, event: 'suspend' | 'resume' | 'lock-screen'): Promise<void> {
  await app.evaluate(({ powerMonitor }, name) => {
    powerMonitor.emit(name)
  }, event)
}

/** When a draft of the new report holds the words. */
async function untilKept({ page }: LardomApp, words: string): Promise<void> {
  await expect
    .poll(async () => (await ask(page, 'account.draft-get', { key: 'handelse/ny' }))?.body)
    .toContain(words)
}

const title = (lardom: LardomApp) => lardom.page.getByRole('textbox', { name: /^Rubrik/ })

test('locking from the menu saves what is being typed, and one comes back to the field', async ({
  lardom,
}) => {
  const { page } = lardom
  await createWorkspace(lardom)
  await lardom.goTo('/handelse/ny')
  await title(lardom).focus()
  await page.keyboard.type('Skriven just innan låset')
  await intoNewWindow(page, () => lockFromMenu(lardom))
  await expect(page.getByLabel('Lösenfras')).toBeFocused()
  await unlockAgain(page)
  await expect(title(lardom)).toHaveValue('Skriven just innan låset')
  await expect(title(lardom)).toBeFocused()
})

test('sleep, a locked screen and absence lock at once, say why, and lose not a letter', async ({
  lardom,
}) => {
  const { page } = lardom
  await createWorkspace(lardom)
  await lardom.goTo('/handelse/ny')
  await title(lardom).focus()

  let written = ''
  const write = async (words: string) => {
    await page.keyboard.type(words)
    written += words
  }
  const comeBack = async () => {
    await unlockAgain(page)
    await expect(title(lardom)).toHaveValue(written)
    await expect(title(lardom)).toBeFocused()
  }

  await write('Vila')
  await intoNewWindow(page, () => power(lardom, 'suspend'))
  await expect(page.getByText('Låst när datorn gick i vila.').first()).toBeVisible()
  await power(lardom, 'resume')
  await expect(page.getByLabel('Lösenfras')).toBeFocused()
  await expect(page.getByRole('status').filter({ hasText: 'Låst när datorn gick i vila.' })).toHaveCount(1)
  await comeBack()

  await write(', skärm')
  await intoNewWindow(page, () => power(lardom, 'lock-screen'))
  await expect(page.getByText('Låst när datorns skärm låstes.').first()).toBeVisible()
  await comeBack()

  await write(', frånvaro')
  await idleFor(lardom, 9 * 60 + 30)
  await expect(page.getByText('Lärdom låses snart', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Stanna kvar' }).click()
  await expect(page.getByText('Lärdom låses snart', { exact: true })).toHaveCount(0)
  await title(lardom).focus()
  await write('!')
  // 'Stanna kvar' counts from when it was pressed; a whole absence after it is waited for in lockWatch.test.ts.
  await page.waitForTimeout(1500)
  await expect(page.getByText('Lärdom låses snart', { exact: true })).toHaveCount(0)
  await expect(title(lardom)).toHaveValue(written)
})

test('absence locks after the setting’s minutes', async ({ lardom }) => {
  const { page } = lardom
  await createWorkspace(lardom)
  await lardom.goTo('/handelse/ny')
  await title(lardom).focus()
  await page.keyboard.type('Frånvaro')
  await intoNewWindow(page, () => idleFor(lardom, 10 * 60))
  await expect(page.getByText('Låst efter 10 minuters inaktivitet.').first()).toBeVisible()
  // Touched again: nothing locks at the gate, and nothing is asked.
  await idleFor(lardom, 0)
  await unlockAgain(page)
  await expect(title(lardom)).toHaveValue('Frånvaro')
})

test('a window that hangs cannot stop the lock, and what was saved a moment before is there', async ({
  lardom,
}) => {
  const { page } = lardom
  await createWorkspace(lardom)
  await lardom.goTo('/handelse/ny')
  await title(lardom).focus()
  await page.keyboard.type('Sparad innan den hängde')
  await untilKept(lardom, 'Sparad innan den hängde')
  const hung = await pagePid(lardom)
  void page.evaluate('for (;;);').catch(() => 'fönstret togs bort, som det skulle')
  await intoNewWindow(page, () => power(lardom, 'suspend'))
  expect(await pagePid(lardom)).not.toBe(hung)
  await expect(page.getByText('Låst när datorn gick i vila.').first()).toBeVisible()
  await unlockAgain(page)
  await expect(title(lardom)).toHaveValue('Sparad innan den hängde')
})

test('a window that crashes is there again where it was, with what was saved', async ({ lardom }) => {
  const { page, app } = lardom
  await createWorkspace(lardom)
  await lardom.goTo('/handelse/ny')
  await title(lardom).focus()
  await page.keyboard.type('Sparad innan den föll')
  await untilKept(lardom, 'Sparad innan den föll')
  await intoNewWindow(page, () =>
    app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer()
    }),
  )
  await expect(page.getByText('Fönstret stannade och har lästs in igen.')).toBeVisible()
  await expect(title(lardom)).toHaveValue('Sparad innan den föll')
})

test('a window that does not answer is waited for or read in again, as the person chooses', async ({
  lardom,
}) => {
  const { page, app } = lardom
  await createWorkspace(lardom)
  await lardom.goTo('/atgarder')
  await page.getByRole('heading', { level: 1, name: 'Åtgärder' }).waitFor()
  const answer = (button: number) =>
    app.evaluate(({ dialog, BrowserWindow }, response) => {
      dialog.showMessageBox = () => Promise.resolve({ response, checkboxChecked: false })
      BrowserWindow.getAllWindows()[0]?.emit('unresponsive')
    }, button)
  const pid = await pagePid(lardom)
  await answer(0)
  await page.waitForTimeout(300)
  expect(await pagePid(lardom)).toBe(pid)
  await intoNewWindow(page, () => answer(1))
  await page.getByRole('heading', { level: 1, name: 'Åtgärder' }).waitFor()
  expect(await pagePid(lardom)).not.toBe(pid)
})

test('a bedömning, an analysis step and a section of the berättelse outlive a lock in the middle of a word', async ({
  lardom,
}) => {
  const { page } = lardom
  await openExample(page)
  const { rows: incidents } = await ask(page, 'incident.list', {
    filter: { status: ['inkommen'], origin: ['exempel'] },
    limit: 1,
  })
  const { rows: analyses } = await ask(page, 'analysis.list', { state: 'pagaende', limit: 1 })
  const forms = [
    { address: `/handelse/${incidents[0]?.id ?? 0}/bedom`, field: /^Motivering/, nth: 0 },
    { address: `/analys/${analyses[0]?.id ?? 0}/uppdrag`, field: /^Avgränsning/, nth: 0 },
    // Its sections' fields have the same name.
    { address: '/berattelse/SU/2026', field: /^Text/, nth: 0 },
  ]
  for (const { address, field, nth } of forms) {
    await lardom.goTo(address)
    const box = () => page.getByRole('textbox', { name: field }).nth(nth)
    await box().focus()
    await page.keyboard.press('Control+End')
    await page.keyboard.type(' Mitt i ordet överlämn')
    await lock(page)
    await openExample(page)
    await expect(box(), address).toHaveValue(/Mitt i ordet överlämn$/)
    await expect(box()).toBeFocused()
  }
})

test('a reason in a dialog and a motivation in a panel outlive a lock too', async ({ lardom }) => {
  const { page } = lardom
  await openExample(page)
  const { rows } = await ask(page, 'incident.list', {
    filter: { status: ['inkommen'], origin: ['exempel'] },
    limit: 1,
  })
  await lardom.goTo(`/handelse/${rows[0]?.id ?? 0}`)
  const dialog = page.getByRole('dialog', { name: 'Avvisa ärendet' })
  const openDialog = async () => {
    await page.getByRole('button', { name: 'Ändra status' }).click()
    await page.getByRole('menuitem', { name: 'Avvisa ärendet' }).click()
  }
  await openDialog()
  await dialog.getByRole('textbox').focus()
  await page.keyboard.type('Samma händelse som AVV')
  await intoNewWindow(page, () => lockFromMenu(lardom))
  await openExample(page)
  await openDialog()
  const again = page.getByRole('dialog', { name: 'Avvisa ärendet' }).getByRole('textbox')
  await expect(again).toHaveValue('Samma händelse som AVV')
  // Avbryt lets it go.
  await page.getByRole('button', { name: 'Avbryt' }).click()
  await openDialog()
  await expect(page.getByRole('dialog', { name: 'Avvisa ärendet' }).getByRole('textbox')).toHaveValue('')
})

test('what cannot be saved stops a lock that one asks for, until one says so, and never one at sleep', async ({
  lardom,
}) => {
  const { page } = lardom
  await createWorkspace(lardom)
  await lardom.goTo('/handelse/ny')
  await title(lardom).focus()
  // More than a draft takes: the service refuses it.
  await page.evaluate("document.execCommand('insertText', false, 'ord '.repeat(130000))")
  await lockFromMenu(lardom)
  const question = page.getByRole('alertdialog', { name: 'Allt är inte sparat' })
  await expect(question).toBeVisible()
  await page.getByRole('button', { name: 'Stanna kvar' }).click()
  await expect(question).toHaveCount(0)
  await expect(page.getByRole('navigation', { name: 'Huvudmeny' })).toBeVisible()
  await lockFromMenu(lardom)
  await intoNewWindow(page, () => page.getByRole('button', { name: 'Lås ändå' }).click())
  await unlockAgain(page)

  await lardom.goTo('/handelse/ny')
  await title(lardom).focus()
  await page.evaluate("document.execCommand('insertText', false, 'ord '.repeat(130000))")
  await intoNewWindow(page, () => power(lardom, 'suspend'))
  await expect(page.getByText('Det sista du skrev kunde inte sparas före låset')).toBeVisible()
})

test('Lärdom opens as large, with as large a text, and where one was, as when it was closed', async ({
  lardom,
}) => {
  const { page, app, folder } = lardom
  await createWorkspace(lardom)
  await lardom.goTo('/atgarder')
  await page.getByRole('heading', { level: 1, name: 'Åtgärder' }).waitFor()
  await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    window?.setBounds({ x: 40, y: 30, width: 1100, height: 700 })
    window?.webContents.setZoomLevel(1)
  })
  const looks = (of: LardomApp) =>
    of.app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      return { ...window?.getBounds(), zoom: window?.webContents.getZoomLevel() }
    })
  const before = await looks(lardom)
  await lock(page)
  expect(await looks(lardom)).toEqual(before)
  await givePassphrase(page)
  await page.getByRole('heading', { level: 1, name: 'Åtgärder' }).waitFor()
  await lardom.goTo('/handelse/ny')
  await title(lardom).focus()
  await page.keyboard.type('Skriven just innan den stängdes')
  const gone = new Promise((resolve) => app.process().once('exit', resolve))
  await app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.close()
  })
  await gone

  const again = await launchLardom(folder)
  try {
    expect(await looks(again)).toEqual(before)
    await again.page.getByRole('button', { name: /Min arbetsyta/ }).click()
    await givePassphrase(again.page)
    await expect(again.page.getByRole('textbox', { name: /^Rubrik/ })).toHaveValue(
      'Skriven just innan den stängdes',
    )
    expect(again.problems).toEqual([])
  } finally {
    await again.app.close()
  }
})
