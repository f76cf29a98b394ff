import { createCipheriv, createDecipheriv, createHash, randomBytes, scryptSync } from 'node:crypto'
import * as z from 'zod'
import { LardomError } from '../../../shared/rpc/error.ts'

/**
 * The keyring lies beside the workspace and holds its data key, wrapped once per account and once by the
 * recovery key. The wrap has its own authentication tag, so a wrong passphrase, a damaged keyring and a
 * damaged database are told apart before the database is touched (Signal-Desktop #7483).
 */

const COST = { N: 2 ** 17, r: 8, p: 1 } as const
const MAX_MEMORY = 256 * 1024 * 1024

const slotSchema = z.strictObject({
  /** Account id, or 'aterstallning' for the recovery key. */
  id: z.string(),
  kind: z.enum(['account', 'recovery']),
  name: z.string(),
  salt: z.base64(),
  iv: z.base64(),
  tag: z.base64(),
  wrapped: z.base64(),
  cost: z.strictObject({
    N: z
      .number()
      .int()
      .min(2 ** 10)
      .max(2 ** 20),
    r: z.number().int().min(1).max(32),
    p: z.number().int().min(1).max(8),
  }),
})
type Slot = z.infer<typeof slotSchema>

const bodySchema = z.strictObject({
  format: z.literal('lardom-nycklar'),
  version: z.literal(1),
  workspaceId: z.string(),
  slots: z.array(slotSchema).min(1).max(500),
})
const keyringSchema = z.strictObject({ ...bodySchema.shape, checksum: z.string() })
export type Keyring = z.infer<typeof bodySchema>

/** Recovery keys are shown as eight groups of four: no vowels and no look-alikes, so no words and no misreading. */
const RECOVERY_ALPHABET = 'BCDFGHJKLMNPQRSTVWXZ23456789'

/** A new data key: 256 random bits. */
export function newDataKey(): Buffer {
  return randomBytes(32)
}

/** A new recovery key, about 153 bits, formatted for print. */
export function newRecoveryKey(): string {
  const groups: string[] = []
  for (let group = 0; group < 8; group++) {
    let text = ''
    while (text.length < 4) {
      const byte = randomBytes(1)[0] ?? 255
      // Rejection sampling: a plain modulo would favour the first letters.
      if (byte < 252) text += RECOVERY_ALPHABET[byte % RECOVERY_ALPHABET.length]
    }
    groups.push(text)
  }
  return groups.join('-')
}

export function emptyKeyring(workspaceId: string): Keyring {
  return { format: 'lardom-nycklar', version: 1, workspaceId, slots: [] }
}

/** The keyring with the data key wrapped under `secret` in the slot `id`; an existing slot is replaced. */
export function withSlot(
  keyring: Keyring,
  slot: { id: string; kind: Slot['kind']; name: string; secret: string },
  dataKey: Buffer,
): Keyring {
  const salt = randomBytes(16)
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', derive(slot.secret, slot.kind, salt, COST), iv)
  cipher.setAAD(aad(keyring.workspaceId, slot.id))
  const wrapped = Buffer.concat([cipher.update(dataKey), cipher.final()])
  const entry: Slot = {
    id: slot.id,
    kind: slot.kind,
    name: slot.name,
    salt: salt.toString('base64'),
    iv: iv.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    wrapped: wrapped.toString('base64'),
    cost: { ...COST },
  }
  return { ...keyring, slots: [...keyring.slots.filter((old) => old.id !== slot.id), entry] }
}

/**
 * Tries the secret against every slot and returns the data key and the slot that opened.
 * @throws WRONG_PASSPHRASE when no slot opens.
 */
export function unwrap(keyring: Keyring, secret: string): { dataKey: Buffer; slotId: string } {
  for (const slot of keyring.slots) {
    const decipher = createDecipheriv(
      'aes-256-gcm',
      derive(secret, slot.kind, Buffer.from(slot.salt, 'base64'), slot.cost),
      Buffer.from(slot.iv, 'base64'),
    )
    decipher.setAAD(aad(keyring.workspaceId, slot.id))
    try {
      decipher.setAuthTag(Buffer.from(slot.tag, 'base64'))
      const dataKey = Buffer.concat([decipher.update(Buffer.from(slot.wrapped, 'base64')), decipher.final()])
      return { dataKey, slotId: slot.id }
    } catch {
      // The tag did not match: this slot belongs to another secret. That is an answer, not a fault.
      continue
    }
  }
  throw new LardomError('WRONG_PASSPHRASE')
}

export function serializeKeyring(keyring: Keyring): string {
  return `${JSON.stringify({ ...keyring, checksum: checksum(keyring) }, null, 2)}\n`
}

/** @throws KEYRING_DAMAGED when the text is not a whole keyring. */
export function parseKeyring(text: string, fileName: string): Keyring {
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch (error) {
    throw new LardomError('KEYRING_DAMAGED', { file: fileName }, { cause: error })
  }
  const parsed = keyringSchema.safeParse(data)
  if (!parsed.success) throw new LardomError('KEYRING_DAMAGED', { file: fileName }, { cause: parsed.error })
  const { checksum: stated, ...body } = parsed.data
  if (checksum(body) !== stated) throw new LardomError('KEYRING_DAMAGED', { file: fileName })
  return body
}

function checksum(keyring: Keyring): string {
  return createHash('sha256').update(JSON.stringify(keyring)).digest('hex')
}

function aad(workspaceId: string, slotId: string): Buffer {
  return Buffer.from(`${workspaceId}/${slotId}`)
}

function derive(secret: string, kind: Slot['kind'], salt: Buffer, cost: Slot['cost']): Buffer {
  // NFKC so that å typed as one or two code points is the same phrase; the recovery key forgives case and dashes.
  const normal =
    kind === 'recovery' ? secret.toUpperCase().replace(/[^A-Z0-9]/g, '') : secret.normalize('NFKC')
  return scryptSync(normal, salt, 32, { ...cost, maxmem: MAX_MEMORY })
}
