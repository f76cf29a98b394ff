import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from './app.ts'

/** A server on this machine that counts who comes, and sends a visitor on. */
let server: Server
let visits = 0
let outside = ''

test.beforeAll(async () => {
  server = createServer((request, response) => {
    visits++
    if (request.url === '/vidare') response.writeHead(302, { location: '/hit' }).end()
    else response.setHeader('content-type', 'text/html').end('<h1>utanför</h1>')
  })
  server.on('connection', () => visits++)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // Listening on a port: the address is that of a network.
  outside = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
test.beforeEach(() => {
  visits = 0
})
test.afterAll(() => {
  server.close()
})

test('the page stays where it is, whatever leads away', async ({ lardom }) => {
  const { page, app } = lardom
  // The counter counts: otherwise none of what follows says anything.
  await fetch(`${outside}/`)
  expect(visits).toBeGreaterThan(0)
  visits = 0

  const before = page.url()
  const ways = [
    `location.href = '${outside}/a'`,
    `location.assign('${outside}/vidare')`,
    `location.replace('${outside}/a')`,
    `location.href = 'app://lardom/index.html?annan'`,
    `location.href = 'app://lardom.evil/'`,
    `location.href = 'file:///etc/passwd'`,
    `location.href = 'data:text/html,<h1>x</h1>'`,
    `location.href = URL.createObjectURL(new Blob(['<h1>x</h1>'], { type: 'text/html' }))`,
    `location.href = 'mailto:a@b.invalid'`,
    `history.pushState(null, '', '${outside}/a')`,
    `window.open('${outside}/a')`,
    `window.open('${outside}/a', '_self')`,
    `window.open('${outside}/a', '_top', 'noopener')`,
    `window.open('about:blank')`,
    `window.open('')`,
    `document.body.append(Object.assign(document.createElement('meta'), { httpEquiv: 'refresh', content: '0;url=${outside}/a' }))`,
    `document.head.append(Object.assign(document.createElement('base'), { href: '${outside}/' }))`,
    `navigation.navigate('${outside}/a')`,
  ]
  for (const way of ways) {
    await page.evaluate(
      `(async () => { try { ${way} } catch {} await new Promise((resolve) => setTimeout(resolve, 60)) })()`,
    )
  }
  for (const method of ['get', 'post'])
    await page.evaluate(`(() => {
      const form = Object.assign(document.createElement('form'), { action: '${outside}/a', method: '${method}' })
      document.body.append(form)
      form.submit()
      form.remove()
    })()`)
  for (const target of ['', '_blank', '_top', 'annat']) {
    await page.evaluate(`document.body.prepend(Object.assign(document.createElement('a'), {
      href: '${outside}/?next=app://lardom', target: '${target}', textContent: 'ut', id: 'ut', ping: '${outside}/ping' }))
      window.clicks = 0
      const link = document.getElementById('ut')
      Object.assign(link.style, { position: 'fixed', inset: '0', zIndex: 99999 })
      for (const kind of ['click', 'auxclick']) link.addEventListener(kind, () => { window.clicks++ })`)
    // Real clicks, by the system's way: Playwright's own wait for the page that never comes.
    await app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      for (const [button, modifiers] of [
        ['left', []],
        ['middle', []],
        ['left', ['control']],
        ['left', ['shift']],
        ['left', ['alt']],
        ['left', ['meta']],
      ] as const)
        for (const type of ['mouseDown', 'mouseUp'] as const)
          contents?.sendInputEvent({ type, button, modifiers: [...modifiers], x: 20, y: 20, clickCount: 1 })
    })
    await expect.poll(() => page.evaluate('window.clicks')).toBeGreaterThanOrEqual(5)
    await page.evaluate("document.getElementById('ut').remove()")
  }
  await page.waitForTimeout(500)
  expect(page.url()).toBe(before)
  // Asked of the page itself: Playwright still waits for pages that never come.
  expect(await page.evaluate("document.querySelector('h1').textContent")).toContain('Lärdom')
  expect(await app.evaluate(({ webContents }) => webContents.getAllWebContents().length)).toBe(1)
  expect(visits).toBe(0)
  lardom.problems.length = 0
})

test('nothing is downloaded', async ({ lardom }) => {
  const { page, app } = lardom
  await app.evaluate(({ session, app: electron }) => {
    const store = electron as unknown as { saved: string[] }
    store.saved = []
    session.fromPartition('lardom').on('will-download', (event, item) => {
      item.on('done', (_event, state) => store.saved.push(state))
      if (!event.defaultPrevented) store.saved.push('påbörjad')
    })
  })
  await page.evaluate(`(async () => {
    for (const href of [URL.createObjectURL(new Blob(['x'])), 'data:text/plain,x', '${outside}/fil.exe', 'app://lardom/index.html']) {
      const link = Object.assign(document.createElement('a'), { href, download: 'fil.txt' })
      document.body.append(link)
      link.click()
      link.remove()
      await new Promise((resolve) => setTimeout(resolve, 150))
    }
  })()`)
  await page.waitForTimeout(300)
  const saved = await app.evaluate(({ app: electron }) => (electron as unknown as { saved: string[] }).saved)
  expect(saved.filter((state) => state === 'completed' || state === 'påbörjad')).toEqual([])
  expect(visits).toBe(0)
  lardom.problems.length = 0
})

test('a webview element is nothing but an empty element', async ({ lardom }) => {
  const { page, app } = lardom
  await page.evaluate(`(() => {
    const view = document.createElement('webview')
    view.setAttribute('src', '${outside}/a')
    view.setAttribute('allowpopups', '')
    view.setAttribute('nodeintegration', '')
    view.id = 'vy'
    document.body.append(view)
  })()`)
  await page.waitForTimeout(500)
  expect(await app.evaluate(({ webContents }) => webContents.getAllWebContents().length)).toBe(1)
  expect(await page.evaluate("typeof document.getElementById('vy').loadURL")).toBe('undefined')
  expect(visits).toBe(0)
  await page.evaluate("document.getElementById('vy').remove()")
})

test('an empty page, the one place Chromium lets any page go to, may not call', async ({ lardom }) => {
  const { page } = lardom
  await page.evaluate("setTimeout(() => { location.href = 'about:blank' }, 0)")
  await page.waitForURL('about:blank')
  const answer = await page.evaluate(
    "typeof window.lardom === 'undefined' ? 'ingen brygga' : window.lardom.call('host.about', {}).then((answer) => answer.error?.code ?? 'fick svar')",
  )
  expect(['ingen brygga', 'NOT_ALLOWED']).toContain(answer)
  expect(await page.evaluate(`fetch('${outside}/a').then(() => 'nådde ut', () => 'stoppad')`)).toBe('stoppad')
  expect(visits).toBe(0)
  lardom.problems.length = 0
})
