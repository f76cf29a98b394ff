import { useState } from 'react'
import * as z from 'zod'
import { CASE_WRITERS } from '../../shared/account/roles.ts'
import { ATGARDSBESLUT } from '../../shared/action/codes.ts'
import {
  decisionFaults,
  DECISION_FAULT_TEXT,
  willBeDone,
  type DecisionFault,
} from '../../shared/action/rules.ts'
import { codesOf } from '../../shared/incident/codes.ts'
import { longDate } from '../../shared/time/dates.ts'
import { LateMark, StrengthMark } from '../action/labels.tsx'
import { useToday } from '../action/useToday.ts'
import { useCommand } from '../app/rpc.ts'
import { useMay } from '../app/session.tsx'
import { clockTime, useDraft } from '../app/useDraft.ts'
import { Button } from '../ui/Button.tsx'
import { choicesOf, DateField, RadioGroup, TextArea, TextField } from '../ui/fields.tsx'
import { Notice, Problem } from '../ui/parts.tsx'
import { tell } from '../ui/toast.tsx'
import { rowsFor } from './AnalysisText.tsx'
import { useEditor } from './useAnalysisEditor.ts'

const decisionDraft = z.strictObject({
  comment: z.string(),
  decidedBy: z.string(),
  decidedDate: z.string(),
  decisions: z.record(
    z.string(),
    z.strictObject({
      decision: z.enum(codesOf(ATGARDSBESLUT)),
      reason: z.string(),
      responsible: z.string(),
      dueDate: z.string().nullable(),
    }),
  ),
})
type DecisionDraft = z.infer<typeof decisionDraft>
type Decided = DecisionDraft['decisions'][string]

/** Step 7. A decision is an act with a date, so it has its own button; until then it is a draft. */
export function DecisionStep() {
  const { live } = useEditor()
  const may = useMay(CASE_WRITERS, live.forvaltningId)
  const { decision } = live
  return (
    <div className="stack">
      {decision.decidedDate === null ? null : (
        <Notice tone="success" title={`Beslut ${longDate(decision.decidedDate)}`}>
          <p>
            {decision.decidedBy}
            {decision.comment === '' ? '' : `: ${decision.comment}`}
          </p>
        </Notice>
      )}
      {may ? null : (
        <Notice title="Uppdragsgivaren beslutar">
          <p>Din roll får läsa men inte fatta beslut om åtgärderna.</p>
        </Notice>
      )}
      {/* Another decision, or other åtgärder, is another form. */}
      <DecisionForm
        key={`${decision.decidedDate ?? ''} ${live.actions.map((action) => action.id).join(' ')}`}
        disabled={!may || live.completedDate !== null}
      />
    </div>
  )
}

