import { useState, type FormEvent, type ReactNode } from 'react'
import { Link } from 'wouter'
import type { Incident } from '../../shared/incident/contract.ts'
import { concernsPatient, isPatientMatterSettled } from '../../shared/incident/status.ts'
import { IVO_BESLUT, LEX_MARIA_BESLUT, type IvoBeslut } from '../../shared/supervision/codes.ts'
import type { LexMariaCase } from '../../shared/supervision/contract.ts'
import { longDate, swedishDay } from '../../shared/time/dates.ts'
import { useCommand, useRpc } from '../app/rpc.ts'
import { useMay } from '../app/session.tsx'
import { useKeptText } from '../app/useKeptText.ts'
import { IdentityState } from '../patient/IdentityState.tsx'
import { Button } from '../ui/Button.tsx'
import { Select } from '../ui/Select.tsx'
import { Badge, Empty, Loading, Notice, Problem } from '../ui/parts.tsx'
import { DateField, RadioGroup, TextArea, TextField, choicesOf } from '../ui/fields.tsx'
import { tell } from '../ui/toast.tsx'

const CHEFLAKARE = ['cheflakare'] as const

/** The lex Maria case of an event: decision, report to IVO, IVO's answer. The chefläkare acts, others may read. */
export function LexMariaPanel({ incident }: { incident: Incident }) {
  const found = useRpc('supervision.get', { incidentId: incident.id })
  const mayDecide = useMay(CHEFLAKARE, incident.forvaltningId) && incident.editable
  if (found.error) return <Problem error={found.error} retry={() => void found.refetch()} />
  if (found.data === undefined) return <Loading />
  const lexMaria = found.data
  return (
    <div className="columns">
      <div className="stack">
        {lexMaria ? <CaseFacts incident={incident} lexMaria={lexMaria} /> : <NoCase incident={incident} />}
        {mayDecide ? <NextAct incident={incident} lexMaria={lexMaria} /> : null}
      </div>
      <aside className="card stack" aria-label="Om lex Maria">
        <h2>Om lex Maria</h2>
        <p>
          Vårdgivaren ska snarast anmäla till IVO händelser som har medfört eller hade kunnat medföra en
          allvarlig vårdskada. Utredningen lämnas samtidigt eller snarast därefter.
        </p>
        <p>
          Anmälan görs i IVO:s e-tjänst eller med post, aldrig med e-post. Här antecknas beslutet, när anmälan
          gjordes och vad IVO beslutade.
        </p>
        <p className="soft small">PSL 3 kap. 5 § · HSLF-FS 2017:41</p>
      </aside>
    </div>
  )
}

function NoCase({ incident }: { incident: Incident }) {
  const mayBeReportable =
    incident.harm === 'allvarlig_vardskada' || incident.potentialHarm === 'risk_allvarlig_vardskada'
  if (mayBeReportable) {
    return (
      <Notice tone="warning" title="Beslut saknas">
        <p>
          Bedömningen visar {incident.harm === 'allvarlig_vardskada' ? 'en' : 'risk för'} allvarlig vårdskada.
          Chefläkaren behöver besluta om händelsen ska anmälas.
        </p>
      </Notice>
    )
  }
  return (
    <Empty title="Inget lex Maria-ärende">
      <p>
        {incident.harm === 'ej_bedomd'
          ? 'Händelsen behöver bedömas innan någon beslutar om lex Maria.'
          : 'Bedömningen visar ingen allvarlig vårdskada och ingen risk för det, så lex Maria behöver inte prövas. Chefläkaren kan ändå göra det.'}
      </p>
    </Empty>
  )
}

