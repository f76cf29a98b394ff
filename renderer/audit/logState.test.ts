import { describe, expect, it } from 'vitest'
import { logAddress, parseFilter, withKey } from './logState.ts'

describe('the log’s filter in the address', () => {
  it('comes back as it was', () => {
    const filter = { accountId: 'a', kinds: ['nekad' as const], from: '2026-02-01', about: 'AVV-2026-000001' }
    const text = new URLSearchParams(logAddress(filter).split('?')[1]).get('logg')
    expect(parseFilter(text)).toEqual(filter)
  })

  it.each([null, '', '{', '{"from":"i går"}', '{"okänt":1}', '[]'])('is nothing when it reads %j', (text) => {
    expect(parseFilter(text)).toEqual({})
  })

  it('loses a key that is emptied', () => {
    expect(withKey({ kinds: ['nekad'], from: '2026-02-01' }, 'kinds', [])).toEqual({ from: '2026-02-01' })
    expect(withKey({ from: '2026-02-01' }, 'from', '')).toEqual({})
  })
})
