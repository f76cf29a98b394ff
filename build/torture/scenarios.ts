import { runInput } from '../../electron/service/testing/importFile.ts'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { EMPTY_FIELDS, type IncidentFields } from '../../shared/incident/fields.ts'
import { NO_HARM } from './ledger.ts'
import { newWord } from './newWord.ts'
import { cases, type Caller } from './seed.ts'
import type { ServiceChild } from './serviceChild.ts'

/** Of the seed's two, the one that is not closed. */
const OPEN_ANALYSIS = 2

/** One thing a person does, made anew for every try. */
export interface Scenario {
  readonly name: string
  /** Rows it leaves in the log. */
  readonly audits: number
  /** A command has a receipt; a job has not. */
  readonly receipt: boolean
  /** For what only shows in the draft: what it says when it is done. */
  readonly applied?: (input: object) => unknown
  /** Steps at which it is tried, where there is a limit of its own. */
  readonly most?: number
  readonly prepare: (child: ServiceChild) => Promise<Prepared>
}

interface Prepared {
  readonly procedure: string
  readonly input: object
  /** A file outside the workspace that it writes. */
  readonly target?: string
}

const command = (name: string, prepare: (child: ServiceChild) => Promise<object>): Scenario => ({
  name,
  audits: 1,
  receipt: true,
  prepare: async (child) => ({ procedure: name, input: await prepare(child) }),
})

/** The commands of the list, and the draft. */
export function scenarios(): Scenario[] {
  return [
    command('incident.register', async (child) => ({ fields: await newFields(child) })),
    command('incident.update', async (child) => ({
      ...(await standing(child, 1)),
      fields: { ...(await newFields(child)), patientInvolved: true },
    })),
    command('incident.assess', async (child) => ({
      ...(await standing(child, 5)),
      answers: NO_HARM,
      investigationLevel: 'enkel',
      motivation: `Bedömd ${newWord()}`,
    })),
    command('incident.undo', async (child) => {
      const fields = await newFields(child)
      const changed = await child.call('incident.update', { ...(await standing(child, 6)), fields })
      return changed
    }),
    command('analysis.save-causes', async (child) => {
      const { content } = await child.call('analysis.get', { id: OPEN_ANALYSIS })
      return {
        id: OPEN_ANALYSIS,
        expectedVersion: content.version,
        rows: [
          ...content.causes.slice(0, 3),
          {
            id: null,
            delhandelseId: null,
            text: `Orsak ${newWord()}`,
            area: 'KI',
            subcategory: '',
            noActionReason: '',
          },
        ],
      }
    }),
    {
      name: 'account.draft-save',
      audits: 0,
      receipt: false,
      applied: (input) => ('body' in input ? input.body : undefined),
      prepare: () =>
        Promise.resolve({
          procedure: 'account.draft-save',
          input: { key: 'handelse/ny', body: `Utkast ${newWord()} ${'ord '.repeat(2000)}` },
        }),
    },
  ]
}

const job = (name: string, audits: number, prepare: () => Prepared): Scenario => ({
  name,
  audits,
  receipt: false,
  prepare: () => Promise.resolve(prepare()),
})

/** What writes in a way of its own: files, accounts, copies, content. */
export function jobs(folder: string): Scenario[] {
  const file = (name: string) => join(folder, name)
  let turn = 0
  return [
    job('annual-report.write', 1, () => ({
      procedure: 'annual-report.write',
      input: { unitCode: 'SU', year: 2025, format: 'docx', path: file('berättelse.docx') },
      target: file('berättelse.docx'),
    })),
    job('attachment.add-bytes', 1, () => ({
      procedure: 'attachment.add-bytes',
      input: {
        // One case takes fifty at most.
        owner: { incidentId: 3 + (turn++ % 10) },
        name: 'anteckning.txt',
        bytes: new Uint8Array(Buffer.from(`Anteckning ${newWord()} ${'ord '.repeat(5000)}`)),
      },
    })),
    job('patient.set', 1, () => ({
      procedure: 'patient.set',
      input: { incidentId: 2, number: '19121212-1212', purpose: 'journal', replace: true },
    })),
    {
      ...job('account.add', 1, () => ({
        procedure: 'account.add',
        input: { name: `Konto ${newWord()}`, title: '', grants: [{ role: 'lasare', forvaltningId: null }] },
      })),
      // A workspace has at most a hundred accounts.
      most: 20,
    },
    job('backup.make', 1, () => ({ procedure: 'backup.make', input: {} })),
    job('transfer.run', 1, () => {
      writeFileSync(file('fall.csv'), cases(20))
      return { procedure: 'transfer.run', input: runInput(file('fall.csv'), 'avvikelser') }
    }),
  ]
}

/** A new case where the seed's first one is. */
export async function newFields(child: Caller): Promise<IncidentFields> {
  const { fields } = await child.call('incident.get', { id: 1 })
  return fieldsAt(fields.unitId)
}

export function fieldsAt(unitId: number): IncidentFields {
  return {
    ...EMPTY_FIELDS,
    arendetyp: 'negativ_handelse',
    handelsetyp: 'fall',
    unitId,
    title: `Prov ${newWord()}`,
    description: 'Patienten gled på ett vått golv. '.repeat(100).trim(),
    eventDate: '2026-01-10',
  }
}

async function standing(child: ServiceChild, id: number): Promise<{ id: number; version: number }> {
  const { version } = await child.call('incident.get', { id })
  return { id, version }
}