function CaseFacts({ incident, lexMaria }: { incident: Incident; lexMaria: LexMariaCase }) {
  const { decision, reportedDate, reportedText } = lexMaria
  // A published case may tell that it was reported without telling when.
  const reportedBySource =
    decision === 'ska_anmalas' && reportedDate === null && /^ja\b/i.test(reportedText ?? '')
  // Others' cases were never ours to decide on.
  const decisionIsOurs = !reportedBySource && !(decision === 'ej_beslutat' && reportedText !== null)
  const ivo = lexMaria.ivoDecision === null ? null : IVO_BESLUT[lexMaria.ivoDecision]
  return (
    <section className="card stack">
      <h2 className="row">
        {lexMaria.number}{' '}
        {decisionIsOurs ? (
          <Badge tone={decision === 'ska_anmalas' && reportedDate === null ? 'warning' : 'neutral'}>
            {LEX_MARIA_BESLUT[decision]}
          </Badge>
        ) : null}
        {reportedDate !== null || reportedBySource ? <Badge tone="success">Anmäld</Badge> : null}
      </h2>
      <dl className="facts">
        <Fact label="Beslutat">
          {[lexMaria.decisionDate && longDate(lexMaria.decisionDate), lexMaria.decidedBy]
            .filter((part) => part !== null && part !== '')
            .join(', ')}
        </Fact>
        <Fact label="Motivering">{lexMaria.decisionReason}</Fact>
        <Fact label="Anmäld till IVO">{reportedDate === null ? null : longDate(reportedDate)}</Fact>
        <Fact label="Anmäld, enligt källan">
          {reportedText === 'ja' ? 'Ja, datumet framgår inte' : reportedText}
        </Fact>
        <Fact label="IVO:s diarienummer">{lexMaria.ivoDnr}</Fact>
        <Fact label="IVO:s beslut">
          {[ivo, lexMaria.ivoDecisionDate && longDate(lexMaria.ivoDecisionDate)]
            .filter((part) => part !== null)
            .join(', ')}
        </Fact>
        <Fact label="Om beslutet">{lexMaria.ivoDecisionText}</Fact>
      </dl>
      {decision === 'ska_anmalas' ? <IdentityState incident={incident} /> : null}
    </section>
  )
}

function Fact({ label, children }: { label: string; children: string | null }) {
  if (children === null || children === '') return null
  return (
    <>
      <dt>{label}</dt>
      <dd className="prose">{children}</dd>
    </>
  )
}

/** The one thing to do next: decide, mark as reported, or write down IVO's decision. */
function NextAct({ incident, lexMaria }: { incident: Incident; lexMaria: LexMariaCase | null }) {
  const [changing, setChanging] = useState(false)
  if (incident.harm === 'ej_bedomd' && !lexMaria) return null
  const undecided = !lexMaria || lexMaria.decision === 'ej_beslutat'
  if (undecided || changing) {
    return <DecideForm incident={incident} onDone={() => setChanging(false)} changing={changing} />
  }
  if (lexMaria.reportedDate !== null) return <IvoForm incident={incident} lexMaria={lexMaria} />
  return (
    <>
      {lexMaria.decision === 'ska_anmalas' ? <ReportForm incident={incident} /> : null}
      <div>
        <Button onPress={() => setChanging(true)}>Ändra beslutet</Button>
      </div>
    </>
  )
}

function DecideForm({
  incident,
  changing,
  onDone,
}: {
  incident: Incident
  changing: boolean
  onDone: () => void
}) {
  const [decision, setDecision] = useState<'ska_anmalas' | 'ska_ej_anmalas' | null>(null)
  const [reason, setReason, letGoReason] = useKeptText(`handelse/${incident.id}/lex-maria`)
  const [date, setDate] = useState(() => swedishDay(new Date()))
  const [tried, setTried] = useState(false)
  const save = useCommand('supervision.decide')
  const submit = () => {
    setTried(true)
    if (decision === null || reason.trim() === '' || date === '') return
    save.mutate(
      { incidentId: incident.id, decision, reason, date },
      {
        onSuccess: (saved) => {
          letGoReason()
          onDone()
          tell(`Beslutet är sparat i ${saved.number}.`)
        },
      },
    )
  }
  const cancel = () => {
    letGoReason()
    onDone()
  }
  return (
    <ActForm title={changing ? 'Ändra beslutet' : 'Besluta'} onSubmit={submit}>
      <RadioGroup
        label="Ska händelsen anmälas till IVO?"
        value={decision}
        onChange={setDecision}
        choices={[
          { code: 'ska_anmalas', label: 'Ja, den ska anmälas' },
          { code: 'ska_ej_anmalas', label: 'Nej, den ska inte anmälas' },
        ]}
        error={tried && decision === null ? 'Välj ett beslut.' : undefined}
        required
      />
      <TextArea
        label="Motivering"
        help="Varför är, eller är inte, händelsen anmälningspliktig?"
        value={reason}
        onChange={setReason}
        error={tried && reason.trim() === '' ? 'Skriv en motivering.' : undefined}
        required
      />
      <DateField
        label="Beslutsdatum"
        value={date}
        onChange={setDate}
        error={fieldError(save.error, 'date') ?? (tried && date === '' ? 'Ange datum.' : undefined)}
      />
      <Problem error={save.error} />
      <div className="row">
        <Button type="submit" variant="primary" isDisabled={save.isPending}>
          Besluta
        </Button>
        {changing ? <Button onPress={cancel}>Avbryt</Button> : null}
      </div>
    </ActForm>
  )
}

