import type { IncidentRow } from '../../../shared/incident/contract.ts'
import { TAG_FIELDS, type TagField } from '../../../shared/incident/fields.ts'
import { swedishDay } from '../../../shared/time/dates.ts'
import type { Db } from '../db/database.ts'
import { FEEDBACK, TAG_KEYS } from './where.ts'

/** What the register shows of a case, but for the heading it stands under. */
export type PlainRow = Omit<IncidentRow, 'group'>

type Listed = Omit<
  PlainRow,
  TagField | 'isChild' | 'frailElderly' | 'guaranteePassed' | 'incomplete' | 'reported'
> & {
  isChild: number | null
  frailElderly: number | null
  guaranteePassed: number | null
  incomplete: number
  reportedAt: string
}

const SELECT = `SELECT i.id, i.arendenr, i.sort_date AS date, i.event_text AS eventText, i.title, i.unit_id AS unitId,
    u.name AS unitName, f.name AS forvaltningName, i.arendetyp, i.handelsetyp, i.status, i.harm,
    i.potential_harm AS potentialHarm, i.risk_score AS riskScore, i.risk_level AS riskLevel, i.origin,
    i.reported_at AS reportedAt, i.closed_date AS closedDate, i.undertyp, i.skadetyp, i.ncc_merp AS nccMerp,
    i.reported_actual_severity AS severity, i.vardtyp, i.vardprocess, i.reporter_role AS reporterRole,
    i.medical_area AS medicalArea, i.samverkan, i.is_child AS isChild, i.frail_elderly AS frailElderly,
    i.fast_vardkontakt AS fastVardkontakt, i.vardplan, i.waiting_kind AS waitingKind, i.waiting_days AS waitingDays,
    i.guarantee_passed AS guaranteePassed, i.incomplete, i.assigned_to AS assignedTo, a.name AS assigneeName,
    ${FEEDBACK} AS feedback
  FROM incident i JOIN unit u ON u.id = i.unit_id JOIN unit f ON f.id = i.forvaltning_id
    LEFT JOIN account a ON a.id = i.assigned_to
  WHERE i.id IN (SELECT value FROM json_each(?))`

/** The rows of these ids, in their order; an id that is gone is left out. */
export function fetchRows(db: Db, ids: readonly number[]): PlainRow[] {
  const wanted = JSON.stringify(ids)
  const rows = new Map(db.all<Listed>(SELECT, [wanted]).map((row) => [row.id, row]))
  const tags = tagsOf(db, wanted)
  return ids.flatMap((id) => {
    const row = rows.get(id)
    return row ? [toRow(row, tags.get(id))] : []
  })
}

type Tags = Readonly<Record<TagField, string[]>>

function tagsOf(db: Db, ids: string): Map<number, Tags> {
  const found = new Map<number, Tags>()
  for (const { id, list, code } of db.all<{ id: number; list: string; code: string }>(
    'SELECT incident_id AS id, list, code FROM incident_tag WHERE incident_id IN (SELECT value FROM json_each(?))',
    [ids],
  )) {
    const tags = found.get(id) ?? { agens: [], strategiomraden: [], kvalitetsregister: [] }
    found.set(id, tags)
    const field = TAG_KEYS.find((key) => TAG_FIELDS[key] === list)
    if (field) tags[field].push(code)
  }
  return found
}

function toRow(row: Listed, tags: Tags | undefined): PlainRow {
  const { reportedAt, isChild, frailElderly, guaranteePassed, incomplete, ...rest } = row
  return {
    ...rest,
    reported: swedishDay(new Date(reportedAt)),
    isChild: flag(isChild),
    frailElderly: flag(frailElderly),
    guaranteePassed: flag(guaranteePassed),
    incomplete: incomplete === 1,
    agens: tags?.agens ?? [],
    strategiomraden: tags?.strategiomraden ?? [],
    kvalitetsregister: tags?.kvalitetsregister ?? [],
  }
}

function flag(value: number | null): boolean | null {
  return value === null ? null : value === 1
}
