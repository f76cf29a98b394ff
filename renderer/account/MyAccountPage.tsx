import { Link } from 'wouter'
import { swedishClock } from '../../shared/time/dates.ts'
import { useRpc } from '../app/rpc.ts'
import { useSession } from '../app/session.tsx'
import { logAddress } from '../audit/logState.ts'
import { useUnits } from '../incident/units.ts'
import { Loading, PageHead, Problem } from '../ui/parts.tsx'
import { tell } from '../ui/toast.tsx'
import { ChangePassphrase } from './ChangePassphrase.tsx'
import { grantLines } from './roleWords.ts'
import { ThisComputer } from './ThisComputer.tsx'
import './account.css'

const SHOWN = 5
const UNLOCKS: readonly string[] = ['upplåst', 'account.unlock-recovery']

/** One's own account: what one may do, when one was here, and one's passphrase. */
export function MyAccountPage() {
  const session = useSession()
  const units = useUnits()
  const nameOf = (id: number) => units.byId.get(id)?.name ?? `förvaltning ${id}`
  return (
    <div className="page">
      <PageHead title="Mitt konto" lead={session.accountName} />
      <div className="columns">
        <section className="card" aria-labelledby="byt">
          <h2 id="byt">Byt lösenfras</h2>
          <ChangePassphrase
            currentLabel={session.openedWith === 'recovery' ? 'Återställningsnyckeln' : 'Nuvarande lösenfras'}
            submitLabel="Byt lösenfras"
            onDone={() => tell('Lösenfrasen är bytt. Den gamla gäller inte längre.')}
          />
        </section>
        <div className="stack">
          <section className="card stack tight" aria-labelledby="behorighet">
            <h2 id="behorighet">Min behörighet</h2>
            <ul className="account-grants">
              {grantLines(session.grants, nameOf).map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
            <p className="soft small">
              {session.roles.includes('administrator') ? (
                <Link href={`/konton/${encodeURIComponent(session.accountId)}`}>Ändra på sidan Konton</Link>
              ) : (
                'Arbetsytans administratör kan ändra den.'
              )}
            </p>
          </section>
          <ThisComputer />
          <LatestUnlocks accountId={session.accountId} />
        </div>
      </div>
    </div>
  )
}

function LatestUnlocks({ accountId }: { accountId: string }) {
  const list = useRpc(
    'audit.list',
    { filter: { accountId, kinds: ['arbetsyta'] }, limit: 30 },
    { staleTime: 0 },
  )
  const rows = (list.data?.rows ?? []).filter((row) => UNLOCKS.includes(row.action)).slice(0, SHOWN)
  return (
    <section className="card stack tight" aria-labelledby="senast">
      <h2 id="senast">Mina senaste upplåsningar</h2>
      {list.error ? <Problem error={list.error} retry={() => void list.refetch()} /> : null}
      {list.data === undefined && !list.error ? <Loading /> : null}
      {list.data === undefined ? null : rows.length === 0 ? (
        <p className="soft">Det här är den första.</p>
      ) : (
        <ul className="account-grants numeric">
          {rows.map((row) => (
            <li key={row.seq}>{swedishClock(new Date(row.at)).slice(0, 16)}</li>
          ))}
        </ul>
      )}
      <p className="small">
        Var det inte du? Byt lösenfras och säg till administratören.{' '}
        <Link href={logAddress({ accountId })}>Det här har jag gjort</Link>
      </p>
    </section>
  )
}
