import { createContext, useContext, useId, type ReactNode } from 'react'
import {
  ALLVARLIGHETSGRADER,
  ARENDETYPER,
  DYGNSTIDER,
  JA_NEJ_EJ_AKTUELLT,
  KON,
} from '../../shared/incident/codes.ts'
import { scopeHolds, scopeOf } from '../../shared/account/grants.ts'
import { CASE_WRITERS } from '../../shared/account/roles.ts'
import { FIELD_LABELS } from '../../shared/incident/fields.ts'
import { SCALE } from '../../shared/incident/risk.ts'
import { useSession } from '../app/session.tsx'
import { useToday } from '../action/useToday.ts'
import { useCodes } from '../code/useCodes.ts'
import { ComboBox, Select } from '../ui/Select.tsx'
import {
  DateField,
  NumberField,
  RadioGroup,
  TextArea,
  TextField,
  choicesOf,
  type Choice,
} from '../ui/fields.tsx'
import { type FieldErrors, type FieldName, type ReportDraft } from './reportForm.ts'
import { useUnits } from './units.ts'

/** The fields of a report, in two groups: what is needed to report, and what helps if one has it. */

interface FormState {
  readonly draft: ReportDraft
  readonly set: <Key extends FieldName>(key: Key, value: ReportDraft[Key]) => void
  readonly errors: FieldErrors
}
const FormContext = createContext<FormState | null>(null)

function useForm(): FormState {
  const form = useContext(FormContext)
  if (!form) throw new Error('fält utanför formuläret')
  return form
}

export function ReportForm({ children, ...state }: FormState & { children: ReactNode }) {
  return (
    <FormContext value={state}>
      <div className="stack loose">{children}</div>
    </FormContext>
  )
}

const TYPE_HELP: Readonly<Record<Exclude<keyof typeof ARENDETYPER, 'ej_angivet'>, string>> = {
  negativ_handelse: 'Något oönskat har hänt.',
  tillbud: 'Något oönskat hade kunnat hända.',
  risk: 'Något som kan leda till en negativ händelse.',
  klagomal: 'En synpunkt från patient eller närstående.',
  forbattringsforslag: 'Ett förslag som kan göra vården säkrare.',
  samverkansavvikelse: 'Något brast mellan oss och en annan vårdgivare.',
}
// 'Ej angivet' is left out: a person who reports knows what kind it is.
const TYPE_CHOICES: readonly Choice<keyof typeof TYPE_HELP>[] = choicesOf(TYPE_HELP).map(
  ({ code, label }) => ({
    code,
    label: ARENDETYPER[code],
    detail: label,
  }),
)

/** 0–4 as the reporter's own first estimate. */
const ESTIMATES: readonly Choice<string>[] = [
  { code: '0', label: 'Ingen påverkan' },
  ...SCALE.map((grade) => ({
    code: String(grade),
    label: ALLVARLIGHETSGRADER[grade].label,
    detail: ALLVARLIGHETSGRADER[grade].text,
  })),
]

/** The short report: everything that must be there. */
export function ShortReport() {
  const { draft, set, errors } = useForm()
  const codes = useCodes()
  const today = useToday()
  const harmed = (draft.reportedActualSeverity ?? 0) >= 1
  return (
    <Group title="Kort rapport" lead="Det här behövs. Resten kan du eller någon annan fylla på senare.">
      <div className="incident-type">
        <RadioGroup
          label={FIELD_LABELS.arendetyp}
          value={draft.arendetyp}
          onChange={(value) => set('arendetyp', value)}
          choices={TYPE_CHOICES}
          error={errors.arendetyp}
          required
        />
      </div>
      <div className="incident-place-time">
        <UnitField />
        <Select
          label={FIELD_LABELS.handelsetyp}
          help="Vad handlar det mest om?"
          value={draft.handelsetyp}
          onChange={(value) => set('handelsetyp', value)}
          choices={codes.choices('handelsetyp', today, { chosen: draft.handelsetyp })}
          error={errors.handelsetyp}
          required
        />
        <DateField
          label={FIELD_LABELS.eventDate}
          help="Skriv år, månad och dag."
          value={draft.eventDate ?? ''}
          onChange={(day) => set('eventDate', day === '' ? null : day)}
          error={errors.eventDate}
        />
        <TextField
          label={FIELD_LABELS.eventTime}
          help="Till exempel 14:30, om du vet."
          value={draft.eventTime ?? ''}
          onChange={(value) => set('eventTime', value === '' ? null : value)}
          error={errors.eventTime}
        />
      </div>
      <Line name="title" help="En mening som säger vad det gäller. Inga namn." required />
      <Text
        name="description"
        help="Berätta i den ordning det hände: vad gjordes, vad blev annorlunda än väntat? Skriv roller i stället för namn (”sjuksköterskan”), och inga personnummer."
        rows={6}
        required
      />
      <Text
        name="immediateAction"
        help="Vad gjordes direkt för att skydda eller hjälpa patienten?"
        rows={3}
      />
      <div className="form-grid">
        <Estimate name="reportedActualSeverity" help="Din egen uppskattning. Bedömningen görs senare." />
        <Estimate
          name="reportedPotentialSeverity"
          help="Tänk dig att samma sak hade hänt en gång till, med sämre tur."
        />
      </div>
      <RadioGroup
        label={FIELD_LABELS.patientInvolved}
        orientation="horizontal"
        value={draft.patientInvolved ? 'ja' : 'nej'}
        onChange={(value) => set('patientInvolved', value === 'ja')}
        choices={YES_NO}
        error={errors.patientInvolved}
      />
      {draft.patientInvolved && harmed ? <PatientInformed /> : null}
    </Group>
  )
}

