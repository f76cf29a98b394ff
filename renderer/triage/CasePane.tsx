import { useId, type RefObject } from 'react'
import { useLocation } from 'wouter'
import { CASE_WRITERS } from '../../shared/account/roles.ts'
import { ARENDETYPER } from '../../shared/incident/codes.ts'
import type { Incident } from '../../shared/incident/contract.ts'
import { isClosed } from '../../shared/incident/status.ts'
import { longDate, swedishDay } from '../../shared/time/dates.ts'
import { useCommand, useRpc } from '../app/rpc.ts'
import { useMay } from '../app/session.tsx'
import { useCodes } from '../code/useCodes.ts'
import { HarmBadge, StatusBadge } from '../incident/labels.tsx'
import { Button } from '../ui/Button.tsx'
import { Badge, Loading, Problem } from '../ui/parts.tsx'
import { Select } from '../ui/Select.tsx'
import { tell } from '../ui/toast.tsx'
import { AssignPicker, useHandlers } from './AssignPicker.tsx'
import { SimilarPanel } from './SimilarPanel.tsx'
import { CaseTypeSuggestion } from './TypeSuggestion.tsx'
import { tellBulk } from './undoBulk.ts'

interface Acts {
  /** The case is listed because its reporter waits for an answer. */
  readonly feedback: boolean
  readonly onOpen: (id: number) => void
  readonly onNext: () => void
  readonly onReject: (incident: Incident) => void
}

/** One case, read and sorted beside the list. */
export function CasePane({
  id,
  paneRef,
  ...acts
}: Acts & { id: number; paneRef: RefObject<HTMLElement | null> }) {
  const incident = useRpc('incident.get', { id })
  return (
    <article className="triage-pane" ref={paneRef} aria-label="Vald händelse">
      <Problem error={incident.error} retry={() => void incident.refetch()} />
      {incident.data ? <Shown incident={incident.data} {...acts} /> : incident.error ? null : <Loading />}
    </article>
  )
}

function Shown({ incident, ...acts }: Acts & { incident: Incident }) {
  const { fields } = incident
  return (
    <>
      <header className="stack tight">
        <p className="small soft">
          <span className="numeric">{incident.arendenr}</span> ·{' '}
          {incident.unitPath
            .slice(1)
            .map((unit) => unit.name)
            .join(' › ')}{' '}
          · {incident.eventText ?? longDate(incident.date)}
        </p>
        <h2>{fields.title}</h2>
        <div className="triage-badges">
          <Badge>{ARENDETYPER[fields.arendetyp]}</Badge>
          <StatusBadge status={incident.status} />
          <HarmBadge harm={incident.harm} />
        </div>
      </header>
      <Actions incident={incident} {...acts} />
      <div className="stack tight">
        <p className="prose">{fields.description}</p>
        <More label="Konsekvens för patienten" text={fields.consequence} />
        <More label="Omedelbar åtgärd" text={fields.immediateAction} />
        <More label="Förslag till åtgärd" text={fields.suggestion} />
        <p className="small soft">
          Rapporterad {longDate(swedishDay(new Date(incident.reportedAt)))}.{' '}
          {fields.feedbackGivenDate !== null
            ? `Återkoppling given ${longDate(fields.feedbackGivenDate)}.`
            : fields.feedbackWanted
              ? 'Rapportören vill ha återkoppling.'
              : 'Rapportören vill inte ha återkoppling.'}
        </p>
      </div>
      <SimilarPanel incidentId={incident.id} level="h3" most={4} />
    </>
  )
}

function More({ label, text }: { label: string; text: string }) {
  if (text === '') return null
  return (
    <div>
      <h3 className="triage-small-heading">{label}</h3>
      <p className="prose">{text}</p>
    </div>
  )
}

function Actions({ incident, feedback, onOpen, onNext, onReject }: Acts & { incident: Incident }) {
  const [, navigate] = useLocation()
  const mayWrite = useMay(CASE_WRITERS, incident.forvaltningId) && incident.editable
  const assign = useCommand('triage.assign')
  const classify = useCommand('triage.classify')
  const codes = useCodes()
  const titleId = useId()
  const me = useHandlers(incident.forvaltningId).find(({ isMe }) => isMe)
  const items = [{ id: incident.id, version: incident.version }]
  const { fields } = incident
  const today = swedishDay(new Date(incident.reportedAt))
  const isOpen = !isClosed(incident.status)
  const set = (change: { handelsetyp?: string; undertyp?: string | null }, suggested = false) =>
    classify.mutate({ items, set: change, suggested }, { onSuccess: tellOne })
  const give = (to: string | null) => assign.mutate({ items, to }, { onSuccess: tellOne })

  const under = codes.choices('handelsetyp', today, { parent: fields.handelsetyp, chosen: fields.undertyp })
  return (
    <section className="triage-actions" aria-labelledby={titleId}>
      <h3 id={titleId} className="visually-hidden">
        Sortera händelsen
      </h3>
      <div className="row">
        {mayWrite && isOpen ? (
          <Button
            variant={incident.harm === 'ej_bedomd' && !feedback ? 'primary' : 'plain'}
            onPress={() => navigate(`/handelse/${incident.id}/bedom`)}
          >
            {incident.harm === 'ej_bedomd' ? 'Bedöm' : 'Bedöm på nytt'}
          </Button>
        ) : null}
        {mayWrite && isOpen && me && incident.assignedTo?.id !== me.id ? (
          <Button onPress={() => give(me.id)} isDisabled={assign.isPending}>
            Ta ärendet
          </Button>
        ) : null}
        {mayWrite && (incident.status === 'inkommen' || incident.status === 'bedomd') ? (
          <Button onPress={() => onReject(incident)}>Avvisa …</Button>
        ) : null}
        <Button variant={feedback ? 'primary' : 'plain'} onPress={() => onOpen(incident.id)}>
          {feedback ? 'Ge återkoppling' : 'Öppna ärendet'}
        </Button>
        <Button variant="quiet" onPress={onNext}>
          Nästa
        </Button>
      </div>
      {mayWrite && isOpen ? (
        <>
          <div className="triage-fields">
            <div data-triage="assign">
              <AssignPicker
                value={incident.assignedTo?.id ?? null}
                onChange={give}
                forvaltningId={incident.forvaltningId}
              />
            </div>
            <div data-triage="type">
              <Select
                label="Händelsetyp"
                value={fields.handelsetyp}
                choices={codes.choices('handelsetyp', today, { chosen: fields.handelsetyp })}
                onChange={(handelsetyp) => {
                  if (handelsetyp !== null) set({ handelsetyp })
                }}
              />
            </div>
            {under.length === 0 ? null : (
              <Select
                label="Undertyp"
                value={fields.undertyp}
                choices={under}
                emptyLabel="Ingen"
                onChange={(undertyp) => set({ undertyp })}
              />
            )}
          </div>
          <CaseTypeSuggestion
            incidentId={incident.id}
            value={fields.handelsetyp}
            onChoose={(handelsetyp) => set({ handelsetyp }, true)}
          />
          <Problem error={assign.error ?? classify.error} />
        </>
      ) : null}
    </section>
  )
}

/** A single case's refusal is told in its own words. */
function tellOne(result: Parameters<typeof tellBulk>[0]): void {
  const [refused] = result.refused
  if (refused) tell(refused.reason)
  else if (result.changed > 0) tellBulk(result)
}
