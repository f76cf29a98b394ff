import { afterEach, describe, expect, it, vi } from 'vitest'
import { LardomError } from '../../shared/rpc/error.ts'
import { createOutput, reportFailure } from './output.ts'

afterEach(() => vi.restoreAllMocks())

/** A name, in the log or of a file, that colours the screen, turns the text round and adds a line of its own. */
const NAME = 'Anna\u001b[2K\u001b[32m\rFil: hel\nLogg: hel\u202e'

describe('what the terminal prints', () => {
  it('is text only: no sign that moves, colours or turns it, and no line more', () => {
    const printed: string[] = []
    vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line))
    vi.spyOn(console, 'error').mockImplementation((line: string) => void printed.push(line))
    const output = createOutput(false)
    output.say(NAME)
    output.result(null, () => [`där står nu ${NAME}`])
    output.complain(NAME)
    reportFailure(new LardomError('FILE_MISSING', { file: NAME }), false)
    expect(printed).toHaveLength(4)
    for (const line of printed) {
      expect(line).toContain('Anna')
      expect(line).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u)
    }
  })
})
