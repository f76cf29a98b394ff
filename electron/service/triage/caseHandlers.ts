import { scopeOf, type Scope } from '../../../shared/account/grants.ts'
import { CASE_WRITERS } from '../../../shared/account/roles.ts'
import type { Output } from '../../../shared/contract.ts'
import { findAccount, listAccounts, listGrants } from '../account/repository.ts'
import type { Db } from '../db/database.ts'
import type { Context } from '../kernel/context.ts'

/** Accounts in use that may handle cases somewhere, by name. */
export function caseHandlers({ db, actor }: Pick<Context, 'db' | 'actor'>): Output<'triage.handlers'> {
  return listAccounts(db)
    .filter((account) => account.disabledAt === null)
    .flatMap(({ id, name, title }) => {
      const scope = scopeOf(listGrants(db, id), CASE_WRITERS)
      if (scope === null) return []
      const forvaltningar = scope.all ? null : [...scope.forvaltningar]
      return [{ id, name, title, isMe: id === actor.id, forvaltningar }]
    })
}

/** One account and where it may handle cases; null where it may nowhere. */
export function caseHandler(db: Db, id: string): { readonly name: string; readonly scope: Scope } | null {
  const account = findAccount(db, id)
  if (!account || account.disabledAt !== null) return null
  const scope = scopeOf(listGrants(db, id), CASE_WRITERS)
  return scope && { name: account.name, scope }
}
