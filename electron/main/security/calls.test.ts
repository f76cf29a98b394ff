import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contract } from '../../../shared/contract.ts'
import { hostContract } from '../../../shared/host/contract.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import { LARGEST_DROPPED } from '../../../shared/transfer/dropped.ts'
import { CALL_LIMITS, readCall, readCancel } from './callInput.ts'
import { isOurs, type CallEvent } from './sender.ts'

const codeOf = (run: () => unknown): string => {
  try {
    run()
    return 'släpptes in'
  } catch (error) {
    return error instanceof LardomError ? error.code : `okänt fel: ${String(error)}`
  }
}
const sent = (input: unknown) => codeOf(() => readCall('incident.list', input, undefined, undefined))

describe('a call from the window', () => {
  it('is let in under every name of the contracts, and with what JSON can say', () => {
    for (const name of [...Object.keys(contract), ...Object.keys(hostContract)])
      expect(readCall(name, {}, 'a-1', null).procedure).toBe(name)
    fc.assert(
      fc.property(
        fc.jsonValue({ maxDepth: 8 }).filter(hasNoForbiddenKey),
        (input) => sent(input) === 'släpptes in',
      ),
    )
  })

  it.each([
    ['a', undefined],
    ['a number', 7],
    ['an object', { toString: () => 'incident.list' }],
    ['prototype names', '__proto__'],
    ['prototype names with a dot', 'constructor.prototype'.replace('.', '..')],
    ['upper case', 'Incident.list'],
    ['three parts', 'incident.list.extra'],
    ['a path', '../incident.list'],
    ['a line break', 'incident.list\n'],
    ['great length', `incident.${'x'.repeat(100_000)}`],
  ])('with a name that is %s is refused', (_what, name) => {
    expect(codeOf(() => readCall(name, {}, undefined, undefined))).toBe('INPUT_INVALID')
  })

  it.each([
    ['a map', new Map([['a', 1]])],
    ['a set', new Set([1])],
    ['a date', new Date(0)],
    ['a pattern', /a/],
    ['an error', new Error('x')],
    ['bytes', new Uint8Array(8)],
    ['a buffer', new ArrayBuffer(8)],
    ['a big integer', 10n],
    ['no number', Number.NaN],
    ['endless', Number.POSITIVE_INFINITY],
    ['a boxed text', Object('text')],
    ['a function', () => 1],
    ['a symbol', Symbol('x')],
    ['a getter', Object.defineProperty({}, 'a', { get: () => 1, enumerable: true })],
    ['an object of another make', Object.create({ inherited: true })],
  ])('that carries %s, which JSON cannot say, is refused wherever it lies', (_what, odd) => {
    expect(sent(odd)).toBe('INPUT_INVALID')
    expect(sent({ filter: [{ value: odd }] })).toBe('INPUT_INVALID')
  })

  it('carries bytes in one place of two calls, and not more than a file may be', () => {
    const add = (input: unknown, name = 'attachment.add-bytes') =>
      codeOf(() => readCall(name, input, undefined, undefined))
    const bytes = new Uint8Array(8)
    expect(add({ name: 'a.txt', bytes })).toBe('släpptes in')
    expect(add({ name: 'a.txt', bytes: new Uint8Array(25 * 1024 * 1024 + 1) })).toBe('släpptes in')
    const large = new Uint8Array(25 * 1024 * 1024 + 2)
    for (const input of [
      bytes,
      [bytes],
      { bytes: [bytes] },
      { bytes: { bytes } },
      { name: bytes },
      { bytes: bytes.buffer },
      { bytes: large },
      { bytes: large.subarray(0, 8) },
      { bytes: new Uint16Array(8) },
      { bytes, owner: new Map() },
    ]) {
      expect(add(input)).toBe('INPUT_INVALID')
    }
    expect(add({ name: 'a.txt', bytes }, 'attachment.list')).toBe('INPUT_INVALID')

    // A file dropped to be read in may be larger, and is not let in by another of the same kind.
    const dropped = { name: 'a.csv', bytes: new Uint8Array(LARGEST_DROPPED + 1) }
    expect(add(dropped, 'host.drop-source')).toBe('släpptes in')
    expect(add(dropped)).toBe('INPUT_INVALID')
    const tooLarge = new Uint8Array(LARGEST_DROPPED + 2)
    expect(add({ ...dropped, bytes: tooLarge }, 'host.drop-source')).toBe('INPUT_INVALID')
    expect(add({ ...dropped, more: bytes }, 'host.drop-source')).toBe('INPUT_INVALID')
    expect(add({ name: 'a.csv', bytes }, 'host.choose-source')).toBe('INPUT_INVALID')
  })

  it.each([
    '{"__proto__": {"role": "administrator"}}',
    '{"a": {"constructor": {"prototype": {"x": 1}}}}',
    '{"prototype": 1}',
  ])('that reaches for a prototype is refused, and none is changed: %s', (json) => {
    expect(sent(JSON.parse(json))).toBe('INPUT_INVALID')
    expect(({} as Record<string, unknown>)['role']).toBeUndefined()
    expect(({} as Record<string, unknown>)['x']).toBeUndefined()
  })

  it('that is a circle, too deep, too long or too many is refused without stumbling', () => {
    const circle: Record<string, unknown> = {}
    circle['self'] = circle
    expect(sent(circle)).toBe('INPUT_INVALID')
    let deep: unknown = 1
    for (let level = 0; level < 100_000; level++) deep = [deep]
    expect(sent(deep)).toBe('INPUT_INVALID')
    expect(sent('x'.repeat(CALL_LIMITS.characters + 1))).toBe('INPUT_INVALID')
    expect(sent(Array.from({ length: 9 }, () => 'x'.repeat(CALL_LIMITS.characters / 8)))).toBe(
      'INPUT_INVALID',
    )
    expect(sent({ ['k'.repeat(CALL_LIMITS.characters + 1)]: 1 })).toBe('INPUT_INVALID')
    expect(sent(Array.from({ length: CALL_LIMITS.values + 1 }, () => 0))).toBe('INPUT_INVALID')
    expect(sent(Array(4_000_000_000))).toBe('INPUT_INVALID')
    // The same object many times over is as much work as many objects.
    let doubled: unknown = ['x']
    for (let level = 0; level < 30; level++) doubled = [doubled, doubled]
    expect(sent(doubled)).toBe('INPUT_INVALID')
  })

  it('whatever it is, is either let in or refused with a known error', () => {
    const anything = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withTypedArray: true,
      withNullPrototype: true,
      withSparseArray: true,
      withObjectString: true,
    })
    fc.assert(
      fc.property(anything, (input) => {
        expect(['släpptes in', 'INPUT_INVALID']).toContain(sent(input))
      }),
    )
  })

  it('has ids that are ids, or none', () => {
    expect(readCall('a.b', {}, undefined, undefined)).toMatchObject({
      requestId: undefined,
      commandId: undefined,
    })
    for (const id of ['', ' ', 'x'.repeat(81), 5, {}, 'a b', "';--"]) {
      expect(codeOf(() => readCall('a.b', {}, id, undefined))).toBe('INPUT_INVALID')
      expect(codeOf(() => readCall('a.b', {}, undefined, id))).toBe('INPUT_INVALID')
      expect(readCancel(id)).toBeUndefined()
    }
    expect(readCancel('3f2a-1')).toBe('3f2a-1')
  })
})

