import { useEffect, useState } from 'react'
import { CONDITIONAL, shownSections, type ConditionalSection } from '../../shared/incident/sections.ts'
import type { ReportDraft } from './reportForm.ts'

const BEFORE = { handelsen: 'Händelsen', klassificering: 'Klassificering', patienten: 'Patienten' } as const
const AFTER = {
  perspektiv: 'Regionens perspektiv',
  atgarder: 'Åtgärder',
  aterkoppling: 'Återkoppling',
  bilagor: 'Bilagor',
} as const
export type PartId = keyof typeof BEFORE | ConditionalSection | keyof typeof AFTER
export const PART_IDS = Object.keys({ ...BEFORE, ...CONDITIONAL, ...AFTER })

/** Goes to a part of the form: to its heading, so that the next Tab is its first field. */
export function goToPart(root: HTMLElement | null, id: string): void {
  const heading = root?.querySelector(`[data-part="${CSS.escape(id)}"] h2`)
  if (!(heading instanceof HTMLElement)) return
  heading.closest('[data-part]')?.scrollIntoView({ block: 'start' })
  heading.tabIndex = -1
  heading.focus({ preventScroll: true })
}

/** Which part holds the focus. */
export function useCurrentPart(): string {
  const [current, setCurrent] = useState<string>('handelsen')
  useEffect(() => {
    const onFocus = ({ target }: FocusEvent) => {
      const id = target instanceof Element ? target.closest('[data-part]')?.getAttribute('data-part') : null
      if (id) setCurrent(id)
    }
    document.addEventListener('focusin', onFocus)
    return () => document.removeEventListener('focusin', onFocus)
  }, [])
  return current
}

/** The parts of the report, those with something to put right marked. */
export function SectionIndex({
  draft,
  asked,
  current,
  marked,
  onGo,
}: {
  draft: ReportDraft
  asked: readonly ConditionalSection[]
  current: string
  /** Parts that still need something. */
  marked: ReadonlySet<string>
  onGo: (id: string) => void
}) {
  const shown = shownSections(draft, asked)
  const parts: [string, string][] = [
    ...Object.entries(BEFORE),
    ...shown.map((section): [string, string] => [section, CONDITIONAL[section]]),
    ...Object.entries(AFTER),
  ]
  return (
    <nav aria-label="Delar av rapporten">
      <ul className="incident-index">
        {parts.map(([id, title]) => (
          <li key={id}>
            <button type="button" aria-current={current === id ? 'true' : undefined} onClick={() => onGo(id)}>
              {title}
              {marked.has(id) ? <span className="incident-index-mark"> (att fylla i)</span> : null}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  )
}