/** What helps the one who assesses, if the reporter has it. */
export function MoreReport() {
  const { draft, set, errors } = useForm()
  const codes = useCodes()
  const today = useToday()
  const harmed = (draft.reportedActualSeverity ?? 0) >= 1
  return (
    <Group title="Mer om händelsen" lead="Fyll i det du vet.">
      <div className="form-grid">
        <DateField
          label={FIELD_LABELS.discoveredDate}
          help="Om det var senare än händelsen."
          value={draft.discoveredDate ?? ''}
          onChange={(day) => set('discoveredDate', day === '' ? null : day)}
          error={errors.discoveredDate}
        />
        <Select
          label={FIELD_LABELS.eventPeriod}
          help="Om klockslaget är okänt."
          value={draft.eventPeriod}
          onChange={(value) => set('eventPeriod', value)}
          choices={choicesOf(DYGNSTIDER)}
          emptyLabel="Ej angivet"
        />
        <Select
          label={FIELD_LABELS.vardtyp}
          help="Vilken sorts vård det gällde."
          value={draft.vardtyp}
          onChange={(value) => set('vardtyp', value)}
          choices={codes.choices('vardform', today, { chosen: draft.vardtyp })}
          emptyLabel="Ej angivet"
        />
        <Line name="specialty" help="Till exempel ortopedi." />
        <Select
          label={FIELD_LABELS.reporterRole}
          help="Ditt namn behövs inte."
          value={draft.reporterRole}
          onChange={(value) => set('reporterRole', value)}
          choices={codes.choices('yrkesroll', today, { chosen: draft.reporterRole })}
          emptyLabel="Ej angivet"
        />
        {draft.patientInvolved ? (
          <>
            <NumberField
              label={FIELD_LABELS.patientAge}
              help="I hela år."
              value={draft.patientAge}
              onChange={(value) => set('patientAge', value)}
              min={0}
              max={130}
              error={errors.patientAge}
            />
            <Select
              label={FIELD_LABELS.patientSex}
              value={draft.patientSex}
              onChange={(value) => set('patientSex', value)}
              choices={choicesOf(KON)}
              emptyLabel="Ej angivet"
            />
          </>
        ) : null}
      </div>
      {draft.patientInvolved && !harmed ? <PatientInformed /> : null}
      <Text name="consequence" help="Vad ledde händelsen till för patienten?" rows={3} />
      <Text
        name="whatHelped"
        help="Det som gick rätt är också värt att veta: vad hindrade eller begränsade skadan?"
        rows={3}
      />
      <Text name="causesText" help="Varför tror du att det hände?" rows={3} />
      <Text name="suggestion" help="Vad skulle hindra att det händer igen?" rows={3} />
      <Text name="measuresText" help="Åtgärder som redan är gjorda eller beslutade på enheten." rows={3} />
      <RadioGroup
        label={FIELD_LABELS.feedbackWanted}
        orientation="horizontal"
        value={draft.feedbackWanted ? 'ja' : 'nej'}
        onChange={(value) => set('feedbackWanted', value === 'ja')}
        choices={YES_NO}
      />
    </Group>
  )
}

