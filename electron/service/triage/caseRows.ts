import type { CaseLink, TriageCase } from '../../../shared/triage/contract.ts'
import {
  ANALYSIS_LINK,
  ANALYSIS_LINK_WORDS,
  LINK_KINDS,
  NOT_DUPLICATE,
} from '../../../shared/triage/codes.ts'
import { scopeOf, scopeHolds } from '../../../shared/account/grants.ts'
import { CASE_WRITERS } from '../../../shared/account/roles.ts'
import type { Context } from '../kernel/context.ts'
import { mayRead } from '../kernel/scope.ts'
import { readableIncident } from '../incident/reach.ts'

/** What hangs together with a case: who has it, what it was put together with, what it is linked to. */

type Reaching = Pick<Context, 'db' | 'scope' | 'actor'>

export function readTriageCase(context: Reaching, incidentId: number): TriageCase {
  const { db } = context
  const incident = readableIncident(context, incidentId)
  const row = db.get<{
    assigned_to: string | null
    assigned_name: string | null
    assigned_at: string | null
    incomplete: number
    merged_into: number | null
  }>(
    `SELECT assigned_to, a.name AS assigned_name, assigned_at, incomplete, merged_into
     FROM incident i LEFT JOIN account a ON a.id = i.assigned_to WHERE i.id = ?`,
    [incidentId],
  )
  return {
    version: incident.version,
    assignedTo: row?.assigned_to ? { id: row.assigned_to, name: row.assigned_name ?? 'Okänt konto' } : null,
    assignedAt: row?.assigned_at ?? null,
    incomplete: row?.incomplete === 1,
    mergedInto: row?.merged_into ? (nameOf(context, row.merged_into) ?? null) : null,
    merged: mergedCases(context, incidentId),
    links: linksOf(context, { incidentId }),
    writable: incident.editable && mayWrite(context, incident.forvaltningId),
  }
}

/** Whether the caller may handle cases there; the call itself may be one for readers. */
function mayWrite({ actor }: Reaching, forvaltningId: number): boolean {
  const scope = scopeOf(actor.grants, CASE_WRITERS)
  return scope !== null && scopeHolds(scope, forvaltningId)
}

/** Of a case that lies where the caller may not read only its number is told. */
function nameOf(context: Reaching, id: number): TriageCase['mergedInto'] {
  const row = context.db.get<{ id: number; arendenr: string; title: string; forvaltning_id: number }>(
    'SELECT id, arendenr, title, forvaltning_id FROM incident WHERE id = ?',
    [id],
  )
  if (!row) return null
  return {
    id: row.id,
    arendenr: row.arendenr,
    title: mayRead(context, row.forvaltning_id) ? row.title : '',
  }
}

function mergedCases(context: Reaching, into: number): TriageCase['merged'] {
  const { db } = context
  return db
    .all<{ id: number; arendenr: string; title: string; version: number; forvaltning_id: number }>(
      'SELECT id, arendenr, title, version, forvaltning_id FROM incident WHERE merged_into = ? ORDER BY id',
      [into],
    )
    .map(({ forvaltning_id: forvaltningId, ...row }) => {
      if (!mayRead(context, forvaltningId)) return { ...row, title: '', ...NOTHING_ON_IT }
      return { ...row, ...whatHangsOn(context, row.id) }
    })
}

type OnMerged = Pick<TriageCase['merged'][number], 'attachments' | 'links' | 'actions'>
const NOTHING_ON_IT: OnMerged = { attachments: [], links: 0, actions: [] }

function whatHangsOn({ db }: Reaching, id: number): OnMerged {
  return {
    attachments: db.all<{ id: number; name: string }>(
      'SELECT id, name FROM attachment WHERE incident_id = ? AND removed_at IS NULL ORDER BY id',
      [id],
    ),
    links:
      db.value<number>(
        'SELECT count(*) FROM incident_link WHERE (incident_id = @id OR other_id = @id) AND kind <> @not',
        { id, not: NOT_DUPLICATE },
      ) ?? 0,
    actions: db.all<{ number: string; text: string }>(
      'SELECT number, text FROM action WHERE incident_id = ? ORDER BY id',
      [id],
    ),
  }
}

