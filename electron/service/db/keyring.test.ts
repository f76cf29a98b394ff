import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LardomError } from '../../../shared/rpc/error.ts'
import {
  buildKeyring,
  newDataKeyOf,
  openRoster,
  rosterEntry,
  withMember,
  type OpenKeyring,
} from './keyring.ts'
import { keyringPath, readKeyring, writeKeyring } from './keyringFile.ts'
import { parseKeyring, RECOVERY, serializeKeyring, type Keyring } from './keyringFormat.ts'
import { openKeyring, type Credential } from './keyringUnlock.ts'
import { makeLock, newMemberKey } from './memberLocks.ts'
import { makeKeyring } from './newKeyring.ts'
import { newDataKey, newDeviceSecret, newRecoveryKey, newTemporaryPassphrase } from './secrets.ts'

const PASSPHRASE = 'fyra små ord om havet'
const NAME = 'a.lardom-nycklar'

let ring: OpenKeyring
let keyring: Keyring
let keys: readonly Buffer[]
let text: string
let recoveryKey: string
let deviceSecret: string
beforeAll(async () => {
  const made = await makeKeyring({ id: 'anna', passphrase: PASSPHRASE })
  recoveryKey = made.recoveryKey
  // A second account that only a computer's secret opens: it costs nothing to try a thousand times.
  const key = newMemberKey()
  deviceSecret = newDeviceSecret()
  const lock = await makeLock(made.ring.workspaceId, 'bo', key, { kind: 'device', secret: deviceSecret })
  ring = withMember(made.ring, { id: 'bo', locks: [lock] }, rosterEntry('bo', key))
  // As in the middle of a change of data key.
  const next = newDataKeyOf(newDataKey())
  keys = [next.key, ring.dataKey.key]
  keyring = buildKeyring(ring, [next, ring.dataKey])
  text = serializeKeyring(keyring)
})

const asBo = (): Credential => ({ kind: 'device', accountId: 'bo', secret: deviceSecret })
const asRecovery = (): Credential => ({ kind: 'passphrase', secret: recoveryKey })
const asAnna: Credential = { kind: 'passphrase', secret: PASSPHRASE, accountId: 'anna' }

const EXPECTED = [
  'KEYRING_DAMAGED',
  'KEYRING_FROM_NEWER_APP',
  'KEYRING_TOO_OLD',
  'WRONG_PASSPHRASE',
  'DEVICE_KEY_GONE',
] as const

/** What comes of opening the text: the right key, or an error that says what to do. Anything else is a fault. */
async function outcome(changed: string, credential: Credential): Promise<string> {
  try {
    const unlocked = await openKeyring(parseKeyring(changed, NAME), credential, NAME)
    const right = unlocked.dataKeys.every(({ key }) => keys.some((known) => known.equals(key)))
    return right ? 'opened' : 'opened with another key'
  } catch (error) {
    return error instanceof LardomError ? error.code : String(error)
  }
}

/** The text with a right checksum: as whoever wants to deceive would write it. */
function reseal(body: unknown): string {
  const checksum = createHash('sha256').update(JSON.stringify(body)).digest('hex')
  return JSON.stringify({ ...(body as object), checksum })
}

/** Every place in the keyring, as a path to a value. */
function placesOf(value: unknown, place: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [place]
  return [
    ...(place.length > 0 ? [place] : []),
    ...Object.entries(value).flatMap(([key, inner]) => placesOf(inner, [...place, key])),
  ]
}

function valueAt(value: unknown, place: readonly string[]): unknown {
  return place.reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], value)
}

function withValue(value: unknown, place: readonly string[], set: unknown): unknown {
  const copy = structuredClone(value)
  const last = place.at(-1)
  const parent = valueAt(copy, place.slice(0, -1)) as Record<string, unknown>
  if (last !== undefined) parent[last] = set
  return copy
}

