import type { FileBytes } from './fileBytes.ts'
import { refusal } from './refusal.ts'
import { TagPieces } from './tagPieces.ts'
import { runsText } from './xmlText.ts'
import type { ZipFile } from './zipFile.ts'

/** All texts of a workbook lie in one list that must be at hand: so much of it is held, as bytes. */
const MOST_TEXT = 96 * 1024 ** 2

/** A workbook's list of texts, held as UTF-8 side by side: strings of their own would cost three times as much. */
export class SharedStrings {
  #bytes: Buffer = Buffer.alloc(0)
  #used = 0
  /** Where each text ends. */
  #ends = new Uint32Array(1024)
  #count = 0

  static async of(file: FileBytes, zip: ZipFile, part: string | undefined): Promise<SharedStrings> {
    const strings = new SharedStrings()
    if (part === undefined) return strings
    const pieces = new TagPieces(file.path, 'si')
    for await (const chunk of zip.stream(part)) {
      for (const xml of pieces.push(chunk)) strings.#add(file, runsText(xml))
    }
    return strings
  }

  /** Between two numbers there is no text, and what would be read is not this file's. */
  has(index: number): boolean {
    return Number.isInteger(index) && index >= 0 && index < this.#count
  }

  at(index: number): string | undefined {
    if (!this.has(index)) return undefined
    return this.#bytes.toString('utf8', index === 0 ? 0 : this.#ends[index - 1], this.#ends[index])
  }

  #add(file: FileBytes, text: string): void {
    const size = Buffer.byteLength(text)
    if (this.#used + size > MOST_TEXT) {
      throw refusal(
        file.path,
        'arbetsboken har mer text än Lärdom kan läsa ur en Excel-fil. Spara den som CSV UTF-8 i Excel och läs in den.',
      )
    }
    if (this.#used + size > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.min(MOST_TEXT, Math.max(64 * 1024, (this.#used + size) * 2)))
      this.#bytes.copy(larger, 0, 0, this.#used)
      this.#bytes = larger
    }
    if (this.#count === this.#ends.length) {
      const larger = new Uint32Array(this.#ends.length * 2)
      larger.set(this.#ends)
      this.#ends = larger
    }
    this.#bytes.write(text, this.#used)
    this.#used += size
    this.#ends[this.#count++] = this.#used
  }
}
