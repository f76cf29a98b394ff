import { ArrowRight } from 'lucide-react'
import { useEffect, useRef, type ComponentType } from 'react'
import { Link, useLocation, useParams } from 'wouter'
import { useCommand } from '../app/rpc.ts'
import { Button } from '../ui/Button.tsx'
import { Badge, Empty, Loading, Notice, PageHead, Problem } from '../ui/parts.tsx'
import { ActionsStep } from './ActionsStep.tsx'
import { CausesStep } from './CausesStep.tsx'
import { CommissionStep } from './CommissionStep.tsx'
import { CourseStep } from './CourseStep.tsx'
import { DecisionStep } from './DecisionStep.tsx'
import { liveId, pageOf, PAGES, type PageKey } from './editorState.ts'
import { PageFindings } from './FindingList.tsx'
import { FollowUpStep } from './FollowUpStep.tsx'
import { ReportStep } from './ReportStep.tsx'
import { SaveProblem, SaveStatus } from './SaveStatus.tsx'
import { SourcesStep } from './SourcesStep.tsx'
import { StepList } from './StepList.tsx'
import { TeamStep } from './TeamStep.tsx'
import { EditorProvider, useAnalysisEditor, useEditor } from './useAnalysisEditor.ts'
import '../action/action.css'
import './analysis.css'

const STEPS: Readonly<Record<PageKey, ComponentType>> = {
  uppdrag: CommissionStep,
  team: TeamStep,
  kallor: SourcesStep,
  forlopp: CourseStep,
  orsaker: CausesStep,
  atgarder: ActionsStep,
  rapport: ReportStep,
  beslut: DecisionStep,
  uppfoljning: FollowUpStep,
}

/** The workbench of one händelseanalys. */
export function AnalysisPage() {
  const { id, sida } = useParams<{ id: string; sida?: string }>()
  const number = Number(id)
  if (!Number.isInteger(number) || number <= 0) {
    return (
      <Empty title="Analysen finns inte">
        <Link href="/analyser">Till händelseanalyserna</Link>
      </Empty>
    )
  }
  return <Workbench key={number} id={number} wanted={sida} />
}

function Workbench({ id, wanted }: { id: number; wanted: string | undefined }) {
  const { editor, error, refetch } = useAnalysisEditor(id)
  if (!editor) {
    if (!error) return <Loading />
    return (
      <div className="page">
        <PageHead
          title="Analysen kan inte visas"
          crumbs={[{ href: '/analyser', label: 'Händelseanalyser' }]}
        />
        <Problem error={error} retry={refetch} />
      </div>
    )
  }
  const page = PAGES.find((one) => one.key === wanted)?.key ?? startPage(editor.live.step)
  const { live } = editor
  return (
    <EditorProvider value={editor}>
      <div className="page analysis-page">
        <PageHead
          title={live.commission.title === '' ? 'Händelseanalys' : live.commission.title}
          crumbs={[
            { href: '/analyser', label: 'Händelseanalyser' },
            { href: `/handelse/${live.incident.id}`, label: live.incident.arendenr },
          ]}
          badges={
            <>
              <Badge>{live.number}</Badge>
              {live.completedDate === null ? (
                <Badge tone="info">Pågår, steg {live.step} av 8</Badge>
              ) : (
                <Badge tone="success">Avslutad {live.completedDate}</Badge>
              )}
              <Badge>{live.forvaltningName}</Badge>
              {live.isExample ? <Badge tone="example">Exempeldata</Badge> : null}
            </>
          }
        >
          <SaveStatus />
        </PageHead>
        <SaveProblem />
        {live.completedDate === null ? null : (
          <Notice>
            <p>Analysen är avslutad och går att läsa. Under Uppföljning kan den öppnas igen.</p>
          </Notice>
        )}
        <div className="analysis-layout">
          <StepList page={page} />
          <StepPage page={page} />
        </div>
      </div>
    </EditorProvider>
  )
}

function startPage(step: number): PageKey {
  return PAGES.find((page) => page.step === step)?.key ?? 'uppdrag'
}

function StepPage({ page }: { page: PageKey }) {
  const { live, form, findings, readOnly, flush } = useEditor()
  const shown = useRef(page)
  const Step = STEPS[page]
  const { title } = PAGES.find((one) => one.key === page) ?? PAGES[0]

  useEffect(() => {
    if (shown.current === page) return
    shown.current = page
    // What was typed on the page before is saved at once; the shell brings the new one's top into view.
    void flush()
  }, [page, flush])

  // Advice about a row stands at the row; the list at the end has the rest.
  const rows = { orsaker: new Set(form.causes.map(liveId)), atgarder: new Set(form.actions.map(liveId)) }
  const own = findings.filter((found) => {
    if (pageOf(found) !== page) return false
    const { part, id } = found.where
    if (id === null) return true
    if (page === 'orsaker') return part !== 'causes' || !rows.orsaker.has(id)
    // A cause that nothing meets has its own field on the page.
    if (page === 'atgarder') return part !== 'causes' && !rows.atgarder.has(id)
    return true
  })
  return (
    <section
      className={readOnly ? 'analysis-content read-only' : 'analysis-content'}
      aria-labelledby="analysis-step-title"
    >
      <h2 id="analysis-step-title">{title}</h2>
      <Step />
      {live.completedDate === null ? (
        <PageFindings findings={own} done="Inget mer att tänka på här." />
      ) : null}
      <NextPage page={page} />
    </section>
  )
}

/** On to the next page; where a new step begins, the analysis moves on with it. */
function NextPage({ page }: { page: PageKey }) {
  const { live, readOnly, flush, version, reload } = useEditor()
  const [, navigate] = useLocation()
  const setStep = useCommand('analysis.set-step')
  const index = PAGES.findIndex((one) => one.key === page)
  const here = PAGES[index]
  const next = PAGES[index + 1]
  if (!here) return null
  const open = (key: PageKey) => navigate(`/analys/${live.id}/${key}`)
  const moveTo = async (step: number, key: PageKey) => {
    if (!(await flush())) return
    setStep.mutate(
      { id: live.id, expectedVersion: version(), step },
      {
        onSuccess: (made) => {
          void reload(made.version)
          open(key)
        },
      },
    )
  }
  const begins = next !== undefined && next.step > live.step && !readOnly
  return (
    <div className="analysis-next">
      <Problem error={setStep.error} />
      <div className="row">
        {next === undefined ? null : (
          <Button
            variant="primary"
            isDisabled={setStep.isPending}
            onPress={() => (begins ? void moveTo(next.step, next.key) : open(next.key))}
          >
            {begins ? `Gå vidare till steg ${next.step}: ${next.title}` : `Nästa: ${next.title}`}
            <ArrowRight size={16} aria-hidden />
          </Button>
        )}
        {!readOnly && here.step < live.step ? (
          <Button
            variant="quiet"
            isDisabled={setStep.isPending}
            onPress={() => void moveTo(here.step, here.key)}
          >
            Sätt tillbaka arbetet till steg {here.step}
          </Button>
        ) : null}
      </div>
    </div>
  )
}
