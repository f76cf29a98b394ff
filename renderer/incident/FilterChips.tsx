import { X } from 'lucide-react'
import { Button as AriaButton } from 'react-aria-components'
import {
  ARENDETYPER,
  SKADERISKER,
  SKADOR,
  STATUSAR,
  URSPRUNG,
  type CodeList,
} from '../../shared/incident/codes.ts'
import type { IncidentFilter } from '../../shared/incident/filter.ts'
import { RISKNIVAER } from '../../shared/incident/risk.ts'
import { longDate } from '../../shared/time/dates.ts'
import { useCodes, type Codes } from '../code/useCodes.ts'
import { Button } from '../ui/Button.tsx'
import { focusPage } from '../ui/focus.ts'
import { withFilter } from './registerState.ts'
import type { Units } from './units.ts'

const LISTS = {
  arendetyp: ARENDETYPER,
  status: STATUSAR,
  harm: SKADOR,
  potentialHarm: SKADERISKER,
  riskLevel: RISKNIVAER,
  origin: URSPRUNG,
} as const satisfies Partial<Record<keyof IncidentFilter, CodeList>>

interface Chip {
  readonly key: string
  readonly label: string
  readonly without: IncidentFilter
}

/** The filters in use, in words, each with its own way out. */
export function chipsOf(
  filter: IncidentFilter,
  units: Pick<Units, 'byId'>,
  codes: Pick<Codes, 'label'>,
): Chip[] {
  const chips: Chip[] = []
  const add = (key: keyof IncidentFilter, label: string, without = withFilter(filter, key, null)) =>
    chips.push({ key: `${key} ${label}`, label, without })
  const nameOf = (id: number) => units.byId.get(id)?.name ?? 'okänd enhet'
  if (filter.text !== undefined) add('text', `”${filter.text}”`)
  if (filter.forvaltningId !== undefined) add('forvaltningId', nameOf(filter.forvaltningId))
  if (filter.unitId !== undefined) add('unitId', nameOf(filter.unitId))
  for (const key of [
    'status',
    'harm',
    'potentialHarm',
    'riskLevel',
    'arendetyp',
    'handelsetyp',
    'origin',
  ] as const) {
    const list: CodeList = key === 'handelsetyp' ? {} : LISTS[key]
    const values: readonly string[] = filter[key] ?? []
    for (const value of values) {
      const label =
        key === 'riskLevel'
          ? `${list[value]} risk`
          : key === 'handelsetyp'
            ? codes.label('handelsetyp', value)
            : (list[value] ?? value)
      const rest = values.filter((other) => other !== value)
      // What is left of a list of codes is still of those codes.
      add(key, label, withFilter(filter, key, rest as never))
    }
  }
  if (filter.from !== undefined) add('from', `från ${longDate(filter.from)}`)
  if (filter.to !== undefined) add('to', `till ${longDate(filter.to)}`)
  return chips
}

export function FilterChips({
  filter,
  units,
  onChange,
}: {
  filter: IncidentFilter
  units: Units
  onChange: (filter: IncidentFilter) => void
}) {
  const chips = chipsOf(filter, units, useCodes())
  if (chips.length === 0) return null
  return (
    <div className="incident-chips">
      <ul aria-label="Valda filter">
        {chips.map((chip) => (
          <li key={chip.key}>
            <AriaButton
              className="incident-chip"
              aria-label={`Ta bort filtret ${chip.label}`}
              onPress={() => {
                onChange(chip.without)
                focusPage()
              }}
            >
              {chip.label}
              <X size={14} aria-hidden />
            </AriaButton>
          </li>
        ))}
      </ul>
      <Button
        size="small"
        variant="quiet"
        onPress={() => {
          onChange({})
          focusPage()
        }}
      >
        Rensa alla
      </Button>
    </div>
  )
}
