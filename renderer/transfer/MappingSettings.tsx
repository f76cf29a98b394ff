import { ARENDETYPER, STATUSAR } from '../../shared/incident/codes.ts'
import type { Mapping } from '../../shared/transfer/mapping.ts'
import { useToday } from '../action/useToday.ts'
import { useCodes } from '../code/useCodes.ts'
import { useUnits } from '../incident/units.ts'
import { Checkbox, choicesOf, RadioGroup } from '../ui/fields.tsx'
import { ComboBox, Select } from '../ui/Select.tsx'
import type { SettingProblem } from './mappingRules.ts'

/** What holds for every row of the file: whose events they are, and what is filled in where the file says nothing. */
export function MappingSettings({
  mapping,
  problems,
  setMapping,
}: {
  mapping: Mapping
  problems: readonly SettingProblem[]
  setMapping: (make: (old: Mapping) => Mapping) => void
}) {
  const codes = useCodes()
  const units = useUnits()
  const today = useToday()
  const { defaults } = mapping
  const setDefault = (change: Partial<Mapping['defaults']>) =>
    setMapping((old) => ({ ...old, defaults: { ...old.defaults, ...change } }))
  const ownUnits = units.choices({ organisation: 'egen' })
  const isOwn = mapping.places === 'egen'
  const hasKey = mapping.columns.some(({ field }) => field === 'key')
  const makesUnits = mapping.newUnitsUnder !== null

  return (
    <section className="card stack" aria-labelledby="import-hela">
      <h2 id="import-hela">För hela filen</h2>
      <RadioGroup
        label="Vad filen innehåller"
        value={mapping.places}
        choices={[
          {
            code: 'egen',
            label: 'Egna avvikelser',
            detail: 'De läggs på enheterna i den egna organisationen, bedöms, utreds och räknas.',
          },
          {
            code: 'publicerad',
            label: 'Publicerade fall från andra',
            detail: 'De läggs hos den vårdgivare som källan nämner, till läsning och lärande.',
          },
        ]}
        onChange={(places) => setMapping((old) => ({ ...old, places }))}
      />
      <div className="form-grid">
        <Select
          label="Ärendetyp där filen inte säger något"
          value={defaults.arendetyp}
          choices={choicesOf(ARENDETYPER)}
          onChange={(arendetyp) => setDefault({ arendetyp: arendetyp ?? 'ej_angivet' })}
        />
        <Select
          label="Händelsetyp där filen inte säger något"
          value={defaults.handelsetyp}
          choices={codes
            .choices('handelsetyp', today, { chosen: defaults.handelsetyp })
            .map(({ code, label }) => ({ code, label }))}
          onChange={(handelsetyp) => setDefault({ handelsetyp: handelsetyp ?? 'ovrigt' })}
        />
        <Select
          label="Status där filen inte säger något"
          value={defaults.status}
          choices={choicesOf(STATUSAR)}
          onChange={(status) => setDefault({ status: status ?? 'ej_angivet' })}
        />
        {isOwn ? (
          <ComboBox
            key={units.all.length}
            label="Enhet där filen inte säger något"
            help="Lämnas den tom blir en rad utan känd enhet felaktig."
            value={defaults.unitId === null ? null : String(defaults.unitId)}
            choices={ownUnits}
            error={problems.find(({ field }) => field === 'enhet')?.text}
            onChange={(unit) => setDefault({ unitId: unit === null ? null : Number(unit) })}
          />
        ) : null}
      </div>
      <RadioGroup
        label="Värden utan motsvarighet"
        help="De räknas upp vid provkörningen, och kan kopplas ett och ett under Värden."
        orientation="horizontal"
        value={mapping.unknownValues}
        choices={[
          { code: 'ovrigt', label: 'Läggs under Övrigt där listan har det' },
          { code: 'tom', label: 'Lämnas tomma' },
        ]}
        onChange={(unknownValues) => setMapping((old) => ({ ...old, unknownValues }))}
      />
      {isOwn ? (
        <div className="form-grid">
          <Checkbox
            label="Skapa enheter som saknas"
            detail="Annars blir deras rader felaktiga, eller läggs på enheten ovan."
            selected={makesUnits}
            onChange={(make) =>
              setMapping((old) => ({
                ...old,
                newUnitsUnder: make ? (old.newUnitsUnder ?? firstUnit(ownUnits)) : null,
              }))
            }
          />
          {makesUnits ? (
            <ComboBox
              key={units.all.length}
              label="Nya enheter skapas under"
              value={String(mapping.newUnitsUnder)}
              choices={ownUnits}
              onChange={(unit) =>
                setMapping((old) => ({
                  ...old,
                  newUnitsUnder: unit === null ? old.newUnitsUnder : Number(unit),
                }))
              }
            />
          ) : null}
        </div>
      ) : null}
      {hasKey ? null : (
        <RadioGroup
          label="Rader som är likadana i alla fält"
          help="Filen har inget ärendenummer. Då känns en rad igen på allt den säger."
          value={mapping.repeatedRows}
          choices={[
            { code: 'dubblett', label: 'Är samma händelse två gånger' },
            { code: 'egna', label: 'Är olika händelser' },
          ]}
          onChange={(repeatedRows) => setMapping((old) => ({ ...old, repeatedRows }))}
        />
      )}
    </section>
  )
}

function firstUnit(choices: readonly { code: string }[]): number | null {
  const [first] = choices
  return first === undefined ? null : Number(first.code)
}
