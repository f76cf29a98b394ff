import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { LockWhy, ServiceEvent } from '../../shared/rpc/wire.ts'
import { LockWatch, type Power } from './lockWatch.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

/** A computer whose idle time grows with the clock from when it was last touched. */
function makeComputer(minutes = 10) {
  const listeners = new Map<string, () => void>()
  const locks: { why: LockWhy; at: number }[] = []
  const events: ServiceEvent[] = []
  let touched = performance.now()
  let open = true
  const power: Power = {
    on: (event, listener) => listeners.set(event, listener),
    getSystemIdleTime: () => Math.floor((performance.now() - touched) / 1000),
  }
  const watch = new LockWatch({
    power,
    isOpen: () => open,
    lock: (why) => {
      locks.push({ why, at: performance.now() })
      open = false
      return Promise.resolve(true)
    },
    send: (event) => events.push(event),
    idleMinutes: () => minutes,
  })
  return {
    watch,
    locks,
    events,
    touch: () => {
      touched = performance.now()
    },
    happen: (event: string) => listeners.get(event)?.(),
    close: () => {
      open = false
    },
  }
}

const minutes = (count: number) => vi.advanceTimersByTime(count * 60_000)

describe('an untouched computer', () => {
  it('locks after the minutes of the setting, having warned for one', () => {
    const computer = makeComputer(10)
    minutes(8.9)
    expect(computer.events).toEqual([])
    minutes(0.2)
    expect(computer.events[0]).toMatchObject({ name: 'lock-soon' })
    expect(computer.locks).toEqual([])
    minutes(1)
    expect(computer.locks).toHaveLength(1)
    expect(computer.locks[0]?.why).toBe('idle')
    expect(computer.locks[0]?.at).toBeLessThan(10 * 60_000 + 5000)
    const seconds = computer.events.flatMap((event) => (event.name === 'lock-soon' ? [event.seconds] : []))
    expect(seconds).toEqual(seconds.toSorted((a, b) => b - a))
    expect(seconds.length).toBeGreaterThan(50)
  })

  it('warns no more, and says so, when somebody touches it', () => {
    const computer = makeComputer(10)
    minutes(9.5)
    computer.touch()
    minutes(0.1)
    expect(computer.events.at(-1)).toEqual({ name: 'lock-later' })
    minutes(8.5)
    expect(computer.locks).toEqual([])
    minutes(2)
    expect(computer.locks).toHaveLength(1)
  })

  it('counts from when ”Stanna kvar” was pressed, though nothing else was touched', () => {
    const computer = makeComputer(10)
    minutes(9.5)
    computer.watch.stay()
    expect(computer.events.at(-1)).toEqual({ name: 'lock-later' })
    minutes(9.8)
    expect(computer.locks).toEqual([])
    minutes(0.3)
    expect(computer.locks).toHaveLength(1)
  })

  it('locks nothing and warns of nothing when no workspace is open', () => {
    const computer = makeComputer(1)
    computer.close()
    minutes(30)
    expect([...computer.locks, ...computer.events]).toEqual([])
  })
})

it('sleep, waking and a locked screen lock at once', () => {
  const computer = makeComputer()
  for (const event of ['suspend', 'resume', 'lock-screen']) computer.happen(event)
  expect(computer.locks.map(({ why }) => why)).toEqual(['sleep', 'sleep', 'screen'])
})
