import { useState } from 'react'
import { ANALYSTS, CASE_WRITERS } from '../../shared/account/roles.ts'
import { EFFEKTER, type Effekt } from '../../shared/action/codes.ts'
import { actionState, FOLLOW_UP_MONTHS } from '../../shared/action/rules.ts'
import { addMonths, longDate } from '../../shared/time/dates.ts'
import { useCommand } from '../app/rpc.ts'
import { useMay } from '../app/session.tsx'
import { useKeptText } from '../app/useKeptText.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog, DialogActions } from '../ui/Dialog.tsx'
import { choicesOf, DateField, RadioGroup, TextArea } from '../ui/fields.tsx'
import { Problem } from '../ui/parts.tsx'
import { tell } from '../ui/toast.tsx'
import { useToday } from './useToday.ts'

/** What the outcome of an åtgärd is told of; both the register's rows and an analysis's åtgärder fit. */
export interface OutcomeAction {
  readonly id: number
  readonly number: string
  readonly text: string
  readonly version: number
  readonly decision: Parameters<typeof actionState>[0]['decision']
  readonly dueDate: string | null
  readonly doneDate: string | null
  readonly followUpDate: string | null
  readonly effect: Effekt
  readonly effectText: string
}

const ACTION_WORKERS = [...CASE_WRITERS, ...ANALYSTS]

/** The one thing that is next for an åtgärd: mark it done, or tell its effect. Nothing when neither fits. */
export function OutcomeButton({ action, forvaltningId }: { action: OutcomeAction; forvaltningId: number }) {
  const may = useMay(ACTION_WORKERS, forvaltningId)
  const [open, setOpen] = useState<'done' | 'effect' | null>(null)
  const state = actionState(action)
  const close = () => setOpen(null)
  if (!may) return null
  return (
    <>
      {state === 'beslutad' ? (
        <Button size="small" onPress={() => setOpen('done')}>
          Markera genomförd<span className="visually-hidden">: {action.number}</span>
        </Button>
      ) : null}
      {state === 'genomford' || state === 'uppfoljd' ? (
        <Button size="small" onPress={() => setOpen('effect')}>
          {state === 'genomford' ? 'Bedöm effekt' : 'Ändra effekt'}
          <span className="visually-hidden">: {action.number}</span>
        </Button>
      ) : null}
      {open === 'done' ? <DoneDialog action={action} onClose={close} /> : null}
      {open === 'effect' ? <EffectDialog action={action} onClose={close} /> : null}
    </>
  )
}

function DoneDialog({ action, onClose }: { action: OutcomeAction; onClose: () => void }) {
  const today = useToday()
  const [doneDate, setDoneDate] = useState(today)
  const [followUpDate, setFollowUpDate] = useState(addMonths(today, FOLLOW_UP_MONTHS))
  const markDone = useCommand('action.mark-done')
  const field = markDone.error?.field
  return (
    <Dialog title={`${action.number}: markera genomförd`} open onClose={onClose}>
      <div className="stack">
        <p>{action.text}</p>
        <DateField
          label="Genomförd"
          value={doneDate}
          onChange={(day) => {
            setDoneDate(day)
            if (day !== '') setFollowUpDate(addMonths(day, FOLLOW_UP_MONTHS))
          }}
          required
          error={field === 'doneDate' ? markDone.error?.message : undefined}
        />
        <DateField
          label="Effekten följs upp"
          help="Vanligen 3, 6 eller 12 månader efter att åtgärden är gjord."
          value={followUpDate}
          onChange={setFollowUpDate}
          error={field === 'followUpDate' ? markDone.error?.message : undefined}
        />
        <Problem error={field === undefined ? markDone.error : null} />
      </div>
      <DialogActions>
        <Button onPress={onClose}>Avbryt</Button>
        <Button
          variant="primary"
          isDisabled={doneDate === '' || markDone.isPending}
          onPress={() =>
            markDone.mutate(
              {
                id: action.id,
                expectedVersion: action.version,
                doneDate,
                followUpDate: followUpDate === '' ? null : followUpDate,
              },
              {
                onSuccess: (made) => {
                  tell(`${action.number} är genomförd. Effekten följs upp ${longDate(made.followUpDate)}.`)
                  onClose()
                },
              },
            )
          }
        >
          Markera genomförd
        </Button>
      </DialogActions>
    </Dialog>
  )
}

const EFFECT_HELP: Readonly<Record<Effekt, string>> = {
  ja: 'Målet är nått och det som mäts visar det',
  delvis: 'Det har blivit bättre, men målet är inte nått',
  nej: 'Ingen skillnad, eller sämre',
  ej_matt: 'Det går inte att säga än. Välj en ny dag',
}

function EffectDialog({ action, onClose }: { action: OutcomeAction; onClose: () => void }) {
  const today = useToday()
  const [effect, setEffect] = useState<Effekt | null>(action.effect === 'ej_matt' ? null : action.effect)
  const [effectDate, setEffectDate] = useState(today)
  const [effectText, setEffectText, letGoText] = useKeptText(`atgard/${action.id}/effekt`, action.effectText)
  const [next, setNext] = useState('')
  const record = useCommand('action.record-effect')
  const field = record.error?.field
  const errorAt = (name: string) => (field === name ? record.error?.message : undefined)
  return (
    <Dialog title={`${action.number}: bedöm effekt`} open onClose={onClose}>
      <div className="stack">
        <p>{action.text}</p>
        <RadioGroup
          label="Gjorde åtgärden skillnad?"
          value={effect}
          onChange={setEffect}
          choices={choicesOf(EFFEKTER).map((choice) => ({ ...choice, detail: EFFECT_HELP[choice.code] }))}
          required
        />
        <TextArea
          label="Vad visar mätningen?"
          help="Skriv gärna med siffror: värde före, värde nu, mål."
          value={effectText}
          onChange={setEffectText}
          rows={3}
          error={errorAt('effectText')}
        />
        <DateField
          label="Uppföljt"
          value={effectDate}
          onChange={setEffectDate}
          required
          error={errorAt('effectDate')}
        />
        <DateField
          label="Följs upp igen"
          help={
            effect === 'ej_matt'
              ? 'Behövs när effekten inte är mätt.'
              : 'Lämna tomt om uppföljningen är klar.'
          }
          value={next}
          onChange={setNext}
          required={effect === 'ej_matt'}
          error={errorAt('nextFollowUpDate')}
        />
        <Problem error={field === undefined ? record.error : null} />
      </div>
      <DialogActions>
        <Button
          onPress={() => {
            letGoText()
            onClose()
          }}
        >
          Avbryt
        </Button>
        <Button
          variant="primary"
          isDisabled={effect === null || effectDate === '' || record.isPending}
          onPress={() => {
            if (effect === null) return
            record.mutate(
              {
                id: action.id,
                expectedVersion: action.version,
                effect,
                effectDate,
                effectText,
                nextFollowUpDate: next === '' ? null : next,
              },
              {
                onSuccess: () => {
                  letGoText()
                  tell(`Effekten av ${action.number} är sparad.`)
                  onClose()
                },
              },
            )
          }}
        >
          Spara
        </Button>
      </DialogActions>
    </Dialog>
  )
}
