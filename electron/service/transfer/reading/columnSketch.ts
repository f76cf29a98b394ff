import type { LooksLike, SourceColumn } from '../../../../shared/transfer/format.ts'
import { LONGEST_NUMBER, maskPersonnummer } from '../../../../shared/text/personnummer.ts'
import { cleanCell } from '../cleanCell.ts'
import { dateOrderOf, dateShape, type DateShape } from './dateShape.ts'

const MOST_SAMPLES = 20
const LONGEST_SAMPLE = 200
/** Different values are counted so far; beyond it a column is no list of codes. */
const MOST_DISTINCT = 60
const NUMBER = /^[-+−]?(?:\d+|\d{1,3}(?:[ .]\d{3})+)(?:[.,]\d+)?(?: ?%)?$/
const YES_NO = new Set(['ja', 'nej', 'j', 'n', 'yes', 'no', 'y', 'true', 'false', 'sant', 'falskt', 'x'])

/** Builds up what a column looks like from some of its values. */
export class ColumnSketch {
  #rows = 0
  #filled = 0
  #numbers = 0
  #longest = 0
  readonly #dates: Record<DateShape, number> = { ymd: 0, dmy: 0, mdy: 0, either: 0 }
  readonly #distinct = new Set<string>()

  add(raw: string): void {
    this.#rows++
    const value = raw === '' ? '' : cleanCell(raw.length > LONGEST_SAMPLE ? shortened(raw) : raw)
    if (value === '') return
    this.#filled++
    if (raw.length > this.#longest) this.#longest = raw.length
    const shape = dateShape(value)
    if (shape !== undefined) this.#dates[shape]++
    else if (NUMBER.test(value)) this.#numbers++
    if (this.#distinct.size <= MOST_DISTINCT) this.#distinct.add(value)
  }

  column(index: number, name: string): SourceColumn {
    const looksLike = this.#looksLike()
    return {
      index,
      name,
      samples: [...this.#distinct].slice(0, MOST_SAMPLES).map((value) => maskPersonnummer(value)),
      filled: this.#rows === 0 ? 0 : Math.round((this.#filled / this.#rows) * 1000) / 1000,
      looksLike,
      dateOrder: looksLike === 'date' ? dateOrderOf(this.#dates) : null,
    }
  }

  #looksLike(): LooksLike {
    if (this.#filled === 0) return 'empty'
    const values = [...this.#distinct].map((value) => value.toLocaleLowerCase('sv'))
    const binary = values.length === 2 && values.includes('0') && values.includes('1')
    if (binary || values.every((value) => YES_NO.has(value))) return 'yes-no'
    const { ymd, dmy, mdy, either } = this.#dates
    if (ymd + dmy + mdy + either >= this.#filled / 2) return 'date'
    // Few values that come again and again are a list, also when they are digits: a scale from 1 to 4.
    const few =
      values.length <= MOST_DISTINCT - 10 && this.#filled >= values.length * 3 && this.#longest <= 100
    if (this.#numbers >= this.#filled * 0.9) return few && values.length <= 10 ? 'code' : 'number'
    return few ? 'code' : 'text'
  }
}

/** Masked before it is cut, so that no half of a number is left. */
function shortened(raw: string): string {
  return maskPersonnummer(raw.slice(0, LONGEST_SAMPLE + LONGEST_NUMBER)).slice(0, LONGEST_SAMPLE)
}
