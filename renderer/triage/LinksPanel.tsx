import { useId, useState } from 'react'
import { Link } from 'wouter'
import { STATUSAR } from '../../shared/incident/codes.ts'
import { LINK_KIND_KEYS, LINK_KINDS, type LinkKind } from '../../shared/triage/codes.ts'
import type { CaseLink, TriageCase } from '../../shared/triage/contract.ts'
import { longDate, swedishDay } from '../../shared/time/dates.ts'
import { useCommand, useRpc } from '../app/rpc.ts'
import { Button } from '../ui/Button.tsx'
import { TextField } from '../ui/fields.tsx'
import { Loading, Problem } from '../ui/parts.tsx'
import { Select } from '../ui/Select.tsx'
import { tell } from '../ui/toast.tsx'
import { CasePicker, type Picked } from './CasePicker.tsx'
import { MergeDialog } from './MergeDialog.tsx'
import { unmerge } from './MergePage.tsx'
import './triage.css'

/** What hangs together with a case: links, and cases that were put together with it. */
export function LinksPanel({
  incidentId,
  arendenr,
  complaint = false,
}: {
  incidentId: number
  arendenr: string
  /** A complaint is mostly linked to what it is about. */
  complaint?: boolean
}) {
  const known = useRpc('triage.get', { incidentId })
  const titleId = useId()
  const [adding, setAdding] = useState(false)
  const [merging, setMerging] = useState(false)
  const { data } = known
  const putAway = data !== undefined && data.mergedInto !== null
  return (
    <section className="card stack" aria-labelledby={titleId}>
      <h2 id={titleId}>Hör ihop med</h2>
      <Problem error={known.error} retry={() => void known.refetch()} />
      {data ? <Content incidentId={incidentId} known={data} /> : known.error ? null : <Loading />}
      {data?.writable && !putAway ? (
        <div className="row no-print">
          {adding ? null : (
            <Button size="small" onPress={() => setAdding(true)}>
              Länka …
            </Button>
          )}
          <Button size="small" onPress={() => setMerging(true)}>
            Sammanför dubblett …
          </Button>
        </div>
      ) : null}
      {adding ? (
        <AddLink incidentId={incidentId} complaint={complaint} onClose={() => setAdding(false)} />
      ) : null}
      <MergeDialog of={merging ? { id: incidentId, arendenr } : null} onClose={() => setMerging(false)} />
    </section>
  )
}

function Content({ incidentId, known }: { incidentId: number; known: TriageCase }) {
  const { version, mergedInto, merged, links, writable } = known
  return (
    <>
      {mergedInto === null ? null : (
        <p className="triage-link">
          <span>Sammanfört med</span>
          <Link href={`/handelse/${mergedInto.id}`}>
            {mergedInto.arendenr} {mergedInto.title}
          </Link>
          {writable ? (
            <Button size="small" onPress={() => void unmerge({ id: incidentId, version })}>
              Ta isär igen
            </Button>
          ) : null}
        </p>
      )}
      {merged.map((it) => (
        <Merged key={it.id} merged={it} writable={writable} />
      ))}
      {links.length === 0 ? (
        merged.length === 0 && mergedInto === null ? (
          <p className="soft">
            Inget är länkat. Länka klagomål, händelser som hör ihop och händelseanalyser som tar med den här
            händelsen.
          </p>
        ) : null
      ) : (
        <ul className="triage-links">
          {links.map((link) => (
            <LinkLine key={link.id} link={link} />
          ))}
        </ul>
      )}
    </>
  )
}

function Merged({ merged: it, writable }: { merged: TriageCase['merged'][number]; writable: boolean }) {
  return (
    <div className="stack tight">
      <p className="triage-link">
        <span>Sammanfört hit:</span>
        <Link href={`/handelse/${it.id}`}>
          {it.arendenr} {it.title}
        </Link>
        {writable ? (
          <Button
            size="small"
            variant="quiet"
            aria-label={`Ta isär ${it.arendenr}`}
            onPress={() => void unmerge({ id: it.id, version: it.version })}
          >
            Ta isär
          </Button>
        ) : null}
      </p>
      {it.attachments.length + it.actions.length + it.links === 0 ? null : (
        <ul className="small">
          {it.attachments.map((file) => (
            <li key={file.id}>Bilaga: {file.name}</li>
          ))}
          {it.actions.map((action) => (
            <li key={action.number}>
              Åtgärd {action.number}: {action.text}
            </li>
          ))}
          {it.links === 0 ? null : <li>{it.links === 1 ? '1 länk' : `${it.links} länkar`} i det ärendet</li>}
        </ul>
      )}
    </div>
  )
}

