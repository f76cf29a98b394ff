import { ALLVARLIGHETSGRADER } from '../../shared/incident/codes.ts'
import { importFieldSpec, type ImportField } from '../../shared/transfer/fields.ts'
import type { Mapping } from '../../shared/transfer/mapping.ts'
import type { Codes } from '../code/useCodes.ts'
import type { Units } from '../incident/units.ts'
import { choicesOf } from '../ui/fields.tsx'
import type { ChoiceGroup } from './Picker.tsx'

/** Stands for 'leave it empty': a key may not be empty. */
export const LEAVE_EMPTY = 'tomt'
/** Stands for 'nobody has said': what is found by itself holds. */
export const BY_ITSELF = 'av-sig-sjalv'

const YES_NO = [
  { code: 'ja', label: 'Ja' },
  { code: 'nej', label: 'Nej' },
]
const SEVERITIES = [
  { code: '0', label: '0 Ingen påverkan' },
  ...([1, 2, 3, 4] as const).map((grade) => ({
    code: String(grade),
    label: `${grade} ${ALLVARLIGHETSGRADER[grade].label}`,
  })),
]

/** Everything that a value of the field can mean here. */
export function targetGroups(
  field: ImportField,
  { codes, units, day, places }: { codes: Codes; units: Units; day: string; places: Mapping['places'] },
): ChoiceGroup[] {
  const { kind, list, codes: constant } = importFieldSpec(field)
  if (kind === 'place') {
    return [{ title: 'Enheter', choices: units.choices(places === 'egen' ? { organisation: 'egen' } : {}) }]
  }
  if (kind === 'yes-no') return [{ title: 'Svar', choices: YES_NO }]
  if (kind === 'severity') return [{ title: 'Allvarlighetsgrad', choices: SEVERITIES }]
  if (constant) return [{ title: 'Lärdoms värden', choices: choicesOf(constant) }]
  if (!list) return []
  const upper = codes.choices(list, day)
  if (field !== 'undertyp') return [{ title: 'Lärdoms värden', choices: upper }]
  // The lower level, under the heading it belongs to.
  return upper
    .map(({ code, label }) => ({ title: label, choices: codes.choices(list, day, { parent: code }) }))
    .filter(({ choices }) => choices.length > 0)
}

/** What a target is called; the target itself where nothing here has it. */
export function targetLabel(target: string, groups: readonly ChoiceGroup[], units: Units): string {
  if (target === '') return 'Lämnas tomt'
  if (target.startsWith('ny:')) return `Ny enhet under ${units.pathOf(Number(target.slice(3)))}`
  for (const { choices } of groups) {
    const found = choices.find(({ code }) => code === target)
    if (found) return found.label
  }
  return target
}
