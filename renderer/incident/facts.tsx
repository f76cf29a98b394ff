import { useId, type ReactNode } from 'react'
import { ALLVARLIGHETSGRADER } from '../../shared/incident/codes.ts'
import { SCALE } from '../../shared/incident/risk.ts'

/** What is known of a case, as labels and values. */

export type Fact = readonly [label: string, value: ReactNode]

export function isEmpty(value: ReactNode): boolean {
  return value === null || value === undefined || value === ''
}

/** Label and value, one line each; empty values are left out. */
export function Facts({ facts, empty }: { facts: readonly Fact[]; empty?: string }) {
  const filled = facts.filter(([, value]) => !isEmpty(value))
  if (filled.length === 0) return empty === undefined ? null : <p className="soft">{empty}</p>
  return (
    <dl className="facts">
      {filled.map(([label, value]) => (
        <div key={label} className="incident-fact">
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

export function Group({ title, children }: { title: string; children: ReactNode }) {
  const id = useId()
  return (
    <section className="card stack" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  )
}

export function yesNo(value: boolean | null): string | null {
  return value === null ? null : value ? 'Ja' : 'Nej'
}

export function estimateText(value: number | null): string | null {
  if (value === null) return null
  const grade = SCALE.find((known) => known === value)
  return grade === undefined ? 'Ingen påverkan' : `${grade}. ${ALLVARLIGHETSGRADER[grade].label}`
}
