import { join } from 'node:path'
import { DIST } from '../../build/paths.ts'
import { expect, test } from './app.ts'

/** What is in force for a window, which Electron's public types do not tell. */
type Preferences = { getLastWebPreferences(): Record<string, unknown> }

test('the page has the bridge and nothing of Node or Electron', async ({ lardom }) => {
  const { page } = lardom
  const names = ['require', 'process', 'module', 'global', 'Buffer', 'electron', '__dirname', 'ipcRenderer']
  expect(await page.evaluate(`${JSON.stringify(names)}.filter((name) => name in globalThis)`)).toEqual([])
  expect(await page.evaluate('Reflect.ownKeys(window.lardom).sort().join()')).toBe('call,cancel,on')
  expect(await page.evaluate('Object.values(window.lardom).flatMap((part) => Object.keys(part))')).toEqual([])
  // What the bridge gave cannot be exchanged for something that listens.
  expect(
    await page.evaluate(`(() => {
      const before = window.lardom.call
      try { window.lardom.call = () => 1 } catch {}
      try { window.lardom = {} } catch {}
      try { Object.defineProperty(window, 'lardom', { value: {} }) } catch {}
      return window.lardom.call === before
    })()`),
  ).toBe(true)
})

test('the preferences are what the page really runs with', async ({ lardom }) => {
  const preferences = await lardom.app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    const contents = window?.webContents as unknown as Preferences
    return contents.getLastWebPreferences()
  })
  // What Electron tells of; the whole list is compared word for word in rules.test.ts.
  expect(preferences).toMatchObject({
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    sandbox: true,
    webSecurity: true,
    webviewTag: false,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
  })
  expect(preferences['enableBlinkFeatures'] ?? '').toBe('')
  const kept = await lardom.app.evaluate(({ session }) => {
    const own = session.fromPartition('lardom')
    return { persistent: own.isPersistent(), path: own.storagePath, spelling: own.isSpellCheckerEnabled() }
  })
  // Kept in memory only: no path, and no dictionary is fetched.
  expect(kept).toEqual({ persistent: false, path: null, spelling: false })
})

test('what the page does to its own world does not reach the bridge', async ({ lardom }) => {
  // The page's own code uses the same functions meanwhile, so what is listened for is the bridge's own words.
  const answer = await lardom.page.evaluate(`(async () => {
    const mark = 'ett ord som bara bryggan bär'
    const heard = []
    const kept = [Array.prototype.push, Function.prototype.call, Function.prototype.apply, Promise.prototype.then, JSON.stringify]
    // Values alone: a getter that is looked at may do something.
    const carries = (value, depth = 3) => {
      if (typeof value === 'string') return value.includes(mark)
      if (value === null || typeof value !== 'object' || depth === 0) return false
      const told = Object.getOwnPropertyDescriptors(value)
      for (const key in told) if (carries(told[key].value, depth - 1)) return true
      return false
    }
    const spy = (name, real) => function (...args) {
      if (carries(args) || carries(this)) heard[heard.length] = name
      return Reflect.apply(real, this, args)
    }
    Array.prototype.push = spy('push', kept[0])
    Function.prototype.call = spy('call', kept[1])
    Function.prototype.apply = spy('apply', kept[2])
    JSON.stringify = spy('stringify', kept[4])
    Object.prototype.caller = 'host'
    Object.prototype.path = '/etc/passwd'
    try {
      const about = await window.lardom.call('host.about', {})
      const unlock = await window.lardom.call('account.unlock', { path: mark, passphrase: mark })
      const bridge = heard.length
      ;[].push(mark)
      return { about: about.ok, unlock: unlock.error.code, bridge, ownPush: heard.length - bridge }
    } finally {
      Array.prototype.push = kept[0]
      Function.prototype.call = kept[1]
      Function.prototype.apply = kept[2]
      JSON.stringify = kept[4]
      delete Object.prototype.caller
      delete Object.prototype.path
    }
  })()`)
  // The spy hears: the page's own push of the same words is noted.
  expect(answer).toEqual({ about: true, unlock: 'NOT_ALLOWED', bridge: 0, ownPush: 1 })
})

