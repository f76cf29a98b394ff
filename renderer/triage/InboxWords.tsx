import { Keyboard } from 'lucide-react'
import { useState } from 'react'
import { Dialog as AriaDialog, DialogTrigger, Popover, Button as AriaButton } from 'react-aria-components'
import { Link } from 'wouter'
import { SECTIONS, type Section } from '../../shared/triage/codes.ts'
import { useCommand } from '../app/rpc.ts'
import { useMay } from '../app/session.tsx'
import { Button } from '../ui/Button.tsx'
import { NumberField } from '../ui/fields.tsx'
import { Empty, Problem } from '../ui/parts.tsx'

const LEADS: Readonly<Record<Section, string>> = {
  nya: 'Nyinkomna händelser som ingen har tagit.',
  mina: 'Öppna ärenden som du handlägger.',
  alla: 'Alla öppna ärenden där du får handlägga.',
  kompletteras: 'Korta rapporter som behöver kompletteras av den som handlägger.',
  aterkoppling:
    'Bedömda händelser vars rapportör vill ha återkoppling och inte har fått den. Öppna ärendet för att ge den.',
  stilla: 'Öppna ärenden som ingen har gjort något med på länge.',
}

/** What the part holds; in Ligger stilla, after how many days. */
export function SectionLead({ section, stillDays }: { section: Section; stillDays: number | undefined }) {
  if (section !== 'stilla' || stillDays === undefined) return <p className="soft">{LEADS[section]}</p>
  return <StillDays days={stillDays} />
}

function StillDays({ days }: { days: number }) {
  const may = useMay(['cheflakare', 'administrator'])
  const [edited, setEdited] = useState<number | null>(days)
  const save = useCommand('triage.save-settings')
  return (
    <div className="triage-still">
      <p className="soft">Öppna ärenden där inget har hänt på mer än {days} dagar.</p>
      {may ? (
        <form
          className="row"
          onSubmit={(event) => {
            event.preventDefault()
            if (edited !== null) save.mutate({ stillDays: edited })
          }}
        >
          <NumberField label="Dagar" value={edited} onChange={setEdited} min={1} max={365} />
          <Button
            type="submit"
            size="small"
            isDisabled={edited === null || edited === days || save.isPending}
          >
            Spara för alla
          </Button>
        </form>
      ) : null}
      <Problem error={save.error} />
    </div>
  )
}

const EMPTIES: Readonly<Record<Section, string>> = {
  nya: 'Här hamnar varje ny rapport tills någon tar den eller bedömer den. Rapporter kommer in från Ny händelse och genom import.',
  mina: 'Ta ett ärende under Nya, eller låt någon tilldela dig ett.',
  alla: 'Alla ärenden är stängda.',
  kompletteras: 'Ingen kort rapport väntar på att kompletteras.',
  aterkoppling:
    'Alla som ville ha återkoppling har fått den. Det är det viktigaste skälet till att människor fortsätter att rapportera.',
  stilla: 'Inget öppet ärende har legat orört så länge.',
}

export function InboxEmpty({ section }: { section: Section }) {
  return (
    <Empty title={`${SECTIONS[section]}: inget väntar`}>
      <p>{EMPTIES[section]}</p>
      {section === 'nya' ? (
        <Link href="/handelse/ny" className="button">
          Ny händelse
        </Link>
      ) : null}
    </Empty>
  )
}

const KEYS: readonly (readonly [string, string])[] = [
  ['↑ ↓ eller k j', 'föregående och nästa'],
  ['Enter', 'öppna ärendet'],
  ['Mellanslag eller x', 'markera'],
  ['Ctrl+A', 'markera alla i listan'],
  ['i', 'ta ärendet själv'],
  ['a', 'välj handläggare'],
  ['t', 'välj händelsetyp'],
  ['b', 'bedöm'],
  ['v', 'avvisa'],
  ['m', 'sammanför med ett annat ärende'],
]

/** The keys that hold while one stands in the list. */
export function KeyHelp() {
  return (
    <DialogTrigger>
      <AriaButton className="button small quiet">
        <Keyboard size={16} aria-hidden /> Tangenter
      </AriaButton>
      <Popover className="popover triage-keys">
        <AriaDialog aria-label="Tangenter i listan">
          <p className="small">När listan är vald:</p>
          <dl className="facts small">
            {KEYS.map(([key, does]) => (
              <div key={key} className="triage-key">
                <dt>
                  <kbd>{key}</kbd>
                </dt>
                <dd>{does}</dd>
              </div>
            ))}
          </dl>
        </AriaDialog>
      </Popover>
    </DialogTrigger>
  )
}
