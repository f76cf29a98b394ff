import { ROLE_LABELS, ROLES, type Role } from '../../shared/account/roles.ts'
import { MultiSelect } from '../ui/MultiSelect.tsx'
import { Select } from '../ui/Select.tsx'
import type { Choice } from '../ui/fields.tsx'
import { FieldProblemText } from './FieldProblemText.tsx'
import { ROLE_HELP, type Reach, type RoleChoices } from './roleWords.ts'

const REACHES: readonly Choice<Reach>[] = [
  { code: 'ingen', label: 'Har inte rollen' },
  { code: 'region', label: 'Hela regionen' },
  { code: 'valda', label: 'Valda förvaltningar' },
]
/** Accounts and the file itself belong to no förvaltning. */
const ADMIN_REACHES: readonly Choice<Reach>[] = [
  { code: 'ingen', label: 'Har inte rollen' },
  { code: 'region', label: 'Hela arbetsytan' },
]

/** Every role with its meaning, and where it holds. */
export function RolePicker({
  choices,
  forvaltningar,
  onChange,
  error,
}: {
  choices: RoleChoices
  forvaltningar: readonly Choice<string>[]
  onChange: (choices: RoleChoices) => void
  error: string | undefined
}) {
  const set = (role: Role, change: Partial<RoleChoices[Role]>) =>
    onChange({ ...choices, [role]: { ...choices[role], ...change } })
  return (
    <fieldset className="account-roles">
      <legend>Behörighet</legend>
      <p className="field-help">
        Ge så lite som arbetet kräver (patientdatalagen 4 kap. 1 och 2 §§). En person kan ha flera roller.
      </p>
      <FieldProblemText error={error} />
      {ROLES.map((role) => (
        <div key={role} className="account-role">
          <div>
            <strong>{ROLE_LABELS[role]}</strong>
            <p className="soft small">{ROLE_HELP[role]}</p>
          </div>
          <Select
            label={`${ROLE_LABELS[role]}: var`}
            value={choices[role].reach}
            onChange={(reach) => reach && set(role, { reach })}
            choices={role === 'administrator' ? ADMIN_REACHES : REACHES}
          />
          {choices[role].reach === 'valda' ? (
            <MultiSelect
              label={`${ROLE_LABELS[role]}: förvaltningar`}
              values={choices[role].forvaltningar.map(String)}
              onChange={(values) => set(role, { forvaltningar: values.map(Number) })}
              choices={forvaltningar}
              emptyLabel="Välj …"
            />
          ) : null}
        </div>
      ))}
    </fieldset>
  )
}
