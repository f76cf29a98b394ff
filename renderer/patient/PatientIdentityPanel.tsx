import { useEffect, useId, useRef, useState } from 'react'
import type { Incident } from '../../shared/incident/contract.ts'
import { IDENTITY_PURPOSES, IDENTITY_READERS, type PatientIdentity } from '../../shared/patient/contract.ts'
import { IDENTITY_KINDS } from '../../shared/patient/identity.ts'
import { longDate, swedishDay } from '../../shared/time/dates.ts'
import { useRpc, type Out } from '../app/rpc.ts'
import { useMay } from '../app/session.tsx'
import { Button } from '../ui/Button.tsx'
import { Problem } from '../ui/parts.tsx'
import { IdentityForm } from './IdentityForm.tsx'
import { RemoveForm } from './RemoveForm.tsx'
import { Reveal } from './Reveal.tsx'
import './patient.css'

/**
 * The patient's number on a case: masked, shown only for a while and with a purpose, kept apart from every text. For
 * those whose work needs it (domain.md 1.7); nobody else sees that there is a place for it.
 */
export function PatientIdentityPanel({ incident }: { incident: Incident }) {
  const may = useMay(IDENTITY_READERS, incident.forvaltningId)
  if (!may || !incident.editable) return null
  return <Panel incident={incident} />
}

function Panel({ incident }: { incident: Incident }) {
  const titleId = useId()
  const found = useRpc('patient.get', { incidentId: incident.id })
  if (found.data === undefined && found.error === null) return null
  const nothing = found.data?.registered === false && !incident.fields.patientInvolved
  if (nothing || (found.data && !found.data.registered && !found.data.mayChange)) return null
  return (
    <section className="card stack patient no-print" aria-labelledby={titleId}>
      <h2 id={titleId}>Patientens identitet</h2>
      <Problem error={found.error} retry={() => void found.refetch()} />
      {found.data ? <Content incident={incident} state={found.data} /> : null}
    </section>
  )
}

type Mode = 'rest' | 'edit' | 'remove'

function Content({ incident, state }: { incident: Incident; state: Out<'patient.get'> }) {
  const [mode, setMode] = useState<Mode>('rest')
  const { identity } = state
  const back = useBackTo(mode)
  if (mode === 'edit') {
    return <IdentityForm incident={incident} identity={identity} onDone={() => setMode('rest')} />
  }
  if (mode === 'remove') return <RemoveForm incident={incident} onDone={() => setMode('rest')} />
  if (state.registered && !state.mayShow) {
    return (
      <p>
        Ett nummer är registrerat. Den som leder en händelseanalys av händelsen kan se det medan analysen
        pågår.
      </p>
    )
  }
  return (
    <>
      {identity ? (
        <Registered incident={incident} identity={identity} />
      ) : (
        <p>
          Inget personnummer är registrerat. Det behövs bara för en anmälan enligt lex Maria, eller för att
          hitta patientens journal.
        </p>
      )}
      {state.mayChange ? (
        <div className="row" ref={back}>
          <Button size="small" onPress={() => setMode('edit')}>
            {identity ? 'Ändra' : 'Registrera nummer'}
          </Button>
          {identity ? (
            <Button size="small" variant="quiet" onPress={() => setMode('remove')}>
              Ta bort
            </Button>
          ) : null}
        </div>
      ) : null}
      <p className="soft small">
        Numret krypteras för sig och hör inte till händelsens text: det kommer inte med i sökning, dokument
        eller export. Loggen säger vem som har sett det och varför, men inte numret.
      </p>
    </>
  )
}

function Registered({ incident, identity }: { incident: Incident; identity: PatientIdentity }) {
  return (
    <>
      <Reveal
        // Another number or another case begins masked.
        key={`${incident.id} ${identity.registeredAt}`}
        incidentId={incident.id}
        label={IDENTITY_KINDS[identity.kind]}
        masked={identity.masked}
      />
      <p className="soft">
        {IDENTITY_PURPOSES[identity.purpose]}. Registrerat{' '}
        {longDate(swedishDay(new Date(identity.registeredAt)))} av {identity.registeredBy}.
      </p>
    </>
  )
}

/** After a form the keyboard stands where the form was opened. */
function useBackTo(mode: Mode) {
  const row = useRef<HTMLDivElement>(null)
  const before = useRef<Mode>(mode)
  useEffect(() => {
    if (before.current !== 'rest' && mode === 'rest') row.current?.querySelector('button')?.focus()
    before.current = mode
  }, [mode])
  return row
}
