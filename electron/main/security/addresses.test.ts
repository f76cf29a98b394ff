import fc from 'fast-check'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { isAbsolute, join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answer, CONTENT_SECURITY_POLICY, fileFor } from './appProtocol.ts'
import { isOwnPage } from './ownPage.ts'

describe('an app:// address', () => {
  it('names a file of the renderer', () => {
    expect(fileFor('app://lardom/', '/r')).toBe('/r/index.html')
    expect(fileFor('app://lardom/assets/a.js', '/r')).toBe('/r/assets/a.js')
  })

  it.each([
    'app://lardom.evil/index.html',
    'app://evil/index.html',
    'http://lardom/index.html',
    'file:///etc/passwd',
    'app://lardom/..%2f..%2fetc/passwd',
    'app://lardom/%2e%2e%2f%2e%2e%2fetc/passwd',
    'app://lardom/..%5c..%5cetc',
    'app://lardom/a%00.js',
    'app://lardom/C:%2fWindows%2fwin.ini',
    'app://lardom/%E0%A4%A',
    'not an address',
    '',
    'app://lardom',
    'app://lardom/assets/..%2f..%2f..%2fetc/passwd',
    'app://lardom/\\\\server\\share\\a.js',
    'app://lardom/%5c%5cserver%5cshare%5ca.js',
    'app://lardom/..\\..\\a.js',
    'app://lardom/a.js%00.html',
    'app://lardom/index.html:strom',
    'app://lardom:80/index.html',
    'app://user@lardom/index.html',
    'app://user:pass@lardom/index.html',
    'app://LARDOM.evil/index.html',
    'app://lardom@evil/index.html',
    'app:///index.html',
    'app:index.html',
    'apps://lardom/index.html',
    'javascript:app://lardom/',
    'data:text/html,app://lardom/',
    'blob:app://lardom/0-0',
    `app://lardom/${'a'.repeat(100_000)}.js`,
  ])('that is a trick names nothing: %s', (url) => {
    expect(fileFor(url, '/r')).toBeUndefined()
  })

  it('never leaves the folder, whatever it says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (path) => {
        const file = fileFor(`app://lardom/${path}`, '/r/dist')
        if (file === undefined) return
        const inside = relative('/r/dist', file)
        expect(inside.startsWith('..') || isAbsolute(inside)).toBe(false)
      }),
    )
  })
})

describe('an answer to app://', () => {
  let folder = ''
  let renderer = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'lardom-app-'))
    renderer = join(folder, 'renderer')
    mkdirSync(join(renderer, 'assets'), { recursive: true })
    writeFileSync(join(renderer, 'index.html'), '<!doctype html><title>vår</title>')
    writeFileSync(join(renderer, 'secret.sqlite'), 'hemligt')
    writeFileSync(join(folder, 'outside.html'), 'utanför')
    mkdirSync(join(folder, 'renderer-evil'))
    writeFileSync(join(folder, 'renderer-evil', 'a.js'), 'utanför')
    symlinkSync(join(folder, 'outside.html'), join(renderer, 'link.html'))
    symlinkSync(folder, join(renderer, 'up'))
    symlinkSync(join(renderer, 'index.html'), join(renderer, 'inside.html'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const get = (path: string, method = 'GET') => answer({ url: `app://lardom/${path}`, method }, renderer)

  it('is our page, with its policy and nothing kept', async () => {
    const page = await get('index.html')
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('vår')
    expect(page.headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY)
    expect(page.headers.get('x-content-type-options')).toBe('nosniff')
    expect(page.headers.get('permissions-policy')).toMatch(/camera=\(\).*usb=\(\)/)
    expect((await get('inside.html')).status).toBe(200)
  })

  it.each(['POST', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'get', ''])(
    'is given to GET only, not to %j',
    async (method) => {
      const refused = await get('index.html', method)
      expect([refused.status, await refused.text()]).toEqual([404, ''])
    },
  )

  it.each([
    'secret.sqlite',
    'assets',
    'assets/',
    'index.html.',
    'index.html%20',
    'index.html/',
    'INDEX.EXE',
    'saknas.js',
    'link.html',
    'up/outside.html',
    'up/renderer-evil/a.js',
    '../renderer-evil/a.js',
    '..%2frenderer-evil%2fa.js',
    '%252e%252e%252foutside.html',
    '....//outside.html',
  ])('is empty for what is no file of ours: %s', async (path) => {
    const refused = await get(path)
    expect([refused.status, await refused.text()]).toEqual([404, ''])
  })

  it('has exactly the approved policy', () => {
    expect(CONTENT_SECURITY_POLICY).toBe(
      "default-src 'none'; script-src 'self'; script-src-attr 'none'; " +
        "style-src 'self' 'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='; img-src 'self' data:; " +
        "font-src 'self'; connect-src 'none'; worker-src 'none'; frame-src 'none'; object-src 'none'; " +
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
        "require-trusted-types-for 'script'; trusted-types default",
    )
    expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe|https?:|ws|\*|blob:/)
  })
})

describe('our own page', () => {
  it('is known by its address, not by text in it', () => {
    expect(isOwnPage('app://lardom/index.html#/handelser')).toBe(true)
    const tricks = [
      'http://example.invalid/?next=app://lardom',
      'app://lardom.evil/',
      'app://user:pass@lardom/',
      'https://lardom/',
      'about:blank',
      '',
      'javascript:alert(1)',
    ]
    expect(tricks.filter(isOwnPage)).toEqual([])
  })
})