/** What the handler fills in later. */
export function HandlingFields() {
  const { draft, set, errors } = useForm()
  return (
    <Group title="Handläggning">
      <div className="form-grid">
        <Line name="diarienummer" help="Till exempel RS 2026-01294." />
        <DateField
          label={FIELD_LABELS.feedbackGivenDate}
          value={draft.feedbackGivenDate ?? ''}
          onChange={(day) => set('feedbackGivenDate', day === '' ? null : day)}
          error={errors.feedbackGivenDate}
        />
      </div>
      <Text name="feedbackText" help="Vad har rapportören fått veta om vad rapporten ledde till?" rows={3} />
    </Group>
  )
}

function PatientInformed() {
  const { draft, set, errors } = useForm()
  return (
    <div className="incident-informed stack">
      <RadioGroup
        label={FIELD_LABELS.patientInformed}
        help="Den som drabbats av en vårdskada ska snarast få veta det, och vad som görs åt det (PSL 3 kap. 8 §)."
        orientation="horizontal"
        value={draft.patientInformed}
        onChange={(value) => set('patientInformed', value)}
        choices={choicesOf(JA_NEJ_EJ_AKTUELLT)}
        error={errors.patientInformed}
      />
      {draft.patientInformed === 'ja' ? (
        <div className="form-grid">
          <DateField
            label={FIELD_LABELS.patientInformedDate}
            help="Dagen då patienten fick veta."
            value={draft.patientInformedDate ?? ''}
            onChange={(day) => set('patientInformedDate', day === '' ? null : day)}
            error={errors.patientInformedDate}
          />
          <Line name="patientInformedBy" help="Roll, till exempel ansvarig läkare." />
          <RadioGroup
            label={FIELD_LABELS.journalNoted}
            orientation="horizontal"
            value={draft.journalNoted === null ? null : draft.journalNoted ? 'ja' : 'nej'}
            onChange={(value) => set('journalNoted', value === 'ja')}
            choices={YES_NO}
          />
        </div>
      ) : null}
      {draft.patientInformed === 'nej' ? <Text name="patientNotInformedReason" rows={2} /> : null}
    </div>
  )
}

const YES_NO = [
  { code: 'ja', label: 'Ja' },
  { code: 'nej', label: 'Nej' },
] as const

function UnitField() {
  const { draft, set, errors } = useForm()
  const units = useUnits()
  const { grants } = useSession()
  if (units.all.length === 0) return null
  // A case is put where one may write; the service refuses the rest.
  const scope = scopeOf(grants, CASE_WRITERS)
  const choices = units
    .choices({ organisation: 'egen' })
    .filter(
      ({ code }) => scope !== null && scopeHolds(scope, units.byId.get(Number(code))?.forvaltningId ?? null),
    )
  return (
    <ComboBox
      label={FIELD_LABELS.unitId}
      help="Sök på en del av namnet."
      value={draft.unitId === null ? null : String(draft.unitId)}
      onChange={(code) => set('unitId', code === null ? null : Number(code))}
      choices={choices}
      error={errors.unitId}
      required
    />
  )
}

type TextName = {
  [Key in FieldName]: ReportDraft[Key] extends string ? Key : never
}[FieldName]

interface TextProps {
  readonly name: TextName
  readonly help?: string
  readonly rows?: number
  readonly required?: boolean
}

function Text({ name, help, rows, required }: TextProps) {
  const { draft, set, errors } = useForm()
  return (
    <TextArea
      label={FIELD_LABELS[name]}
      {...(help === undefined ? {} : { help })}
      value={draft[name]}
      onChange={(value) => set(name, value)}
      rows={rows ?? 3}
      required={required ?? false}
      error={errors[name]}
    />
  )
}

function Line({ name, help, required }: TextProps) {
  const { draft, set, errors } = useForm()
  return (
    <TextField
      label={FIELD_LABELS[name]}
      {...(help === undefined ? {} : { help })}
      value={draft[name]}
      onChange={(value) => set(name, value)}
      required={required ?? false}
      error={errors[name]}
    />
  )
}

function Estimate({
  name,
  help,
}: {
  name: 'reportedActualSeverity' | 'reportedPotentialSeverity'
  help: string
}) {
  const { draft, set, errors } = useForm()
  const value = draft[name]
  return (
    <Select
      label={FIELD_LABELS[name]}
      help={help}
      value={value === null ? null : String(value)}
      onChange={(code) => set(name, code === null ? null : Number(code))}
      choices={ESTIMATES}
      emptyLabel="Vet inte"
      error={errors[name]}
    />
  )
}

function Group({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  const id = useId()
  return (
    <section className="card stack" aria-labelledby={id}>
      <div>
        <h2 id={id}>{title}</h2>
        {lead ? <p className="soft">{lead}</p> : null}
      </div>
      {children}
    </section>
  )
}
