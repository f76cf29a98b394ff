import { ARENDETYPER } from '../../shared/incident/codes.ts'
import { FIELD_LABELS } from '../../shared/incident/fields.ts'
import { suggestTitle } from '../../shared/incident/reportTitle.ts'
import { Button } from '../ui/Button.tsx'
import { DateField, RadioGroup, TextField, type Choice } from '../ui/fields.tsx'
import { UnitField } from './UnitField.tsx'
import { TYPE_HELP } from './fieldHelp.ts'
import { Estimate, Text, useForm, YesNo } from './reportFields.tsx'

// 'Ej angivet' is left out: a person who reports knows what kind it is.
const TYPES: readonly Choice<keyof typeof TYPE_HELP>[] = (
  Object.keys(TYPE_HELP) as (keyof typeof TYPE_HELP)[]
).map((code) => ({ code, label: ARENDETYPER[code] }))

/** The short report: what, where, when, harm and what was done at once. One screen, under a minute. */
export function ShortReport({ today }: { today: string }) {
  return (
    <div className="incident-short card">
      <section className="stack incident-short-part" aria-label="Vad som hände">
        <TypeField />
        <Description />
        <TitleField />
        <Text name="immediateAction" help={null} rows={2} />
      </section>
      <section className="stack incident-short-part" aria-label="Var, när och hur det gick">
        <UnitField help={null} />
        <WhenFields today={today} />
        <Estimate name="reportedActualSeverity" help={null} />
        <Estimate name="reportedPotentialSeverity" help={null} />
        <YesNo name="patientInvolved" help={null} />
        <YesNo name="feedbackWanted" help={null} />
      </section>
    </div>
  )
}

export function TypeField() {
  const { draft, set, errors } = useForm()
  return (
    <div className="incident-type" data-field="arendetyp">
      <RadioGroup
        label={FIELD_LABELS.arendetyp}
        value={draft.arendetyp}
        onChange={(value) => set('arendetyp', value)}
        choices={TYPES}
        error={errors.arendetyp}
        required
      />
    </div>
  )
}

/** The heading follows the first sentence until somebody has written another. */
function Description() {
  const { draft, set } = useForm()
  return (
    <Text
      name="description"
      help="I den ordning det hände. Roller i stället för namn, inga personnummer."
      rows={4}
      required
      onChange={(value) => {
        if (draft.title === '' || draft.title === suggestTitle(draft.description)) {
          set('title', suggestTitle(value))
        }
        set('description', value)
      }}
    />
  )
}

export function TitleField() {
  const { draft, set, errors } = useForm()
  const isSuggested = draft.title !== '' && draft.title === suggestTitle(draft.description)
  return (
    <div data-field="title" className="incident-field wide">
      <TextField
        label={FIELD_LABELS.title}
        help={isSuggested ? 'Föreslås av din första mening. Ändra den om du vill.' : 'En mening. Inga namn.'}
        value={draft.title}
        onChange={(value) => set('title', value)}
        required
        error={errors.title}
      />
    </div>
  )
}

export function WhenFields({ today }: { today: string }) {
  const { draft, set, errors } = useForm()
  return (
    <div className="incident-when">
      <div data-field="eventDate" className="incident-day">
        <DateField
          label={FIELD_LABELS.eventDate}
          value={draft.eventDate ?? ''}
          onChange={(day) => set('eventDate', day === '' ? null : day)}
          error={errors.eventDate}
        />
        <Button size="small" onPress={() => set('eventDate', today)} aria-label="Händelsedatum: i dag">
          I dag
        </Button>
      </div>
      <div data-field="eventTime">
        <TextField
          label={FIELD_LABELS.eventTime}
          placeholder="tt:mm"
          value={draft.eventTime ?? ''}
          onChange={(value) => set('eventTime', value === '' ? null : value)}
          error={errors.eventTime}
        />
      </div>
    </div>
  )
}
