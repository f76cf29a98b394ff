import type * as z from 'zod'
import { formatNumber } from '../../../shared/text/swedish.ts'

/** What is wrong with an input where its contract has no words of its own: whoever reads it reads Swedish. */
export function inputWords(issue: z.core.$ZodRawIssue): string {
  const { code } = issue
  if (code === 'too_small') return limit(issue.origin, 'minst', Number(issue.minimum))
  if (code === 'too_big') return limit(issue.origin, 'högst', Number(issue.maximum))
  if (code === 'invalid_type') {
    return issue.input === undefined ? 'Ett värde saknas.' : 'Ett värde har fel form.'
  }
  if (code === 'invalid_value') return 'Valet finns inte i listan.'
  if (code === 'unrecognized_keys') return 'Där finns ett fält som inte hör dit.'
  return 'Ett värde går inte att använda.'
}

function limit(origin: string, word: 'minst' | 'högst', bound: number): string {
  const amount = `${word} ${formatNumber(bound)}`
  if (origin === 'string') return `Texten ska ha ${amount} tecken.`
  return origin === 'array' ? `Listan ska ha ${amount} rader.` : `Talet ska vara ${amount}.`
}
