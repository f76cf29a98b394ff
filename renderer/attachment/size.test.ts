import { describe, expect, it } from 'vitest'
import { formatSize } from './size.ts'

describe('a size', () => {
  it.each([
    [1, '1\u00a0kB'],
    [1500, '1\u00a0kB'],
    [840_000, '820\u00a0kB'],
    [1024 * 1024, '1,0\u00a0MB'],
    [25 * 1024 * 1024, '25,0\u00a0MB'],
  ])('of %i bytes is %s', (bytes, words) => {
    expect(formatSize(bytes)).toBe(words)
  })
})
