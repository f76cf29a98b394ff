import { useEffect, useRef } from 'react'
import { Link, useLocation } from 'wouter'
import { Button } from '../ui/Button.tsx'
import { PageHead } from '../ui/parts.tsx'

export interface Sent {
  readonly id: number
  readonly arendenr: string
  readonly title: string
  readonly feedbackWanted: boolean
  readonly isRisk: boolean
}

/** What the one who reported gets: the number, what happens now, and where to go on. */
export function Receipt({ sent, onAnother }: { sent: Sent; onAnother: () => void }) {
  const [, navigate] = useLocation()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <div className="page">
      <PageHead title="Ny händelse" crumbs={[{ href: '/handelser', label: 'Händelser' }]} />
      <section className="card stack incident-receipt" aria-labelledby="kvitto">
        <h2 id="kvitto" ref={heading} tabIndex={-1}>
          Tack! Händelsen är rapporterad som <span className="numeric">{sent.arendenr}</span>.
        </h2>
        <p className="prose">”{sent.title}”</p>
        <div>
          <h3>Vad händer nu?</h3>
          <ul>
            <li>En handläggare på enheten fyller på, och händelsen bedöms.</li>
            <li>
              {sent.feedbackWanted
                ? 'Du har bett om återkoppling. Ärendet kan inte avslutas förrän du har fått veta vad det ledde till.'
                : 'Du har svarat att du inte behöver återkoppling.'}
            </li>
            {sent.isRisk ? null : (
              <li>Kan någon ha skadats, säg det till ansvarig chef nu. Rapporten ersätter inte det.</li>
            )}
          </ul>
        </div>
        <div className="row">
          <Button variant="primary" onPress={onAnother}>
            Rapportera en till
          </Button>
          <Button onPress={() => navigate(`/handelse/${sent.id}/redigera`)}>Fyll på nu</Button>
          <Link href={`/handelse/${sent.id}`}>Till händelsen</Link>
        </div>
      </section>
    </div>
  )
}
