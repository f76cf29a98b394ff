import { expect, test } from './app.ts'
import { expectAccessible } from './axe.ts'
import { ask } from './ask.ts'
import { createWorkspace } from './workspaces.ts'

test('a code list is extended, changed, ordered and put back, and a new value can be chosen at once', async ({
  lardom,
}) => {
  await createWorkspace(lardom)
  const { page } = lardom
  await lardom.goTo('/kodlistor')
  await expect(page.getByRole('heading', { name: 'Händelsetyp', level: 2 })).toBeVisible()
  await expectAccessible(page, 'kodlistor')

  await test.step('a value is added, and refused under a name that is taken', async () => {
    await page.getByRole('button', { name: 'Nytt värde', exact: true }).click()
    const form = page.getByRole('form', { name: 'Nytt värde' })
    await form.getByLabel('Namn').fill('fall')
    await form.getByRole('button', { name: 'Lägg till' }).click()
    await expect(form.getByText('Namnet finns redan i listan.')).toBeVisible()
    await form.getByLabel('Namn').fill('Hot från anhörig')
    await form.getByLabel('Definition').fill('Hot eller våld mot personal eller patient från någon på besök.')
    await expectAccessible(page, 'nytt värde')
    await form.getByRole('button', { name: 'Lägg till' }).click()
    const row = page.getByRole('row', { name: /Hot från anhörig/ })
    await expect(row).toContainText('Egen')
    await expect(row).toContainText('från någon på besök')
  })

  await test.step('one is added under it, and it is changed with a last day', async () => {
    await page.getByRole('button', { name: 'Nytt värde under Hot från anhörig' }).click()
    await page.getByRole('form').getByLabel('Namn').fill('Med vapen')
    await page.getByRole('button', { name: 'Lägg till' }).click()
    await expect(page.getByRole('row', { name: /Med vapen/ })).toBeVisible()
    await page.getByRole('button', { name: 'Ändra Med vapen' }).click()
    await page.getByRole('form').getByLabel('Namn').fill('Med tillhygge')
    await page.getByRole('button', { name: 'Spara' }).click()
    await expect(page.getByRole('row', { name: /Med tillhygge/ })).toBeVisible()
  })

  await test.step('a change is taken back by Ångra', async () => {
    await page.getByRole('button', { name: 'Ångra' }).click()
    await expect(page.getByRole('row', { name: /Med vapen/ })).toBeVisible()
    const lists = await ask(page, 'code.lists', {})
    const list = lists.find((each) => each.list === 'handelsetyp')
    expect(list?.version).toBe(5)
    expect(list?.entries.find((entry) => entry.label === 'Hot från anhörig')?.own).toBe(true)
  })

  await test.step('every version is told, and one is put back', async () => {
    await page.getByText('Tidigare versioner').click()
    const versions = page.getByRole('table', { name: 'Tidigare versioner' })
    await expect(versions.getByRole('row')).toHaveCount(6)
    await expectAccessible(page, 'versioner')
    await page.getByRole('button', { name: 'Återställ version 1' }).click()
    await expect(page.getByRole('row', { name: /Ändra Hot från anhörig/ })).toContainText('Erbjuds inte')
  })

  await test.step('the method’s own areas stay, and what lies under them can be added to', async () => {
    await page.getByRole('link', { name: 'Orsaksområde' }).click()
    await expect(page.getByRole('heading', { name: 'Orsaksområde', level: 2 })).toBeVisible()
    await expect(page.getByRole('button', { name: 'Nytt värde', exact: true })).toHaveCount(0)
    await page.getByRole('button', { name: 'Nytt värde under Kommunikation och information' }).click()
    await page.getByRole('form').getByLabel('Namn').fill('Tolk saknas')
    await page.getByRole('button', { name: 'Lägg till' }).click()
    await expect(page.getByRole('row', { name: /Tolk saknas/ })).toBeVisible()
  })
})
