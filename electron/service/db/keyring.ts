import {
  createHash,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  randomUUID,
  type KeyObject,
} from 'node:crypto'
import * as z from 'zod'
import { LardomError } from '../../../shared/rpc/error.ts'
import { newKeyringBody, type Generation, type Keyring, type Member, type Seal } from './keyringFormat.ts'
import type { MemberKey } from './memberLocks.ts'
import { openBox, sealBox } from './sealedBox.ts'

/**
 * The keyring lies beside the workspace. The data key is sealed to each member's public key, so it can be replaced by
 * somebody who knows none of the others' passphrases; the roster, which only the data key opens, holds those public
 * keys and vouches for the rest of the file (docs/decisions/0008-keyring-with-key-pairs.md). All of it is tried before
 * the database is touched: a wrong passphrase, a damaged keyring and a damaged database are told apart
 * (Signal-Desktop #7483).
 */

const rosterSchema = z.array(
  z.strictObject({ id: z.string(), publicKey: z.base64(), sealSecret: z.base64() }),
)

/** What is needed to seal a data key to a member. */
export interface RosterEntry {
  readonly id: string
  readonly publicKey: Buffer
  readonly sealSecret: Buffer
}

/** One data key with the id of its generation. */
export interface DataKey {
  readonly generation: string
  readonly key: Buffer
}

/** A keyring as somebody who holds its data key sees it. */
export interface OpenKeyring {
  readonly workspaceId: string
  readonly members: readonly Member[]
  readonly roster: readonly RosterEntry[]
  readonly dataKey: DataKey
}

export function rosterEntry(id: string, key: MemberKey): RosterEntry {
  return { id, publicKey: key.publicKey, sealSecret: key.sealSecret }
}

/** Seals every data key (the newest first) to every member anew. */
export function buildKeyring(ring: Omit<OpenKeyring, 'dataKey'>, dataKeys: readonly DataKey[]): Keyring {
  const { workspaceId, members, roster } = ring
  const generations = dataKeys.map(({ generation, key }): Generation => {
    const seals = roster.map((entry) => sealTo(workspaceId, generation, entry, key))
    const content = Buffer.from(
      JSON.stringify(
        roster.map(({ id, publicKey, sealSecret }) => ({
          id,
          publicKey: publicKey.toString('base64'),
          sealSecret: sealSecret.toString('base64'),
        })),
      ),
    )
    const box = sealBox(rosterKey(key), content, vouched(workspaceId, members, generation, seals))
    content.fill(0)
    return { id: generation, seals, roster: box }
  })
  return newKeyringBody(workspaceId, members, generations)
}

export function newDataKeyOf(key: Buffer): DataKey {
  return { generation: randomUUID(), key }
}

/**
 * The keyring as the holder of a data key sees it.
 * @throws KEYRING_DAMAGED when the data key is none of its own, or anything in it was changed without one.
 */
export function openRoster(keyring: Keyring, key: Buffer, fileName: string): OpenKeyring {
  const { workspaceId, members } = keyring
  for (const { id, seals, roster: box } of keyring.generations) {
    const content = openBox(rosterKey(key), box, vouched(workspaceId, members, id, seals))
    if (!content) continue
    const roster = rosterSchema.parse(JSON.parse(content.toString('utf8'))).map((entry) => ({
      id: entry.id,
      publicKey: Buffer.from(entry.publicKey, 'base64'),
      sealSecret: Buffer.from(entry.sealSecret, 'base64'),
    }))
    content.fill(0)
    return { workspaceId, members, roster, dataKey: { generation: id, key } }
  }
  throw new LardomError('KEYRING_DAMAGED', { file: fileName }, { cause: 'roster' })
}

/**
 * The data keys of the member, the newest first. Every generation is sealed to every member and vouches for them all:
 * @throws KEYRING_DAMAGED when one does not.
 */
