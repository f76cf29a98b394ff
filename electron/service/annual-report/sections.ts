import * as z from 'zod'
import { SKR_TEMPLATE, type SectionKey } from '../../../shared/annual-report/skrTemplate.ts'
import { sectionsFor } from '../../../shared/annual-report/template.ts'
import type { Unit } from '../../../shared/organisation/contract.ts'
import { cleanText } from '../../../shared/document/plainText.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import { containsPersonnummer } from '../../../shared/text/personnummer.ts'
import type { Context } from '../kernel/context.ts'
import type { Db } from '../db/database.ts'
import { assertWritable } from '../kernel/scope.ts'
import { findReport, findSection, insertReport, putSection, type StoredReport } from './repository.ts'
import { findScope } from './scope.ts'

/** Saving and taking back the text of a section. The audit log is the history that undo walks back through. */

const ENTITY = 'annual_report_section'
const [SAVED, UNDONE] = ['annual-report.save-section', 'annual-report.undo-section']

interface Target {
  readonly unitCode: string
  readonly year: number
  readonly section: SectionKey
}

export interface SavedSection {
  readonly text: string
  readonly updatedAt: string
  readonly canUndo: boolean
}

/** Saves a text over the one the writer saw. @throws CONFLICT, PERSONNUMMER_IN_TEXT, RULE */
export function saveSection(
  context: Context,
  input: Target & { readonly text: string; readonly expectedUpdatedAt: string | null },
): SavedSection {
  const { db } = context
  const title = titleOf(db, input)
  const text = cleanText(input.text)
  if (containsPersonnummer(text)) {
    throw new LardomError('PERSONNUMMER_IN_TEXT', { label: title }, { field: 'text' })
  }
  const report = openReport(context, input)
  const before = findSection(db, report.id, input.section)
  expect(before?.updatedAt ?? null, input.expectedUpdatedAt, title)
  return write(context, report.id, input.section, text, before, SAVED)
}

/** Goes back one save. @throws CONFLICT, RULE when there is nothing to go back to */
export function undoSection(
  context: Context,
  input: Target & { readonly expectedUpdatedAt: string },
): SavedSection {
  const { db } = context
  const title = titleOf(db, input)
  const report = openReport(context, input)
  const before = findSection(db, report.id, input.section)
  expect(before?.updatedAt ?? null, input.expectedUpdatedAt, title)
  const seq = undoable(db, report.id, input.section)
  if (seq === undefined)
    throw new LardomError('RULE', { detail: 'Det finns ingen tidigare text att gå tillbaka till.' })
  const stored = db.value<string | null>('SELECT before_json FROM audit_log WHERE seq = ?', [seq]) ?? null
  const earlier = stored === null ? '' : trace.parse(JSON.parse(stored)).text
  return write(context, report.id, input.section, earlier, before, UNDONE)
}

/** True when the section has an earlier text. */
export function canUndo(db: Db, reportId: number, section: string): boolean {
  return undoable(db, reportId, section) !== undefined
}

const trace = z.object({ text: z.string() })

/** The berättelse, made now if this is its first save. @throws RULE when it is decided */
export function openReport(context: Context, target: Pick<Target, 'unitCode' | 'year'>): StoredReport {
  const { db, now } = context
  const { unit } = findScope(db, target.unitCode)
  assertWritableReport(context, unit)
  const found = findReport(db, unit.id, target.year)
  if (found?.status === 'beslutad') {
    throw new LardomError('RULE', {
      detail: 'Berättelsen är beslutad och kan inte ändras. Sätt den till utkast igen om den ska göras om.',
    })
  }
  if (found) return found
  const id = insertReport(db, {
    unitId: unit.id,
    year: target.year,
    template: SKR_TEMPLATE.id,
    at: now().toISOString(),
  })
  context.audit({
    action: 'annual-report.create',
    entity: 'annual_report',
    entityId: id,
    after: { unit: unit.code, year: target.year, template: SKR_TEMPLATE.id },
  })
  const made = findReport(db, unit.id, target.year)
  if (!made) throw new LardomError('NOT_FOUND', { what: 'Berättelsen' })
  return made
}

/** A förvaltning's berättelse is written by its own; the region's by those whose role holds in all of it. */
export function assertWritableReport(context: Context, unit: Unit): void {
  assertWritable(context, unit.kind === 'forvaltning' ? unit.id : null)
}

function titleOf(db: Db, { unitCode, section }: Target): string {
  const { kind } = findScope(db, unitCode)
  const found = sectionsFor(SKR_TEMPLATE, kind).find((it) => it.key === section)
  if (!found || found.kind === 'fixed') {
    throw new LardomError('RULE', { detail: 'Det här avsnittet har fast text och kan inte ändras.' })
  }
  return found.title
}

function expect(now: string | null, seen: string | null, title: string): void {
  if (now !== seen) throw new LardomError('CONFLICT', { what: `Avsnittet ”${title}”` })
}

function write(
  context: Context,
  reportId: number,
  section: SectionKey,
  text: string,
  before: { readonly body: string; readonly updatedAt: string } | undefined,
  action: string,
): SavedSection {
  const { db, actor } = context
  const updatedAt = later(context.now(), before?.updatedAt)
  if (before?.body === text || (before === undefined && text === '')) {
    // Nothing to save: the writer keeps what they saw, and history gets no empty step.
    return { text, updatedAt: before?.updatedAt ?? updatedAt, canUndo: canUndo(db, reportId, section) }
  }
  putSection(db, reportId, { section, body: text, updatedAt, updatedBy: actor.name })
  context.audit({
    action,
    entity: ENTITY,
    entityId: `${reportId}/${section}`,
    ...(before === undefined ? {} : { before: { text: before.body } }),
    after: { text },
  })
  context.changed('annual-report')
  return { text, updatedAt, canUndo: canUndo(db, reportId, section) }
}

/** Two saves never carry the same time, since the time is how a writer's view is told from a newer one. */
function later(now: Date, before: string | undefined): string {
  const earliest = before === undefined ? 0 : Date.parse(before) + 1
  return new Date(Math.max(now.getTime(), earliest)).toISOString()
}

/** The audit row whose `before` is the text to go back to: each save is a step forward, each undo one back. */
function undoable(db: Db, reportId: number, section: string): number | undefined {
  const steps: number[] = []
  const rows = db.all<{ seq: number; action: string }>(
    'SELECT seq, action FROM audit_log WHERE entity = ? AND entity_id = ? ORDER BY seq',
    [ENTITY, `${reportId}/${section}`],
  )
  for (const { seq, action } of rows) {
    if (action === SAVED) steps.push(seq)
    else if (action === UNDONE) steps.pop()
  }
  return steps.at(-1)
}
