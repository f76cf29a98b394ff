import { accountsContract } from '../../../shared/account/accounts.ts'
import { implement } from '../kernel/handlers.ts'
import { addAccount, changeAccount, listEveryone, removeAccount, resetPassphrase } from './accounts.ts'
import { changePassphrase, disableDevice, enableDevice, newRecovery } from './passphrase.ts'
import { rotateDataKey } from './rotate.ts'

export const accountsHandlers = implement(accountsContract, {
  'account.list': (_input, context) => listEveryone(context),
  'account.add': addAccount,
  'account.update': changeAccount,
  'account.remove': removeAccount,
  'account.change-passphrase': changePassphrase,
  'account.reset-passphrase': resetPassphrase,
  'account.new-recovery-key': newRecovery,
  'account.rotate-key': async (_input, context) => {
    await rotateDataKey(context)
    return null
  },
  'account.enable-device': enableDevice,
  'account.disable-device': disableDevice,
})
