import { fold } from '../text/swedish.ts'

/** Compares words as people write them; used for headings, values and names of units. */

/** Folded, punctuation as spaces, single spaces: 'Händelse-typ:' and 'händelse typ' are one. å ä ö stay letters. */
export function plainKey(text: string): string {
  return fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

const LONGEST = 80

/**
 * How close two plain keys are, 0–1. 1 is the same; one letter wrong in ten is 0.9; the same words in another order,
 * or one inside the other as whole words, is close too.
 */
export function closeness(a: string, b: string): number {
  if (a === b) return a === '' ? 0 : 1
  if (a === '' || b === '') return 0
  const [left, right] = [a.slice(0, LONGEST), b.slice(0, LONGEST)]
  const spelled = 1 - editDistance(left, right) / Math.max(left.length, right.length)
  return Math.max(spelled, wordShare(left, right))
}

/** Share of words in common; inflections count: 'läkemedlet' and 'läkemedel' share their beginning. */
function wordShare(a: string, b: string): number {
  const [few, many] = [a.split(' '), b.split(' ')].sort((x, y) => x.length - y.length)
  if (!few || !many) return 0
  const rest = [...many]
  let common = 0
  for (const word of few) {
    const at = rest.findIndex((other) => sameWord(word, other))
    if (at === -1) continue
    rest.splice(at, 1)
    common++
  }
  return (common / (few.length + many.length - common)) * 0.95
}

const ENDINGS = /(?:arnas?|ernas?|ornas?|ens|ets|arna|erna|orna|en|et|ar|er|or|n|t|s|a|e)$/

function sameWord(a: string, b: string): boolean {
  if (a === b) return true
  if (a.length < 5 || b.length < 5) return false
  return stem(a) === stem(b)
}

function stem(word: string): string {
  const cut = word.replace(ENDINGS, '')
  return cut.length >= 4 ? cut : word
}

/** Letters put in, left out, changed or swapped with their neighbour. */
export function editDistance(a: string, b: string): number {
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, (before[j - 2] ?? 0) + 1)
      }
      row.push(best)
    }
    before = last
    last = row
  }
  return last[b.length] ?? 0
}