function ReportForm({ incident }: { incident: Incident }) {
  const [date, setDate] = useState(() => swedishDay(new Date()))
  const [ivoDnr, setIvoDnr] = useState('')
  const save = useCommand('supervision.mark-reported')
  const settled = !concernsPatient(incident.fields, incident.harm) || isPatientMatterSettled(incident.fields)
  return (
    <ActForm
      title="Markera som anmäld till IVO"
      onSubmit={() =>
        save.mutate(
          { incidentId: incident.id, date, ivoDnr },
          { onSuccess: () => tell('Ärendet är markerat som anmält till IVO.') },
        )
      }
    >
      {settled ? null : (
        <Notice tone="warning" title="Patienten behöver informeras först">
          <p>
            Fyll i när patienten eller närstående informerades, eller varför det inte kan göras (PSL 3 kap. 8
            §). <Link href={`/handelse/${incident.id}/redigera`}>Redigera händelsen</Link>
          </p>
        </Notice>
      )}
      <div className="form-grid">
        <DateField
          label="Anmäld datum"
          help="Dagen då anmälan lämnades in."
          value={date}
          onChange={setDate}
          error={fieldError(save.error, 'date')}
        />
        <TextField label="IVO:s diarienummer" help="Om det är känt." value={ivoDnr} onChange={setIvoDnr} />
      </div>
      <Problem error={save.error} />
      <div>
        <Button type="submit" variant="primary" isDisabled={!settled || date === '' || save.isPending}>
          Markera som anmäld
        </Button>
      </div>
    </ActForm>
  )
}

function IvoForm({ incident, lexMaria }: { incident: Incident; lexMaria: LexMariaCase }) {
  const [decision, setDecision] = useState<IvoBeslut | null>(lexMaria.ivoDecision)
  const [date, setDate] = useState(() => lexMaria.ivoDecisionDate ?? swedishDay(new Date()))
  const [text, setText, letGoText] = useKeptText(
    `handelse/${incident.id}/ivo-beslut`,
    lexMaria.ivoDecisionText ?? '',
  )
  const save = useCommand('supervision.record-decision')
  return (
    <ActForm
      title="IVO:s beslut"
      onSubmit={() => {
        if (decision === null || date === '') return
        save.mutate(
          { incidentId: incident.id, decision, date, text },
          {
            onSuccess: () => {
              letGoText(text)
              tell('IVO:s beslut är sparat.')
            },
          },
        )
      }}
    >
      <Select
        label="Beslut"
        value={decision}
        onChange={(kind: IvoBeslut | null) => setDecision(kind)}
        choices={choicesOf(IVO_BESLUT)}
        required
      />
      <DateField
        label="Beslutsdatum"
        value={date}
        onChange={setDate}
        error={fieldError(save.error, 'date')}
      />
      <TextArea label="Om beslutet" value={text} onChange={setText} />
      <Problem error={save.error} />
      <div>
        <Button
          type="submit"
          variant="primary"
          isDisabled={decision === null || date === '' || save.isPending}
        >
          Spara IVO:s beslut
        </Button>
      </div>
    </ActForm>
  )
}

function ActForm({
  title,
  onSubmit,
  children,
}: {
  title: string
  onSubmit: () => void
  children: ReactNode
}) {
  return (
    <form
      className="card stack"
      aria-label={title}
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      <h2>{title}</h2>
      {children}
    </form>
  )
}

function fieldError(
  error: { field: string | undefined; message: string } | null,
  field: string,
): string | undefined {
  return error?.field === field ? error.message : undefined
}
