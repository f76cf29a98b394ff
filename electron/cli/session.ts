import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Input, Output as OutputOf, ProcedureName } from '../../shared/contract.ts'
import { LardomError } from '../../shared/rpc/error.ts'
import { ChromiumPrinter } from '../service/document/pdf.ts'
import { createService } from '../service/service.ts'
import type { Output } from './output.ts'
import { readPassphrase } from './passphrase.ts'

/** The data service in this very process, called as the host. */
export interface Session {
  call<Name extends ProcedureName>(procedure: Name, input: Input<Name>): Promise<OutputOf<Name>>
  close(): void
}

export function openSession(output: Output): Session {
  let current: string | undefined
  const service = createService({
    appVersion: readVersion(),
    pdfPrinter: new ChromiumPrinter(),
    onEvent: (event) => {
      if (event.name === 'progress' && event.requestId === current)
        output.progress(event.done, event.total, event.label)
    },
    log: (ref, procedure, error) => {
      // A terminal user is the one who can pass the details on.
      console.error(
        `[${ref}] ${procedure}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      )
    },
  })
  const stop = () => {
    // Ctrl+C: the job stops at its next safe place and leaves nothing half done.
    if (current !== undefined) service.cancel(current)
  }
  process.on('SIGINT', stop)
  return {
    call: async (procedure, input) => {
      current = randomUUID()
      const result = await service.call({ type: 'call', id: current, procedure, input, caller: 'host' })
      current = undefined
      if (!result.ok) throw LardomError.fromValue(result.error)
      // The service answers by its contract.
      return result.data as OutputOf<typeof procedure>
    },
    close: () => {
      process.off('SIGINT', stop)
      service.close()
    },
  }
}

/** Opens the session, unlocks the workspace, does the work, and closes whatever happens. */
export async function withWorkspace<T>(
  output: Output,
  workspace: string,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const session = openSession(output)
  try {
    await session.call('account.unlock', {
      path: resolve(workspace),
      passphrase: await readPassphrase(workspace),
    })
    return await work(session)
  } finally {
    session.close()
  }
}

function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest
    ? String(manifest.version)
    : '0.0.0'
}
