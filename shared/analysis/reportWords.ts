import { freeTextBlocks } from '../document/freeText.ts'
import type { Block } from '../document/model.ts'
import { findPersonnummer } from '../text/personnummer.ts'
import type { AnalysisContent, Delhandelse, TextKey } from './content.ts'
import type { NumberedAction, NumberedCause } from './reportConnections.ts'

/** What every section of the slutrapport is written from: the rows that say something, cleaned and numbered. */
export interface Report {
  readonly content: AnalysisContent
  /** The analysis is closed: what is missing is missing, no longer 'not yet'. */
  readonly final: boolean
  readonly delhandelser: readonly Delhandelse[]
  readonly causes: readonly NumberedCause[]
  readonly actions: readonly NumberedAction[]
}

export function reportOf(content: AnalysisContent): Report {
  return {
    content,
    final: content.completedDate !== null,
    delhandelser: content.delhandelser
      .filter((row) => written(row.text) || written(row.deviation))
      .map((row) => ({
        ...row,
        timeText: clean(row.timeText),
        actor: clean(row.actor),
        text: clean(row.text),
        source: clean(row.source),
        deviation: clean(row.deviation),
      })),
    causes: content.causes
      .filter((row) => written(row.text))
      .map((row, index) => ({
        ...row,
        nr: `O${index + 1}`,
        text: clean(row.text),
        noActionReason: clean(row.noActionReason),
      })),
    actions: content.actions
      .filter((row) => written(row.text))
      .map((row, index) => ({ ...row, nr: `Å${index + 1}`, text: clean(row.text) })),
  }
}

export const NOT_YET = 'Inte ifyllt ännu.'

/** A free text; when there is none, a plain sentence that says so. */
export function textBlocks(report: Report, key: TextKey, whenFinal: string): Block[] {
  const blocks = freeTextBlocks(clean(report.content.texts[key]))
  return blocks.length > 0 ? blocks : [nothing(report, whenFinal)]
}

/** A text under a heading it shares with another: a first line says what it is. */
export function labelled(report: Report, label: string, value: string): Block[] {
  const blocks = freeTextBlocks(clean(value))
  if (blocks.length === 0) {
    return report.final ? [] : [paragraph([{ text: `${label}: `, strong: true }, { text: NOT_YET }])]
  }
  const [first, ...rest] = blocks
  if (first?.type === 'paragraph' && typeof first.text === 'string') {
    return [paragraph([{ text: `${label}: `, strong: true }, { text: first.text }]), ...rest]
  }
  return [paragraph([{ text: `${label}:`, strong: true }]), ...blocks]
}

export function fact(report: Report, value: string): string {
  return clean(value) || (report.final ? 'Ej angivet' : NOT_YET)
}

export function nothing(report: Report, whenFinal: string): Block {
  return paragraph(report.final ? whenFinal : NOT_YET)
}

export function paragraph(text: Extract<Block, { type: 'paragraph' }>['text']): Block {
  return { type: 'paragraph', text }
}

export function written(text: string): boolean {
  return text.trim() !== ''
}

/** First letter small, inside a sentence; an abbreviation (IT, VO) keeps its own. */
export function lower(text: string): string {
  return /^\p{Lu}\p{Ll}/u.test(text) ? text.charAt(0).toLocaleLowerCase('sv') + text.slice(1) : text
}

/** Saving refuses personnummer; what came in another way is taken out here (domain.md 1.7). */
export function clean(text: string): string {
  let left = text.trim()
  for (let [hit] = findPersonnummer(left); hit; [hit] = findPersonnummer(left)) {
    left = `${left.slice(0, hit.start)}[personnummer borttaget]${left.slice(hit.end)}`
  }
  return left
}

const WORDS = ['noll', 'en', 'två', 'tre', 'fyra', 'fem', 'sex', 'sju', 'åtta', 'nio', 'tio', 'elva', 'tolv']

/** Small counts in words, as in running text. */
export function countWord(count: number): string {
  return WORDS[count] ?? String(count)
}
