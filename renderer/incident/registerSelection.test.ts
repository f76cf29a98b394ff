import { describe, expect, it } from 'vitest'
import { ALL, countSelected, isSelected, NONE, toggle, withSelected } from './registerSelection.ts'

describe('selected lines', () => {
  it('are those pointed out, and lose one that is pointed out again', () => {
    const two = toggle(toggle(NONE, 7), 9)
    expect([7, 8, 9].filter((id) => isSelected(two, id))).toEqual([7, 9])
    expect(countSelected(two, 1000)).toBe(2)
    expect(countSelected(toggle(two, 7), 1000)).toBe(1)
  })

  it('are all that the filter finds, also those never fetched, but the ones taken away', () => {
    const but = toggle(ALL, 4)
    expect(isSelected(but, 4)).toBe(false)
    expect(isSelected(but, 123_456)).toBe(true)
    expect(countSelected(but, 6144)).toBe(6143)
    expect(countSelected(toggle(but, 4), 6144)).toBe(6144)
  })

  it('take in a stretch, and let it go', () => {
    const stretch = withSelected(NONE, [1, 2, 3], true)
    expect(countSelected(stretch, 10)).toBe(3)
    expect(countSelected(withSelected(stretch, [2, 3], false), 10)).toBe(1)
    expect(isSelected(withSelected(ALL, [2, 3], false), 3)).toBe(false)
    expect(countSelected(withSelected(withSelected(ALL, [2, 3], false), [3], true), 10)).toBe(9)
  })
})
