import { Link } from 'wouter'
import type { CopyInfo } from '../../shared/backup/contract.ts'
import { REASONS } from '../../shared/backup/names.ts'
import { formatNumber } from '../../shared/text/swedish.ts'
import { useCommand, useRpc } from '../app/rpc.ts'
import { copyTime, latestCopy } from '../backup/copyWords.ts'
import { Button } from '../ui/Button.tsx'
import { Notice, Problem } from '../ui/parts.tsx'

/** Whether the workspace was copied lately and is whole, in plain sight of the one who answers for it. */
export function CopiesCard() {
  const list = useRpc('backup.list', {}, { staleTime: 0 })
  const check = useCommand('account.verify')
  const newest = list.data && latestCopy(list.data.copies)
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
        <p className="prose">
          Ingen kopia är tagen ännu. Lärdom tar en när arbetsytan öppnas, och varje timme när något har
          ändrats.
        </p>
      ) : (
        <p className="prose">
          {latestWords(newest)} {formatNumber(list.data.copies.length)}{' '}
          {list.data.copies.length === 1 ? 'kopia' : 'kopior'} finns.{' '}
          <Link href="/sakerhetskopior">Till säkerhetskopiorna</Link>
        </p>
      )}
      <p className="prose">
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

function latestWords({ at, reason, hasKeyring }: CopyInfo): string {
  const made = `Den senaste kopian gjordes ${copyTime(at)} (${REASONS[reason].toLocaleLowerCase('sv')})`
  return hasKeyring ? `${made} och kontrollerades genast.` : `${made}, men dess nyckelfil saknas: gör en ny.`
}
