import { createContext, useContext, useId, type ReactNode } from 'react'
import type { CodeListName } from '../../shared/code/names.ts'
import { ALLVARLIGHETSGRADER, EJ_KLASSIFICERAD } from '../../shared/incident/codes.ts'
import { CODE_FIELDS, FIELD_LABELS, TAG_FIELDS, type TagField } from '../../shared/incident/fields.ts'
import { SCALE } from '../../shared/incident/risk.ts'
import type { ConditionalSection } from '../../shared/incident/sections.ts'
import { useToday } from '../action/useToday.ts'
import { useCodes } from '../code/useCodes.ts'
import { MultiSelect } from '../ui/MultiSelect.tsx'
import { Select } from '../ui/Select.tsx'
import { DateField, NumberField, RadioGroup, TextArea, TextField, type Choice } from '../ui/fields.tsx'
import { FIELD_HELP } from './fieldHelp.ts'
import type { FieldErrors, FieldName, ReportDraft } from './reportForm.ts'

/** The fields of a report, one kind each, with label, definition and error from the same place. */

export interface FormState {
  readonly draft: ReportDraft
  readonly set: <Key extends FieldName>(key: Key, value: ReportDraft[Key]) => void
  readonly errors: FieldErrors
  /** Parts that somebody has asked for though nothing else gives reason to. */
  readonly asked: readonly ConditionalSection[]
  readonly ask: (section: ConditionalSection, wanted: boolean) => void
}
const FormContext = createContext<FormState | null>(null)

export function useForm(): FormState {
  const form = useContext(FormContext)
  if (!form) throw new Error('fält utanför formuläret')
  return form
}

export function ReportForm({ children, ...state }: FormState & { children: ReactNode }) {
  return <FormContext value={state}>{children}</FormContext>
}

type NamesOf<Value> = {
  [Key in FieldName]: ReportDraft[Key] extends Value ? (Value extends ReportDraft[Key] ? Key : never) : never
}[FieldName]
export type TextName = NamesOf<string>
type CodeName = keyof typeof CODE_FIELDS
type DayName = 'eventDate' | 'discoveredDate' | 'patientInformedDate' | 'feedbackGivenDate'
type FlagName = 'isChild' | 'frailElderly' | 'journalNoted'
type EstimateName = 'reportedActualSeverity' | 'reportedPotentialSeverity' | 'psychologicalSeverity'

interface Look {
  /** The one line that stands under the label; the longer one stands beside the form. */
  readonly help?: string | null
  readonly required?: boolean
}

/** Which field it is, for the help beside the form and for links that lead to it. */
function Named({ name, wide, children }: { name: FieldName; wide?: boolean; children: ReactNode }) {
  return (
    <div className={wide ? 'incident-field wide' : 'incident-field'} data-field={name}>
      {children}
    </div>
  )
}

/** The help that a field shows under its label, unless it is told otherwise. */
function helpFor(name: FieldName, help: string | null | undefined) {
  const text = help === undefined ? FIELD_HELP[name]?.text : help
  return text === undefined || text === null ? {} : { help: text }
}

export function Line({ name, help, required, wide }: Look & { name: TextName; wide?: boolean }) {
  const { draft, set, errors } = useForm()
  return (
    <Named name={name} wide={wide ?? false}>
      <TextField
        label={FIELD_LABELS[name]}
        {...helpFor(name, help)}
        value={draft[name]}
        onChange={(value) => set(name, value)}
        required={required ?? false}
        error={errors[name]}
      />
    </Named>
  )
}

export function Text({
  name,
  help,
  required,
  rows = 3,
  onChange,
}: Look & { name: TextName; rows?: number; onChange?: (value: string) => void }) {
  const { draft, set, errors } = useForm()
  return (
    <Named name={name} wide>
      <TextArea
        label={FIELD_LABELS[name]}
        {...helpFor(name, help)}
        value={draft[name]}
        onChange={onChange ?? ((value) => set(name, value))}
        rows={rows}
        required={required ?? false}
        error={errors[name]}
      />
    </Named>
  )
}

export function Day({ name, help }: Look & { name: DayName }) {
  const { draft, set, errors } = useForm()
  return (
    <Named name={name}>
      <DateField
        label={FIELD_LABELS[name]}
        {...helpFor(name, help)}
        value={draft[name] ?? ''}
        onChange={(day) => set(name, day === '' ? null : day)}
        error={errors[name]}
      />
    </Named>
  )
}

export function Whole({ name, max, help }: Look & { name: 'patientAge' | 'waitingDays'; max: number }) {
  const { draft, set, errors } = useForm()
  return (
    <Named name={name}>
      <NumberField
        label={FIELD_LABELS[name]}
        {...helpFor(name, help)}
        value={draft[name]}
        onChange={(value) => set(name, value)}
        min={0}
        max={max}
        error={errors[name]}
      />
    </Named>
  )
}

/** A code of a constant list. */
export function Choose<Key extends FieldName, Code extends ReportDraft[Key] & string>({
  name,
  choices,
  help,
  emptyLabel = 'Ej angivet',
}: Look & { name: Key; choices: readonly Choice<Code>[]; emptyLabel?: string }) {
  const { draft, set, errors } = useForm()
  const value = draft[name]
  return (
    <Named name={name}>
      <Select<string>
        label={FIELD_LABELS[name]}
        {...helpFor(name, help)}
        value={typeof value === 'string' ? value : null}
        // The list holds the field's own codes, and the empty choice is null.
        onChange={(code) => set(name, code as ReportDraft[Key])}
        choices={choices}
        emptyLabel={emptyLabel}
        error={errors[name]}
      />
    </Named>
  )
}

