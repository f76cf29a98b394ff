import { expect, test } from './app.ts'
import { ask } from './ask.ts'
import { wordXml } from './wordFile.ts'
import { lock, openExample } from './workspaces.ts'

test('a händelseanalys goes from incident to a closed slutrapport, and comes back with Ångra', async ({
  lardom,
}) => {
  const { page } = lardom
  await openExample(page)
  const { rows } = await ask(page, 'incident.list', {
    filter: { status: ['inkommen', 'bedomd'], origin: ['exempel'] },
    limit: 1,
  })
  const incidentId = rows[0]?.id ?? 0
  expect(incidentId).toBeGreaterThan(0)

  // 1. Uppdrag, from the incident.
  await lardom.goTo(`/handelse/${incidentId}/analys/ny`)
  await page.getByLabel('Rubrik').fill('Fel dos vid överflyttning')
  await page.getByLabel('Uppdragsgivare, roll').fill('Verksamhetschef')
  await page.getByRole('button', { name: 'Starta analysen' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Fel dos vid överflyttning' })).toBeVisible()
  await page.getByLabel('Avgränsning').fill('Från inskrivning till hemgång')
  await expect(page.getByText(/^Sparat \d\d:\d\d$/)).toBeVisible()

  // Team, and a row that is removed comes back.
  await page.getByRole('link', { name: /^Team/ }).click()
  await page.getByRole('button', { name: 'Lägg till deltagare' }).click()
  await page.getByLabel('Yrke').fill('Sjuksköterska')
  await page.getByLabel('Enhet').fill('Patientsäkerhetsenheten')
  await page.getByRole('button', { name: 'Ta bort deltagare 1' }).click()
  await expect(page.getByLabel('Yrke')).toHaveCount(0)
  await page.getByLabel('Meddelanden').getByRole('button', { name: 'Ångra' }).click()
  await expect(page.getByLabel('Yrke')).toHaveValue('Sjuksköterska')

  // 3. Händelseförlopp, by keyboard: Ctrl+Enter adds, Alt+↑ moves.
  await page.getByRole('link', { name: /^Händelseförlopp/ }).click()
  await page.getByRole('button', { name: 'Lägg till delhändelse' }).click()
  await page.getByLabel('Vad händer?').fill('Läkaren ordinerar insulin')
  await page.getByLabel('Vad händer?').press('Control+Enter')
  await page.getByLabel('Vad händer?').nth(1).fill('Patienten flyttas')
  await page.getByLabel('Avvikelse').nth(1).fill('Läkemedelslistan följer inte med')
  await page.getByLabel('Vad händer?').nth(1).press('Alt+ArrowUp')
  await expect(page.getByLabel('Vad händer?').first()).toHaveValue('Patienten flyttas')
  await expect(page.getByLabel('Vad händer?').first()).toBeFocused()
  await page.getByRole('button', { name: /^Ångra/ }).click()
  await expect(page.getByLabel('Vad händer?').first()).toHaveValue('Läkaren ordinerar insulin')

  // 4. Orsaker, with advice while one types.
  await page.getByRole('link', { name: /^Orsaker/ }).click()
  await page.getByRole('button', { name: 'Lägg till orsak' }).click()
  const cause = page.getByLabel('Orsak och vad den ledde till')
  await cause.fill('Slarv av personalen')
  await expect(page.getByText(/värderar någon/)).toBeVisible()
  await cause.fill('Läkemedelslistan skrivs ut för hand, vilket ökade risken för att doser ändrades.')
  await expect(page.getByText(/värderar någon/)).toHaveCount(0)
  await page.getByRole('button', { name: /Orsaksområde/ }).click()
  await page.getByRole('option', { name: 'Procedurer, rutiner och riktlinjer' }).click()
  await page.getByRole('button', { name: /Hör till delhändelse/ }).click()
  await page.getByRole('option', { name: /Läkemedelslistan följer inte med/ }).click()

  // A personnummer is refused, told, and what was written stays until it is corrected.
  await cause.fill('Patient 19121212-1212 förväxlades, vilket ledde till fel dos.')
  await expect(page.getByText('Orsakerna är inte sparat')).toBeVisible()
  await cause.fill('Läkemedelslistan skrivs ut för hand, vilket ökade risken för att doser ändrades.')
  await expect(page.getByText('Orsakerna är inte sparat')).toHaveCount(0)

  // 5. Åtgärdsförslag: the gate is open until the åtgärd meets the cause.
  await page.getByRole('link', { name: /^Åtgärdsförslag/ }).click()
  await expect(page.getByText('En orsak möts inte av någon åtgärd')).toBeVisible()
  await page.getByRole('button', { name: 'Lägg till åtgärd' }).click()
  await page.getByLabel('Åtgärd', { exact: true }).fill('Skriv ut listan ur journalsystemet')
  await page.getByText(/Fysisk eller teknisk tvingande funktion/).click()
  await page
    .getByText(/^O1\. Läkemedelslistan/)
    .first()
    .click()
  await expect(page.getByText('En orsak möts inte av någon åtgärd')).toHaveCount(0)

  // 7. Beslut: the law asks for ansvarig and date.
  await page.getByRole('link', { name: /^Beslut/ }).click()
  await page.getByText('Genomförs', { exact: true }).click()
  await page.getByRole('button', { name: 'Spara beslutet' }).click()
  await expect(page.getByText(/kräver en tidsplan, och någon som håller den/)).toBeVisible()
  await page.getByLabel('Ansvarig (roll)').fill('Systemförvaltare')
  const dueDate = page.getByRole('group', { name: /Klar senast/ }).getByRole('spinbutton')
  await dueDate.first().click()
  await page.keyboard.type('20271231')
  await page.getByRole('button', { name: 'Spara beslutet' }).click()
  await expect(page.getByText('Beslutet är sparat.')).toBeVisible()

  // 6. The slutrapport, as Word, read back.
  await page.getByRole('link', { name: /^Slutrapport/ }).click()
  await page.getByLabel('Sammanfattning').fill('En dos blev fel när patienten flyttades.')
  await page.getByRole('tab', { name: 'Förhandsvisa' }).click()
  await expect(page.getByRole('heading', { name: /Bakomliggande orsaker/ })).toBeVisible()
  const path = await lardom.saveNextAs('slutrapport.docx')
  await page.getByRole('button', { name: 'Spara som Word' }).click()
  await expect(page.getByText(/slutrapport\.docx är sparad/)).toBeVisible()
  const texts = new Set([...wordXml(path).matchAll(/<w:t[^>]*>([^<]*)</g)].map((match) => match[1]))
  expect([
    texts.has('Läkemedelslistan skrivs ut för hand, vilket ökade risken för att doser ändrades.'),
    texts.has('EXEMPELDATA · ARBETSMATERIAL'),
  ]).toEqual([true, true])

  // 8. Closing tells what is open, and asks.
  await page.getByRole('link', { name: /^Uppföljning/ }).click()
  const close = page.getByRole('button', { name: 'Avsluta analysen' })
  await expect(close).toBeDisabled()
  await page.getByText('Jag har läst det som är öppet och avslutar ändå').click()
  await close.click()
  await expect(page.getByText(/^Avslutad \d{4}-\d\d-\d\d$/)).toBeVisible()
  const incident = await ask(page, 'incident.get', { id: incidentId })
  expect(incident).toMatchObject({ status: 'uppfoljning', investigated: true })

  // The åtgärd lives on in its register.
  await page.getByRole('link', { name: 'Åtgärder', exact: true }).click()
  await page.getByLabel('Sök').fill('journalsystemet systemförvaltare')
  await expect(page.getByRole('row', { name: /Skriv ut listan ur journalsystemet/ })).toContainText(
    'Beslutad',
  )
})

test('what was typed a moment before locking is there when the workspace is opened again', async ({
  lardom,
}) => {
  const { page } = lardom
  await openExample(page)
  const { rows } = await ask(page, 'analysis.list', {
    state: 'pagaende',
    limit: 1,
  })
  const address = `/analys/${rows[0]?.id ?? 0}/uppdrag`
  await lardom.goTo(address)
  await page.getByLabel('Avgränsning').fill('Från ankomst till hemgång, med flytten mellan avdelningarna')
  await lock(page)
  await openExample(page)
  await lardom.goTo(address)
  await expect(page.getByLabel('Avgränsning')).toHaveValue(
    'Från ankomst till hemgång, med flytten mellan avdelningarna',
  )
})
