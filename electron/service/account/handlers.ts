import { accountContract } from '../../../shared/account/contract.ts'
import type { ParsedInputOf } from '../../../shared/rpc/procedure.ts'
import type { Credential } from '../db/keyringUnlock.ts'
import { refusePersonnummer } from '../../../shared/text/personnummer.ts'
import { implement } from '../kernel/handlers.ts'
import { discardDraft, getDraft, listDrafts, saveDraft } from './drafts.ts'
import { readSettings, saveSettings } from './settings.ts'
import { verifyWorkspace } from './verify.ts'
import { createWorkspace, currentInfo, lock, unlock } from './session.ts'

export const accountHandlers = implement(accountContract, {
  'account.session': (_input, { service }) => currentInfo(service),
  'account.unlock': (input, context) => unlock(context, input.path, credentialOf(input)),
  'account.create': (input, context) => createWorkspace(context, { ...input, isExample: false }),
  'account.verify': (_input, { db }) => verifyWorkspace(db),
  'account.settings-get': (_input, { db }) => readSettings(db),
  'account.settings-save': (input, context) => {
    saveSettings(context, input)
    return null
  },
  'account.lock': async (_input, { service, announce, stopOthers }) => {
    // A document that is being printed is cancelled and leaves no half file; one that has its name has its row too.
    await stopOthers()
    lock(service)
    announce({ name: 'locked' })
    return null
  },
  'account.draft-get': ({ key }, { db, actor }) => getDraft(db, actor.id, key),
  'account.draft-save': ({ key, body }, { db, actor, now }) => {
    // The body is what one is typing and stays apart from search and export; its name is shown.
    refusePersonnummer(key, 'key', 'Utkastets namn')
    return saveDraft(db, actor.id, key, body, now().toISOString())
  },
  'account.draft-discard': ({ key }, { db, actor }) => {
    discardDraft(db, actor.id, key)
    return null
  },
  'account.draft-list': ({ prefix }, { db, actor }) => listDrafts(db, actor.id, prefix),
})

function credentialOf(input: ParsedInputOf<(typeof accountContract)['account.unlock']>): Credential {
  return 'deviceSecret' in input
    ? { kind: 'device', accountId: input.accountId, secret: input.deviceSecret }
    : { kind: 'passphrase', secret: input.passphrase, accountId: input.accountId }
}
