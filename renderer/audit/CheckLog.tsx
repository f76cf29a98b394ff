import { useEffect, useRef, useState } from 'react'
import { Form } from 'react-aria-components'
import { actLabel } from '../../shared/audit/acts.ts'
import type { VerifyReport } from '../../shared/audit/contract.ts'
import type { LardomError } from '../../shared/rpc/error.ts'
import { formatNumber } from '../../shared/text/swedish.ts'
import { swedishClock } from '../../shared/time/dates.ts'
import { asLardomError } from '../app/asLardomError.ts'
import { useJob } from '../app/rpc.ts'
import { Button } from '../ui/Button.tsx'
import { DialogActions } from '../ui/Dialog.tsx'
import { Notice, Problem, ProgressBar } from '../ui/parts.tsx'
import { TextField } from '../ui/fields.tsx'

/** Walks the log's chain, and says in plain words whether it holds. */
export function CheckLog({ onClose }: { onClose: () => void }) {
  const { run, cancel, running, progress } = useJob('audit.verify')
  const [report, setReport] = useState<VerifyReport | null>(null)
  const [error, setError] = useState<LardomError | null>(null)
  const [anchor, setAnchor] = useState('')
  const started = useRef(false)

  const check = async (text: string) => {
    setError(null)
    try {
      setReport(await run(text.trim() === '' ? {} : { anchor: text }))
    } catch (failure) {
      setReport(null)
      setError(asLardomError(failure))
    }
  }
  useEffect(() => {
    if (started.current) return
    started.current = true
    void check('')
    // Once, when the dialog opens; what is typed later is checked by its button.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [])

  const inField = error?.field === 'anchor' ? error.message : undefined
  return (
    <div className="stack">
      {running ? (
        <ProgressBar
          label={progress?.label ?? 'Kontrollerar loggen'}
          done={progress?.done ?? 0}
          total={progress?.total ?? 1}
        />
      ) : null}
      {report && !running ? <Verdict report={report} /> : null}
      {inField === undefined ? <Problem error={error} /> : null}
      <Form
        className="stack tight"
        onSubmit={(event) => {
          event.preventDefault()
          void check(anchor)
        }}
      >
        <TextField
          label="Ankare som du har skrivit ned tidigare"
          help="Radens nummer, kolon och fem grupper. Med ett ankare syns också om någon med filens nyckel har gjort om loggen från början."
          value={anchor}
          onChange={setAnchor}
          error={inField}
          placeholder="1234:7K2M-Q0ZD-4VXA-91TC-PB3E"
        />
        <DialogActions>
          {running ? <Button onPress={cancel}>Avbryt</Button> : null}
          <Button onPress={onClose}>Stäng</Button>
          <Button type="submit" variant="primary" isDisabled={running}>
            Kontrollera igen
          </Button>
        </DialogActions>
      </Form>
    </div>
  )
}

/** What the check found. */
export function Verdict({ report }: { report: VerifyReport }) {
  const { rows, firstAt, lastAt, head, broken, anchor } = report
  return (
    <div className="stack tight">
      {broken === null ? (
        <Notice tone="success" live title="Loggen är hel">
          <p>
            {formatNumber(rows)} {rows === 1 ? 'rad' : 'rader'} hänger ihop
            {firstAt !== null && lastAt !== null
              ? `, från ${swedishClock(new Date(firstAt))} till ${swedishClock(new Date(lastAt))}`
              : ''}
            . Ingen rad är ändrad, borttagen, flyttad eller inlagd i efterhand.
          </p>
        </Notice>
      ) : (
        <Notice tone="danger" live title={`Loggen är bruten vid rad ${formatNumber(broken.seq)}`}>
          <p>{BREAK_WORDS[broken.kind]}</p>
          {broken.row === null ? null : (
            <p>
              Där står nu: {swedishClock(new Date(broken.row.at))}, {broken.row.who},{' '}
              {actLabel(broken.row.action)}.
            </p>
          )}
          <p>
            {rows === 0
              ? 'Ingen rad före den går att lita på.'
              : `De ${formatNumber(rows)} raderna före den hänger ihop.`}{' '}
            Ändra inget mer i arbetsytan, ta en kopia av filen och jämför med en säkerhetskopia från tiden
            före. Tala med den som ansvarar för informationssäkerheten.
          </p>
        </Notice>
      )}
      {anchor === null ? null : anchor.holds ? (
        <Notice tone="success" live title="Ankaret stämmer">
          <p>Raden är densamma som när ankaret skrevs ned, och därmed alla rader före den.</p>
        </Notice>
      ) : (
        <Notice tone="danger" live title="Ankaret stämmer inte">
          <p>
            Loggen har inte den rad som ankaret togs på. Antingen hör ankaret till en annan arbetsyta, eller
            en äldre kopia är öppnad, eller så har loggen gjorts om. Jämför med en säkerhetskopia.
          </p>
        </Notice>
      )}
      {head === null ? null : (
        <p className="small">
          <span className="soft">Ankare för den sista hela raden: </span>
          <span className="audit-anchor">{head}</span>
        </p>
      )}
    </div>
  )
}

const BREAK_WORDS: Readonly<Record<NonNullable<VerifyReport['broken']>['kind'], string>> = {
  saknas: 'Raden är borttagen, eller så är loggens slut avskuret från den.',
  andrad: 'Raden är ändrad i efterhand: det som står där stämmer inte med radens fingeravtryck.',
  'fel-plats':
    'Raden hör inte ihop med raden före. En av dem är flyttad, inlagd i efterhand eller gjord på nytt.',
}
