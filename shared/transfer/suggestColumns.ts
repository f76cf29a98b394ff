import type { ColumnSuggestion } from './contract.ts'
import { IMPORT_FIELD_NAMES, IMPORT_FIELDS, importFieldSpec, type ImportField } from './fields.ts'
import type { DetectedSource, SourceColumn } from './format.ts'
import { HEADING_WORDS } from './headings.ts'
import type { MappedColumn } from './mapping.ts'
import { closeness, plainKey } from './nearest.ts'

/** Finds out what a file's columns may be, by their headings and by what stands in them. */

/** Below it nothing is put in the mapping; the person chooses among the others. */
export const SURE_ENOUGH = 0.6
const WORTH_TELLING = 0.35
const MOST_OTHERS = 4
/** Headings alone, spelled otherwise than known: less sure than a known one. */
const LIKE_ENOUGH = 0.78

/** How many of a column's different values have a counterpart in a field's list. */
export interface ContentMatch {
  readonly field: ImportField
  readonly known: number
  readonly values: number
}

/** Answers for the fields with lists (and for units) what a column's values are; by the service, which has the lists. */
export type LookAtContent = (column: SourceColumn) => readonly ContentMatch[]

type Suggested = NonNullable<ColumnSuggestion['best']>

const KNOWN_HEADINGS = IMPORT_FIELD_NAMES.flatMap((field) =>
  [...new Set([IMPORT_FIELDS[field].label, ...(HEADING_WORDS[field] ?? [])])].map((word) => ({
    field,
    word,
    key: plainKey(word),
  })),
)

/** A suggestion for each column, best first, no field twice unless it can take several. */
export function suggestColumns(
  columns: DetectedSource['columns'],
  lookAtContent: LookAtContent,
): ColumnSuggestion[] {
  const all = columns.map((column) => candidatesFor(column, lookAtContent(column)))
  const best = new Map<number, Suggested>()
  const taken = new Set<ImportField>()
  const ranked = all
    .flatMap((candidates, index) => candidates.map((candidate) => ({ index, candidate })))
    .sort((a, b) => b.candidate.score - a.candidate.score || a.index - b.index)
  for (const { index, candidate } of ranked) {
    if (candidate.score < SURE_ENOUGH || best.has(index) || taken.has(candidate.field)) continue
    best.set(index, candidate)
    taken.add(candidate.field)
  }
  return columns.map((column, at) => {
    const chosen = best.get(at) ?? null
    return {
      index: column.index,
      best: chosen,
      others: (all[at] ?? [])
        .filter(({ field, score }) => field !== chosen?.field && score >= WORTH_TELLING)
        .slice(0, MOST_OTHERS),
    }
  })
}

/** The columns of a mapping that follows the suggestions; dates get the order that was found in them. */
export function columnsBy(
  columns: DetectedSource['columns'],
  suggestions: readonly ColumnSuggestion[],
): MappedColumn[] {
  return columns.map(({ index, name, dateOrder }) => {
    const field = suggestions.find((suggestion) => suggestion.index === index)?.best?.field ?? null
    const isDate = field !== null && importFieldSpec(field).kind === 'date'
    return {
      index,
      heading: name,
      field,
      ...(isDate && dateOrder !== null && dateOrder !== 'unclear' && dateOrder !== 'ymd'
        ? { dateOrder }
        : {}),
    }
  })
}

function candidatesFor(column: SourceColumn, content: readonly ContentMatch[]): Suggested[] {
  const found = new Map<ImportField, Suggested>()
  for (const field of IMPORT_FIELD_NAMES) {
    const byHeading = headingScore(column.name, field)
    const match = content.find((each) => each.field === field)
    const score = scoreOf(column, field, byHeading?.score ?? 0, match)
    if (score < WORTH_TELLING) continue
    found.set(field, { field, score, reason: reasonFor(column, byHeading, match) })
  }
  return [...found.values()].sort((a, b) => b.score - a.score)
}

interface HeadingMatch {
  readonly score: number
  readonly word: string
}

function headingScore(name: string, field: ImportField): HeadingMatch | undefined {
  const key = plainKey(name)
  let best: HeadingMatch | undefined
  for (const known of KNOWN_HEADINGS) {
    if (known.field !== field) continue
    const score = closeness(key, known.key)
    if (score >= LIKE_ENOUGH && score > (best?.score ?? 0)) best = { score, word: known.word }
  }
  return best
}

function scoreOf(
  column: SourceColumn,
  field: ImportField,
  heading: number,
  match: ContentMatch | undefined,
): number {
  const fits = contentFits(column, field)
  // A column of dates is no free text, whatever its heading: 'Åtgärd' over dates is when, not what.
  if (fits === false) return 0
  const share = match && match.values > 0 ? match.known / match.values : 0
  // One or two values that happen to be in a list say little.
  const byContent = match && match.known >= 3 ? share * 0.75 : 0
  const byHeading = heading === 1 ? 0.92 : heading * 0.75
  const both = byHeading > 0 && (byContent >= 0.3 || fits === true) ? 0.07 : 0
  return Math.round(Math.min(0.99, Math.max(byHeading, byContent) + both) * 100) / 100
}

/** true: what stands in the column speaks for the field; false: against it; undefined: neither. */
function contentFits({ looksLike, filled }: SourceColumn, field: ImportField): boolean | undefined {
  const { kind } = importFieldSpec(field)
  if (looksLike === 'empty') return undefined
  switch (kind) {
    case 'date':
      return looksLike === 'date'
        ? true
        : looksLike === 'number' || looksLike === 'yes-no'
          ? false
          : undefined
    case 'yes-no':
      return looksLike === 'yes-no' ? true : looksLike === 'date' ? false : undefined
    case 'key':
      return looksLike === 'date' || looksLike === 'yes-no' || filled < 0.9 ? false : undefined
    case 'age':
    case 'number':
      return looksLike === 'number'
        ? true
        : looksLike === 'date' || looksLike === 'yes-no'
          ? false
          : undefined
    case 'text':
      return looksLike === 'date' && !takesDates(field) ? false : looksLike === 'text' ? true : undefined
    case 'code':
    case 'place':
    case 'tags':
    case 'severity':
      return looksLike === 'date' ? false : looksLike === 'code' ? true : undefined
    case 'time':
      return looksLike === 'date' ? false : undefined
  }
}

/** What a source says of the report to IVO is often only its day. */
function takesDates(field: ImportField): boolean {
  return field === 'reportedToIvo' || field === 'ivoDecision'
}

function reasonFor(
  column: SourceColumn,
  heading: HeadingMatch | undefined,
  match: ContentMatch | undefined,
): string {
  const parts: string[] = []
  if (heading) {
    parts.push(heading.score === 1 ? `Rubriken är ”${heading.word}”` : `Rubriken liknar ”${heading.word}”`)
  }
  if (match && match.known > 0) {
    const where =
      match.field === 'enhet'
        ? 'är enheter i arbetsytan'
        : `finns i listan ${IMPORT_FIELDS[match.field].label}`
    parts.push(`${match.known} av ${match.values} värden ${where}`)
  }
  if (parts.length === 0 && column.looksLike === 'date') parts.push('Värdena är datum')
  const text = parts.join('; ')
  return `${text.charAt(0).toLocaleUpperCase('sv')}${text.slice(1)}.`
}
