import type { ReactNode } from 'react'
import {
  ALLVARLIGHETSGRADER,
  ARENDETYPER,
  JA_NEJ_OKANT,
  NCC_MERP,
  SKADERISKER,
  SKADOR,
  STATUSAR,
  URSPRUNG,
  VANTETIDER,
} from '../../shared/incident/codes.ts'
import { REGISTER_COLUMNS, type RegisterColumn } from '../../shared/incident/columns.ts'
import type { IncidentRow } from '../../shared/incident/contract.ts'
import { ATERKOPPLING, type SortKey } from '../../shared/incident/filter.ts'
import { RISKNIVAER } from '../../shared/incident/risk.ts'
import type { CodeListName } from '../../shared/code/names.ts'
import { formatNumber } from '../../shared/text/swedish.ts'
import type { Codes } from '../code/useCodes.ts'
import { HarmBadge, PotentialHarmBadge, RiskMark, StatusBadge, breakable } from './labels.tsx'
import type { FoundIn } from '../../shared/incident/foundIn.ts'
import { RegisterTitle } from './RegisterTitle.tsx'

/** What a cell may need besides its line. */
export interface CellContext {
  readonly label: Codes['label']
  /** What is searched for; '' when nothing is. */
  readonly text: string
  /** Where in the case it was found, by the case's id. */
  readonly found: ReadonlyMap<number, FoundIn>
}

export interface ColumnSpec {
  readonly id: RegisterColumn
  readonly title: string
  readonly sort: SortKey | null
  /** Its share of the width that is left over, when it has no width of its own. */
  readonly share: number
  /** The least it takes, and what it takes when it has no share. */
  readonly minWidth: number
  readonly cell: (row: IncidentRow, context: CellContext) => ReactNode
  /** In words, for paper. '' is shown as a dash. */
  readonly text: (row: IncidentRow, label: Codes['label']) => string
}

interface Shape {
  readonly minWidth: number
  readonly share?: number
  readonly sort?: SortKey
  readonly title?: string
  readonly text: ColumnSpec['text']
  readonly cell?: ColumnSpec['cell']
}

const yesNo = (value: boolean | null) => (value === null ? '' : value ? 'Ja' : 'Nej')
const known = (value: keyof typeof JA_NEJ_OKANT | null) => (value === null ? '' : JA_NEJ_OKANT[value])
const coded =
  (list: CodeListName, value: (row: IncidentRow) => string | null): ColumnSpec['text'] =>
  (row, label) => {
    const code = value(row)
    return code === null ? '' : label(list, code)
  }
const tagged =
  (list: CodeListName, values: (row: IncidentRow) => readonly string[]): ColumnSpec['text'] =>
  (row, label) =>
    values(row)
      .map((code) => label(list, code))
      .join(', ')
/** A published case has no status or assessment of ours. */
const notOurs = (row: IncidentRow) => row.origin === 'publicerad'
const arendetypOf = (row: IncidentRow) => (notOurs(row) ? 'Publicerat fall' : ARENDETYPER[row.arendetyp])

