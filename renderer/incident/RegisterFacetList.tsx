import { useState } from 'react'
import { fold, formatNumber } from '../../shared/text/swedish.ts'
import { breakable } from './labels.tsx'

export interface FacetRow {
  readonly key: string
  readonly label: string
  readonly ticked: boolean
  /** Null while it is not known, and for what has no count. */
  readonly count: number | null
  readonly onTick: () => void
  /** 2 for one that belongs under the one before it. */
  readonly level?: 1 | 2
}

/** So many are shown before one asks for the rest. */
const SHORT = 8
/** A list this long has a search of its own. */
const SEARCHED = 14

/** Values to tick, with how many cases each would give. Those without any are grey; of a long list, the rest at a press. */
export function RegisterFacetList({ title, rows }: { title: string; rows: readonly FacetRow[] }) {
  const [all, setAll] = useState(false)
  const [wanted, setWanted] = useState('')
  const searched = fold(wanted.trim())
  const fitting = searched === '' ? rows : rows.filter((row) => fold(row.label).includes(searched))
  const long = fitting.length > SHORT + 2
  const shown = all || !long || searched !== '' ? fitting : shortened(fitting)
  return (
    <>
      {rows.length >= SEARCHED && (all || searched !== '') ? (
        <input
          type="search"
          className="input register-facet-search"
          aria-label={`Sök i ${title}`}
          placeholder="Sök …"
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || wanted === '') return
            event.preventDefault()
            setWanted('')
          }}
        />
      ) : null}
      <ul className="register-facet-list" data-boxes>
        {shown.map((row) => (
          <li key={row.key} className={row.level === 2 ? 'under' : undefined}>
            <label
              className={row.count === 0 && !row.ticked ? 'register-facet-row none' : 'register-facet-row'}
            >
              <FacetBox ticked={row.ticked} onTick={row.onTick} />
              <span className="register-facet-label">{breakable(row.label)}</span>
              <span className="register-facet-count">
                {row.count === null ? '' : formatNumber(row.count)}
              </span>
            </label>
          </li>
        ))}
        {shown.length === 0 ? <li className="soft small">Inget passar.</li> : null}
      </ul>
      {long && searched === '' ? (
        <button
          type="button"
          className="register-more"
          aria-expanded={all}
          onClick={() => {
            setAll(!all)
            setWanted('')
          }}
        >
          {all ? 'Visa färre' : `Visa alla ${rows.length}`}
        </button>
      ) : null}
    </>
  )
}

/** Those ticked, and the most numerous of the others, in the list's own order. */
function shortened(rows: readonly FacetRow[]): FacetRow[] {
  const room = Math.max(0, SHORT - rows.filter((row) => row.ticked).length)
  const most = new Set(
    rows
      .filter((row) => !row.ticked && row.level !== 2)
      .toSorted((a, b) => (b.count ?? 0) - (a.count ?? 0))
      .slice(0, room),
  )
  return rows.filter((row) => row.ticked || row.level === 2 || most.has(row))
}

/** A box to tick; up and down go between the boxes of its list, besides Tab. */
export function FacetBox({ ticked, onTick }: { ticked: boolean; onTick: () => void }) {
  return (
    <input
      type="checkbox"
      checked={ticked}
      onChange={onTick}
      onKeyDown={(event) => {
        const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
        if (step === 0) return
        const list = event.currentTarget.closest('[data-boxes]')
        const boxes = [...(list?.querySelectorAll<HTMLInputElement>('input[type=checkbox]') ?? [])]
        const next = boxes[boxes.indexOf(event.currentTarget) + step]
        event.preventDefault()
        next?.focus()
      }}
    />
  )
}
