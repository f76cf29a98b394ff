import { useMemo } from 'react'
import type { Out } from '../app/rpc.ts'
import { useRpc } from '../app/rpc.ts'
import { Select } from '../ui/Select.tsx'
import type { Choice } from '../ui/fields.tsx'

type Handler = Out<'triage.handlers'>[number]
const NOBODY = '__ingen_handlaggare'
const NONE: readonly Handler[] = []

/** Who may handle cases there, oneself first. */
export function useHandlers(forvaltningId?: number): readonly Handler[] {
  const { data } = useRpc('triage.handlers', {}, { staleTime: 60_000 })
  return useMemo(() => {
    const all = data ?? NONE
    const there = all.filter(
      ({ forvaltningar }) =>
        forvaltningId === undefined || forvaltningar === null || forvaltningar.includes(forvaltningId),
    )
    return [...there].sort((a, b) => Number(b.isMe) - Number(a.isMe))
  }, [data, forvaltningId])
}

/** Somebody to handle a case, or nobody. `value` undefined: nothing chosen yet. */
export function AssignPicker({
  label = 'Handläggare',
  value,
  onChange,
  forvaltningId,
}: {
  label?: string
  value: string | null | undefined
  onChange: (to: string | null) => void
  forvaltningId?: number
}) {
  const handlers = useHandlers(forvaltningId)
  const choices: Choice<string>[] = [
    { code: NOBODY, label: 'Ingen' },
    ...handlers.map(({ id, name, title, isMe }) => ({
      code: id,
      label: isMe ? `${name} (jag)` : name,
      ...(title === '' ? {} : { detail: title }),
    })),
  ]
  return (
    <Select
      label={label}
      value={value === null ? NOBODY : (value ?? null)}
      choices={choices}
      onChange={(code) => {
        if (code !== null) onChange(code === NOBODY ? null : code)
      }}
    />
  )
}
