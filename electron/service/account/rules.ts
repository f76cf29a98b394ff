import type { Grant } from '../../../shared/account/grants.ts'
import { EXAMPLE_PASSPHRASE } from '../../../shared/example/contract.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import { refusePersonnummer } from '../../../shared/text/personnummer.ts'
import type { OpenKeyring } from '../db/keyring.ts'
import type { Db } from '../db/database.ts'
import type { Context } from '../kernel/context.ts'
import {
  findAccount,
  findFirstAccount,
  listAdministrators,
  listAccounts,
  type Account,
} from './repository.ts'

/** What an administrator may say of an account. @throws RULE, PERSONNUMMER_IN_TEXT. */
export function checkFields(
  db: Db,
  fields: { readonly name: string; readonly title: string; readonly grants: readonly Grant[] },
  ownId?: string,
): void {
  refusePersonnummer(fields.name, 'name', 'Namn')
  refusePersonnummer(fields.title, 'title', 'Befattning')
  // The log names people: two of one name could not be told apart there.
  const namesake = listAccounts(db).some(
    ({ id, name, disabledAt }) => id !== ownId && disabledAt === null && folded(name) === folded(fields.name),
  )
  if (namesake) {
    throw new LardomError(
      'RULE',
      { detail: 'Det finns redan ett konto med det namnet. Lägg till något som skiljer dem åt.' },
      { field: 'name' },
    )
  }
  const seen = new Set<string>()
  for (const { role, forvaltningId } of fields.grants) {
    const place = `${role}/${forvaltningId ?? ''}`
    if (seen.has(place)) rule('Samma roll står två gånger för samma förvaltning.', 'grants')
    seen.add(place)
    if (role === 'administrator' && forvaltningId !== null) {
      rule('Administratören gäller hela arbetsytan och kan inte begränsas till en förvaltning.', 'grants')
    }
    if (forvaltningId !== null && !isForvaltning(db, forvaltningId)) {
      rule('En av förvaltningarna finns inte längre. Välj en annan.', 'grants')
    }
  }
}

/** An account that is in use. @throws NOT_FOUND. */
export function requireAccount(db: Db, id: string): Account {
  const account = findAccount(db, id)
  if (!account || account.disabledAt !== null) throw new LardomError('NOT_FOUND', { what: 'Kontot' })
  return account
}

/** Somebody must always be able to add accounts and set things straight. @throws RULE. */
export function requireAnotherAdministrator(db: Db, ring: OpenKeyring, id: string): void {
  const canOpen = new Set(ring.members.map((member) => member.id))
  if (!listAdministrators(db).some((other) => other !== id && canOpen.has(other))) {
    rule('Arbetsytan måste ha minst en administratör. Ge någon annan den rollen först.', 'grants')
  }
}

/** The example opens by a button, with a passphrase that is printed: its own account keeps it. @throws RULE. */
export function refuseExampleAccount({ db, workspace }: Pick<Context, 'db' | 'workspace'>, id: string): void {
  if (workspace.isExample && findFirstAccount(db)?.id === id) {
    rule(`Exempeldatans eget konto har alltid samma lösenfras: ”${EXAMPLE_PASSPHRASE}”.`)
  }
}

export function rule(detail: string, field?: string): never {
  throw new LardomError('RULE', { detail }, field === undefined ? {} : { field })
}

function isForvaltning(db: Db, id: number): boolean {
  const found = db.value<number>(
    "SELECT 1 FROM unit WHERE id = ? AND kind = 'forvaltning' AND organisation = 'egen'",
    [id],
  )
  return found === 1
}

function folded(name: string): string {
  return name.normalize('NFC').trim().toLocaleLowerCase('sv')
}
