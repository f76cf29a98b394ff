import { useEffect, useState } from 'react'
import { Link } from 'wouter'
import type { DuplicatePair } from '../../shared/triage/contract.ts'
import { formatNumber } from '../../shared/text/swedish.ts'
import type { LardomError } from '../../shared/rpc/error.ts'
import { asLardomError } from '../app/asLardomError.ts'
import { call, useJob, type Out } from '../app/rpc.ts'
import { StatusBadge } from '../incident/labels.tsx'
import { Button } from '../ui/Button.tsx'
import { Empty, Problem, ProgressBar } from '../ui/parts.tsx'
import { tell } from '../ui/toast.tsx'
import { capital } from './labels.ts'

/** What was found last, so that coming back from a comparison does not look through everything again. */
let lastFound: { readonly place: number | null; readonly found: Out<'triage.duplicates'> } | null = null

/** Pairs of cases that may be about the same event. Looked for when one asks: it reads much text. */
export function DuplicatesView({ unitId }: { unitId: number | null }) {
  const job = useJob('triage.duplicates')
  const { run } = job
  const [found, setFound] = useState(lastFound?.place === unitId ? lastFound.found : null)
  const [error, setError] = useState<LardomError | null>(null)
  const [round, setRound] = useState(0)

  useEffect(() => {
    let live = true
    setError(null)
    run(unitId === null ? {} : { unitId })
      .then((result) => {
        lastFound = { place: unitId, found: result }
        if (live) setFound(result)
      })
      .catch((failure: unknown) => {
        if (live) setError(asLardomError(failure))
      })
    return () => {
      live = false
    }
  }, [run, unitId, round])

  const again = () => setRound((old) => old + 1)
  if (error) return <Problem error={error} retry={again} />
  if (!found) {
    return (
      <div className="stack">
        <ProgressBar {...(job.progress ?? { label: 'Jämför händelser', done: 0, total: 1 })} />
        <div>
          <Button size="small" onPress={job.cancel}>
            Avbryt
          </Button>
        </div>
      </div>
    )
  }
  const dismiss = (pair: DuplicatePair) => {
    call('triage.not-duplicate', { a: pair.a.id, b: pair.b.id }, { commandId: crypto.randomUUID() })
      .then(() => {
        setFound((old) => old && { ...old, pairs: old.pairs.filter((it) => it !== pair) })
        lastFound = null
        tell(`${pair.a.arendenr} och ${pair.b.arendenr} visas inte längre som möjliga dubbletter.`)
      })
      .catch((failure: unknown) => setError(asLardomError(failure)))
  }
  if (found.pairs.length === 0) {
    return (
      <Empty title="Inga möjliga dubbletter">
        <p>
          {formatNumber(found.looked)} ärenden är jämförda. Inga två har samma nummer i två system, eller
          samma enhet, nästan samma dag och nästan samma text.
        </p>
      </Empty>
    )
  }
  return (
    <section className="stack" aria-label="Möjliga dubbletter">
      <p className="soft">
        {formatNumber(found.pairs.length)} par bland {formatNumber(found.looked)} ärenden
        {found.more ? ' (de mest lika visas)' : ''}. Jämför dem och avgör själv: inget sammanförs av sig
        självt.
      </p>
      <ul className="triage-pairs">
        {found.pairs.map((pair) => (
          <li key={`${pair.a.id}-${pair.b.id}`} className="card">
            <div className="triage-pair">
              <Side side={pair.a} />
              <Side side={pair.b} />
            </div>
            <p className="small">{capital(pair.why)}.</p>
            <div className="row">
              <Link href={`/inkorg/jamfor/${pair.a.id}/${pair.b.id}`} className="button small">
                Jämför {pair.a.arendenr} och {pair.b.arendenr}
              </Link>
              <Button size="small" variant="quiet" onPress={() => dismiss(pair)}>
                Inte samma händelse
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Side({ side }: { side: DuplicatePair['a'] }) {
  return (
    <div>
      <p className="small soft">
        <span className="numeric">{side.arendenr}</span> · <span className="numeric">{side.date}</span> ·{' '}
        {side.unitName}
        {side.source === null ? '' : ` · ${side.source}`}
      </p>
      <p>
        <strong>{side.title}</strong>
      </p>
      <StatusBadge status={side.status} />
    </div>
  )
}
