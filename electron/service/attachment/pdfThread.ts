// oxlint-disable-next-line triple-slash-reference -- a module without types cannot be given any by an import
/// <reference path="./pdfjsWorker.d.ts" />
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { setTimeout } from 'node:timers/promises'

/**
 * The text of a PDF, read in a thread of its own: a file from outside may take a reader's time or memory without end,
 * and must not take the data service's. This file is also the thread's; it imports nothing of ours.
 */

const LONGEST_MS = 15_000
const MOST_PAGES = 500
const MOST_CHARACTERS = 20_000_000
const MEMORY_MB = 512

/** The text, or null when it cannot be read: protected, damaged, too slow. A scanned page has none. */
export async function pdfText(bytes: Buffer, signal: AbortSignal): Promise<string | null> {
  const data = Uint8Array.from(bytes)
  const worker = new Worker(import.meta.filename, {
    workerData: { task: 'pdf-text', data },
    transferList: [data.buffer],
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    // pdf.js remarks on what it finds; a log must hold nothing of a file.
    stdout: true,
    stderr: true,
  })
  const done = new AbortController()
  try {
    return await Promise.race([
      new Promise<string | null>((resolve) => {
        worker.once('message', (text) => resolve(typeof text === 'string' ? text : null))
        // Memory, or pdf.js itself: the file is one that cannot be read.
        worker.once('error', () => resolve(null))
        worker.once('exit', () => resolve(null))
        signal.addEventListener('abort', () => resolve(null), { once: true, signal: done.signal })
      }),
      setTimeout(LONGEST_MS, null, { signal: done.signal }),
    ])
  } finally {
    done.abort()
    await worker.terminate()
  }
}

async function readText(data: Uint8Array): Promise<string> {
  // Only needed to draw, which nobody does here; without anything by that name pdf.js does not load.
  Object.assign(globalThis, { DOMMatrix: Object, Path2D: Object })
  const pdfjsWorker = await import('pdfjs-dist/legacy/build/pdf.worker.mjs')
  Object.assign(globalThis, { pdfjsWorker })
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const file = await getDocument({
    data,
    verbosity: 0,
    disableFontFace: true,
    useSystemFonts: false,
    useWorkerFetch: false,
    useWasm: false,
  }).promise
  const parts: string[] = []
  let length = 0
  for (let number = 1; number <= Math.min(file.numPages, MOST_PAGES) && length < MOST_CHARACTERS; number++) {
    const page = await file.getPage(number)
    for (const item of (await page.getTextContent()).items) {
      if (!('str' in item)) continue
      parts.push(item.str, item.hasEOL ? '\n' : '')
      length += item.str.length + 1
    }
    parts.push('\n')
    page.cleanup()
  }
  return parts.join('')
}

const given: unknown = workerData
if (
  !isMainThread &&
  typeof given === 'object' &&
  given !== null &&
  'task' in given &&
  given.task === 'pdf-text' &&
  'data' in given &&
  given.data instanceof Uint8Array
) {
  const { data } = given
  readText(data)
    .then((text) => parentPort?.postMessage(text))
    .catch(() => parentPort?.postMessage(null))
}
