import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { LardomError } from '../../shared/rpc/error.ts'
import { emptyCause, emptyDelhandelse, type FormState } from './editorState.ts'
import { Saver, type Part, type SaveResult } from './saver.ts'

interface Sent {
  readonly part: Part
  readonly value: unknown
  readonly expectedVersion: number
}

const accept = () => undefined

/** A service that keeps the version and hands out ids, as the real one does. */
function makeService() {
  const sent: Sent[] = []
  const kept = new Map<Part, unknown>()
  const gotIds: ReadonlyMap<string, number>[] = []
  let version = 1
  let nextId = 100
  let answer: (attempt: Sent) => LardomError | undefined = accept
  let hold: Promise<void> = Promise.resolve()
  const saver = new Saver({
    version,
    pause: 500,
    send: async (part, value, expectedVersion): Promise<SaveResult> => {
      const attempt = { part, value, expectedVersion }
      sent.push(attempt)
      await hold
      const refused = answer(attempt)
      if (refused) throw refused
      if (expectedVersion !== version) throw new LardomError('CONFLICT', { what: 'Analysen' })
      version++
      const rows = Array.isArray(value) ? (value as FormState['causes']) : undefined
      return {
        version,
        savedAt: '2026-02-10T13:30:00Z',
        ...(rows ? { ids: rows.map((row) => row.id ?? nextId++) } : {}),
      }
    },
    onIds: (ids) => gotIds.push(ids),
    keep: (part, value) => kept.set(part, value),
    letGo: (part) => kept.delete(part),
  })
  return {
    saver,
    sent,
    kept,
    gotIds,
    refuse: (how: typeof answer) => {
      answer = how
    },
    /** Answers wait until the returned function is called. */
    pauseAnswers: () => {
      const { promise, resolve } = Promise.withResolvers<void>()
      hold = promise
      return resolve
    },
    changeElsewhere: () => version++,
    version: () => version,
  }
}

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

describe('saving as one types', () => {
  it('waits for a pause, then sends the last of what was typed', async () => {
    const { saver, sent } = makeService()
    saver.change('texts', { texts: { summary: 'E' } })
    await vi.advanceTimersByTimeAsync(400)
    saver.change('texts', { texts: { summary: 'Ett' } })
    expect(saver.state().phase).toBe('waiting')
    await vi.advanceTimersByTimeAsync(499)
    expect(sent).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(sent).toEqual([{ part: 'texts', value: { texts: { summary: 'Ett' } }, expectedVersion: 1 }])
    expect(saver.state()).toMatchObject({ phase: 'saved', savedAt: '2026-02-10T13:30:00Z' })
    expect(saver.idle).toBe(true)
  })

  it('does not forget one text for another', async () => {
    const { saver, sent } = makeService()
    saver.change('texts', { texts: { summary: 'A' }, patientHeard: 'ja' })
    saver.change('texts', { texts: { cost: 'B' } })
    await saver.flush()
    expect(sent[0]?.value).toEqual({ texts: { summary: 'A', cost: 'B' }, patientHeard: 'ja' })
  })

  it('sends one part at a time, each on the version the one before made', async () => {
    const { saver, sent } = makeService()
    saver.change('texts', { texts: { summary: 'A' } })
    saver.change('causes', [emptyCause()])
    saver.change('delhandelser', [emptyDelhandelse()])
    expect(await saver.flush()).toBe(true)
    expect(sent.map((one) => [one.part, one.expectedVersion])).toEqual([
      ['texts', 1],
      ['causes', 2],
      ['delhandelser', 3],
    ])
    expect(saver.version).toBe(4)
  })

  it('sends what was typed while it was saving, with the ids that came back', async () => {
    const { saver, sent, gotIds, pauseAnswers } = makeService()
    const row = emptyCause()
    const go = pauseAnswers()
    saver.change('causes', [row])
    const flushed = saver.flush()
    saver.change('causes', [{ ...row, text: 'Larm saknades' }])
    go()
    expect(await flushed).toBe(true)
    expect(sent).toHaveLength(2)
    expect(sent[1]?.value).toMatchObject([{ id: 100, text: 'Larm saknades' }])
    expect(gotIds).toEqual([new Map([[row.key, 100]])])
  })
})

