import { useRef, useState } from 'react'
import { swedishDay } from '../../shared/time/dates.ts'
import { useToday } from '../action/useToday.ts'
import { useCommand } from '../app/rpc.ts'
import { clockTime, useDraft } from '../app/useDraft.ts'
import { useKeptText } from '../app/useKeptText.ts'
import { Button } from '../ui/Button.tsx'
import { Loading, Notice, PageHead, Problem } from '../ui/parts.tsx'
import { FieldHelp, useFieldHelp } from './FieldHelp.tsx'
import { Receipt, type Sent } from './Receipt.tsx'
import { ShortReport } from './ShortReport.tsx'
import { useWritableUnits } from './UnitField.tsx'
import { focusFirstError } from '../ui/focus.ts'
import { DraftState, ErrorSummary } from './formParts.tsx'
import { ReportForm } from './reportFields.tsx'
import { EMPTY_REPORT, checkReport, reportDraft, type FieldErrors } from './reportForm.ts'
import { useSendKey } from './useSendKey.ts'
import './incident.css'
import './report.css'

/** Ny händelse: the short report. What is typed is kept until it is sent or thrown away. */
export function RegisterIncidentPage() {
  const draft = useDraft('handelse/ny', reportDraft, EMPTY_REPORT)
  const [lastUnit, rememberUnit] = useKeptText('minne/rapport-enhet')
  const [unitCleared, setUnitCleared] = useState(false)
  const [sent, setSent] = useState<Sent | null>(null)
  const [errors, setErrors] = useState<FieldErrors>({})
  const units = useWritableUnits()
  const helpFor = useFieldHelp()
  const today = useToday()
  const register = useCommand('incident.register')
  const form = useRef<HTMLFormElement>(null)
  useSendKey(form)

  if (!draft.ready) return <Loading />
  if (sent !== null) {
    return (
      <Receipt
        sent={sent}
        onAnother={() => {
          setSent(null)
          setUnitCleared(false)
        }}
      />
    )
  }
  const remembered = units.some(({ code }) => code === lastUnit) ? Number(lastUnit) : null
  const report = { ...draft.value, unitId: draft.value.unitId ?? (unitCleared ? null : remembered) }
  const send = () => {
    const checked = checkReport(report, swedishDay(new Date()), { short: true })
    if (checked.errors) {
      setErrors(checked.errors)
      focusFirstError(form)
      return
    }
    setErrors({})
    register.mutate(
      { fields: checked.fields, short: true },
      {
        onSuccess: ({ id, arendenr }) => {
          void draft.discard()
          rememberUnit(String(checked.fields.unitId))
          setSent({
            id,
            arendenr,
            title: checked.fields.title,
            feedbackWanted: checked.fields.feedbackWanted,
            isRisk: ['risk', 'forbattringsforslag'].includes(checked.fields.arendetyp),
          })
        },
        onError: (error) => {
          if (error.field !== undefined) setErrors({ [error.field]: error.message })
        },
      },
    )
  }

  return (
    <div className="page incident-report">
      <PageHead
        title="Ny händelse"
        crumbs={[{ href: '/handelser', label: 'Händelser' }]}
        lead="Syftet är att lära, inte att hitta någon att skylla på. Det du inte vet fyller någon annan på."
      />
      {draft.restored ? (
        <Notice title="Ditt utkast är tillbaka">
          <p>
            Du började på en rapport {draft.savedAt === null ? '' : `(sparad ${clockTime(draft.savedAt)})`}{' '}
            som inte är skickad. Fortsätt där du var, eller börja om.{' '}
            <Button size="small" onPress={() => void draft.discard()}>
              Släng utkastet och börja om
            </Button>
          </p>
        </Notice>
      ) : null}
      <form
        ref={form}
        className="incident-report-layout"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          send()
        }}
      >
        <div className="stack">
          <ErrorSummary errors={errors} />
          <ReportForm
            draft={report}
            errors={errors}
            asked={[]}
            ask={() => undefined}
            set={(key, value) => {
              if (key === 'unitId') setUnitCleared(value === null)
              draft.change((old) => ({ ...old, [key]: value }))
              setErrors(({ [key]: _fixed, ...rest }) => rest)
            }}
          >
            <ShortReport today={today} />
          </ReportForm>
          <Problem error={register.error} />
          <div className="incident-form-foot">
            <Button type="submit" variant="primary" isDisabled={register.isPending}>
              Skicka in
            </Button>
            <span className="soft small">
              eller <kbd>Ctrl</kbd>+<kbd>Enter</kbd>
            </span>
            <DraftState savedAt={draft.savedAt} error={draft.error} />
          </div>
        </div>
        <FieldHelp name={helpFor} />
      </form>
    </div>
  )
}
