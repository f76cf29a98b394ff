import type { ReactNode } from 'react'
import { useParams, useSearchParams } from 'wouter'
import { REPORT_WRITERS } from '../../shared/account/roles.ts'
import type { Report } from '../../shared/annual-report/contract.ts'
import { REPORT_STATUSES } from '../../shared/annual-report/figures.ts'
import { longDate } from '../../shared/time/dates.ts'
import { useRpc } from '../app/rpc.ts'
import { useMay } from '../app/session.tsx'
import { DocumentView } from '../document/DocumentView.tsx'
import { useUnits } from '../incident/units.ts'
import { Badge, Loading, PageHead, Problem } from '../ui/parts.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { ExportButtons } from './ExportButtons.tsx'
import { LawList } from './LawList.tsx'
import { MetaForm } from './MetaForm.tsx'
import { SectionEditor } from './SectionEditor.tsx'
import { SectionList } from './SectionList.tsx'
import type { SectionSaver } from './sectionSaver.ts'
import { useReportEditor } from './useReportEditor.ts'
import { STATUS_TONES } from './status.ts'
import { reportAddress } from './address.ts'
import './annual-report.css'

const CRUMBS = [{ href: '/berattelser', label: 'Berättelser' }]

/** One förvaltning's, or the region's, berättelse for a year. */
export function ReportPage() {
  const params = useParams<{ code: string; year: string }>()
  const address = reportAddress(params.code, params.year)
  if (!address) {
    return (
      <div className="page">
        <PageHead title="Berättelsen finns inte" crumbs={CRUMBS} />
        <p>Länken anger ingen förvaltning och inget år. Välj en berättelse i listan.</p>
      </div>
    )
  }
  return <OpenReport key={`${address.unitCode}/${address.year}`} {...address} />
}

function OpenReport({ unitCode, year }: { unitCode: string; year: number }) {
  const report = useRpc('annual-report.get', { unitCode, year })
  if (report.error && !report.data) {
    return (
      <div className="page">
        <PageHead title="Berättelsen kan inte visas" crumbs={CRUMBS} />
        <Problem error={report.error} retry={() => void report.refetch()} />
      </div>
    )
  }
  if (!report.data) {
    return (
      <div className="page">
        <Loading label="Räknar fram uppgifterna …" />
      </div>
    )
  }
  return <ReportView report={report.data} reread={async () => (await report.refetch()).data} />
}

const TABS = ['skriv', 'visa', 'uppgifter', 'lagkrav'] as const
type TabKey = (typeof TABS)[number]
const TITLES: Readonly<Record<TabKey, string>> = {
  skriv: 'Skriv',
  visa: 'Förhandsvisa',
  uppgifter: 'Uppgifter och beslut',
  lagkrav: 'Lagkrav',
}

function ReportView({ report, reread }: { report: Report; reread: () => Promise<Report | undefined> }) {
  const saver = useReportEditor(report)
  const unit = useUnits().all.find((it) => it.organisation === 'egen' && it.code === report.unitCode)
  const mayWrite = useMay(REPORT_WRITERS, unit?.forvaltningId)
  const [params, setParams] = useSearchParams()
  const tab: TabKey = TABS.find((key) => key === params.get('flik')) ?? 'skriv'
  const section =
    report.sections.find((it) => it.key === params.get('avsnitt')) ??
    report.sections.find((it) => it.kind === 'text') ??
    report.sections[0]
  const go = (changes: Readonly<Record<string, string>>) =>
    setParams((old) => new URLSearchParams({ ...Object.fromEntries(old), ...changes }), { replace: true })
  const decided = report.meta.status === 'beslutad'
  const readOnly = !mayWrite
    ? 'Din roll får läsa berättelsen. Chefläkare och skribent skriver den.'
    : decided
      ? 'Berättelsen är beslutad. Sätt den till utkast under Uppgifter och beslut om den ska göras om.'
      : null

  const panelOf = (key: TabKey): ReactNode => {
    switch (key) {
      case 'skriv':
        return (
          <div className="report-desk">
            <SectionList
              sections={report.sections}
              saver={saver}
              selected={section?.key ?? ''}
              onSelect={(chosen) => go({ avsnitt: chosen })}
            />
            {section ? (
              <SectionEditor
                key={section.key}
                section={section}
                saver={saver}
                readOnly={readOnly}
                onReread={async () => (await reread())?.sections.find((it) => it.key === section.key)}
              />
            ) : null}
          </div>
        )
      case 'visa':
        return <Preview report={report} saver={saver} />
      case 'uppgifter':
        return <MetaForm report={report} mayWrite={mayWrite} saver={saver} />
      case 'lagkrav':
        return <LawList report={report} onOpen={(chosen) => go({ flik: 'skriv', avsnitt: chosen })} />
    }
  }

  return (
    <div className="page fill report-page">
      <PageHead
        title={`${report.unitName} ${report.year}`}
        crumbs={CRUMBS}
        badges={
          <>
            <Badge tone={STATUS_TONES[report.meta.status]}>{REPORT_STATUSES[report.meta.status]}</Badge>
            <span className="soft small">
              {decided && report.meta.decisionDate !== null
                ? `Beslutad ${longDate(report.meta.decisionDate)}`
                : dueText(report)}
              {' · '}siffror uttagna {report.extracted}
            </span>
          </>
        }
      >
        <ExportButtons report={report} saver={saver} />
      </PageHead>
      <Tabs
        label="Berättelsen"
        selected={tab}
        onSelect={(key) => {
          void saver.flushAll()
          go({ flik: key })
        }}
        tabs={TABS.map((key) => ({ key, title: TITLES[key], content: () => panelOf(key) }))}
      />
    </div>
  )
}

function dueText({ deadline }: Report): string {
  const date = longDate(deadline.strict)
  const moved = deadline.moved === deadline.strict ? '' : ` (nästa vardag ${longDate(deadline.moved)})`
  return deadline.daysLeft < 0 ? `Skulle finnas ${date}` : `Ska finnas senast ${date}${moved}`
}

function Preview({ report, saver }: { report: Report; saver: SectionSaver }) {
  const { unitCode, year } = report
  const model = useRpc('annual-report.preview', { unitCode, year }, { placeholderData: (old) => old })
  if (model.error) {
    return (
      <Problem
        error={model.error}
        retry={() => {
          void saver.flushAll()
          void model.refetch()
        }}
      />
    )
  }
  if (!model.data) return <Loading label="Sätter ihop dokumentet …" />
  return (
    <div className="report-preview">
      <DocumentView model={model.data} />
    </div>
  )
}
