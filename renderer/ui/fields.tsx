import { parseDate } from '@internationalized/date'
import { CircleAlert } from 'lucide-react'
import { useRef, type ReactNode } from 'react'
import {
  Checkbox as AriaCheckbox,
  DateField as AriaDateField,
  DateInput,
  DateSegment,
  FieldError,
  Input,
  Label,
  NumberField as AriaNumberField,
  Radio,
  RadioGroup as AriaRadioGroup,
  Text,
  TextArea as AriaTextArea,
  TextField as AriaTextField,
} from 'react-aria-components'
import { isIsoDate } from '../../shared/time/dates.ts'
import { PersonnummerCheck } from './PersonnummerCheck.tsx'

/** What every field has: a visible label, the definition beside it, and its error next to it. */
export interface FieldProps {
  readonly label: string
  /** The definition or an example, shown under the label and read with the field. */
  readonly help?: ReactNode
  readonly error?: string | undefined
  /** Something to think about that does not stop the work. */
  readonly warning?: string | undefined
  readonly required?: boolean
  readonly disabled?: boolean
}

/** A field's state as React Aria asks for it. */
export function ariaState(field: Pick<FieldProps, 'required' | 'disabled' | 'error'>) {
  return {
    isRequired: field.required ?? false,
    isDisabled: field.disabled ?? false,
    isInvalid: field.error !== undefined,
    validationBehavior: 'aria',
  } as const
}

export function FieldLabel({ label, required }: { label: string; required?: boolean | undefined }) {
  return (
    <Label className="field-label">
      {label}
      {required ? <span className="field-required"> (krävs)</span> : null}
    </Label>
  )
}

export function FieldMessages({ help, warning }: Pick<FieldProps, 'help' | 'warning'>) {
  return (
    <>
      {help ? (
        <Text slot="description" className="field-help">
          {help}
        </Text>
      ) : null}
      {warning ? (
        <span role="status" className="field-warning">
          {warning}
        </span>
      ) : null}
    </>
  )
}

export function FieldProblem({ error }: { error: string | undefined }) {
  return (
    <FieldError className="field-error">
      {error ? (
        <>
          <CircleAlert size={16} aria-hidden />
          {error}
        </>
      ) : null}
    </FieldError>
  )
}

interface TextFieldProps extends FieldProps {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly type?: 'text' | 'password'
  readonly autoFocus?: boolean
  readonly placeholder?: string
  readonly autoComplete?: string
  /** The one kind of field that may hold a personnummer: text is not looked through while one types. */
  readonly personnummer?: 'allowed'
}

export function TextField({
  value,
  onChange,
  type = 'text',
  autoFocus,
  placeholder,
  autoComplete,
  personnummer,
  ...field
}: TextFieldProps) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <AriaTextField
      className="field"
      value={value}
      onChange={onChange}
      type={type}
      {...ariaState(field)}
      {...(autoComplete === undefined ? {} : { autoComplete })}
      // The person asked for this field by opening its dialog or page.
      autoFocus={autoFocus ?? false}
    >
      <FieldLabel label={field.label} required={field.required} />
      <FieldMessages help={field.help} warning={field.warning} />
      <Input
        ref={input}
        className="input"
        {...(placeholder === undefined ? {} : { placeholder })}
        {...(personnummer === undefined ? {} : { spellCheck: false })}
      />
      {type === 'password' || personnummer === 'allowed' || saysPersonnummer(field.error) ? null : (
        <PersonnummerCheck value={value} field={input} />
      )}
      <FieldProblem error={field.error} />
    </AriaTextField>
  )
}

export function TextArea({
  value,
  onChange,
  rows = 4,
  ...field
}: FieldProps & { value: string; onChange: (value: string) => void; rows?: number }) {
  const area = useRef<HTMLTextAreaElement>(null)
  return (
    <AriaTextField className="field" value={value} onChange={onChange} {...ariaState(field)}>
      <FieldLabel label={field.label} required={field.required} />
      <FieldMessages help={field.help} warning={field.warning} />
      <AriaTextArea ref={area} className="input" rows={rows} />
      {saysPersonnummer(field.error) ? null : <PersonnummerCheck value={value} field={area} />}
      <FieldProblem error={field.error} />
    </AriaTextField>
  )
}