test('text never becomes code or markup', async ({ lardom }) => {
  const { page } = lardom
  const outcome = await page.evaluate(`(async () => {
    window.ran = []
    const refusals = []
    addEventListener('securitypolicyviolation', (event) => refusals.push(event.effectiveDirective))
    const tried = {}
    const attempt = async (name, run) => {
      try { await run(); tried[name] = 'gick' } catch (error) { tried[name] = error.name }
    }
    // From a timer: what a test evaluates itself is let past the policy, what the page runs is not.
    const later = (run) => new Promise((resolve, reject) => setTimeout(() => { try { resolve(run()) } catch (error) { reject(error) } }))
    await attempt('eval', () => later(() => (0, eval)('window.ran.push("eval")')))
    await attempt('Function', () => later(() => new Function('window.ran.push("Function")')()))
    await attempt('timer', () => later(() => setTimeout('window.ran.push("timer")', 0)))
    await attempt('innerHTML', () => later(() => { document.createElement('div').innerHTML = '<img src=x onerror="window.ran.push(1)">' }))
    await attempt('outerHTML', () => later(() => { const d = document.createElement('div'); document.body.append(d); d.outerHTML = '<b>x</b>' }))
    await attempt('insertAdjacentHTML', () => later(() => document.body.insertAdjacentHTML('beforeend', '<b>x</b>')))
    await attempt('write', () => later(() => document.write('<b>x</b>')))
    await attempt('parser', () => later(() => new DOMParser().parseFromString('<b>x</b>', 'text/html')))
    await attempt('fragment', () => later(() => document.createRange().createContextualFragment('<b>x</b>')))
    await attempt('srcdoc', () => later(() => { document.createElement('iframe').srcdoc = '<script>parent.ran.push("srcdoc")</script>' }))
    await attempt('script text', () => later(() => { const s = document.createElement('script'); s.text = 'window.ran.push("script")'; document.body.append(s) }))
    await attempt('script address', () => later(() => { const s = document.createElement('script'); s.src = 'data:text/javascript,window.ran.push("data")'; document.body.append(s) }))
    await attempt('second policy', () => later(() => trustedTypes.createPolicy('default', { createHTML: (text) => text })))
    await attempt('other policy', () => later(() => trustedTypes.createPolicy('mjuk', { createHTML: (text) => text })))
    await attempt('import', () => later(() => import('data:text/javascript,window.ran.push("import")')))
    await attempt('worker', () => later(() => new Worker('data:text/javascript,1')))
    // What needs no such door: an inline script as a node, an attribute, an address.
    await attempt('inline', () => later(() => {
      const inline = document.createElement('script')
      inline.append('window.ran.push("inline")')
      document.body.append(inline)
    }))
    await attempt('inline in svg', () => later(() => {
      const inline = document.createElementNS('http://www.w3.org/2000/svg', 'script')
      inline.append('window.ran.push("svg")')
      document.body.append(inline)
    }))
    const button = document.createElement('button')
    try { button.setAttribute('onclick', 'window.ran.push("attribute")') } catch {}
    document.body.append(button)
    button.click()
    for (const [tag, name] of [['a', 'href'], ['form', 'action'], ['iframe', 'src']]) {
      const element = document.createElement(tag)
      try { element.setAttribute(name, 'javascript:window.ran.push("' + tag + '")') } catch {}
      document.body.append(element)
      element.click?.()
      try { element.submit?.() } catch {}
    }
    try { location.href = 'javascript:window.ran.push("location")' } catch {}
    const style = document.createElement('style')
    style.append('body { outline: 7px solid rgb(1, 2, 3) }')
    document.head.append(style)
    await new Promise((resolve) => setTimeout(resolve, 400))
    return { ran: window.ran, tried, styled: getComputedStyle(document.body).outlineWidth === '7px', refusals: [...new Set(refusals)].sort() }
  })()`)
  const { ran, tried, styled, refusals } = outcome as {
    ran: string[]
    tried: Record<string, string>
    styled: boolean
    refusals: string[]
  }
  expect(ran).toEqual([])
  expect(styled).toBe(false)
  // A node's text is taken, and then refused when it would run.
  const passed = Object.keys(tried).filter((name) => tried[name] === 'gick' && !name.startsWith('inline'))
  expect(passed).toEqual([])
  expect(refusals).toContain('require-trusted-types-for')
  expect(refusals).toContain('style-src-elem')
  // The policy's own refusals are what was asked for here.
  lardom.problems.length = 0
})

