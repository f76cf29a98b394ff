import { ChevronDown } from 'lucide-react'
import { Button, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components'
import type { Choice } from '../ui/fields.tsx'

/** A list of a few to pick from, on a line of a table: its name is heard, not seen. */
export function SmallSelect<Code extends string>({
  label,
  value,
  choices,
  invalid = false,
  onChange,
}: {
  label: string
  value: Code | null
  choices: readonly Choice<Code>[]
  invalid?: boolean
  onChange: (value: Code) => void
}) {
  return (
    <Select
      aria-label={label}
      placeholder="Välj …"
      selectedKey={value}
      // The keys are the codes given below.
      onSelectionChange={(key) => key !== null && onChange(key as Code)}
      isInvalid={invalid}
    >
      <Button
        className={
          invalid ? 'input select-button transfer-picker invalid' : 'input select-button transfer-picker'
        }
      >
        <SelectValue className="ellipsis" />
        <ChevronDown size={16} aria-hidden />
      </Button>
      <Popover className="popover">
        <ListBox className="listbox">
          {choices.map((choice) => (
            <ListBoxItem key={choice.code} id={choice.code} className="option" textValue={choice.label}>
              {choice.label}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  )
}