describe('what could not be saved', () => {
  const secret = new LardomError('PERSONNUMMER_IN_TEXT', { label: 'Källor' }, { field: 'texts.sources' })

  it('is told, kept, and saved when it is corrected', async () => {
    const { saver, sent, kept, refuse } = makeService()
    refuse((attempt) => (JSON.stringify(attempt.value).includes('1912') ? secret : undefined))
    saver.change('texts', { texts: { sources: '19121212-1212' } })
    expect(await saver.flush()).toBe(false)
    expect(saver.state()).toMatchObject({ phase: 'failed', failedPart: 'texts', error: secret })
    expect(kept.get('texts')).toEqual({ texts: { sources: '19121212-1212' } })
    expect(saver.idle).toBe(false)

    saver.change('texts', { texts: { sources: 'Journal' } })
    expect(await saver.flush()).toBe(true)
    expect(sent.at(-1)?.value).toEqual({ texts: { sources: 'Journal' } })
    expect(saver.state()).toMatchObject({ phase: 'saved', error: null })
    expect(kept.size).toBe(0)
  })

  it('does not hold up the other parts', async () => {
    const { saver, sent, refuse } = makeService()
    refuse((attempt) => (attempt.part === 'texts' ? secret : undefined))
    saver.change('texts', { texts: { sources: '19121212-1212' } })
    saver.change('causes', [emptyCause()])
    await saver.flush()
    expect(sent.map((one) => one.part)).toEqual(['texts', 'causes'])
    expect(saver.state().failedPart).toBe('texts')
    saver.change('members', [])
    await saver.flush()
    expect(sent.map((one) => one.part)).toEqual(['texts', 'causes', 'members'])
    expect(saver.state().phase).toBe('failed')
  })

  it('is sent again when asked', async () => {
    const { saver, refuse } = makeService()
    refuse(() => new LardomError('DISK_FULL'))
    saver.change('texts', { texts: { summary: 'A' } })
    expect(await saver.flush()).toBe(false)
    refuse(accept)
    expect(await saver.retry()).toBe(true)
    expect(saver.state().phase).toBe('saved')
  })
})

describe('a change made in another window', () => {
  it('stops everything until one chooses: one’s own on top', async () => {
    const { saver, sent, changeElsewhere, version } = makeService()
    changeElsewhere()
    saver.change('texts', { texts: { summary: 'Min' } })
    saver.change('causes', [emptyCause()])
    expect(await saver.flush()).toBe(false)
    expect(sent).toHaveLength(1)
    expect(saver.state().error?.code).toBe('CONFLICT')
    expect(await saver.retry(version())).toBe(true)
    expect(sent.map((one) => one.part)).toEqual(['texts', 'texts', 'causes'])
  })

  it('or the other’s, and one’s own is let go', async () => {
    const { saver, kept, sent, changeElsewhere } = makeService()
    changeElsewhere()
    saver.change('texts', { texts: { summary: 'Min' } })
    await saver.flush()
    expect(kept.size).toBe(1)
    saver.discard()
    expect(kept.size).toBe(0)
    expect(saver.state()).toMatchObject({ phase: 'saved', error: null })
    expect(await saver.flush()).toBe(true)
    expect(sent).toHaveLength(1)
  })
})

describe('before a lock', () => {
  it('everything that waits is saved', async () => {
    const { saver, sent, kept } = makeService()
    saver.change('texts', { texts: { summary: 'Mitt i ett o' } })
    saver.change('causes', [emptyCause()])
    await saver.saveOrKeep()
    expect(sent.map(({ part }) => part)).toEqual(['texts', 'causes'])
    expect(kept.size).toBe(0)
  })

  it('what cannot be saved is kept as it now stands, also what another part’s conflict holds back', async () => {
    const { saver, kept, changeElsewhere, version } = makeService()
    changeElsewhere()
    saver.change('texts', { texts: { summary: 'Min' } })
    await saver.flush()
    saver.change('causes', [emptyCause()])
    await saver.saveOrKeep()
    expect([...kept.keys()].toSorted()).toEqual(['causes', 'texts'])
    // When the conflict is settled all of it is saved, and nothing is kept beside.
    expect(await saver.retry(version())).toBe(true)
    expect(kept.size).toBe(0)
  })
})

it('whoever types without a pause is saved all the same', async () => {
  const { saver, sent } = makeService()
  for (let letter = 1; letter <= 60; letter++) {
    saver.change('texts', { texts: { summary: 'a'.repeat(letter) } })
    await vi.advanceTimersByTimeAsync(200)
  }
  expect(sent.length).toBeGreaterThanOrEqual(2)
})
