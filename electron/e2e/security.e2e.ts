import { expect, test } from './app.ts'

test('the page has no Node, no network and no way out of its own address', async ({ lardom }) => {
  const { page, app } = lardom
  expect(await page.evaluate('typeof require + typeof process + typeof module')).toBe('undefined'.repeat(3))
  expect(await page.evaluate('Object.keys(window.lardom).sort().join()')).toBe('call,cancel,on')

  const before = page.url()
  await page.evaluate("window.open('https://example.invalid/')")
  await page.evaluate(
    "document.body.append(Object.assign(document.createElement('a'), {href: 'https://example.invalid/?next=app://lardom', textContent: 'ut', id: 'ut'}))",
  )
  await page.evaluate("document.getElementById('ut').click()")
  await page.evaluate("document.getElementById('ut').remove()")
  await page.waitForTimeout(300)
  expect(page.url()).toBe(before)
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)

  const answers = await page.evaluate(`Promise.all([
    fetch('https://example.invalid/').then(() => 'nådde ut', () => 'stoppad'),
    fetch('file:///etc/passwd').then(() => 'läste fil', () => 'stoppad'),
    navigator.permissions.query({ name: 'geolocation' }).then((p) => p.state),
  ])`)
  expect(answers).toEqual(['stoppad', 'stoppad', 'denied'])
  // The policy's own refusals are what was asked for here.
  lardom.problems.length = 0
})

test('the sandbox settings are what the page really runs with', async ({ lardom }) => {
  const preferences = await lardom.app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    // Not in Electron's public types, but the only place that tells what is in force.
    const contents = window?.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }
    const { contextIsolation, nodeIntegration, sandbox, webSecurity, webviewTag } =
      contents.getLastWebPreferences()
    return { contextIsolation, nodeIntegration, sandbox, webSecurity, webviewTag }
  })
  expect(preferences).toEqual({
    contextIsolation: true,
    nodeIntegration: false,
    sandbox: true,
    webSecurity: true,
    webviewTag: false,
  })
})

test('a procedure for the host alone is refused to the window', async ({ lardom }) => {
  const answer = await lardom.page.evaluate(
    "window.lardom.call('account.unlock', { path: '/etc/passwd', passphrase: 'x' })",
  )
  expect(answer).toMatchObject({ ok: false, error: { code: 'NOT_ALLOWED' } })
})
