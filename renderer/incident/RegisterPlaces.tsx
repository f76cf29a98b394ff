import { ChevronDown, ChevronRight } from 'lucide-react'
import { useId, useState } from 'react'
import type { IncidentFilter } from '../../shared/incident/filter.ts'
import type { Unit } from '../../shared/organisation/contract.ts'
import { fold, formatNumber } from '../../shared/text/swedish.ts'
import { useRpc } from '../app/rpc.ts'
import { FacetBox } from './RegisterFacetList.tsx'
import type { CountOf } from './RegisterFacets.tsx'
import { set } from './registerFacets.ts'
import type { Units } from './units.ts'

const MOST_HITS = 12

/** Where: förvaltningar, each with its units under it, and the published cases' own vårdgivare apart. */
export function RegisterPlaces({
  filter,
  units,
  countOf,
  onChange,
}: {
  filter: IncidentFilter
  units: Units
  countOf: CountOf | null
  onChange: (filter: IncidentFilter) => void
}) {
  const [wanted, setWanted] = useState('')
  const [published, setPublished] = useState(false)
  const searched = fold(wanted.trim())
  const own = units.all.filter((unit) => unit.id === unit.forvaltningId && unit.organisation === 'egen')
  const others = units.forvaltningar.filter((choice) => choice.detail !== undefined)
  const choose = (unit: Unit) => onChange(chosenPlace(filter, unit))
  const hits = searched === '' ? [] : units.all.filter((unit) => fold(unit.name).includes(searched))
  const row = (unit: Unit) => (
    <PlaceRow
      unit={unit}
      ticked={isChosen(filter, unit)}
      count={unit.id === unit.forvaltningId ? (countOf?.('forvaltning', String(unit.id)) ?? null) : null}
      onTick={() => choose(unit)}
    />
  )
  return (
    <div data-boxes>
      <input
        type="search"
        className="input register-facet-search"
        aria-label="Sök förvaltning eller enhet"
        placeholder="Sök enhet …"
        value={wanted}
        onChange={(event) => setWanted(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || wanted === '') return
          event.preventDefault()
          setWanted('')
        }}
      />
      {searched === '' ? (
        <ul className="register-facet-list">
          {own.map((unit) => (
            <Branch key={unit.id} forvaltning={unit} filter={filter} units={units} onChoose={choose}>
              {row(unit)}
            </Branch>
          ))}
          {others.length > 0 ? (
            <li>
              <button
                type="button"
                className="register-more"
                aria-expanded={published}
                onClick={() => setPublished(!published)}
              >
                {published
                  ? 'Göm publicerade falls vårdgivare'
                  : `Publicerade falls vårdgivare (${others.length})`}
              </button>
            </li>
          ) : null}
          {published
            ? others.map(({ code }) => {
                const unit = units.byId.get(Number(code))
                return unit ? <li key={code}>{row(unit)}</li> : null
              })
            : null}
        </ul>
      ) : (
        <ul className="register-facet-list">
          {hits.slice(0, MOST_HITS).map((unit) => (
            <li key={unit.id}>
              {row(unit)}
              {unit.parentId === null ? null : (
                <span className="register-place-path">{units.pathOf(unit.parentId)}</span>
              )}
            </li>
          ))}
          {hits.length === 0 ? <li className="soft small">Ingen enhet heter så.</li> : null}
          {hits.length > MOST_HITS ? (
            <li className="soft small">Skriv mer för att se de andra {hits.length - MOST_HITS}.</li>
          ) : null}
        </ul>
      )}
    </div>
  )
}

function isChosen(filter: IncidentFilter, unit: Unit): boolean {
  return filter.unitId === unit.id || (filter.unitId === undefined && filter.forvaltningId === unit.id)
}

/** One place at a time: a unit's förvaltning goes without saying. */
export function chosenPlace(filter: IncidentFilter, unit: Unit): IncidentFilter {
  const without = set(set(filter, 'unitId', undefined), 'forvaltningId', undefined)
  if (isChosen(filter, unit)) return without
  return unit.id === unit.forvaltningId
    ? set(without, 'forvaltningId', unit.id)
    : set(without, 'unitId', unit.id)
}

function PlaceRow({
  unit,
  ticked,
  count,
  onTick,
}: {
  unit: Unit
  ticked: boolean
  count: number | null
  onTick: () => void
}) {
  return (
    <label className={count === 0 && !ticked ? 'register-facet-row none' : 'register-facet-row'}>
      <FacetBox ticked={ticked} onTick={onTick} />
      <span className="register-facet-label">{unit.name}</span>
      <span className="register-facet-count">{count === null ? '' : formatNumber(count)}</span>
    </label>
  )
}

/** A förvaltning whose units come when it is opened, each with all that is under it counted in. */
function Branch({
  forvaltning,
  filter,
  units,
  onChoose,
  children,
}: {
  forvaltning: Unit
  filter: IncidentFilter
  units: Units
  onChoose: (unit: Unit) => void
  children: React.ReactNode
}) {
  const below = units.all.filter(
    (unit) => unit.forvaltningId === forvaltning.id && unit.id !== forvaltning.id,
  )
  const holdsChoice = below.some((unit) => unit.id === filter.unitId)
  const [opened, setOpened] = useState(false)
  const open = opened || holdsChoice
  const id = useId()
  const inside = set(set(filter, 'unitId', undefined), 'forvaltningId', forvaltning.id)
  const groups = useRpc(
    'incident.groups',
    { filter: inside, group: 'unit' },
    { enabled: open && below.length > 0, placeholderData: (old) => old },
  )
  const counts = groups.data ? withBelow(below, groups.data) : null
  const Icon = open ? ChevronDown : ChevronRight
  return (
    <li>
      <div className="register-branch">
        {below.length > 0 ? (
          <button
            type="button"
            className="register-branch-toggle"
            aria-expanded={open}
            aria-controls={id}
            aria-label={`Enheter i ${forvaltning.name}`}
            onClick={() => setOpened(!open)}
          >
            <Icon size={14} aria-hidden />
          </button>
        ) : (
          <span className="register-branch-toggle" />
        )}
        {children}
      </div>
      <ul id={id} hidden={!open} className="register-facet-list">
        {open
          ? below.map((unit) => (
              <li key={unit.id} className={`level-${Math.min(3, depthOf(unit, forvaltning.id, units))}`}>
                <PlaceRow
                  unit={unit}
                  ticked={isChosen(filter, unit)}
                  count={counts?.get(unit.id) ?? (counts ? 0 : null)}
                  onTick={() => onChoose(unit)}
                />
              </li>
            ))
          : null}
      </ul>
    </li>
  )
}

/** Each unit's own count and those of the units under it. Parents stand before their children in the tree. */
export function withBelow(
  below: readonly Unit[],
  groups: readonly { readonly code: string; readonly count: number }[],
): Map<number, number> {
  const counts = new Map(groups.map(({ code, count }) => [Number(code), count]))
  const inBranch = new Set(below.map((unit) => unit.id))
  for (const unit of [...below].reverse()) {
    const count = counts.get(unit.id)
    if (count === undefined || unit.parentId === null || !inBranch.has(unit.parentId)) continue
    counts.set(unit.parentId, (counts.get(unit.parentId) ?? 0) + count)
  }
  return counts
}

function depthOf(unit: Unit, forvaltningId: number, units: Units): number {
  let depth = 0
  for (let at: Unit | undefined = unit; at && at.id !== forvaltningId; depth++) {
    at = at.parentId === null ? undefined : units.byId.get(at.parentId)
  }
  return depth
}
