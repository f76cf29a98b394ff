import { readFileSync, rmSync } from 'node:fs'
import type { ElectronApplication } from '@playwright/test'
import * as z from 'zod'

/** Records what every thread does, by Chromium's own trace. `stop` gives the file. */
export async function startTrace(
  app: ElectronApplication,
): Promise<{ readonly stop: () => Promise<string> }> {
  await app.evaluate(({ contentTracing }) =>
    contentTracing.startRecording({
      included_categories: ['toplevel', '__metadata'],
      excluded_categories: ['*'],
      recording_mode: 'record-as-much-as-possible',
    }),
  )
  return { stop: () => app.evaluate(({ contentTracing }) => contentTracing.stopRecording()) }
}

const event = z.object({
  name: z.string(),
  ph: z.string(),
  pid: z.number(),
  tid: z.number(),
  /** µs on the clock, and µs that the thread itself ran. */
  dur: z.number().optional(),
  tdur: z.number().optional(),
  args: z.object({ name: z.string().optional() }).loose().optional(),
})
const traceFile = z.object({ traceEvents: z.array(event) })

export interface Tasks {
  readonly count: number
  /** ms */
  readonly longestCpu: number
  readonly longestWall: number
  readonly over50Wall: number
}

/** The tasks of the windows' main threads: while one runs, nothing is drawn and no key is heard. */
export function rendererTasks(file: string): Tasks {
  const { traceEvents } = traceFile.parse(JSON.parse(readFileSync(file, 'utf8')))
  rmSync(file)
  const threads = new Set(
    traceEvents
      .filter((one) => one.name === 'thread_name' && one.args?.name === 'CrRendererMain')
      .map((one) => `${one.pid} ${one.tid}`),
  )
  const tasks = traceEvents.filter(
    (one) => one.ph === 'X' && one.name.endsWith('RunTask') && threads.has(`${one.pid} ${one.tid}`),
  )
  const cpu = tasks.map((one) => (one.tdur ?? one.dur ?? 0) / 1000)
  const wall = tasks.map((one) => (one.dur ?? 0) / 1000)
  return {
    count: tasks.length,
    longestCpu: Math.max(0, ...cpu),
    longestWall: Math.max(0, ...wall),
    over50Wall: wall.filter((ms) => ms > 50).length,
  }
}
