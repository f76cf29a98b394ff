import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bandsOf, jaccard, shinglesOf } from './likeness.ts'

const words = fc.array(fc.stringMatching(/^[a-zåäö]{2,8}$/), { minLength: 2, maxLength: 60 })

describe('likeness of texts', () => {
  it('is whole for the same words, whatever their case and signs', () => {
    expect(jaccard(shinglesOf('Patienten föll, på golvet!'), shinglesOf('patienten föll på golvet'))).toBe(1)
  })

  it('is none for texts without a common pair, and for empty ones', () => {
    expect(jaccard(shinglesOf('fel dos insulin'), shinglesOf('patienten föll på golvet'))).toBe(0)
    expect(jaccard(shinglesOf(''), shinglesOf(''))).toBe(0)
  })

  it('is the same both ways, between none and whole', () => {
    fc.assert(
      fc.property(words, words, (a, b) => {
        const [one, other] = [shinglesOf(a.join(' ')), shinglesOf(b.join(' '))]
        const likeness = jaccard(one, other)
        expect(likeness).toBe(jaccard(other, one))
        expect(likeness).toBeGreaterThanOrEqual(0)
        expect(likeness).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('is found by sketches where it is great', () => {
    // 200 texts of 40 words; in each copy one word is another: alike to about 0.9.
    const text = (seed: number) =>
      Array.from({ length: 40 }, (_, n) => `ord${(seed * 7919 + n * 104729) % 5003}`)
    let met = 0
    for (let seed = 1; seed <= 200; seed++) {
      const copy = text(seed).with(seed % 40, 'annat')
      const mine = new Set(bandsOf(shinglesOf(text(seed).join(' '))))
      if (bandsOf(shinglesOf(copy.join(' '))).some((band) => mine.has(band))) met++
    }
    expect(met).toBe(200)
  })
})
