import { CircleHelp, Search, X } from 'lucide-react'
import { useEffect, useImperativeHandle, useRef, useState, type Ref } from 'react'
import { Dialog as AriaDialog, DialogTrigger, Input, Label, SearchField } from 'react-aria-components'
import { Button } from '../ui/Button.tsx'
import { PersonnummerCheck } from '../ui/PersonnummerCheck.tsx'
import { RegisterPopover } from './RegisterPopover.tsx'

/** A pause in typing (ms) after which it is searched. */
const TYPING_PAUSE = 150

export interface SearchHandle {
  readonly focus: () => void
}

/**
 * What one types is searched for at each pause. What the address says wins when it changes from outside (back, a saved
 * view). Escape empties it; the arrow down goes to what was found.
 */
export function RegisterSearch({
  text,
  onChange,
  onDown,
  handle,
}: {
  text: string
  onChange: (text: string) => void
  onDown: () => void
  handle: Ref<SearchHandle>
}) {
  const [typed, setTyped] = useState(text)
  const sent = useRef(text)
  const latest = useRef(onChange)
  useEffect(() => {
    latest.current = onChange
  }, [onChange])

  useEffect(() => {
    if (text === sent.current) return
    sent.current = text
    setTyped(text)
  }, [text])

  useEffect(() => {
    if (typed === sent.current) return undefined
    const timer = setTimeout(() => {
      sent.current = typed
      latest.current(typed)
    }, TYPING_PAUSE)
    return () => clearTimeout(timer)
  }, [typed])

  const input = useRef<HTMLInputElement>(null)
  useImperativeHandle(handle, () => ({
    focus: () => {
      input.current?.focus()
      input.current?.select()
    },
  }))
  return (
    <div className="register-search" role="search">
      <SearchField
        className="field"
        value={typed}
        onChange={setTyped}
        maxLength={200}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') {
            event.preventDefault()
            onDown()
          }
        }}
      >
        <Label className="visually-hidden">Sök i texten</Label>
        <div className="incident-search-box">
          <Search size={16} aria-hidden />
          <Input ref={input} className="input" placeholder="Sök ord, ”fras”, -ord eller nummer" />
          {typed === '' ? (
            <kbd className="register-key" aria-hidden>
              /
            </kbd>
          ) : (
            <Button variant="quiet" size="small" iconOnly aria-label="Töm sökningen">
              <X size={16} aria-hidden />
            </Button>
          )}
        </div>
        <PersonnummerCheck value={typed} field={input} />
      </SearchField>
      <DialogTrigger>
        <Button variant="quiet" iconOnly aria-label="Så söker du">
          <CircleHelp size={18} aria-hidden />
        </Button>
        <RegisterPopover>
          <AriaDialog className="register-help" aria-label="Så söker du">
            <h2>Så söker du</h2>
            <dl>
              <dt>fall</dt>
              <dd>Alla former av ordet: fallet, föll, fallit.</dd>
              <dt>förväxling</dt>
              <dd>Också delar av sammansatta ord: läkemedelsförväxling.</dd>
              <dt>fel dos</dt>
              <dd>Båda orden, var som helst i ärendet.</dd>
              <dt>”fel dos”</dt>
              <dd>Orden efter varandra.</dd>
              <dt>fall -säng</dt>
              <dd>Ärenden med fall men utan säng.</dd>
              <dt>AVV-2026-000123</dt>
              <dd>Ärendenummer, diarienummer eller nummer i källan.</dd>
            </dl>
            <h2>Tangenter</h2>
            <dl>
              <dt>/ eller Ctrl+F</dt>
              <dd>Till sökningen. Esc tömmer den, pil ned går till träffarna.</dd>
              <dt>Pilar, Home, End</dt>
              <dd>Rad för rad, till första och sista.</dd>
              <dt>Enter</dt>
              <dd>Öppnar ärendet.</dd>
              <dt>Mellanslag</dt>
              <dd>Markerar raden. Skift och pil markerar flera, Ctrl+A alla i urvalet.</dd>
              <dt>Pil upp från första raden</dt>
              <dd>Till rubrikerna. Enter sorterar, Alt och pil ändrar bredden.</dd>
            </dl>
          </AriaDialog>
        </RegisterPopover>
      </DialogTrigger>
    </div>
  )
}
