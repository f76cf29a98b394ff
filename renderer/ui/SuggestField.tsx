import { ComboBox, Input, ListBox, ListBoxItem, Popover } from 'react-aria-components'
import { useRef } from 'react'
import { FieldLabel, FieldMessages, FieldProblem, ariaState, type FieldProps } from './fields.tsx'
import { PersonnummerCheck } from './PersonnummerCheck.tsx'

/** A text with suggestions to take from while one types; anything else may be written. */
export function SuggestField({
  value,
  onChange,
  suggestions,
  ...field
}: FieldProps & {
  value: string
  onChange: (value: string) => void
  suggestions: readonly string[]
}) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <ComboBox
      className="field"
      allowsCustomValue
      inputValue={value}
      onInputChange={onChange}
      defaultItems={suggestions.map((text) => ({ id: text, text }))}
      {...ariaState(field)}
    >
      <FieldLabel label={field.label} required={field.required} />
      <FieldMessages help={field.help} warning={field.warning} />
      <Input ref={input} className="input" />
      <PersonnummerCheck value={value} field={input} />
      <FieldProblem error={field.error} />
      <Popover className="popover">
        <ListBox<{ id: string; text: string }> className="listbox">
          {({ id, text }) => (
            <ListBoxItem id={id} className="option" textValue={text}>
              {text}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  )
}
