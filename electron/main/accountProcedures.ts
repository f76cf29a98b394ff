import type { WorkspaceInfo } from '../../shared/account/contract.ts'
import type { accountHostContract } from '../../shared/account/hostContract.ts'
import { LardomError } from '../../shared/rpc/error.ts'
import type { OutputOf, ParsedInputOf } from '../../shared/rpc/procedure.ts'
import type { AccountMemory, DeviceSecret } from './accountMemory.ts'

type Contract = typeof accountHostContract
type Handlers = {
  readonly [Name in keyof Contract]: (
    input: ParsedInputOf<Contract[Name]>,
    call: { readonly requestId: string },
  ) => Promise<OutputOf<Contract[Name]>>
}

interface Parts {
  /** Asks the service; what it answers is checked there by the contract. */
  readonly ask: (procedure: string, input: unknown, requestId: string) => Promise<unknown>
  readonly memory: AccountMemory
  readonly pathOf: (token: string) => string
  /** The file that is open now. */
  readonly openPath: () => string | null
  /** A workspace has been opened. */
  readonly opened: (path: string, info: WorkspaceInfo) => void
}

/** This computer's right to open without a passphrase, for the window. */
export function accountProcedures({ ask, memory, pathOf, openPath, opened }: Parts): Handlers {
  const current = async (requestId: string): Promise<{ path: string; accountId: string }> => {
    const info = (await ask('account.session', {}, requestId)) as WorkspaceInfo | null
    const path = openPath()
    if (!info || path === null) throw new LardomError('LOCKED')
    return { path, accountId: info.accountId }
  }
  return {
    'host.device': async (_input, { requestId }) => {
      const { path, accountId } = await current(requestId)
      return { available: memory.available, enabled: memory.hasDevice(path, accountId) }
    },
    'host.enable-device': async ({ passphrase }, { requestId }) => {
      const { path } = await current(requestId)
      if (!memory.available) {
        throw new LardomError('RULE', {
          detail: 'Den här datorn har ingen nyckelring som är säker nog. Lås upp med lösenfrasen som förut.',
        })
      }
      const made = (await ask('account.enable-device', { passphrase }, requestId)) as DeviceSecret
      try {
        memory.keepDevice(path, made)
      } catch (error) {
        // Nobody would ever show the secret again: its lock goes too.
        await ask('account.disable-device', { lockId: made.lockId }, requestId)
        throw error
      }
      return null
    },
    'host.disable-device': async (_input, { requestId }) => {
      const { path, accountId } = await current(requestId)
      const lockId = memory.forgetDevice(path, accountId)
      if (lockId !== null) await ask('account.disable-device', { lockId }, requestId)
      return null
    },
    'host.can-unlock-device': ({ token }) => {
      const path = pathOf(token)
      return Promise.resolve(memory.hasDevice(path, memory.lastAccount(path)))
    },
    'host.unlock-device': async ({ token }, { requestId }) => {
      const path = pathOf(token)
      const accountId = memory.lastAccount(path)
      const device = accountId === undefined ? undefined : memory.device(path, accountId)
      if (!device) throw new LardomError('DEVICE_KEY_GONE')
      try {
        const { deviceSecret } = device
        const input = { path, accountId: device.accountId, deviceSecret }
        const info = (await ask('account.unlock', input, requestId)) as WorkspaceInfo
        opened(path, info)
        return info
      } catch (error) {
        if (error instanceof LardomError && error.code === 'DEVICE_KEY_GONE') {
          memory.forgetDevice(path, device.accountId)
        }
        throw error
      }
    },
  }
}
