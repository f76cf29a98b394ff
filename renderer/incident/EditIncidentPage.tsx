import { useEffect, useMemo, useRef, useState } from 'react'
import { Link, useLocation, useParams } from 'wouter'
import * as z from 'zod'
import { CASE_WRITERS } from '../../shared/account/roles.ts'
import { missingFromReport } from '../../shared/incident/complete.ts'
import type { Incident } from '../../shared/incident/contract.ts'
import { FIELD_LABELS } from '../../shared/incident/fields.ts'
import {
  CONDITIONAL_FIELDS,
  CONDITIONAL_SECTIONS,
  hiddenAnswers,
  sectionsWithAnswers,
  type ConditionalSection,
} from '../../shared/incident/sections.ts'
import { swedishDay } from '../../shared/time/dates.ts'
import { useToday } from '../action/useToday.ts'
import { OutOfReach } from '../app/OutOfReach.tsx'
import { useCommand, useRpc } from '../app/rpc.ts'
import { useMay } from '../app/session.tsx'
import { useDraft } from '../app/useDraft.ts'
import { AttachmentPanel } from '../attachment/AttachmentPanel.tsx'
import { Button } from '../ui/Button.tsx'
import { Empty, Loading, Notice, PageHead, Problem } from '../ui/parts.tsx'
import { ConditionalParts } from './ConditionalParts.tsx'
import { FieldHelp, useFieldHelp } from './FieldHelp.tsx'
import {
  ActionsPart,
  ClassificationPart,
  EventPart,
  FeedbackPart,
  PatientPart,
  PerspectivePart,
} from './ReportParts.tsx'
import { goToPart, PART_IDS, SectionIndex, useCurrentPart } from './SectionIndex.tsx'
import { focusFirstError } from '../ui/focus.ts'
import { DraftState, ErrorSummary } from './formParts.tsx'
import { ReportForm } from './reportFields.tsx'
import { checkReport, reportDraft, type FieldErrors, type FieldName, type ReportDraft } from './reportForm.ts'
import { tellWithUndo } from './undo.ts'
import { useSendKey } from './useSendKey.ts'
import './incident.css'
import './report.css'

/** Redigera: the whole report in parts; a change somebody else made meanwhile is told, never written over. */
export function EditIncidentPage() {
  const id = Number(useParams<{ id: string }>().id)
  const incident = useRpc('incident.get', { id })
  const may = useMay(CASE_WRITERS, incident.data?.forvaltningId)
  if (incident.error) return <Problem error={incident.error} retry={() => void incident.refetch()} />
  if (!incident.data) return <Loading />
  if (!incident.data.editable) {
    return (
      <Empty title="Händelsen kan inte ändras">
        <p>Fallet är hämtat ur en offentlig källa och visas som det står där.</p>
        <Link href={`/handelse/${id}`}>Till händelsen</Link>
      </Empty>
    )
  }
  if (!may) return <OutOfReach href={`/handelse/${id}`} back="Till händelsen" />
  return <EditForm key={`${id} ${incident.data.version}`} incident={incident.data} />
}

/** The draft remembers which version it changes, and which parts somebody has asked for. */
const editDraft = z.strictObject({
  version: z.number(),
  report: reportDraft,
  asked: z.array(z.enum(CONDITIONAL_SECTIONS)).default([]),
})
type EditDraft = z.infer<typeof editDraft>

