import { useState, type ReactNode } from 'react'
import { Link } from 'wouter'
import { formatNumber } from '../../shared/text/swedish.ts'
import type { ImportReport } from '../../shared/transfer/contract.ts'
import type { Mapping } from '../../shared/transfer/mapping.ts'
import type { LardomError } from '../../shared/rpc/error.ts'
import { asLardomError } from '../app/asLardomError.ts'
import { call, useJob } from '../app/rpc.ts'
import { Button } from '../ui/Button.tsx'
import { Problem, ProgressBar } from '../ui/parts.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { tell } from '../ui/toast.tsx'
import { RowReports } from './RowReports.tsx'
import type { OpenDraft } from './Wizard.tsx'
import { counted } from './words.ts'

type Tab = 'faulty' | 'warnings' | 'kept' | 'here' | 'units'

interface DetailProps {
  readonly report: ImportReport
  readonly draft: OpenDraft
  readonly mapping: Mapping
  readonly isText: boolean
}

/** The rows behind the figures: what is faulty and why, what was odd, what was left alone. */
export function ReportDetails(props: DetailProps) {
  const { counts, newUnits } = props.report
  const [selected, setSelected] = useState<Tab>('faulty')
  const all: readonly { key: Tab; words: string; count: number }[] = [
    { key: 'faulty', words: 'Felaktiga rader', count: counts.faulty },
    { key: 'warnings', words: 'Anmärkningar', count: counts.warnings },
    { key: 'kept', words: 'Orörda', count: counts.kept },
    { key: 'here', words: 'Kanske redan här', count: counts.alreadyHere },
    { key: 'units', words: 'Nya enheter', count: newUnits.length },
  ]
  const tabs = all.filter(({ count }) => count > 0)
  const [first] = tabs
  if (first === undefined) return null
  const shown = tabs.some(({ key }) => key === selected) ? selected : first.key
  return (
    <Tabs
      label="Raderna"
      selected={shown}
      onSelect={setSelected}
      tabs={tabs.map(({ key, words, count }) => ({
        key,
        title: `${words} (${formatNumber(count)})`,
        content: () => contentOf(key, props),
      }))}
    />
  )
}

function contentOf(key: Tab, { report, draft, mapping, isText }: DetailProps): ReactNode {
  switch (key) {
    case 'faulty':
      return (
        <div className="stack">
          <SaveFaulty draft={draft} mapping={mapping} />
          <RowReports
            label="Felaktiga rader"
            reports={report.faulty}
            reasons={report.faultReasons}
            isText={isText}
          />
        </div>
      )
    case 'warnings':
      return (
        <div className="stack tight">
          <p className="soft">Raderna kommer in, men något i dem är värt att se på.</p>
          <RowReports
            label="Anmärkningar"
            reports={report.warnings}
            reasons={report.warningReasons}
            isText={isText}
          />
        </div>
      )
    case 'kept':
      return (
        <div className="stack tight">
          <p className="soft">
            Källan har ändrat de här, men någon har också arbetat med dem här. Det som står här behålls.
          </p>
          <RowReports label="Orörda rader" reports={report.kept} isText={isText} />
        </div>
      )
    case 'here':
      return <AlreadyHere report={report} />
    case 'units':
      return (
        <ul className="transfer-list">
          {report.newUnits.map(({ name, under, count }) => (
            <li key={`${under} ${name}`}>
              {name}{' '}
              <span className="soft">
                under {under}, {counted(count, 'rad', 'rader')}
              </span>
            </li>
          ))}
        </ul>
      )
  }
}

function AlreadyHere({ report }: { report: ImportReport }) {
  return (
    <div className="stack tight">
      <p className="soft">
        De här nya raderna liknar händelser som kom in på annat sätt. De läses in ändå; jämför dem efteråt och
        för samman dem som är samma.
      </p>
      <ul className="transfer-list">
        {report.alreadyHere.map((one) => (
          <li key={one.row}>
            Rad {formatNumber(one.row)}: liknar{' '}
            <Link href={`/handelse/${one.incidentId}`}>
              {one.arendenr} {one.title}
            </Link>
            . <span className="soft">{one.reason}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** The faulty rows as a file of their own: to mend and read in again. */
function SaveFaulty({ draft, mapping }: { draft: OpenDraft; mapping: Mapping }) {
  const job = useJob('host.save-faulty')
  const [error, setError] = useState<LardomError | null>(null)
  const save = async (format: 'csv' | 'xlsx') => {
    setError(null)
    const suggestedName = `Felaktiga rader ${draft.file.name.replace(/\.[^.]*$/, '')}`.slice(0, 150)
    try {
      const { token } = draft.file
      const saved = await job.run({ token, wishes: draft.wishes, mapping, format, suggestedName })
      if (saved === null) return
      tell(`${saved.file.name} är sparad med ${counted(saved.rows, 'rad', 'rader')}.`, {
        label: 'Visa i mappen',
        run: () => {
          call('host.show-file', { token: saved.file.token }).catch((failure: unknown) =>
            setError(asLardomError(failure)),
          )
        },
      })
    } catch (failure) {
      setError(asLardomError(failure))
    }
  }
  return (
    <div className="stack tight">
      <p>Spara raderna som de står i filen, med skälet bredvid. Rätta dem och läs in den filen.</p>
      <div className="row">
        <Button size="small" isDisabled={job.running} onPress={() => void save('xlsx')}>
          Spara felaktiga rader som Excel …
        </Button>
        <Button size="small" isDisabled={job.running} onPress={() => void save('csv')}>
          Spara felaktiga rader som CSV …
        </Button>
      </div>
      {job.running && job.progress ? (
        <div className="stack tight">
          <ProgressBar {...job.progress} />
          <div>
            <Button size="small" onPress={job.cancel}>
              Avbryt
            </Button>
          </div>
        </div>
      ) : null}
      <Problem error={error} />
    </div>
  )
}
