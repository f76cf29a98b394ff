import { Link } from 'wouter'
import type { Incident } from '../../shared/incident/contract.ts'
import { IDENTITY_READERS } from '../../shared/patient/contract.ts'
import { useRpc } from '../app/rpc.ts'
import { useMay } from '../app/session.tsx'

/** Whether the number that the report to IVO asks for is there. Nothing for those who may not see it. */
export function IdentityState({ incident }: { incident: Incident }) {
  const may = useMay(IDENTITY_READERS, incident.forvaltningId)
  return may && incident.editable && incident.fields.patientInvolved ? (
    <State incidentId={incident.id} />
  ) : null
}

function State({ incidentId }: { incidentId: number }) {
  const { data } = useRpc('patient.get', { incidentId })
  if (!data) return null
  return (
    <p>
      {data.registered
        ? 'Patientens nummer är registrerat. '
        : 'Patientens nummer är inte registrerat. Anmälan till IVO frågar efter det. '}
      <Link href={`/handelse/${incidentId}?flik=${incidentId}.handelse`}>
        {data.registered ? 'Visa det' : 'Registrera det'} under Händelse
      </Link>
    </p>
  )
}
