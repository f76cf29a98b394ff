import { useMemo } from 'react'
import { CASE_WRITERS } from '../../shared/account/roles.ts'
import { scopeHolds, scopeOf } from '../../shared/account/grants.ts'
import { useSession } from '../app/session.tsx'
import { useUnits } from '../incident/units.ts'
import { Button } from '../ui/Button.tsx'
import { ComboBox } from '../ui/Select.tsx'

/** A förvaltning or a unit to look at, among those where one handles cases. */
export function PlaceFilter({
  value,
  onChange,
}: {
  value: number | null
  onChange: (unitId: number | null) => void
}) {
  const units = useUnits()
  const { grants } = useSession()
  const choices = useMemo(() => {
    const scope = scopeOf(grants, CASE_WRITERS)
    return units
      .choices({ organisation: 'egen' })
      .filter(
        ({ code }) =>
          scope !== null && scopeHolds(scope, units.byId.get(Number(code))?.forvaltningId ?? null),
      )
  }, [units, grants])
  if (choices.length === 0) return null
  return (
    <div className="triage-place">
      <ComboBox
        // Its list is read once: made anew when the choices come, or the choice is taken away.
        key={`${choices.length} ${value === null}`}
        label="Förvaltning eller enhet"
        placeholder="Alla mina"
        value={value === null ? null : String(value)}
        choices={choices}
        onChange={(code) => onChange(code === null ? null : Number(code))}
      />
      {value === null ? null : (
        <Button size="small" variant="quiet" onPress={() => onChange(null)}>
          Visa alla
        </Button>
      )}
    </div>
  )
}
