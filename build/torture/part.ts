import { formatNumber } from '../../shared/text/swedish.ts'

/** short: seconds, a part of `npm test`. long: minutes, the figures of docs/reliability.md. */
export type Size = 'short' | 'long'

/** One line of the table: what was counted, how much, and what is demanded of it. */
export interface Figure {
  readonly name: string
  readonly value: number
  /** In words, e.g. '≥ 300' or '0'; empty for what is only told. */
  readonly demand: string
  readonly ok: boolean
}

export interface PartReport {
  readonly figures: readonly Figure[]
  /** What went wrong, one line each, with enough to make it happen again. */
  readonly faults: readonly string[]
  /** What the figures do not say. */
  readonly notes: readonly string[]
}

export interface PartContext {
  readonly seed: number
  readonly size: Size
  /** An empty folder of the part's own; removed afterwards. */
  readonly folder: string
  readonly say: (line: string) => void
}

export interface Part {
  readonly name: string
  readonly title: string
  readonly run: (context: PartContext) => Promise<PartReport>
}

export const atLeast = (name: string, value: number, least: number): Figure => ({
  name,
  value,
  demand: `≥ ${formatNumber(least)}`,
  ok: value >= least,
})

export const none = (name: string, value: number): Figure => ({ name, value, demand: '0', ok: value === 0 })

export const told = (name: string, value: number): Figure => ({ name, value, demand: '', ok: true })

/** Long runs stop telling the same fault after a while. */
const MOST = 50

/** Collects faults; every one is counted, the first ones are told. */
export class Faults {
  readonly lines: string[] = []
  readonly #say: (line: string) => void
  count = 0

  /** `say` hears of each as it is found. */
  constructor(say: (line: string) => void = () => undefined) {
    this.#say = say
  }

  add(line: string): void {
    this.count++
    if (this.lines.length >= MOST) return
    this.lines.push(line)
    this.#say(`  ! ${line}`)
  }
}

export const size = <T>(context: Pick<PartContext, 'size'>, short: T, long: T): T =>
  context.size === 'short' ? short : long
