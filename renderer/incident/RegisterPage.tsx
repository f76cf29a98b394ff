import { Plus } from 'lucide-react'
import { Link } from 'wouter'
import { CASE_WRITERS } from '../../shared/account/roles.ts'
import { formatNumber } from '../../shared/text/swedish.ts'
import { useRpc } from '../app/rpc.ts'
import { useMay } from '../app/session.tsx'
import { Button } from '../ui/Button.tsx'
import { focusPage } from '../ui/focus.ts'
import { Empty, PageHead } from '../ui/parts.tsx'
import { FilterBar } from './FilterBar.tsx'
import { FilterChips } from './FilterChips.tsx'
import { RegisterTable } from './RegisterTable.tsx'
import { SavedViews } from './SavedViews.tsx'
import { EMPTY_VIEW, useRegisterView } from './registerState.ts'
import { useUnits } from './units.ts'
import './incident.css'

/** The register: every event, filtered, sorted, searched; a line opens its case. */
export function RegisterPage() {
  const { view, change } = useRegisterView()
  const units = useUnits()
  const mayWrite = useMay(CASE_WRITERS)
  const count = useRpc('incident.count', { filter: view.filter }, { placeholderData: (old) => old })
  const filtered = Object.keys(view.filter).length > 0

  return (
    <div className="page fill incident-register">
      <PageHead title="Händelser">
        <SavedViews view={view} onOpen={change} />
        {mayWrite ? (
          <Link href="/handelse/ny" className="button primary">
            <Plus size={16} aria-hidden />
            Ny händelse
          </Link>
        ) : null}
      </PageHead>
      <FilterBar filter={view.filter} onChange={(filter, options) => change({ ...view, filter }, options)} />
      <div className="incident-count-row">
        <p className="incident-count" role="status">
          {count.data === undefined ? '' : countText(count.data.total, filtered)}
        </p>
        <FilterChips filter={view.filter} units={units} onChange={(filter) => change({ ...view, filter })} />
      </div>
      <RegisterTable
        view={view}
        total={count.data?.total}
        onChange={change}
        empty={
          filtered ? (
            <Empty title="Inga händelser passar filtret">
              <p>
                Ta bort ett filter i taget för att se fler. Sökningen hittar hela ord och början på det sista.
              </p>
              <Button
                onPress={() => {
                  change(EMPTY_VIEW)
                  focusPage()
                }}
              >
                Visa alla händelser
              </Button>
            </Empty>
          ) : (
            <Empty title="Här är det tomt än">
              <p>
                När någon rapporterar en händelse, ett tillbud eller en risk visas den här. Härifrån bedöms
                den, utreds och följs upp.
              </p>
              {mayWrite ? (
                <Link href="/handelse/ny" className="button primary">
                  Rapportera den första händelsen
                </Link>
              ) : null}
            </Empty>
          )
        }
      />
    </div>
  )
}

function countText(total: number, filtered: boolean): string {
  const number = formatNumber(total)
  if (total === 1) return '1 händelse'
  return filtered ? `${number} händelser i urvalet` : `${number} händelser`
}
