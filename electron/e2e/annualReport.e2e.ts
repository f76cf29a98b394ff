import { expect, test } from './app.ts'
import { expectAccessible } from './axe.ts'
import { wordXml } from './wordFile.ts'
import { openExample } from './workspaces.ts'

test('a berättelse is written, undone, previewed and saved as Word, and its guidance stays behind', async ({
  lardom,
}) => {
  const { page } = lardom
  await openExample(page)

  // From the list to a förvaltning whose code has an Ä.
  await page.getByRole('link', { name: 'Berättelser' }).click()
  await page.getByRole('link', { name: /^Södra Älvsborgs Sjukhus 2025/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Södra Älvsborgs Sjukhus 2025' })).toBeVisible()

  // A section with guidance and law beside it, saved as one types.
  await page.getByRole('button', { name: /^1\.1\.2 Organisation och ansvar/ }).click()
  await expect(page.getByRole('complementary', { name: 'Stöd för dig som skriver' })).toContainText(
    'nämnd eller styrelse',
  )
  await expect(page.getByLabel('Lagkrav som avsnittet svarar mot')).toContainText('PSL 3:9')
  const text = page.getByLabel('Text', { exact: true })
  await text.fill(
    'Chefläkaren rapporterar till förvaltningschefen.\n\n- Patientsäkerhetsråd varje månad\n- Rond på Östra',
  )
  await expect(page.getByText(/^Sparat \d\d:\d\d/)).toBeVisible()
  await expect(page.getByText('Utkast', { exact: true })).toBeVisible()

  // A personnummer is refused beside the field, and what was written stays.
  await text.fill('Patienten 19121212-1212 deltog.')
  await expect(page.getByText(/ser ut att innehålla ett personnummer/)).toBeVisible()
  await expect(page.getByRole('button', { name: /^1\.1\.2 .*Inte sparat/ })).toBeVisible()
  await expect(text).toHaveValue('Patienten 19121212-1212 deltog.')
  await text.fill('Patienten deltog.')
  await expect(page.getByText(/ser ut att innehålla/)).toHaveCount(0)
  await expect(page.getByText(/^Sparat \d\d:\d\d/)).toBeVisible()

  // Back to the first text; it is there after leaving and coming back.
  await page.getByRole('button', { name: 'Ångra senaste sparningen' }).click()
  await expect(text).toHaveValue(/^Chefläkaren rapporterar/)
  await page.getByRole('button', { name: /^1\.2 En god säkerhetskultur/ }).click()
  await expect(text).toHaveValue('')
  await page.getByRole('button', { name: /^1\.1\.2 Organisation och ansvar/ }).click()
  await expect(text).toHaveValue(/Rond på Östra$/)

  await expectAccessible(page)

  // The whole document, with figures and stamps, before it is written.
  await page.getByRole('tab', { name: 'Förhandsvisa' }).click()
  const preview = page.getByRole('article')
  await expect(preview.getByRole('listitem').filter({ hasText: 'Rond på Östra' })).toBeVisible()
  await expect(preview).toContainText('Antalet avvikelser är inte ett mått på säkerheten')
  await expect(preview).toContainText('Exempeldata')
  await expect(preview).not.toContainText('Nämn forumen där patientsäkerhet avgörs')

  // The preview's own contents lead within it, and not away from the page.
  await preview.getByRole('link', { name: /^Bilaga 1/ }).click()
  await expect(preview.getByRole('heading', { name: /^Bilaga 1/ })).toBeInViewport()
  await expect(page.getByRole('heading', { level: 1, name: 'Södra Älvsborgs Sjukhus 2025' })).toBeAttached()

  await expectAccessible(page)

  // The law's checklist knows that something is written now, and leads to what is not.
  await page.getByRole('tab', { name: 'Lagkrav' }).click()
  await expect(page.getByRole('row', { name: /3 kap\. 9 § PSL/ })).toContainText('Besvarat i text')
  await page.getByRole('button', { name: /^Öppna 2\.4\.2/ }).click()
  await expect(page.getByRole('heading', { level: 2, name: '2.4.2 Klagomål och synpunkter' })).toBeVisible()

  // It cannot be decided while sections are empty.
  await page.getByRole('tab', { name: 'Uppgifter och beslut' }).click()
  await page.getByLabel('Ansvarig för innehållet').fill('Åsa Öberg, chefläkare')
  await page.getByRole('button', { name: 'Spara uppgifter' }).click()
  await expect(page.getByText('Uppgifterna är sparade.')).toBeVisible()
  await page.getByRole('button', { name: 'Märk som beslutad' }).click()
  await expect(page.getByText('Ange vem som har beslutat om berättelsen.')).toBeVisible()

  await expectAccessible(page)

  // As Word, read back.
  const path = await lardom.saveNextAs('berättelse.docx')
  await page.getByRole('button', { name: 'Spara som Word' }).click()
  await expect(page.getByText(/berättelse\.docx är sparad/)).toBeVisible({ timeout: 30_000 })
  const words = wordXml(path).replace(/<[^>]+>/g, '')
  expect(words).toContain('Chefläkaren rapporterar till förvaltningschefen.')
  expect(words).toContain('Åsa Öberg, chefläkare')
  expect(words).toContain('Redovisning per verksamhet')
  expect(words).not.toContain('Nämn forumen där patientsäkerhet avgörs')
})

test('the list says when each berättelse must be ready', async ({ lardom }) => {
  const { page } = lardom
  await openExample(page)
  await lardom.goTo('/berattelser')
  await expect(page.getByRole('columnheader', { name: /^2025/ })).toContainText(
    '1 mars 2026, nästa vardag 2 mars',
  )
  await expect(page.getByRole('rowheader', { name: /Västra Götalandsregionen/ })).toContainText(
    'Hela regionen',
  )
  await expectAccessible(page)
  await lardom.goTo('/berattelse/SU/i-fjol')
  await expect(page.getByRole('heading', { level: 1, name: 'Berättelsen finns inte' })).toBeVisible()
})
