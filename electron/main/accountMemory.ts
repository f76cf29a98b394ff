import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import * as z from 'zod'

/** What encrypts for this person on this computer; see keychain.ts. The tests give their own. */
export interface Keychain {
  /** False where there is none, or one that hides nothing. */
  available(): boolean
  /** Which one it is: what another one sealed cannot be opened, and is not tried (Element, Signal). */
  name(): string
  seal(text: string): string
  /** @throws when it was sealed elsewhere, or the keychain was emptied. */
  open(sealed: string): string
}

/** A secret that opens the workspace as one account. */
export interface DeviceSecret {
  readonly accountId: string
  readonly lockId: string
  readonly deviceSecret: string
}

const entrySchema = z.strictObject({
  path: z.string(),
  accountId: z.string(),
  device: z.strictObject({ lockId: z.string(), sealed: z.string(), keychain: z.string() }).nullable(),
})
type Entry = z.infer<typeof entrySchema>
const storedSchema = z.array(entrySchema).max(200)
const MAX_ENTRIES = 40

/** Which account opened a workspace last on this computer, and what it may open without a passphrase. Ids, no names. */
export class AccountMemory {
  readonly #store: string
  readonly #keychain: Keychain

  constructor(userData: string, keychain: Keychain) {
    this.#store = join(userData, 'konton.json')
    this.#keychain = keychain
  }

  get available(): boolean {
    return this.#keychain.available()
  }

  lastAccount(path: string): string | undefined {
    return this.#read().find((entry) => entry.path === path)?.accountId
  }

  noteAccount(path: string, accountId: string): void {
    const known = this.#find(path, accountId)
    this.#writeFirst(known ?? { path, accountId, device: null })
  }

  hasDevice(path: string, accountId: string | undefined): boolean {
    return accountId !== undefined && this.available && !!this.#find(path, accountId)?.device
  }

  /** Undefined when there is none, and when the keychain no longer knows it. */
  device(path: string, accountId: string): DeviceSecret | undefined {
    const device = this.#find(path, accountId)?.device
    if (!device || !this.available || device.keychain !== this.#keychain.name()) return undefined
    try {
      return { accountId, lockId: device.lockId, deviceSecret: this.#keychain.open(device.sealed) }
    } catch {
      // The keychain was emptied or belongs to somebody else: the passphrase still opens.
      return undefined
    }
  }

  keepDevice(path: string, { accountId, lockId, deviceSecret }: DeviceSecret): void {
    const sealed = this.#keychain.seal(deviceSecret)
    this.#writeFirst({ path, accountId, device: { lockId, sealed, keychain: this.#keychain.name() } })
  }

  /** The id of the lock that this computer's secret opened; null when there was none. */
  forgetDevice(path: string, accountId: string): string | null {
    const entry = this.#find(path, accountId)
    if (!entry?.device) return null
    this.#writeFirst({ ...entry, device: null })
    return entry.device.lockId
  }

  #find(path: string, accountId: string): Entry | undefined {
    return this.#read().find((entry) => entry.path === path && entry.accountId === accountId)
  }

  #writeFirst(entry: Entry): void {
    const others = this.#read().filter(
      ({ path, accountId }) => path !== entry.path || accountId !== entry.accountId,
    )
    mkdirSync(dirname(this.#store), { recursive: true })
    const entries = [entry, ...others].slice(0, MAX_ENTRIES)
    writeFileSync(`${this.#store}.tmp`, JSON.stringify(entries), { mode: 0o600 })
    renameSync(`${this.#store}.tmp`, this.#store)
  }

  /** An unreadable list costs a convenience, never data: the passphrase opens as before. */
  #read(): Entry[] {
    try {
      return storedSchema.parse(JSON.parse(readFileSync(this.#store, 'utf8')))
    } catch {
      return []
    }
  }
}
