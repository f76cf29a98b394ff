import { CircleAlert } from 'lucide-react'

/** An error that belongs to several fields together, said beside them. */
export function FieldProblemText({ error }: { error: string | undefined }) {
  if (error === undefined) return null
  return (
    <p className="field-error" role="alert">
      <CircleAlert size={16} aria-hidden />
      {error}
    </p>
  )
}
