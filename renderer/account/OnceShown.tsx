import { useEffect, useRef, useState, type ReactNode } from 'react'
import { longDate, swedishDay } from '../../shared/time/dates.ts'
import { saveBeforeLock } from '../app/beforeLock.ts'
import { call } from '../app/rpc.ts'
import { Button } from '../ui/Button.tsx'
import { Checkbox } from '../ui/fields.tsx'
import { Notice, Problem } from '../ui/parts.tsx'
import { tell } from '../ui/toast.tsx'
import { asLardomError } from '../app/asLardomError.ts'
import type { LardomError } from '../../shared/rpc/error.ts'

/**
 * A secret that is shown this once: to copy, write down or print, and to leave only when the person says that it is
 * kept. A lock waits for that too.
 */
export function OnceShown({
  title,
  secret,
  warning,
  facts,
  keptLabel,
  unkept,
  doneLabel,
  mayCopy = false,
  onDone,
}: {
  title: string
  secret: string
  warning: string
  /** On the printed slip, below the secret. */
  facts: readonly { term: string; text: ReactNode }[]
  keptLabel: string
  /** What is said when the workspace is about to be locked before the secret is kept. */
  unkept: string
  doneLabel: string
  mayCopy?: boolean
  onDone: () => void
}) {
  const [kept, setKept] = useState(false)
  const [error, setError] = useState<LardomError | null>(null)
  const [today] = useState(() => longDate(swedishDay(new Date())))
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => saveBeforeLock(() => Promise.resolve(kept ? null : unkept)), [kept, unkept])
  useEffect(() => {
    // The form it took the place of had the focus; a screen reader must hear what is shown only once.
    heading.current?.focus()
  }, [])
  return (
    <section className="card stack once-shown" aria-labelledby="visas-nu">
      <h2 id="visas-nu" ref={heading} tabIndex={-1}>
        {title}
      </h2>
      <div className="no-print">
        <Notice tone="warning">{warning}</Notice>
      </div>
      <p className="recovery-key">{secret}</p>
      <dl className="facts recovery-facts">
        {facts.map(({ term, text }) => (
          <div key={term} className="once-fact">
            <dt>{term}</dt>
            <dd>{text}</dd>
          </div>
        ))}
        <div className="once-fact">
          <dt>Skapad</dt>
          <dd>{today}</dd>
        </div>
      </dl>
      <div className="no-print">
        <Checkbox label={keptLabel} selected={kept} onChange={setKept} />
      </div>
      <Problem error={error} />
      <div className="actions no-print">
        <Button variant="primary" isDisabled={!kept} onPress={onDone}>
          {doneLabel}
        </Button>
        <Button onPress={() => window.print()}>Skriv ut</Button>
        {mayCopy ? (
          <Button
            onPress={() => {
              call('host.copy-text', { text: secret, secret: true }).then(
                () => tell('Kopierad. Urklipp töms om en minut.'),
                (failure: unknown) => setError(asLardomError(failure)),
              )
            }}
          >
            Kopiera
          </Button>
        ) : null}
      </div>
    </section>
  )
}
