import { ACT_KINDS, type ActKind } from '../../shared/audit/acts.ts'
import type { AuditFilter } from '../../shared/audit/filter.ts'
import { useTyped } from '../action/useTyped.ts'
import { MultiSelect } from '../ui/MultiSelect.tsx'
import { Select } from '../ui/Select.tsx'
import { choicesOf, DateField, TextField } from '../ui/fields.tsx'
import { Button } from '../ui/Button.tsx'
import { withKey } from './logState.ts'

/** Two questions that those who follow up the log ask most. */
const SHORTCUTS = [
  { kind: 'visning', label: 'Bara visade patientidentiteter' },
  { kind: 'nekad', label: 'Bara nekade försök' },
] as const satisfies readonly { kind: ActKind; label: string }[]

export function LogFilters({
  filter,
  people,
  everyone,
  clearable,
  onChange,
}: {
  filter: AuditFilter
  people: readonly { id: string; name: string }[]
  everyone: boolean
  /** There is something to clear. */
  clearable: boolean
  onChange: (filter: AuditFilter, options?: { replace?: boolean }) => void
}) {
  const [about, setAbout] = useTyped(filter.about ?? '', (text) =>
    onChange(withKey(filter, 'about', text.trim()), { replace: true }),
  )
  const only = (kind: ActKind) => filter.kinds?.length === 1 && filter.kinds[0] === kind
  return (
    <section className="audit-filters no-print" aria-label="Filter">
      <div className="audit-filter-row">
        {everyone ? (
          <Select
            label="Vem"
            emptyLabel="Alla"
            value={filter.accountId ?? null}
            onChange={(id) => onChange(withKey(filter, 'accountId', id))}
            choices={people.map((person) => ({ code: person.id, label: person.name }))}
          />
        ) : null}
        <MultiSelect
          label="Slag"
          values={filter.kinds ?? []}
          onChange={(kinds) => onChange(withKey(filter, 'kinds', kinds))}
          choices={choicesOf(ACT_KINDS)}
        />
        <TextField
          label="Ärendenummer"
          value={about}
          onChange={setAbout}
          placeholder="AVV-, HA-, ATG-, LM-"
        />
        <DateField
          label="Från och med"
          value={filter.from ?? ''}
          onChange={(day) => onChange(withKey(filter, 'from', day))}
        />
        <DateField
          label="Till och med"
          value={filter.to ?? ''}
          onChange={(day) => onChange(withKey(filter, 'to', day))}
        />
      </div>
      <div className="row">
        {SHORTCUTS.map(({ kind, label }) => (
          <Button
            key={kind}
            size="small"
            aria-pressed={only(kind)}
            onPress={() => onChange(withKey(filter, 'kinds', only(kind) ? [] : [kind]))}
          >
            {label}
          </Button>
        ))}
        {clearable ? (
          <Button size="small" variant="quiet" onPress={() => onChange({})}>
            Rensa filtret
          </Button>
        ) : null}
      </div>
    </section>
  )
}
