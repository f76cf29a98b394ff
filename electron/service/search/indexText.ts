import {
  BEGINNING,
  beginning,
  EVERY,
  inTitle,
  marksOfNumber,
  often,
  pair,
} from '../../../shared/search/marks.ts'
import { foldedWords, isLetters } from '../../../shared/search/words.ts'
import { containsPersonnummer, maskPersonnummer } from '../../../shared/text/personnummer.ts'
import type { Db } from '../db/database.ts'
import { vocabularyOf, type Vocabulary } from './vocabulary.ts'

/** What of a case is searched. Nothing about the patient, nor why the patient was not informed. */
export interface SearchedText {
  readonly numbers: readonly string[]
  readonly title: string
  /** Each on its own: a phrase does not go from one to the next. */
  readonly texts: readonly string[]
}

const OFTEN = 3
/** The digits of a personnummer or a telephone; a case's own number has a mark of its own. */
const LONG_NUMBER = /\p{N}{8,}/u

/** Writes the words of a new case. */
export function indexCase(db: Db, id: number, text: SearchedText): void {
  db.run('INSERT INTO incident_fts (rowid, body) VALUES (?, ?)', [id, bodyOf(vocabularyOf(db), text)])
}

/** Writes the words of a case anew. */
export function reindexCase(db: Db, id: number, text: SearchedText): void {
  db.run('DELETE FROM incident_fts WHERE rowid = ?', [id])
  indexCase(db, id, text)
}

/** All that a case is found by, each once, as the index's tokenizer will split it. */
export function bodyOf(vocabulary: Vocabulary, text: SearchedText): string {
  const found = new Set<string>([EVERY])
  for (const number of text.numbers) {
    if (containsPersonnummer(number)) continue
    for (const mark of marksOfNumber(number)) found.add(mark)
  }
  const counts = new Map<string, number>()
  for (const [n, part] of [text.title, ...text.texts].entries()) {
    const title = n === 0
    let before: string | undefined
    for (const word of searchableWords(part)) {
      const stems = isLetters(word) ? vocabulary.learn(word) : [word]
      const [own = word] = stems
      for (const one of stems) {
        counts.set(one, (counts.get(one) ?? 0) + 1)
        if (title) found.add(inTitle(one))
        if (one.length >= BEGINNING) found.add(beginning(one.slice(0, BEGINNING)))
      }
      if (word.length >= BEGINNING) found.add(beginning(word.slice(0, BEGINNING)))
      if (before !== undefined) found.add(pair(before, own))
      before = own
    }
  }
  for (const [one, count] of counts) {
    found.add(one)
    if (count >= OFTEN) found.add(often(one))
  }
  return [...found].join(' ')
}

/** The words of a text; never a personnummer's, even where one has come in past the checks. */
export function searchableWords(text: string): string[] {
  return foldedWords(maskPersonnummer(text, ' ')).filter((word) => !LONG_NUMBER.test(word))
}
