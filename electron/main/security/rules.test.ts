import { describe, expect, it } from 'vitest'
import { ATTACHMENT_TYPES } from '../../../shared/attachment/types.ts'
import { opensAsDocument } from './openable.ts'
import { mayUse } from './permissions.ts'
import { besideArchive, isRelease } from './release.ts'
import { refusedSwitch } from './switches.ts'
import { PAGE_PREFERENCES, PRINT_PREFERENCES, windowPreferences } from './windowOptions.ts'

describe('a window’s preferences', () => {
  const approved = {
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    plugins: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    disableDialogs: true,
    disableBlinkFeatures: 'FileSystemAccess,FileSystemAccessLocal,EyeDropperAPI,DocumentPictureInPictureAPI',
  }

  it('are the approved ones, whole, and no Blink feature is switched on by name', () => {
    expect(PAGE_PREFERENCES).toEqual(approved)
    expect(windowPreferences('/p.cjs', false)).toEqual({
      ...approved,
      preload: '/p.cjs',
      partition: 'lardom',
      devTools: false,
    })
    expect(PRINT_PREFERENCES).toEqual({
      ...approved,
      javascript: false,
      devTools: false,
      partition: 'lardom-utskrift',
    })
  })

  it('give developer tools only when developing, and keep the session in memory', () => {
    expect(windowPreferences('/p.cjs', true).devTools).toBe(true)
    for (const { partition } of [windowPreferences('/p.cjs', false), PRINT_PREFERENCES])
      expect(partition).not.toMatch(/^persist:/)
  })
})

describe('a permission', () => {
  // Every name in Electron 45's types, for asking and for checking, and some that Chromium has had.
  const names =
    'accessibility-events ambient-light-sensor background-fetch background-sync clipboard-read clipboard-sanitized-write ' +
    'deprecated-sync-clipboard-read display-capture fileSystem fullscreen geolocation hid idle-detection keyboardLock local-fonts ' +
    'media mediaKeySystem midi midiSysex nfc notifications openExternal payment-handler periodic-background-sync ' +
    'persistent-storage pointerLock screen-wake-lock sensors serial smart-card speaker-selection storage-access ' +
    'top-level-storage-access unknown usb usb-unrestricted vr ar web-app-installation web-printing window-management window-placement'

  it.each([...names.split(' '), '', '__proto__', 'påhittad'])('is refused: %s', (name) => {
    expect(mayUse(name)).toBe(false)
  })
})

describe('the command line of a finished version', () => {
  it.each([
    '--remote-debugging-port=9222',
    '--remote-debugging-pipe',
    '--remote-debugging-address=0.0.0.0',
    '--REMOTE-DEBUGGING-PORT=0',
    '-remote-debugging-port=9222',
    '--inspect',
    '--inspect-brk=0.0.0.0:9229',
    '--inspect-publish-uid=http',
    '--no-sandbox',
    '--disable-web-security',
    '--disable-setuid-sandbox',
    '--ignore-certificate-errors',
    '--proxy-server=http://a.invalid',
    '--host-resolver-rules=MAP * 10.0.0.1',
    '--host-rules=MAP * 10.0.0.1',
    '--js-flags=--expose-gc',
    '--load-extension=/tmp/x',
    '--renderer-cmd-prefix=/tmp/x',
    '--utility-cmd-prefix=/tmp/x',
    '--gpu-launcher=/tmp/x',
    '--user-data-dir=/tmp/x',
    '--log-net-log=/tmp/x',
    '--enable-logging',
    '--require=/tmp/x.js',
    '-r',
    '--eval',
    '--enable-blink-features=X',
    '--auto-open-devtools-for-tabs',
  ])('stops at %s', (arg) => {
    expect(refusedSwitch(['fil.lardom', arg])).toBe(arg.replace(/^-+/, '').split('=')[0]?.toLowerCase())
  })

  it('lets through what changes only how it looks, a file, and its own check', () => {
    expect(
      refusedSwitch([
        '/hem/a--b/Min arbetsyta.lardom',
        '--lang=sv',
        '--force-device-scale-factor=2',
        '--smoke-test',
        '-psn_0_1',
      ]),
    ).toBeUndefined()
    expect(refusedSwitch([])).toBeUndefined()
  })
})

describe('a finished version', () => {
  it('is known by where its code lies, not by a name that anyone may write', () => {
    expect(isRelease('/opt/lardom/resources/app.asar/dist/main')).toBe(true)
    expect(isRelease('C:\\Program Files\\Lardom\\resources\\app.asar\\dist\\main')).toBe(true)
    expect(isRelease('/work/main/dist/main')).toBe(false)
    expect(isRelease('/hem/app.asar.unpacked/dist/main')).toBe(false)
    expect(isRelease('/hem/min-app.asar-mapp/dist/main')).toBe(false)
  })

  it('has what plain Node reads beside its archive', () => {
    expect(besideArchive('/opt/l/resources/app.asar/dist/service')).toBe(
      '/opt/l/resources/app.asar.unpacked/dist/service',
    )
    expect(besideArchive('/work/main/dist/service')).toBe('/work/main/dist/service')
  })
})

describe('a file that the window asks to have opened', () => {
  it('is of every kind of attachment that may be opened, and of none that may not', () => {
    for (const { extension, opens } of Object.values(ATTACHMENT_TYPES))
      // A table that Lärdom wrote itself is opened; an attached one is stopped before it gets here.
      expect([extension, opensAsDocument(`/a/fil.${extension}`)]).toEqual([
        extension,
        opens || extension === 'csv',
      ])
  })

  it.each(['/a/berättelse.docx', '/a/rapport.PDF', '/a/b.html', '/a/rader.csv'])(
    'is a document: %s',
    (path) => {
      expect(opensAsDocument(path)).toBe(true)
    },
  )

  it.each([
    '/a/program.exe',
    '/a/faktura.pdf.exe',
    '/a/x.desktop',
    '/a/x.sh',
    '/a/x.bat',
    '/a/x.cmd',
    '/a/x.scr',
    '/a/x.lnk',
    '/a/x.url',
    '/a/x.hta',
    '/a/x.js',
    '/a/x.vbs',
    '/a/x.ps1',
    '/a/x.app',
    '/a/x.command',
    '/a/x.jar',
    '/a/x.docm',
    '/a/x.xlsm',
    '/a/x.exe.',
    '/a/x.pdf.',
    '/a/x.pdf ',
    '/a/x.exe:y.pdf',
    '/a/x.exe\u0000.pdf',
    '/a/utan',
    '/a/.pdf',
    'relativ.pdf',
    'https://example.invalid/x.pdf',
    'file:///a/x.pdf',
    '',
  ])('is not opened when it is none, or hides what it is: %j', (path) => {
    expect(opensAsDocument(path)).toBe(false)
  })
})
