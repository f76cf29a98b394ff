import type { CodeListName } from '../../../shared/code/names.ts'
import { ALLVARLIGHETSGRADER, type CodeList } from '../../../shared/incident/codes.ts'
import type { KnownValue } from '../../../shared/transfer/contract.ts'
import { importFieldSpec, type ImportField } from '../../../shared/transfer/fields.ts'
import type { MappedValue } from '../../../shared/transfer/mapping.ts'
import { closeness, plainKey } from '../../../shared/transfer/nearest.ts'
import { entriesOf } from '../code/codes.ts'
import type { Db } from '../db/database.ts'
import { VALUE_WORDS } from './valueWords.ts'

/** One code that a field can have. */
export interface Choice {
  readonly target: string
  readonly label: string
  readonly parent: string | null
}

export interface Suggested {
  readonly target: string
  readonly label: string
  readonly score: number
  readonly reason: string
}

/** Less alike than this is no suggestion but a guess. */
const CLOSE_ENOUGH = 0.6
/** Values come again and again; a column of free text must not fill the memory. */
const MOST_REMEMBERED = 20_000

/** What the values of one field mean: by the list's own words, by known words of sources, and by what a person has said. */
export class ValueBook {
  readonly choices: readonly Choice[]
  /** The code for what has no counterpart; null where the list has none. */
  readonly other: string | null
  readonly #byKey = new Map<string, Choice[]>()
  readonly #mapped = new Map<string, string>()
  readonly #seen = new Map<string, { readonly found: string | undefined; count: number }>()
  readonly #field: ImportField
  readonly #isSeverity: boolean

  constructor(field: ImportField, choices: readonly Choice[], mapped: readonly MappedValue[]) {
    this.#field = field
    this.choices = choices
    this.other = choices.find(({ target }) => target === 'ovrigt' || target === 'ovrig')?.target ?? null
    // A source whose scale begins at 0 may mean anything by it: only a person, or the word, can say.
    this.#isSeverity = importFieldSpec(field).kind === 'severity'
    const targets = new Map(choices.map((choice) => [choice.target, choice]))
    for (const choice of choices) {
      this.#know(plainKey(choice.label), choice)
      if (!(choice.target === '0' && this.#isSeverity)) this.#know(plainKey(choice.target), choice)
    }
    for (const [word, target] of Object.entries(VALUE_WORDS[field] ?? {})) {
      const choice = targets.get(target)
      const key = plainKey(word)
      // The workspace's own label comes before a word that sources use.
      if (choice && !this.#byKey.has(key)) this.#know(key, choice)
    }
    for (const { value, target } of mapped) {
      if (target === '' || targets.has(target)) this.#mapped.set(plainKey(value), target)
    }
  }

  /** The code; '' when a person has said that it is to be left empty; undefined when it is not known. */
  find(raw: string): string | undefined {
    const seen = this.#seen.get(raw)
    if (seen !== undefined) {
      seen.count++
      return seen.found
    }
    const found = this.#find(raw)
    if (this.#seen.size < MOST_REMEMBERED) this.#seen.set(raw, { found, count: 1 })
    return found
  }

  /** What was looked for and found: each word as the source writes it, how often, and what it was taken for. */
  understood(): KnownValue[] {
    return [...this.#seen].flatMap(([value, { found, count }]) => {
      if (found === undefined || found === '') return []
      const label = this.labelOf(found)
      return [{ field: this.#field, value, count, target: found, label, reason: this.#why(value, label) }]
    })
  }

  #why(value: string, label: string): string {
    const key = plainKey(value)
    if (this.#mapped.has(key)) return 'Valt för det här systemet.'
    return key === plainKey(label) ? 'Står så i listan.' : `”${value}” är ett annat ord för ”${label}”.`
  }

  #find(raw: string): string | undefined {
    const key = plainKey(raw)
    const mapped = this.#mapped.get(key)
    if (mapped !== undefined) return mapped
    // A number is a scale's own word; '3,0' and '-1' are not.
    if (/^[\d\s.,+-]+$/.test(raw) && !/^\d+$/.test(raw)) return undefined
    // A scale's words are taken as they stand: 'Katastrofal!!' is for a person to read.
    if (this.#isSeverity && /[^\p{L}\p{N} ]/u.test(raw)) return undefined
    const choices = this.#byKey.get(key) ?? []
    return choices.length === 1 ? choices[0]?.target : undefined
  }

  parentOf(target: string): string | null {
    return this.choices.find((choice) => choice.target === target)?.parent ?? null
  }

  labelOf(target: string): string {
    return this.choices.find((choice) => choice.target === target)?.label ?? target
  }

  /** The choice that is most like it; a person has to say yes to it. */
  nearest(raw: string): Suggested | null {
    const key = plainKey(raw)
    if (key === '') return null
    let best: Suggested | null = null
    for (const [known, [choice]] of this.#byKey) {
      if (!choice) continue
      const score = Math.round(closeness(key, known) * 100) / 100
      if (score < CLOSE_ENOUGH || (best && score <= best.score)) continue
      best = {
        target: choice.target,
        label: choice.label,
        score,
        reason:
          score === 1
            ? `Flera värden heter så; ”${choice.label}” är ett av dem.`
            : `Stavningen liknar ”${choice.label}”.`,
      }
    }
    return best
  }

  get field(): ImportField {
    return this.#field
  }

  #know(key: string, choice: Choice): void {
    const known = this.#byKey.get(key)
    if (!known) this.#byKey.set(key, [choice])
    else if (!known.some(({ target }) => target === choice.target)) known.push(choice)
  }
}

/** The books of a workspace's fields, each made when it is first asked for. */
export class CodeBooks {
  readonly #db: Db
  readonly #values: readonly MappedValue[]
  readonly #books = new Map<ImportField, ValueBook>()

  constructor(db: Db, values: readonly MappedValue[]) {
    this.#db = db
    this.#values = values
  }

  of(field: ImportField): ValueBook {
    const known = this.#books.get(field)
    if (known) return known
    const mapped = this.#values.filter((value) => value.field === field)
    const book = new ValueBook(field, this.#choices(field), mapped)
    this.#books.set(field, book)
    return book
  }

  /** Of every book that has been asked, the most common first. */
  understood(): KnownValue[] {
    return [...this.#books.values()].flatMap((book) => book.understood()).sort((a, b) => b.count - a.count)
  }

  #choices(field: ImportField): Choice[] {
    const spec = importFieldSpec(field)
    if (spec.list !== undefined) return this.#listed(spec.list, field)
    if (spec.codes !== undefined) return plain(spec.codes)
    if (spec.kind === 'yes-no') return plain({ ja: 'Ja', nej: 'Nej' })
    if (spec.kind === 'severity') return SEVERITIES
    return []
  }

  #listed(list: CodeListName, field: ImportField): Choice[] {
    const choices = entriesOf(this.#db, list).map(({ code, label, parent }) => ({
      target: code,
      label,
      parent,
    }))
    // Händelsetyp and its undertyp are one list of two levels.
    if (field === 'handelsetyp') return choices.filter(({ parent }) => parent === null)
    if (field === 'undertyp') return choices.filter(({ parent }) => parent !== null)
    return choices
  }
}

const plain = (codes: CodeList): Choice[] =>
  Object.entries(codes).map(([target, label]) => ({ target, label, parent: null }))

const SEVERITIES: Choice[] = [
  { target: '0', label: 'Ingen påverkan', parent: null },
  ...Object.entries(ALLVARLIGHETSGRADER).map(([target, { label }]) => ({ target, label, parent: null })),
]
