import { Link } from 'wouter'
import type { IncidentFilter } from '../../shared/incident/filter.ts'
import { formatNumber } from '../../shared/text/swedish.ts'
import { useRpc } from '../app/rpc.ts'
import { Button } from '../ui/Button.tsx'
import { focusPage } from '../ui/focus.ts'
import { Empty } from '../ui/parts.tsx'
import { chipsOf, type Chip, type FilterWords } from './registerFacets.ts'

/** So many ways out are counted; more would be no help. */
const MOST = 8

/** Nothing fits: which filter to take away, and what that would give. */
export function NothingFits({
  filter,
  words,
  onChange,
}: {
  filter: IncidentFilter
  words: FilterWords
  onChange: (filter: IncidentFilter) => void
}) {
  const chips = chipsOf(filter, words)
  const choose = (next: IncidentFilter) => {
    onChange(next)
    focusPage()
  }
  return (
    <Empty title="Inga händelser passar filtret">
      {chips.length > 1 ? (
        <>
          <p>Ta bort ett av filtren, så här många händelser ger det:</p>
          <ul className="register-ways">
            {chips.slice(0, MOST).map((chip) => (
              <WayOut key={chip.key} chip={chip} onChoose={() => choose(chip.without)} />
            ))}
          </ul>
        </>
      ) : null}
      {filter.text === undefined ? null : (
        <p className="soft">
          Sökningen finner alla former av ett ord och delar av sammansatta ord. Pröva ett kortare eller
          vanligare ord.
        </p>
      )}
      <p>
        <Button onPress={() => choose({})}>Visa alla händelser</Button>
      </p>
    </Empty>
  )
}

function WayOut({ chip, onChoose }: { chip: Chip; onChoose: () => void }) {
  const count = useRpc('incident.count', { filter: chip.without })
  return (
    <li>
      <Button size="small" onPress={onChoose} isDisabled={count.data?.total === 0}>
        Utan {chip.label}
        <span className="register-count">{count.data ? formatNumber(count.data.total) : '…'}</span>
      </Button>
    </li>
  )
}

/** Nothing has been registered: how one begins. */
export function NothingYet({ mayWrite, mayImport }: { mayWrite: boolean; mayImport: boolean }) {
  return (
    <Empty title="Här är det tomt än">
      <p>
        När någon rapporterar en händelse, ett tillbud eller en risk visas den här. Härifrån bedöms den,
        utreds och följs upp.
      </p>
      <p className="register-begin">
        {mayWrite ? (
          <Link href="/handelse/ny" className="button primary">
            Rapportera den första händelsen
          </Link>
        ) : null}
        {mayImport ? (
          <Link href="/import" className="button">
            Läs in från ett annat system
          </Link>
        ) : null}
      </p>
      {mayImport ? (
        <p className="soft">
          En export ur MedControl PRO eller ett liknande system, som Excel eller CSV, provas först och läses
          in när du har sett vad den innehåller.
        </p>
      ) : null}
    </Empty>
  )
}