interface LinkRow {
  id: number
  incident_id: number
  kind: string
  note: string
  created_at: string
  created_by_name: string
  far_id: number | null
  far_arendenr: string | null
  far_title: string | null
  far_date: string | null
  far_unit: string | null
  far_status: NonNullable<CaseLink['incident']>['status'] | null
  far_forvaltning: number | null
  near_forvaltning: number
  analysis_id: number | null
  analysis_number: string | null
  analysis_title: string | null
  analysis_completed: string | null
  analysis_forvaltning: number | null
}

const SELECT = `SELECT l.id, l.incident_id, l.kind, l.note, l.created_at, a.name AS created_by_name,
  far.id AS far_id, far.arendenr AS far_arendenr, far.title AS far_title, far.sort_date AS far_date,
  u.name AS far_unit, far.status AS far_status, far.forvaltning_id AS far_forvaltning,
  near.forvaltning_id AS near_forvaltning, n.id AS analysis_id, n.number AS analysis_number,
  n.title AS analysis_title, n.completed_date AS analysis_completed, n.forvaltning_id AS analysis_forvaltning
FROM incident_link l JOIN account a ON a.id = l.created_by JOIN incident near ON near.id = l.incident_id`

/** Every link of a case, whichever end it was made from. */
export function linksOf(
  context: Reaching,
  end: { readonly incidentId: number } | { readonly analysisId: number },
): CaseLink[] {
  const { db } = context
  if ('analysisId' in end) {
    return db
      .all<LinkRow>(
        `${SELECT} LEFT JOIN analysis n ON n.id = l.analysis_id LEFT JOIN incident far ON far.id = l.incident_id
         LEFT JOIN unit u ON u.id = far.unit_id WHERE l.analysis_id = ? ORDER BY l.id`,
        [end.analysisId],
      )
      .map((row) => toLink(context, { ...row, analysis_id: null }, ANALYSIS_LINK_WORDS.to))
  }
  return db
    .all<LinkRow>(
      `${SELECT} LEFT JOIN analysis n ON n.id = l.analysis_id
       LEFT JOIN incident far ON far.id = CASE l.incident_id WHEN @id THEN l.other_id ELSE l.incident_id END
       LEFT JOIN unit u ON u.id = far.unit_id
       WHERE (l.incident_id = @id OR l.other_id = @id) AND l.kind <> @not ORDER BY l.id`,
      { id: end.incidentId, not: NOT_DUPLICATE },
    )
    .map((row) => toLink(context, row, labelOf(row.kind, row.incident_id === end.incidentId)))
}

/** How a link is said from one of its ends. */
export function labelOf(kind: string, isFrom: boolean): string {
  if (kind === ANALYSIS_LINK) return isFrom ? ANALYSIS_LINK_WORDS.from : ANALYSIS_LINK_WORDS.to
  const words = Object.entries(LINK_KINDS).find(([code]) => code === kind)?.[1]
  return words === undefined ? kind : isFrom ? words.from : words.to
}

function toLink(context: Reaching, row: LinkRow, label: string): CaseLink {
  const farPlace = row.analysis_id === null ? row.far_forvaltning : row.analysis_forvaltning
  const hidden = !mayRead(context, farPlace)
  return {
    id: row.id,
    label,
    note: hidden ? '' : row.note,
    createdAt: row.created_at,
    createdBy: row.created_by_name,
    removable: mayWrite(context, row.near_forvaltning),
    incident:
      row.analysis_id !== null || hidden || row.far_id === null || row.far_status === null
        ? null
        : {
            id: row.far_id,
            arendenr: row.far_arendenr ?? '',
            title: row.far_title ?? '',
            date: row.far_date ?? '',
            unitName: row.far_unit ?? '',
            status: row.far_status,
          },
    analysis:
      row.analysis_id === null || hidden
        ? null
        : {
            id: row.analysis_id,
            number: row.analysis_number ?? '',
            title: row.analysis_title ?? '',
            completed: row.analysis_completed !== null,
          },
    hidden,
  }
}