function DecisionForm({ disabled }: { disabled: boolean }) {
  const { live, flush, version, reload } = useEditor()
  const today = useToday()
  const actions = live.actions.filter((action) => action.text.trim() !== '' && action.id > 0)
  const draft = useDraft<DecisionDraft>(`analys/${live.id}/beslut`, decisionDraft, {
    comment: live.decision.comment,
    decidedBy: live.decision.decidedBy || live.commission.commissionerRole,
    decidedDate: live.decision.decidedDate ?? today,
    decisions: Object.fromEntries(
      actions.map((action) => [
        String(action.id),
        {
          decision: action.decision,
          reason: action.decisionReason,
          responsible: action.responsible,
          dueDate: action.dueDate,
        },
      ]),
    ),
  })
  const [tried, setTried] = useState(false)
  const decide = useCommand('analysis.decide')
  if (!draft.ready) return null
  const { value, change } = draft
  const of = (id: number): Decided => value.decisions[String(id)] ?? NOT_DECIDED
  const faultsOf = (id: number) => decisionFaults({ ...of(id), decisionReason: of(id).reason })
  const faulty = actions.filter((action) => faultsOf(action.id).length > 0)
  const setDecided = (id: number, values: Partial<Decided>) =>
    change((old) => ({
      ...old,
      decisions: {
        ...old.decisions,
        [String(id)]: { ...(old.decisions[String(id)] ?? NOT_DECIDED), ...values },
      },
    }))

  const save = async () => {
    setTried(true)
    if (faulty.length > 0 || value.decidedBy.trim() === '' || value.decidedDate === '') return
    if (!(await flush())) return
    decide.mutate(
      {
        id: live.id,
        expectedVersion: version(),
        comment: value.comment,
        decidedBy: value.decidedBy,
        decidedDate: value.decidedDate,
        decisions: actions.map((action) => ({ actionId: action.id, ...of(action.id) })),
      },
      {
        onSuccess: (made) => {
          tell('Beslutet är sparat.')
          void draft.discard()
          void reload(made.version)
        },
      },
    )
  }

  return (
    <div className="stack loose">
      {actions.length === 0 ? (
        <p className="soft">Det finns inga åtgärdsförslag att besluta om. Kommentaren går att skriva ändå.</p>
      ) : (
        <ol className="analysis-rows" aria-label="Beslut om åtgärderna">
          {actions.map((action, index) => {
            const decided = of(action.id)
            const faults = tried ? faultsOf(action.id) : []
            const error = (fault: DecisionFault) =>
              faults.includes(fault) ? DECISION_FAULT_TEXT[fault] : undefined
            return (
              <li key={action.id} className="analysis-row">
                <fieldset className="analysis-row-fields">
                  <legend className="visually-hidden">Beslut om {action.number}</legend>
                  <div className="analysis-row-head">
                    <span className="analysis-row-number" aria-hidden>
                      {index + 1}
                    </span>
                    <div className="stack tight">
                      <strong>{action.text}</strong>
                      <span className="row small soft">
                        {action.number}
                        <StrengthMark strength={action.strength} />
                        {causesOf(live, action.causeIds)}
                      </span>
                    </div>
                  </div>
                  <RadioGroup
                    label="Beslut"
                    orientation="horizontal"
                    value={decided.decision}
                    onChange={(decision) => setDecided(action.id, { decision })}
                    choices={choicesOf(ATGARDSBESLUT)}
                    disabled={disabled}
                  />
                  {decided.decision === 'ej_beslutad' ? null : (
                    <>
                      {willBeDone(decided.decision) ? (
                        <div className="analysis-fields-2">
                          <TextField
                            label="Ansvarig (roll)"
                            value={decided.responsible}
                            onChange={(responsible) => setDecided(action.id, { responsible })}
                            required
                            error={error('ansvarig_saknas')}
                            disabled={disabled}
                          />
                          <DateField
                            label="Klar senast"
                            value={decided.dueDate ?? ''}
                            onChange={(day) => setDecided(action.id, { dueDate: day === '' ? null : day })}
                            required
                            error={error('datum_saknas')}
                            disabled={disabled}
                          />
                        </div>
                      ) : null}
                      {decided.decision === 'genomfors' ? null : (
                        <TextArea
                          label={REASON_LABEL[decided.decision]}
                          value={decided.reason}
                          onChange={(reason) => setDecided(action.id, { reason })}
                          rows={rowsFor(decided.reason, 2)}
                          required
                          error={error('skal_saknas')}
                          disabled={disabled}
                        />
                      )}
                      {willBeDone(decided.decision) &&
                      decided.dueDate !== null &&
                      decided.dueDate < today &&
                      action.doneDate === null ? (
                        <LateMark deadline={decided.dueDate} today={today} />
                      ) : null}
                    </>
                  )}
                </fieldset>
              </li>
            )
          })}
        </ol>
      )}
      <TextArea
        label="Uppdragsgivarens kommentar"
        help="Vad beslutet bygger på, och vad som prioriteras. Står i rapporten."
        value={value.comment}
        onChange={(comment) => change((old) => ({ ...old, comment }))}
        rows={rowsFor(value.comment, 3)}
        disabled={disabled}
      />
      <div className="analysis-fields-2">
        <TextField
          label="Beslutat av (roll)"
          value={value.decidedBy}
          onChange={(decidedBy) => change((old) => ({ ...old, decidedBy }))}
          required
          error={tried && value.decidedBy.trim() === '' ? 'Skriv vem som beslutar (roll).' : undefined}
          disabled={disabled}
        />
        <DateField
          label="Beslutsdatum"
          value={value.decidedDate}
          onChange={(decidedDate) => change((old) => ({ ...old, decidedDate }))}
          required
          error={
            tried && value.decidedDate === ''
              ? 'Skriv datumet.'
              : decide.error?.field === 'decidedDate'
                ? decide.error.message
                : undefined
          }
          disabled={disabled}
        />
      </div>
      {tried && faulty.length > 0 ? (
        <Notice tone="danger" live title="Beslutet är inte sparat">
          <p>
            {faulty.length === 1 ? 'En åtgärd behöver' : `${faulty.length} åtgärder behöver`} kompletteras:{' '}
            {faulty.map((action) => action.number).join(', ')}.
          </p>
        </Notice>
      ) : null}
      <Problem error={decide.error?.field === 'decidedDate' ? null : decide.error} />
      {disabled ? null : (
        <div className="row">
          <Button variant="primary" isDisabled={decide.isPending} onPress={() => void save()}>
            Spara beslutet
          </Button>
          <span className="soft small" role="status">
            {draft.savedAt === null
              ? ''
              : `Utkast sparat ${clockTime(draft.savedAt)}. Det gäller först när beslutet sparas.`}
          </span>
        </div>
      )}
    </div>
  )
}

const NOT_DECIDED: Decided = { decision: 'ej_beslutad', reason: '', responsible: '', dueDate: null }

const REASON_LABEL = {
  ej_beslutad: 'Skäl',
  genomfors: 'Skäl',
  genomfors_andrad: 'Vad ändras, och varför?',
  genomfors_ej: 'Skäl till att den inte genomförs',
  hanskjuts: 'Till vem, och varför?',
} as const

function causesOf(live: ReturnType<typeof useEditor>['live'], ids: readonly number[]): string {
  const names = live.causes.flatMap((cause, index) => (ids.includes(cause.id) ? [`O${index + 1}`] : []))
  return names.length === 0 ? 'möter ingen orsak' : `möter ${names.join(', ')}`
}
