import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { STATUSAR, type Status } from '../../shared/incident/codes.ts'
import type { Incident } from '../../shared/incident/contract.ts'
import { findStep, nextSteps, type StatusFacts } from '../../shared/incident/status.ts'
import { useCommand } from '../app/rpc.ts'
import { useKeptText } from '../app/useKeptText.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog, DialogActions } from '../ui/Dialog.tsx'
import { Notice, Problem } from '../ui/parts.tsx'
import { Checkbox, TextArea } from '../ui/fields.tsx'
import { tellWithUndo } from './undo.ts'

/** Ändra status: the steps that lead on, what each needs, and why. */
export function NextSteps({ incident }: { incident: Incident }) {
  const [chosen, setChosen] = useState<Status | null>(null)
  const steps = nextSteps(incident.status, factsOf(incident))
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

function StepForm({ incident, to, onClose }: { incident: Incident; to: Status; onClose: () => void }) {
  const [reason, setReason, letGoReason] = useKeptText(`handelse/${incident.id}/status/${to}`)
  const [investigated, setInvestigated] = useState(incident.investigated)
  const [tried, setTried] = useState(false)
  const save = useCommand('incident.set-status')
  const step = findStep(incident.status, to, { ...factsOf(incident), investigated })
  if (!step) return null
  const asksInvestigated = incident.status === 'under_utredning' || to === 'avslutad'
  const reasonMissing = step.reasonLabel !== null && reason.trim() === ''

  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (reasonMissing || step.hindrances.length > 0) return
        save.mutate(
          { id: incident.id, version: incident.version, status: to, reason, investigated },
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
      {asksInvestigated ? (
        <Checkbox
          label="Händelsen är utredd enligt 3 kap. 3 § patientsäkerhetslagen"
          detail="Händelseförloppet och faktorerna bakom är så långt möjligt klarlagda, och det finns underlag för beslut om åtgärder."
          selected={investigated}
          onChange={setInvestigated}
        />
      ) : null}
      {step.hindrances.length > 0 ? (
        <Notice tone="warning" title="Det här behöver göras först" live>
          <ul className="incident-error-list">
            {step.hindrances.map((hindrance) => (
              <li key={hindrance}>{hindrance}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
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

function titleOf(incident: Incident, to: Status | null): string {
  return (to && findStep(incident.status, to, factsOf(incident))?.label) ?? 'Ändra status'
}

function factsOf(incident: Incident): StatusFacts {
  return {
    harm: incident.harm,
    potentialHarm: incident.potentialHarm,
    patientInvolved: incident.fields.patientInvolved,
    patientInformed: incident.fields.patientInformed,
    patientNotInformedReason: incident.fields.patientNotInformedReason,
    investigated: incident.investigated,
    lexMariaDecided: incident.lexMaria?.decided ?? false,
  }
}
