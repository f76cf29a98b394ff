import { createHash } from 'node:crypto'
import type { CodeListName } from '../../../../shared/code/names.ts'
import { ARENDETYPER, SKADOR, type CodeList } from '../../../../shared/incident/codes.ts'
import { adverseEvent, type FhirList, type FhirWords } from '../../../../shared/transfer/fhir/adverseEvent.ts'
import { entriesOf } from '../../code/codes.ts'
import type { Db } from '../../db/database.ts'
import { readIncident } from '../../incident/stored.ts'
import type { Context } from '../../kernel/context.ts'

const CONSTANT: Readonly<Partial<Record<FhirList, CodeList>>> = { arendetyp: ARENDETYPER, skada: SKADOR }

/**
 * The cases as a FHIR R5 Bundle (a collection of AdverseEvent with the Location and Organization that they name),
 * as pieces of JSON text in order: a large export is never held whole. What `mask` takes out of a text is not exported.
 */
export async function* bundleText(
  context: Pick<Context, 'db' | 'now'> & { readonly workspace: { uid: string } },
  ids: AsyncIterable<number>,
  mask: (text: string) => string,
): AsyncGenerator<string> {
  const { db, now } = context
  const words = { ...wordsOf(db, context.workspace.uid), mask }
  const bundle = {
    resourceType: 'Bundle',
    id: uuidOf(context.workspace.uid, `bundle ${now().toISOString()}`),
    type: 'collection',
    timestamp: now().toISOString(),
  }
  yield `${JSON.stringify(bundle).slice(0, -1)},"entry":[`
  const units = new Set<number>()
  let first = true
  const entry = (resource: Record<string, unknown>, url: string) => {
    const text = `${first ? '' : ','}\n${JSON.stringify({ fullUrl: url, resource })}`
    first = false
    return text
  }
  for await (const id of ids) {
    const incident = readIncident(db, id)
    units.add(incident.fields.unitId)
    const resourceId = uuidOf(words.workspaceUid, `incident ${id}`)
    const event = adverseEvent(
      { incident, causes: causesOf(db, id), actions: actionsOf(db, id), resourceId },
      words,
    )
    yield entry({ ...event }, `urn:uuid:${resourceId}`)
  }
  for (const { resource, url } of placesOf(db, words, units)) yield entry(resource, url)
  yield '\n]}\n'
}

function wordsOf(db: Db, workspaceUid: string): Omit<FhirWords, 'mask'> {
  const lists = new Map<FhirList, ReadonlyMap<string, { label: string; icps: string }>>()
  const listOf = (list: FhirList) => {
    const known = lists.get(list)
    if (known) return known
    const constant = CONSTANT[list]
    const entries = constant
      ? Object.entries(constant).map(([code, label]) => [code, { label, icps: '' }] as const)
      : // What is not a constant is a list of the workspace, under the same name.
        entriesOf(db, list as CodeListName).map(({ code, label, icps }) => [code, { label, icps }] as const)
    const made = new Map(entries)
    lists.set(list, made)
    return made
  }
  return {
    workspaceUid,
    coded: (list, code) => listOf(list).get(code) ?? { label: code, icps: '' },
    locationUrl: (unitId) => `urn:uuid:${uuidOf(workspaceUid, `location ${unitId}`)}`,
  }
}

interface Place {
  id: number
  name: string
  hsa_id: string | null
  forvaltning_id: number | null
  forvaltning: string | null
}

function placesOf(
  db: Db,
  { workspaceUid, locationUrl }: Pick<FhirWords, 'workspaceUid' | 'locationUrl'>,
  units: ReadonlySet<number>,
): { resource: Record<string, unknown>; url: string }[] {
  const rows = db.all<Place>(
    `SELECT u.id, u.name, u.hsa_id, u.forvaltning_id, f.name AS forvaltning FROM unit u
     LEFT JOIN unit f ON f.id = u.forvaltning_id WHERE u.id IN (SELECT value FROM json_each(?)) ORDER BY u.id`,
    [JSON.stringify([...units])],
  )
  const organisationId = (id: number) => uuidOf(workspaceUid, `organization ${id}`)
  const owners = new Map(rows.map((row) => [row.forvaltning_id, row.forvaltning]))
  return [
    ...rows.map((row) => ({
      url: locationUrl(row.id),
      resource: {
        resourceType: 'Location',
        id: locationUrl(row.id).slice('urn:uuid:'.length),
        name: row.name,
        ...(row.hsa_id === null
          ? {}
          : { identifier: [{ system: 'urn:oid:1.2.752.29.4.19', value: row.hsa_id }] }),
        ...(row.forvaltning_id === null
          ? {}
          : { managingOrganization: { reference: `urn:uuid:${organisationId(row.forvaltning_id)}` } }),
      },
    })),
    ...[...owners].flatMap(([id, name]) =>
      id === null || name === null
        ? []
        : [
            {
              url: `urn:uuid:${organisationId(id)}`,
              resource: { resourceType: 'Organization', id: organisationId(id), name },
            },
          ],
    ),
  ]
}

function causesOf(db: Db, incidentId: number): string[] {
  return db
    .all<{ text: string }>(
      `SELECT c.text FROM cause c JOIN analysis a ON a.id = c.analysis_id WHERE a.incident_id = ?
       ORDER BY a.id, c.position`,
      [incidentId],
    )
    .map(({ text }) => text)
}

/** Åtgärder that somebody has decided to carry out. */
function actionsOf(db: Db, incidentId: number): string[] {
  return db
    .all<{ text: string }>(
      "SELECT text FROM action WHERE incident_id = ? AND decision = 'genomfors' ORDER BY position, id",
      [incidentId],
    )
    .map(({ text }) => text)
}

/** The same thing has the same id in every export: a UUID made from the workspace's id (RFC 9562, version 8). */
function uuidOf(workspaceUid: string, name: string): string {
  const hex = createHash('sha256').update(`${workspaceUid}\n${name}`).digest('hex')
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
