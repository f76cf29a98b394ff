import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Part, PartReport } from './part.ts'

/** Runs a part in its short form, with the day's seed or LARDOM_SEED. For the tests. */
export async function runShort(part: Part): Promise<PartReport> {
  const folder = mkdtempSync(join(tmpdir(), `lardom-torture-${part.name}-`))
  const seed = Number(process.env['LARDOM_SEED'] ?? new Date().toISOString().slice(0, 10).replaceAll('-', ''))
  try {
    return await part.run({ seed, size: 'short', folder, say: () => undefined })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What a report must not hold: demands that were not met, and what was found. */
export function unmet({ figures, faults }: PartReport): string[] {
  return [...figures.filter(({ ok }) => !ok).map(({ name, value }) => `${name}: ${value}`), ...faults]
}
