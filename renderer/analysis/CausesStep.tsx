import { ORSAKSOMRADEN, type Orsaksomrade } from '../../shared/analysis/codes.ts'
import { useToday } from '../action/useToday.ts'
import { useCodes } from '../code/useCodes.ts'
import { TextArea } from '../ui/fields.tsx'
import { Select } from '../ui/Select.tsx'
import { rowsFor } from './AnalysisText.tsx'
import { EditableRows } from './EditableRows.tsx'
import { emptyCause, liveId } from './editorState.ts'
import { FindingList } from './FindingList.tsx'
import { useEditor } from './useAnalysisEditor.ts'

// Object.keys widens to string; the keys are the areas' own codes.
const AREAS = (Object.keys(ORSAKSOMRADEN) as Orsaksomrade[]).map((code) => ({
  code,
  label: ORSAKSOMRADEN[code].label,
  detail: ORSAKSOMRADEN[code].subcategories.slice(0, 4).join(', ').toLocaleLowerCase('sv'),
}))

export function CausesStep() {
  const { form, findings, changeRows, readOnly } = useEditor()
  const codes = useCodes()
  const today = useToday()
  const steps = form.delhandelser.flatMap((row, index) =>
    row.id === null
      ? []
      : [{ code: String(row.id), label: `${index + 1}. ${short(row.deviation || row.text || 'utan text')}` }],
  )
  return (
    <div className="stack">
      <p className="soft prose">
        En bakomliggande orsak är något i arbetssätt, miljö eller organisation som går att ändra. Visa orsak
        och verkan, utan att värdera någon. Fråga varför tills svaret är något ni kan göra något åt.
      </p>
      <EditableRows
        label="Bakomliggande orsaker"
        item="Orsak"
        addLabel="Lägg till orsak"
        rows={form.causes}
        onChange={(rows) => changeRows('causes', rows)}
        make={() => emptyCause()}
        empty={
          <p className="soft">
            Inga orsaker ännu. Gå igenom avvikelserna i förloppet en i taget och fråga varför.
          </p>
        }
      >
        {(row, index, change) => {
          const advice = findings.filter(
            ({ where }) => where.step === 4 && where.part === 'causes' && where.id === liveId(row, index),
          )
          const subcategories =
            row.area === ''
              ? []
              : codes.choices('orsaksomrade', today, { parent: row.area }).map(({ label }) => label)
          return (
            <>
              <div className="analysis-cause">
                <TextArea
                  label="Orsak och vad den ledde till"
                  value={row.text}
                  onChange={(text) => change({ text })}
                  rows={rowsFor(row.text, 3, 60)}
                  disabled={readOnly}
                />
                <div className="analysis-advice">
                  {advice.length > 0 ? (
                    <FindingList findings={advice} />
                  ) : (
                    <p className="soft small">
                      {row.text.trim() === ''
                        ? 'Exempel: ”Ordinationsmallen visade två enheter, vilket ökade risken för att dosen tolkades fel.”'
                        : 'Inget att anmärka på formuleringen.'}
                    </p>
                  )}
                </div>
              </div>
              <div className="analysis-cause-place">
                <Select
                  label="Orsaksområde"
                  value={row.area === '' ? null : row.area}
                  onChange={(area) => change({ area: area ?? '', subcategory: '' })}
                  choices={AREAS}
                  disabled={readOnly}
                />
                <Select
                  label="Underområde"
                  value={row.subcategory === '' ? null : row.subcategory}
                  onChange={(subcategory) => change({ subcategory: subcategory ?? '' })}
                  choices={withOwn(subcategories, row.subcategory)}
                  emptyLabel="Inget valt"
                  disabled={readOnly || row.area === ''}
                />
                <Select
                  label="Hör till delhändelse"
                  value={row.delhandelseId === null ? null : String(row.delhandelseId)}
                  onChange={(id) => change({ delhandelseId: id === null ? null : Number(id) })}
                  choices={steps}
                  emptyLabel="Hela förloppet"
                  disabled={readOnly}
                />
              </div>
            </>
          )
        }}
      </EditableRows>
    </div>
  )
}

/** A subcategory from an older list is still shown. */
function withOwn(list: readonly string[], own: string) {
  const all = own === '' || list.includes(own) ? list : [...list, own]
  return all.map((text) => ({ code: text, label: text }))
}

export function short(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ')
  return line.length <= 70 ? line : `${line.slice(0, 67).trimEnd()}…`
}
