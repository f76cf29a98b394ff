import { FIELD_LABELS } from '../../shared/incident/fields.ts'
import { clockTime } from '../app/useDraft.ts'
import { Notice } from '../ui/parts.tsx'
import type { FieldErrors, FieldName } from './reportForm.ts'

/** 'Utkast sparat 14:30', or why it could not be. */
export function DraftState({ savedAt, error }: { savedAt: string | null; error: string | null }) {
  return (
    <p role="status" className={error === null ? 'soft small' : 'field-error'}>
      {error !== null
        ? `Utkastet kunde inte sparas: ${error}`
        : savedAt === null
          ? 'Det du skriver sparas som utkast.'
          : `Utkast sparat ${clockTime(savedAt)}`}
    </p>
  )
}

/** What must be put right, on top of the form; each field says it too. */
export function ErrorSummary({ errors }: { errors: FieldErrors }) {
  const names = Object.keys(errors)
  if (names.length === 0) return null
  return (
    <Notice
      tone="danger"
      live
      title={names.length === 1 ? 'En sak behöver rättas' : `${names.length} saker behöver rättas`}
    >
      <ul className="incident-error-list">
        {names.map((name) => (
          <li key={name}>
            {/* The keys of FieldErrors are field names. */}
            <strong>{labelWithEnd(FIELD_LABELS[name as FieldName])}</strong> {errors[name as FieldName]}
          </li>
        ))}
      </ul>
    </Notice>
  )
}

function labelWithEnd(label: string): string {
  return label.endsWith('?') ? label : `${label}:`
}
