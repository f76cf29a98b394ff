import { TriangleAlert } from 'lucide-react'
import { useEffect, useRef, useState, type RefObject } from 'react'
import { findPersonnummer, looksLikeBareNumber } from '../../shared/text/personnummer.ts'
import { Button } from './Button.tsx'

/** Long enough that a number is not cried out while it is half typed, short enough to be at once. */
const PAUSE_MS = 300

type Field = HTMLInputElement | HTMLTextAreaElement

/**
 * Says while one types that the text looks as if it holds a personnummer, and marks where. The same function refuses
 * the text when it is saved (shared/text/personnummer.ts). Announced politely; empty when there is nothing to say.
 */
export function PersonnummerCheck({ value, field }: { value: string; field: RefObject<Field | null> }) {
  const [hit, setHit] = useState(() => firstHit(''))
  useEffect(() => {
    const timer = setTimeout(() => setHit(firstHit(value)), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [value])

  // Under a tall field it may have come outside what is seen.
  const said = useRef<HTMLDivElement>(null)
  const isSaid = hit !== null
  useEffect(() => {
    if (isSaid && field.current === document.activeElement) said.current?.scrollIntoView({ block: 'nearest' })
  }, [isSaid, field])

  return (
    <div role="status" className="field-check" ref={said}>
      {hit ? (
        <>
          <TriangleAlert size={16} aria-hidden />
          <span>
            Det ser ut som ett personnummer. Ta bort det: personnummer får inte stå i text.
            {hit.mayBePhone ? ' Är det ett telefonnummer, skriv det med bindestreck: 070-123 45 67.' : null}
          </span>
          {/* Its own button, whatever field it stands in: a search field's would empty it. */}
          <Button slot={null} size="small" variant="quiet" onPress={() => mark(field.current)}>
            Markera det
          </Button>
        </>
      ) : null}
    </div>
  )
}

function firstHit(text: string) {
  const [found] = findPersonnummer(text)
  return found ? { mayBePhone: looksLikeBareNumber(text.slice(found.start, found.end)) } : null
}

function mark(field: Field | null): void {
  // Looked for anew: something may have been typed since the pause.
  const [found] = field ? findPersonnummer(field.value) : []
  if (!field || !found) return
  field.focus()
  field.setSelectionRange(found.start, found.end)
}