const SHAPES: Readonly<Record<RegisterColumn, Shape>> = {
  date: {
    minWidth: 86,
    sort: 'date',
    text: (row) => row.eventText ?? row.date,
    cell: (row) =>
      row.eventText === null ? (
        <span className="numeric">{row.date}</span>
      ) : (
        <span className="incident-clamp soft">{row.eventText}</span>
      ),
  },
  number: {
    minWidth: 120,
    sort: 'number',
    title: 'Ärende',
    text: (row) => row.arendenr,
    cell: (row) => twoLines(<span className="numeric">{row.arendenr}</span>, arendetypOf(row)),
  },
  title: {
    minWidth: 144,
    share: 6,
    text: (row) => row.title,
    cell: (row, context) => (
      <RegisterTitle title={row.title} text={context.text} found={context.found.get(row.id)} />
    ),
  },
  unit: {
    minWidth: 136,
    share: 3,
    sort: 'unit',
    text: (row) =>
      row.unitName === row.forvaltningName ? row.unitName : `${row.unitName}, ${row.forvaltningName}`,
    cell: (row) => twoLines(row.unitName, row.unitName === row.forvaltningName ? '' : row.forvaltningName),
  },
  forvaltning: { minWidth: 150, share: 2, text: (row) => row.forvaltningName },
  arendetyp: { minWidth: 130, text: arendetypOf },
  type: {
    minWidth: 114,
    share: 2,
    sort: 'type',
    text: coded('handelsetyp', (row) => row.handelsetyp),
  },
  undertyp: { minWidth: 150, share: 1, text: coded('handelsetyp', (row) => row.undertyp) },
  status: {
    minWidth: 126,
    sort: 'status',
    text: (row) => (row.status === 'ej_angivet' ? '' : STATUSAR[row.status]),
    cell: (row) => (row.status === 'ej_angivet' ? NOTHING : <StatusBadge status={row.status} />),
  },
  harm: {
    minWidth: 144,
    sort: 'harm',
    text: (row) => (notOurs(row) && row.harm === 'ej_bedomd' ? '' : SKADOR[row.harm]),
    cell: (row) => (notOurs(row) && row.harm === 'ej_bedomd' ? NOTHING : <HarmBadge harm={row.harm} />),
  },
  potentialHarm: {
    minWidth: 230,
    text: (row) => (notOurs(row) && row.potentialHarm === 'ej_bedomd' ? '' : SKADERISKER[row.potentialHarm]),
    cell: (row) =>
      notOurs(row) && row.potentialHarm === 'ej_bedomd' ? (
        NOTHING
      ) : (
        <PotentialHarmBadge harm={row.potentialHarm} />
      ),
  },
  risk: {
    minWidth: 78,
    sort: 'risk',
    title: 'Risk',
    text: (row) =>
      row.riskScore === null || row.riskLevel === null
        ? ''
        : `${row.riskScore} ${RISKNIVAER[row.riskLevel].toLocaleLowerCase('sv')}`,
    cell: (row) => <RiskMark score={row.riskScore} level={row.riskLevel} />,
  },
  severity: {
    minWidth: 120,
    sort: 'severity',
    title: 'Följd, rapportör',
    text: (row) => severityText(row.severity),
  },
  skadetyp: { minWidth: 150, share: 1, text: coded('skadetyp', (row) => row.skadetyp) },
  nccMerp: { minWidth: 130, share: 1, text: (row) => (row.nccMerp === null ? '' : NCC_MERP[row.nccMerp]) },
  vardform: { minWidth: 118, sort: 'vardform', text: coded('vardform', (row) => row.vardtyp) },
  vardprocess: { minWidth: 150, share: 1, text: coded('vardprocess', (row) => row.vardprocess) },
  reporterRole: { minWidth: 140, title: 'Rapportör', text: coded('yrkesroll', (row) => row.reporterRole) },
  medicalArea: {
    minWidth: 150,
    share: 1,
    sort: 'medicalArea',
    text: coded('medicinskt_omrade', (row) => row.medicalArea),
  },
  samverkan: { minWidth: 130, text: coded('samverkan', (row) => row.samverkan) },
  agens: { minWidth: 130, share: 1, text: tagged('agens', (row) => row.agens) },
  strategiomraden: { minWidth: 150, share: 1, text: tagged('strategiomrade', (row) => row.strategiomraden) },
  kvalitetsregister: {
    minWidth: 150,
    share: 1,
    text: tagged('kvalitetsregister', (row) => row.kvalitetsregister),
  },
  isChild: { minWidth: 70, text: (row) => yesNo(row.isChild) },
  frailElderly: { minWidth: 100, text: (row) => yesNo(row.frailElderly) },
  fastVardkontakt: { minWidth: 110, text: (row) => known(row.fastVardkontakt) },
  vardplan: { minWidth: 90, text: (row) => known(row.vardplan) },
  waitingKind: {
    minWidth: 150,
    share: 1,
    text: (row) => (row.waitingKind === null ? '' : VANTETIDER[row.waitingKind]),
  },
  waitingDays: {
    minWidth: 96,
    title: 'Väntetid',
    text: (row) => (row.waitingDays === null ? '' : `${formatNumber(row.waitingDays)} dagar`),
  },
  guaranteePassed: {
    minWidth: 116,
    title: 'Vårdgaranti passerad',
    text: (row) => yesNo(row.guaranteePassed),
  },
  assignee: { minWidth: 130, share: 1, sort: 'assignee', text: (row) => row.assigneeName ?? '' },
  feedback: { minWidth: 150, share: 1, text: (row) => (notOurs(row) ? '' : ATERKOPPLING[row.feedback]) },
  reported: { minWidth: 104, sort: 'reported', text: (row) => row.reported },
  closedDate: { minWidth: 96, text: (row) => row.closedDate ?? '' },
  origin: { minWidth: 130, text: (row) => URSPRUNG[row.origin] },
}

