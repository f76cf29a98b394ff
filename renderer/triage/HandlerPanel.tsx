import { useId } from 'react'
import type { Incident } from '../../shared/incident/contract.ts'
import { isClosed } from '../../shared/incident/status.ts'
import { CASE_WRITERS } from '../../shared/account/roles.ts'
import { useCommand } from '../app/rpc.ts'
import { useMay } from '../app/session.tsx'
import { Button } from '../ui/Button.tsx'
import { Problem } from '../ui/parts.tsx'
import { AssignPicker, useHandlers } from './AssignPicker.tsx'
import { tellBulk } from './undoBulk.ts'
import './triage.css'

/** Who handles a case, on its own page; says nothing of a published case. */
export function HandlerPanel({ incident }: { incident: Incident }) {
  const titleId = useId()
  const mayWrite = useMay(CASE_WRITERS, incident.forvaltningId) && incident.editable
  if (!incident.editable) return null
  const canChange = mayWrite && !isClosed(incident.status)
  return (
    <section className="card stack tight" aria-labelledby={titleId}>
      <h2 id={titleId}>Handläggare</h2>
      {canChange ? <Choosing incident={incident} /> : <p>{incident.assignedTo?.name ?? 'Ingen'}</p>}
    </section>
  )
}

function Choosing({ incident }: { incident: Incident }) {
  const assign = useCommand('triage.assign')
  const me = useHandlers(incident.forvaltningId).find(({ isMe }) => isMe)
  const give = (to: string | null) =>
    assign.mutate({ items: [{ id: incident.id, version: incident.version }], to }, { onSuccess: tellBulk })
  return (
    <>
      <div className="triage-handler">
        <AssignPicker
          label="Vem handlägger ärendet?"
          value={incident.assignedTo?.id ?? null}
          onChange={give}
          forvaltningId={incident.forvaltningId}
        />
        {me && incident.assignedTo?.id !== me.id ? (
          <Button onPress={() => give(me.id)} isDisabled={assign.isPending}>
            Ta ärendet
          </Button>
        ) : null}
      </div>
      <Problem error={assign.error} />
    </>
  )
}
