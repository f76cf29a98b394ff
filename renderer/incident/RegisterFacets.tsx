import { ChevronDown, ChevronRight } from 'lucide-react'
import { useEffect, useId, useMemo, useRef, useState, type ReactNode } from 'react'
import {
  ASSIGNED_TO_ME,
  ASSIGNED_TO_NOBODY,
  type Facet,
  type IncidentFilter,
} from '../../shared/incident/filter.ts'
import { useRpc, type Out } from '../app/rpc.ts'
import { useCodes, type Codes } from '../code/useCodes.ts'
import { Problem } from '../ui/parts.tsx'
import {
  FACET_GROUPS,
  facetOf,
  isTicked,
  set,
  ticked,
  usedIn,
  keysOf,
  type FacetSection,
  type FacetValue,
  type ListKey,
} from './registerFacets.ts'
import { RegisterFacetList, type FacetRow } from './RegisterFacetList.tsx'
import type { Look } from './registerLook.ts'
import { RegisterPeriod } from './RegisterPeriod.tsx'
import { RegisterPlaces } from './RegisterPlaces.tsx'
import type { Units } from './units.ts'

/** The list comes first; the counts when the filter has stood still this long (ms). */
const SETTLE = 150

type Counts = Out<'incident.suggest-facets'>
export type CountOf = (facet: Facet, code: string) => number

/** Every filter with how many there are of each value, by the other filters. */
export function RegisterFacets({
  filter,
  units,
  look,
  onLook,
  onChange,
  onLeave,
}: {
  filter: IncidentFilter
  units: Units
  look: Look
  onLook: (change: Partial<Look>) => void
  onChange: (filter: IncidentFilter) => void
  /** To the list. */
  onLeave: () => void
}) {
  const codes = useCodes()
  const settled = useSettled(filter)
  const facets = useRpc('incident.suggest-facets', { filter: settled }, { placeholderData: (old) => old })
  const countOf = useMemo(() => counting(facets.data), [facets.data])
  const known = facets.data !== undefined
  const open = new Set(look.open)
  const panel = useRef<HTMLElement>(null)
  const leave = useRef(onLeave)
  useEffect(() => {
    leave.current = onLeave
  }, [onLeave])
  useEffect(() => {
    const element = panel.current
    const key = (event: KeyboardEvent) => {
      // A field that has something in it empties itself first.
      const filled =
        event.target instanceof HTMLInputElement && event.target.type === 'search' && event.target.value
      if (event.key !== 'Escape' || filled) return
      event.preventDefault()
      leave.current()
    }
    element?.addEventListener('keydown', key)
    return () => element?.removeEventListener('keydown', key)
  }, [])
  return (
    <section className="register-facets no-print" aria-label="Filter" ref={panel}>
      <button type="button" className="register-skip" onClick={onLeave}>
        Till listan
      </button>
      <Problem error={facets.error} retry={() => void facets.refetch()} />
      {FACET_GROUPS.map((group) => (
        <div key={group.title} className="register-facet-group">
          <h2 className="register-facet-heading">{group.title}</h2>
          {group.sections.map((section) => (
            <Section
              key={section.key}
              section={section}
              used={usedIn(section, filter)}
              open={open.has(section.key)}
              onToggle={() => {
                const next = new Set(look.open)
                if (!next.delete(section.key)) next.add(section.key)
                onLook({ open: [...next] })
              }}
              onClear={() =>
                onChange(keysOf(section).reduce((rest, key) => set(rest, key, undefined), filter))
              }
            >
              {() => (
                <Body
                  section={section}
                  filter={filter}
                  units={units}
                  codes={codes}
                  counts={facets.data}
                  countOf={known ? countOf : null}
                  onChange={onChange}
                />
              )}
            </Section>
          ))}
        </div>
      ))}
    </section>
  )
}

function Section({
  section,
  used,
  open,
  onToggle,
  onClear,
  children,
}: {
  section: FacetSection
  used: number
  open: boolean
  onToggle: () => void
  onClear: () => void
  children: () => ReactNode
}) {
  const id = useId()
  const toggle = useRef<HTMLButtonElement>(null)
  const Icon = open ? ChevronDown : ChevronRight
  return (
    <div className="register-facet">
      <div className="register-facet-head">
        <button
          ref={toggle}
          type="button"
          className="register-facet-toggle"
          aria-expanded={open}
          aria-controls={id}
          onClick={onToggle}
        >
          <Icon size={14} aria-hidden />
          <span>{section.title}</span>
          {used > 0 ? (
            <span className="register-used">
              {used}
              <span className="visually-hidden"> valda</span>
            </span>
          ) : null}
        </button>
        {used > 0 ? (
          <button
            type="button"
            className="register-clear"
            aria-label={`Rensa ${section.title}`}
            onClick={() => {
              toggle.current?.focus()
              onClear()
            }}
          >
            Rensa
          </button>
        ) : null}
      </div>
      <div id={id} role="group" aria-label={section.title} hidden={!open}>
        {open ? children() : null}
      </div>
    </div>
  )
}

