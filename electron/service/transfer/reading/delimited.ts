import type { DetectedSource, ReadSettings, Separator } from '../../../../shared/transfer/format.ts'
import { formatPercent } from '../../../../shared/text/swedish.ts'
import { findEncoding, type FoundEncoding } from './encoding.ts'
import type { FileBytes } from './fileBytes.ts'
import { findHeading } from './heading.ts'
import type { OpenedFormat } from './openedFormat.ts'
import { isBlank, RecordCutter } from './recordCutter.ts'
import { refusal } from './refusal.ts'
import { findSeparator, QUOTE_NAMES, SEPARATOR_NAMES } from './separator.ts'
import type { RawReading, RawRecord } from './source.ts'
import { textBytes } from './textBytes.ts'

/** So much of the text is looked at to find separator and headings. */
const HEAD = 256 * 1024
/** In running text some lines have as many commas as others by chance. */
const LEAST_EVEN = 0.2
const NO_HEADING =
  'den har ingen rubrikrad: första raden ser ut som data. Lägg till en rad överst med kolumnernas namn, eller ange vilken rad som är rubrikrad.'
const ONE_COLUMN =
  'den har bara en kolumn: inget semikolon, komma, tabb eller lodstreck skiljer fälten åt. Exportera som CSV eller Excel med en kolumn för varje uppgift.'

/** Opens delimited text: finds encoding, separator, quote and headings, or takes what the person says of them. */
export async function openDelimited(file: FileBytes, wishes: ReadSettings): Promise<OpenedFormat> {
  const found = await findEncoding(file, wishes.encoding)
  const { head, whole } = await readHead(file, found)
  assertText(file, head)
  const hint = separatorHint(head)
  const apart = findSeparator(head, whole, found, {
    separator: wishes.separator ?? hint,
    quote: wishes.quote,
  })
  const { separator, quote } = apart
  const records = hint === undefined ? apart.records : apart.records.slice(1)
  if (records.every(({ fields }) => isBlank(fields))) {
    throw refusal(
      file.path,
      'den har inga tecken utom blanksteg. Gör om exporten i systemet den kommer från.',
    )
  }
  const chosen = wishes.separator !== undefined || hint !== undefined
  if (apart.width < 2 || (apart.even < LEAST_EVEN && !chosen)) throw refusal(file.path, ONE_COLUMN)
  const heading = chosenHeading(file, records, wishes)

  const findings: DetectedSource['findings'] = [
    { about: 'encoding', says: found.why },
    {
      about: 'separator',
      says:
        wishes.separator === undefined
          ? hint === undefined
            ? `Fälten skiljs åt av ${SEPARATOR_NAMES[separator]}: då får ${formatPercent(apart.even)} av de första raderna lika många fält (${apart.width}).`
            : `Fälten skiljs åt av ${SEPARATOR_NAMES[separator]}: filen säger det själv på första raden.`
          : `Fälten skiljs åt av ${SEPARATOR_NAMES[separator]}, som du har valt.`,
    },
    {
      about: 'quote',
      says:
        wishes.quote === undefined
          ? `Text som innehåller avgränsningstecken omges av ${QUOTE_NAMES[quote]}.`
          : `Fält omges av ${QUOTE_NAMES[quote]}, som du har valt.`,
    },
    { about: 'headerRow', says: heading.why },
  ]
  const settings = {
    encoding: found.encoding,
    separator,
    quote,
    crLines: found.crLines,
    heading: { record: heading.record, width: heading.fields.length },
  }
  return {
    settings: {
      format: 'delimited',
      encoding: found.encoding,
      separator,
      quote,
      sheet: null,
      headerRow: heading.record,
    },
    findings,
    sheets: [],
    heading: heading.fields,
    headingRecord: heading.record,
    place: (index) => `Kolumn ${index + 1}`,
    warnings: unevenWarning(records, heading),
    bytesTotal: file.size,
    read: () => reading(file, found, new RecordCutter(settings)),
  }
}

function reading(file: FileBytes, found: FoundEncoding, cutter: RecordCutter): RawReading {
  let bytesRead = 0
  async function* batches(): AsyncGenerator<readonly RawRecord[]> {
    for await (const bytes of textBytes(file, found)) {
      // UTF-16 comes as UTF-8, which is about half as long.
      const wide = found.encoding === 'utf-16le' || found.encoding === 'utf-16be'
      bytesRead = Math.min(file.size, bytesRead + bytes.length * (wide ? 2 : 1))
      yield cutter.push(bytes, false)
    }
    bytesRead = file.size
    yield cutter.push(Buffer.alloc(0), true)
  }
  return { batches: batches(), bytesRead: () => bytesRead }
}

async function readHead(file: FileBytes, found: FoundEncoding): Promise<{ head: Buffer; whole: boolean }> {
  const end = Math.min(file.size, HEAD + found.skip)
  const parts: Buffer[] = []
  for await (const bytes of textBytes(file, found, end)) parts.push(Buffer.from(bytes))
  return { head: Buffer.concat(parts), whole: end === file.size }
}

/** Text has next to no control characters; what a camera or a database writes is full of them. */
function assertText(file: FileBytes, head: Buffer): void {
  let controls = 0
  for (const byte of head) if (byte < 0x09 || (byte > 0x0d && byte < 0x20)) controls++
  if (controls > 16 && controls > head.length * 0.02) {
    throw refusal(
      file.path,
      'innehållet är inte text i någon teckenkodning som Lärdom känner. Exportera som CSV (UTF-8) eller Excel (.xlsx).',
    )
  }
}

/** Excel's own way to say it: a first line 'sep=;'. */
function separatorHint(head: Buffer): Separator | undefined {
  const match = /^sep=([;,\t|])\r?\n/i.exec(head.toString('latin1', 0, 8))
  return match?.[1] as Separator | undefined
}

interface ChosenHeading {
  readonly record: number
  readonly fields: readonly string[]
  readonly why: string
}

function chosenHeading(file: FileBytes, records: readonly RawRecord[], wishes: ReadSettings): ChosenHeading {
  const { headerRow } = wishes
  if (headerRow === undefined) {
    const heading = findHeading(records)
    if (!heading) throw refusal(file.path, NO_HEADING)
    return heading
  }
  const chosen = records.find(({ record }) => record === headerRow)
  if (!chosen || isBlank(chosen.fields)) {
    throw refusal(
      file.path,
      `rad ${headerRow}, som du har valt som rubrikrad, är tom eller finns inte. Välj en annan rad.`,
    )
  }
  return { record: headerRow, fields: chosen.fields, why: `Rad ${headerRow} är rubrikrad, som du har valt.` }
}

function unevenWarning(records: readonly RawRecord[], heading: ChosenHeading): string[] {
  const after = records.filter(({ record, fields }) => record > heading.record && !isBlank(fields))
  const uneven = after.filter(({ fields }) => fields.length !== heading.fields.length).length
  if (uneven <= after.length * 0.2) return []
  return [
    `${uneven} av de första ${after.length} raderna har ett annat antal fält än rubrikraden. De tas inte in. Stämmer avgränsningstecknet, och är texter med det omgivna av citattecken?`,
  ]
}
