import { createSocket, type Socket } from 'node:dgram'
import { createServer, type Server } from 'node:net'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './app.ts'
import { createWorkspace, PASSPHRASE, PERSON } from './workspaces.ts'

/** One port for connections and packets, that counts both and answers nothing. */
let server: Server
let packets: Socket
let port = 0
let seen = 0

test.beforeAll(async () => {
  server = createServer((connection) => {
    seen++
    connection.on('error', () => undefined)
    connection.destroy()
  })
  await new Promise<void>((resolve) => server.listen(0, resolve))
  const address = server.address()
  port = typeof address === 'object' && address !== null ? address.port : 0
  packets = createSocket('udp4')
  packets.on('message', () => seen++)
  await new Promise<void>((resolve) => packets.bind(port, resolve))
})
test.beforeEach(() => {
  seen = 0
})
test.afterAll(() => {
  server.close()
  packets.close()
})

/** Every way that a page of Chromium has to reach a computer, tried at once. Runs in the page. */
const tryEverything = (ports: number): string => `(async () => {
  const bases = ['http://127.0.0.1:${ports}', 'http://localhost:${ports}', 'http://[::1]:${ports}']
  const reached = []
  const attempt = (name, run) => {
    try {
      const outcome = run()
      if (outcome && typeof outcome.then === 'function') outcome.then(() => reached.push(name), () => undefined)
    } catch {}
  }
  const put = (tag, attributes) => {
    const element = document.createElement(tag)
    for (const [name, value] of Object.entries(attributes)) {
      try { element.setAttribute(name, value) } catch {}
    }
    element.onload = () => reached.push(tag)
    document.head.append(element)
    return element
  }
  for (const base of bases) {
    const socket = base.replace('http', 'ws')
    attempt('fetch', () => fetch(base + '/fetch'))
    attempt('fetch no-cors', () => fetch(base + '/fetch', { mode: 'no-cors', method: 'POST', body: 'x', keepalive: true }))
    attempt('xhr', () => new Promise((resolve, reject) => {
      const request = new XMLHttpRequest()
      request.onload = resolve
      request.onerror = reject
      request.open('GET', base + '/xhr')
      request.send()
    }))
    attempt('websocket', () => new Promise((resolve, reject) => {
      const channel = new WebSocket(socket + '/ws')
      channel.onopen = resolve
      channel.onerror = reject
    }))
    attempt('eventsource', () => new Promise((resolve, reject) => {
      const source = new EventSource(base + '/es')
      source.onopen = resolve
      source.onerror = () => { source.close(); reject() }
    }))
    attempt('beacon', () => navigator.sendBeacon(base + '/beacon', 'x'))
    attempt('webtransport', () => new WebTransport(base.replace('http', 'https')).ready)
    attempt('import', () => import(base + '/module.js'))
    attempt('worker', () => new Worker(base + '/worker.js'))
    attempt('shared worker', () => new SharedWorker(base + '/worker.js'))
    attempt('service worker', () => navigator.serviceWorker.register(base + '/sw.js'))
    attempt('font', () => new FontFace('x', 'url(' + base + '/font.woff2)').load())
    attempt('audio', () => new Audio(base + '/ljud.mp3').play())
    attempt('image', () => { new Image().src = base + '/bild.png' })
    attempt('report', () => new ReportingObserver(() => undefined, { buffered: true }).observe())
    put('link', { rel: 'stylesheet', href: base + '/a.css' })
    put('link', { rel: 'preload', as: 'image', href: base + '/a.png' })
    put('link', { rel: 'modulepreload', href: base + '/a.js' })
    put('link', { rel: 'prefetch', href: base + '/a.html' })
    put('link', { rel: 'prerender', href: base + '/a.html' })
    put('link', { rel: 'preconnect', href: base })
    put('link', { rel: 'dns-prefetch', href: base })
    put('link', { rel: 'icon', href: base + '/a.ico' })
    put('link', { rel: 'manifest', href: base + '/a.json' })
    put('script', { src: base + '/a.js' })
    put('img', { src: base + '/a.png' })
    put('iframe', { src: base + '/a.html' })
    put('object', { data: base + '/a.svg' })
    put('embed', { src: base + '/a.svg' })
    put('video', { src: base + '/a.mp4', autoplay: '' })
    put('audio', { src: base + '/a.mp3', autoplay: '' })
    put('body', { background: base + '/a.png' })
    const styled = document.createElement('div')
    styled.style.backgroundImage = 'url(' + base + '/css.png)'
    styled.style.cursor = 'url(' + base + '/css.cur), auto'
    document.body.append(styled)
    const rules = document.createElement('script')
    rules.type = 'speculationrules'
    attempt('speculation', () => {
      rules.append(JSON.stringify({ prefetch: [{ source: 'list', urls: [base + '/spec.html'] }] }))
      document.head.append(rules)
    })
  }
  const candidates = []
  try {
    const connection = new RTCPeerConnection({ iceServers: [
      { urls: ['stun:127.0.0.1:${ports}', 'stun:localhost:${ports}'] },
      { urls: ['turn:127.0.0.1:${ports}?transport=udp', 'turn:127.0.0.1:${ports}?transport=tcp'], username: 'a', credential: 'b' },
    ] })
    connection.onicecandidate = (event) => { if (event.candidate) candidates.push(event.candidate.candidate) }
    connection.createDataChannel('x')
    await connection.setLocalDescription(await connection.createOffer())
    // A candidate of the other side, given by hand, is where packets would be sent.
    const other = new RTCPeerConnection()
    await other.setRemoteDescription(connection.localDescription)
    await other.setLocalDescription(await other.createAnswer())
    await connection.setRemoteDescription(other.localDescription)
    for (const kind of ['udp', 'tcp'])
      await connection.addIceCandidate({ sdpMid: '0', candidate:
        'candidate:1 1 ' + kind + ' 2122260223 127.0.0.1 ${ports} typ host' + (kind === 'tcp' ? ' tcptype passive' : '') }).catch(() => undefined)
  } catch {}
  await new Promise((resolve) => setTimeout(resolve, 2500))
  return { reached: reached.filter((name) => !['report', 'beacon', 'link', 'iframe'].includes(name)), candidates }
})()`

