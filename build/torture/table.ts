import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { formatNumber } from '../../shared/text/swedish.ts'
import { ROOT } from '../paths.ts'

/** What was measured last of each part, whenever that was: out/torture.json, and the table of docs/reliability.md. */

const figureSchema = z.object({ name: z.string(), value: z.number(), demand: z.string(), ok: z.boolean() })
const resultSchema = z.object({
  part: z.string(),
  title: z.string(),
  at: z.string(),
  commit: z.string(),
  seed: z.number(),
  size: z.enum(['short', 'long']),
  seconds: z.number(),
  figures: z.array(figureSchema),
  faults: z.array(z.string()),
  notes: z.array(z.string()),
})
export type Result = z.infer<typeof resultSchema>

const JSON_FILE = join(ROOT, 'out', 'torture.json')
const MARKDOWN_FILE = join(ROOT, 'out', 'torture.md')
const DOCUMENT = join(ROOT, 'docs', 'reliability.md')
const START = '<!-- torture: written by npm run torture -->'
const END = '<!-- /torture -->'

/** Keeps the new results beside those of parts that were not run now, and writes them where they are read. */
export function keepResults(results: readonly Result[], order: readonly string[]): void {
  const kept = readKept().filter(
    ({ part }) => order.includes(part) && !results.some((one) => one.part === part),
  )
  const all = [...kept, ...results].sort((a, b) => order.indexOf(a.part) - order.indexOf(b.part))
  writeFileSync(JSON_FILE, `${JSON.stringify({ results: all }, null, 2)}\n`)
  const table = markdownOf(all)
  writeFileSync(MARKDOWN_FILE, table)
  // A short run is not what the document tells of.
  if (!existsSync(DOCUMENT) || all.some(({ size }) => size === 'short')) return
  const text = readFileSync(DOCUMENT, 'utf8')
  const [before, rest] = text.split(START)
  const after = rest?.split(END)[1]
  if (before === undefined || after === undefined)
    throw new Error(`docs/reliability.md saknar ${START} … ${END}`)
  writeFileSync(DOCUMENT, `${before}${START}\n\n${table}\n${END}${after}`)
}

function readKept(): Result[] {
  if (!existsSync(JSON_FILE)) return []
  const parsed = z
    .object({ results: z.array(resultSchema) })
    .safeParse(JSON.parse(readFileSync(JSON_FILE, 'utf8')))
  return parsed.success ? parsed.data.results : []
}

function markdownOf(results: readonly Result[]): string {
  const blocks = results.map((result) => {
    const rows = result.figures.map(({ name, value, demand, ok }) => {
      const verdict = demand === '' ? '' : ok ? 'nått' : '**ej nått**'
      return `| ${name.trim()} | ${formatNumber(value)} | ${demand} | ${verdict} |`
    })
    return [
      `### ${result.title[0]?.toUpperCase()}${result.title.slice(1)}`,
      '',
      `\`npm run torture -- --only ${result.part}\`, frö ${result.seed}, ${result.at.slice(0, 10)}, ${result.commit === '' ? 'utan git' : result.commit}, ${formatNumber(Math.round(result.seconds))} s.`,
      '',
      '| Mätt | Antal | Krav | |',
      '| --- | ---: | --- | --- |',
      ...rows,
      '',
      ...result.notes.map((note) => `- ${note}`),
      ...result.faults.map((fault) => `- **Fel:** ${fault.split('\n')[0]}`),
      '',
    ].join('\n')
  })
  return blocks.join('\n')
}
