import { useSyncExternalStore, useCallback } from 'react'
import type { ReportSection } from '../../shared/annual-report/contract.ts'
import type { SectionSaver } from './sectionSaver.ts'

/** Every heading of the berättelse in order, and what it holds. */
export function SectionList({
  sections,
  saver,
  selected,
  onSelect,
}: {
  sections: readonly ReportSection[]
  saver: SectionSaver
  selected: string
  onSelect: (key: string) => void
}) {
  return (
    <nav className="report-sections" aria-label="Avsnitt">
      <ol>
        {sections.map((section) => (
          <li key={section.key} className={`level-${section.level}`}>
            <Item section={section} saver={saver} here={section.key === selected} onSelect={onSelect} />
          </li>
        ))}
      </ol>
    </nav>
  )
}

function Item({
  section,
  saver,
  here,
  onSelect,
}: {
  section: ReportSection
  saver: SectionSaver
  here: boolean
  onSelect: (key: string) => void
}) {
  const get = useCallback(() => saver.state(section.key), [saver, section.key])
  const state = useSyncExternalStore(saver.subscribe, get)
  const content = contentOf(section, state?.text ?? section.text)
  return (
    <button
      type="button"
      className="report-section"
      aria-current={here ? 'true' : undefined}
      onClick={() => onSelect(section.key)}
    >
      <span>
        {section.number === '' ? '' : <span className="numeric">{section.number} </span>}
        {section.title}
      </span>
      <span className={`report-content is-${content.tone}`}>
        {state?.phase === 'failed' ? 'Inte sparat' : content.label}
      </span>
    </button>
  )
}

/** What the heading holds, in words. */
export function contentOf(
  section: ReportSection,
  text: string,
): { label: string; tone: 'empty' | 'partly' | 'full' } {
  const hasText = text.trim() !== ''
  if (section.kind === 'fixed') return { label: 'Fast text', tone: 'full' }
  if (hasText) return { label: section.hasData ? 'Text och siffror' : 'Text', tone: 'full' }
  if (section.hasData) return { label: 'Siffror', tone: 'partly' }
  return { label: section.optional ? 'Utgår' : 'Tomt', tone: section.optional ? 'full' : 'empty' }
}
