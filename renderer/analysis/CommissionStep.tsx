import { LEX_MARIA_I_UPPDRAG } from '../../shared/analysis/codes.ts'
import { addDays } from '../../shared/time/dates.ts'
import { Button } from '../ui/Button.tsx'
import { Checkbox, choicesOf, DateField, RadioGroup, TextArea, TextField } from '../ui/fields.tsx'
import { AnalysisLinks } from '../triage/AnalysisLinks.tsx'
import { IncidentFacts } from './IncidentFacts.tsx'
import { useEditor } from './useAnalysisEditor.ts'

/** Six weeks from the commission leaves time for lex Maria within two months (domain.md D6). */
const NORMAL_DAYS = 42

export function CommissionStep() {
  const { form, live, changeCommission, readOnly } = useEditor()
  const { commission } = form
  const set = (values: Partial<typeof commission>) => changeCommission({ ...commission, ...values })
  const suggested =
    commission.commissionDate === null ? null : addDays(commission.commissionDate, NORMAL_DAYS)
  return (
    <div className="analysis-with-aside">
      <div className="stack">
        <TextField
          label="Rubrik"
          help="Vad händelsen gäller, utan namn. Rubriken står på rapporten."
          value={commission.title}
          onChange={(title) => set({ title })}
          disabled={readOnly}
          required
          error={
            commission.title.trim() === ''
              ? 'Ge analysen en rubrik; utan den sparas inte uppdraget.'
              : undefined
          }
        />
        <div className="analysis-commission-fields">
          <TextField
            label="Uppdragsgivare, roll"
            help="Beställer analysen, ofta verksamhetschefen."
            value={commission.commissionerRole}
            onChange={(commissionerRole) => set({ commissionerRole })}
            disabled={readOnly}
          />
          <TextField
            label="Uppdragsgivare, namn"
            help="Syns bara här, aldrig i rapporten."
            value={commission.commissioner}
            onChange={(commissioner) => set({ commissioner })}
            disabled={readOnly}
          />
          <DateField
            label="Uppdraget gavs"
            value={commission.commissionDate ?? ''}
            onChange={(day) => set({ commissionDate: day === '' ? null : day })}
            disabled={readOnly}
          />
          <div className="stack tight">
            <DateField
              label="Önskat slutdatum"
              value={commission.wantedEndDate ?? ''}
              onChange={(day) => set({ wantedEndDate: day === '' ? null : day })}
              disabled={readOnly}
            />
            {suggested !== null && commission.wantedEndDate === null && !readOnly ? (
              <div>
                <Button size="small" variant="quiet" onPress={() => set({ wantedEndDate: suggested })}>
                  Sätt {suggested} (6 veckor)
                </Button>
              </div>
            ) : null}
          </div>
        </div>
        <TextArea
          label="Syfte"
          help="Vad ska analysen ge svar på? Vad hände, varför, och hur hindras att det händer igen."
          value={commission.purpose}
          onChange={(purpose) => set({ purpose })}
          rows={3}
          disabled={readOnly}
        />
        <TextArea
          label="Avgränsning"
          help="Var i förloppet analysen börjar och slutar."
          value={commission.scope}
          onChange={(scope) => set({ scope })}
          rows={2}
          disabled={readOnly}
        />
        <RadioGroup
          label="Anmäls händelsen enligt lex Maria?"
          help="Chefläkaren eller den vårdgivaren utsett beslutar. Anmälan görs snarast, med utredningen samtidigt eller snarast därefter."
          orientation="horizontal"
          value={commission.lexMaria}
          onChange={(lexMaria) => set({ lexMaria })}
          choices={choicesOf(LEX_MARIA_I_UPPDRAG)}
          disabled={readOnly}
        />
        <TextArea
          label="Återkoppling till"
          help="Vilka ska få veta vad analysen kom fram till: patient, personal, rapportör."
          value={commission.feedbackTo}
          onChange={(feedbackTo) => set({ feedbackTo })}
          rows={2}
          disabled={readOnly}
        />
        <Checkbox
          label="Analysen registreras även i Nitha"
          selected={commission.inNitha}
          onChange={(inNitha) => set({ inNitha })}
          disabled={readOnly}
        />
      </div>
      <div className="stack">
        <IncidentFacts incident={live.incident} />
        <AnalysisLinks analysisId={live.id} />
      </div>
    </div>
  )
}
