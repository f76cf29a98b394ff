import type { Page } from '@playwright/test'
import type { Input, Output, ProcedureName } from '../../shared/contract.ts'
import type { CallResult } from '../../shared/rpc/wire.ts'

/** Asks the service as the window does, for what a test needs to know beforehand or afterwards. */
export async function ask<Name extends ProcedureName>(
  page: Page,
  procedure: Name,
  input: Input<Name>,
): Promise<Output<Name>> {
  const result = await page.evaluate<CallResult>(
    `window.lardom.call(${JSON.stringify(procedure)}, ${JSON.stringify(input)})`,
  )
  if (!result.ok) throw new Error(`${procedure}: ${result.error.message}`)
  // The service answers by its own contract, and checks it in tests (LARDOM_CHECK_OUTPUT).
  return result.data as Output<Name>
}
