import { scopeHolds, scopeOf } from '../../shared/account/grants.ts'
import { CASE_WRITERS } from '../../shared/account/roles.ts'
import { FIELD_LABELS } from '../../shared/incident/fields.ts'
import { useSession } from '../app/session.tsx'
import { ComboBox } from '../ui/Select.tsx'
import type { Choice } from '../ui/fields.tsx'
import { useForm } from './reportFields.tsx'
import { useUnits } from './units.ts'

/** The units where one may put a case: the service refuses the rest. */
export function useWritableUnits(): readonly Choice<string>[] {
  const units = useUnits()
  const { grants } = useSession()
  const scope = scopeOf(grants, CASE_WRITERS)
  return units
    .choices({ organisation: 'egen' })
    .filter(
      ({ code }) => scope !== null && scopeHolds(scope, units.byId.get(Number(code))?.forvaltningId ?? null),
    )
}

export function UnitField({ help = 'Sök på en del av namnet.' }: { help?: string | null }) {
  const { draft, set, errors } = useForm()
  const choices = useWritableUnits()
  if (choices.length === 0) return null
  return (
    <div data-field="unitId">
      <ComboBox
        label={FIELD_LABELS.unitId}
        {...(help === null ? {} : { help })}
        value={draft.unitId === null ? null : String(draft.unitId)}
        onChange={(code) => set('unitId', code === null ? null : Number(code))}
        choices={choices}
        error={errors.unitId}
        required
      />
    </div>
  )
}
