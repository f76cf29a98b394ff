import { useRef, useState } from 'react'
import type { Incident } from '../../shared/incident/contract.ts'
import {
  IDENTITY_PURPOSES,
  type IdentityPurpose,
  type PatientIdentity,
} from '../../shared/patient/contract.ts'
import { IDENTITY_KINDS, ageOn, contradictions, parseIdentity } from '../../shared/patient/identity.ts'
import { LardomError } from '../../shared/rpc/error.ts'
import { longDate, swedishDay } from '../../shared/time/dates.ts'
import { useJob } from '../app/rpc.ts'
import { Button } from '../ui/Button.tsx'
import { RadioGroup, TextField, choicesOf } from '../ui/fields.tsx'
import { focusFirstError } from '../ui/focus.ts'
import { Problem } from '../ui/parts.tsx'
import { tell } from '../ui/toast.tsx'

/** What is typed here is no draft: it is kept in the form alone and is gone with it. */
export function IdentityForm({
  incident,
  identity,
  onDone,
}: {
  incident: Incident
  identity: PatientIdentity | null
  onDone: () => void
}) {
  const [number, setNumber] = useState('')
  const [purpose, setPurpose] = useState<IdentityPurpose | null>(identity?.purpose ?? null)
  const [tried, setTried] = useState(false)
  const [refused, setRefused] = useState<LardomError | null>(null)
  const save = useJob('patient.set')
  const form = useRef<HTMLFormElement>(null)
  const read = readNumber(number, incident)

  const submit = async () => {
    setTried(true)
    if (read.problem !== undefined || purpose === null) {
      focusFirstError(form)
      return
    }
    try {
      await save.run({ incidentId: incident.id, number, purpose, replace: identity !== null })
      tell(identity ? 'Numret är ersatt.' : 'Numret är registrerat.')
      onDone()
    } catch (error) {
      if (!(error instanceof LardomError)) throw error
      setRefused(error)
    }
  }

  const beside = refused?.field === 'number' ? refused.message : undefined
  return (
    <form
      ref={form}
      className="stack"
      aria-label="Patientens nummer"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <TextField
        label="Personnummer, samordningsnummer eller reservnummer"
        help={
          identity
            ? 'ÅÅÅÅMMDD-NNNN. Det nya numret ersätter det som är registrerat.'
            : 'ÅÅÅÅMMDD-NNNN, eller reservnumret som det står i journalen.'
        }
        value={number}
        onChange={(text) => {
          setNumber(text)
          setRefused(null)
        }}
        error={beside ?? (tried ? read.problem : undefined)}
        personnummer="allowed"
        autoComplete="off"
        autoFocus
        required
      />
      {/* Empty until there is something to say, so that it is announced when it comes. */}
      <div role="status" className="patient-read">
        {read.problem === undefined ? (
          <>
            <p>{read.words}</p>
            {read.warnings.map((warning) => (
              <p key={warning} className="field-warning">
                {warning}
              </p>
            ))}
          </>
        ) : null}
      </div>
      <RadioGroup
        label="Vad behövs det till?"
        value={purpose}
        onChange={setPurpose}
        choices={choicesOf(IDENTITY_PURPOSES)}
        error={tried && purpose === null ? 'Välj vad numret behövs till.' : undefined}
        required
      />
      {beside === undefined ? <Problem error={refused} /> : null}
      <div className="row">
        <Button type="submit" variant="primary" isDisabled={save.running}>
          Spara
        </Button>
        <Button onPress={onDone}>Avbryt</Button>
      </div>
    </form>
  )
}

type Read = { problem: string } | { problem?: undefined; words: string; warnings: readonly string[] }

/** What the number tells, so that a slip is seen before it is saved. */
function readNumber(written: string, { fields }: Incident): Read {
  const today = swedishDay(new Date())
  const parsed = parseIdentity(written, today)
  if (parsed.problem !== undefined) return { problem: parsed.problem }
  const { kind, birthDate } = parsed.identity
  return {
    words:
      birthDate === null
        ? `Läses som ${IDENTITY_KINDS[kind].toLocaleLowerCase('sv')}.`
        : `Läses som ${IDENTITY_KINDS[kind].toLocaleLowerCase('sv')}: född ${longDate(birthDate)}, ${ageOn(birthDate, today)} år.`,
    warnings: [...parsed.warnings, ...contradictions(parsed.identity, fields, today)],
  }
}
