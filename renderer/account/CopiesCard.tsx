import { Link } from 'wouter'
import { REASONS } from '../../shared/backup/names.ts'
import { formatNumber } from '../../shared/text/swedish.ts'
import { useCommand, useRpc } from '../app/rpc.ts'
import { Button } from '../ui/Button.tsx'
import { Notice, Problem } from '../ui/parts.tsx'

/** Whether the workspace was copied lately and is whole, in plain sight of the one who answers for it. */
export function CopiesCard() {
  const list = useRpc('backup.list', {}, { staleTime: 0 })
  const check = useCommand('account.verify')
  const newest = list.data?.copies[0]
  return (
    <section className="card stack" aria-labelledby="kopior">
      <h2 id="kopior">Säkerhetskopia och kontroll</h2>
      {list.error ? <Problem error={list.error} retry={() => void list.refetch()} /> : null}
      {list.data?.problem ? (
        <Notice tone="danger" title="Den senaste kopian kunde inte göras">
          <p>{list.data.problem}</p>
        </Notice>
      ) : null}
      {list.data === undefined ? null : newest === undefined ? (
        <p>
          Ingen kopia är tagen ännu. Lärdom tar en när arbetsytan öppnas, och varje timme när något har
          ändrats.
        </p>
      ) : (
        <p>
          Den senaste kopian togs {newest.at.slice(0, 16)}, {REASONS[newest.reason].toLocaleLowerCase('sv')},
          och kontrollerades när den var gjord. {formatNumber(list.data.copies.length)}{' '}
          {list.data.copies.length === 1 ? 'kopia' : 'kopior'} finns.{' '}
          <Link href="/sakerhetskopior">Till säkerhetskopiorna</Link>
        </p>
      )}
      <p>
        Filen kontrolleras varje gång den öppnas. Du kan också kontrollera allt nu: varje sida i filen, varje
        samband mellan uppgifterna och loggens kedja.
      </p>
      {check.data === undefined ? null : check.data.ok ? (
        <Notice tone="success" live title="Arbetsytan är hel">
          <p>Filen, sambanden och loggens {formatNumber(check.data.auditRows)} rader stämmer.</p>
        </Notice>
      ) : (
        <Notice tone="danger" live title="Kontrollen hittade fel">
          <p>{check.data.faults.join('; ')}.</p>
          <p>Ändra inget mer. Återställ från en säkerhetskopia som är tagen innan felet kom.</p>
        </Notice>
      )}
      <Problem error={check.error} />
      <div className="actions">
        <Button isDisabled={check.isPending} onPress={() => check.mutate({})}>
          {check.isPending ? 'Kontrollerar …' : 'Kontrollera arbetsytan'}
        </Button>
      </div>
    </section>
  )
}
