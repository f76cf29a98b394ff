import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { formatNumber } from '../shared/text/swedish.ts'
import { ROOT } from './paths.ts'
import { filesPart } from './torture/damagedFiles.ts'
import { faultSweep } from './torture/faultSweep.ts'
import { fuzzPart } from './torture/fuzz/fuzz.ts'
import { killService } from './torture/killService.ts'
import { powerPart } from './torture/power.ts'
import { maintenancePart } from './torture/maintenance.ts'
import { pagesPart } from './torture/pages.ts'
import type { Part, PartReport, Size } from './torture/part.ts'
import { wordsPart } from './torture/wordsPart.ts'

/**
 * `npm run torture`: does to the program what the world will do to it, and counts. Minutes, not in CI; the short form
 * of every part is among the tests. Exits with 1 when any demand is not met. LARDOM_SEED makes a run again.
 */
const { values } = parseArgs({
  options: { only: { type: 'string' }, short: { type: 'boolean', default: false } },
})
const PARTS: readonly Part[] = [
  killService(),
  maintenancePart(),
  powerPart(),
  faultSweep(),
  pagesPart,
  fuzzPart,
  filesPart,
  wordsPart(),
]

const seed = Number(process.env['LARDOM_SEED'] ?? new Date().toISOString().slice(0, 10).replaceAll('-', ''))
const size: Size = values.short ? 'short' : 'long'
const wanted = values.only?.split(',') ?? PARTS.map(({ name }) => name)
const unknown = wanted.filter((name) => !PARTS.some((part) => part.name === name))
if (unknown.length > 0) {
  console.error(`Okänd del: ${unknown.join(', ')}. Delarna är ${PARTS.map(({ name }) => name).join(', ')}.`)
  process.exit(2)
}
mkdirSync(join(ROOT, 'out'), { recursive: true })

const results: { part: Part; report: PartReport; seconds: number }[] = []
for (const part of PARTS.filter(({ name }) => wanted.includes(name))) {
  console.log(`\n── ${part.title} (frö ${seed}) ──`)
  const folder = mkdtempSync(join(tmpdir(), `lardom-torture-${part.name}-`))
  const start = performance.now()
  try {
    const report = await part.run({ seed, size, folder, say: (line) => console.log(line) })
    results.push({ part, report, seconds: (performance.now() - start) / 1000 })
    for (const figure of report.figures) {
      const mark =
        figure.demand === ''
          ? ''
          : figure.ok
            ? `krav ${figure.demand}, nått`
            : `krav ${figure.demand}, EJ NÅTT`
      console.log(`${figure.name.padEnd(58)}${formatNumber(figure.value).padStart(10)}  ${mark}`)
    }
    for (const note of report.notes) console.log(`  ${note}`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
