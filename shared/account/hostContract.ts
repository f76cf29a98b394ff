import * as z from 'zod'
import { command, query, type Contract } from '../rpc/procedure.ts'
import { workspaceInfo } from './contract.ts'
import { passphrase } from './passphrase.ts'

const token = z.string().max(60)

/**
 * This computer's right to open a workspace without a passphrase: an extra convenience that an account chooses, never
 * the only way in. The secret lies in the operating system's keychain; the window never sees it.
 */
export const accountHostContract = {
  /** For the open workspace and its account. Not available where the system has no keychain that is safe. */
  'host.device': query({
    input: z.strictObject({}),
    output: z.strictObject({ available: z.boolean(), enabled: z.boolean() }),
    access: 'open',
  }),
  'host.enable-device': command({ input: z.strictObject({ passphrase }), output: z.null(), access: 'open' }),
  'host.disable-device': command({ input: z.strictObject({}), output: z.null(), access: 'open' }),
  /** Whether this computer can open the chosen file without a passphrase, as the account that was used last. */
  'host.can-unlock-device': query({ input: z.strictObject({ token }), output: z.boolean(), access: 'open' }),
  'host.unlock-device': command({ input: z.strictObject({ token }), output: workspaceInfo, access: 'open' }),
} as const satisfies Contract
