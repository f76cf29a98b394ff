import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { useLocation } from 'wouter'
import { STATUSAR, type Status } from '../../shared/incident/codes.ts'
import type { Incident } from '../../shared/incident/contract.ts'
import {
  findStep,
  nextSteps,
  type Hindrance,
  type HindrancePlace,
  type StatusFacts,
} from '../../shared/incident/status.ts'
import { addMonths } from '../../shared/time/dates.ts'
import { useToday } from '../action/useToday.ts'
import { useAddressParam } from '../app/addressParams.ts'
import { useCommand } from '../app/rpc.ts'
import { useSession } from '../app/session.tsx'
import { useKeptText } from '../app/useKeptText.ts'
import { focusFeedback } from '../triage/focusFeedback.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog, DialogActions } from '../ui/Dialog.tsx'
import { Notice, Problem } from '../ui/parts.tsx'
import { Checkbox, DateField, TextArea } from '../ui/fields.tsx'
import { statusFacts } from './statusFacts.ts'
import { tellWithUndo } from './undo.ts'

/** Ändra status: the steps that lead on, what each needs, and why. */
export function NextSteps({ incident }: { incident: Incident }) {
  const [chosen, setChosen] = useState<Status | null>(null)
  const steps = nextSteps(incident.status, statusFacts(incident))
  if (steps.length === 0) return null
  return (
    <>
      <MenuTrigger>
        <AriaButton className="button">
          Ändra status
          <ChevronDown size={16} aria-hidden />
        </AriaButton>
        <Popover className="popover">
          <Menu
            className="listbox"
            onAction={(key) => setChosen(steps.find((step) => step.to === key)?.to ?? null)}
          >
            {steps.map((step) => (
              <MenuItem key={step.to} id={step.to} className="option" textValue={step.label}>
                {step.label}
                {step.hindrances.length > 0 ? (
                  <span className="option-detail">
                    {step.hindrances.length === 1
                      ? 'En sak behövs'
                      : `${step.hindrances.length} saker behövs`}
                  </span>
                ) : null}
              </MenuItem>
            ))}
          </Menu>
        </Popover>
      </MenuTrigger>
      <Dialog title={titleOf(incident, chosen)} open={chosen !== null} onClose={() => setChosen(null)}>
        {chosen === null ? null : (
          <StepForm incident={incident} to={chosen} onClose={() => setChosen(null)} />
        )}
      </Dialog>
    </>
  )
}

/** What the step's own form fills in. */
interface Filled {
  readonly investigated: boolean
  readonly takeOn: boolean
  readonly followUpDate: string
}

function StepForm({ incident, to, onClose }: { incident: Incident; to: Status; onClose: () => void }) {
  const [reason, setReason, letGoReason] = useKeptText(`handelse/${incident.id}/status/${to}`)
  const [filled, setFilled] = useState<Filled>(() => ({
    investigated: incident.investigated,
    takeOn: false,
    followUpDate: incident.followUpDate ?? '',
  }))
  const [tried, setTried] = useState(false)
  const save = useCommand('incident.set-status')
  const before = statusFacts(incident)
  const step = findStep(incident.status, to, withFilled(before, filled))
  if (!step) return null
  const reasonMissing = step.reasonLabel !== null && reason.trim() === ''

  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (reasonMissing || step.hindrances.length > 0) return
        const { investigated, takeOn, followUpDate } = filled
        save.mutate(
          {
            id: incident.id,
            version: incident.version,
            status: to,
            reason,
            investigated,
            ...(takeOn ? { takeOn } : {}),
            ...(to === 'uppfoljning' && followUpDate !== '' && followUpDate !== incident.followUpDate
              ? { followUpDate }
              : {}),
          },
          {
            onSuccess: ({ version }) => {
              letGoReason()
              onClose()
              tellWithUndo(`Status är nu ${STATUSAR[to].toLocaleLowerCase('sv')}.`, incident.id, version)
            },
          },
        )
      }}
    >
      <p>
        Från <strong>{STATUSAR[incident.status]}</strong> till <strong>{STATUSAR[to]}</strong>.
      </p>
      <StepFields
        incident={incident}
        to={to}
        filled={filled}
        onChange={(changes) => setFilled({ ...filled, ...changes })}
      />
      <Hindrances incident={incident} hindrances={step.hindrances} onLeave={onClose} />
      {step.reasonLabel === null ? null : (
        <TextArea
          label={step.reasonLabel}
          value={reason}
          onChange={setReason}
          required
          error={tried && reasonMissing ? 'Skriv ett svar.' : undefined}
        />
      )}
      <Problem error={save.error} />
      <DialogActions>
        <Button
          onPress={() => {
            letGoReason()
            onClose()
          }}
        >
          Avbryt
        </Button>
        <Button type="submit" variant="primary" isDisabled={save.isPending || step.hindrances.length > 0}>
          {step.label}
        </Button>
      </DialogActions>
    </form>
  )
}

