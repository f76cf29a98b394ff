import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './app.ts'
import { ask } from './ask.ts'
import { servicePid } from './processes.ts'
import { createWorkspace, intoNewWindow, openExample, unlockAgain } from './workspaces.ts'

test('when the data service dies the window says so, and what was saved is there again', async ({
  lardom,
}) => {
  const { page } = lardom
  await createWorkspace(lardom)
  const tree = await ask(page, 'organisation.tree', {})
  await lardom.goTo('/handelse/ny')
  await page.getByRole('textbox', { name: /^Rubrik/ }).fill('Skriven innan tjänsten stannade')
  await expect(page.getByText(/^Utkast sparat/)).toBeVisible()
  expect(tree.length).toBeGreaterThan(0)

  for (let death = 0; death < 2; death++) {
    const pid = await servicePid(lardom)
    await intoNewWindow(page, () => Promise.resolve(process.kill(pid, 'SIGKILL')))
    await expect(page.getByRole('alert')).toContainText('Datatjänsten stannade och har startats om.')
    await expect(page.getByLabel('Lösenfras')).toBeFocused()
    // Nothing that was read before is on the screen.
    await expect(page.getByText('Skriven innan')).toHaveCount(0)
    await unlockAgain(page)
    await expect(page.getByText('Ditt utkast är tillbaka')).toBeVisible()
    await expect(page.getByRole('textbox', { name: /^Rubrik/ })).toHaveValue(
      'Skriven innan tjänsten stannade',
    )
    await expect(page.getByText('Datatjänsten stannade')).toHaveCount(0)
  }
  expect(await ask(page, 'organisation.tree', {})).toEqual(tree)
})

test('a document that cannot be written is told in Swedish, and leaves no half file', async ({ lardom }) => {
  const { page, folder } = lardom
  await openExample(page)
  await lardom.goTo('/berattelse/SU/2025')
  const write = page.getByRole('button', { name: 'Spara som Word' })
  await write.waitFor()
  const alerts = page.getByRole('main').getByRole('alert')

  // Under a file as if it were a folder, in a folder that is gone, and on top of a folder.
  writeFileSync(join(folder, 'fil'), 'en fil')
  mkdirSync(join(folder, 'mapp.docx'))
  const before = readdirSync(folder)
  for (const name of ['fil/berättelse.docx', 'borta/berättelse.docx', 'mapp.docx']) {
    const path = await lardom.saveNextAs(name)
    await write.click()
    const problem = alerts.filter({ hasText: name.split('/').at(-1) ?? '' })
    await expect(problem).toContainText(/Välj en annan plats|Kontrollera/)
    await expect(problem).not.toContainText(/ENOTDIR|ENOENT|EISDIR|errno/)
    if (name !== 'mapp.docx') expect(existsSync(path)).toBe(false)
    expect(readdirSync(folder)).toEqual(before)
  }

  // And the same document goes well where it can be written; the message is gone.
  const path = await lardom.saveNextAs('berättelse.docx')
  await write.click()
  await expect(page.getByText(/berättelse\.docx är sparad/)).toBeVisible({ timeout: 30_000 })
  await expect(alerts).toHaveCount(0)
  expect(existsSync(path)).toBe(true)
})

test('a service that dies again and again is not started for ever, and the window says what to do', async ({
  lardom,
}) => {
  const { page } = lardom
  for (let death = 0; death < 3; death++) {
    const pid = await servicePid(lardom)
    process.kill(pid, 'SIGKILL')
    await expect.poll(async () => servicePid(lardom).catch(() => pid), { timeout: 15_000 }).not.toBe(pid)
  }
  process.kill(await servicePid(lardom), 'SIGKILL')
  await expect(page.getByRole('alert')).toContainText('Stäng Lärdom och öppna det igen')
})
