import type Database from 'better-sqlite3'
import { CARE_WORDS, partsOf, placeInCompound } from '../../../shared/search/compound.ts'
import { stem } from '../../../shared/search/stem.ts'
import type { Db } from '../db/database.ts'

/** How a form is indexed: its own stem first, then those of its parts. */
export type Stems = readonly string[]

/** Forms read in one go, some ten milliseconds. */
const READ_AT_ONCE = 10_000
/** In each of two generations. */
const MOST_CACHED = 50_000
/** Forms looked at for late compounds of one word; and how many words a register knows when most of them are. */
const MOST_CANDIDATES = 300
const FEW_WORDS = 30_000
const MOST_REMEMBERED = 500
/** More late compounds of one word than this are not looked up; those met first are the commonest. */
const MOST_LATE = 60
/** Forms with these endings that a person may be typing: their stem is shorter than what is typed. */
const MOST_BEGINNING = 400

/**
 * Every form that has stood in the register's texts, in the order they came: what tells a compound's parts, and what
 * the beginning of a word can become. A form's parts are settled when it first comes, by the words known until then;
 * compounds that came before their parts are found when they are asked for. Kept in memory while the workspace is open.
 */
export class Vocabulary {
  readonly #db: Db
  /** The connection it was read from: after a restore there is another. */
  readonly raw: Database.Database
  readonly #ids = new Map<string, number>()
  #last = 0
  readonly #late = new Map<string, { readonly at: number; readonly stems: readonly string[] }>()
  /** All forms with a line feed before and after each, for finding those that hold some letters. */
  #text = '\n'
  #early = ''
  #starts: number[] = []
  #texted: string[] = []
  #pending: string[] = []
  #stems = new Map<string, Stems>()
  #older = new Map<string, Stems>()

  constructor(db: Db) {
    this.#db = db
    this.raw = db.raw
  }

  get size(): number {
    return this.#ids.size
  }

  /**
   * After a change that was taken back, forms that came with it are unknown again. To be called before a case is
   * indexed or a search made; costs one look at the table's end.
   */
  settle(): void {
    const stored = this.#db.value<number | null>('SELECT max(id) FROM search_word') ?? 0
    if (stored === this.#last) return
    if (stored > this.#last) {
      // Not read yet, or not wholly.
      this.#read(Number.POSITIVE_INFINITY)
      return
    }
    this.#ids.clear()
    this.#stems.clear()
    this.#older.clear()
    this.#late.clear()
    this.#text = '\n'
    this.#early = ''
    this.#starts = []
    this.#texted = []
    this.#pending = []
    this.#last = 0
    this.#read(Number.POSITIVE_INFINITY)
  }

  /** Reads some of what the file has; false when there is no more. So that a large one is read beside the work. */
  readSome(): boolean {
    const more = this.#read(READ_AT_ONCE)
    this.#write()
    return more
  }

  #read(most: number): boolean {
    const limit = Number.isFinite(most) ? most : -1
    const rows = this.#db.all<{ id: number; word: string }>(
      'SELECT id, word FROM search_word WHERE id > ? ORDER BY id LIMIT ?',
      [this.#last, limit],
    )
    for (const { id, word } of rows) {
      this.#ids.set(word, id)
      this.#pending.push(word)
      this.#last = id
    }
    return rows.length === limit
  }

  /** Puts what is new at the end of the text that is looked through. */
  #write(): void {
    if (this.#pending.length === 0) return
    let length = this.#text.length
    for (const word of this.#pending) {
      this.#starts.push(length)
      this.#texted.push(word)
      length += word.length + 1
    }
    this.#text += `${this.#pending.join('\n')}\n`
    this.#pending = []
  }

  knows(form: string): boolean {
    return this.#ids.has(form)
  }

  /** How a form of a case's text is indexed; a new one is kept from now on. */
  learn(form: string): Stems {
    const cached = this.#cached(form)
    if (cached) return cached
    let id = this.#ids.get(form)
    if (id === undefined) {
      id = this.#last + 1
      this.#db.run('INSERT INTO search_word (id, word) VALUES (?, ?)', [id, form])
      this.#ids.set(form, id)
      this.#pending.push(form)
      this.#last = id
    }
    return this.#cache(form, id)
  }

