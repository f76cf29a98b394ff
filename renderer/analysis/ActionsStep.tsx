import { HANDLINGSPLAN, STYRKA_EXEMPEL, STYRKOR } from '../../shared/action/codes.ts'
import { StrengthMark, decisionLabel } from '../action/labels.tsx'
import { Badge } from '../ui/parts.tsx'
import { Checkbox, choicesOf, DateField, RadioGroup, TextArea, TextField } from '../ui/fields.tsx'
import { Select } from '../ui/Select.tsx'
import { rowsFor } from './AnalysisText.tsx'
import { short } from './CausesStep.tsx'
import { EditableRows } from './EditableRows.tsx'
import { emptyAction, liveId } from './editorState.ts'
import { FindingList } from './FindingList.tsx'
import { useEditor } from './useAnalysisEditor.ts'

export function ActionsStep() {
  const { form, live, findings, changeRows, readOnly } = useEditor()
  const unmet = form.causes.flatMap((row, index) =>
    row.id !== null &&
    row.text.trim() !== '' &&
    !form.actions.some(
      (action) => action.text.trim() !== '' && row.id !== null && action.causeIds.includes(row.id),
    )
      ? [{ row, index }]
      : [],
  )
  const causes = form.causes.flatMap((row, index) =>
    row.id === null || row.text.trim() === '' ? [] : [{ id: row.id, label: `O${index + 1}. ${row.text}` }],
  )
  return (
    <div className="stack loose">
      <div className="stack">
        <p className="soft prose">
          Varje åtgärd möter minst en orsak, och varje orsak möts av en åtgärd eller får ett skäl till att
          inget görs. Välj hellre en stark åtgärd än tre svaga.
        </p>
        <EditableRows
          label="Åtgärdsförslag"
          item="Åtgärd"
          addLabel="Lägg till åtgärd"
          rows={form.actions}
          onChange={(rows) => changeRows('actions', rows)}
          make={() => emptyAction()}
          renderHeading={(row) => {
            const stored = live.actions.find((action) => action.id === row.id)
            return (
              <span className="row">
                <StrengthMark strength={row.strength} />
                {stored && stored.number !== '' ? <span className="soft">{stored.number}</span> : null}
                {stored && stored.decision !== 'ej_beslutad' ? (
                  <Badge>{decisionLabel(stored.decision)}</Badge>
                ) : null}
              </span>
            )
          }}
          empty={<p className="soft">Inga åtgärder ännu.</p>}
        >
          {(row, index, change) => {
            const advice = findings.filter(
              ({ where }) => where.step === 5 && where.part === 'actions' && where.id === liveId(row, index),
            )
            return (
              <div className="stack">
                <TextArea
                  label="Åtgärd"
                  value={row.text}
                  onChange={(text) => change({ text })}
                  rows={rowsFor(row.text, 2)}
                  disabled={readOnly}
                />
                <RadioGroup
                  label="Styrka"
                  value={row.strength}
                  onChange={(strength) => change({ strength })}
                  choices={choicesOf(STYRKOR).map((choice) => ({
                    ...choice,
                    detail: STYRKA_EXEMPEL[choice.code],
                  }))}
                  disabled={readOnly}
                />
                {causes.length === 0 ? (
                  <p className="soft">Beskriv orsakerna först, så kan åtgärden kopplas till dem.</p>
                ) : (
                  <fieldset className="analysis-cause-links">
                    <legend className="field-label">Möter orsak</legend>
                    {causes.map((cause) => (
                      <Checkbox
                        key={cause.id}
                        label={cause.label}
                        selected={row.causeIds.includes(cause.id)}
                        onChange={(on) =>
                          change({
                            causeIds: on
                              ? [...row.causeIds, cause.id].toSorted((a, b) => a - b)
                              : row.causeIds.filter((id) => id !== cause.id),
                          })
                        }
                        disabled={readOnly}
                      />
                    ))}
                  </fieldset>
                )}
                <div className="analysis-fields-3">
                  <TextField
                    label="Ansvarig (roll)"
                    value={row.responsible}
                    onChange={(responsible) => change({ responsible })}
                    disabled={readOnly}
                  />
                  <DateField
                    label="Klar senast"
                    value={row.dueDate ?? ''}
                    onChange={(day) => change({ dueDate: day === '' ? null : day })}
                    disabled={readOnly}
                  />
                  <Select
                    label="Område i handlingsplanen"
                    value={row.focusArea === '' ? null : row.focusArea}
                    onChange={(focusArea) => change({ focusArea: focusArea ?? '' })}
                    choices={choicesOf(HANDLINGSPLAN)}
                    emptyLabel="Inget valt"
                    disabled={readOnly}
                  />
                </div>
                <TextArea
                  label="Hur ser ni att den verkar?"
                  help="Vad som mäts, hur ofta, och vilket värde som är målet."
                  value={row.measure}
                  onChange={(measure) => change({ measure })}
                  rows={rowsFor(row.measure, 2)}
                  disabled={readOnly}
                />
                <FindingList findings={advice} />
              </div>
            )
          }}
        </EditableRows>
      </div>
      {unmet.length === 0 ? null : (
        <section className="card stack" aria-labelledby="analysis-unmet">
          <h3 id="analysis-unmet">
            {unmet.length === 1
              ? 'En orsak möts inte av någon åtgärd'
              : `${unmet.length} orsaker möts inte av någon åtgärd`}
          </h3>
          {unmet.map(({ row, index }) => (
            <TextArea
              key={row.key}
              label={`O${index + 1}. ${short(row.text)}`}
              help="Koppla en åtgärd ovan, eller skriv varför ingen behövs."
              value={row.noActionReason}
              onChange={(noActionReason) =>
                changeRows(
                  'causes',
                  form.causes.map((old) => (old.key === row.key ? { ...old, noActionReason } : old)),
                )
              }
              rows={rowsFor(row.noActionReason, 2)}
              disabled={readOnly}
            />
          ))}
        </section>
      )}
    </div>
  )
}