export const NOTHING = <span className="soft">–</span>

function columnSpec(id: RegisterColumn): ColumnSpec {
  const shape = SHAPES[id]
  return {
    id,
    title: shape.title ?? REGISTER_COLUMNS[id],
    sort: shape.sort ?? null,
    share: shape.share ?? 0,
    minWidth: shape.minWidth,
    text: shape.text,
    cell:
      shape.cell ??
      ((row, { label }) => {
        const text = shape.text(row, label)
        return text === '' ? NOTHING : <span className="incident-clamp">{breakable(text)}</span>
      }),
  }
}

/** The same columns are the same object: a line is drawn again only when something has changed. */
const kept = new Map<string, readonly ColumnSpec[]>()
export function columnSpecs(ids: readonly RegisterColumn[]): readonly ColumnSpec[] {
  const key = ids.join()
  const known = kept.get(key)
  if (known) return known
  const specs = ids.map(columnSpec)
  kept.set(key, specs)
  return specs
}

/** The columns' widths as CSS: the person's own, else at least what its words need. */
export function gridTemplate(
  columns: readonly ColumnSpec[],
  widths: Readonly<Partial<Record<RegisterColumn, number>>>,
  /** While one searches the title has room for where it was found. */
  searching: boolean,
): { readonly template: string; readonly minWidth: number } {
  let minWidth = CHECK_WIDTH
  const parts = columns.map((column) => {
    const own = widths[column.id]
    const least = searching && column.id === 'title' ? SEARCHED_TITLE : column.minWidth
    minWidth += own ?? least
    if (own !== undefined) return `${own}px`
    return column.share > 0 ? `minmax(${least}px, ${column.share}fr)` : `${least}px`
  })
  // With no column that takes what is left over, the last one does.
  const flexible = columns.some((column) => column.share > 0 && widths[column.id] === undefined)
  return { template: [`${CHECK_WIDTH}px`, ...parts, ...(flexible ? [] : ['1fr'])].join(' '), minWidth }
}

const CHECK_WIDTH = 32
const SEARCHED_TITLE = 250
export const NARROWEST = 56
export const WIDEST = 900

function severityText(severity: number | null): string {
  if (severity === null) return ''
  if (severity === 0) return '0 Ingen påverkan'
  const grade = severity === 1 || severity === 2 || severity === 3 || severity === 4 ? severity : null
  return grade === null ? String(severity) : `${grade} ${ALLVARLIGHETSGRADER[grade].label}`
}

function twoLines(first: ReactNode, second: string): ReactNode {
  return (
    <span className="incident-two-lines">
      <span className="ellipsis" {...(typeof first === 'string' ? { title: first } : {})}>
        {first}
      </span>
      {second === '' ? null : (
        <span className="ellipsis soft" title={second}>
          {second}
        </span>
      )}
    </span>
  )
}
