import type { Mapping } from '../../shared/transfer/mapping.ts'
import { asLardomError } from '../app/asLardomError.ts'
import { call } from '../app/rpc.ts'
import { Button } from '../ui/Button.tsx'
import { Checkbox, TextField } from '../ui/fields.tsx'
import { Select } from '../ui/Select.tsx'
import { tell } from '../ui/toast.tsx'
import type { Found } from './ColumnStep.tsx'
import type { SettingProblem } from './mappingRules.ts'
import type { OpenDraft } from './Wizard.tsx'
import { withProfile, type WizardDraft } from './wizardState.ts'

/** No profile: what was found in the file itself. */
const NONE = 'ingen'

/** Which profile the choices come from, and under which name they are kept for the next file. */
export function ProfileCard({
  draft,
  mapping,
  found,
  problems,
  tried,
  change,
  setMapping,
}: {
  draft: OpenDraft
  mapping: Mapping
  found: Found
  problems: readonly SettingProblem[]
  /** One has tried to go on: what is missing is said at its field. */
  tried: boolean
  change: (make: (old: WizardDraft) => WizardDraft) => void
  setMapping: (make: (old: Mapping) => Mapping) => void
}) {
  const own = draft.profile !== null && !draft.profile.shipped
  const errorAt = (at: SettingProblem['at']) => problems.find((problem) => problem.at === at)?.text
  const choose = (id: string | null) => {
    const profile = found.profiles.find((one) => one.id === id)
    change((old) => ({
      ...old,
      mapping:
        profile === undefined
          ? {
              ...found.mapping,
              name: draft.file.name.replace(/\.[^.]*$/, '').slice(0, 100),
              sourceSystem: '',
              columns: bySuggestion(found),
            }
          : withProfile(found.mapping, profile),
      profile:
        profile === undefined ? null : { id: profile.id, shipped: profile.shipped, version: profile.version },
      saveProfile: profile === undefined,
      touched: true,
      done: null,
    }))
  }
  const saveNow = () => {
    saveProfile(draft, mapping).then(
      (profile) => {
        change((old) => ({ ...old, profile, saveProfile: false }))
        tell(`Profilen ${mapping.name.trim()} är sparad.`)
      },
      (failure: unknown) => tell(asLardomError(failure).message),
    )
  }

  return (
    <section className="card stack" aria-labelledby="import-profil">
      <h2 id="import-profil">Profil</h2>
      <div className="form-grid">
        <Select
          label="Utgå från"
          help="Vad filens kolumner och värden betyder."
          value={draft.profile?.id ?? NONE}
          choices={[
            { code: NONE, label: 'Förslagen för den här filen' },
            ...found.profiles.map((profile) => ({
              code: profile.id,
              label: profile.mapping.name,
              detail:
                profile.id === found.profile
                  ? 'Har samma rubriker som filen'
                  : profile.shipped
                    ? 'Följer med Lärdom'
                    : 'Sparad här',
            })),
          ]}
          onChange={(id) => choose(id === NONE ? null : id)}
        />
        <TextField
          label="System som filen kommer från"
          help="Med ärendenumret känner det igen en rad som kommer igen. Skriv samma namn varje gång, och olika för olika system."
          required
          placeholder="Till exempel MedControl PRO"
          value={mapping.sourceSystem}
          error={tried || mapping.sourceSystem !== '' ? errorAt('sourceSystem') : undefined}
          onChange={(sourceSystem) => setMapping((old) => ({ ...old, sourceSystem }))}
        />
        <div className="stack tight">
          <Checkbox
            label={
              own ? 'Spara ändringarna i profilen när filen läses in' : 'Spara som profil när filen läses in'
            }
            detail="Nästa fil med de rubrikerna läses då likadant."
            selected={draft.saveProfile}
            onChange={(next) => change((old) => ({ ...old, saveProfile: next }))}
          />
          {draft.saveProfile ? (
            <>
              <TextField
                label="Profilens namn"
                value={mapping.name}
                error={errorAt('name')}
                onChange={(name) => setMapping((old) => ({ ...old, name }))}
              />
              <div>
                <Button size="small" isDisabled={problems.length > 0} onPress={saveNow}>
                  Spara profilen nu
                </Button>
              </div>
            </>
          ) : null}
        </div>
      </div>
    </section>
  )
}

/** The columns as the content alone suggests them. */
function bySuggestion(found: Found): Mapping['columns'] {
  const taken = new Set<string>()
  return found.detected.columns.map(({ index, name }) => {
    const best = found.suggestions.find((one) => one.index === index)?.best ?? null
    const field = best === null || taken.has(best.field) ? null : best.field
    if (field !== null) taken.add(field)
    return { index, heading: name, field }
  })
}

/** Saves the mapping under its name: over the own profile it began from, or as a new one. */
export async function saveProfile(
  { profile }: Pick<WizardDraft, 'profile'>,
  mapping: Mapping,
): Promise<NonNullable<WizardDraft['profile']>> {
  const own = profile !== null && !profile.shipped ? profile : null
  const saved = await call(
    'transfer.save-profile',
    {
      id: own === null ? null : Number(own.id),
      expectedVersion: own?.version ?? null,
      mapping,
    },
    { commandId: crypto.randomUUID() },
  )
  return { id: String(saved.id), shipped: false, version: saved.version }
}
