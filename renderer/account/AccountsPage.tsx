import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'wouter'
import type { AccountRow } from '../../shared/account/accounts.ts'
import { formatNumber } from '../../shared/text/swedish.ts'
import { longDate, swedishClock, swedishDay } from '../../shared/time/dates.ts'
import { useRpc } from '../app/rpc.ts'
import { useUnits } from '../incident/units.ts'
import { Button } from '../ui/Button.tsx'
import { TextField } from '../ui/fields.tsx'
import { Badge, Empty, Loading, Notice, PageHead, Problem } from '../ui/parts.tsx'
import { grantLines } from './roleWords.ts'
import './account.css'

/** With more than so many one looks for a name rather than reads them all. */
const READ_AT_A_GLANCE = 8

/** Everybody who can open the workspace, what they may do, and when they last did. */
export function AccountsPage() {
  // Others may have unlocked since one was here last.
  const list = useRpc('account.list', {}, { staleTime: 0 })
  return (
    <div className="page">
      <PageHead title="Konton" lead="De som kan öppna arbetsytan, och vad de får göra i den.">
        <Link href="/konton/nytt" className="button primary">
          <UserPlus size={16} aria-hidden />
          Nytt konto
        </Link>
      </PageHead>
      {list.error ? <Problem error={list.error} retry={() => void list.refetch()} /> : null}
      {list.data === undefined ? (
        list.error ? null : (
          <Loading />
        )
      ) : (
        <>
          {list.data.rotationDue ? (
            <Notice tone="warning" title="Filens nyckel behöver bytas">
              <p>
                Ett konto har tagits bort eller återställningsnyckeln bytts. Den som har kvar en gammal
                nyckelfil, och det som öppnade den, kan läsa filen tills dess nyckel är bytt.{' '}
                <Link href="/sakerhet">Byt nyckel på sidan Säkerhet</Link>.
              </p>
            </Notice>
          ) : null}
          <Present accounts={list.data.accounts.filter((account) => account.removedAt === null)} />
          <Removed accounts={list.data.accounts.filter((account) => account.removedAt !== null)} />
        </>
      )}
    </div>
  )
}

function Present({ accounts }: { accounts: readonly AccountRow[] }) {
  const units = useUnits()
  const [wanted, setWanted] = useState('')
  const nameOf = (id: number) => units.byId.get(id)?.code ?? `förvaltning ${id}`
  const found = accounts.filter((account) => holds(account, grantLines(account.grants, nameOf), wanted))
  if (accounts.length <= READ_AT_A_GLANCE) return <AccountTable accounts={accounts} nameOf={nameOf} />
  return (
    <>
      <div className="account-search">
        <TextField
          label="Sök bland kontona"
          value={wanted}
          onChange={setWanted}
          placeholder="Namn, befattning eller roll"
        />
      </div>
      <p role="status" className="soft">
        {wanted.trim() === ''
          ? `${formatNumber(accounts.length)} konton`
          : `${formatNumber(found.length)} av ${formatNumber(accounts.length)} konton`}
      </p>
      {found.length === 0 ? (
        <Empty title="Inget konto passar sökningen">
          <p>Sök på en del av namnet, befattningen, rollen eller förvaltningens förkortning.</p>
          <Button onPress={() => setWanted('')}>Visa alla konton</Button>
        </Empty>
      ) : (
        <AccountTable accounts={found} nameOf={nameOf} />
      )}
    </>
  )
}

function holds({ name, title }: AccountRow, lines: readonly string[], wanted: string): boolean {
  const text = [name, title, ...lines].join(' ').toLocaleLowerCase('sv')
  return wanted
    .toLocaleLowerCase('sv')
    .split(/\s+/)
    .every((word) => text.includes(word))
}

function AccountTable({
  accounts,
  nameOf,
}: {
  accounts: readonly AccountRow[]
  nameOf: (forvaltningId: number) => string
}) {
  return (
    <div className="table-wrap">
      <table className="table account-table" aria-label="Konton">
        <thead>
          <tr>
            <th scope="col">Namn</th>
            <th scope="col">Behörighet</th>
            <th scope="col">Senast upplåst</th>
            <th scope="col">Lösenfras</th>
          </tr>
        </thead>
        <tbody>
          {accounts.map((account) => (
            <tr key={account.id}>
              <th scope="row">
                <Link href={`/konton/${encodeURIComponent(account.id)}`}>{account.name}</Link>{' '}
                {account.isSelf ? <Badge>Du</Badge> : null}
                {account.title === '' ? null : <div className="soft account-title">{account.title}</div>}
              </th>
              <td>
                <ul className="account-grants">
                  {grantLines(account.grants, nameOf).map((line) => (
                    <li key={line}>{line}</li>
                  ))}
                </ul>
              </td>
              <td className="numeric account-when">
                {account.lastUnlockedAt === null ? (
                  <span className="soft">Aldrig</span>
                ) : (
                  swedishClock(new Date(account.lastUnlockedAt)).slice(0, 16)
                )}
              </td>
              <td>{account.mustChangePassphrase ? <Badge tone="warning">Tillfällig</Badge> : 'Egen'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Removed({ accounts }: { accounts: readonly AccountRow[] }) {
  if (accounts.length === 0) return null
  return (
    <section className="stack tight" aria-labelledby="borttagna">
      <h2 id="borttagna">Borttagna konton</h2>
      <p className="soft">De kan inte öppna arbetsytan. Namnen står kvar i loggen på det de gjorde.</p>
      <ul className="account-grants">
        {accounts.map((account) => (
          <li key={account.id}>
            {account.name}
            {account.removedAt === null
              ? ''
              : `, borttaget ${longDate(swedishDay(new Date(account.removedAt)))}`}
          </li>
        ))}
      </ul>
    </section>
  )
}
