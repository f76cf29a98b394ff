import { DateField } from '../ui/fields.tsx'
import { useToday } from '../action/useToday.ts'
import { presetPeriods } from './registerPeriods.ts'

/** A stretch of time: the usual ones at a press, any other by its days. */
export function RegisterPeriod({
  from,
  to,
  onChange,
}: {
  from: string
  to: string
  onChange: (from: string, to: string) => void
}) {
  const today = useToday()
  return (
    <div className="register-period">
      <div className="register-presets">
        {presetPeriods(today).map((period) => {
          const chosen = period.from === from && period.to === to
          return (
            <button
              key={period.label}
              type="button"
              className="register-preset"
              aria-pressed={chosen}
              onClick={() => (chosen ? onChange('', '') : onChange(period.from, period.to))}
            >
              {period.label}
            </button>
          )
        })}
      </div>
      <div className="register-days">
        <DateField label="Från och med" value={from} onChange={(day) => onChange(day, to)} />
        <DateField label="Till och med" value={to} onChange={(day) => onChange(from, day)} />
      </div>
    </div>
  )
}
