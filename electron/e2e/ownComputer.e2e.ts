import { expect, test, type LardomApp } from './app.ts'
import { expectAccessible } from './axe.ts'
import { createWorkspace, givePassphrase, lock, PASSPHRASE } from './workspaces.ts'

/** The test's computer has no keychain: Electron's own questions are answered as where there is one. */
async function giveKeychain({ app }: LardomApp): Promise<void> {
  await app.evaluate(({ safeStorage }) => {
    Object.assign(safeStorage, {
      isEncryptionAvailable: () => true,
      getSelectedStorageBackend: () => 'gnome_libsecret',
      encryptString: (text: string) => Buffer.from(text, 'utf8').map((byte) => byte ^ 0x5a),
      decryptString: (sealed: Buffer) => Buffer.from(sealed.map((byte) => byte ^ 0x5a)).toString('utf8'),
    })
  })
}

test('without a safe keychain one is told so, and with one the computer opens until one ends it', async ({
  lardom,
}) => {
  test.setTimeout(120_000)
  const { page } = lardom
  const card = () => page.getByRole('region', { name: 'Den här datorn' })
  const byComputer = () => page.getByRole('button', { name: 'Lås upp utan lösenfras' })
  await createWorkspace(lardom)
  await lardom.goTo('/mitt-konto')
  await expect(card()).toContainText('ingen nyckelring som är säker nog')

  await giveKeychain(lardom)
  await lardom.goTo('/händelser')
  await lardom.goTo('/mitt-konto')
  await card().getByLabel('Din lösenfras').fill('fel lösenfras')
  await card().getByRole('button', { name: 'Lås upp utan lösenfras här' }).click()
  await expect(card()).toContainText('Lösenfrasen stämmer inte')
  await expectAccessible(page, 'den här datorn')
  await card().getByLabel('Din lösenfras').fill(PASSPHRASE)
  await card().getByRole('button', { name: 'Lås upp utan lösenfras här' }).click()
  await expect(card()).toContainText('Den som är inloggad som du på datorn kan det också')

  await lock(page)
  await expect(byComputer()).toBeVisible()
  await expectAccessible(page, 'lås upp utan lösenfras')
  await byComputer().click()
  await page.getByRole('navigation', { name: 'Huvudmeny' }).waitFor()

  await lardom.goTo('/mitt-konto')
  await card().getByRole('button', { name: 'Fråga efter lösenfrasen igen' }).click()
  await expect(card().getByLabel('Din lösenfras')).toBeVisible()
  await lock(page)
  await page.getByLabel('Lösenfras').waitFor()
  await expect(byComputer()).toHaveCount(0)
  await givePassphrase(page)
  await page.getByRole('navigation', { name: 'Huvudmeny' }).waitFor()
})