function EditForm({ incident }: { incident: Incident }) {
  const initial = useMemo<EditDraft>(
    () => ({
      version: incident.version,
      report: incident.fields,
      asked: sectionsWithAnswers(incident.fields),
    }),
    [incident],
  )
  const draft = useDraft<EditDraft>(`handelse/${incident.id}/redigera`, editDraft, initial)
  const [errors, setErrors] = useState<FieldErrors>({})
  const [cleared, setCleared] = useState<string | null>(null)
  const update = useCommand('incident.update')
  const [, navigate] = useLocation()
  const form = useRef<HTMLFormElement>(null)
  const root = useRef<HTMLDivElement>(null)
  const helpFor = useFieldHelp()
  const current = useCurrentPart()
  useSendKey(form)
  const wanted = useParams<{ avsnitt?: string }>().avsnitt
  const back = `/handelse/${incident.id}`
  const today = useToday()

  const { ready } = draft
  useEffect(() => {
    if (ready && wanted !== undefined && PART_IDS.includes(wanted)) goToPart(root.current, wanted)
  }, [ready, wanted, root])

  if (!ready) return <Loading />
  const { report, asked } = draft.value
  const outdated = draft.value.version !== incident.version
  const hidden = hiddenAnswers(report, asked)
  const save = () => {
    const checked = checkReport(report, today, { short: incident.incomplete, asked })
    if (checked.errors) {
      setErrors(checked.errors)
      focusFirstError(form)
      return
    }
    setErrors({})
    update.mutate(
      { id: incident.id, version: draft.value.version, fields: checked.fields },
      {
        onSuccess: ({ version }) => {
          void draft.discard()
          navigate(back)
          if (version !== draft.value.version) tellWithUndo('Ändringen är sparad.', incident.id, version)
        },
        onError: (error) => {
          if (error.field !== undefined) setErrors({ [error.field]: error.message })
        },
      },
    )
  }

  return (
    <div className="page">
      <PageHead
        title={`Redigera ${incident.arendenr}`}
        crumbs={[
          { href: '/handelser', label: 'Händelser' },
          { href: back, label: incident.arendenr },
        ]}
        lead={incident.fields.title}
      />
      {outdated ? (
        <Notice tone="warning" title="Ärendet har ändrats sedan du började skriva">
          <p>Ditt utkast bygger på en äldre version. Läs in ärendet på nytt, och gör om din ändring.</p>
          <p>
            <Button size="small" onPress={() => void draft.discard()}>
              Läs in på nytt
            </Button>
          </p>
        </Notice>
      ) : draft.restored ? (
        <Notice title="Ditt utkast är tillbaka">
          <p>Du har ändringar som inte är sparade.</p>
          <p>
            <Button size="small" onPress={() => void draft.discard()}>
              Släng ändringarna
            </Button>
          </p>
        </Notice>
      ) : null}
      {incident.incomplete ? <ShortReportNotice report={report} /> : null}
      <div className="incident-edit" ref={root}>
        <div className="incident-edit-side">
          <SectionIndex
            draft={report}
            asked={asked}
            current={current}
            marked={incident.incomplete ? partsThatLack(report) : NONE}
            onGo={(id) => goToPart(root.current, id)}
          />
          <FieldHelp name={helpFor} />
        </div>
        <div className="stack loose">
          <form
            ref={form}
            className="stack loose"
            noValidate
            onSubmit={(event) => {
              event.preventDefault()
              save()
            }}
          >
            <ErrorSummary errors={errors} />
            <ReportForm
              draft={report}
              errors={errors}
              asked={asked}
              ask={(section, isWanted) => {
                draft.change((old) => ({
                  ...old,
                  asked: isWanted ? [...old.asked, section] : old.asked.filter((other) => other !== section),
                }))
                if (isWanted) requestAnimationFrame(() => goToPart(root.current, section))
              }}
              set={(key, value) => {
                draft.change((old) => ({ ...old, report: { ...old.report, [key]: value } }))
                setErrors(({ [key]: _fixed, ...rest }) => rest)
              }}
            >
              <EventPart today={today} />
              <ClassificationPart incidentId={incident.id} onCleared={setCleared} />
              <p role="status" className="field-warning">
                {cleared}
              </p>
              <PatientPart />
              <ConditionalParts day={swedishDay(new Date(incident.reportedAt))} />
              <PerspectivePart />
              <ActionsPart />
              <FeedbackPart />
            </ReportForm>
            <NotSent
              hidden={hidden}
              onShow={(sections) =>
                draft.change((old) => ({ ...old, asked: [...new Set([...old.asked, ...sections])] }))
              }
            />
            <Problem error={update.error} />
            <div className="incident-form-foot">
              <Button type="submit" variant="primary" isDisabled={update.isPending || outdated}>
                Spara
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
          </form>
          <div data-part="bilagor">
            <AttachmentPanel
              owner={{ incidentId: incident.id }}
              advice="Bifoga det som behövs för att förstå händelsen. Bilagor sparas direkt, och ligger krypterade i arbetsytan."
            />
          </div>
        </div>
      </div>
    </div>
  )
}

const NONE: ReadonlySet<string> = new Set()

/** Where what is missing is filled in. */
function partsThatLack(report: ReportDraft): ReadonlySet<string> {
  return new Set(
    missingFromReport(report).map(({ field }) =>
      field === 'patientInformed' || field === 'journalNoted' ? 'patienten' : 'klassificering',
    ),
  )
}

function ShortReportNotice({ report }: { report: ReportDraft }) {
  const missing = missingFromReport(report)
  return (
    <Notice
      tone={missing.length === 0 ? 'success' : 'warning'}
      title={
        missing.length === 0 ? 'Rapporten är komplett när du sparar' : 'Kort rapport – behöver kompletteras'
      }
      live
    >
      {missing.length === 0 ? null : (
        <ul className="incident-error-list">
          {missing.map(({ field, text }) => (
            <li key={field}>{text}</li>
          ))}
        </ul>
      )}
    </Notice>
  )
}

/** Answers to what is no longer asked about: kept while one writes, and not sent; said before one sends. */
function NotSent({
  hidden,
  onShow,
}: {
  hidden: readonly FieldName[]
  onShow: (sections: ConditionalSection[]) => void
}) {
  const sections = CONDITIONAL_SECTIONS.filter((section) =>
    CONDITIONAL_FIELDS[section].some((field) => hidden.includes(field)),
  )
  if (hidden.length === 0) return null
  return (
    <Notice tone="warning" title="Det här sparas inte" live>
      <p>
        {hidden.map((field) => FIELD_LABELS[field].replace(/\?$/u, '')).join(', ')} hör till något som
        rapporten inte längre gäller. Svaren finns kvar i ditt utkast tills du sparar.
      </p>
      {sections.length === 0 ? null : (
        <p>
          <Button size="small" onPress={() => onShow(sections)}>
            Ta med dem ändå
          </Button>
        </p>
      )}
    </Notice>
  )
}
