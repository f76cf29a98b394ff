import { FileText, FileType2 } from 'lucide-react'
import { useState } from 'react'
import { PATIENT_HORD } from '../../shared/analysis/codes.ts'
import { LardomError } from '../../shared/rpc/error.ts'
import { call, useJob, useRpc } from '../app/rpc.ts'
import { DocumentView } from '../document/DocumentView.tsx'
import { Button } from '../ui/Button.tsx'
import { choicesOf, RadioGroup } from '../ui/fields.tsx'
import { Loading, Problem, ProgressBar } from '../ui/parts.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { tell } from '../ui/toast.tsx'
import { AnalysisText } from './AnalysisText.tsx'
import { useEditor } from './useAnalysisEditor.ts'

export function ReportStep() {
  const { flush } = useEditor()
  const [tab, setTab] = useState<'texter' | 'rapport'>('texter')
  return (
    <div className="stack">
      <ExportButtons />
      <Tabs
        label="Slutrapport"
        selected={tab}
        onSelect={(key) => {
          // The preview shows what is saved.
          void flush()
          setTab(key)
        }}
        tabs={[
          { key: 'texter', title: 'Texter', content: showTexts },
          { key: 'rapport', title: 'Förhandsvisa', content: showPreview },
        ]}
      />
    </div>
  )
}

const showTexts = () => <ReportTexts />
const showPreview = () => <Preview />

function ReportTexts() {
  const { form, changeTexts, readOnly } = useEditor()
  return (
    <div className="stack analysis-texts">
      <AnalysisText
        field="summary"
        help="Högst en sida: vad hände, varför, och vad görs? Många läser bara den."
        rows={8}
      />
      <AnalysisText
        field="eventDescription"
        help="Berätta så att det går att förstå utan medicinska kunskaper. Roller i stället för namn."
        rows={6}
      />
      <RadioGroup
        label="Har patienten eller närstående fått berätta?"
        help="Vårdgivaren ska ge patienter och närstående möjlighet att delta (patientsäkerhetslagen 3 kap. 4 §)."
        orientation="horizontal"
        value={form.patientHeard}
        onChange={(patientHeard) => changeTexts({ texts: {}, patientHeard })}
        choices={choicesOf(PATIENT_HORD)}
        disabled={readOnly}
      />
      <AnalysisText
        field="patientAccount"
        help="Hur de upplevde det som hände, och vad de undrar."
        rows={4}
      />
      <AnalysisText
        field="barriers"
        help="Skydd som höll, brast eller saknades. Vad hindrade att det blev värre?"
        rows={4}
      />
      <AnalysisText
        field="sideFindings"
        help="Det som bidrog utan att vara bakomliggande orsak, och risker ni såg på vägen."
        rows={4}
      />
      <AnalysisText
        field="cost"
        help="Extra vårddygn, undersökningar, behandling. Lämna tomt om det inte räknats."
        rows={2}
      />
      <AnalysisText
        field="evaluation"
        help="Hur säker är analysen? Robusthet, relevans, nedlagd tid, vad som inte gick att få veta."
        rows={3}
      />
    </div>
  )
}

function Preview() {
  const { live } = useEditor()
  const model = useRpc('analysis.report-model', { id: live.id })
  if (model.error) return <Problem error={model.error} retry={() => void model.refetch()} />
  if (!model.data) return <Loading label="Sätter ihop rapporten …" />
  return (
    <div className="analysis-preview">
      <DocumentView model={model.data} />
    </div>
  )
}

/** The report as a file, where the person chooses; the host asks and writes. */
export function ExportButtons() {
  const { live, flush } = useEditor()
  const job = useJob('host.export-document')
  const [error, setError] = useState<LardomError | null>(null)
  const write = async (format: 'docx' | 'pdf') => {
    setError(null)
    await flush()
    try {
      const model = await call('analysis.report-model', { id: live.id })
      const stamps = model.stamps.length === 0 ? '' : ` (${model.stamps.join(', ').toLocaleLowerCase('sv')})`
      const done = await job.run({
        source: { kind: 'analysis', analysisId: live.id },
        format,
        suggestedName: `${live.number} ${live.commission.title}`.slice(0, 110) + stamps,
      })
      if (done === null) return
      const { file, printer } = done
      tell(`${file.name} är sparad${printer === undefined ? '' : `, utskriven med ${printer}`}.`, {
        label: 'Öppna',
        run: () => {
          call('host.open-file', { token: file.token }).catch((failure: unknown) =>
            tell(failure instanceof Error ? failure.message : String(failure)),
          )
        },
      })
    } catch (failure) {
      setError(failure instanceof LardomError ? failure : new LardomError('INTERNAL', { ref: 'export' }))
    }
  }
  return (
    <div className="stack tight">
      <div className="row">
        <Button isDisabled={job.running} onPress={() => void write('docx')}>
          <FileText size={16} aria-hidden />
          Spara som Word
        </Button>
        <Button isDisabled={job.running} onPress={() => void write('pdf')}>
          <FileType2 size={16} aria-hidden />
          Spara som PDF
        </Button>
        {live.completedDate === null ? (
          <span className="soft small">Rapporten stämplas ”Arbetsmaterial” tills analysen är avslutad.</span>
        ) : null}
      </div>
      {job.progress ? <ProgressBar {...job.progress} /> : null}
      <Problem error={error} />
    </div>
  )
}
