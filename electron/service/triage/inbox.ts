import type { InboxRow } from '../../../shared/triage/contract.ts'
import { SECTION_KEYS, type Section } from '../../../shared/triage/codes.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import { daysBetween, swedishDay } from '../../../shared/time/dates.ts'
import type { Db } from '../db/database.ts'
import type { Context } from '../kernel/context.ts'
import { readTriageSettings } from './settings.ts'

/**
 * The inbox: what waits for somebody, within the förvaltningar where the caller handles cases. Lists and counts walk
 * the partial indexes incident_open and incident_feedback, so that their cost follows what is open, not the register.
 */
interface Place {
  readonly forvaltningId?: number | undefined
  readonly unitId?: number | undefined
}

type Asking = Pick<Context, 'db' | 'scope' | 'actor' | 'now'>

/** Word for word the indexes' own condition: SQLite takes a partial index for nothing less. */
const OPEN = `status IN ('inkommen', 'bedomd', 'under_utredning', 'atgard_beslutad', 'uppfoljning') AND origin <> 'publicerad'`
const AWAITING = `feedback_wanted = 1 AND feedback_given_date IS NULL AND feedback_skip_reason = ''
  AND status NOT IN ('inkommen', 'sammanford', 'ej_angivet') AND origin <> 'publicerad'`

/** Before somebody has judged the case there is nothing to tell its reporter, so a new one does not wait for feedback. */
const PARTS: Readonly<Record<Section, { readonly clause: string; readonly index: string }>> = {
  nya: { clause: `${OPEN} AND status = 'inkommen' AND assigned_to IS NULL`, index: 'incident_open' },
  mina: { clause: `${OPEN} AND assigned_to = @me`, index: 'incident_open' },
  alla: { clause: OPEN, index: 'incident_open' },
  kompletteras: { clause: `${OPEN} AND incomplete = 1`, index: 'incident_open' },
  stilla: { clause: `${OPEN} AND coalesce(touched_at, reported_at) < @still`, index: 'incident_open' },
  aterkoppling: { clause: AWAITING, index: 'incident_feedback' },
}

const DAY = 86_400_000

function paramsOf({ actor, now }: Asking, stillDays: number): Record<string, string | number> {
  return { me: actor.id, still: new Date(now().getTime() - stillDays * DAY).toISOString() }
}

export function countInbox(
  context: Asking,
  place: Place,
): { sections: Record<Section, number>; stillDays: number } {
  const { db } = context
  const { stillDays } = readTriageSettings(db)
  const within = withinOf(context, place)
  const params = { ...paramsOf(context, stillDays), ...within.params }
  const open = SECTION_KEYS.filter((key) => PARTS[key].index === 'incident_open')
  const row = db.get<Record<string, number>>(
    `SELECT ${open.map((key) => `count(*) FILTER (WHERE ${PARTS[key].clause}) AS ${key}`).join(', ')}
     FROM incident INDEXED BY incident_open WHERE ${OPEN}${within.sql}`,
    params,
  )
  const awaiting = db.value<number>(
    `SELECT count(*) FROM incident INDEXED BY incident_feedback WHERE ${AWAITING}${within.sql}`,
    within.params,
  )
  const n = (key: Section): number => row?.[key] ?? 0
  return {
    sections: {
      nya: n('nya'),
      mina: n('mina'),
      alla: n('alla'),
      kompletteras: n('kompletteras'),
      aterkoppling: awaiting ?? 0,
      stilla: n('stilla'),
    },
    stillDays,
  }
}

export interface InboxQuery extends Place {
  readonly section: Section
  readonly order: 'oldest' | 'newest'
  readonly cursor: string | null
  readonly limit: number
}

export function listInbox(
  context: Asking,
  query: InboxQuery,
): { rows: InboxRow[]; nextCursor: string | null } {
  const { db } = context
  const { stillDays } = readTriageSettings(db)
  const within = withinOf(context, query)
  const part = PARTS[query.section]
  const key = query.section === 'stilla' ? 'coalesce(touched_at, reported_at)' : 'reported_at'
  const [direction, after] = query.order === 'oldest' ? ['ASC', '>'] : ['DESC', '<']
  const from = query.cursor === null ? null : decode(query.cursor)
  const found = db.all<{ id: number; key: string }>(
    `SELECT id, ${key} AS key FROM incident INDEXED BY ${part.index}
     WHERE ${part.clause}${within.sql}${from ? ` AND (${key}, id) ${after} (@fromKey, @fromId)` : ''}
     ORDER BY ${key} ${direction}, id ${direction} LIMIT @wanted`,
    {
      ...paramsOf(context, stillDays),
      ...within.params,
      ...(from ? { fromKey: from.key, fromId: from.id } : {}),
      wanted: query.limit + 1,
    },
  )
  const page = found.slice(0, query.limit)
  const last = page.at(-1)
  const rows = rowsOf(
    db,
    page.map(({ id }) => id),
    { today: swedishDay(context.now()), since: query.section === 'stilla' ? 'touched' : 'reported' },
  )
  return { rows, nextCursor: found.length > query.limit && last ? JSON.stringify([last.key, last.id]) : null }
}

