import { useState } from 'react'
import { Link } from 'wouter'
import { actionState, isLate, nextDeadline } from '../../shared/action/rules.ts'
import { lawFindings } from '../../shared/analysis/quality.ts'
import { longDate } from '../../shared/time/dates.ts'
import { OutcomeButton } from '../action/ActionOutcome.tsx'
import { effectLabel, LateMark, StateBadge } from '../action/labels.tsx'
import { useToday } from '../action/useToday.ts'
import { useCommand } from '../app/rpc.ts'
import { Button } from '../ui/Button.tsx'
import { Checkbox, DateField, TextArea } from '../ui/fields.tsx'
import { Notice, Problem } from '../ui/parts.tsx'
import { tell } from '../ui/toast.tsx'
import { AnalysisText } from './AnalysisText.tsx'
import { FindingList } from './FindingList.tsx'
import { useEditor } from './useAnalysisEditor.ts'

export function FollowUpStep() {
  const { live } = useEditor()
  return (
    <div className="stack loose">
      <FollowedActions />
      <div className="stack analysis-texts">
        <AnalysisText
          field="feedback"
          help="Vem har fått veta vad analysen kom fram till, hur och när: patient, närstående, personal, rapportör."
          rows={3}
        />
        <AnalysisText
          field="spread"
          help="Hur andra får lära av den: arbetsplatsträff, chefläkarmöte, nätverk, Nitha Kunskapsbank."
          rows={3}
        />
      </div>
      {live.completedDate === null ? (
        <CloseAnalysis />
      ) : (
        <ReopenAnalysis completedDate={live.completedDate} />
      )}
    </div>
  )
}

