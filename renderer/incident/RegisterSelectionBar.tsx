import { X } from 'lucide-react'
import type { IncidentFilter } from '../../shared/incident/filter.ts'
import { formatNumber } from '../../shared/text/swedish.ts'
import { Button } from '../ui/Button.tsx'
import { ALL, countSelected, NONE, type Selection } from './registerSelection.ts'

/** How many are selected, and what can be done with them. */
export function RegisterSelectionBar({
  selection,
  total,
  filter: _filter,
  onSelection,
}: {
  selection: Selection
  total: number
  /** What the list shows: with a selection of all, this is what is meant. */
  filter: IncidentFilter
  onSelection: (selection: Selection) => void
}) {
  const count = countSelected(selection, total)
  return (
    <div
      className={count === 0 ? 'register-selection none' : 'register-selection'}
      role="region"
      aria-label="Markerade"
    >
      <p role="status">
        {count === 0
          ? ''
          : count === 1
            ? '1 händelse markerad'
            : `${formatNumber(count)} händelser markerade`}
      </p>
      {count === 0 ? null : (
        <>
          {selection.all && selection.ids.size === 0 ? null : (
            <Button size="small" variant="quiet" onPress={() => onSelection(ALL)}>
              Markera alla {formatNumber(total)}
            </Button>
          )}
          <Button size="small" variant="quiet" onPress={() => onSelection(NONE)}>
            <X size={16} aria-hidden />
            Avmarkera
          </Button>
        </>
      )}
    </div>
  )
}
