import { randomBytes } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seal, unseal } from './seal.ts'

const key = randomBytes(32)
const at = { incidentId: 7, kind: 'personnummer' } as const
/** Skatteverket's own test number; it belongs to nobody. */
const NUMBER = '191212121212'
const REFUSED = /authenticat|initialization vector/i

describe('a sealed number', () => {
  it('is opened by its own key for its own case', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9A-Z]{8,14}$/), fc.nat(), (number, incidentId) => {
        const place = { incidentId, kind: 'reservnummer' } as const
        expect(unseal(key, place, seal(key, place, number))).toBe(number)
      }),
    )
  })

  it('is another each time, of the same length whatever it holds', () => {
    const values = Array.from({ length: 50 }, () => seal(key, at, NUMBER).toString('hex'))
    expect(new Set(values).size).toBe(50)
    expect(seal(key, at, 'SU123456')).toHaveLength(seal(key, at, NUMBER).length)
  })

  it('is not opened for another case, as another kind or by another key', () => {
    const value = seal(key, at, NUMBER)
    expect(() => unseal(key, { ...at, incidentId: 8 }, value)).toThrow(REFUSED)
    expect(() => unseal(key, { ...at, kind: 'samordningsnummer' }, value)).toThrow(REFUSED)
    expect(() => unseal(randomBytes(32), at, value)).toThrow(REFUSED)
  })

  it('is not opened when any bit of it is another, or a part is missing', () => {
    const value = seal(key, at, NUMBER)
    fc.assert(
      fc.property(fc.nat(value.length * 8 - 1), (bit) => {
        const damaged = Buffer.from(value)
        damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        expect(() => unseal(key, at, damaged)).toThrow(REFUSED)
      }),
    )
    for (let length = 0; length < value.length; length++) {
      expect(() => unseal(key, at, value.subarray(0, length))).toThrow(REFUSED)
    }
  })
})
