import { useMemo, useState } from 'react'
import { formatNumber } from '../../shared/text/swedish.ts'
import type { ImportReport } from '../../shared/transfer/contract.ts'
import { IMPORT_FIELDS, importFieldSpec, type ImportField } from '../../shared/transfer/fields.ts'
import { useToday } from '../action/useToday.ts'
import { useCodes } from '../code/useCodes.ts'
import { useUnits } from '../incident/units.ts'
import { Button } from '../ui/Button.tsx'
import { Checkbox } from '../ui/fields.tsx'
import { Notice } from '../ui/parts.tsx'
import type { CheckedProps } from './CheckedSteps.tsx'
import { Picker, type ChoiceGroup } from './Picker.tsx'
import { StepFoot } from './StepFoot.tsx'
import { BY_ITSELF, LEAVE_EMPTY, targetGroups, targetLabel } from './targets.ts'
import { isMissing, valueLines, withValue, type ValueLine } from './wizardState.ts'
import { counted } from './words.ts'

/** Lines that are drawn at a time. */
const PAGE = 100

/** What the file's own words mean here, where that is not certain: one line for each, with a suggestion and why. */
export function ValueStep({ step, report, mapping, setMapping }: CheckedProps & { report: ImportReport }) {
  const codes = useCodes()
  const units = useUnits()
  const day = useToday()
  const [missingOnly, setMissingOnly] = useState(false)
  const [most, setMost] = useState(PAGE)
  const lines = useMemo(() => valueLines(mapping, report), [mapping, report])
  const groupsOf = useMemo(() => {
    const made = new Map<ImportField, ChoiceGroup[]>()
    for (const { field } of lines) {
      if (!made.has(field))
        made.set(field, targetGroups(field, { codes, units, day, places: mapping.places }))
    }
    return made
  }, [lines, codes, units, day, mapping.places])
  const missing = lines.filter(isMissing)
  const chosen = lines.filter(({ target }) => target !== null)
  const suggested = missing.filter(({ suggestion }) => suggestion !== null)
  const shown = missingOnly ? missing : lines
  const drawn = shown.slice(0, most)

  if (lines.length === 0) {
    return (
      <div className="stack">
        <Notice title="Här finns inga värden att koppla">
          <p>Ingen kolumn läses in som händelsetyp, status eller annat som har en lista.</p>
        </Notice>
        <StepFoot step={step} next />
      </div>
    )
  }
  return (
    <div className="stack">
      <div className="stack tight">
        <p role="status">
          {missing.length === 0
            ? 'Alla värden har en motsvarighet. Se efter att de stämmer.'
            : `${counted(missing.length, 'värde saknar', 'värden saknar')} en säker motsvarighet. Där du inte väljer något blir det som står under Betyder.`}{' '}
          {report.unknownLeftOut > 0
            ? `${counted(report.unknownLeftOut, 'värde till', 'värden till')} visas när de här är kopplade.`
            : null}
        </p>
        <p className="soft">
          Det du väljer här minns Lärdom till nästa fil från {mapping.sourceSystem.trim() || 'samma system'}.
        </p>
      </div>
      <div className="row">
        <Checkbox
          label={`Bara de som saknas (${formatNumber(missing.length)})`}
          selected={missingOnly}
          onChange={setMissingOnly}
        />
        <Button
          size="small"
          isDisabled={suggested.length === 0}
          onPress={() =>
            setMapping((old) =>
              suggested.reduce(
                (made, line) => withValue(made, line.field, line.value, line.suggestion?.target ?? null),
                old,
              ),
            )
          }
        >
          Använd alla förslag ({formatNumber(suggested.length)})
        </Button>
        <Button
          size="small"
          variant="quiet"
          isDisabled={chosen.length === 0}
          onPress={() => setMapping((old) => ({ ...old, values: [] }))}
        >
          Ta bort alla val
        </Button>
      </div>
      {shown.length === 0 ? (
        <p className="soft">Inget värde saknas.</p>
      ) : (
        <div className="table-wrap">
          <table className="table transfer-map transfer-map-values">
            <caption className="visually-hidden">Filens värden och vad de betyder här</caption>
            <thead>
              <tr>
                <th scope="col">Fält</th>
                <th scope="col">Värde i filen</th>
                <th scope="col" className="end">
                  Rader
                </th>
                <th scope="col">Betyder</th>
                <th scope="col">Varför</th>
              </tr>
            </thead>
            <tbody>
              {drawn.map((line) => (
                <ValueRow
                  key={`${line.field} ${line.value}`}
                  line={line}
                  groups={groupsOf.get(line.field) ?? []}
                  label={(target) => targetLabel(target, groupsOf.get(line.field) ?? [], units)}
                  newUnit={
                    line.field === 'enhet' && mapping.newUnitsUnder !== null ? mapping.newUnitsUnder : null
                  }
                  onChange={(target) => setMapping((old) => withValue(old, line.field, line.value, target))}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {shown.length > drawn.length ? (
        <div>
          <Button onPress={() => setMost(most + PAGE)}>
            Visa fler ({formatNumber(shown.length - drawn.length)} till)
          </Button>
        </div>
      ) : null}
      <StepFoot step={step} next />
    </div>
  )
}

function ValueRow({
  line,
  groups,
  label,
  newUnit,
  onChange,
}: {
  line: ValueLine
  groups: readonly ChoiceGroup[]
  label: (target: string) => string
  newUnit: number | null
  onChange: (target: string | null) => void
}) {
  const { field, value, count, target, known, suggestion, becomes } = line
  const byItself = known?.label ?? (becomes === '' ? 'Ingen koppling' : becomes)
  const name = IMPORT_FIELDS[field].label
  const all: ChoiceGroup[] = [
    ...(suggestion === null
      ? []
      : [
          {
            title: 'Förslag',
            choices: [
              { code: `forslag:${suggestion.target}`, label: suggestion.label, detail: suggestion.reason },
            ],
          },
        ]),
    {
      title: known === null ? 'Utan motsvarighet' : 'Som det är',
      choices: [
        { code: BY_ITSELF, label: byItself, ...(known === null ? {} : { detail: known.reason }) },
        { code: LEAVE_EMPTY, label: 'Lämna tomt' },
        ...(newUnit === null ? [] : [{ code: `ny:${newUnit}`, label: label(`ny:${newUnit}`) }]),
      ],
    },
    ...groups,
  ]
  const choose = (code: string) => {
    if (code === BY_ITSELF) onChange(null)
    else if (code === LEAVE_EMPTY) onChange('')
    else onChange(code.startsWith('forslag:') ? code.slice('forslag:'.length) : code)
  }
  return (
    <tr>
      <td>{importFieldSpec(field).kind === 'place' ? 'Plats' : name}</td>
      <th scope="row">{value}</th>
      <td className="end">{count === null ? '' : formatNumber(count)}</td>
      <td>
        <Picker
          label={`${name} ${value} betyder`}
          value={target === null ? BY_ITSELF : target === '' ? LEAVE_EMPTY : target}
          shown={target === null ? byItself : label(target)}
          groups={all}
          onChange={choose}
        />
      </td>
      <td className="small">
        {target !== null ? (
          <span className="soft">Ditt val.</span>
        ) : known !== null ? (
          known.reason
        ) : suggestion === null ? (
          <span className="soft">Ingen liknande hittades.</span>
        ) : (
          <div className="stack tight">
            <span>
              Kanske <strong>{suggestion.label}</strong>: {suggestion.reason}
            </span>
            <div>
              <Button
                size="small"
                aria-label={`Använd ${suggestion.label} för ${value}`}
                onPress={() => onChange(suggestion.target)}
              >
                Använd
              </Button>
            </div>
          </div>
        )}
      </td>
    </tr>
  )
}
