import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { LardomError } from '../../shared/rpc/error.ts'
import { SectionSaver, type StoredText } from './sectionSaver.ts'

/** A service that keeps one text per section with the time it was saved, as the real one answers. */
class Stored {
  readonly texts = new Map<string, StoredText>()
  readonly kept = new Map<string, string>()
  readonly sent: string[] = []
  refuse: LardomError | null = null
  clock = 0

  readonly send = async (key: string, text: string, seen: string | null): Promise<StoredText> => {
    await Promise.resolve()
    this.sent.push(text)
    if (this.refuse) throw this.refuse
    if ((this.texts.get(key)?.updatedAt ?? null) !== seen)
      throw new LardomError('CONFLICT', { what: 'Avsnittet' })
    return this.put(key, text)
  }

  readonly takeBack = async (key: string): Promise<StoredText> => {
    await Promise.resolve()
    return this.put(key, 'Före', false)
  }

  put(key: string, text: string, canUndo = true): StoredText {
    const made = { text, updatedAt: `t${++this.clock}`, canUndo }
    this.texts.set(key, made)
    return made
  }
}

const EMPTY: StoredText = { text: '', updatedAt: null, canUndo: false }
let stored: Stored
let saver: SectionSaver

beforeEach(() => {
  vi.useFakeTimers()
  stored = new Stored()
  saver = new SectionSaver({
    pause: 500,
    send: stored.send,
    takeBack: stored.takeBack,
    keep: (key, text) => stored.kept.set(key, text),
    letGo: (key) => stored.kept.delete(key),
  })
  saver.adopt('f1', EMPTY)
  saver.adopt('f2', EMPTY)
})
afterEach(() => {
  vi.useRealTimers()
})

describe('saving while one types', () => {
  it('waits for a pause, then saves once, and the next save builds on it', async () => {
    saver.change('f1', 'Å')
    await vi.advanceTimersByTimeAsync(300)
    saver.change('f1', 'Åt')
    expect(saver.state('f1')?.phase).toBe('waiting')
    await vi.advanceTimersByTimeAsync(600)
    expect(stored.sent).toEqual(['Åt'])
    expect(saver.state('f1')).toMatchObject({ phase: 'saved', text: 'Åt', updatedAt: 't1', canUndo: true })
    saver.change('f1', 'Åtta')
    await vi.advanceTimersByTimeAsync(600)
    expect(stored.texts.get('f1')?.text).toBe('Åtta')
  })

  it('saves what was typed while a save was under way', async () => {
    saver.change('f1', 'Ett')
    const first = saver.flush('f1')
    saver.change('f1', 'Ett två')
    await first
    expect(stored.sent).toEqual(['Ett', 'Ett två'])
    expect(saver.state('f1')).toMatchObject({ phase: 'saved', text: 'Ett två' })
  })

  it('saves all sections when asked, and says whether everything is saved', async () => {
    saver.change('f1', 'Ett')
    saver.change('f2', 'Två')
    expect(await saver.flushAll()).toBe(true)
    expect([...stored.texts.keys()].sort()).toEqual(['f1', 'f2'])
    stored.refuse = new LardomError('PERSONNUMMER_IN_TEXT', { label: 'X' })
    saver.change('f1', '19121212-1212')
    expect(await saver.flushAll()).toBe(false)
  })

  it('is not disturbed by an older answer, but takes a newer one when nothing of its own waits', async () => {
    saver.change('f1', 'Mitt')
    await saver.flush('f1')
    saver.adopt('f1', EMPTY)
    expect(saver.state('f1')?.text).toBe('Mitt')
    saver.adopt('f1', { text: 'Deras', updatedAt: 't9', canUndo: true })
    expect(saver.state('f1')?.text).toBe('Deras')
    saver.change('f1', 'Mitt igen')
    saver.adopt('f1', { text: 'Ännu nyare', updatedAt: 't99', canUndo: true })
    expect(saver.state('f1')?.text).toBe('Mitt igen')
  })
})

describe('what cannot be saved', () => {
  it('stays on screen, is kept as a draft, and is tried again at the next change', async () => {
    stored.refuse = new LardomError('PERSONNUMMER_IN_TEXT', { label: 'Sammanfattning' })
    saver.change('f1', 'Patienten 19121212-1212')
    await saver.flush('f1')
    expect(saver.state('f1')).toMatchObject({ phase: 'failed', text: 'Patienten 19121212-1212' })
    expect(saver.state('f1')?.error?.code).toBe('PERSONNUMMER_IN_TEXT')
    expect(stored.kept.get('f1')).toBe('Patienten 19121212-1212')
    stored.refuse = null
    saver.change('f1', 'Patienten')
    await vi.advanceTimersByTimeAsync(600)
    expect(saver.state('f1')).toMatchObject({ phase: 'saved', error: null })
    expect(stored.kept.size).toBe(0)
  })

  it('comes back when the page is opened again', async () => {
    saver.restore('f1', 'Från i går')
    expect(saver.state('f1')?.text).toBe('Från i går')
    await vi.advanceTimersByTimeAsync(600)
    expect(stored.texts.get('f1')?.text).toBe('Från i går')
  })

  it('waits for the person after a conflict: nothing is written over by typing on', async () => {
    const theirs = stored.put('f1', 'Deras')
    saver.change('f1', 'Mitt')
    await saver.flush('f1')
    expect(saver.state('f1')?.error?.code).toBe('CONFLICT')
    saver.change('f1', 'Mitt och mer')
    await vi.advanceTimersByTimeAsync(600)
    expect(stored.texts.get('f1')?.text).toBe('Deras')
    await saver.keepMine('f1', theirs)
    expect(stored.texts.get('f1')?.text).toBe('Mitt och mer')
    expect(saver.state('f1')?.phase).toBe('saved')
  })

  it('is let go when the person chooses the saved text', async () => {
    const theirs = stored.put('f1', 'Deras')
    saver.change('f1', 'Mitt')
    await saver.flush('f1')
    saver.takeTheirs('f1', theirs)
    expect(saver.state('f1')).toMatchObject({ text: 'Deras', phase: 'saved', error: null })
    expect(stored.kept.size).toBe(0)
  })
})

describe('undo', () => {
  it('saves what waits first, then goes back one save', async () => {
    saver.change('f1', 'Efter')
    await saver.undo('f1')
    expect(stored.sent).toEqual(['Efter'])
    expect(saver.state('f1')).toMatchObject({ text: 'Före', phase: 'saved', canUndo: false })
  })
})

describe('before a lock', () => {
  it('all sections that wait are saved, and one that cannot be is kept as it now stands', async () => {
    saver.change('f1', 'Mitt i ett o')
    saver.change('f2', 'Ett annat')
    await saver.saveOrKeepAll()
    expect(stored.sent.toSorted()).toEqual(['Ett annat', 'Mitt i ett o'])
    expect(stored.kept.size).toBe(0)

    stored.put('f1', 'Deras')
    saver.change('f1', 'Mitt')
    await saver.flush('f1')
    expect(saver.state('f1')?.error?.code).toBe('CONFLICT')
    // Typed on after the conflict: that too is kept.
    saver.change('f1', 'Mitt och mer')
    await saver.saveOrKeepAll()
    expect(stored.kept.get('f1')).toBe('Mitt och mer')
  })
})

it('whoever types without a pause is saved all the same', async () => {
  for (let letter = 1; letter <= 60; letter++) {
    saver.change('f1', 'a'.repeat(letter))
    await vi.advanceTimersByTimeAsync(200)
  }
  expect(stored.sent.length).toBeGreaterThanOrEqual(2)
})