/** One link, as it is said from where one stands. */
export function LinkLine({ link }: { link: CaseLink }) {
  const remove = useCommand('triage.unlink')
  const name = link.incident?.arendenr ?? link.analysis?.number ?? 'länken'
  return (
    <li>
      <p className="triage-link">
        <span className="soft">{link.label}</span>
        {link.incident ? (
          <Link href={`/handelse/${link.incident.id}`}>
            {link.incident.arendenr} {link.incident.title}
          </Link>
        ) : null}
        {link.analysis ? (
          <Link href={`/analys/${link.analysis.id}`}>
            {link.analysis.number} {link.analysis.title}
          </Link>
        ) : null}
        {link.hidden ? <span>ett ärende i en förvaltning som din behörighet inte omfattar</span> : null}
        {link.removable ? (
          <Button
            size="small"
            variant="quiet"
            aria-label={`Ta bort länken till ${name}`}
            isDisabled={remove.isPending}
            onPress={() =>
              remove.mutate({ id: link.id }, { onSuccess: () => tell(`Länken till ${name} är borttagen.`) })
            }
          >
            Ta bort
          </Button>
        ) : null}
      </p>
      <p className="small soft">
        {link.incident
          ? `${link.incident.date} · ${link.incident.unitName} · ${STATUSAR[link.incident.status]} · `
          : ''}
        Länkad av {link.createdBy} {longDate(swedishDay(new Date(link.createdAt)))}
        {link.note === '' ? '' : `: ${link.note}`}
      </p>
      <Problem error={remove.error} />
    </li>
  )
}

const KINDS = LINK_KIND_KEYS.map((code) => ({ code, label: LINK_KINDS[code].from }))

function AddLink({
  incidentId,
  complaint,
  onClose,
}: {
  incidentId: number
  complaint: boolean
  onClose: () => void
}) {
  const [kind, setKind] = useState<LinkKind>(complaint ? 'klagomal_om' : 'samma_handelse')
  const [picked, setPicked] = useState<Picked | null>(null)
  const [note, setNote] = useState('')
  const add = useCommand('triage.link')
  return (
    <form
      className="triage-link-form"
      aria-label="Ny länk"
      onSubmit={(event) => {
        event.preventDefault()
        if (!picked) return
        add.mutate(
          {
            incidentId,
            to: picked.kind === 'incident' ? { incidentId: picked.id, kind } : { analysisId: picked.id },
            note,
          },
          {
            onSuccess: () => {
              onClose()
              tell(`Länkad till ${picked.name}.`)
            },
          },
        )
      }}
    >
      {picked === null ? (
        <CasePicker
          label="Händelse eller händelseanalys"
          help="Sök på ärendenummer eller ord i texten."
          excludeId={incidentId}
          analyses
          onPick={setPicked}
        />
      ) : (
        <>
          {picked.kind === 'incident' ? (
            <Select
              label="Hur hör de ihop?"
              value={kind}
              choices={KINDS}
              onChange={(code) => {
                if (code !== null) setKind(code)
              }}
            />
          ) : (
            <p className="soft">Händelsen tas med i händelseanalysen.</p>
          )}
          <p className="triage-link">
            <strong>
              {picked.name} {picked.title}
            </strong>
            <Button size="small" variant="quiet" onPress={() => setPicked(null)}>
              Välj en annan
            </Button>
          </p>
          <TextField
            label="Kommentar"
            value={note}
            onChange={setNote}
            error={add.error?.field === 'note' ? add.error.message : undefined}
          />
        </>
      )}
      <Problem error={add.error?.field === 'note' ? null : add.error} />
      <div className="row">
        <Button type="submit" variant="primary" size="small" isDisabled={picked === null || add.isPending}>
          Länka
        </Button>
        <Button size="small" onPress={onClose}>
          Avbryt
        </Button>
      </div>
    </form>
  )
}
