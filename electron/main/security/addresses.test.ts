import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isAbsolute, relative } from 'node:path'
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

  it('is answered to GET only, and never with an unknown kind of file', async () => {
    expect((await answer({ url: 'app://lardom/index.html', method: 'POST' }, '/r')).status).toBe(404)
    expect((await answer({ url: 'app://lardom/secret.sqlite', method: 'GET' }, '/r')).status).toBe(404)
  })

  it('carries a policy that allows nothing from elsewhere', () => {
    expect(CONTENT_SECURITY_POLICY).toContain("default-src 'none'")
    expect(CONTENT_SECURITY_POLICY).toContain("connect-src 'none'")
    expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe|https?:|\*/)
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
