import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { ROLES } from '../../../shared/account/roles.ts'
import type {
  AddOutcome,
  Attachment,
  AttachmentList,
  AttachmentOwner,
} from '../../../shared/attachment/contract.ts'
import { insertAnalysis } from '../analysis/repository.ts'
import { closeWithoutFaults, insertTestIncident } from '../analysis/testIncident.ts'
import { openTestWorkspace, type TestWorkspace } from '../testing/testWorkspace.ts'

/** A workspace for the tests of attachments, and before each a new case at SU with an analysis. */
export interface AttachmentCase {
  workspace: TestWorkspace
  /** A folder for the person's own files. */
  files: string
  incident: { incidentId: number }
  analysis: { analysisId: number }
  put(name: string, content: string | Buffer): string
  add(paths: string[], confirmed?: string[]): Promise<AddOutcome[]>
  addBytes(name: string, content: string | Buffer, owner?: AttachmentOwner): Promise<AddOutcome>
  /** The same, for a file that is taken. */
  added(name: string, content: string | Buffer, owner?: AttachmentOwner): Promise<Attachment>
  list(owner?: AttachmentOwner): Promise<AttachmentList>
  /** 'ok', or the code of the error. */
  code(procedure: string, input: unknown): Promise<string>
  /** What the log says was done with it. */
  trace(id: number): string[]
  tempFolder(): string
}

export function attachmentCase(): AttachmentCase {
  let temps = 0
  const here: AttachmentCase = {
    // Opened below, before the first test.
    workspace: undefined as unknown as TestWorkspace,
    files: '',
    incident: { incidentId: 0 },
    analysis: { analysisId: 0 },
    put: (name, content) => {
      const path = join(here.files, name)
      rmSync(path, { recursive: true, force: true })
      writeFileSync(path, content)
      return path
    },
    add: (paths, confirmed = []) =>
      here.workspace.call('attachment.add', { owner: here.incident, paths, confirmed }),
    addBytes: (name, content, owner = here.incident) =>
      here.workspace.call('attachment.add-bytes', {
        owner,
        name,
        bytes: new Uint8Array(Buffer.from(content)),
      }),
    added: async (name, content, owner) => {
      const outcome = await here.addBytes(name, content, owner)
      if (outcome.kind !== 'added') throw new Error(JSON.stringify(outcome))
      return outcome.attachment
    },
    list: (owner = here.incident) => here.workspace.call('attachment.list', owner),
    code: async (procedure, input) => {
      const result = await here.workspace.callRaw(procedure, input)
      return result.ok ? 'ok' : result.error.code
    },
    trace: (id) =>
      here.workspace
        .db()
        .all<{ action: string }>(
          "SELECT action FROM audit_log WHERE entity = 'attachment' AND entity_id = ? ORDER BY seq",
          [String(id)],
        )
        .map(({ action }) => action),
    tempFolder: () => {
      const folder = join(here.files, `temp-${temps++}`)
      mkdirSync(folder, { mode: 0o700 })
      return folder
    },
  }
  beforeAll(async () => {
    here.workspace = await openTestWorkspace()
    here.files = join(here.workspace.folder, 'filer')
    mkdirSync(here.files)
  })
  afterAll(() => closeWithoutFaults(here.workspace))
  beforeEach(() => {
    here.workspace.actAs(...ROLES)
    const { id, forvaltningId } = insertTestIncident(here.workspace.db())
    here.incident = { incidentId: id }
    const started = insertAnalysis(here.workspace.db(), {
      incidentId: id,
      forvaltningId,
      title: 'Fel dos',
      startedDate: '2026-01-12',
      isExample: false,
    })
    here.analysis = { analysisId: started.id }
  })
  return here
}
