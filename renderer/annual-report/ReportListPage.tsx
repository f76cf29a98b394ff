import { ChevronRight } from 'lucide-react'
import { Link } from 'wouter'
import type { ReportListing } from '../../shared/annual-report/contract.ts'
import type { Deadline } from '../../shared/annual-report/deadline.ts'
import { REPORT_STATUSES } from '../../shared/annual-report/figures.ts'
import { longDate } from '../../shared/time/dates.ts'
import { formatNumber } from '../../shared/text/swedish.ts'
import { useRpc, type Out } from '../app/rpc.ts'
import { Badge, Empty, Loading, Notice, PageHead, Problem } from '../ui/parts.tsx'
import { reportHref } from './address.ts'
import { STATUS_TONES } from './status.ts'
import './annual-report.css'

type List = Out<'annual-report.list'>

/** Every förvaltning's berättelse by year: how far it has come, and when it must be ready. */
export function ReportListPage() {
  const list = useRpc('annual-report.list', {})
  return (
    <div className="page">
      <PageHead
        title="Patientsäkerhetsberättelser"
        lead="En berättelse per förvaltning och en för regionen. Den ska finnas senast den 1 mars året efter (3 kap. 10 § patientsäkerhetslagen)."
      />
      <Problem error={list.error} retry={() => void list.refetch()} />
      {list.data ? <Overview list={list.data} /> : list.error ? null : <Loading />}
    </div>
  )
}

function Overview({ list }: { list: List }) {
  if (list.rows.length === 0) {
    return (
      <Empty title="Organisationen saknar förvaltningar">
        <p>När arbetsytan har förvaltningar som bedriver vård visas deras berättelser här.</p>
      </Empty>
    )
  }
  return (
    <>
      <NextDeadline list={list} />
      <div className="table-wrap">
        <table className="table report-table">
          <caption className="visually-hidden">Berättelser per förvaltning och år</caption>
          <thead>
            <tr>
              <th scope="col">Förvaltning</th>
              {list.years.map(({ year, deadline }) => (
                <th key={year} scope="col">
                  {year}
                  <span className="report-due">{dueText(deadline)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {list.rows.map((row) => (
              <tr key={row.unitCode}>
                <th scope="row">
                  {row.unitName}
                  {row.kind === 'region' ? <span className="report-due">Hela regionen</span> : null}
                </th>
                {row.years.map((year) => (
                  <td key={year.year}>
                    <Cell row={row} year={year} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

function Cell({ row, year }: { row: ReportListing; year: ReportListing['years'][number] }) {
  const detail =
    year.status === 'beslutad' && year.decisionDate !== null
      ? year.decisionDate
      : year.status === 'utkast'
        ? `${formatNumber(year.written)} av ${formatNumber(year.total)} texter`
        : year.hasData
          ? 'siffror finns'
          : 'inga siffror'
  return (
    <Link
      className="report-cell"
      href={reportHref(row.unitCode, year.year)}
      aria-label={`${row.unitName} ${year.year}: ${REPORT_STATUSES[year.status]}, ${detail}`}
    >
      <span className="report-cell-text">
        <Badge tone={STATUS_TONES[year.status]}>{REPORT_STATUSES[year.status]}</Badge>
        <span className="soft small numeric">{detail}</span>
      </span>
      <ChevronRight size={16} aria-hidden />
    </Link>
  )
}

/** '1 mars 2026 (söndag, nästa vardag 2 mars)': both dates, domain.md 1.8. */
function dueText(deadline: Deadline): string {
  const date = longDate(deadline.strict)
  const moved = deadline.moved === deadline.strict ? '' : `, nästa vardag ${dayMonth(deadline.moved)}`
  return `${deadline.daysLeft < 0 ? 'skulle finnas' : 'senast'} ${date}${moved}`
}

function dayMonth(date: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'UTC', day: 'numeric', month: 'long' }).format(
    new Date(`${date}T00:00:00Z`),
  )
}

/** The next 1 March and how many are left to decide; and what is late. */
function NextDeadline({ list }: { list: List }) {
  const next = list.years.findLast(({ deadline }) => deadline.daysLeft >= 0)
  const late = list.years.find(({ deadline }) => deadline.daysLeft < 0)
  return (
    <div className="stack tight">
      {next ? (
        <Notice tone={next.deadline.daysLeft <= 14 ? 'warning' : 'info'}>
          <p>
            Berättelserna för <strong>{next.year}</strong> ska finnas {withWeekday(next.deadline)}
            {next.deadline.daysLeft === 0
              ? ', i dag'
              : `, om ${formatNumber(next.deadline.daysLeft)} dagar`}.{' '}
            {decidedText(list, next.year)}
          </p>
        </Notice>
      ) : null}
      {late && undecided(list, late.year) > 0 && begun(list, late.year) ? (
        <Notice tone="warning">
          <p>
            För <strong>{late.year}</strong> har dagen passerat ({longDate(late.deadline.strict)}).{' '}
            {decidedText(list, late.year)}
          </p>
        </Notice>
      ) : null}
    </div>
  )
}

function withWeekday(deadline: Deadline): string {
  if (deadline.moved === deadline.strict) return `senast den ${longDate(deadline.strict)}`
  return `senast den ${longDate(deadline.strict)} (helg; närmaste vardag är den ${dayMonth(deadline.moved)})`
}

/** A new workspace has nothing from the years before it: their berättelser were written elsewhere. */
function begun(list: List, year: number): boolean {
  return list.rows.some((row) => {
    const it = row.years.find((one) => one.year === year)
    return it !== undefined && (it.hasData || it.status !== 'ej_paborjad')
  })
}

function undecided(list: List, year: number): number {
  return list.rows.filter((row) => row.years.find((it) => it.year === year)?.status !== 'beslutad').length
}

function decidedText(list: List, year: number): string {
  const left = undecided(list, year)
  const done = list.rows.length - left
  return left === 0
    ? 'Alla är beslutade.'
    : `${formatNumber(done)} av ${formatNumber(list.rows.length)} är beslutade.`
}
