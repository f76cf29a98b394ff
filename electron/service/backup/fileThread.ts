import { parentPort, Worker, workerData } from 'node:worker_threads'
import * as z from 'zod'
import { ERRORS, LardomError, type ErrorCode } from '../../../shared/rpc/error.ts'
import { openReadOnly } from '../db/connection.ts'
import { asLardomError } from '../db/faults.ts'
import { checkWorkspaceFile } from '../db/fileCheck.ts'
import { rekeyCopy } from '../db/rotation.ts'
import { writeVerifiedCopy, type VerifiedCopy } from './verifiedCopy.ts'

/** Work that reads a whole file, done in a thread so that the person's own work goes on meanwhile. */
export interface FileThread {
  /** 'ok', or what SQLite found first. */
  check(path: string, dataKey: Uint8Array, signal?: AbortSignal): Promise<string>
  copy(path: string, dataKey: Uint8Array, target: string, signal?: AbortSignal): Promise<VerifiedCopy>
  /** Encrypts a copy anew; see db/rotation.ts. */
  rekey(copy: string, dataKey: Uint8Array, newKey: Uint8Array, signal?: AbortSignal): Promise<void>
}

const taskSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('check'), path: z.string(), dataKey: z.instanceof(Uint8Array) }),
  z.strictObject({
    kind: z.literal('copy'),
    path: z.string(),
    dataKey: z.instanceof(Uint8Array),
    target: z.string(),
  }),
  z.strictObject({
    kind: z.literal('rekey'),
    path: z.string(),
    dataKey: z.instanceof(Uint8Array),
    newKey: z.instanceof(Uint8Array),
  }),
])
type Task = z.infer<typeof taskSchema>

const codes = Object.keys(ERRORS)
const isCode = (code: string): code is ErrorCode => codes.includes(code)
const answerSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('check'), found: z.string() }),
  z.strictObject({
    kind: z.literal('copy'),
    copy: z.strictObject({ bytes: z.number(), rows: z.number(), auditSeq: z.number() }),
  }),
  z.strictObject({ kind: z.literal('rekey') }),
  z.strictObject({ kind: z.literal('failed'), code: z.string().refine(isCode), message: z.string() }),
])
type Answer = z.infer<typeof answerSchema>

/** The threads of `script`, the file that calls {@link runFileThread}. One per task; the key's copy goes with it. */
export function fileThread(script: string): FileThread {
  return {
    check: async (path, dataKey, signal) => {
      const answer = await run(script, { kind: 'check', path, dataKey: Uint8Array.from(dataKey) }, signal)
      if (answer.kind !== 'check') throw new Error('the thread answered something else')
      return answer.found
    },
    copy: async (path, dataKey, target, signal) => {
      const answer = await run(
        script,
        { kind: 'copy', path, dataKey: Uint8Array.from(dataKey), target },
        signal,
      )
      if (answer.kind !== 'copy') throw new Error('the thread answered something else')
      return answer.copy
    },
    rekey: async (copy, dataKey, newKey, signal) => {
      const keys = { dataKey: Uint8Array.from(dataKey), newKey: Uint8Array.from(newKey) }
      const answer = await run(script, { kind: 'rekey', path: copy, ...keys }, signal)
      if (answer.kind !== 'rekey') throw new Error('the thread answered something else')
    },
  }
}

async function run(script: string, task: Task, signal?: AbortSignal): Promise<Answer> {
  if (signal?.aborted) throw new LardomError('CANCELLED')
  const worker = new Worker(script, { workerData: task })
  wipe(task)
  const stop = () => void worker.terminate()
  signal?.addEventListener('abort', stop, { once: true })
  try {
    const raw = await new Promise<unknown>((resolve, reject) => {
      let given: unknown
      worker.once('message', (message) => {
        given = message
      })
      worker.once('error', reject)
      // Not before it has ended: then it holds neither the file nor the key.
      worker.once('exit', () => {
        if (given !== undefined) resolve(given)
        else if (signal?.aborted) reject(new LardomError('CANCELLED'))
        else reject(new Error('the thread ended without an answer'))
      })
    })
    const answer = answerSchema.parse(raw)
    if (answer.kind === 'failed') {
      throw LardomError.fromValue({ code: answer.code, message: answer.message })
    }
    return answer
  } finally {
    signal?.removeEventListener('abort', stop)
  }
}

/** What the thread does: one task, one answer. */
export function runFileThread(): void {
  const task = taskSchema.parse(workerData)
  const key = Buffer.from(task.dataKey)
  try {
    parentPort?.postMessage(perform(task, key))
  } finally {
    key.fill(0)
    wipe(task)
  }
}

function wipe(task: Task): void {
  task.dataKey.fill(0)
  if (task.kind === 'rekey') task.newKey.fill(0)
}

function perform(task: Task, key: Buffer): Answer {
  try {
    if (task.kind === 'check') return { kind: 'check', found: checkWorkspaceFile(task.path, key) }
    if (task.kind === 'rekey') {
      rekeyCopy(task.path, key, Buffer.from(task.newKey))
      return { kind: 'rekey' }
    }
    const source = openReadOnly(task.path, key)
    try {
      return { kind: 'copy', copy: writeVerifiedCopy(source, key, task.target) }
    } finally {
      source.close()
    }
  } catch (error) {
    const known = asLardomError(error, task.path)
    if (!known) throw error
    return { kind: 'failed', code: known.code, message: known.message }
  }
}