describe('the sender of a call', () => {
  const contents = { id: 1 }
  const window = { isDestroyed: () => false, webContents: contents }
  const own = { parent: null, url: 'app://lardom/index.html#/handelser' }
  const event = (over: Partial<CallEvent>): CallEvent => ({ sender: contents, senderFrame: own, ...over })

  it('is our window’s main frame with our own page', () => {
    expect(isOurs(event({}), window)).toBe(true)
  })

  it.each<[string, CallEvent]>([
    ['a frame inside the page', event({ senderFrame: { parent: own, url: own.url } })],
    ['a frame with written content', event({ senderFrame: { parent: own, url: 'about:srcdoc' } })],
    ['an empty frame', event({ senderFrame: { parent: own, url: 'about:blank' } })],
    ['an empty main frame', event({ senderFrame: { parent: null, url: 'about:blank' } })],
    ['a main frame without an address', event({ senderFrame: { parent: null, url: '' } })],
    ['no frame at all', event({ senderFrame: null })],
    ['another window', event({ sender: { id: 2 } })],
    ['another page', event({ senderFrame: { parent: null, url: 'https://lardom/index.html' } })],
    ['a page that only looks like ours', event({ senderFrame: { parent: null, url: 'app://lardom.evil/' } })],
    [
      'written text that names us',
      event({ senderFrame: { parent: null, url: 'data:text/html,app://lardom' } }),
    ],
  ])('is nobody of ours when it is %s', (_who, call) => {
    expect(isOurs(call, window)).toBe(false)
  })

  it('is nobody when the frame or the window is gone', () => {
    const gone = Object.defineProperty({ sender: contents }, 'senderFrame', {
      get: () => {
        throw new Error('Render frame was disposed before WebFrameMain could be accessed')
      },
    }) as CallEvent
    expect(isOurs(gone, window)).toBe(false)
    expect(isOurs(event({}), { ...window, isDestroyed: () => true })).toBe(false)
  })
})

function hasNoForbiddenKey(value: unknown): boolean {
  return !/"(?:__proto__|constructor|prototype)":/.test(JSON.stringify(value))
}
