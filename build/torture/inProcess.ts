import { randomUUID } from 'node:crypto'
import type { Input, Output, ProcedureName } from '../../shared/contract.ts'
import { LardomError } from '../../shared/rpc/error.ts'
import type { CallResult, ServiceEvent } from '../../shared/rpc/wire.ts'
import type { Db } from '../../electron/service/db/database.ts'
import { fileThread } from '../../electron/service/backup/fileThread.ts'
import type { PdfPrinter, ServiceState } from '../../electron/service/kernel/context.ts'
import { SERVICE_SOURCE } from './serviceChild.ts'
import { createService, type Service } from '../../electron/service/service.ts'

export const PASSPHRASE = 'fyra små ord om havet'
export const PERSON = 'Prov Chefläkare'

/** A real service in this very process, for what needs to look behind the procedures. */
export interface InProcess {
  readonly service: Service
  readonly state: ServiceState
  readonly events: ServiceEvent[]
  /** Unexpected errors: whatever became INTERNAL. */
  readonly unexpected: { procedure: string; error: unknown }[]
  readonly db: () => Db
  call<Name extends ProcedureName>(procedure: Name, input: Input<Name>): Promise<Output<Name>>
  raw(
    procedure: string,
    input: unknown,
    options?: { caller?: 'window' | 'host'; commandId?: string; id?: string },
  ): Promise<CallResult>
  close(): void
}

export function startInProcess(options: { now?: () => Date } = {}): InProcess {
  const events: ServiceEvent[] = []
  const unexpected: InProcess['unexpected'] = []
  let state: ServiceState | undefined
  const service = createService({
    appVersion: '0.0.0-prov',
    pdfPrinter: noPrinter,
    fileThread: fileThread(SERVICE_SOURCE),
    ...options,
    onEvent: (event) => {
      if (event.name !== 'progress') events.push(event)
    },
    log: (_ref, procedure, error) => unexpected.push({ procedure, error }),
    checkOutput: true,
    onState: (made) => {
      state = made
    },
  })
  if (!state) throw new Error('the service has not started')
  const behind = state
  const raw: InProcess['raw'] = (procedure, input, extra = {}) =>
    service.call({
      type: 'call',
      id: extra.id ?? randomUUID(),
      procedure,
      input,
      caller: extra.caller ?? 'host',
      ...(extra.commandId === undefined ? {} : { commandId: extra.commandId }),
    })
  return {
    service,
    state: behind,
    events,
    unexpected,
    db: () => {
      const db = behind.workspace?.file.db
      if (!db) throw new Error('no workspace is open')
      return db
    },
    raw,
    call: async (procedure, input) => {
      const result = await raw(procedure, input)
      if (!result.ok) throw LardomError.fromValue(result.error)
      // checkOutput: the router has just parsed it by the contract.
      return result.data as Output<typeof procedure>
    },
    close: () => service.close(),
  }
}

/** The open workspace's key, as a copy that a lock does not wipe. */
export function dataKeyOf(running: InProcess): Buffer {
  const file = running.state.workspace?.file
  if (!file) throw new Error('no workspace is open')
  return Buffer.from(file.dataKey)
}

export interface MadeWorkspace {
  readonly path: string
  readonly dataKey: Buffer
  readonly recoveryKey: string
}

/** A new workspace, locked again. */
export async function makeWorkspace(path: string): Promise<MadeWorkspace> {
  const running = startInProcess()
  try {
    const { recoveryKey } = await running.call('account.create', {
      path,
      name: 'Provarbetsyta',
      accountName: PERSON,
      passphrase: PASSPHRASE,
    })
    return { path, recoveryKey, dataKey: dataKeyOf(running) }
  } finally {
    running.close()
  }
}

/** Documents are written as Word and HTML; a PDF needs a program that is not what is tried here. */
const noPrinter: PdfPrinter = {
  describe: () => Promise.resolve('ingen skrivare'),
  print: () => Promise.reject(new LardomError('PRINTER_MISSING', { detail: 'provet har ingen skrivare' })),
}
