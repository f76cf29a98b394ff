import { setImmediate } from 'node:timers/promises'
import { formatAnchor, holdsAnchor, parseAnchor, type Anchor } from '../../../shared/audit/anchor.ts'
import type { VerifyReport } from '../../../shared/audit/contract.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import type { Context } from '../kernel/context.ts'
import { walkChain, type ChainReport } from '../kernel/audit.ts'
import { asAuditRow, newestRow } from './repository.ts'

/** The newest row as an anchor. */
export function currentAnchor({ db }: Pick<Context, 'db'>): { text: string; seq: number; at: string } | null {
  const row = newestRow(db)
  return row ? { text: formatAnchor(row.seq, row.hash), seq: row.seq, at: row.at } : null
}

/** Walks the chain a page at a time and lets other calls in between; holds one page of rows at most. */
export async function verifyLog(
  { db, signal, progress }: Pick<Context, 'db' | 'signal' | 'progress'>,
  given: string | undefined,
): Promise<VerifyReport> {
  const anchor = given === undefined ? undefined : readAnchor(given)
  const total = newestRow(db)?.seq ?? 0
  const walk = walkChain(db, anchor === undefined ? [] : [anchor.seq])
  for (;;) {
    if (signal.aborted) throw new LardomError('CANCELLED')
    const step = walk.next()
    if (step.done) return reportOf(db, step.value, anchor)
    progress(step.value, Math.max(total, step.value), 'Kontrollerar loggen')
    await setImmediate()
  }
}

function reportOf(db: Context['db'], chain: ChainReport, anchor: Anchor | undefined): VerifyReport {
  const { rows, firstAt, lastAt, head, broken } = chain
  const hash = anchor === undefined ? undefined : chain.hashes.get(anchor.seq)
  const holds = anchor !== undefined && hash !== undefined && holdsAnchor(anchor, hash)
  return {
    ok: broken === null && (anchor === undefined || holds),
    rows,
    firstAt,
    lastAt,
    head: head === null ? null : formatAnchor(head.seq, head.hash),
    broken:
      broken === null ? null : { ...broken, row: broken.row === null ? null : asAuditRow(db, broken.row) },
    anchor: anchor === undefined ? null : { text: `${anchor.seq}:${groups(anchor.letters)}`, holds },
  }
}

function groups(letters: string): string {
  return letters.match(/.{1,4}/g)?.join('-') ?? letters
}

function readAnchor(text: string): Anchor {
  const anchor = parseAnchor(text)
  if (typeof anchor !== 'string') return anchor
  const detail =
    anchor === 'felskrivet'
      ? 'Ankaret är felskrivet: något tecken stämmer inte. Jämför med det som är nedskrivet.'
      : 'Ett ankare ser ut så här: 1234:7K2M-Q0ZD-4VXA-91TC-PB3E. Skriv radens nummer, kolon och fem grupper.'
  throw new LardomError('INPUT_INVALID', { detail }, { field: 'anchor' })
}