describe('a keyring', () => {
  it('opens for each of its members, with every data key, the newest first', async () => {
    for (const credential of [asAnna, asBo(), asRecovery()]) {
      const unlocked = await openKeyring(parseKeyring(text, NAME), credential, NAME)
      expect(unlocked.dataKeys).toHaveLength(2)
      expect(unlocked.dataKeys[1]?.key.equals(ring.dataKey.key)).toBe(true)
    }
    expect(await openKeyring(keyring, asRecovery(), NAME)).toMatchObject({
      memberId: RECOVERY,
      openedWith: 'recovery',
    })
  })

  it('is refused in words of its own when it is of another version', () => {
    const of = (version: number) => () => parseKeyring(reseal({ ...keyring, version }), NAME)
    expect(of(3)).toThrow(/nyare Lärdom/)
    expect(of(1)).toThrow(/provversion/)
    expect(of(0)).toThrow(/skadad/)
  })

  it('asks for no more memory or time than ours does', () => {
    const place = placesOf(keyring).find((candidate) => candidate.at(-1) === 'N') ?? []
    expect(place).not.toEqual([])
    for (const N of [2 ** 10, 2 ** 18, 2 ** 24, 2 ** 30, 2 ** 53]) {
      expect(() => parseKeyring(reseal(withValue(keyring, place, N)), NAME)).toThrow(/skadad/)
    }
    const crowd = (count: number) =>
      reseal({
        ...keyring,
        members: Array.from({ length: count }, (_, id) => ({ ...keyring.members[0], id: `m${id}` })),
      })
    expect(() => parseKeyring(crowd(102), NAME)).toThrow(/skadad/)
  })

  it('that is damaged anywhere gives a clear error and never opens otherwise', async () => {
    const length = Buffer.byteLength(text)
    const byte = fc.record({
      kind: fc.constant('byte' as const),
      at: fc.nat(length - 1),
      by: fc.integer({ min: 1, max: 255 }),
    })
    const cut = fc.record({ kind: fc.constant('cut' as const), at: fc.nat(length - 1) })
    const insert = fc.record({
      kind: fc.constant('insert' as const),
      at: fc.nat(length),
      what: fc.string({ maxLength: 40 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.oneof(byte, cut, insert), async (damage) => {
        const bytes = Buffer.from(text)
        let changed: string
        if (damage.kind === 'byte') {
          bytes[damage.at] = (bytes[damage.at] ?? 0) ^ damage.by
          changed = bytes.toString('utf8')
        } else if (damage.kind === 'cut') changed = bytes.subarray(0, damage.at).toString('utf8')
        else changed = text.slice(0, damage.at) + damage.what + text.slice(damage.at)
        const found = await outcome(changed, asBo())
        // Blanks between the fields say nothing.
        const same = sameMeaning(changed)
        expect(same ? ['opened'] : [...EXPECTED]).toContain(found)
      }),
      { numRuns: 400 },
    )
  })

  it('that is changed on purpose, checksum and all, gives a clear error and never another key', async () => {
    const places = placesOf(keyring)
    const junk = fc.oneof(
      fc.constantFrom<unknown>(null, '', 0, -1, 2 ** 40, true, [], {}, 'A'.repeat(64), '__proto__'),
      fc.string({ maxLength: 30 }),
      fc.base64String({ maxLength: 64 }),
    )
    const set = fc.record({
      kind: fc.constant('set' as const),
      place: fc.nat(places.length - 1),
      value: junk,
    })
    const swap = fc.record({
      kind: fc.constant('swap' as const),
      place: fc.nat(places.length - 1),
      with: fc.nat(places.length - 1),
    })
    const flip = fc.record({
      kind: fc.constant('flip' as const),
      place: fc.nat(places.length - 1),
      bit: fc.nat(4000),
    })
    await fc.assert(
      fc.asyncProperty(fc.oneof(set, swap, flip), fc.boolean(), async (change, recovery) => {
        const place = places[change.place] ?? []
        const before = valueAt(keyring, place)
        let changed: unknown
        if (change.kind === 'set') changed = withValue(keyring, place, change.value)
        else if (change.kind === 'swap') {
          const other = places[change.with] ?? []
          const nested = JSON.stringify(place).startsWith(JSON.stringify(other).slice(0, -1))
          fc.pre(!nested && !JSON.stringify(other).startsWith(JSON.stringify(place).slice(0, -1)))
          changed = withValue(withValue(keyring, place, valueAt(keyring, other)), other, before)
        } else {
          const raw = Buffer.from(typeof before === 'string' ? before : '', 'base64')
          fc.pre(raw.length > 0 && raw.toString('base64') === before)
          const at = Math.floor(change.bit / 8) % raw.length
          raw[at] = (raw[at] ?? 0) ^ (1 << (change.bit % 8))
          changed = withValue(keyring, place, raw.toString('base64'))
        }
        fc.pre(JSON.stringify(changed) !== JSON.stringify(keyring))
        const found = await outcome(reseal(changed), recovery ? asRecovery() : asBo())
        expect(EXPECTED).toContain(found)
      }),
      { numRuns: 600 },
    )
  })

  it('whose members were put in another order, or given back an old lock, is noticed', async () => {
    const shuffled = { ...keyring, members: [...keyring.members].reverse() }
    expect(await outcome(reseal(shuffled), asBo())).toBe('KEYRING_DAMAGED')
    const fewer = { ...keyring, members: keyring.members.filter(({ id }) => id !== 'anna') }
    expect(await outcome(reseal(fewer), asBo())).toBe('KEYRING_DAMAGED')
    const turned = { ...keyring, generations: [...keyring.generations].reverse() }
    // Both are its own: which of them the file has is tried.
    expect(await outcome(reseal(turned), asBo())).toBe('opened')
    const older = buildKeyring(ring, [ring.dataKey])
    const mixed = { ...keyring, generations: [older.generations[0], keyring.generations[0]] }
    expect(await outcome(reseal(mixed), asBo())).toBe('opened')
  })

  it('takes no data key that somebody outside has chosen', () => {
    // Whoever can write the folder but knows no secret: the members' locks with a data key of their own.
    const theirs = newDataKeyOf(newDataKey())
    const roster = ring.members.map(({ id }) => rosterEntry(id, newMemberKey()))
    const forged = buildKeyring({ ...ring, roster }, [theirs])
    return expect(outcome(serializeKeyring(forged), asBo())).resolves.toBe('KEYRING_DAMAGED')
  })

  it('shows its roster to its data keys only', () => {
    expect(openRoster(keyring, ring.dataKey.key, NAME).roster).toHaveLength(3)
    expect(() => openRoster(keyring, newDataKey(), NAME)).toThrow(/skadad/)
    const [entry] = ring.roster
    expect(text.includes(entry?.publicKey.toString('base64') ?? '')).toBe(false)
  })
})

/** True when the text still says the same keyring. */
function sameMeaning(changed: string): boolean {
  try {
    return JSON.stringify(JSON.parse(changed)) === JSON.stringify(JSON.parse(text))
  } catch {
    return false
  }
}

describe('the keyring’s file', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'lardom-nycklar-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('is read back as it was written, and a huge one or a folder is not read at all', () => {
    const path = join(folder, 'a.lardom')
    expect(() => readKeyring(path)).toThrow(/saknas/)
    writeKeyring(path, keyring)
    expect(readKeyring(path)).toEqual(keyring)
    writeFileSync(keyringPath(path), Buffer.alloc(3_000_000, 32))
    expect(() => readKeyring(path)).toThrow(/skadad/)
    expect(() => readKeyring(folder.slice(0, -'-nycklar'.length))).toThrow(/saknas/)
  })
})

describe('what is written down', () => {
  it('has no vowels and no look-alikes, and is never the same twice', () => {
    const made = Array.from({ length: 200 }, () => [newRecoveryKey(), newTemporaryPassphrase()]).flat()
    expect(new Set(made).size).toBe(400)
    for (const key of made)
      expect(key).toMatch(/^([BCDFGHJKLMNPQRSTVWXZ2-9]{4}-)+[BCDFGHJKLMNPQRSTVWXZ2-9]{4}$/)
    expect(made[0]).toHaveLength(39)
    expect(made[1]).toHaveLength(24)
  })
})
