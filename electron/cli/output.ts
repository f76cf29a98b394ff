import { exitCode, LardomError } from '../../shared/rpc/error.ts'
import { formatNumber } from '../../shared/text/swedish.ts'

/** What the terminal prints: words for people, or one JSON value with --json. Errors go to stderr. */
export interface Output {
  readonly json: boolean
  /** A line for a person; silent with --json. */
  say(line: string): void
  /** The result: printed as JSON with --json, else by `words`. */
  result(value: unknown, words: () => string[]): void
  /** What did not go as asked though there is a result; silent with --json, whose result says it. */
  complain(line: string): void
  /** How far a job has come; only on a terminal. */
  progress(done: number, total: number, label: string): void
}

export function createOutput(json: boolean): Output {
  const live = !json && process.stderr.isTTY
  let shown = false
  const clear = () => {
    if (shown) process.stderr.write('\r\u001b[K')
    shown = false
  }
  return {
    json,
    say: (line) => {
      clear()
      if (!json) console.log(printable(line))
    },
    result: (value, words) => {
      clear()
      if (json) console.log(JSON.stringify(value, null, 2))
      else for (const line of words()) console.log(printable(line))
    },
    complain: (line) => {
      clear()
      if (!json) console.error(printable(line))
    },
    progress: (done, total, label) => {
      if (!live) return
      process.stderr.write(`\r\u001b[K${printable(label)} ${formatNumber(done)} av ${formatNumber(total)}`)
      shown = true
    },
  }
}

/** Says what went wrong and gives the exit code: never a stack for an expected failure. */
export function reportFailure(error: unknown, json: boolean): number {
  const known = error instanceof LardomError ? error : undefined
  const value = known?.toValue() ?? {
    code: 'INTERNAL' as const,
    message: `Ett oväntat fel inträffade: ${error instanceof Error ? error.message : String(error)}`,
  }
  if (json) console.log(JSON.stringify({ error: value }, null, 2))
  else console.error(printable(`Fel: ${value.message}`))
  return exitCode(value.code)
}

/** Names come from files and from the log: none of them may colour the screen, turn the text or add a line. */
function printable(line: string): string {
  return line.replace(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '\ufffd')
}
