import type { Db } from '../db/database.ts'
import type { Context } from '../kernel/context.ts'
import { readableIncident } from '../incident/reach.ts'
import { readableForvaltningar } from '../kernel/scope.ts'

/** What a question about likeness is about: a stored case, or what somebody is writing. */
export type About =
  | { readonly incidentId: number }
  | { readonly text: string; readonly excludeId?: number | undefined }

export function askedOf(
  context: Pick<Context, 'db' | 'scope'>,
  about: About,
): { text: string; excludeId: number | null } {
  if (!('incidentId' in about)) return { text: about.text, excludeId: about.excludeId ?? null }
  // Not its measures or its place: what happened.
  const { title, description, consequence } = readableIncident(context, about.incidentId).fields
  return { text: [title, description, consequence].join('\n'), excludeId: about.incidentId }
}

export interface Candidate {
  readonly id: number
  readonly handelsetyp: string
  readonly status: string
  readonly suggested_type: string | null
}

/** Looks candidates up as they are asked for, within what the caller may read. */
export function candidateReader(context: Pick<Context, 'db' | 'scope'>, excludeId: number | null) {
  const readable = readableForvaltningar(context)
  const read = new Map<number, Candidate>()
  return {
    read,
    lookUp(ids: readonly number[]): Candidate[] {
      const rows = lookUp(context.db, ids, readable).filter(({ id }) => id !== excludeId)
      for (const row of rows) read.set(row.id, row)
      return rows
    },
  }
}

function lookUp(db: Db, ids: readonly number[], readable: readonly number[] | null): Candidate[] {
  const within = readable === null ? '' : ' AND forvaltning_id IN (SELECT value FROM json_each(@readable))'
  return db.all<Candidate>(
    `SELECT id, handelsetyp, status, suggested_type FROM incident
     WHERE id IN (SELECT value FROM json_each(@ids))${within}`,
    {
      ids: JSON.stringify(ids),
      ...(readable === null ? {} : { readable: JSON.stringify(readable) }),
    },
  )
}