export function unsealDataKeys(
  keyring: Keyring,
  memberId: string,
  memberKey: MemberKey,
  fileName: string,
): DataKey[] {
  const dataKeys = keyring.generations.map(({ id, seals }): DataKey => {
    const seal = seals.find(({ member }) => member === memberId)
    const key = seal && openSeal(keyring.workspaceId, id, seal, memberKey)
    if (!key) throw new LardomError('KEYRING_DAMAGED', { file: fileName }, { cause: 'seal' })
    return { generation: id, key }
  })
  for (const { generation, key } of dataKeys) {
    if (openRoster(keyring, key, fileName).dataKey.generation !== generation) {
      throw new LardomError('KEYRING_DAMAGED', { file: fileName }, { cause: 'generation' })
    }
  }
  return dataKeys
}

/** The ring with the member in it, in place of an older one of the same id. */
export function withMember(ring: OpenKeyring, member: Member, entry: RosterEntry): OpenKeyring {
  const without = withoutMember(ring, member.id)
  return { ...without, members: [...without.members, member], roster: [...without.roster, entry] }
}

export function withoutMember(ring: OpenKeyring, id: string): OpenKeyring {
  return {
    ...ring,
    members: ring.members.filter((member) => member.id !== id),
    roster: ring.roster.filter((entry) => entry.id !== id),
  }
}

function sealTo(workspaceId: string, generation: string, entry: RosterEntry, key: Buffer): Seal {
  const ephemeral = generateKeyPairSync('x25519')
  const publicKey = ephemeral.publicKey.export({ type: 'spki', format: 'der' })
  const recipient = createPublicKey({ key: entry.publicKey, type: 'spki', format: 'der' })
  const aad = sealing(workspaceId, generation, entry.id)
  const wrap = sealKey(ephemeral.privateKey, recipient, entry.sealSecret, [publicKey, entry.publicKey], aad)
  const box = sealBox(wrap, key, aad)
  wrap.fill(0)
  return { member: entry.id, ephemeral: publicKey.toString('base64'), ...box }
}

function openSeal(
  workspaceId: string,
  generation: string,
  seal: Seal,
  memberKey: MemberKey,
): Buffer | undefined {
  const publicKey = Buffer.from(seal.ephemeral, 'base64')
  const aad = sealing(workspaceId, generation, seal.member)
  let wrap: Buffer
  try {
    const sender = createPublicKey({ key: publicKey, type: 'spki', format: 'der' })
    wrap = sealKey(memberKey.privateKey, sender, memberKey.sealSecret, [publicKey, memberKey.publicKey], aad)
  } catch {
    // Not a public key at all, or one of the few that give no shared secret: the seal is not one of ours.
    return undefined
  }
  const key = openBox(wrap, seal, aad)
  wrap.fill(0)
  return key
}

/** X25519, then HKDF-SHA256 over both public keys, salted with the secret that only members' seals are made with. */
function sealKey(
  privateKey: KeyObject,
  publicKey: KeyObject,
  sealSecret: Buffer,
  publicKeys: readonly [Buffer, Buffer],
  aad: string,
): Buffer {
  const shared = diffieHellman({ privateKey, publicKey })
  const bound = createHash('sha256').update(Buffer.concat(publicKeys)).digest('hex')
  const key = Buffer.from(hkdfSync('sha256', shared, sealSecret, `lardom/${aad}/${bound}`, 32))
  shared.fill(0)
  return key
}

function sealing(workspaceId: string, generation: string, memberId: string): string {
  return ['datanyckel', workspaceId, generation, memberId].join('/')
}

function rosterKey(dataKey: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', dataKey, Buffer.alloc(0), 'lardom/forteckning', 32))
}

/** All of the keyring that a generation answers for. */
function vouched(
  workspaceId: string,
  members: readonly Member[],
  generation: string,
  seals: readonly Seal[],
): string {
  return createHash('sha256')
    .update(JSON.stringify([workspaceId, members, generation, seals]))
    .digest('hex')
}
