import { TextArea, TextField } from '../ui/fields.tsx'
import { rowsFor } from './AnalysisText.tsx'
import { EditableRows } from './EditableRows.tsx'
import { emptyDelhandelse } from './editorState.ts'
import { useEditor } from './useAnalysisEditor.ts'

export function CourseStep() {
  const { form, changeRows, readOnly } = useEditor()
  return (
    <div className="stack">
      <p className="soft prose">
        Dela upp det som hände i korta steg i tidsordning: en aktör, en handling, i presens, med tid och
        källa. Skriv under Avvikelse det som inte gick som väntat; därifrån frågar ni sedan varför.
      </p>
      <EditableRows
        label="Händelseförlopp"
        item="Delhändelse"
        addLabel="Lägg till delhändelse"
        rows={form.delhandelser}
        onChange={(rows) => changeRows('delhandelser', rows)}
        make={emptyDelhandelse}
        renderHeading={(row) =>
          row.deviation.trim() === '' ? null : <span className="analysis-deviation">Avvikelse</span>
        }
        empty={
          <p className="soft">
            Inga delhändelser ännu. Börja med det första som har betydelse för vad som hände.
          </p>
        }
      >
        {(row, _index, change) => (
          <>
            <div className="analysis-fields-3">
              <TextField
                label="Tid"
                value={row.timeText}
                onChange={(timeText) => change({ timeText })}
                placeholder="10 jan 08:15"
                disabled={readOnly}
              />
              <TextField
                label="Aktör (roll)"
                value={row.actor}
                onChange={(actor) => change({ actor })}
                placeholder="Sjuksköterska"
                disabled={readOnly}
              />
              <TextField
                label="Källa"
                value={row.source}
                onChange={(source) => change({ source })}
                placeholder="Intervju, journal, dokument"
                disabled={readOnly}
              />
            </div>
            <div className="analysis-fields-2">
              <TextArea
                label="Vad händer?"
                value={row.text}
                onChange={(text) => change({ text })}
                rows={rowsFor(row.text, 2, 45)}
                disabled={readOnly}
              />
              <TextArea
                label="Avvikelse"
                value={row.deviation}
                onChange={(deviation) => change({ deviation })}
                rows={rowsFor(row.deviation, 2, 45)}
                disabled={readOnly}
              />
            </div>
          </>
        )}
      </EditableRows>
    </div>
  )
}
