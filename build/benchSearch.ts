import type { Db } from '../electron/service/db/database.ts'
import { Random } from '../electron/service/example/random.ts'
import { searchIds, searchRanked } from '../electron/service/search/search.ts'
import { similarTo } from '../electron/service/search/similar.ts'
import { vocabularyOf } from '../electron/service/search/vocabulary.ts'
import { formatNumber } from '../shared/text/swedish.ts'
import type { BenchRow } from './benchRegister.ts'
import { quantile } from './quantile.ts'

/** Searches as people make them: drawn from the register's own texts, with a seed. */

const EACH = 25
const SEED = 5
const PARTS = [
  'förväxling',
  'läkemedel',
  'fall',
  'skada',
  'kontroll',
  'remiss',
  'infektion',
  'journal',
  'vård',
  'svar',
]

export function measureSearch(db: Db, incidents: number): BenchRow[] {
  vocabularyOf(db).readSome()
  const queries = questions(db)
  const first: number[] = []
  const ranked: number[] = []
  for (const query of queries) {
    first.push(timed(() => searchIds(db, query)))
    ranked.push(timed(() => searchRanked(db, query, 200)))
  }
  const highest = db.value<number>('SELECT max(id) FROM incident') ?? 1
  const random = new Random(SEED, 'liknande')
  const similar = Array.from({ length: 60 }, () => timed(() => similarTo(db, random.int(1, highest), 10)))
  const size = `${formatNumber(incidents)} händelser`
  const row = (name: string, times: readonly number[], goal: number): BenchRow => ({
    name: `${name}, p95, ${size}`,
    value: quantile(times, 0.95),
    unit: 'ms',
    goal,
    detail: `${times.length} frågor, median ${formatNumber(quantile(times, 0.5), 1)} ms, sämst ${formatNumber(Math.max(...times), 1)} ms`,
  })
  return [
    row('Sökning, alla träffar, varje fråga för första gången', first, 30),
    row('Sökning, de bästa 200 först', ranked, 30),
    row('Liknande händelser', similar, 50),
  ]
}

/** Words, common and rare, two and three together, beginnings, phrases, parts of compounds, exceptions and numbers. */
function questions(db: Db): string[] {
  const random = new Random(SEED, 'sökning')
  const highest = db.value<number>('SELECT max(id) FROM incident') ?? 1
  const texts = (): string[] => {
    const text = db.value<string>('SELECT description FROM incident WHERE id = ?', [random.int(1, highest)])
    const words = (text ?? '').split(/[^\p{L}\d]+/u).filter((word) => word.length > 3)
    return words.length > 3 ? words : texts()
  }
  const some = (make: (words: string[]) => string) => Array.from({ length: EACH }, () => make(texts()))
  const beginning = (word: string) => word.slice(0, random.int(2, Math.max(2, word.length)))
  return [
    ...some((words) => `${random.pick(words)} `),
    ...some((words) => `${random.pick(words)} ${random.pick(words)} `),
    ...some((words) => `${random.pick(words)} ${random.pick(words)} ${random.pick(words)} `),
    ...some((words) => beginning(random.pick(words))),
    ...some((words) => `${random.pick(words)} ${beginning(random.pick(words))}`),
    ...some((words) => `"${words.slice(0, 2).join(' ')}"`),
    ...some((words) => `${random.pick(words)} -${random.pick(words)} `),
    ...PARTS.map((part) => `${part} `),
    ...Array.from(
      { length: 10 },
      () =>
        db.value<string>('SELECT arendenr FROM incident WHERE id = ?', [random.int(1, highest)]) ??
        'AVV-2025',
    ),
  ]
}

function timed(work: () => unknown): number {
  const start = performance.now()
  work()
  return performance.now() - start
}
