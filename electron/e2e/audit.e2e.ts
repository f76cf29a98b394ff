import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { expect, test } from './app.ts'
import { ask } from './ask.ts'
import { createWorkspace, openExample, PERSON } from './workspaces.ts'

test('the log tells what changed, is filtered in its address, and goes to a file', async ({ lardom }) => {
  test.setTimeout(120_000)
  const { page } = lardom
  await openExample(page)
  const { rows } = await ask(page, 'incident.list', { filter: { status: ['inkommen'] }, limit: 1 })
  const [row] = rows
  if (!row) throw new Error('no incident to change')
  const { fields, version } = await ask(page, 'incident.get', { id: row.id })
  await ask(page, 'incident.update', { id: row.id, version, fields: { ...fields, title: 'En ny rubrik' } })

  await lardom.goTo('/logg')
  await page.getByLabel('Ärendenummer').fill(row.arendenr)
  await expect(page.getByText('1 rad i urvalet')).toBeVisible()
  const act = page.getByRole('button', { name: 'Redigerade händelsen' })
  await act.focus()
  await page.keyboard.press('Enter')
  const change = page.getByRole('row').filter({ hasText: 'En ny rubrik' }).last()
  await expect(change).toContainText('Rubrik')
  await expect(change).toContainText(fields.title)
  // The filter is in the address: a reload comes back to it.
  await page.reload()
  await expect(page.getByText('1 rad i urvalet')).toBeVisible()
  await expect(page.getByRole('link', { name: row.arendenr })).toBeVisible()

  const path = await lardom.saveNextAs('logg.csv')
  await page.getByRole('button', { name: 'Exportera urvalet (CSV)' }).click()
  await expect(page.getByText('logg.csv är sparad med 1 rader.')).toBeVisible()
  const lines: string[][] = parse(readFileSync(path), { bom: true, delimiter: ';' })
  expect(lines).toHaveLength(2)
  expect(lines[1]?.[8]).toBe(row.arendenr)
  expect(readFileSync(path, 'utf8')).not.toContain('En ny rubrik')
  await page.getByRole('button', { name: 'Rensa filtret' }).click()
  await expect(page.getByRole('button', { name: 'Exporterade loggen' })).toBeVisible()
})

test('an anchor that was written down holds later, and a miswritten one is told from a false one', async ({
  lardom,
}) => {
  const { page } = lardom
  await createWorkspace(lardom)
  await lardom.goTo('/sakerhet')
  const anchor = (await page.locator('.account-anchor').textContent()) ?? ''
  await lardom.goTo('/mitt-konto')
  await expect(page.getByText(PERSON).first()).toBeVisible()
  await lardom.goTo('/logg')
  await page.getByRole('button', { name: 'Kontrollera loggen' }).click()
  await expect(page.getByText('Loggen är hel')).toBeVisible()
  const field = page.getByLabel('Ankare som du har skrivit ned tidigare')
  await field.fill(anchor.toLowerCase().replaceAll('-', ' '))
  await page.getByRole('button', { name: 'Kontrollera igen' }).click()
  await expect(page.getByText('Ankaret stämmer', { exact: true })).toBeVisible()
  await field.fill(anchor.replace(/.$/, (letter) => (letter === 'Z' ? 'Y' : 'Z')))
  await page.getByRole('button', { name: 'Kontrollera igen' }).click()
  await expect(page.getByText('Ankaret är felskrivet')).toBeVisible()
})
