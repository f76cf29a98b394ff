import { useEffect, type KeyboardEvent, type MouseEvent } from 'react'
import type { InboxRow, TypeSuggestion } from '../../shared/triage/contract.ts'
import { CodeLabel } from '../code/CodeLabel.tsx'
import { HarmBadge, StatusBadge, breakable } from '../incident/labels.tsx'
import { Badge } from '../ui/parts.tsx'
import { age } from './labels.ts'

/** Keys that act on the line one stands on, while the list has the focus. */
export type LineKey = 'open' | 'assign' | 'mine' | 'type' | 'assess' | 'reject' | 'merge'
const KEYS: Readonly<Record<string, LineKey>> = {
  Enter: 'open',
  a: 'assign',
  i: 'mine',
  t: 'type',
  b: 'assess',
  v: 'reject',
  m: 'merge',
}

/**
 * The cases of one part of the inbox. One line is current (read beside the list), any number are chosen for a change
 * of many. One stop for the keyboard: arrows or j and k move, Space chooses.
 */
export function InboxList({
  label,
  rows,
  current,
  onCurrent,
  chosen,
  onChosen,
  onKey,
  suggestions,
  stillSince,
}: {
  label: string
  rows: readonly InboxRow[]
  current: number | null
  onCurrent: (id: number) => void
  chosen: ReadonlySet<number>
  onChosen: (ids: ReadonlySet<number>) => void
  onKey: (key: LineKey) => void
  suggestions: ReadonlyMap<number, TypeSuggestion>
  /** The age is since something was done, not since it came in. */
  stillSince: boolean
}) {
  const at = Math.max(
    0,
    rows.findIndex(({ id }) => id === current),
  )

  useEffect(() => {
    const line = current === null ? null : document.getElementById(lineId(current))
    line?.scrollIntoView({ block: 'nearest' })
  }, [current])

  const go = (to: number) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, to))]
    if (row) onCurrent(row.id)
  }
  const toggle = (id: number) => {
    const next = new Set(chosen)
    if (!next.delete(id)) next.add(id)
    onChosen(next)
  }
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey && event.key === 'a') onChosen(new Set(rows.map(({ id }) => id)))
    else if (event.ctrlKey || event.metaKey || event.altKey) return
    else if (event.key === 'ArrowDown' || event.key === 'j') go(at + 1)
    else if (event.key === 'ArrowUp' || event.key === 'k') go(at - 1)
    else if (event.key === 'Home') go(0)
    else if (event.key === 'End') go(rows.length - 1)
    else if (event.key === 'PageDown') go(at + 8)
    else if (event.key === 'PageUp') go(at - 8)
    else if (event.key === 'Escape' && chosen.size > 0) onChosen(new Set())
    else if (event.key === ' ' || event.key === 'x') {
      const row = rows[at]
      if (row) toggle(row.id)
    } else {
      const key = KEYS[event.key]
      if (key === undefined) return
      onKey(key)
    }
    event.preventDefault()
  }
  const lineOf = (event: MouseEvent): number | null => {
    const line = event.target instanceof Element ? event.target.closest('[data-case]') : null
    return line === null ? null : Number(line.getAttribute('data-case'))
  }
  const click = (event: MouseEvent<HTMLElement>) => {
    const id = lineOf(event)
    if (id === null) return
    event.currentTarget.focus({ preventScroll: true })
    onCurrent(id)
    const box = event.target instanceof Element && event.target.closest('.triage-box') !== null
    if (box || event.ctrlKey || event.metaKey) toggle(id)
    else if (event.shiftKey) {
      const to = rows.findIndex((row) => row.id === id)
      const between = rows.slice(Math.min(at, to), Math.max(at, to) + 1)
      onChosen(new Set([...chosen, ...between.map((row) => row.id)]))
    }
  }

  return (
    <div
      className="triage-list"
      role="listbox"
      aria-label={label}
      aria-multiselectable
      tabIndex={0}
      {...(current === null ? {} : { 'aria-activedescendant': lineId(current) })}
      onKeyDown={press}
      onClick={click}
      onDoubleClick={() => onKey('open')}
    >
      {rows.map((row) => (
        <div
          key={row.id}
          id={lineId(row.id)}
          data-case={row.id}
          role="option"
          // The list has the focus, and names the line that is current.
          tabIndex={-1}
          aria-selected={chosen.has(row.id)}
          className={row.id === current ? 'triage-line current' : 'triage-line'}
        >
          <span className="triage-box" aria-hidden>
            {chosen.has(row.id) ? '✓' : ''}
          </span>
          <Line row={row} suggestion={suggestions.get(row.id)} stillSince={stillSince} />
        </div>
      ))}
    </div>
  )
}

function Line({
  row,
  suggestion,
  stillSince,
}: {
  row: InboxRow
  suggestion: TypeSuggestion | undefined
  stillSince: boolean
}) {
  const worst = Math.max(row.reportedActualSeverity ?? 0, row.reportedPotentialSeverity ?? 0)
  return (
    <div className="triage-line-body">
      <div className="triage-line-top small">
        <span className="numeric">{row.arendenr}</span>
        <span className="soft ellipsis">{row.unitName}</span>
        <span className="triage-age" title={`Rapporterad ${row.reportedAt.slice(0, 10)}`}>
          {stillSince ? `orörd ${age(row.days)}` : age(row.days)}
        </span>
      </div>
      <div className="triage-line-title">{row.title}</div>
      <div className="small soft triage-excerpt">{row.excerpt}</div>
      <div className="triage-badges">
        <span className="small">
          <CodeLabel list="handelsetyp" code={row.handelsetyp} />
        </span>
        {suggestion ? <Badge tone="info">Förslag: {breakable(suggestion.label)}</Badge> : null}
        {row.status === 'inkommen' ? null : <StatusBadge status={row.status} />}
        {row.harm === 'vardskada' || row.harm === 'allvarlig_vardskada' ? (
          <HarmBadge harm={row.harm} />
        ) : null}
        {row.harm === 'ej_bedomd' && worst >= 3 ? <Badge tone="danger">Rapportören: allvarligt</Badge> : null}
        {row.incomplete ? <Badge tone="warning">Behöver kompletteras</Badge> : null}
        {row.assignedTo ? <span className="small soft">{row.assignedTo.name}</span> : null}
      </div>
    </div>
  )
}

export function lineId(id: number): string {
  return `inkorg-rad-${id}`
}