const connect = () =>
  new Promise<void>((resolve) => {
    void fetch(`http://127.0.0.1:${port}/`).catch(() => resolve())
  })

test('the window reaches no other computer, whatever it tries', async ({ lardom }) => {
  // The counter counts, connections and packets: otherwise 0 would say nothing.
  await connect()
  await new Promise<void>((resolve) => packets.send('x', port, '127.0.0.1', () => resolve()))
  await expect.poll(() => seen).toBe(2)
  seen = 0
  const outcome = await lardom.page.evaluate(tryEverything(port))
  expect(seen).toBe(0)
  expect(outcome).toEqual({ reached: [], candidates: [] })
  // The policy's own refusals are what was asked for here.
  lardom.problems.length = 0
})

test('a page without any policy in the same session, and main itself, reach nothing either', async ({
  lardom,
}) => {
  const outcomes = await lardom.app.evaluate(
    async ({ BrowserWindow, net, session }, { code, to }) => {
      const outcomes: Record<string, unknown> = {}
      for (const partition of ['lardom', 'lardom-utskrift', 'en-ny-session']) {
        const bare = new BrowserWindow({ show: false, webPreferences: { sandbox: true, partition } })
        await bare.loadURL('data:text/html,<title>utan policy</title>')
        outcomes[partition] = await bare.webContents.executeJavaScript(code)
        await bare.loadURL(`http://127.0.0.1:${to}/`).catch(() => undefined)
        bare.destroy()
      }
      const own = session.fromPartition('lardom')
      const fails = async (run: () => Promise<unknown>) => {
        try {
          await run()
          return 'nådde fram'
        } catch {
          return 'stoppad'
        }
      }
      outcomes['main'] = [
        await fails(() => net.fetch(`http://127.0.0.1:${to}/`)),
        await fails(() => own.fetch(`http://127.0.0.1:${to}/`)),
        await fails(() => own.resolveHost('localhost')),
        await fails(() => session.defaultSession.resolveHost('localhost')),
      ]
      own.preconnect({ url: `http://127.0.0.1:${to}`, numSockets: 2 })
      session.defaultSession.preconnect({ url: `http://localhost:${to}`, numSockets: 2 })
      await new Promise((resolve) => setTimeout(resolve, 700))
      return outcomes
    },
    { code: tryEverything(port), to: port },
  )
  expect(seen).toBe(0)
  const nothing = { reached: [], candidates: [] }
  expect(outcomes).toEqual({
    lardom: nothing,
    'lardom-utskrift': nothing,
    'en-ny-session': nothing,
    main: ['stoppad', 'stoppad', 'stoppad', 'stoppad'],
  })
  lardom.problems.length = 0
})

