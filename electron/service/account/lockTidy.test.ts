import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { LardomError } from '../../../shared/rpc/error.ts'
import { ChromiumPrinter } from '../document/pdf.ts'
import type { PdfPrinter } from '../kernel/context.ts'
import { openTestWorkspace, TEST_PASSPHRASE, type TestWorkspace } from '../testing/testWorkspace.ts'

let workspace: TestWorkspace
afterEach(() => workspace.close())

const written = (ws: TestWorkspace) =>
  ws.db().value<number>("SELECT count(*) FROM audit_log WHERE action = 'annual-report.write'")

/** Prints until it is stopped, as a long document does. */
function slowPrinter(): PdfPrinter & { started: Promise<void>; stopped: () => boolean } {
  let begin: () => void = () => undefined
  const started = new Promise<void>((resolve) => {
    begin = resolve
  })
  let stopped = false
  return {
    started,
    stopped: () => stopped,
    describe: () => Promise.resolve('långsam skrivare'),
    print: (_html, signal) => {
      begin()
      return new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => {
          stopped = true
          reject(new LardomError('CANCELLED'))
        })
      })
    },
  }
}

describe('a lock while a document is being written', () => {
  it('cancels the print, and leaves neither a file, nor half of one, nor a row about one', async () => {
    const printer = slowPrinter()
    workspace = await openTestWorkspace({ pdfPrinter: printer })
    const before = readdirSync(workspace.folder)
    const path = join(workspace.folder, 'berättelse.pdf')
    const writing = workspace.callRaw(
      'annual-report.write',
      { unitCode: 'SU', year: 2025, format: 'pdf', path },
      { caller: 'host' },
    )
    await printer.started
    await workspace.call('account.lock', {})
    expect(printer.stopped()).toBe(true)
    expect(await writing).toMatchObject({ ok: false, error: { code: 'CANCELLED' } })
    expect(
      readdirSync(workspace.folder).filter((name) => !name.endsWith('-wal') && !name.endsWith('-shm')),
    ).toEqual(before.filter((name) => !name.endsWith('-wal') && !name.endsWith('-shm')))
    await workspace.call('account.unlock', { path: workspace.path, passphrase: TEST_PASSPHRASE })
    expect(written(workspace)).toBe(0)
  })

  it('whenever it comes, a file that has its name has its row in the log, and nothing half is left', async () => {
    const printer = new ChromiumPrinter()
    workspace = await openTestWorkspace({ pdfPrinter: printer })
    try {
      let files = 0
      for (const wait of [0, 3, 10, 20, 40, 80]) {
        const path = join(workspace.folder, `berättelse-${wait}.html`)
        const writing = workspace.callRaw(
          'annual-report.write',
          { unitCode: 'SU', year: 2025, format: 'html', path },
          { caller: 'host' },
        )
        await setTimeout(wait)
        await workspace.call('account.lock', {})
        await writing
        await workspace.call('account.unlock', { path: workspace.path, passphrase: TEST_PASSPHRASE })
        const names = readdirSync(workspace.folder)
        expect(names.filter((name) => name.endsWith('.tmp'))).toEqual([])
        files = names.filter((name) => name.endsWith('.html')).length
        expect(written(workspace)).toBeGreaterThanOrEqual(files)
      }
    } finally {
      await printer.close()
    }
  })

  it('does not wait for work that cannot be stopped', async () => {
    const stuck: PdfPrinter = {
      describe: () => Promise.resolve('fast'),
      print: () => new Promise(() => undefined),
    }
    workspace = await openTestWorkspace({ pdfPrinter: stuck })
    const path = join(workspace.folder, 'berättelse.pdf')
    void workspace.callRaw(
      'annual-report.write',
      { unitCode: 'SU', year: 2025, format: 'pdf', path },
      { caller: 'host' },
    )
    await setTimeout(100)
    const start = performance.now()
    await workspace.call('account.lock', {})
    expect(performance.now() - start).toBeLessThan(5000)
    expect(await workspace.call('account.session', {})).toBeNull()
  })
})
