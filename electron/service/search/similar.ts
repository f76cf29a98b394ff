import { stem } from '../../../shared/search/stem.ts'
import { isLetters } from '../../../shared/search/words.ts'
import type { Db } from '../db/database.ts'
import { searchableWords } from './indexText.ts'
import { documents } from './search.ts'
import { storedText } from './searchedText.ts'
import { vocabularyOf, type Vocabulary } from './vocabulary.ts'

/** An earlier case like the one asked about, and why: the rare words that they share, the rarest first. */
export interface SimilarCase {
  readonly id: number
  /** Higher is more alike; only to be compared with the others of the same answer. */
  readonly score: number
  /** As the case asked about writes them. */
  readonly words: readonly string[]
}

/** Of the case's words, those that came last to the register: the rare ones are among them. */
const LOOKED_AT = 48
/** A stem that more cases have than this says too little to be worth reading. */
const MOST_CASES = 2500
const MOST_SHARED = 24
const LEAST_SHARED = 2
const TITLE = 1.5
const MOST_WORDS_TOLD = 8

/**
 * Earlier cases like a stored one, or like a text that is being written, by the rare stems that they share (tf-idf with
 * each stem counted once, parts of compounds too). Computed from the register alone.
 */
export function similarTo(db: Db, like: number | string, limit: number): SimilarCase[] {
  const text =
    typeof like === 'string' ? { numbers: [], title: '', texts: [like] } : (storedText(db, like) ?? undefined)
  if (!text) return []
  const vocabulary = vocabularyOf(db)
  const total = db.value<number>('SELECT max(id) FROM incident_fts_docsize') ?? 0
  const scores = new Map<number, number>()
  const shared = new Map<number, string[]>()
  for (const { own, word, weight } of tellingStems(db, vocabulary, text, {
    total,
    // A stored case has its words itself.
    least: typeof like === 'string' ? 1 : 2,
  })) {
    for (const id of db.column<number>('SELECT rowid FROM incident_fts WHERE incident_fts MATCH ?', [
      `"${own}"`,
    ])) {
      if (id === like) continue
      scores.set(id, (scores.get(id) ?? 0) + weight)
      const words = shared.get(id)
      if (words) words.push(word)
      else shared.set(id, [word])
    }
  }
  return [...scores]
    .filter(([id]) => new Set(shared.get(id)).size >= LEAST_SHARED)
    .sort(([a, scoreA], [b, scoreB]) => scoreB - scoreA || b - a)
    .slice(0, limit)
    .map(([id, score]) => ({
      id,
      score,
      words: [...new Set(shared.get(id))].slice(0, MOST_WORDS_TOLD),
    }))
}

interface TellingStem {
  readonly own: string
  readonly word: string
  readonly weight: number
}

/** The rarest stems of a text that others have too, the rarest first. */
function tellingStems(
  db: Db,
  vocabulary: Vocabulary,
  text: { readonly title: string; readonly texts: readonly string[] },
  { total, least }: { readonly total: number; readonly least: number },
): TellingStem[] {
  const inTitle = new Set(searchableWords(text.title).map(stem))
  const found = new Map<string, { word: string; rank: number }>()
  for (const word of [text.title, ...text.texts].flatMap(searchableWords)) {
    if (word.length < 3 || !isLetters(word)) continue
    for (const own of vocabulary.stemsOf(word)) {
      // The commonest of a stem's forms says how early it came.
      const rank = vocabulary.rank(word)
      const known = found.get(own)
      if (!known || rank < known.rank) found.set(own, { word: known?.word ?? word, rank })
    }
  }
  const most = Math.max(50, Math.min(MOST_CASES, Math.ceil(total / 4)))
  return [...found]
    .sort(([, a], [, b]) => b.rank - a.rank)
    .slice(0, LOOKED_AT)
    .map(([own, { word }]) => ({ own, word, cases: documents(db, own, most + 1) }))
    .filter(({ cases }) => cases >= least && cases <= most)
    .sort((a, b) => a.cases - b.cases)
    .slice(0, MOST_SHARED)
    .map(({ own, word, cases }) => ({
      own,
      word,
      weight: Math.log(1 + total / cases) * (inTitle.has(own) ? TITLE : 1),
    }))
}
