import { fillReport, type FilledReport } from '../../../shared/annual-report/build.ts'
import type { Report, ReportListing, ReportMeta } from '../../../shared/annual-report/contract.ts'
import { reportDeadline } from '../../../shared/annual-report/deadline.ts'
import type { AnnualReportData } from '../../../shared/annual-report/figures.ts'
import { LAWS } from '../../../shared/annual-report/law.ts'
import { SKR_TEMPLATE } from '../../../shared/annual-report/skrTemplate.ts'
import { sectionsFor } from '../../../shared/annual-report/template.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import { containsPersonnummer } from '../../../shared/text/personnummer.ts'
import { longDate, swedishDay } from '../../../shared/time/dates.ts'
import type { Db } from '../db/database.ts'
import type { Context } from '../kernel/context.ts'
import { listUnits } from '../organisation/repository.ts'
import { readFigures } from './figures.ts'
import { firstReportedDay } from './incidentFigures.ts'
import {
  findReport,
  listReports,
  sectionsOf,
  updateReport,
  writtenSections,
  type StoredReport,
} from './repository.ts'
import { findScope, yearSpan, type Scope } from './scope.ts'
import { assertWritableReport, canUndo, openReport } from './sections.ts'

/** How far back the list goes, beside the years that have a berättelse. */
const LISTED_YEARS = 5

interface Which {
  readonly unitCode: string
  readonly year: number
}

/** What the document is built from: the register's figures as of now, and what has been written. */
export function reportData(context: Context, { unitCode, year }: Which): AnnualReportData {
  const { db } = context
  const scope = findScope(db, unitCode)
  const stored = findReport(db, scope.unit.id, year)
  const today = swedishDay(context.now())
  const texts = stored ? sectionsOf(db, stored.id).map(({ section, body }) => [section, body] as const) : []
  return {
    unit: { code: scope.unit.code, name: scope.unit.name, kind: scope.kind },
    regionName: scope.region.name,
    year,
    extracted: today,
    isExample: context.workspace.isExample,
    ...metaOf(stored),
    texts: Object.fromEntries(texts),
    parts: partsOf(scope),
    siblings: scope.kind === 'region' ? siblings(db, scope, year) : [],
    figures: readFigures(db, scope, year, today),
  }
}

function metaOf(stored: StoredReport | undefined): Omit<ReportMeta, 'version'> {
  return {
    status: stored?.status ?? 'ej_paborjad',
    responsible: stored?.responsible ?? '',
    diarienummer: stored?.diarienummer ?? '',
    decisionBody: stored?.decisionBody ?? '',
    decisionDate: stored?.decisionDate ?? null,
  }
}

function partsOf(scope: Scope): string[] {
  const { unit, kind, units } = scope
  return [...units.values()]
    .filter(
      (it) =>
        it.parentId === unit.id && (kind === 'forvaltning' ? it.kind === 'verksamhet' : it.providesCare),
    )
    .map((it) => it.name)
}

function siblings(db: Db, scope: Scope, year: number): AnnualReportData['siblings'] {
  return scope.allForvaltningar
    .filter((unit) => unit.providesCare)
    .map((unit) => {
      const { status, decisionDate, diarienummer } = metaOf(findReport(db, unit.id, year))
      return { code: unit.code, name: unit.name, status, decisionDate, diarienummer }
    })
}

/** One berättelse for the one who writes it. */
export function getReport(context: Context, which: Which): Report {
  const { db } = context
  const data = reportData(context, which)
  const { unit } = findScope(db, which.unitCode)
  const stored = findReport(db, unit.id, which.year)
  const saved = new Map((stored ? sectionsOf(db, stored.id) : []).map((row) => [row.section, row]))
  const filled = fillReport(data)
  return {
    unitCode: data.unit.code,
    unitName: data.unit.name,
    kind: data.unit.kind,
    year: data.year,
    template: { id: SKR_TEMPLATE.id, name: SKR_TEMPLATE.name, version: SKR_TEMPLATE.version },
    extracted: data.extracted,
    deadline: reportDeadline(data.year, data.extracted),
    meta: { version: stored?.version ?? null, ...metaOf(stored) },
    sections: filled.sections.map(({ section, text, blocks, hasData }) => {
      const row = saved.get(section.key)
      return {
        key: section.key,
        level: section.level,
        number: section.number,
        title: section.title,
        kind: section.kind,
        optional: section.optional,
        guidance: [...section.guidance],
        laws: section.laws.map((code) => LAWS[code]),
        limit: section.limit ?? null,
        text,
        updatedAt: row?.updatedAt ?? null,
        updatedBy: row?.updatedBy ?? '',
        canUndo: stored !== undefined && row !== undefined && canUndo(db, stored.id, section.key),
        hasData,
        blocks: [...blocks],
      }
    }),
    law: filled.law.map(({ id, provision, text, state, sections, answeredBy }) => ({
      id,
      provision,
      text,
      state,
      sections: [...sections],
      answeredBy: [...answeredBy],
    })),
  }
}