/** A code of a list that is data. */
export function ChooseCode({
  name,
  parent,
  required = false,
  help,
  onChange,
}: Look & { name: CodeName; parent?: string; onChange?: (code: string | null) => void }) {
  const { draft, set, errors } = useForm()
  const choices = useCodeChoices(CODE_FIELDS[name], draft[name], parent)
  const value = draft[name] === EJ_KLASSIFICERAD ? null : draft[name]
  return (
    <Named name={name}>
      <Select
        label={FIELD_LABELS[name]}
        {...helpFor(name, help)}
        value={value}
        onChange={onChange ?? ((code) => set(name, code))}
        choices={choices}
        {...(required ? {} : { emptyLabel: 'Ej angivet' })}
        required={required}
        error={errors[name]}
      />
    </Named>
  )
}

/** What can be chosen in a list: its upper level, or what stands under `parent`; under both where the whole list is asked. */
export function useCodeChoices(
  list: CodeListName,
  chosen: string | null,
  parent?: string,
): readonly Choice<string>[] {
  const codes = useCodes()
  const today = useToday()
  if (list === 'skadetyp') {
    return codes
      .choices(list, today, { chosen })
      .flatMap((upper) => [
        upper,
        ...codes
          .choices(list, today, { parent: upper.code, chosen })
          .map((under) => ({ ...under, label: `${upper.label}: ${under.label.toLocaleLowerCase('sv')}` })),
      ])
  }
  return codes
    .choices(list, today, { parent: parent ?? null, chosen })
    .filter(({ code }) => code !== EJ_KLASSIFICERAD)
}

/** Several codes of a list that is data. */
export function ChooseSeveral({ name }: { name: TagField }) {
  const { draft, set } = useForm()
  const codes = useCodes()
  const today = useToday()
  const list = TAG_FIELDS[name]
  const offered = codes.choices(list, today)
  const kept = draft[name].filter((code) => !offered.some((choice) => choice.code === code))
  return (
    <Named name={name}>
      <MultiSelect
        label={FIELD_LABELS[name]}
        values={draft[name]}
        onChange={(values) => set(name, values)}
        choices={[...offered, ...kept.map((code) => ({ code, label: codes.label(list, code) }))]}
        emptyLabel="Inget valt"
      />
      {FIELD_HELP[name] ? <p className="field-help">{FIELD_HELP[name].text}</p> : null}
    </Named>
  )
}

export const YES_NO = [
  { code: 'ja', label: 'Ja' },
  { code: 'nej', label: 'Nej' },
] as const

/** Ja, nej, or not told. */
export function Flag({ name, help }: Look & { name: FlagName }) {
  const { draft, set, errors } = useForm()
  const value = draft[name]
  return (
    <Named name={name}>
      <Select
        label={FIELD_LABELS[name]}
        {...helpFor(name, help)}
        value={value === null ? null : value ? 'ja' : 'nej'}
        onChange={(code) => set(name, code === null ? null : code === 'ja')}
        choices={YES_NO}
        emptyLabel="Ej angivet"
        error={errors[name]}
      />
    </Named>
  )
}

/** Ja or nej, one of them always. */
export function YesNo({ name, help }: Look & { name: 'patientInvolved' | 'feedbackWanted' }) {
  const { draft, set, errors } = useForm()
  return (
    <Named name={name}>
      <RadioGroup
        label={FIELD_LABELS[name]}
        {...helpFor(name, help)}
        orientation="horizontal"
        value={draft[name] ? 'ja' : 'nej'}
        onChange={(value) => set(name, value === 'ja')}
        choices={YES_NO}
        error={errors[name]}
      />
    </Named>
  )
}

/** 0–4 as somebody's own first estimate. */
const ESTIMATES: readonly Choice<string>[] = [
  { code: '0', label: 'Ingen påverkan' },
  ...SCALE.map((grade) => ({
    code: String(grade),
    label: `${grade} ${ALLVARLIGHETSGRADER[grade].label}`,
    detail: ALLVARLIGHETSGRADER[grade].text,
  })),
]

/** Suffering is not told by loss of function: the same steps in other words. */
const PSYCHOLOGICAL: readonly Choice<string>[] = [
  { code: '0', label: 'Ingen påverkan' },
  { code: '1', label: '1 Mindre', detail: 'Oro eller obehag som gick över' },
  { code: '2', label: '2 Måttlig', detail: 'Lidande en tid, eller behov av stöd' },
  { code: '3', label: '3 Betydande', detail: 'Långvarigt lidande, eller behov av behandling' },
  { code: '4', label: '4 Katastrofal', detail: 'Bestående eller livshotande psykisk skada' },
]

export function Estimate({ name, help }: Look & { name: EstimateName }) {
  const { draft, set, errors } = useForm()
  const value = draft[name]
  return (
    <Named name={name}>
      <Select
        label={FIELD_LABELS[name]}
        {...helpFor(name, help)}
        value={value === null ? null : String(value)}
        onChange={(code) => set(name, code === null ? null : Number(code))}
        choices={name === 'psychologicalSeverity' ? PSYCHOLOGICAL : ESTIMATES}
        emptyLabel={name === 'psychologicalSeverity' ? 'Ej bedömd' : 'Vet inte'}
        error={errors[name]}
      />
    </Named>
  )
}

/** A part of the form, with its heading. `id` is what the index and links lead to. */
export function Part({
  id,
  title,
  lead,
  children,
}: {
  id: string
  title: string
  lead?: ReactNode
  children: ReactNode
}) {
  const titleId = useId()
  return (
    <section className="card stack incident-part" aria-labelledby={titleId} data-part={id}>
      <div>
        <h2 id={titleId} tabIndex={-1}>
          {title}
        </h2>
        {lead ? <p className="soft">{lead}</p> : null}
      </div>
      {children}
    </section>
  )
}
