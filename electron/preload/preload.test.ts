import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { LardomBridge } from '../../shared/rpc/wire.ts'

/** An Electron that only remembers what the preload does with it. */
const seen = vi.hoisted(() => ({
  exposed: new Map<string, unknown>(),
  listeners: new Set<(event: unknown, payload: unknown) => void>(),
  sent: [] as unknown[][],
}))

vi.mock('electron', () => ({
  contextBridge: { exposeInMainWorld: (name: string, api: unknown) => seen.exposed.set(name, api) },
  ipcRenderer: {
    invoke: (...args: unknown[]) => {
      seen.sent.push(args)
      return Promise.resolve({ ok: true, data: null })
    },
    send: (...args: unknown[]) => void seen.sent.push(args),
    on: (_channel: string, listener: (event: unknown, payload: unknown) => void) =>
      seen.listeners.add(listener),
    removeListener: (_channel: string, listener: (event: unknown, payload: unknown) => void) =>
      seen.listeners.delete(listener),
  },
}))

describe('what the preload gives the page', () => {
  let bridge: LardomBridge
  beforeEach(async () => {
    seen.exposed.clear()
    seen.listeners.clear()
    seen.sent.length = 0
    vi.resetModules()
    await import('./preload.ts')
    // The fake keeps what the real preload exposed.
    bridge = seen.exposed.get('lardom') as LardomBridge
  })

  it('is one object with three functions, and nothing below them', () => {
    expect([...seen.exposed.keys()]).toEqual(['lardom'])
    expect(new Set(Reflect.ownKeys(bridge))).toEqual(new Set(['call', 'cancel', 'on']))
    for (const part of Object.values(bridge)) {
      expect(typeof part).toBe('function')
      expect(Object.keys(part)).toEqual([])
    }
  })

  it('sends on two channels only, whatever the page says', async () => {
    await bridge.call('lardom:event', { channel: 'other' }, { requestId: 'r', commandId: 'c' })
    bridge.cancel('r')
    expect(seen.sent).toEqual([
      ['lardom:call', 'lardom:event', { channel: 'other' }, 'r', 'c'],
      ['lardom:cancel', 'r'],
    ])
  })

  it('hands a listener the payload and never Electron’s own event', () => {
    const heard: unknown[][] = []
    bridge.on((...args: unknown[]) => void heard.push(args))
    const electronEvent = { sender: { send: () => undefined }, ports: [] }
    for (const listener of seen.listeners) listener(electronEvent, { name: 'locked' })
    expect(heard).toEqual([[{ name: 'locked' }]])
  })

  it('lets a listener go when it is taken away', () => {
    const off = bridge.on(() => undefined)
    const stays = bridge.on(() => undefined)
    expect(seen.listeners.size).toBe(2)
    off()
    expect(seen.listeners.size).toBe(1)
    stays()
    expect(seen.listeners.size).toBe(0)
  })
})
