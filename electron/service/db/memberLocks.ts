import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
  randomUUID,
  scrypt,
  type KeyObject,
} from 'node:crypto'
import { COST, type Lock, type Member } from './keyringFormat.ts'
import { openBox, sealBox } from './sealedBox.ts'
import { normalRecoveryKey } from './secrets.ts'

const PRIVATE_LENGTH = 48
const SECRET_LENGTH = 32
const MAX_MEMORY = 192 * 1024 * 1024

/** What a member's locks hold: whoever has it can open what is sealed to the member. */
export interface MemberKey {
  readonly privateKey: KeyObject
  readonly publicKey: Buffer
  /**
   * Known to the member and, by the roster, to those who hold the data key. A seal that was made without it does not
   * open, so nobody outside can put a data key of their own choice under somebody's passphrase.
   */
  readonly sealSecret: Buffer
}

export function newMemberKey(): MemberKey {
  const { privateKey, publicKey } = generateKeyPairSync('x25519')
  return {
    privateKey,
    publicKey: publicKey.export({ type: 'spki', format: 'der' }),
    sealSecret: randomBytes(SECRET_LENGTH),
  }
}

export type LockSecret =
  | { readonly kind: 'passphrase'; readonly secret: string; readonly temporary: boolean }
  | { readonly kind: 'recovery' | 'device'; readonly secret: string }

/** A lock of the member that opens with the secret. */
export async function makeLock(
  workspaceId: string,
  memberId: string,
  key: MemberKey,
  wanted: LockSecret,
): Promise<Lock> {
  const id = randomUUID()
  const salt = randomBytes(16)
  const content = Buffer.concat([key.privateKey.export({ type: 'pkcs8', format: 'der' }), key.sealSecret])
  const lockKey = await deriveKey(wanted.kind, wanted.secret, salt)
  const temporary = wanted.kind === 'passphrase' && wanted.temporary
  const { sealed, ...box } = sealBox(
    lockKey,
    content,
    belonging(workspaceId, memberId, id, wanted.kind, temporary),
  )
  content.fill(0)
  lockKey.fill(0)
  const fields = { id, salt: salt.toString('base64'), ...box, wrapped: sealed }
  return wanted.kind === 'passphrase'
    ? { kind: 'passphrase', ...fields, temporary, cost: { ...COST } }
    : { kind: wanted.kind, ...fields }
}

/** The member's key, or undefined when the secret is not this lock's. */
export async function openLock(
  workspaceId: string,
  member: Member,
  lock: Lock,
  secret: string,
): Promise<MemberKey | undefined> {
  const lockKey = await deriveKey(lock.kind, secret, Buffer.from(lock.salt, 'base64'))
  const temporary = lock.kind === 'passphrase' && lock.temporary
  const content = openBox(
    lockKey,
    { iv: lock.iv, tag: lock.tag, sealed: lock.wrapped },
    belonging(workspaceId, member.id, lock.id, lock.kind, temporary),
  )
  lockKey.fill(0)
  if (!content) return undefined
  const privateKey = createPrivateKey({
    key: Buffer.from(content.subarray(0, PRIVATE_LENGTH)),
    type: 'pkcs8',
    format: 'der',
  })
  const sealSecret = Buffer.from(content.subarray(PRIVATE_LENGTH))
  content.fill(0)
  return {
    privateKey,
    publicKey: createPublicKey(privateKey).export({ type: 'spki', format: 'der' }),
    sealSecret,
  }
}

function belonging(
  workspaceId: string,
  memberId: string,
  lockId: string,
  kind: Lock['kind'],
  temporary: boolean,
): string {
  return ['las', workspaceId, memberId, lockId, kind, temporary ? 'tillfällig' : 'egen'].join('/')
}

async function deriveKey(kind: Lock['kind'], secret: string, salt: Buffer): Promise<Buffer> {
  // NFKC so that å typed as one or two code points is the same phrase.
  if (kind === 'passphrase') return slowKey(secret.normalize('NFKC'), salt)
  const normal = kind === 'recovery' ? normalRecoveryKey(secret) : secret
  return Buffer.from(hkdfSync('sha256', normal, salt, `lardom/las/${kind}`, 32))
}

/** Each takes 128 MB for its time: no more than two at once, however many ask. */
const PARALLEL = 2
let running = 0
const waiting: (() => void)[] = []

/** scrypt on another thread: the service answers meanwhile. */
async function slowKey(phrase: string, salt: Buffer): Promise<Buffer> {
  if (running >= PARALLEL) await new Promise<void>((resolve) => waiting.push(resolve))
  else running++
  try {
    return await new Promise((resolve, reject) => {
      scrypt(phrase, salt, 32, { ...COST, maxmem: MAX_MEMORY }, (error, key) =>
        error ? reject(error) : resolve(key),
      )
    })
  } finally {
    // Whoever waits takes over the place.
    const next = waiting.shift()
    if (next) next()
    else running--
  }
}
