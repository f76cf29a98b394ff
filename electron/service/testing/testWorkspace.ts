import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Input, Output, ProcedureName } from '../../../shared/contract.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import type { CallResult, ServiceEvent } from '../../../shared/rpc/wire.ts'
import { rolesOf, type Grant } from '../../../shared/account/grants.ts'
import type { Role } from '../../../shared/account/roles.ts'
import type { Db } from '../db/database.ts'
import { findOwnUnitByCode } from '../organisation/repository.ts'
import { createService, type Service, type ServiceOptions } from '../service.ts'
import type { PdfPrinter, ServiceState } from '../kernel/context.ts'

export const TEST_PASSPHRASE = 'fyra små ord om havet'

/** A real service over a real encrypted workspace in a folder of its own. For tests. */
export interface TestWorkspace {
  readonly service: Service
  readonly folder: string
  readonly path: string
  readonly events: ServiceEvent[]
  /** Unexpected errors the service logged: a test that causes none finds this empty. */
  readonly faults: unknown[]
  /** As the window or, with 'host', as the main process; throws the LardomError that came back. */
  call<Name extends ProcedureName>(procedure: Name, input: Input<Name>): Promise<Output<Name>>
  callRaw(
    procedure: string,
    input: unknown,
    options?: { caller?: 'window' | 'host'; commandId?: string },
  ): Promise<CallResult>
  /** The service's own state, for a router of the test's own. */
  state(): ServiceState
  /** The open database, for looking behind the procedures. */
  db(): Db
  /** Replaces the acting account's roles, to try what a role may not do. */
  actAs(...roles: Role[]): void
  /** The same, in one förvaltning only. */
  actAsIn(forvaltningCode: string, ...roles: Role[]): void
  setNow(iso: string): void
  close(): void
}

/** `now` starts at 2026-02-01 noon unless said. Without `create: false` a workspace is made and open. */
export async function openTestWorkspace(
  options: { now?: string; create?: boolean; pdfPrinter?: PdfPrinter } & Pick<
    ServiceOptions,
    'fileThread' | 'checkLaterAbove' | 'automaticBackups' | 'afterOpening'
  > = {},
): Promise<TestWorkspace> {
  const folder = mkdtempSync(join(tmpdir(), 'lardom-test-'))
  const path = join(folder, 'test.lardom')
  const events: ServiceEvent[] = []
  const faults: unknown[] = []
  const { now: start, create, pdfPrinter, ...reading } = options
  let now = new Date(start ?? '2026-02-01T11:00:00Z')
  let state: ServiceState | undefined
  const service = createService({
    appVersion: '0.0.0-test',
    pdfPrinter: pdfPrinter ?? noPrinter,
    now: () => now,
    ...reading,
    onEvent: (event) => events.push(event),
    log: (_ref, _procedure, error) => faults.push(error),
    checkOutput: true,
    onState: (made) => {
      state = made
    },
  })

  const callRaw: TestWorkspace['callRaw'] = (procedure, input, extra = {}) =>
    service.call({
      type: 'call',
      id: randomUUID(),
      procedure,
      input,
      caller: extra.caller ?? 'host',
      ...(extra.commandId === undefined ? {} : { commandId: extra.commandId }),
    })

  const actWith = (grants: Grant[]) => {
    if (state?.actor) state.actor = { ...state.actor, grants, roles: rolesOf(grants) }
  }

  const workspace: TestWorkspace = {
    service,
    folder,
    path,
    events,
    faults,
    callRaw,
    call: async (procedure, input) => {
      const result = await callRaw(procedure, input)
      if (!result.ok) throw LardomError.fromValue(result.error)
      // checkOutput: the router has just parsed it by the contract.
      return result.data as Output<typeof procedure>
    },
    state: () => {
      if (!state) throw new Error('the service has not started')
      return state
    },
    db: () => {
      const db = state?.workspace?.file.db
      if (!db) throw new Error('no workspace is open')
      return db
    },
    actAs: (...roles) => actWith(roles.map((role) => ({ role, forvaltningId: null }))),
    actAsIn: (code, ...roles) => {
      const forvaltningId = findOwnUnitByCode(workspace.db(), code)?.id
      if (forvaltningId === undefined) throw new Error(`${code} is missing`)
      actWith(roles.map((role) => ({ role, forvaltningId })))
    },
    setNow: (iso) => {
      now = new Date(iso)
    },
    close: () => {
      service.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  if (create !== false) {
    await workspace.call('account.create', {
      path,
      name: 'Testarbetsyta',
      accountName: 'Test Chefläkare',
      passphrase: TEST_PASSPHRASE,
    })
  }
  return workspace
}

const noPrinter: PdfPrinter = {
  describe: () => Promise.resolve('ingen skrivare'),
  print: () => Promise.reject(new LardomError('PRINTER_MISSING', { detail: 'testet har ingen skrivare' })),
}
