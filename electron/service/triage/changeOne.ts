import { scopeHolds } from '../../../shared/account/grants.ts'
import type { CodeEntry } from '../../../shared/code/names.ts'
import { STATUSAR } from '../../../shared/incident/codes.ts'
import { isClosed } from '../../../shared/incident/status.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import type { BulkChange, Classification } from '../../../shared/triage/contract.ts'
import { swedishDay } from '../../../shared/time/dates.ts'
import { assertCodes, entriesOf, type CodeClaim } from '../code/codes.ts'
import type { Context } from '../kernel/context.ts'
import { mayRead } from '../kernel/scope.ts'
import { writableIncident } from '../incident/reach.ts'
import { writeChanges, type Changes, type StoredIncident } from '../incident/stored.ts'
import { caseHandler } from './caseHandlers.ts'

/** One case's part of a change of many: an audited change of its own, so that its history and undo are its own. */

export type Fate =
  | { readonly kind: 'changed' }
  | { readonly kind: 'unchanged' }
  | {
      readonly kind: 'refused'
      readonly arendenr: string | null
      readonly reason: string
      readonly code: string
    }

export type ChangeOne = (id: number, version: number | null) => Fate

interface Plan {
  readonly action: 'triage.assign' | 'triage.classify'
  /** The new values, or why this case cannot have them. */
  readonly changesFor: (stored: StoredIncident) => Changes | string
  /** What the log tells besides, from the case as it was. */
  readonly words: (assignedTo: string | null) => { before: Changed; after: Changed }
}
type Changed = Readonly<Record<string, unknown>>

/** Prepares a change: what is the same for all cases is looked up and checked once. */
export function changeOne(
  context: Context,
  change: BulkChange & { readonly suggested?: boolean },
  batch: string,
): ChangeOne {
  const plan = change.kind === 'assign' ? assignment(context, change.to) : classifying(context, change)
  return (id, version) => {
    try {
      return apply(context, plan, batch, id, version)
    } catch (error) {
      if (!(error instanceof LardomError)) throw error
      return { kind: 'refused', arendenr: numberOf(context, id), reason: error.message, code: error.code }
    }
  }
}

function apply(context: Context, plan: Plan, batch: string, id: number, version: number | null): Fate {
  const { db } = context
  const stored = writableIncident(context, id)
  if (isClosed(stored.status))
    return refused(stored, `Ärendet är stängt (${STATUSAR[stored.status].toLocaleLowerCase('sv')}).`)
  const own = ownValues(context, id)
  const wanted = plan.changesFor(stored)
  if (typeof wanted === 'string') return refused(stored, wanted)
  const values: Readonly<Record<string, unknown>> = { ...stored.fields, ...own }
  const before: Changes = {}
  const after: Changes = {}
  for (const [name, value] of Object.entries(wanted)) {
    const old = values[name] ?? null
    if (isSame(old, value)) continue
    Object.assign(before, { [name]: old })
    Object.assign(after, { [name]: value })
  }
  if (Object.keys(after).length === 0) return { kind: 'unchanged' }
  if (plan.action === 'triage.assign') {
    before.assignedAt = own.assignedAt
    after.assignedAt = wanted.assignedTo === null ? null : context.now().toISOString()
  }
  const next = writeChanges(db, id, version ?? stored.version, after)
  const words = plan.words(own.assignedTo)
  context.audit({
    action: plan.action,
    entity: 'incident',
    entityId: id,
    before: { ...before, ...words.before },
    after: { ...after, ...words.after, bulk: batch, version: next },
  })
  return { kind: 'changed' }
}

function refused(stored: StoredIncident, reason: string): Fate {
  return { kind: 'refused', arendenr: stored.arendenr, reason, code: 'RULE' }
}

/** The number of a case that cannot be changed, if the caller may read it. */
function numberOf(context: Context, id: number): string | null {
  const row = context.db.get<{ arendenr: string; forvaltning_id: number }>(
    'SELECT arendenr, forvaltning_id FROM incident WHERE id = ?',
    [id],
  )
  return row && mayRead(context, row.forvaltning_id) ? row.arendenr : null
}

