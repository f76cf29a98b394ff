import { AttachmentPanel } from '../attachment/AttachmentPanel.tsx'
import { AnalysisText } from './AnalysisText.tsx'
import { AnalysisLinks } from '../triage/AnalysisLinks.tsx'
import { IncidentFacts } from './IncidentFacts.tsx'
import { useEditor } from './useAnalysisEditor.ts'

export function SourcesStep() {
  const { live } = useEditor()
  return (
    <div className="analysis-with-aside">
      <div className="stack">
        <AnalysisText
          field="sources"
          help="Intervjuer (roller och antal), journal, rutiner, loggar, foton. En källa per rad med bindestreck blir en lista i rapporten."
          rows={6}
        />
        <AnalysisText
          field="method"
          help="Hur analysen gjordes: handbok, intervjuer, möten. Skriv så att läsaren kan bedöma hur säkert resultatet är."
          rows={4}
        />
        <AnalysisText field="noticed" help="När och hur någon märkte att något hade gått fel." rows={3} />
        <AnalysisText
          field="similarEvents"
          help="Har något liknande hänt förut? Sök i händelserna och skriv vad ni fann, också när ni inte fann något."
          rows={3}
        />
        <AttachmentPanel
          owner={{ analysisId: live.id }}
          level="h3"
          advice="Bifoga källorna som analysen bygger på: rutinen som gällde, loggar, foton, anteckningar från intervjuer utan namn. Händelsens egna bilagor finns på händelsens sida."
        />
      </div>
      <div className="stack">
        <IncidentFacts incident={live.incident} />
        <AnalysisLinks analysisId={live.id} />
      </div>
    </div>
  )
}
