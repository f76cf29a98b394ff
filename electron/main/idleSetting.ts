import * as z from 'zod'
import type { CallResult } from '../../shared/rpc/wire.ts'

/** Until the workspace's own setting is read, and when it cannot be. */
const DEFAULT_MINUTES = 10

const settings = z.object({
  idleLockMinutes: z
    .number()
    .min(1)
    .max(24 * 60),
})

/** How long the open workspace waits, untouched, before it is locked. Main keeps the number and nothing else of it. */
export class IdleSetting {
  readonly #call: (procedure: string, input: unknown) => Promise<CallResult>
  #minutes = DEFAULT_MINUTES

  constructor(call: (procedure: string, input: unknown) => Promise<CallResult>) {
    this.#call = call
  }

  get minutes(): number {
    return this.#minutes
  }

  /** A workspace was opened. */
  async read(): Promise<void> {
    const answer = await this.#call('account.settings-get', {})
    const parsed = answer.ok ? settings.safeParse(answer.data) : undefined
    // The shortest safe thing: a workspace whose setting cannot be read is locked as a new one is.
    this.#minutes = parsed?.success ? parsed.data.idleLockMinutes : DEFAULT_MINUTES
  }

  /** Settings belong to the accounts' area. */
  changed(areas: readonly string[]): void {
    if (areas.includes('account')) void this.read()
  }
}