/** The service's refusal stands there already; once is enough. */
function saysPersonnummer(error: string | undefined): boolean {
  return error?.includes('personnummer') ?? false
}

export function NumberField({
  value,
  onChange,
  min,
  max,
  ...field
}: FieldProps & {
  value: number | null
  onChange: (value: number | null) => void
  min?: number
  max?: number
}) {
  return (
    <AriaNumberField
      className="field"
      value={value ?? Number.NaN}
      onChange={(next) => onChange(Number.isNaN(next) ? null : next)}
      {...ariaState(field)}
      formatOptions={{ useGrouping: false }}
      {...(min === undefined ? {} : { minValue: min })}
      {...(max === undefined ? {} : { maxValue: max })}
    >
      <FieldLabel label={field.label} required={field.required} />
      <FieldMessages help={field.help} warning={field.warning} />
      <Input className="input numeric" />
      <FieldProblem error={field.error} />
    </AriaNumberField>
  )
}

/** A day, ISO text in and out; '' is no day. Typed in segments, so that only real days can be written. */
export function DateField({
  value,
  onChange,
  ...field
}: FieldProps & { value: string; onChange: (value: string) => void }) {
  return (
    <AriaDateField
      className="field"
      value={isIsoDate(value) ? parseDate(value) : null}
      onChange={(date) => onChange(date?.toString() ?? '')}
      granularity="day"
      shouldForceLeadingZeros
      {...ariaState(field)}
    >
      <FieldLabel label={field.label} required={field.required} />
      <FieldMessages help={field.help} warning={field.warning} />
      <DateInput className="input date-input">
        {(segment) => <DateSegment segment={segment} className="date-segment" />}
      </DateInput>
      <FieldProblem error={field.error} />
    </AriaDateField>
  )
}

export function Checkbox({
  label,
  detail,
  selected,
  onChange,
  disabled,
}: {
  label: string
  detail?: string
  selected: boolean
  onChange: (selected: boolean) => void
  disabled?: boolean
}) {
  return (
    <AriaCheckbox
      className="checkbox"
      isSelected={selected}
      onChange={onChange}
      isDisabled={disabled ?? false}
    >
      <span className="checkbox-box" aria-hidden>
        {selected ? '✓' : ''}
      </span>
      <span>
        {label}
        {detail ? <span className="radio-detail">{detail}</span> : null}
      </span>
    </AriaCheckbox>
  )
}

export interface Choice<Code extends string> {
  readonly code: Code
  readonly label: string
  readonly detail?: string
}

/** A code list (`{code: label}`) as choices for Select and RadioGroup. */
export function choicesOf<Code extends string>(list: Readonly<Record<Code, string>>): Choice<Code>[] {
  // Object.keys widens to string; the record's own keys are its codes.
  return (Object.keys(list) as Code[]).map((code) => ({ code, label: list[code] }))
}

export function RadioGroup<Code extends string>({
  value,
  onChange,
  choices,
  orientation = 'vertical',
  ...field
}: FieldProps & {
  value: Code | null
  onChange: (value: Code) => void
  choices: readonly Choice<Code>[]
  orientation?: 'vertical' | 'horizontal'
}) {
  return (
    <AriaRadioGroup
      className="field radio-group"
      orientation={orientation}
      value={value}
      // The group only ever reports a value of one of its own radios.
      onChange={(next) => onChange(next as Code)}
      {...ariaState(field)}
    >
      <FieldLabel label={field.label} required={field.required} />
      <FieldMessages help={field.help} warning={field.warning} />
      <div className="radio-group-options">
        {choices.map((choice) => (
          <Radio key={choice.code} value={choice.code} className="radio">
            <span className="radio-dot" aria-hidden />
            <span>
              {choice.label}
              {choice.detail ? <span className="radio-detail">{choice.detail}</span> : null}
            </span>
          </Radio>
        ))}
      </div>
      <FieldProblem error={field.error} />
    </AriaRadioGroup>
  )
}
