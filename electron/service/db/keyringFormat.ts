import { createHash } from 'node:crypto'
import * as z from 'zod'
import { LardomError } from '../../../shared/rpc/error.ts'

/**
 * The keyring's form, version 2. It holds ids and random bytes only: no name, no word of the workspace's content.
 *
 * - A member is an account or the recovery key. Its locks each hold its private key under one secret.
 * - A generation is one data key: sealed to every member, with a roster that only the data key opens. During a change
 *   of data key there are two.
 */

/** The recovery key's member. */
export const RECOVERY = 'aterstallning'
const FORMAT = 'lardom-nycklar'
const VERSION = 2

/** scrypt's cost: a closed set, so that nobody's file makes the program use more (128 MB and about 0.3 s). */
export const COST = { N: 131_072, r: 8, p: 1 } as const

export const TAG_LENGTH = 16
const bytes = (length: number) => z.base64().refine((text) => Buffer.from(text, 'base64').length === length)
const someBytes = z.base64().max(200_000)
const id = z.string().regex(/^[a-z0-9-]{1,60}$/)

const boxed = { iv: bytes(12), tag: bytes(TAG_LENGTH) }
const lockFields = { id, salt: bytes(16), ...boxed, wrapped: bytes(80) }

const lockSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('passphrase'),
    ...lockFields,
    /** Chosen for the person by somebody else: to be replaced before anything is done. */
    temporary: z.boolean(),
    cost: z.strictObject({ N: z.literal(COST.N), r: z.literal(COST.r), p: z.literal(COST.p) }),
  }),
  // These secrets are long and random: no cost makes them harder to guess.
  z.strictObject({ kind: z.literal('recovery'), ...lockFields }),
  z.strictObject({ kind: z.literal('device'), ...lockFields }),
])
export type Lock = z.infer<typeof lockSchema>

const memberSchema = z
  .strictObject({ id, locks: z.array(lockSchema).min(1).max(12) })
  .refine(({ locks }) => isUnique(locks.map((lock) => lock.id)))
  .refine(({ locks }) => locks.filter(({ kind }) => kind === 'passphrase').length <= 1)
  .refine((member) => member.locks.every(({ kind }) => (kind === 'recovery') === (member.id === RECOVERY)))
export type Member = z.infer<typeof memberSchema>

const sealSchema = z.strictObject({ member: id, ephemeral: bytes(44), ...boxed, sealed: bytes(32) })
export type Seal = z.infer<typeof sealSchema>

const generationSchema = z.strictObject({
  id,
  seals: z.array(sealSchema).max(101),
  roster: z.strictObject({ ...boxed, sealed: someBytes }),
})
export type Generation = z.infer<typeof generationSchema>

const bodySchema = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  workspaceId: id,
  // A hundred accounts and the recovery key: trying a passphrase against them all takes seconds, not minutes.
  members: z
    .array(memberSchema)
    .min(1)
    .max(101)
    .refine((members) => isUnique(members.map((member) => member.id))),
  generations: z.array(generationSchema).min(1).max(2),
})
export type Keyring = z.infer<typeof bodySchema>

const keyringSchema = z.strictObject({ ...bodySchema.shape, checksum: z.string().length(64) })
const versionSchema = z.looseObject({ format: z.literal(FORMAT), version: z.number().int() })

export const MAX_ACCOUNTS = 100
export const MAX_DEVICES = 8
/** No keyring of ours is near it. */
export const MAX_FILE_SIZE = 2_000_000

export function newKeyringBody(
  workspaceId: string,
  members: readonly Member[],
  generations: readonly Generation[],
): Keyring {
  return {
    format: FORMAT,
    version: VERSION,
    workspaceId,
    members: [...members],
    generations: [...generations],
  }
}

export function serializeKeyring(keyring: Keyring): string {
  return `${JSON.stringify({ ...keyring, checksum: checksum(keyring) }, null, 2)}\n`
}

/**
 * @throws KEYRING_DAMAGED when the text is not a whole keyring, KEYRING_FROM_NEWER_APP and KEYRING_TOO_OLD when it is
 * one of another version.
 */
export function parseKeyring(text: string, fileName: string): Keyring {
  const damaged = (cause: unknown) => new LardomError('KEYRING_DAMAGED', { file: fileName }, { cause })
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch (error) {
    throw damaged(error)
  }
  const stated = versionSchema.safeParse(data)
  if (!stated.success) throw damaged(stated.error)
  if (stated.data.version > VERSION) throw new LardomError('KEYRING_FROM_NEWER_APP', { file: fileName })
  if (stated.data.version === 1) throw new LardomError('KEYRING_TOO_OLD', { file: fileName })
  const parsed = keyringSchema.safeParse(data)
  if (!parsed.success) throw damaged(parsed.error)
  const { checksum: written, ...body } = parsed.data
  if (checksum(body) !== written) throw damaged('checksum')
  return body
}

function checksum(keyring: Keyring): string {
  return createHash('sha256').update(JSON.stringify(keyring)).digest('hex')
}

function isUnique(ids: readonly string[]): boolean {
  return new Set(ids).size === ids.length
}