/** What can be put right in the step itself. */
function StepFields({
  incident,
  to,
  filled,
  onChange,
}: {
  incident: Incident
  to: Status
  filled: Filled
  onChange: (changes: Partial<Filled>) => void
}) {
  const { accountName } = useSession()
  const asksInvestigated = incident.status === 'under_utredning' || to === 'avslutad'
  return (
    <>
      {to === 'under_utredning' && incident.assignedTo === null ? (
        <Checkbox
          label={`Jag handlägger ärendet (${accountName})`}
          detail="Annars: tilldela det någon annan i inkorgen först."
          selected={filled.takeOn}
          onChange={(takeOn) => onChange({ takeOn })}
        />
      ) : null}
      {to === 'uppfoljning' ? <FollowUp incident={incident} filled={filled} onChange={onChange} /> : null}
      {asksInvestigated ? (
        <Checkbox
          label="Händelsen är utredd enligt 3 kap. 3 § patientsäkerhetslagen"
          detail="Händelseförloppet och faktorerna bakom är så långt möjligt klarlagda, och det finns underlag för beslut om åtgärder."
          selected={filled.investigated}
          onChange={(investigated) => onChange({ investigated })}
        />
      ) : null}
    </>
  )
}

/** The day of the follow-up: that of a decided åtgärd, or in three months (domain.md D9), for a person to choose. */
function FollowUp({
  incident,
  filled,
  onChange,
}: {
  incident: Incident
  filled: Filled
  onChange: (changes: Partial<Filled>) => void
}) {
  const today = useToday()
  const [decided] = incident.decidedActions
    .flatMap(({ followUpDate }) => (followUpDate !== null && followUpDate >= today ? [followUpDate] : []))
    .sort()
  const proposal = decided ?? addMonths(today, 3)
  return (
    <>
      <DateField
        label="När följs effekten upp?"
        help={
          decided === undefined
            ? 'Vanligt är tre månader efter att åtgärden är gjord.'
            : 'En beslutad åtgärd har en dag för uppföljning.'
        }
        value={filled.followUpDate}
        onChange={(followUpDate) => onChange({ followUpDate })}
        required
        error={
          filled.followUpDate !== '' && filled.followUpDate < today
            ? 'Uppföljningen kan inte ligga före i dag.'
            : undefined
        }
      />
      {filled.followUpDate === '' ? (
        <p>
          <Button size="small" onPress={() => onChange({ followUpDate: proposal })}>
            Föreslå {proposal}
          </Button>
        </p>
      ) : null}
    </>
  )
}

/** What must be done first, each with the way there. */
function Hindrances({
  incident,
  hindrances,
  onLeave,
}: {
  incident: Incident
  hindrances: readonly Hindrance[]
  onLeave: () => void
}) {
  const goTo = useGoTo(incident.id)
  if (hindrances.length === 0) return null
  return (
    <Notice tone="warning" title="Det här behöver göras först" live>
      <ul className="incident-error-list">
        {hindrances.map(({ code, text, place }) => (
          <li key={code}>
            {text}{' '}
            {place === 'steg' ? null : (
              <Button
                size="small"
                variant="quiet"
                onPress={() => {
                  onLeave()
                  goTo(place)
                }}
              >
                {PLACE_LABELS[place]}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Notice>
  )
}

const PLACE_LABELS: Readonly<Record<Exclude<HindrancePlace, 'steg'>, string>> = {
  bedomning: 'Till bedömningen',
  'lex-maria': 'Till lex Maria',
  aterkoppling: 'Ge återkoppling',
  rapporten: 'Fyll på rapporten',
  patienten: 'Fyll i om patienten',
}

function useGoTo(id: number) {
  const [, navigate] = useLocation()
  const [, setTab] = useAddressParam('flik')
  return (place: Exclude<HindrancePlace, 'steg'>) => {
    if (place === 'bedomning') navigate(`/handelse/${id}/bedom`)
    else if (place === 'rapporten') navigate(`/handelse/${id}/redigera/klassificering`)
    else if (place === 'patienten') navigate(`/handelse/${id}/redigera/patienten`)
    else if (place === 'lex-maria') setTab(`${id}.lex-maria`, { replace: true })
    else {
      setTab(null, { replace: true })
      focusFeedback()
    }
  }
}

function withFilled(facts: StatusFacts, filled: Filled): StatusFacts {
  return {
    ...facts,
    investigated: filled.investigated,
    assigned: facts.assigned || filled.takeOn,
    followUpDate: filled.followUpDate === '' ? null : filled.followUpDate,
  }
}

function titleOf(incident: Incident, to: Status | null): string {
  return (to && findStep(incident.status, to, statusFacts(incident))?.label) ?? 'Ändra status'
}
