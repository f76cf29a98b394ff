import { useMemo, useRef, useState } from 'react'
import { Link, useLocation, useParams } from 'wouter'
import * as z from 'zod'
import { CASE_WRITERS } from '../../shared/account/roles.ts'
import { assess, EMPTY_ANSWERS, type AssessmentAnswers } from '../../shared/incident/assessment.ts'
import { UTREDNINGSNIVAER, codesOf, type Utredningsniva } from '../../shared/incident/codes.ts'
import { assessmentAnswers, type Incident } from '../../shared/incident/contract.ts'
import { thresholdsOn } from '../../shared/incident/risk.ts'
import { isClosed } from '../../shared/incident/status.ts'
import { swedishDay } from '../../shared/time/dates.ts'
import { OutOfReach } from '../app/OutOfReach.tsx'
import { useCommand, useRpc } from '../app/rpc.ts'
import { useMay } from '../app/session.tsx'
import { useDraft } from '../app/useDraft.ts'
import { Button } from '../ui/Button.tsx'
import { Select } from '../ui/Select.tsx'
import { Empty, Loading, Notice, PageHead, Problem } from '../ui/parts.tsx'
import { TextArea, choicesOf } from '../ui/fields.tsx'
import { AssessmentForm } from './AssessmentForm.tsx'
import { Conclusions } from './Conclusions.tsx'
import { focusFirstError } from '../ui/focus.ts'
import { DraftState } from './formParts.tsx'
import { tellWithUndo } from './undo.ts'
import './incident.css'

/** Bedöm: the decision logic as questions on the left, what follows from the answers on the right. */
export function AssessmentPage() {
  const id = Number(useParams<{ id: string }>().id)
  const incident = useRpc('incident.get', { id })
  const may = useMay(CASE_WRITERS, incident.data?.forvaltningId)
  if (incident.error) return <Problem error={incident.error} retry={() => void incident.refetch()} />
  if (!incident.data) return <Loading />
  if (!incident.data.editable || isClosed(incident.data.status)) {
    return (
      <Empty title="Händelsen kan inte bedömas nu">
        <p>
          {incident.data.editable
            ? 'Ärendet är stängt. Återöppna det innan du bedömer det på nytt.'
            : 'Fallet är hämtat ur en offentlig källa och bedöms inte här.'}
        </p>
        <Link href={`/handelse/${id}`}>Till händelsen</Link>
      </Empty>
    )
  }
  if (!may) return <OutOfReach href={`/handelse/${id}`} back="Till händelsen" />
  return <Assessing key={`${id} ${incident.data.version}`} incident={incident.data} />
}

const assessmentDraft = z.strictObject({
  version: z.number(),
  answers: assessmentAnswers,
  investigationLevel: z.enum(codesOf(UTREDNINGSNIVAER)).nullable(),
  motivation: z.string(),
})

function Assessing({ incident }: { incident: Incident }) {
  const initial = useMemo(
    () => ({
      version: incident.version,
      answers: incident.assessment?.answers ?? firstAnswers(incident),
      investigationLevel: incident.assessment?.investigationLevel ?? null,
      motivation: incident.assessment?.motivation ?? '',
    }),
    [incident],
  )
  const draft = useDraft(`handelse/${incident.id}/bedom`, assessmentDraft, initial)
  const [tried, setTried] = useState(false)
  const save = useCommand('incident.assess')
  const [, navigate] = useLocation()
  const form = useRef<HTMLFormElement>(null)
  const [thresholds] = useState(() => thresholdsOn(swedishDay(new Date())))
  const { answers, investigationLevel, motivation, version } = draft.value
  const result = assess(answers, thresholds)
  const back = `/handelse/${incident.id}`
  const outdated = version !== incident.version

  if (!draft.ready) return <Loading />
  const send = () => {
    setTried(true)
    const level = investigationLevel
    if (!result.complete || level === null || motivation.trim() === '') {
      focusFirstError(form)
      return
    }
    save.mutate(
      { id: incident.id, version, answers, investigationLevel: level, motivation },
      {
        onSuccess: (saved) => {
          void draft.discard()
          navigate(back)
          tellWithUndo('Bedömningen är sparad.', incident.id, saved.version)
        },
      },
    )
  }

  return (
    <div className="page">
      <PageHead
        title={`Bedöm ${incident.arendenr}`}
        crumbs={[
          { href: '/handelser', label: 'Händelser' },
          { href: back, label: incident.arendenr },
        ]}
        lead={incident.fields.title}
      />
      {draft.restored ? (
        <Notice
          tone={outdated ? 'warning' : 'info'}
          title={outdated ? 'Ärendet har ändrats sedan du började bedöma' : 'Ditt utkast är tillbaka'}
        >
          <p>
            {outdated
              ? 'Läs in ärendet på nytt och gör om bedömningen.'
              : 'Du har en bedömning som inte är sparad.'}
          </p>
          <p>
            <Button size="small" onPress={() => void draft.discard()}>
              {outdated ? 'Läs in på nytt' : 'Släng utkastet'}
            </Button>
          </p>
        </Notice>
      ) : null}
      <form
        ref={form}
        className="columns incident-assess"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          send()
        }}
      >
        <div className="stack loose">
          <details className="card incident-told">
            <summary>Vad som är rapporterat</summary>
            <p className="prose">{incident.fields.description}</p>
            {incident.fields.consequence === '' ? null : (
              <p className="prose">
                <strong>Konsekvens:</strong> {incident.fields.consequence}
              </p>
            )}
          </details>
          <AssessmentForm
            answers={answers}
            result={result}
            thresholds={thresholds}
            showMissing={tried}
            onChange={(next: AssessmentAnswers) => draft.change((old) => ({ ...old, answers: next }))}
          />
          <section className="card stack">
            <h2>Vad som görs nu</h2>
            <Select
              label="Utredningsnivå"
              help="Hur djupt händelsen utreds. Vid (risk för) allvarlig vårdskada görs oftast en händelseanalys."
              value={investigationLevel}
              onChange={(level: Utredningsniva | null) =>
                draft.change((old) => ({ ...old, investigationLevel: level }))
              }
              choices={choicesOf(UTREDNINGSNIVAER)}
              error={tried && investigationLevel === null ? 'Välj utredningsnivå.' : undefined}
              required
            />
            <TextArea
              label="Motivering"
              help="Vad bygger bedömningen på, och vem mer har deltagit? Skriv roller, inga namn."
              value={motivation}
              onChange={(text) => draft.change((old) => ({ ...old, motivation: text }))}
              error={tried && motivation.trim() === '' ? 'Skriv en motivering.' : undefined}
              required
            />
          </section>
          <Problem error={save.error} />
          <div className="incident-form-foot">
            <Button type="submit" variant="primary" isDisabled={save.isPending || outdated}>
              Spara bedömningen
            </Button>
            <Button
              onPress={() => {
                void draft.discard()
                navigate(back)
              }}
            >
              Avbryt
            </Button>
            <DraftState savedAt={draft.savedAt} error={draft.error} />
          </div>
        </div>
        <Conclusions result={result} />
      </form>
    </div>
  )
}

/** What the report already answers: the reporter's own estimate of harm opens the first question. */
function firstAnswers({ fields }: Incident): AssessmentAnswers {
  const harmed = fields.patientInvolved && (fields.reportedActualSeverity ?? 0) >= 1
  return { ...EMPTY_ANSWERS, effect: harmed ? 'faktisk' : null }
}