test('no permission, device or file of the system is given to the page', async ({ lardom }) => {
  const outcome = await lardom.page.evaluate(`(async () => {
    const given = []
    const attempt = async (name, run) => {
      const silent = new Promise((resolve) => setTimeout(resolve, 1500, 'tyst'))
      try { if ((await Promise.race([Promise.resolve(run()), silent])) !== 'tyst') given.push(name) } catch {}
    }
    const names = ['accelerometer', 'ambient-light-sensor', 'background-fetch', 'background-sync', 'camera', 'clipboard-read',
      'clipboard-write', 'display-capture', 'geolocation', 'gyroscope', 'idle-detection', 'local-fonts', 'magnetometer',
      'microphone', 'midi', 'nfc', 'notifications', 'payment-handler', 'periodic-background-sync', 'persistent-storage',
      'push', 'screen-wake-lock', 'speaker-selection', 'storage-access', 'top-level-storage-access', 'window-management']
    const states = {}
    for (const name of names) {
      try { states[name] = (await navigator.permissions.query({ name, userVisibleOnly: true })).state } catch { states[name] = 'okänd' }
    }
    await Promise.all([
      attempt('kamera', () => navigator.mediaDevices.getUserMedia({ video: true })),
      attempt('mikrofon', () => navigator.mediaDevices.getUserMedia({ audio: true })),
      attempt('skärm', () => navigator.mediaDevices.getDisplayMedia({ video: true })),
      attempt('plats', () => new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject))),
      attempt('midi', () => navigator.requestMIDIAccess({ sysex: true })),
      attempt('usb', () => navigator.usb.requestDevice({ filters: [] })),
      attempt('hid', async () => { if ((await navigator.hid.requestDevice({ filters: [] })).length === 0) throw new Error('inget') }),
      attempt('serial', () => navigator.serial.requestPort()),
      attempt('bluetooth', () => navigator.bluetooth.requestDevice({ acceptAllDevices: true })),
      attempt('läs urklipp', () => navigator.clipboard.readText()),
      attempt('skriv urklipp', () => navigator.clipboard.writeText('x')),
      attempt('typsnitt', async () => { if ((await queryLocalFonts()).length === 0) throw new Error('inga') }),
      attempt('vakenhet', () => navigator.wakeLock.request('screen')),
      attempt('kvar', async () => { if (!(await navigator.storage.persist())) throw new Error('nej') }),
      attempt('helskärm', () => document.documentElement.requestFullscreen()),
      attempt('pekare', () => document.body.requestPointerLock({})),
      attempt('stillhet', () => IdleDetector.requestPermission().then((state) => { if (state !== 'granted') throw new Error(state) })),
      attempt('notiser', () => Notification.requestPermission().then((state) => { if (state !== 'granted') throw new Error(state) })),
      attempt('filer', () => showOpenFilePicker()),
      attempt('spara', () => showSaveFilePicker()),
      attempt('mapp', () => showDirectoryPicker()),
      attempt('pipett', () => new EyeDropper().open()),
      attempt('bild i bild', () => documentPictureInPicture.requestWindow()),
      attempt('betalning', () => new PaymentRequest([{ supportedMethods: 'https://example.invalid' }], { total: { label: 'x', amount: { currency: 'SEK', value: '1' } } }).show()),
      attempt('fil', () => fetch('file:///etc/passwd')),
    ])
    return { given, granted: Object.entries(states).filter(([, state]) => state === 'granted').map(([name]) => name) }
  })()`)
  expect(outcome).toEqual({ given: [], granted: [] })
  // Doors to the person's files and screen do not even exist.
  expect(
    await lardom.page.evaluate(
      "['showOpenFilePicker', 'showSaveFilePicker', 'showDirectoryPicker', 'EyeDropper', 'documentPictureInPicture'].filter((name) => name in globalThis)",
    ),
  ).toEqual([])
  // Denied outright, not left for a later question.
  expect(
    await lardom.page.evaluate(
      "Promise.all(['geolocation', 'notifications', 'camera', 'microphone', 'midi'].map((name) => navigator.permissions.query({ name }).then((status) => status.state)))",
    ),
  ).toEqual(['denied', 'denied', 'denied', 'denied', 'denied'])
  lardom.problems.length = 0
})

test('nothing that the page shows, keeps or sends is left in the profile folder', async ({ lardom }) => {
  const { page, app, folder } = lardom
  await createWorkspace(lardom)
  const marker = 'Zinkgul överlämning 4711'
  await page.evaluate(`(async () => {
    const mark = ${JSON.stringify(marker)}
    localStorage.setItem('prov', mark)
    sessionStorage.setItem('prov', mark)
    document.cookie = 'prov=' + encodeURIComponent(mark)
    await new Promise((resolve) => { const open = indexedDB.open(mark, 1); open.onsuccess = resolve; open.onerror = resolve })
    await caches.open(mark).catch(() => undefined)
    history.replaceState(null, '', location.href + '?q=' + encodeURIComponent(mark))
  })()`)
  expect(
    await app.evaluate(({ session }) =>
      session
        .fromPartition('lardom')
        .cookies.get({})
        .then((all) => all.length),
    ),
  ).toBe(0)
  expect(await app.evaluate(({ crashReporter }) => crashReporter.getUploadToServer())).toBe(false)
  await app.close()

  const words = [marker, encodeURIComponent(marker), PERSON, PASSPHRASE].flatMap((word) => [
    Buffer.from(word, 'utf8'),
    Buffer.from(word, 'utf16le'),
    Buffer.from(word, 'latin1'),
  ])
  const profile = join(folder, 'profil')
  const found = readdirSync(profile, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const path = join(profile, name)
    const status = statSync(path, { throwIfNoEntry: false })
    if (status?.isFile() !== true) return false
    const content = readFileSync(path)
    return words.some((word) => content.includes(word))
  })
  expect(found).toEqual([])
  // V8's cache of the app's own code may be there; folders for what a page keeps are not.
  expect(
    readdirSync(profile).filter((name) => /^(?:cache|cookies|indexeddb|service worker|history)$/i.test(name)),
  ).toEqual([])
})