function decode(cursor: string): { key: string; id: number } {
  try {
    const parsed: unknown = JSON.parse(cursor)
    if (Array.isArray(parsed) && typeof parsed[0] === 'string' && Number.isInteger(parsed[1])) {
      return { key: parsed[0], id: Number(parsed[1]) }
    }
  } catch {
    // Not JSON: refused with the rest below.
  }
  throw new LardomError(
    'INPUT_INVALID',
    { detail: 'Listan kan inte fortsätta därifrån.' },
    { field: 'cursor' },
  )
}

/** Where the caller handles cases, and where within it they look. */
export function withinOf(
  { scope }: Pick<Asking, 'scope'>,
  { forvaltningId, unitId }: Place,
): { sql: string; params: Record<string, string | number> } {
  const clauses: string[] = []
  const params: Record<string, string | number> = {}
  if (!scope.all) {
    clauses.push('forvaltning_id IN (SELECT value FROM json_each(@scope))')
    params['scope'] = JSON.stringify(scope.forvaltningar)
  }
  if (forvaltningId !== undefined) {
    clauses.push('forvaltning_id = @forvaltningId')
    params['forvaltningId'] = forvaltningId
  }
  if (unitId !== undefined) {
    clauses.push(
      `unit_id IN (WITH RECURSIVE below (id) AS (SELECT @unitId UNION ALL
         SELECT unit.id FROM unit JOIN below ON unit.parent_id = below.id) SELECT id FROM below)`,
    )
    params['unitId'] = unitId
  }
  return { sql: clauses.map((clause) => ` AND ${clause}`).join(''), params }
}

interface Row {
  id: number
  version: number
  arendenr: string
  title: string
  excerpt: string
  unit_name: string
  forvaltning_id: number
  forvaltning_name: string
  sort_date: string
  reported_at: string
  touched_at: string | null
  arendetyp: InboxRow['arendetyp']
  handelsetyp: string
  undertyp: string | null
  status: InboxRow['status']
  harm: InboxRow['harm']
  origin: InboxRow['origin']
  reported_actual_severity: number | null
  reported_potential_severity: number | null
  assigned_to: string | null
  assigned_name: string | null
  incomplete: number
}

const EXCERPT = 280

function rowsOf(
  db: Db,
  ids: readonly number[],
  { today, since }: { today: string; since: 'reported' | 'touched' },
): InboxRow[] {
  const rows = db.all<Row>(
    `SELECT i.id, i.version, i.arendenr, i.title, substr(i.description, 1, ${EXCERPT}) AS excerpt, u.name AS unit_name,
       i.forvaltning_id, f.name AS forvaltning_name, i.sort_date, i.reported_at, i.touched_at, i.arendetyp,
       i.handelsetyp, i.undertyp, i.status, i.harm, i.origin, i.reported_actual_severity,
       i.reported_potential_severity, i.assigned_to, a.name AS assigned_name, i.incomplete
     FROM incident i JOIN unit u ON u.id = i.unit_id JOIN unit f ON f.id = i.forvaltning_id
       LEFT JOIN account a ON a.id = i.assigned_to
     WHERE i.id IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(ids)],
  )
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const row = byId.get(id)
    if (!row) return []
    const from = since === 'touched' ? (row.touched_at ?? row.reported_at) : row.reported_at
    return [
      {
        id: row.id,
        version: row.version,
        arendenr: row.arendenr,
        title: row.title,
        excerpt: row.excerpt,
        unitName: row.unit_name,
        forvaltningId: row.forvaltning_id,
        forvaltningName: row.forvaltning_name,
        date: row.sort_date,
        reportedAt: row.reported_at,
        days: Math.max(0, daysBetween(swedishDay(new Date(from)), today)),
        arendetyp: row.arendetyp,
        handelsetyp: row.handelsetyp,
        undertyp: row.undertyp,
        status: row.status,
        harm: row.harm,
        origin: row.origin,
        reportedActualSeverity: row.reported_actual_severity,
        reportedPotentialSeverity: row.reported_potential_severity,
        assignedTo:
          row.assigned_to === null ? null : { id: row.assigned_to, name: row.assigned_name ?? 'Okänt konto' },
        incomplete: row.incomplete === 1,
      },
    ]
  })
}
