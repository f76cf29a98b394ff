import { useState } from 'react'
import { Link, useLocation, useParams } from 'wouter'
import * as z from 'zod'
import { ANALYSTS, CASE_WRITERS } from '../../shared/account/roles.ts'
import { addDays } from '../../shared/time/dates.ts'
import { useToday } from '../action/useToday.ts'
import { OutOfReach } from '../app/OutOfReach.tsx'
import { useCommand, useRpc, type Out } from '../app/rpc.ts'
import { useMay } from '../app/session.tsx'
import { clockTime, useDraft } from '../app/useDraft.ts'
import { Button } from '../ui/Button.tsx'
import { Checkbox, DateField, TextArea, TextField } from '../ui/fields.tsx'
import { Loading, Notice, PageHead, Problem } from '../ui/parts.tsx'
import { tell } from '../ui/toast.tsx'
import { IncidentFacts } from './IncidentFacts.tsx'
import './analysis.css'

const startDraft = z.strictObject({
  title: z.string(),
  commissioner: z.string(),
  commissionerRole: z.string(),
  commissionDate: z.string(),
  purpose: z.string(),
  scope: z.string(),
  wantedEndDate: z.string(),
})

/** Step 1 begins here: an uppdrag, from an incident. */
export function StartAnalysisPage() {
  const { id } = useParams<{ id: string }>()
  const incident = useRpc('incident.get', { id: Number(id) })
  const may = useMay([...CASE_WRITERS, ...ANALYSTS], incident.data?.forvaltningId)
  const open = useRpc('analysis.list', { incidentId: Number(id), state: 'pagaende' })
  if (incident.error)
    return (
      <div className="page">
        <Problem error={incident.error} />
      </div>
    )
  if (!incident.data || !open.data)
    return (
      <div className="page">
        <Loading />
      </div>
    )
  if (!may) return <OutOfReach href={`/handelse/${id}`} back="Till händelsen" />
  return <StartForm incident={incident.data} open={open.data.rows} />
}

/** Six weeks leave time for lex Maria within two months (domain.md D6). */
const NORMAL_DAYS = 42

function StartForm({
  incident,
  open,
}: {
  incident: Out<'incident.get'>
  open: Out<'analysis.list'>['rows']
}) {
  const today = useToday()
  const [, navigate] = useLocation()
  const [confirmed, setConfirmed] = useState(false)
  const [tried, setTried] = useState(false)
  const start = useCommand('analysis.start')
  const draft = useDraft(`analys-ny/${incident.id}`, startDraft, {
    title: incident.fields.title,
    commissioner: '',
    commissionerRole: '',
    commissionDate: today,
    purpose:
      'Klarlägga vad som hände och varför, och ge underlag för beslut om åtgärder som hindrar att det händer igen.',
    scope: '',
    wantedEndDate: addDays(today, NORMAL_DAYS),
  })
  if (!draft.ready)
    return (
      <div className="page">
        <Loading />
      </div>
    )
  const { value, change } = draft
  const set = (values: Partial<typeof value>) => change((old) => ({ ...old, ...values }))
  const field = start.error?.field

  const begin = () => {
    setTried(true)
    if (value.title.trim() === '' || (open.length > 0 && !confirmed)) return
    start.mutate(
      {
        incidentId: incident.id,
        title: value.title,
        commissioner: value.commissioner,
        commissionerRole: value.commissionerRole,
        commissionDate: value.commissionDate === '' ? null : value.commissionDate,
        purpose: value.purpose,
        scope: value.scope,
        wantedEndDate: value.wantedEndDate === '' ? null : value.wantedEndDate,
        confirmed,
      },
      {
        onSuccess: ({ id, number }) => {
          void draft.discard()
          tell(`${number} är startad.`)
          navigate(`/analys/${id}`)
        },
      },
    )
  }

  return (
    <div className="page">
      <PageHead
        title="Starta händelseanalys"
        crumbs={[
          { href: '/handelser', label: 'Händelser' },
          { href: `/handelse/${incident.id}`, label: incident.arendenr },
        ]}
        lead="Uppdraget beskriver vad analysen ska ge svar på. Allt går att ändra senare."
      />
      {open.length === 0 ? null : (
        <Notice tone="warning" title="Händelsen har redan en pågående analys">
          {open.map((row) => (
            <p key={row.id}>
              <Link href={`/analys/${row.id}`}>
                {row.number} {row.title}
              </Link>
            </p>
          ))}
          <Checkbox label="Jag vill starta en analys till" selected={confirmed} onChange={setConfirmed} />
          {tried && !confirmed ? (
            <p className="field-error">Bekräfta, eller fortsätt i den som pågår.</p>
          ) : null}
        </Notice>
      )}
      <div className="analysis-with-aside">
        <div className="stack">
          <TextField
            label="Rubrik"
            help="Vad händelsen gäller, utan namn. Rubriken står på rapporten."
            value={value.title}
            onChange={(title) => set({ title })}
            required
            error={
              tried && value.title.trim() === ''
                ? 'Ge analysen en rubrik.'
                : field === 'title'
                  ? start.error?.message
                  : undefined
            }
          />
          <div className="analysis-commission-fields">
            <TextField
              label="Uppdragsgivare, roll"
              help="Beställer analysen, ofta verksamhetschefen."
              value={value.commissionerRole}
              onChange={(commissionerRole) => set({ commissionerRole })}
            />
            <TextField
              label="Uppdragsgivare, namn"
              help="Syns bara här, aldrig i rapporten."
              value={value.commissioner}
              onChange={(commissioner) => set({ commissioner })}
            />
            <DateField
              label="Uppdraget gavs"
              help="Dagen då analysen beställdes."
              value={value.commissionDate}
              onChange={(commissionDate) =>
                set({
                  commissionDate,
                  ...(commissionDate === '' ? {} : { wantedEndDate: addDays(commissionDate, NORMAL_DAYS) }),
                })
              }
            />
            <DateField
              label="Önskat slutdatum"
              help="Sex veckor ger tid för lex Maria."
              value={value.wantedEndDate}
              onChange={(wantedEndDate) => set({ wantedEndDate })}
            />
          </div>
          <TextArea
            label="Syfte"
            help="Vad ska analysen ge svar på?"
            value={value.purpose}
            onChange={(purpose) => set({ purpose })}
            rows={3}
            error={field === 'purpose' ? start.error?.message : undefined}
          />
          <TextArea
            label="Avgränsning"
            help="Var i förloppet analysen börjar och slutar."
            value={value.scope}
            onChange={(scope) => set({ scope })}
            rows={2}
            error={field === 'scope' ? start.error?.message : undefined}
          />
          <Problem error={start.error} />
          <div className="row">
            <Button variant="primary" isDisabled={start.isPending} onPress={begin}>
              Starta analysen
            </Button>
            <span className="soft small" role="status">
              {draft.savedAt === null ? '' : `Utkast sparat ${clockTime(draft.savedAt)}`}
            </span>
          </div>
        </div>
        <IncidentFacts
          level="h2"
          incident={{
            ...incident.fields,
            id: incident.id,
            arendenr: incident.arendenr,
            eventText: incident.eventText,
            unitName: incident.unitPath.at(-1)?.name ?? '',
            harm: incident.harm,
            potentialHarm: incident.potentialHarm,
          }}
        />
      </div>
    </div>
  )
}