function FollowedActions() {
  const { live } = useEditor()
  const today = useToday()
  const decided = live.actions.filter(
    (action) => action.text.trim() !== '' && action.decision !== 'ej_beslutad',
  )
  if (decided.length === 0) {
    return <p className="soft">Här följs åtgärderna när uppdragsgivaren har beslutat om dem.</p>
  }
  return (
    <div className="table-wrap">
      <table className="table">
        <caption>Beslutade åtgärder</caption>
        <thead>
          <tr>
            <th scope="col">Åtgärd</th>
            <th scope="col">Läge</th>
            <th scope="col">Effekt</th>
          </tr>
        </thead>
        <tbody>
          {decided.map((action) => {
            const state = actionState(action)
            const deadline = nextDeadline(action)
            return (
              <tr key={action.id}>
                <th scope="row" className="analysis-follow-action">
                  {action.text}
                  <span className="action-source analysis-follow-meta">
                    {[action.number, action.responsible].filter(Boolean).join(' · ')}
                  </span>
                </th>
                <td>
                  <div className="action-cell numeric analysis-nowrap">
                    <StateBadge state={state} />
                    {state === 'beslutad' ? <span>Klar senast {action.dueDate}</span> : null}
                    {action.doneDate === null ? null : <span>Klar {action.doneDate}</span>}
                    {state === 'genomford' && action.followUpDate !== null ? (
                      <span className="soft">Följs upp {action.followUpDate}</span>
                    ) : null}
                    {deadline !== null && isLate(action, today) ? (
                      <LateMark deadline={deadline} today={today} />
                    ) : null}
                  </div>
                </td>
                <td>
                  <div className="action-cell">
                    {action.doneDate === null ? null : (
                      <span>
                        {effectLabel(action.effect)}
                        {action.effectText === '' ? '' : `. ${action.effectText}`}
                      </span>
                    )}
                    {state === 'genomfors_ej' || state === 'hanskjuten' ? (
                      <span>{action.decisionReason}</span>
                    ) : null}
                    <OutcomeButton action={action} forvaltningId={live.forvaltningId} />
                  </div>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

/** The closing tells all that is open. The law stops it; the rest is said yes to, and kept in the log. */
function CloseAnalysis() {
  const { live, findings, mayLead, flush, version, reload } = useEditor()
  const today = useToday()
  const [date, setDate] = useState(today)
  const [acknowledged, setAcknowledged] = useState(false)
  const complete = useCommand('analysis.complete')
  const law = lawFindings(findings)
  const quality = findings.filter((found) => found.severity === 'kvalitet')
  if (!mayLead) return null
  const undecided = live.decision.decidedDate === null
  const close = async () => {
    if (!(await flush())) return
    complete.mutate(
      {
        id: live.id,
        expectedVersion: version(),
        completedDate: date,
        acknowledged: acknowledged ? [...new Set(quality.map((found) => found.code))] : [],
      },
      {
        onSuccess: (made) => {
          tell('Analysen är avslutad. Slutrapporten är inte längre arbetsmaterial.')
          void reload(made.version)
        },
      },
    )
  }
  return (
    <section className="card stack" aria-labelledby="analysis-close">
      <h3 id="analysis-close">Avsluta analysen</h3>
      <p className="prose">
        När analysen avslutas är slutrapporten färdig och räknas som utredning enligt patientsäkerhetslagen 3
        kap. 3 §. Åtgärderna följs vidare i <Link href="/atgarder">åtgärdsregistret</Link>.
      </p>
      {undecided ? (
        <Notice>
          <p>
            Uppdragsgivaren beslutar först. <Link href={`/analys/${live.id}/beslut`}>Till beslutet</Link>
          </p>
        </Notice>
      ) : null}
      {law.length > 0 ? (
        <div className="stack tight">
          <p>Det här kräver lagen, och måste vara klart:</p>
          <FindingList findings={law} />
        </div>
      ) : null}
      {quality.length > 0 ? (
        <div className="stack tight">
          <p>Det här är öppet. Det hindrar inte, men sparas i loggen om ni avslutar ändå:</p>
          <FindingList findings={quality} />
          <Checkbox
            label="Jag har läst det som är öppet och avslutar ändå"
            selected={acknowledged}
            onChange={setAcknowledged}
          />
        </div>
      ) : null}
      <DateField label="Analysen avslutad" value={date} onChange={setDate} />
      <Problem error={complete.error} />
      <div>
        <Button
          variant="primary"
          isDisabled={
            undecided ||
            law.length > 0 ||
            (quality.length > 0 && !acknowledged) ||
            date === '' ||
            complete.isPending
          }
          onPress={() => void close()}
        >
          Avsluta analysen
        </Button>
      </div>
    </section>
  )
}

function ReopenAnalysis({ completedDate }: { completedDate: string }) {
  const { live, mayLead, reload } = useEditor()
  const [asking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  const reopen = useCommand('analysis.reopen')
  return (
    <section className="card stack" aria-labelledby="analysis-closed">
      <h3 id="analysis-closed">Analysen avslutades {longDate(completedDate)}</h3>
      {mayLead && !asking ? (
        <div>
          <Button onPress={() => setAsking(true)}>Öppna igen</Button>
        </div>
      ) : null}
      {asking ? (
        <>
          <TextArea
            label="Varför öppnas analysen igen?"
            help="Skälet sparas i loggen. Rapporten blir arbetsmaterial tills analysen avslutas på nytt."
            value={reason}
            onChange={setReason}
            rows={2}
            required
          />
          <Problem error={reopen.error} />
          <div className="row">
            <Button onPress={() => setAsking(false)}>Avbryt</Button>
            <Button
              variant="primary"
              isDisabled={reason.trim() === '' || reopen.isPending}
              onPress={() =>
                reopen.mutate(
                  { id: live.id, expectedVersion: live.version, reason },
                  {
                    onSuccess: (made) => {
                      tell('Analysen är öppen igen.')
                      void reload(made.version)
                    },
                  },
                )
              }
            >
              Öppna igen
            </Button>
          </div>
        </>
      ) : null}
    </section>
  )
}
