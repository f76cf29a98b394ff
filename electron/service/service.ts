import { contract } from '../../shared/contract.ts'
import type { CallRequest, CallResult, ServiceEvent } from '../../shared/rpc/wire.ts'
import { accountHandlers } from './account/handlers.ts'
import { actionHandlers } from './action/handlers.ts'
import { analysisHandlers } from './analysis/handlers.ts'
import { annualReportHandlers } from './annual-report/handlers.ts'
import { auditHandlers } from './audit/handlers.ts'
import { exampleHandlers } from './example/handlers.ts'
import { indicatorHandlers } from './indicator/handlers.ts'
import { transferHandlers } from './transfer/handlers.ts'
import { lock } from './account/session.ts'
import type { PdfPrinter, ServiceState } from './kernel/context.ts'
import { Router } from './kernel/router.ts'
import { organisationHandlers } from './organisation/handlers.ts'
import { incidentHandlers } from './incident/handlers.ts'
import { patientHandlers } from './patient/handlers.ts'
import { supervisionHandlers } from './supervision/handlers.ts'

export interface ServiceOptions {
  readonly appVersion: string
  readonly pdfPrinter: PdfPrinter
  readonly checkLater?: ServiceState['checkLater']
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
  const state: ServiceState = {
    workspace: undefined,
    actor: undefined,
    appVersion: options.appVersion,
    pdfPrinter: options.pdfPrinter,
    checkLater: options.checkLater,
  }
  options.onState?.(state)
  const router = new Router({
    contract,
    handlers: {
      ...accountHandlers,
      ...organisationHandlers,
      ...incidentHandlers,
      ...patientHandlers,
      ...supervisionHandlers,
      ...analysisHandlers,
      ...actionHandlers,
      ...annualReportHandlers,
      ...auditHandlers,
      ...exampleHandlers,
      ...indicatorHandlers,
      ...transferHandlers,
    },
    state,
    now: options.now ?? (() => new Date()),
    emit: options.onEvent ?? (() => undefined),
    log: options.log ?? (() => undefined),
    checkOutput: options.checkOutput ?? false,
  })
  return {
    call: (request) => router.call(request),
    cancel: (requestId) => router.cancel(requestId),
    close: () => lock(state),
  }
}