function assignment({ db }: Context, to: string | null): Plan {
  const handler = to === null ? null : caseHandler(db, to)
  if (to !== null && handler === null) {
    throw new LardomError(
      'INPUT_INVALID',
      { detail: 'Välj någon som får handlägga händelser.' },
      { field: 'to' },
    )
  }
  const nameOf = (id: string | null) =>
    id === null ? null : (db.value<string>('SELECT name FROM account WHERE id = ?', [id]) ?? null)
  return {
    action: 'triage.assign',
    changesFor: (stored) =>
      handler !== null && !scopeHolds(handler.scope, stored.forvaltningId)
        ? `${handler.name} får inte handlägga händelser i den förvaltningen.`
        : { assignedTo: to },
    words: (assignedTo) => ({
      before: { handlerName: nameOf(assignedTo) },
      after: { handlerName: handler?.name ?? null },
    }),
  }
}

function classifying(
  { db, now }: Context,
  { set, suggested = false }: { set: Classification; suggested?: boolean },
): Plan {
  const types = new Map(entriesOf(db, 'handelsetyp').map((entry) => [entry.code, entry]))
  assertCodes(db, claimsOf(set), swedishDay(now()))
  if (set.handelsetyp !== undefined && types.get(set.handelsetyp)?.parent !== null) {
    throw new LardomError(
      'INPUT_INVALID',
      { detail: 'Välj händelsetypen först, och undertypen för sig.' },
      { field: 'handelsetyp' },
    )
  }
  return {
    action: 'triage.classify',
    changesFor: (stored) => classified(stored, set, types, suggested),
    words: () => ({ before: {}, after: suggested ? { suggested: true } : {} }),
  }
}

function claimsOf(set: Classification): CodeClaim[] {
  const single = [
    { list: 'handelsetyp', field: 'handelsetyp', code: set.handelsetyp },
    { list: 'handelsetyp', field: 'undertyp', code: set.undertyp },
    { list: 'skadetyp', field: 'skadetyp', code: set.skadetyp },
    { list: 'vardform', field: 'vardtyp', code: set.vardtyp },
    { list: 'medicinskt_omrade', field: 'medicalArea', code: set.medicalArea },
  ] as const
  const several = [...(set.strategiomraden ?? []), ...(set.addStrategiomraden ?? [])]
  return [
    ...single.flatMap(({ list, field, code }) =>
      code === undefined || code === null ? [] : [{ list, field, code }],
    ),
    ...several.map((code) => ({ list: 'strategiomrade', field: 'strategiomraden', code }) as const),
  ]
}

function classified(
  stored: StoredIncident,
  set: Classification,
  types: ReadonlyMap<string, CodeEntry>,
  suggested: boolean,
): Changes | string {
  const { handelsetyp, undertyp, addStrategiomraden, strategiomraden, ...rest } = set
  const changes: Changes = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined))
  const type = handelsetyp ?? stored.fields.handelsetyp
  if (handelsetyp !== undefined) {
    changes.handelsetyp = handelsetyp
    if (handelsetyp !== stored.fields.handelsetyp) changes.suggestedType = suggested ? handelsetyp : null
  }
  if (undertyp !== undefined && undertyp !== null && types.get(undertyp)?.parent !== type) {
    return `Undertypen ${types.get(undertyp)?.label ?? undertyp} hör inte till ärendets händelsetyp, ${types.get(type)?.label ?? type}.`
  }
  if (undertyp !== undefined) changes.undertyp = undertyp
  else if (stored.fields.undertyp !== null && types.get(stored.fields.undertyp)?.parent !== type)
    changes.undertyp = null
  if (strategiomraden !== undefined || addStrategiomraden !== undefined) {
    changes.strategiomraden = [
      ...new Set([...(strategiomraden ?? stored.fields.strategiomraden), ...(addStrategiomraden ?? [])]),
    ]
  }
  return changes
}

/** What the triage room keeps of a case, under the names that a change writes. */
type OwnValues = { assignedTo: string | null; assignedAt: string | null; suggestedType: string | null }

function ownValues({ db }: Context, id: number): OwnValues & Record<string, string | null> {
  const row = db.get<OwnValues>(
    `SELECT assigned_to AS assignedTo, assigned_at AS assignedAt, suggested_type AS suggestedType
     FROM incident WHERE id = ?`,
    [id],
  )
  return row ? { ...row } : { assignedTo: null, assignedAt: null, suggestedType: null }
}

/** Tags are sets: their order says nothing. */
function isSame(a: unknown, b: unknown): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return a === b
  return a.length === b.length && a.every((code) => b.includes(code))
}
