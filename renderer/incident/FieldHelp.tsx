import { useEffect, useState, type ReactNode } from 'react'
import { ARENDETYPER } from '../../shared/incident/codes.ts'
import { FIELD_LABELS } from '../../shared/incident/fields.ts'
import { LEGAL_DEFINITIONS } from '../../shared/incident/questions.ts'
import { FIELD_HELP, TYPE_HELP } from './fieldHelp.ts'
import type { FieldName } from './reportForm.ts'

/** Follows the focus: the field one is in, so that its definition and an example stand beside it. */
export function useFieldHelp(): FieldName | null {
  const [name, setName] = useState<FieldName | null>(null)
  useEffect(() => {
    const onFocus = ({ target }: FocusEvent) => {
      const found =
        target instanceof Element ? target.closest('[data-field]')?.getAttribute('data-field') : null
      if (found !== null && found !== undefined && Object.hasOwn(FIELD_LABELS, found)) {
        // Just looked for among the field names.
        setName(found as FieldName)
      }
    }
    document.addEventListener('focusin', onFocus)
    return () => document.removeEventListener('focusin', onFocus)
  }, [])
  return name
}

/** Definitions and examples on the same screen as the field (domain.md 7.2). */
export function FieldHelp({ name }: { name: FieldName | null }) {
  return (
    <aside className="incident-help" aria-label="Hjälp till fältet">
      <h2 className="incident-help-title">
        <span aria-hidden className="incident-help-mark">
          ?
        </span>
        {name === null ? 'Så här gör du' : FIELD_LABELS[name]}
      </h2>
      {name === null ? <General /> : name === 'arendetyp' ? <Types /> : <About name={name} />}
    </aside>
  )
}

function About({ name }: { name: FieldName }) {
  const help = FIELD_HELP[name]
  if (help === undefined) return <General />
  return (
    <>
      <p>{help.text}</p>
      {help.example === undefined ? null : <Example>{help.example}</Example>}
      {name === 'reportedActualSeverity' ? <p className="soft small">{definition()}</p> : null}
    </>
  )
}

function Example({ children }: { children: ReactNode }) {
  return (
    <p className="incident-example">
      <span className="soft">Till exempel: </span>
      {children}
    </p>
  )
}

function Types() {
  return (
    <dl className="incident-types">
      {(Object.keys(TYPE_HELP) as (keyof typeof TYPE_HELP)[]).map((type) => (
        <div key={type}>
          <dt>{ARENDETYPER[type]}</dt>
          <dd>{TYPE_HELP[type]}</dd>
        </div>
      ))}
    </dl>
  )
}

function General() {
  return (
    <>
      <p>Här står vad ett fält frågar efter, med exempel, när du är i det.</p>
      <p>Skriv roller i stället för namn, och aldrig personnummer: den som läser behöver inte veta vem.</p>
      <p>Det du inte vet kan lämnas tomt. Den som handlägger fyller på.</p>
    </>
  )
}

function definition(): string {
  const { term, text, lawRef } = LEGAL_DEFINITIONS.vardskada
  return `${term}: ${text} (${lawRef})`
}