  /** The same for a form that is looked for. */
  stemsOf(form: string): Stems {
    const id = this.#ids.get(form)
    return id === undefined ? [stem(form)] : (this.#cached(form) ?? this.#cache(form, id))
  }

  /** How early a form came, counted from 1: the common ones come early, one that is not known comes last. */
  rank(form: string): number {
    return this.#ids.get(form) ?? this.#last + 1
  }

  #cache(form: string, id: number): Stems {
    // Only words that were known before it: so the same is said again after the next opening.
    const parts = partsOf(form, (part) => (this.#ids.get(part) ?? id) < id)
    const stems = parts.length === 0 ? [stem(form)] : [...new Set([stem(form), ...parts.map(stem)])]
    this.#keep(form, stems)
    return stems
  }

  #cached(form: string): Stems | undefined {
    const stems = this.#stems.get(form)
    if (stems) return stems
    const older = this.#older.get(form)
    if (older) this.#keep(form, older)
    return older
  }

  /** What has not been asked for while a whole generation came is let go. */
  #keep(form: string, stems: Stems): void {
    if (this.#stems.size >= MOST_CACHED) {
      this.#older = this.#stems
      this.#stems = new Map()
    }
    this.#stems.set(form, stems)
  }

  /**
   * Stems of compounds that hold the word but were indexed before it, or the rest of them, was known; those that came
   * after have the word among their own. Looked for where there are such: among what came before the word, and among
   * the first forms of the register, when few words were known.
   */
  lateCompounds(word: string): readonly string[] {
    const wanted = stem(word)
    if (wanted.length < 3) return []
    const kept = this.#late.get(word)
    if (kept?.at === this.#last) return kept.stems
    const own = CARE_WORDS.has(word) ? 0 : (this.#ids.get(word) ?? Number.POSITIVE_INFINITY)
    const late = new Set<string>()
    const until = Math.max(own, FEW_WORDS)
    let candidates = 0
    for (const [form, id] of this.#holding(wanted.length > 4 ? wanted : wanted.slice(0, 4), until)) {
      if (id > until || candidates >= MOST_CANDIDATES || late.size >= MOST_LATE) break
      if (form.length < word.length + 3) continue
      candidates += 1
      // Whether some part of it came after it did.
      let newest = own
      const place = placeInCompound(form, wanted, (part) => {
        if (part === word) return true
        const known = this.#ids.get(part)
        if (known === undefined) return false
        newest = Math.max(newest, known)
        return true
      })
      if (place && newest > id && !this.stemsOf(form).includes(wanted)) late.add(stem(form))
    }
    if (this.#late.size >= MOST_REMEMBERED) this.#late.clear()
    this.#late.set(word, { at: this.#last, stems: [...late] })
    return [...late]
  }

  /** Stems of forms that begin so, where the stem itself does not: falli → fall. Of the commoner forms. */
  stemsBeginning(letters: string): string[] {
    const stems = new Set<string>()
    let count = 0
    for (const [form] of this.#holding(`\n${letters}`, FEW_WORDS)) {
      count += 1
      if (count > MOST_BEGINNING) break
      const own = stem(form)
      if (!own.startsWith(letters)) stems.add(own)
    }
    return [...stems]
  }

  /** The forms that hold some letters, each with its id, in the order they came, up to an id or somewhat further. */
  *#holding(letters: string, until: number): Generator<readonly [string, number]> {
    this.#write()
    const text = until > FEW_WORDS ? this.#text : this.#earlyText()
    let at = text.indexOf(letters)
    while (at >= 0) {
      const index = this.#indexAt(letters.startsWith('\n') ? at + 1 : at)
      const form = this.#texted[index]
      if (form === undefined) return
      yield [form, this.#ids.get(form) ?? 0]
      at = text.indexOf(letters, (this.#starts[index] ?? 0) + form.length)
    }
  }

  /** The beginning of the text, which most questions are content with. */
  #earlyText(): string {
    const end = this.#starts[FEW_WORDS]
    if (end === undefined) return this.#text
    if (this.#early === '') this.#early = this.#text.slice(0, end)
    return this.#early
  }

  #indexAt(place: number): number {
    let low = 0
    let high = this.#starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.#starts[middle] ?? 0) <= place) low = middle
      else high = middle - 1
    }
    return low
  }
}

const open = new WeakMap<Db, Vocabulary>()

/** The workspace's vocabulary, read from the file to its end. */
export function vocabularyOf(db: Db): Vocabulary {
  const vocabulary = openVocabulary(db)
  vocabulary.settle()
  return vocabulary
}

/** The same as far as it has been read. */
export function openVocabulary(db: Db): Vocabulary {
  let vocabulary = open.get(db)
  if (vocabulary?.raw !== db.raw) {
    vocabulary = new Vocabulary(db)
    open.set(db, vocabulary)
  }
  return vocabulary
}
