import { useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { swedishDay } from '../../shared/time/dates.ts'
import { useCommand } from '../app/rpc.ts'
import { clockTime, useDraft } from '../app/useDraft.ts'
import { Button } from '../ui/Button.tsx'
import { Loading, Notice, PageHead, Problem } from '../ui/parts.tsx'
import { tell } from '../ui/toast.tsx'
import { MoreReport, ReportForm, ShortReport } from './ReportForm.tsx'
import { focusFirstError } from '../ui/focus.ts'
import { DraftState, ErrorSummary } from './formParts.tsx'
import { EMPTY_REPORT, checkReport, reportDraft, type FieldErrors } from './reportForm.ts'
import './incident.css'

/** Ny händelse: short first, the rest below; what is typed is kept until it is sent or thrown away. */
export function RegisterIncidentPage() {
  const draft = useDraft('handelse/ny', reportDraft, EMPTY_REPORT)
  const [errors, setErrors] = useState<FieldErrors>({})
  const register = useCommand('incident.register')
  const [, navigate] = useLocation()
  const form = useRef<HTMLFormElement>(null)

  if (!draft.ready) return <Loading />
  const send = () => {
    const checked = checkReport(draft.value, swedishDay(new Date()))
    if (checked.errors) {
      setErrors(checked.errors)
      focusFirstError(form)
      return
    }
    setErrors({})
    register.mutate(
      { fields: checked.fields },
      {
        onSuccess: ({ id, arendenr }) => {
          void draft.discard()
          navigate(`/handelse/${id}`)
          tell(`Tack! Händelsen är rapporterad som ${arendenr}.`)
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
        title="Ny händelse"
        crumbs={[{ href: '/handelser', label: 'Händelser' }]}
        lead="Rapportera det som hänt, eller hade kunnat hända. Syftet är att lära, inte att hitta någon att skylla på."
      />
      {draft.restored ? (
        <Notice title="Ditt utkast är tillbaka">
          <p>
            Du började på en rapport {draft.savedAt === null ? '' : `(sparad ${clockTime(draft.savedAt)})`}{' '}
            som inte är skickad. Fortsätt där du var, eller börja om.
          </p>
          <p>
            <Button size="small" onPress={() => void draft.discard()}>
              Släng utkastet och börja om
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
          send()
        }}
      >
        <ErrorSummary errors={errors} />
        <ReportForm
          draft={draft.value}
          errors={errors}
          set={(key, value) => {
            draft.change((old) => ({ ...old, [key]: value }))
            setErrors(({ [key]: _fixed, ...rest }) => rest)
          }}
        >
          <ShortReport />
          <MoreReport />
        </ReportForm>
        <Problem error={register.error} />
        <div className="incident-form-foot">
          <Button type="submit" variant="primary" isDisabled={register.isPending}>
            Skicka in
          </Button>
          <DraftState savedAt={draft.savedAt} error={draft.error} />
        </div>
      </form>
    </div>
  )
}
