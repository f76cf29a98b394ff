import { describe, expect, it } from 'vitest'
import { lockWaitsFor, nothingToSave, saveAllBeforeLock, saveBeforeLock } from './beforeLock.ts'

const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

describe('what is saved before a lock', () => {
  it('is every open form, and the lock waits for all of them', async () => {
    const saved: string[] = []
    const form = (name: string, ms: number) =>
      saveBeforeLock(async () => {
        await later(ms)
        saved.push(name)
        return null
      })
    const gone = [form('rapport', 20), form('bedömning', 5), form('avsnitt', 0)]
    expect(await saveAllBeforeLock()).toBeNull()
    expect(saved.toSorted()).toEqual(['avsnitt', 'bedömning', 'rapport'])
    for (const leave of gone) leave()
    expect(await saveAllBeforeLock()).toBeNull()
    expect(saved).toHaveLength(3)
  })

  it('is told in words when it cannot be saved, once for the same reason, and the others are saved all the same', async () => {
    let saved = false
    const leave = [
      saveBeforeLock(() => Promise.reject(new Error('Disken är full.'))),
      saveBeforeLock(() => Promise.resolve('Disken är full.')),
      saveBeforeLock(async () => {
        await later(5)
        saved = true
        return null
      }),
    ]
    expect(await saveAllBeforeLock()).toBe('Disken är full.')
    expect(saved).toBe(true)
    for (const gone of leave) gone()
  })

  it('is also what a form that was left is still saving, and its failure is told until it is saved or let go', async () => {
    const done: string[] = []
    void lockWaitsFor(
      'a',
      later(20).then(() => done.push('sparat')),
    )
    lockWaitsFor(
      'b',
      later(10).then(() => Promise.reject(new Error('Disken är full.'))),
    ).catch(() => done.push('fel'))
    expect(await saveAllBeforeLock()).toBe('Disken är full.')
    expect(done).toEqual(['fel', 'sparat'])
    await lockWaitsFor('b', Promise.resolve())
    expect(await saveAllBeforeLock()).toBeNull()

    lockWaitsFor('c', Promise.reject(new Error('Nej.'))).catch(() => undefined)
    expect(await saveAllBeforeLock()).toBe('Nej.')
    nothingToSave('c')
    expect(await saveAllBeforeLock()).toBeNull()
  })

  it('is tried again by a form whose last save failed, and then nothing is told', async () => {
    let tries = 0
    const save = async (): Promise<string | null> => {
      tries++
      await lockWaitsFor('d', Promise.resolve())
      return null
    }
    lockWaitsFor('d', Promise.reject(new Error('Nej.'))).catch(() => undefined)
    const leave = saveBeforeLock(save)
    expect(await saveAllBeforeLock()).toBeNull()
    expect(tries).toBe(1)
    leave()
  })
})
