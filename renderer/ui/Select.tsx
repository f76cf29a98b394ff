import { ChevronDown } from 'lucide-react'
import {
  Button,
  ComboBox as AriaComboBox,
  Input,
  ListBox,
  ListBoxItem,
  Popover,
  Select as AriaSelect,
  SelectValue,
} from 'react-aria-components'
import {
  ariaState,
  FieldLabel,
  FieldMessages,
  FieldProblem,
  type Choice,
  type FieldProps,
} from './fields.tsx'

interface ChoiceFieldProps<Code extends string> extends FieldProps {
  readonly value: Code | null
  readonly onChange: (value: Code | null) => void
  readonly choices: readonly Choice<Code>[]
  readonly placeholder?: string
  /** Adds a first choice that means 'no value' (e.g. 'Alla'). */
  readonly emptyLabel?: string
}

/** React Aria keys may not be empty; this one stands for 'no value'. */
const EMPTY = '__ingen'

/** A list to pick from, for up to some twenty choices. */
export function Select<Code extends string>({
  value,
  onChange,
  choices,
  placeholder = 'Välj …',
  emptyLabel,
  ...field
}: ChoiceFieldProps<Code>) {
  return (
    <AriaSelect
      className="field"
      selectedKey={value ?? (emptyLabel === undefined ? null : EMPTY)}
      // The keys are the codes given below.
      onSelectionChange={(key) => onChange(key === null || key === EMPTY ? null : (key as Code))}
      placeholder={placeholder}
      {...ariaState(field)}
    >
      <FieldLabel label={field.label} required={field.required} />
      <FieldMessages help={field.help} warning={field.warning} />
      <Button className="input select-button">
        {/* The chosen one by its name alone; its detail belongs in the list. */}
        <SelectValue>
          {({ selectedText, isPlaceholder, defaultChildren }) =>
            isPlaceholder ? defaultChildren : selectedText
          }
        </SelectValue>
        <ChevronDown size={16} aria-hidden />
      </Button>
      <FieldProblem error={field.error} />
      <Popover className="popover">
        <ListBox className="listbox">
          {emptyLabel === undefined ? null : (
            <ListBoxItem id={EMPTY} className="option" textValue={emptyLabel}>
              {emptyLabel}
            </ListBoxItem>
          )}
          {choices.map((choice) => (
            <ChoiceItem key={choice.code} choice={choice} />
          ))}
        </ListBox>
      </Popover>
    </AriaSelect>
  )
}

/** A list to search in by typing, for long lists (units). */
export function ComboBox<Code extends string>({
  value,
  onChange,
  choices,
  placeholder,
  ...field
}: Omit<ChoiceFieldProps<Code>, 'emptyLabel'>) {
  return (
    <AriaComboBox
      className="field"
      selectedKey={value}
      // The keys are the codes given below.
      onSelectionChange={(key) => onChange(key === null ? null : (key as Code))}
      defaultItems={choices.map((choice) => ({ ...choice, id: choice.code }))}
      menuTrigger="focus"
      {...ariaState(field)}
    >
      <FieldLabel label={field.label} required={field.required} />
      <FieldMessages help={field.help} warning={field.warning} />
      <div className="combobox">
        <Input className="input" {...(placeholder === undefined ? {} : { placeholder })} />
        <Button className="button icon-only" aria-label="Visa alla">
          <ChevronDown size={16} aria-hidden />
        </Button>
      </div>
      <FieldProblem error={field.error} />
      <Popover className="popover">
        <ListBox<Choice<Code>>
          className="listbox"
          renderEmptyState={() => <p className="option">Inget passar.</p>}
        >
          {(choice) => <ChoiceItem choice={choice} />}
        </ListBox>
      </Popover>
    </AriaComboBox>
  )
}

function ChoiceItem<Code extends string>({ choice }: { choice: Choice<Code> }) {
  return (
    <ListBoxItem id={choice.code} className="option" textValue={choice.label}>
      {choice.label}
      {choice.detail ? <span className="option-detail">{choice.detail}</span> : null}
    </ListBoxItem>
  )
}
