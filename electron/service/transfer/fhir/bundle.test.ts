import { readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import { Ajv } from 'ajv'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { ARENDETYPER, STATUSAR, codesOf } from '../../../../shared/incident/codes.ts'
import { maskPersonnummer } from '../../../../shared/text/personnummer.ts'
import { insertIncident } from '../../incident/repository.ts'
import { rowNumber } from '../../incident/testFields.ts'
import { findOwnUnitByCode } from '../../organisation/repository.ts'
import { openTestWorkspace, type TestWorkspace } from '../../testing/testWorkspace.ts'
import { bundleText } from './bundle.ts'

/** HL7's own: see the $comment of each file. */
const testdata = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../testdata/fhir/${name}`, import.meta.url), 'utf8'))
const structure = z
  .object({
    elements: z.array(
      z.object({ path: z.string(), min: z.number(), max: z.string(), types: z.array(z.string()) }),
    ),
  })
  .parse(testdata('adverse-event.structure.json'))
// unicodeRegExp: one of HL7's patterns has a bracket too many, which only the older syntax takes.
const isBundle = new Ajv({
  strict: false,
  allErrors: true,
  validateFormats: false,
  unicodeRegExp: false,
}).compile(
  z.record(z.string(), z.unknown()).parse({
    ...z.record(z.string(), z.unknown()).parse(testdata('fhir-r5-bundle.schema.json')),
    $schema: undefined,
  }),
)
const entries = z.object({
  entry: z.array(z.object({ fullUrl: z.string(), resource: z.record(z.string(), z.unknown()) })),
})

let workspace: TestWorkspace
let unitId: number
beforeAll(async () => {
  workspace = await openTestWorkspace()
  unitId = findOwnUnitByCode(workspace.db(), 'SU')?.id ?? 0
})
afterAll(() => workspace.close())

async function exported(ids: readonly number[]): Promise<unknown> {
  let text = ''
  const pieces = bundleText(
    {
      db: workspace.db(),
      now: () => new Date('2026-02-01T11:00:00Z'),
      workspace: { uid: '3f2504e0-4f89-41d3-9a0c-0305e82c3301' },
    },
    Readable.from(ids),
    (text) => maskPersonnummer(text),
  )
  for await (const piece of pieces) text += piece
  return JSON.parse(text)
}

/** What HL7's structure asks of every element and has not got here: its path and how many there are. */
function cardinalityFaults(resource: Record<string, unknown>): string[] {
  const faults: string[] = []
  const look = (node: Record<string, unknown>, path: string) => {
    const below = structure.elements.filter(
      ({ path: each }) => each.startsWith(`${path}.`) && !each.slice(path.length + 1).includes('.'),
    )
    for (const element of below) {
      const name = element.path.slice(path.length + 1).replace('[x]', '')
      const values = Object.keys(node)
        .filter((key) => (element.path.endsWith('[x]') ? key.startsWith(name) : key === name))
        .flatMap((key) => (Array.isArray(node[key]) ? node[key] : [node[key]]))
      if (values.length < element.min) faults.push(`${element.path} saknas`)
      if (element.max !== '*' && values.length > Number(element.max)) faults.push(`${element.path} för många`)
      for (const value of values) {
        if (element.types.includes('BackboneElement'))
          look(z.record(z.string(), z.unknown()).parse(value), element.path)
      }
    }
  }
  look(resource, 'AdverseEvent')
  return faults
}

describe('a FHIR R5 bundle of cases', () => {
  it('is told wrong by HL7’s schema and structure when it is', async () => {
    const id = insertIncident(workspace.db(), rowNumber(1, unitId))
    const good = entries.parse(await exported([id]))
    expect(isBundle({ ...((await exported([id])) as object), type: 7 })).toBe(false)
    const event = good.entry[0]?.resource ?? {}
    expect(cardinalityFaults(event)).toEqual([])
    const { status: _status, ...without } = event
    expect(cardinalityFaults(without)).toEqual(['AdverseEvent.status saknas'])
    expect(
      isBundle({
        resourceType: 'Bundle',
        type: 'collection',
        entry: [{ resource: { ...event, handelse: 1 } }],
      }),
    ).toBe(false)
  })

  it('agrees with HL7’s schema and structure whatever a case holds', async () => {
    const text = fc.constantFrom('', 'Fel dos gavs.', 'Å, ä och ö – "citat" \\ snedstreck')
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          arendetyp: fc.constantFrom(...codesOf(ARENDETYPER)),
          status: fc.constantFrom(...codesOf(STATUSAR)),
          harm: fc.constantFrom('ej_bedomd', 'ingen_skada', 'vardskada', 'allvarlig_vardskada'),
          eventDate: fc.constantFrom(null, '2025-06-01', '2026-03-29'),
          eventTime: fc.constantFrom(null, '02:30', '14:05'),
          discoveredDate: fc.constantFrom(null, '2025-06-02'),
          patientInvolved: fc.boolean(),
          patientAge: fc.constantFrom(null, 0, 93),
          patientSex: fc.constantFrom(null, 'kvinna', 'man', 'okant'),
          reporterRole: fc.constantFrom(null, 'lakare', 'egen_roll'),
          undertyp: fc.constantFrom(null, 'lakemedel.ordination'),
          skadetyp: fc.constantFrom(null, 'vri.sepsis'),
          nccMerp: fc.constantFrom(null, 'E', 'I'),
          agens: fc.subarray(['lakemedel', 'it']),
          medicineName: text,
          deviceName: text,
          causesText: text,
          measuresText: text,
          immediateAction: text,
          consequence: text,
        }),
        async (fields) => {
          const db = workspace.db()
          const number = Math.floor(
            (db.value<number>('SELECT coalesce(max(id), 0) FROM incident') ?? 0) + 100,
          )
          const id = insertIncident(db, rowNumber(number, unitId, fields))
          const bundle = await exported([id])
          expect(isBundle(bundle) ? [] : isBundle.errors).toEqual([])
          const events = entries
            .parse(bundle)
            .entry.filter(({ resource }) => resource['resourceType'] === 'AdverseEvent')
          expect(events.flatMap(({ resource }) => cardinalityFaults(resource))).toEqual([])
        },
      ),
      { numRuns: 60 },
    )
  })

  it('names in it are found in it, and nobody is named', async () => {
    const db = workspace.db()
    const id = insertIncident(
      db,
      rowNumber(90_001, unitId, {
        title: 'Samtal om 19121212-1212 på avdelningen',
        patientAge: 71,
        patientSex: 'man',
      }),
    )
    const bundle = await exported([id])
    const { entry } = entries.parse(bundle)
    const urls = new Set(entry.map(({ fullUrl }) => fullUrl))
    const referred = [...JSON.stringify(bundle).matchAll(/"reference":"(urn:[^"]+)"/g)].map(
      ([, url]) => url ?? '',
    )
    expect(referred.length).toBeGreaterThan(1)
    expect(referred.filter((url) => !urls.has(url))).toEqual([])
    expect(JSON.stringify(bundle)).not.toContain('1212-1212')
    expect(JSON.stringify(bundle)).toContain('[personnummer borttaget]')
    expect(entry[0]?.resource).not.toHaveProperty('contained.0.name')
  })

  it('has the same ids in the next export', async () => {
    const id = insertIncident(workspace.db(), rowNumber(90_002, unitId))
    const idsOf = async () => entries.parse(await exported([id])).entry.map(({ fullUrl }) => fullUrl)
    expect(await idsOf()).toEqual(await idsOf())
  })
})
