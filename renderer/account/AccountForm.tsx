import { useRef, useState } from 'react'
import { Form } from 'react-aria-components'
import { Link } from 'wouter'
import type { Grant } from '../../shared/account/grants.ts'
import type { LardomError } from '../../shared/rpc/error.ts'
import { refusedPersonnummer } from './refusedPersonnummer.ts'
import { useUnits } from '../incident/units.ts'
import { Button } from '../ui/Button.tsx'
import { TextField } from '../ui/fields.tsx'
import { focusFirstError } from '../ui/focus.ts'
import { Problem } from '../ui/parts.tsx'
import { RolePicker } from './RolePicker.tsx'
import { choicesFrom, grantsFrom } from './roleWords.ts'

export interface AccountFields {
  readonly name: string
  readonly title: string
  readonly grants: Grant[]
}

/** Who a person is and what she may do. */
export function AccountForm({
  initial,
  submitLabel,
  busy,
  error,
  onSubmit,
}: {
  initial: AccountFields
  submitLabel: string
  busy: boolean
  error: LardomError | null
  onSubmit: (fields: AccountFields) => void
}) {
  const [name, setName] = useState(initial.name)
  const [title, setTitle] = useState(initial.title)
  const [choices, setChoices] = useState(() => choicesFrom(initial.grants))
  const [tried, setTried] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const units = useUnits()
  const forvaltningar = units.forvaltningar.filter(
    ({ code }) => units.byId.get(Number(code))?.organisation === 'egen',
  )

  const grants = grantsFrom(choices)
  const unpicked = Object.values(choices).some(
    ({ reach, forvaltningar: picked }) => reach === 'valda' && picked.length === 0,
  )
  const problems = {
    name: name.trim() === '' ? 'Skriv personens namn.' : refusedPersonnummer(name, 'Namn'),
    title: refusedPersonnummer(title, 'Befattning'),
    roles: unpicked
      ? 'Välj minst en förvaltning för varje roll som bara gäller valda.'
      : grants.length === 0
        ? 'Välj minst en roll.'
        : undefined,
  }
  const whole = Object.values(problems).every((problem) => problem === undefined)
  const fieldError = (field: string) => (error?.field === field ? error.message : undefined)

  return (
    <Form
      ref={form}
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (whole) onSubmit({ name: name.trim(), title: title.trim(), grants })
        else focusFirstError(form)
      }}
    >
      <div className="form-grid account-narrow">
        <TextField
          label="Namn"
          help="Står i loggen på det personen gör."
          value={name}
          onChange={setName}
          error={(tried ? problems.name : undefined) ?? fieldError('name')}
          required
        />
        <TextField
          label="Befattning"
          help="Till exempel verksamhetschef."
          value={title}
          onChange={setTitle}
          error={(tried ? problems.title : undefined) ?? fieldError('title')}
        />
      </div>
      <RolePicker
        choices={choices}
        forvaltningar={forvaltningar}
        onChange={setChoices}
        error={(tried ? problems.roles : undefined) ?? fieldError('grants')}
      />
      {error?.field === 'name' || error?.field === 'title' || error?.field === 'grants' ? null : (
        <Problem error={error} />
      )}
      <div className="actions">
        <Button type="submit" variant="primary" isDisabled={busy}>
          {submitLabel}
        </Button>
        <Link href="/konton" className="button">
          Avbryt
        </Link>
      </div>
    </Form>
  )
}
