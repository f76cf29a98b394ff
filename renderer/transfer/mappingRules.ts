import type { ImportProfile } from '../../shared/transfer/contract.ts'
import { importFieldSpec, type ImportField } from '../../shared/transfer/fields.ts'
import type { SourceColumn } from '../../shared/transfer/format.ts'
import { mapping as mappingSchema, mappingProblems, type Mapping } from '../../shared/transfer/mapping.ts'
import { fold } from '../../shared/text/swedish.ts'
import type { WizardDraft } from './wizardState.ts'

export interface SettingProblem {
  /** Where it is mended. */
  readonly at: 'columns' | 'name' | 'sourceSystem' | 'other'
  readonly field: ImportField | null
  readonly text: string
}

/** What hinders that the file is checked with these choices; empty when nothing does. */
export function settingProblems(
  wanted: Mapping,
  { saveProfile, profile }: Pick<WizardDraft, 'saveProfile' | 'profile'>,
  profiles: readonly ImportProfile[],
  detected: readonly Pick<SourceColumn, 'index' | 'dateOrder'>[] = [],
): SettingProblem[] {
  const problems: SettingProblem[] = mappingProblems(wanted).map((problem) => ({ at: 'columns', ...problem }))
  const unclear = new Set(
    detected.flatMap(({ index, dateOrder }) => (dateOrder === 'unclear' ? [index] : [])),
  )
  for (const { index, heading, field, dateOrder } of wanted.columns) {
    if (field === null || dateOrder !== undefined || !unclear.has(index)) continue
    if (importFieldSpec(field).kind !== 'date') continue
    // 3/4 is a day in March or in April: nobody but a person can say.
    problems.push({ at: 'columns', field, text: `Välj hur datumen i kolumnen ${heading} skrivs.` })
  }
  const parsed = mappingSchema.safeParse(wanted)
  for (const issue of parsed.error?.issues ?? []) {
    const [at] = issue.path
    problems.push({
      at: at === 'name' || at === 'sourceSystem' ? at : 'other',
      field: null,
      text: issue.message,
    })
  }
  const updates = profile !== null && !profile.shipped ? profile.id : null
  const taken = profiles.some(
    ({ id, mapping }) => id !== updates && fold(mapping.name).trim() === fold(wanted.name).trim(),
  )
  if (saveProfile && taken) {
    problems.push({
      at: 'name',
      field: null,
      text: 'Det finns redan en profil med det namnet. Skriv ett annat.',
    })
  }
  return problems
}
