import { useId, useState } from 'react'
import { CASE_WRITERS } from '../../shared/account/roles.ts'
import type { Incident } from '../../shared/incident/contract.ts'
import { suggestFeedback } from '../../shared/incident/feedback.ts'
import { awaitsFeedback, isClosed } from '../../shared/incident/status.ts'
import { longDate } from '../../shared/time/dates.ts'
import { useToday } from '../action/useToday.ts'
import { useCommand } from '../app/rpc.ts'
import { useMay } from '../app/session.tsx'
import { useKeptText } from '../app/useKeptText.ts'
import { Button } from '../ui/Button.tsx'
import { Badge, Problem } from '../ui/parts.tsx'
import { DateField, TextArea } from '../ui/fields.tsx'
import { tellWithUndo } from './undo.ts'

/** The answer to the one who reported: given, waited for, or why it cannot be given. Never forgotten (domain.md 7.1). */
export function FeedbackPanel({ incident }: { incident: Incident }) {
  const titleId = useId()
  const mayWrite = useMay(CASE_WRITERS, incident.forvaltningId) && incident.editable
  const { fields } = incident
  const waits = awaitsFeedback(fields)
  const isSilent = !waits && fields.feedbackText === '' && fields.feedbackSkipReason === ''
  if (!incident.editable && isSilent) return null
  return (
    <section className="card stack" aria-labelledby={titleId}>
      <div className="row">
        <h2 id={titleId} tabIndex={-1} data-feedback>
          Återkoppling till rapportören
        </h2>
        {waits ? <Badge tone="warning">Väntar på återkoppling</Badge> : null}
      </div>
      <Told incident={incident} />
      {waits && mayWrite ? <Giving incident={incident} /> : null}
      {waits && !mayWrite ? <p>Rapportören vill veta vad händelsen ledde till.</p> : null}
    </section>
  )
}

function Told({ incident }: { incident: Incident }) {
  const { feedbackGivenDate, feedbackText, feedbackSkipReason, feedbackWanted } = incident.fields
  if (feedbackGivenDate !== null || feedbackText !== '') {
    return (
      <div>
        {feedbackGivenDate === null ? null : <p className="soft">Given {longDate(feedbackGivenDate)}</p>}
        <p className="prose">{feedbackText}</p>
      </div>
    )
  }
  if (feedbackSkipReason !== '') {
    return (
      <p className="prose">
        <strong>Ges inte:</strong> {feedbackSkipReason}
      </p>
    )
  }
  return feedbackWanted ? null : <p className="soft">Rapportören har svarat att återkoppling inte behövs.</p>
}

function Giving({ incident }: { incident: Incident }) {
  const [skips, setSkips] = useState(false)
  // Before anybody has judged it there is seldom anything to tell.
  const [asked, setAsked] = useState(false)
  if (!asked && incident.harm === 'ej_bedomd' && !isClosed(incident.status)) {
    return (
      <div className="row no-print">
        <span>Rapportören vill veta vad det leder till.</span>
        <Button size="small" onPress={() => setAsked(true)}>
          Ge återkoppling nu
        </Button>
      </div>
    )
  }
  return skips ? (
    <Skipping incident={incident} onBack={() => setSkips(false)} />
  ) : (
    <Writing incident={incident} onSkip={() => setSkips(true)} />
  )
}

function Writing({ incident, onSkip }: { incident: Incident; onSkip: () => void }) {
  const today = useToday()
  const [text, setText, letGo] = useKeptText(
    `handelse/${incident.id}/aterkoppling`,
    suggestFeedback({
      arendenr: incident.arendenr,
      title: incident.fields.title,
      harm: incident.harm,
      potentialHarm: incident.potentialHarm,
      measuresText: incident.fields.measuresText,
      decidedActions: incident.decidedActions.map((action) => action.text),
    }),
  )
  const [date, setDate] = useState(today)
  const give = useCommand('incident.give-feedback')
  return (
    <form
      className="stack no-print"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        give.mutate(
          { id: incident.id, version: incident.version, answer: { kind: 'given', text, date } },
          {
            onSuccess: ({ version }) => {
              letGo()
              tellWithUndo('Återkopplingen är antecknad.', incident.id, version)
            },
          },
        )
      }}
    >
      <TextArea
        label="Vad har rapporten lett till?"
        help="Texten bygger på det som har beslutats. Ändra den så att den svarar på det som rapportören undrar, och säg den eller skicka den."
        value={text}
        onChange={setText}
        rows={5}
        error={give.error?.field === 'feedbackText' ? give.error.message : undefined}
      />
      <DateField
        label="Dag då rapportören fick veta"
        value={date}
        onChange={setDate}
        error={give.error?.field === 'feedbackGivenDate' ? give.error.message : undefined}
      />
      {give.error?.field === undefined ? <Problem error={give.error} /> : null}
      <div className="row">
        <Button
          type="submit"
          variant="primary"
          isDisabled={give.isPending || text.trim() === '' || date === ''}
        >
          Återkoppling given
        </Button>
        <Button variant="quiet" onPress={onSkip}>
          Det går inte att ge återkoppling
        </Button>
      </div>
    </form>
  )
}

function Skipping({ incident, onBack }: { incident: Incident; onBack: () => void }) {
  const [reason, setReason, letGo] = useKeptText(`handelse/${incident.id}/ingen-aterkoppling`)
  const give = useCommand('incident.give-feedback')
  return (
    <form
      className="stack no-print"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        give.mutate(
          { id: incident.id, version: incident.version, answer: { kind: 'skipped', reason } },
          {
            onSuccess: ({ version }) => {
              letGo()
              tellWithUndo('Skälet är antecknat.', incident.id, version)
            },
          },
        )
      }}
    >
      <TextArea
        label="Varför går det inte?"
        help="Till exempel: rapportören har slutat, eller är okänd."
        value={reason}
        onChange={setReason}
        rows={2}
        required
        error={give.error?.field === 'feedbackSkipReason' ? give.error.message : undefined}
      />
      {give.error?.field === undefined ? <Problem error={give.error} /> : null}
      <div className="row">
        <Button type="submit" isDisabled={give.isPending || reason.trim() === ''}>
          Spara skälet
        </Button>
        <Button variant="quiet" onPress={onBack}>
          Tillbaka
        </Button>
      </div>
    </form>
  )
}
