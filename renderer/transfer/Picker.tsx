import { ChevronDown, Search } from 'lucide-react'
import { useState } from 'react'
import {
  Autocomplete,
  Button,
  Collection,
  Dialog,
  DialogTrigger,
  Header,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Popover,
  SearchField,
} from 'react-aria-components'
import { fold } from '../../shared/text/swedish.ts'
import type { Choice } from '../ui/fields.tsx'

export interface ChoiceGroup {
  readonly title: string
  readonly choices: readonly Choice<string>[]
}

/** More than this many are not read through: one types instead. */
const MOST_SHOWN = 300

/**
 * A button that says what is chosen and opens a list to search in. Made for tables where every line has one: the list
 * exists only while it is open.
 */
export function Picker({
  label,
  value,
  shown,
  groups,
  invalid = false,
  onChange,
}: {
  /** What is chosen for what, e.g. 'Fält för kolumnen Datum'. */
  label: string
  value: string | null
  /** What the button says. */
  shown: string
  groups: readonly ChoiceGroup[]
  invalid?: boolean
  onChange: (value: string) => void
}) {
  const [open, setOpen] = useState(false)
  return (
    <DialogTrigger isOpen={open} onOpenChange={setOpen}>
      <Button
        className={
          invalid ? 'input select-button transfer-picker invalid' : 'input select-button transfer-picker'
        }
        aria-label={`${label}: ${shown}`}
      >
        <span className="ellipsis">{shown}</span>
        <ChevronDown size={16} aria-hidden />
      </Button>
      <Popover className="popover transfer-picker-popover" placement="bottom start">
        <Dialog className="transfer-picker-dialog" aria-label={label}>
          <Choosing
            label={label}
            value={value}
            groups={groups}
            onChange={(chosen) => {
              setOpen(false)
              onChange(chosen)
            }}
          />
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}

function Choosing({
  label,
  value,
  groups,
  onChange,
}: {
  label: string
  value: string | null
  groups: readonly ChoiceGroup[]
  onChange: (value: string) => void
}) {
  const [text, setText] = useState('')
  const { found, more } = search(groups, text)
  return (
    <Autocomplete inputValue={text} onInputChange={setText} disableAutoFocusFirst={false}>
      <SearchField className="field transfer-picker-search" autoFocus>
        <Label className="visually-hidden">Sök i listan</Label>
        <div className="transfer-search-box">
          <Search size={16} aria-hidden />
          <Input className="input" placeholder="Sök" />
        </div>
      </SearchField>
      <ListBox
        className="listbox transfer-picker-list"
        aria-label={label}
        items={found}
        selectionMode="single"
        selectedKeys={value === null ? [] : [value]}
        onSelectionChange={(keys) => {
          if (keys === 'all') return
          const [key] = keys
          // The one that is chosen already, chosen again, is what one wants.
          if (key !== undefined) onChange(String(key))
          else if (value !== null) onChange(value)
        }}
        renderEmptyState={() => <p className="option">Inget passar.</p>}
      >
        {(group) => (
          <ListBoxSection id={`grupp ${group.title}`}>
            <Header className="option-section">{group.title}</Header>
            <Collection items={group.choices.map((choice) => ({ ...choice, id: choice.code }))}>
              {(choice) => (
                <ListBoxItem className="option" textValue={choice.label}>
                  {choice.label}
                  {choice.detail ? <span className="option-detail">{choice.detail}</span> : null}
                </ListBoxItem>
              )}
            </Collection>
          </ListBoxSection>
        )}
      </ListBox>
      {more === 0 ? null : <p className="option soft small">{more} till: skriv för att hitta rätt.</p>}
    </Autocomplete>
  )
}

/** The choices whose words hold all that is typed, in their own order; those that begin with it first. */
export function search(
  groups: readonly ChoiceGroup[],
  text: string,
): { found: (ChoiceGroup & { id: string })[]; more: number } {
  const words = fold(text).split(/\s+/).filter(Boolean)
  let room = MOST_SHOWN
  let more = 0
  const found = groups.flatMap(({ title, choices }) => {
    const fitting = choices.filter(({ label, detail = '' }) => {
      const whole = `${fold(label)} ${fold(detail)}`
      return words.every((word) => whole.includes(word))
    })
    const [first] = words
    if (first !== undefined) {
      fitting.sort(
        (a, b) => Number(!fold(a.label).startsWith(first)) - Number(!fold(b.label).startsWith(first)),
      )
    }
    const shown = fitting.slice(0, room)
    room -= shown.length
    more += fitting.length - shown.length
    return shown.length === 0 ? [] : [{ id: `grupp ${title}`, title, choices: shown }]
  })
  return { found, more }
}
