import { contract } from '../../shared/contract.ts'
import type { CallRequest, CallResult, ServiceEvent } from '../../shared/rpc/wire.ts'
import { accountsHandlers } from './account/accountsHandlers.ts'
import { accountHandlers } from './account/handlers.ts'
import { actionHandlers } from './action/handlers.ts'
import { analysisHandlers } from './analysis/handlers.ts'
import { annualReportHandlers } from './annual-report/handlers.ts'
import { attachmentHandlers } from './attachment/handlers.ts'
import { auditHandlers } from './audit/handlers.ts'
import { codeHandlers } from './code/handlers.ts'
import { exampleHandlers } from './example/handlers.ts'
import { indicatorHandlers } from './indicator/handlers.ts'
import { transferHandlers } from './transfer/handlers.ts'
import { triageHandlers } from './triage/handlers.ts'
import { lock } from './account/session.ts'
import type { FileThread } from './backup/fileThread.ts'
import { backupHandlers } from './backup/handlers.ts'
import { Keeper } from './backup/keeper.ts'
import type { PdfPrinter, ServiceState } from './kernel/context.ts'
import { Router } from './kernel/router.ts'
import { organisationHandlers } from './organisation/handlers.ts'
import { incidentHandlers } from './incident/handlers.ts'
import { patientHandlers } from './patient/handlers.ts'
import { searchHandlers } from './search/handlers.ts'
import { IndexKeeper } from './search/keeper.ts'
import { supervisionHandlers } from './supervision/handlers.ts'
import { viewHandlers } from './view/handlers.ts'

const CLOCK = 5 * 60_000

export interface ServiceOptions {
  readonly appVersion: string
  readonly pdfPrinter: PdfPrinter
  readonly fileThread?: FileThread
  readonly checkLaterAbove?: number
  /** Copies are made by themselves, at opening and each hour with changes; else only when asked and before a risk. */
  readonly automaticBackups?: boolean
  /** Milliseconds after opening before the file is read beside the work. */
  readonly afterOpening?: number
  readonly now?: () => Date
  readonly onEvent?: (event: ServiceEvent) => void
  readonly log?: (ref: string, procedure: string, error: unknown) => void
  readonly checkOutput?: boolean
  /** For tests: the state behind the procedures. */
  readonly onState?: (state: ServiceState) => void
}

/** The data service: the same for the window's process, the terminal and the tests. Never imports 'electron'. */
export interface Service {
  call(request: CallRequest): Promise<CallResult>
  cancel(requestId: string): void
  close(): void
}

export function createService(options: ServiceOptions): Service {
  const now = options.now ?? (() => new Date())
  const emit = options.onEvent ?? (() => undefined)
  const log = options.log ?? (() => undefined)
  const state: ServiceState = {
    workspace: undefined,
    actor: undefined,
    failedUnlocks: new Map(),
    appVersion: options.appVersion,
    pdfPrinter: options.pdfPrinter,
    fileThread: options.fileThread,
    checkLaterAbove: options.checkLaterAbove,
    backups: new Keeper({
      thread: options.fileThread,
      automatic: options.automaticBackups ?? false,
      ...(options.afterOpening === undefined ? {} : { wait: options.afterOpening }),
      now,
      emit,
      log,
    }),
    search: new IndexKeeper({ emit, log }),
  }
  options.onState?.(state)
  const router = new Router({
    contract,
    handlers: {
      ...accountHandlers,
      ...accountsHandlers,
      ...organisationHandlers,
      ...incidentHandlers,
      ...patientHandlers,
      ...supervisionHandlers,
      ...analysisHandlers,
      ...actionHandlers,
      ...annualReportHandlers,
      ...attachmentHandlers,
      ...auditHandlers,
      ...backupHandlers,
      ...codeHandlers,
      ...exampleHandlers,
      ...indicatorHandlers,
      ...transferHandlers,
      ...triageHandlers,
      ...viewHandlers,
      ...searchHandlers,
    },
    state,
    now,
    emit,
    log,
    checkOutput: options.checkOutput ?? false,
  })
  // The keeper looks at the clock itself: a computer that slept is not an hour behind.
  const clock = setInterval(() => void state.backups.tick(), CLOCK)
  clock.unref()
  return {
    call: (request) => router.call(request),
    cancel: (requestId) => router.cancel(requestId),
    close: () => {
      clearInterval(clock)
      lock(state)
    },
  }
}