/** The cover's facts and the status. @throws CONFLICT, RULE, PERSONNUMMER_IN_TEXT */
export function saveMeta(
  context: Context,
  input: Which &
    Omit<ReportMeta, 'version' | 'status'> & {
      readonly status: 'utkast' | 'beslutad'
      readonly expectedVersion: number | null
    },
): ReportMeta {
  const { db } = context
  const { unit } = findScope(db, input.unitCode)
  assertWritableReport(context, unit)
  for (const [label, text] of [
    ['Ansvarig för innehållet', input.responsible],
    ['Diarienummer', input.diarienummer],
    ['Beslutsinstans', input.decisionBody],
  ] as const) {
    if (containsPersonnummer(text)) throw new LardomError('PERSONNUMMER_IN_TEXT', { label })
  }
  const existing = findReport(db, unit.id, input.year)
  if ((existing?.version ?? null) !== input.expectedVersion) {
    throw new LardomError('CONFLICT', { what: 'Berättelsens uppgifter' })
  }
  const before = existing ?? openReport(context, input)
  if (input.status === 'beslutad') mayBeDecided(context, input)
  const meta = {
    status: input.status,
    responsible: input.responsible,
    diarienummer: input.diarienummer,
    decisionBody: input.decisionBody,
    decisionDate: input.decisionDate,
  }
  updateReport(db, before.id, meta)
  context.audit({
    action: actionOf(before.status, input.status),
    entity: 'annual_report',
    entityId: before.id,
    before: metaOf(before),
    after: meta,
  })
  context.changed('annual-report')
  const after = findReport(db, unit.id, input.year)
  return { version: after?.version ?? null, ...metaOf(after) }
}

function actionOf(before: StoredReport['status'], after: 'utkast' | 'beslutad'): string {
  if (before === after) return 'annual-report.save-meta'
  return after === 'beslutad' ? 'annual-report.decide' : 'annual-report.reopen'
}

/** What a decided berättelse must have: who and when, a year that is over, and no empty sections. */
function mayBeDecided(
  context: Context,
  input: Which & { readonly decisionBody: string; readonly decisionDate: string | null },
): void {
  const today = swedishDay(context.now())
  if (input.decisionBody === '') refuse('Ange vem som har beslutat om berättelsen.', 'decisionBody')
  if (input.decisionDate === null) return refuse('Ange beslutsdatum.', 'decisionDate')
  if (input.decisionDate > today) refuse('Beslutsdatumet ligger i framtiden.', 'decisionDate')
  if (input.decisionDate <= `${input.year}-12-31`) {
    refuse(
      `Berättelsen gäller hela ${input.year} och kan beslutas först den ${longDate(`${input.year + 1}-01-01`)}.`,
      'decisionDate',
    )
  }
  const empty = emptySections(fillReport(reportData(context, input)))
  if (empty.length > 0) {
    const shown = empty.slice(0, 4).join(', ')
    const more = empty.length > 4 ? ` och ${empty.length - 4} till` : ''
    refuse(
      `Berättelsen kan inte beslutas med tomma avsnitt: ${shown}${more}. Skriv en text, till exempel att området inte är aktuellt.`,
      'status',
    )
  }
}

function refuse(detail: string, field: string): never {
  throw new LardomError('RULE', { detail }, { field })
}

/** The headings, as '1.1.4 Informationssäkerhet', that have neither text nor figures though they should. */
function emptySections(filled: FilledReport): string[] {
  return filled.sections
    .filter(({ section, text, hasData }) => {
      return section.kind === 'text' && !section.optional && text.trim() === '' && !hasData
    })
    .map(({ section }) => `${section.number} ${section.title}`.trim())
}

/** Every berättelse that is to be written, newest year first. */
export function listYears(context: Context): {
  years: { year: number; deadline: ReturnType<typeof reportDeadline> }[]
  rows: ReportListing[]
} {
  const { db } = context
  const today = swedishDay(context.now())
  const own = listUnits(db).filter((unit) => unit.organisation === 'egen')
  const forvaltningar = own.filter((unit) => unit.kind === 'forvaltning')
  const units = [
    ...own.filter((unit) => unit.kind === 'region'),
    ...forvaltningar.filter((unit) => unit.providesCare),
  ]
  const reports = listReports(db)
  const first = firstReportedDay(
    db,
    forvaltningar.map((unit) => unit.id),
  )
  const years = listedYears(Number(today.slice(0, 4)), first, reports)
  const written = writtenSections(db)
  return {
    years: years.map((year) => ({ year, deadline: reportDeadline(year, today) })),
    rows: units.map((unit) => {
      const kind = unit.kind === 'region' ? 'region' : 'forvaltning'
      const keys = sectionsFor(SKR_TEMPLATE, kind)
        .filter((section) => section.kind === 'text' && !section.optional)
        .map((section) => section.key)
      const counted = kind === 'region' ? forvaltningar : [unit]
      return {
        unitCode: unit.code,
        unitName: unit.name,
        kind,
        years: years.map((year) => {
          const report = reports.find((row) => row.unitId === unit.id && row.year === year)
          const done = report ? written.get(report.id) : undefined
          return {
            year,
            status: report?.status ?? 'ej_paborjad',
            written: keys.filter((key) => done?.has(key)).length,
            total: keys.length,
            updatedAt: report?.updatedAt ?? null,
            hasData: counted.some(({ id }) => hasIncidents(db, id, year)),
            decisionDate: report?.decisionDate ?? null,
          }
        }),
      }
    }),
  }
}

/** From the register's first year (or the first berättelse) to this year, newest first. */
function listedYears(thisYear: number, first: string | null, reports: readonly StoredReport[]): number[] {
  const start = first === null ? thisYear - 1 : Number(first.slice(0, 4))
  const from = Math.min(thisYear - 1, Math.max(start, thisYear - LISTED_YEARS))
  const years = new Set(reports.map((report) => report.year))
  for (let year = from; year <= thisYear; year++) years.add(year)
  return [...years].sort((a, b) => b - a)
}

function hasIncidents(db: Db, forvaltningId: number, year: number): boolean {
  const { from, to } = yearSpan(year)
  const row = db.value<number>(
    `SELECT 1 FROM incident WHERE forvaltning_id = ? AND reported_at >= ? AND reported_at < ?
       AND origin <> 'publicerad' LIMIT 1`,
    [forvaltningId, from, to],
  )
  return row !== undefined
}