test('a frame that a script makes has no bridge, and no worker starts', async ({ lardom }) => {
  const found = await lardom.page.evaluate(`(async () => {
    const results = {}
    const empty = document.createElement('iframe')
    document.body.append(empty)
    results.empty = typeof empty.contentWindow.lardom + typeof empty.contentWindow.require
    const blank = document.createElement('iframe')
    blank.src = 'about:blank'
    document.body.append(blank)
    await new Promise((resolve) => setTimeout(resolve, 200))
    results.blank = typeof blank.contentWindow?.lardom + typeof blank.contentWindow?.require
    const own = document.createElement('iframe')
    own.src = location.href.split('#')[0]
    document.body.append(own)
    await new Promise((resolve) => setTimeout(resolve, 500))
    let inside = 'oåtkomlig'
    try { inside = typeof own.contentWindow.lardom } catch {}
    results.own = inside
    for (const frame of [empty, blank, own]) frame.remove()
    const starts = async (make) => { try { await make(); return 'startade' } catch { return 'stoppad' } }
    results.workers = [
      await starts(() => new Worker(new URL('assets/x.js', location.href))),
      await starts(() => new SharedWorker(new URL('assets/x.js', location.href))),
      await starts(() => navigator.serviceWorker.register('assets/x.js')),
    ]
    return results
  })()`)
  expect(found).toMatchObject({ empty: 'undefinedundefined', blank: 'undefinedundefined' })
  expect((found as { own: string }).own).not.toBe('object')
  expect((found as { workers: string[] }).workers).toEqual(['stoppad', 'stoppad', 'stoppad'])
  lardom.problems.length = 0
})

test('another window with the same page and bridge is refused', async ({ lardom }) => {
  const answer = await lardom.app.evaluate(
    async ({ BrowserWindow }, preload) => {
      const other = new BrowserWindow({
        show: false,
        webPreferences: { sandbox: true, partition: 'lardom', preload },
      })
      try {
        await other.loadURL('app://lardom/index.html')
        const has: unknown = await other.webContents.executeJavaScript('typeof window.lardom.call')
        const result: unknown = await other.webContents.executeJavaScript(
          "window.lardom.call('host.about', {})",
        )
        return { has, result }
      } finally {
        other.destroy()
      }
    },
    join(DIST, 'preload', 'preload.cjs'),
  )
  expect(answer).toMatchObject({ has: 'function', result: { ok: false, error: { code: 'NOT_ALLOWED' } } })
})

test('a call that is out of form, or for the host alone, is refused and the service lives on', async ({
  lardom,
}) => {
  const codes = await lardom.page.evaluate(`(async () => {
    const ask = async (...args) => { const answer = await window.lardom.call(...args); return answer.ok ? 'ok' : answer.error.code }
    const circle = {}
    circle.self = circle
    return [
      await ask('account.unlock', { path: '/etc/passwd', passphrase: 'x' }),
      await ask('__proto__', {}),
      await ask('host.about', circle),
      await ask('host.about', new Map([['a', 1]])),
      await ask('host.about', { a: new Date() }),
      await ask('host.about', 'x'.repeat(5_000_000)),
      await ask('host.about', {}, { requestId: 'x'.repeat(500) }),
      await ask('host.finns-inte', {}),
      await ask('host.about', {}),
    ]
  })()`)
  expect(codes).toEqual([
    'NOT_ALLOWED',
    'INPUT_INVALID',
    'INPUT_INVALID',
    'INPUT_INVALID',
    'INPUT_INVALID',
    'INPUT_INVALID',
    'INPUT_INVALID',
    'NOT_FOUND',
    'ok',
  ])
})
