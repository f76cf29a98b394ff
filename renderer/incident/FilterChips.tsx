import { X } from 'lucide-react'
import { Button as AriaButton } from 'react-aria-components'
import type { IncidentFilter } from '../../shared/incident/filter.ts'
import { Button } from '../ui/Button.tsx'
import { focusPage } from '../ui/focus.ts'
import { chipsOf, type FilterWords } from './registerFacets.ts'

/** The filters in use, in words, each with its own way out. */
export function FilterChips({
  filter,
  words,
  onChange,
}: {
  filter: IncidentFilter
  words: FilterWords
  onChange: (filter: IncidentFilter) => void
}) {
  const chips = chipsOf(filter, words)
  if (chips.length === 0) return null
  return (
    <div className="incident-chips">
      <ul aria-label="Valda filter">
        {chips.map((chip) => (
          <li key={chip.key}>
            <AriaButton
              className="incident-chip"
              aria-label={`Ta bort filtret ${chip.label}`}
              onPress={() => {
                onChange(chip.without)
                focusPage()
              }}
            >
              {chip.label}
              <X size={14} aria-hidden />
            </AriaButton>
          </li>
        ))}
      </ul>
      <Button
        size="small"
        variant="quiet"
        onPress={() => {
          onChange({})
          focusPage()
        }}
      >
        Rensa alla
      </Button>
    </div>
  )
}
