import type { ReactNode } from 'react'
import { Link, useLocation, useParams } from 'wouter'
import { ANALYSTS, CASE_WRITERS } from '../../shared/account/roles.ts'
import { ARENDETYPER } from '../../shared/incident/codes.ts'
import { missingFromReport } from '../../shared/incident/complete.ts'
import type { Incident } from '../../shared/incident/contract.ts'
import { FIELD_LABELS } from '../../shared/incident/fields.ts'
import { isClosed } from '../../shared/incident/status.ts'
import { longDate } from '../../shared/time/dates.ts'
import { useAddressParam } from '../app/addressParams.ts'
import { useCommand, useRpc } from '../app/rpc.ts'
import { useMay } from '../app/session.tsx'
import { AttachmentPanel } from '../attachment/AttachmentPanel.tsx'
import { LexMariaPanel } from '../supervision/LexMariaPanel.tsx'
import { HandlerPanel } from '../triage/HandlerPanel.tsx'
import { LinksPanel } from '../triage/LinksPanel.tsx'
import { SimilarPanel } from '../triage/SimilarPanel.tsx'
import { Button } from '../ui/Button.tsx'
import { Badge, Loading, Notice, PageHead, Problem } from '../ui/parts.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { tell } from '../ui/toast.tsx'
import { AssessmentPanel } from './AssessmentPanel.tsx'
import { History } from './History.tsx'
import { IncidentFacts } from './IncidentFacts.tsx'
import { NextSteps } from './NextSteps.tsx'
import { SourceNotice } from './SourceNotice.tsx'
import { HarmBadge, OriginBadge, StatusBadge } from './labels.tsx'
import './incident.css'

const TABS = ['handelse', 'bedomning', 'lex-maria', 'historik'] as const
type TabKey = (typeof TABS)[number]
const TAB_TITLES: Readonly<Record<TabKey, string>> = {
  handelse: 'Händelse',
  bedomning: 'Bedömning',
  'lex-maria': 'Lex Maria',
  historik: 'Historik',
}

/** One event: what is known, how it is judged, what happens next, and what has been done to it. */
export function IncidentPage() {
  const id = Number(useParams<{ id: string }>().id)
  const incident = useRpc('incident.get', { id })
  if (incident.error) {
    return (
      <div className="page">
        <PageHead title="Händelsen kan inte visas" crumbs={[{ href: '/handelser', label: 'Händelser' }]} />
        <Problem error={incident.error} retry={() => void incident.refetch()} />
      </div>
    )
  }
  if (!incident.data) return <Loading />
  return <IncidentView incident={incident.data} />
}

function IncidentView({ incident }: { incident: Incident }) {
  // The tab belongs to this case only: another case opens on its first.
  const [param, setParam] = useAddressParam('flik')
  const tab: TabKey = TABS.find((key) => param === `${incident.id}.${key}`) ?? 'handelse'

  return (
    <div className="page">
      <PageHead
        title={incident.fields.title}
        crumbs={[{ href: '/handelser', label: 'Händelser' }]}
        badges={
          <>
            <Badge>
              <span className="numeric">{incident.arendenr}</span>
            </Badge>
            {incident.fields.arendetyp === 'ej_angivet' ? null : (
              <Badge>{ARENDETYPER[incident.fields.arendetyp]}</Badge>
            )}
            {incident.status === 'ej_angivet' ? null : <StatusBadge status={incident.status} />}
            {incident.editable || incident.harm !== 'ej_bedomd' ? <HarmBadge harm={incident.harm} /> : null}
            {incident.incomplete ? <Badge tone="warning">Kort rapport</Badge> : null}
            {incident.guaranteePassed === true ? <Badge tone="warning">Vårdgarantin passerad</Badge> : null}
            <OriginBadge origin={incident.origin} />
          </>
        }
        lead={`${incident.unitPath
          .slice(1)
          .map((unit) => unit.name)
          .join('\u00a0› ')} · ${incident.eventText ?? longDate(incident.date)}`}
      >
        <IncidentActions incident={incident} />
      </PageHead>
      {incident.source ? <SourceNotice source={incident.source} published={!incident.editable} /> : null}
      {incident.statusReason === '' ? null : (
        <Notice title={incident.closedDate === null ? 'Skäl' : `Stängt ${longDate(incident.closedDate)}`}>
          <p className="prose">{incident.statusReason}</p>
        </Notice>
      )}
      {incident.mergedInto === null ? null : (
        <Notice title="Sammanförd med ett annat ärende">
          <p>
            Det här är samma händelse som{' '}
            <Link href={`/handelse/${incident.mergedInto.id}`}>{incident.mergedInto.arendenr}</Link>, och
            räknas där.
          </p>
        </Notice>
      )}
      {incident.incomplete ? <IncompleteNotice incident={incident} /> : null}
      <Tabs
        label="Ärendet"
        selected={tab}
        onSelect={(key) => setParam(key === 'handelse' ? null : `${incident.id}.${key}`, { replace: true })}
        tabs={TABS.map((key) => ({
          key,
          title: TAB_TITLES[key],
          content: () => panelOf(key, incident),
        }))}
      />
    </div>
  )
}

