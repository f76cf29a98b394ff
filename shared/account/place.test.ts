import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { locationOf, placeOf } from './place.ts'

const ORIGIN = 'app://lardom/index.html'

describe('where one was', () => {
  it('is the same page with the same parameters when one comes back', () => {
    for (const address of [
      '/handelser',
      '/handelse/12?flik=historik',
      '/berattelse/S%C3%84S/2025?avsnitt=1.2&flik=visa',
    ]) {
      expect(placeOf(new URL(ORIGIN + locationOf(address)))).toBe(address)
    }
    const word = fc.stringMatching(/^[a-z0-9]{1,8}$/)
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), fc.dictionary(word, fc.string()), (path, params) => {
        const search = new URLSearchParams(params).toString()
        const address = `/a${path.join('/')}${search === '' ? '' : `?${search}`}`
        expect(placeOf(new URL(ORIGIN + locationOf(address)))).toBe(address)
      }),
    )
  })

  it('is nowhere when the address is not one of the app’s own', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const there = new URL(ORIGIN + locationOf(text))
        expect(there.origin + there.host + there.pathname).toBe('nulllardom/index.html')
      }),
    )
    for (const text of [
      '',
      '/',
      '//annan',
      'https://example.invalid/',
      'javascript:alert(1)',
      '#/handelser',
    ]) {
      expect(locationOf(text)).toBe('')
    }
  })
})
