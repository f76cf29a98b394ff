import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { CallResult, ServiceEvent } from '../../shared/rpc/wire.ts'
import { Locking } from './locking.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const OK: CallResult = { ok: true, data: null }

/** The window and the service around the locking: each answers as the test says. */
function makeHouse(
  answers: { window?: string | null; hangs?: boolean; service?: 'closes' | 'hangs' | 'fails' } = {},
) {
  const done: string[] = []
  const sent: ServiceEvent[] = []
  const calls: { procedure: string; input: unknown }[] = []
  const { window = null, hangs = false, service = 'closes' } = answers
  const locking = new Locking({
    call: (procedure, input) => {
      calls.push({ procedure, input })
      if (procedure !== 'account.lock' || service === 'fails') return Promise.resolve(OK)
      if (service === 'hangs') return new Promise(() => undefined)
      locking.locked()
      return Promise.resolve(OK)
    },
    renewService: () => done.push('tjänst'),
    send: (event) => {
      sent.push(event)
      if (event.name === 'lock-wanted' && !hangs) {
        void Promise.resolve().then(() => locking.windowReady(window))
      }
    },
    place: () => '/handelse/12?flik=historik',
    hideWindow: () => done.push('gömt'),
    replaceWindow: () => {
      done.push('fönster')
      return Promise.resolve()
    },
    idleMinutes: () => 10,
  })
  locking.opened('/arbete/a.lardom', false)
  return { locking, done, sent, calls, procedures: () => calls.map(({ procedure }) => procedure) }
}

describe('a lock', () => {
  it('lets the window save, closes the file, and makes both processes anew', async () => {
    const house = makeHouse()
    expect(await house.locking.lock('idle')).toBe(true)
    expect(house.sent).toEqual([{ name: 'lock-wanted', why: 'idle' }])
    expect(house.procedures()).toEqual(['account.lock'])
    expect(house.done).toEqual(['tjänst', 'fönster'])
    expect(house.locking.before).toEqual({
      why: 'idle',
      minutes: 10,
      workspace: { path: '/arbete/a.lardom', isExample: false },
      unsaved: null,
    })
    expect(house.locking.isOpen).toBe(false)
  })

  it('comes within two seconds though the window hangs, and keeps where one was for it', async () => {
    const house = makeHouse({ hangs: true })
    const locked = house.locking.lock('person')
    await vi.advanceTimersByTimeAsync(1900)
    expect(house.procedures()).toEqual([])
    await vi.advanceTimersByTimeAsync(200)
    expect(await locked).toBe(true)
    expect(house.procedures()).toEqual(['account.draft-save', 'account.lock'])
    expect(JSON.stringify(house.calls[0]?.input)).toContain('/handelse/12?flik=historik')
    expect(house.done).toEqual(['gömt', 'tjänst', 'fönster'])
  })

  it('comes though the service hangs or fails: its process is ended', async () => {
    for (const service of ['hangs', 'fails'] as const) {
      const house = makeHouse({ service })
      const locked = house.locking.lock('sleep')
      await vi.advanceTimersByTimeAsync(10_100)
      expect(await locked).toBe(true)
      expect(house.done).toEqual(['tjänst', 'fönster'])
      expect(house.locking.isOpen).toBe(false)
    }
  })

  it('that the person asked for waits for them when something cannot be saved; any other does not', async () => {
    for (const why of ['person', 'quit'] as const) {
      const house = makeHouse({ window: 'Disken är full.' })
      expect(await house.locking.lock(why)).toBe(false)
      expect(house.locking.isOpen).toBe(true)
      expect(house.procedures()).toEqual([])
      expect(await house.locking.lock(why, { anyway: true })).toBe(true)
      expect(house.locking.before.unsaved).toBe('Disken är full.')
    }
    for (const why of ['idle', 'sleep', 'screen'] as const) {
      const house = makeHouse({ window: 'Disken är full.' })
      expect(await house.locking.lock(why)).toBe(true)
      expect(house.locking.before).toMatchObject({ why, unsaved: 'Disken är full.' })
    }
  })

  it('is one lock, however many ask; sleep in the middle of one makes it happen', async () => {
    const house = makeHouse({ window: 'Disken är full.' })
    const asked = house.locking.lock('person')
    const slept = house.locking.lock('sleep')
    expect(await Promise.all([asked, slept])).toEqual([true, true])
    expect(house.procedures()).toEqual(['account.lock'])
    expect(house.done).toEqual(['tjänst', 'fönster'])
  })

  it('when Lärdom is closed makes no new window', async () => {
    const house = makeHouse()
    expect(await house.locking.lock('quit')).toBe(true)
    expect(house.done).toEqual(['tjänst'])
  })

  it('is nothing where no workspace is open', async () => {
    const house = makeHouse()
    await house.locking.lock('person')
    house.done.length = 0
    expect(await house.locking.lock('sleep')).toBe(true)
    expect(house.done).toEqual([])
    expect(house.locking.before.why).toBe('person')
  })
})

describe('a process that stops', () => {
  it('of the service closes the workspace, and the window is made anew at its passphrase', () => {
    const house = makeHouse()
    expect(house.locking.serviceGone('service-restarted')).toBe(true)
    expect(house.done).toEqual(['fönster'])
    expect(house.locking.before).toMatchObject({ why: 'service-restarted', workspace: { isExample: false } })
    // At the gate there is nothing to make anew: the window is told.
    expect(house.locking.serviceGone('service-stopped')).toBe(false)
  })

  it('of the window in the middle of a lock does not hold it up, and what was not saved is told', async () => {
    const house = makeHouse({ hangs: true })
    const locked = house.locking.lock('sleep')
    house.locking.windowGone()
    expect(await locked).toBe(true)
    expect(house.locking.before).toMatchObject({ why: 'sleep' })
    expect(house.locking.before.unsaved).toMatch(/slutade svara/)
  })
})
