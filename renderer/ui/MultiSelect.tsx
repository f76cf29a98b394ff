import { ChevronDown } from 'lucide-react'
import {
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select as AriaSelect,
  SelectValue,
} from 'react-aria-components'
import type { Choice } from './fields.tsx'

/** A list to pick several from. Nothing picked means 'all', and the button says so. */
export function MultiSelect<Code extends string>({
  label,
  values,
  onChange,
  choices,
  emptyLabel = 'Alla',
}: {
  label: string
  values: readonly Code[]
  onChange: (values: Code[]) => void
  choices: readonly Choice<Code>[]
  emptyLabel?: string
}) {
  const picked = choices.filter((choice) => values.includes(choice.code))
  const [first] = picked
  const text = first === undefined ? emptyLabel : picked.length === 1 ? first.label : `${picked.length} valda`
  return (
    <AriaSelect<object, 'multiple'>
      className="field"
      selectionMode="multiple"
      value={values}
      // The keys are the codes given below.
      onChange={(keys) => onChange(keys.map((key) => key as Code))}
    >
      <Label className="field-label">{label}</Label>
      <Button className="input select-button">
        <SelectValue className="ellipsis select-all">{text}</SelectValue>
        <ChevronDown size={16} aria-hidden />
      </Button>
      <Popover className="popover">
        <ListBox className="listbox">
          {choices.map((choice) => (
            <ListBoxItem key={choice.code} id={choice.code} className="option check" textValue={choice.label}>
              {({ isSelected }) => (
                <>
                  <span className={isSelected ? 'option-check on' : 'option-check'} aria-hidden>
                    {isSelected ? '✓' : ''}
                  </span>
                  <span>{choice.label}</span>
                  {choice.detail ? (
                    <span className="option-detail numeric option-end">{choice.detail}</span>
                  ) : null}
                </>
              )}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </AriaSelect>
  )
}
