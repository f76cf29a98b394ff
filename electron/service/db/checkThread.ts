import { parentPort, Worker, workerData } from 'node:worker_threads'
import * as z from 'zod'
import { checkWorkspaceFile } from './fileCheck.ts'

const taskSchema = z.strictObject({ path: z.string(), dataKey: z.instanceof(Uint8Array) })

/** Runs {@link checkWorkspaceFile} in a thread of its own. `script` is the file that calls {@link runCheckThread}. */
export function checkInThread(script: string, path: string, dataKey: Uint8Array): Promise<string> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(script, { workerData: { path, dataKey } })
    dataKey.fill(0)
    worker.once('message', (answer) => resolve(String(answer)))
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error('the check ended without an answer')))
  })
}

/** What the thread does: reads the whole file once and answers. */
export function runCheckThread(): void {
  const { path, dataKey } = taskSchema.parse(workerData)
  const key = Buffer.from(dataKey)
  try {
    parentPort?.postMessage(checkWorkspaceFile(path, key))
  } finally {
    key.fill(0)
    dataKey.fill(0)
  }
}
