import { describe, expect, it } from 'vitest'
import { whereOf } from './whereOf.ts'

describe('the log of an unexpected error', () => {
  it('says where in the code, and nothing of a message over several lines', () => {
    const error = new TypeError('Rad 1\nPatienten heter Anna.\n  Anna bor i Borås')
    const lines = whereOf(error).split('\n')
    expect(lines[0]).toBe('TypeError')
    expect(lines[1]).toContain('whereOf.test.ts')
    expect(lines.join(' ')).not.toContain('Anna')
  })

  it('says only what kind of thing was thrown when it is no error', () => {
    expect(whereOf('Anna')).toBe('string')
  })
})