/** 'Kort rapport – behöver kompletteras': what is missing, and the way to it. */
function IncompleteNotice({ incident }: { incident: Incident }) {
  const mayWrite = useMay(CASE_WRITERS, incident.forvaltningId) && incident.editable
  const missing = missingFromReport(incident.fields)
  return (
    <Notice tone="warning" title="Kort rapport – behöver kompletteras">
      {missing.length === 0 ? (
        <p>Allt som behövs är ifyllt. Spara rapporten en gång till, så räknas den som komplett.</p>
      ) : (
        <p>
          Det här saknas: {missing.map(({ field }) => FIELD_LABELS[field].replace(/\?$/u, '')).join(', ')}.
        </p>
      )}
      {mayWrite ? (
        <p className="no-print">
          <Link href={`/handelse/${incident.id}/redigera/klassificering`} className="button small">
            Fyll på rapporten
          </Link>
        </p>
      ) : null}
    </Notice>
  )
}

function panelOf(key: TabKey, incident: Incident): ReactNode {
  if (key === 'bedomning') return <AssessmentPanel incident={incident} />
  if (key === 'lex-maria') return <LexMariaPanel incident={incident} />
  if (key === 'historik') return <History incident={incident} />
  return (
    <IncidentFacts incident={incident}>
      <AttachmentPanel
        owner={{ incidentId: incident.id }}
        advice="Bifoga det som behövs för att förstå händelsen: ett foto, rutinen som gällde, en logg, ett protokoll. Bilagor ligger krypterade i arbetsytan. Hänvisa till journalen i stället för att bifoga den."
      />
      {/* On paper the name stands under Rapporten, and other cases have no place. */}
      <div className="no-print">
        <HandlerPanel incident={incident} />
      </div>
      <LinksPanel
        incidentId={incident.id}
        arendenr={incident.arendenr}
        complaint={incident.fields.arendetyp === 'klagomal'}
      />
      <div className="no-print">
        <SimilarPanel incidentId={incident.id} />
      </div>
    </IncidentFacts>
  )
}

function IncidentActions({ incident }: { incident: Incident }) {
  // What is done to a case that has been put together with another is done there.
  const isHere = incident.editable && incident.mergedInto === null
  const mayWrite = useMay(CASE_WRITERS, incident.forvaltningId) && isHere
  const mayAnalyse = useMay(ANALYSTS, incident.forvaltningId)
  const undo = useCommand('incident.undo')
  const [, navigate] = useLocation()
  const base = `/handelse/${incident.id}`
  const assess = incident.harm === 'ej_bedomd'
  const isOpen = !isClosed(incident.status)

  return (
    <>
      {mayWrite && isOpen ? (
        <Button variant={assess ? 'primary' : 'plain'} onPress={() => navigate(`${base}/bedom`)}>
          {assess ? 'Bedöm' : 'Bedöm på nytt'}
        </Button>
      ) : null}
      {mayWrite ? <NextSteps incident={incident} /> : null}
      {mayWrite ? (
        <Link href={`${base}/redigera`} className="button">
          Redigera
        </Link>
      ) : null}
      {mayAnalyse && isHere ? (
        <Link href={`${base}/analys/ny`} className="button">
          Starta händelseanalys
        </Link>
      ) : null}
      <Button onPress={() => window.print()}>Skriv ut</Button>
      {mayWrite && incident.undo ? (
        <Button
          variant="quiet"
          isDisabled={undo.isPending}
          onPress={() =>
            undo.mutate(
              { id: incident.id, version: incident.version },
              {
                onSuccess: () => tell('Ändringen är ångrad.'),
                onError: (error) => tell(error.message),
              },
            )
          }
        >
          Ångra: {incident.undo.label.toLocaleLowerCase('sv')}
        </Button>
      ) : null}
    </>
  )
}
