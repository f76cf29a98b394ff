import { TEAMROLLER } from '../../shared/analysis/codes.ts'
import { choicesOf, TextField } from '../ui/fields.tsx'
import { Select } from '../ui/Select.tsx'
import { EditableRows } from './EditableRows.tsx'
import { emptyMember } from './editorState.ts'
import { useEditor } from './useAnalysisEditor.ts'

export function TeamStep() {
  const { form, changeRows, readOnly } = useEditor()
  return (
    <div className="stack">
      <p className="soft prose">
        Analysledaren kan metoden och kommer inte från den berörda enheten. Teamet har oftast tre till fem
        personer med olika yrken. Skriv yrken och enheter, inga namn.
      </p>
      <EditableRows
        label="Analysteam"
        item="Deltagare"
        addLabel="Lägg till deltagare"
        rows={form.members}
        onChange={(rows) => changeRows('members', rows)}
        make={() => emptyMember(form.members.length === 0 ? 'analysledare' : 'medlem')}
        empty={<p className="soft">Inga deltagare ännu.</p>}
      >
        {(row, _index, change) => (
          <div className="analysis-fields-3">
            <Select
              label="Roll"
              value={row.role}
              onChange={(role) => role !== null && change({ role })}
              choices={choicesOf(TEAMROLLER)}
              disabled={readOnly}
            />
            <TextField
              label="Yrke"
              value={row.profession}
              onChange={(profession) => change({ profession })}
              disabled={readOnly}
            />
            <TextField
              label="Enhet"
              value={row.unit}
              onChange={(unit) => change({ unit })}
              disabled={readOnly}
            />
          </div>
        )}
      </EditableRows>
    </div>
  )
}
