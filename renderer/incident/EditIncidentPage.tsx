import { useMemo, useRef, useState } from 'react'
import { Link, useLocation, useParams } from 'wouter'
import * as z from 'zod'
import { CASE_WRITERS } from '../../shared/account/roles.ts'
import type { Incident } from '../../shared/incident/contract.ts'
import { swedishDay } from '../../shared/time/dates.ts'
import { OutOfReach } from '../app/OutOfReach.tsx'
import { useCommand, useRpc } from '../app/rpc.ts'
import { useMay } from '../app/session.tsx'
import { useDraft } from '../app/useDraft.ts'
import { Button } from '../ui/Button.tsx'
import { Empty, Loading, Notice, PageHead, Problem } from '../ui/parts.tsx'
import { HandlingFields, MoreReport, ReportForm, ShortReport } from './ReportForm.tsx'
import { focusFirstError } from '../ui/focus.ts'
import { DraftState, ErrorSummary } from './formParts.tsx'
import { checkReport, reportDraft, type FieldErrors } from './reportForm.ts'
import { tellWithUndo } from './undo.ts'
import './incident.css'

/** Redigera: the same form, filled; a change somebody else made meanwhile is told, never written over. */
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

/** The draft remembers which version it changes. */
const editDraft = z.strictObject({ version: z.number(), report: reportDraft })

function EditForm({ incident }: { incident: Incident }) {
  const initial = useMemo(() => ({ version: incident.version, report: incident.fields }), [incident])
  const draft = useDraft(`handelse/${incident.id}/redigera`, editDraft, initial)
  const [errors, setErrors] = useState<FieldErrors>({})
  const update = useCommand('incident.update')
  const [, navigate] = useLocation()
  const form = useRef<HTMLFormElement>(null)
  const back = `/handelse/${incident.id}`

  if (!draft.ready) return <Loading />
  const outdated = draft.value.version !== incident.version
  const save = () => {
    const checked = checkReport(draft.value.report, swedishDay(new Date()))
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
      <form
        ref={form}
        className="stack loose incident-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        <ErrorSummary errors={errors} />
        <ReportForm
          draft={draft.value.report}
          errors={errors}
          set={(key, value) => {
            draft.change((old) => ({ ...old, report: { ...old.report, [key]: value } }))
            setErrors(({ [key]: _fixed, ...rest }) => rest)
          }}
        >
          <ShortReport />
          <MoreReport />
          <HandlingFields />
        </ReportForm>
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
    </div>
  )
}
