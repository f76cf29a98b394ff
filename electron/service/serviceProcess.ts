import { randomUUID } from 'node:crypto'
import { LardomError } from '../../shared/rpc/error.ts'
import { toServiceSchema, type FromService, type ToService } from '../../shared/rpc/wire.ts'
import { fileThread } from './backup/fileThread.ts'
import { ChromiumPrinter } from './document/pdf.ts'
import type { PdfPrinter } from './kernel/context.ts'
import { whereOf } from './kernel/whereOf.ts'
import { createService } from './service.ts'

/**
 * The data service as a process of its own: an Electron utility process, or, under the development runtime, a child
 * of plain Node. Both carry the same messages.
 */
interface Port {
  send(message: FromService): void
  listen(listener: (message: unknown) => void): void
}

/** Electron's parentPort, which a utility process has and plain Node has not; typed here so that nothing imports electron. */
interface ParentPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { data: unknown }) => void): void
}

function openPort(): Port {
  const parentPort = (process as { parentPort?: ParentPort }).parentPort
  if (parentPort) {
    return {
      send: (message) => parentPort.postMessage(message),
      listen: (listener) => parentPort.on('message', (event) => listener(event.data)),
    }
  }
  if (!process.send) throw new Error('Datatjänsten startas av Lärdom, inte för sig.')
  return {
    send: (message) => process.send?.(message),
    listen: (listener) => process.on('message', listener),
  }
}

/** Listens for calls until the host goes away. `script` is the file that can also run the thread that reads whole files. */
export function startService(script: string): void {
  const port = openPort()
  const printing = new Map<string, (message: Extract<ToService, { type: 'printed' }>) => void>()

  /** A modern Electron prints tagged PDF itself: the service asks its host. */
  const hostPrinter: PdfPrinter = {
    describe: () => Promise.resolve(`Electron ${process.env['LARDOM_HOST_ELECTRON'] ?? ''}`.trim()),
    print: (html, signal) =>
      new Promise((resolve, reject) => {
        const id = randomUUID()
        signal?.addEventListener('abort', () => reject(new LardomError('CANCELLED')), { once: true })
        printing.set(id, (answer) => {
          if (answer.pdfBase64 === undefined) {
            reject(new LardomError('PRINTER_MISSING', { detail: answer.error ?? 'okänt fel' }))
          } else resolve(Buffer.from(answer.pdfBase64, 'base64'))
        })
        port.send({ type: 'print', id, html })
      }),
  }

  const service = createService({
    appVersion: process.env['LARDOM_APP_VERSION'] ?? '0.0.0',
    pdfPrinter: process.env['LARDOM_HOST_PRINTS'] === '1' ? hostPrinter : new ChromiumPrinter(),
    fileThread: fileThread(script),
    automaticBackups: true,
    onEvent: (event) => port.send({ type: 'event', event }),
    // No input, no row, no path: only what kind of error and where in the code.
    log: (ref, procedure, error) => {
      process.stderr.write(`[${ref}] ${procedure}: ${whereOf(error)}\n`)
    },
    checkOutput: process.env['LARDOM_CHECK_OUTPUT'] === '1',
  })

  port.listen((raw) => {
    const message = toServiceSchema.parse(raw)
    switch (message.type) {
      case 'call': {
        void service.call(message).then((result) => port.send({ type: 'result', id: message.id, result }))
        break
      }
      case 'cancel': {
        service.cancel(message.id)
        break
      }
      case 'printed': {
        printing.get(message.id)?.(message)
        printing.delete(message.id)
        break
      }
      case 'shutdown': {
        service.close()
        process.exit(0)
      }
    }
  })

  // The host is gone: close the file and go too.
  process.on('disconnect', () => {
    service.close()
    process.exit(0)
  })

  port.send({ type: 'ready' })
}
