import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { secretClipboard } from './secretClipboard.ts'

/** A clipboard of the test's own: the system's belongs to whoever sits at the machine. */
function board() {
  let content = ''
  return {
    content: () => content,
    writeText: (text: string) => {
      content = text
    },
    readText: () => content,
    clear: () => {
      content = ''
    },
  }
}

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

describe('a secret on the clipboard', () => {
  it('is there for a minute and no longer', async () => {
    const clipboard = board()
    await secretClipboard(clipboard).copy('19121212-1212')
    await vi.advanceTimersByTimeAsync(59_000)
    expect(clipboard.content()).toBe('19121212-1212')
    await vi.advanceTimersByTimeAsync(1000)
    expect(clipboard.content()).toBe('')
  })

  it('leaves alone what was copied since', async () => {
    const clipboard = board()
    await secretClipboard(clipboard).copy('19121212-1212')
    clipboard.writeText('något annat')
    await vi.advanceTimersByTimeAsync(120_000)
    expect(clipboard.content()).toBe('något annat')
  })

  it('has a whole minute again when it is copied again', async () => {
    const clipboard = board()
    const secret = secretClipboard(clipboard)
    await secret.copy('19121212-1212')
    await vi.advanceTimersByTimeAsync(40_000)
    await secret.copy('19121212-1212')
    await vi.advanceTimersByTimeAsync(40_000)
    expect(clipboard.content()).toBe('19121212-1212')
    await vi.advanceTimersByTimeAsync(20_000)
    expect(clipboard.content()).toBe('')
  })

  it('is taken back at once when the app locks or quits', async () => {
    const clipboard = board()
    const secret = secretClipboard(clipboard)
    await secret.copy('19121212-1212')
    await secret.forget()
    expect(clipboard.content()).toBe('')
    clipboard.writeText('19121212-1212')
    await vi.advanceTimersByTimeAsync(120_000)
    expect(clipboard.content()).toBe('19121212-1212')
  })
})
