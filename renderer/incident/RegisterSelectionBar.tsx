import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { CASE_WRITERS } from '../../shared/account/roles.ts'
import { formatNumber } from '../../shared/text/swedish.ts'
import { BULK_MAX } from '../../shared/triage/codes.ts'
import { useMay } from '../app/session.tsx'
import { BulkActions, type Target } from '../triage/BulkActions.tsx'
import { Button } from '../ui/Button.tsx'
import { useReadRows, type ShownList } from './registerRows.ts'
import { ALL, countSelected, NONE, type Selection } from './registerSelection.ts'

/** How many are selected, and what can be done with them. */
export function RegisterSelectionBar({
  selection,
  shown,
  onSelection,
}: {
  selection: Selection
  shown: ShownList
  onSelection: (selection: Selection) => void
}) {
  const { total, list } = shown
  const count = countSelected(selection, total)
  const mayWrite = useMay(CASE_WRITERS)
  const target = useTarget(selection, shown)
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
          {mayWrite && target !== null ? (
            <BulkActions target={target} onDone={() => onSelection(NONE)} />
          ) : mayWrite ? (
            <span className="small soft">
              Med undantag går det bara för högst {formatNumber(BULK_MAX)}. Markera alla, eller filtrera.
            </span>
          ) : null}
          {selection.all && selection.ids.size === 0 ? null : (
            <Button size="small" variant="quiet" onPress={() => onSelection(ALL)}>
              Markera alla {formatNumber(total)}
              {Object.keys(list.filter).length > 0 ? ' i urvalet' : ''}
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

/** What is to be changed: the chosen ones by name, all by the filter; all but some by name, where they are not too many. */
function useTarget(selection: Selection, { list, total }: ShownList): Target | null {
  const readRows = useReadRows(list)
  const but = selection.all && selection.ids.size > 0
  const few = total - selection.ids.size <= BULK_MAX
  const all = useQuery({
    queryKey: ['incident.list', list, 'ids', total],
    queryFn: async () => (await readRows(0, total)).map((row) => row.id),
    enabled: but && few,
  })
  if (!selection.all) return { ids: [...selection.ids] }
  if (!but) return { filter: list.filter, count: total }
  return few && all.data ? { ids: all.data.filter((id) => !selection.ids.has(id)) } : null
}
