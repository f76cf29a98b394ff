import { UserPlus } from 'lucide-react'
import { Link } from 'wouter'
import type { AccountRow } from '../../shared/account/accounts.ts'
import { longDate, swedishClock, swedishDay } from '../../shared/time/dates.ts'
import { useRpc } from '../app/rpc.ts'
import { useUnits } from '../incident/units.ts'
import { Badge, Loading, Notice, PageHead, Problem } from '../ui/parts.tsx'
import { grantLines } from './roleWords.ts'
import './account.css'

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
                Ett konto är borttaget, men filen är ännu krypterad med den nyckel som kontot kände.{' '}
                <Link href="/sakerhet">Byt nyckel på sidan Säkerhet</Link>.
              </p>
            </Notice>
          ) : null}
          <AccountTable accounts={list.data.accounts.filter((account) => account.removedAt === null)} />
          <Removed accounts={list.data.accounts.filter((account) => account.removedAt !== null)} />
        </>
      )}
    </div>
  )
}

function AccountTable({ accounts }: { accounts: readonly AccountRow[] }) {
  const units = useUnits()
  const nameOf = (id: number) => units.byId.get(id)?.code ?? `förvaltning ${id}`
  return (
    <div className="table-wrap">
      <table className="table" aria-label="Konton">
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
              <td className="numeric">
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