function Body({
  section,
  filter,
  units,
  codes,
  counts,
  countOf,
  onChange,
}: {
  section: FacetSection
  filter: IncidentFilter
  units: Units
  codes: Codes
  counts: Counts | undefined
  countOf: CountOf | null
  onChange: (filter: IncidentFilter) => void
}) {
  const { body } = section
  const tick = (value: FacetValue) => onChange(ticked(filter, value))
  const rowOf = (value: FacetValue, label: string, extra: Partial<FacetRow> = {}): FacetRow => {
    const code = value.kind === 'flag' ? (value.yes ? 'ja' : 'nej') : value.code
    return {
      key: value.kind === 'flag' ? `${value.key} ${code}` : code,
      label,
      ticked: isTicked(filter, value),
      count: countOf?.(facetOf(value.key), code) ?? null,
      onTick: () => tick(value),
      ...extra,
    }
  }
  const listRows = (key: ListKey, entries: readonly { code: string; label: string }[]) =>
    entries.map(({ code, label }) => rowOf({ kind: 'value', key, code }, label))
  switch (body.kind) {
    case 'list': {
      const { key, of } = body
      const entries =
        typeof of === 'string'
          ? codes.entries(of).filter((entry) => entry.parent === null)
          : Object.entries(of).map(([code, label]) => ({ code, label }))
      return <RegisterFacetList title={section.title} rows={listRows(key, entries)} />
    }
    case 'handelsetyp': {
      const entries = codes.entries('handelsetyp')
      const rows = entries
        .filter((entry) => entry.parent === null)
        .flatMap(({ code, label }) => {
          const upper = rowOf({ kind: 'value', key: 'handelsetyp', code }, label)
          const under = entries
            .filter((entry) => entry.parent === code)
            .map((entry) =>
              rowOf({ kind: 'value', key: 'undertyp', code: entry.code }, entry.label, { level: 2 }),
            )
          // The finer kinds are shown where they are of use: under a kind that is chosen.
          return [upper, ...under.filter((row) => row.ticked || (upper.ticked && row.count !== 0))]
        })
      return <RegisterFacetList title={section.title} rows={rows} />
    }
    case 'values':
      return (
        <RegisterFacetList
          title={section.title}
          rows={body.values.map((value) => rowOf(value, value.kind === 'flag' ? value.label : value.code))}
        />
      )
    case 'people': {
      const people = (counts?.assignedTo ?? []).filter(
        ({ code }) => code !== ASSIGNED_TO_NOBODY && code !== ASSIGNED_TO_ME,
      )
      const chosen = filter.assignedTo ?? []
      const fixed = [
        { code: ASSIGNED_TO_ME, label: 'Jag' },
        { code: ASSIGNED_TO_NOBODY, label: 'Ingen' },
      ]
      const others = people.map(({ code, label }) => ({ code, label: label ?? code }))
      const absent = chosen
        .filter((code) => ![...fixed, ...others].some((entry) => entry.code === code))
        .map((code) => ({ code, label: 'Ett annat konto' }))
      const rows = listRows('assignedTo', [...fixed, ...others, ...absent])
      return (
        <RegisterFacetList
          title={section.title}
          // 'Jag' is one of the accounts, so it has no count of its own.
          rows={rows.map((row) => (row.key === ASSIGNED_TO_ME ? { ...row, count: null } : row))}
        />
      )
    }
    case 'place':
      return <RegisterPlaces filter={filter} units={units} countOf={countOf} onChange={onChange} />
    case 'period':
      return (
        <RegisterPeriod
          from={filter[body.from] ?? ''}
          to={filter[body.to] ?? ''}
          onChange={(from, to) => onChange(set(set(filter, body.from, from), body.to, to))}
        />
      )
    default:
      return body satisfies never
  }
}

function counting(counts: Counts | undefined): CountOf {
  const byFacet = new Map<string, Map<string, number>>()
  for (const [facet, codes] of Object.entries(counts ?? {})) {
    byFacet.set(facet, new Map(codes.map(({ code, count }) => [code, count])))
  }
  return (facet, code) => byFacet.get(facet)?.get(code) ?? 0
}

/** The filter once it has stood still for a moment: the counts are the slowest answer, and the list comes first. */
function useSettled(filter: IncidentFilter): IncidentFilter {
  const [settled, setSettled] = useState(filter)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(filter), SETTLE)
    return () => clearTimeout(timer)
  }, [filter])
  return settled
}
