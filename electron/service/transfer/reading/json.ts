import type { DetectedSource, ReadSettings } from '../../../../shared/transfer/format.ts'
import { findEncoding, type FoundEncoding } from './encoding.ts'
import type { FileBytes } from './fileBytes.ts'
import { flatten } from './flatten.ts'
import { JsonElements } from './jsonElements.ts'
import type { OpenedFormat } from './openedFormat.ts'
import { refusal } from './refusal.ts'
import type { RawReading, RawRecord } from './source.ts'
import { TextDecoding, textBytes } from './textBytes.ts'

const HEAD = 256 * 1024
/** So many records say which fields there are. */
const SKETCHED = 10_000
const LIST_NAMES = ['rows', 'data', 'items', 'records', 'value', 'results']
/** Lärdom's own export. */
const OWN_FORMAT = 'lardom-register'
const OWN_VERSION = 1
const NOT_A_LIST =
  'JSON-filen har ingen lista av poster. Den ska vara en lista, ett objekt med listan under ”rows”, ”data”, ”items” eller ”records”, eller ha en post på varje rad.'

const TOO_DEEP = 'Posten har fält inuti fält i orimligt många nivåer.'

/** Where in the file the records are. */
interface Shape {
  readonly byLine: boolean
  /** Bytes before the first record. */
  readonly start: number
  readonly line: number
  readonly why: string
}

/** Opens JSON: a list of objects, an object that holds one, or an object on every line. */
export async function openJson(file: FileBytes, wishes: ReadSettings): Promise<OpenedFormat> {
  const found = await findEncoding(file, wishes.encoding)
  const parts: Buffer[] = []
  for await (const bytes of textBytes(file, found, Math.min(file.size, HEAD))) parts.push(Buffer.from(bytes))
  const shape = findShape(file, Buffer.concat(parts))
  const names = new Set<string>()
  let records = 0
  for await (const batch of elements(file, found, shape).batches) {
    for (const { fields } of batch) for (const name of fields?.keys() ?? []) names.add(name)
    records += batch.length
    if (records >= SKETCHED) break
  }
  if (records === 0) throw refusal(file.path, 'listan i JSON-filen är tom.')
  if (names.size === 0) throw refusal(file.path, NOT_A_LIST)
  const heading = [...names]
  const findings: DetectedSource['findings'] = [
    { about: 'encoding', says: found.why },
    { about: 'headerRow', says: `${shape.why} Kolumnerna är posternas ${heading.length} fält.` },
  ]
  return {
    settings: {
      format: 'json',
      encoding: found.encoding,
      separator: null,
      quote: null,
      sheet: null,
      headerRow: null,
    },
    findings,
    sheets: [],
    heading,
    headingRecord: 0,
    place: (index) => `Fält ${index + 1}`,
    warnings: [],
    bytesTotal: file.size,
    read: () => reading(file, found, shape, heading),
  }
}

interface ParsedElement {
  readonly line: number
  readonly fields: Map<string, string> | undefined
  readonly problem: string | undefined
}

function elements(
  file: FileBytes,
  found: FoundEncoding,
  shape: Shape,
): { batches: AsyncIterable<ParsedElement[]>; bytesRead: () => number } {
  let bytesRead = 0
  async function* batches(): AsyncGenerator<ParsedElement[]> {
    const cutter = new JsonElements(new TextDecoding(found.encoding), shape.byLine, shape.line)
    let skip = shape.start
    for await (const bytes of textBytes(file, found)) {
      bytesRead = Math.min(file.size, bytesRead + bytes.length)
      const skipped = Math.min(skip, bytes.length)
      skip -= skipped
      yield cutter.push(bytes.subarray(skipped), false).map(parse)
      if (cutter.ended) break
      if (cutter.isTooLarge)
        throw refusal(file.path, 'en post i JSON-filen är större än 8 MB. Dela upp den i källan.')
    }
    bytesRead = file.size
    yield cutter.push(Buffer.alloc(0), true).map(parse)
  }
  return { batches: batches(), bytesRead: () => bytesRead }
}

function reading(
  file: FileBytes,
  found: FoundEncoding,
  shape: Shape,
  heading: readonly string[],
): RawReading {
  const source = elements(file, found, shape)
  const known = new Set(heading)
  async function* batches(): AsyncGenerator<readonly RawRecord[]> {
    let record = 0
    for await (const batch of source.batches) {
      yield batch.map(({ line, fields, problem }): RawRecord => {
        record++
        if (!fields) {
          return {
            record,
            line,
            fields: [],
            problem: { line, reason: problem ?? 'Posten går inte att läsa.' },
            notes: [],
          }
        }
        const strange = [...fields.keys()].some((name) => !known.has(name))
        return {
          record,
          line,
          fields: heading.map((name) => fields.get(name) ?? ''),
          problem: undefined,
          notes: strange
            ? [
                {
                  line,
                  reason: `Posten har ett fält som inte finns i någon av de första ${SKETCHED} posterna. Det lästes inte.`,
                },
              ]
            : [],
        }
      })
    }
  }
  return { batches: batches(), bytesRead: source.bytesRead }
}

function parse({ line, text, cut }: { line: number; text: string; cut: boolean }): ParsedElement {
  const problem = cut
    ? 'Filen tar slut mitt i listan: den är avhuggen. Gör om exporten.'
    : 'Posten är inte giltig JSON.'
  try {
    const value: unknown = JSON.parse(text)
    const fields = flatten(value)
    return { line, fields, problem: fields ? undefined : 'Posten är inget objekt med fält.' }
  } catch (error) {
    // Nested deeper than there is room for.
    if (error instanceof RangeError) return { line, fields: undefined, problem: TOO_DEEP }
    if (!(error instanceof SyntaxError)) throw error
    return { line, fields: undefined, problem }
  }
}

function findShape(file: FileBytes, head: Buffer): Shape {
  const text = head.toString('latin1')
  const first = text.search(/\S/)
  if (text[first] === '[') {
    return { byLine: false, start: first + 1, line: lineAt(text, first), why: 'Filen är en lista av poster.' }
  }
  if (text[first] !== '{') throw refusal(file.path, NOT_A_LIST)
  const list = listInside(text, first)
  if (list) {
    if (list.format === OWN_FORMAT && list.version > OWN_VERSION) {
      throw refusal(file.path, 'den är exporterad ur en nyare Lärdom. Uppdatera programmet.')
    }
    const why =
      list.format === OWN_FORMAT ? 'Filen är Lärdoms egen export.' : `Posterna står i listan ”${list.name}”.`
    return { byLine: false, start: list.at + 1, line: lineAt(text, list.at), why }
  }
  // An object that ends on its own line is one of many, or the only one.
  const line = text.slice(first).split('\n', 1)[0] ?? ''
  if (!isJson(line)) throw refusal(file.path, NOT_A_LIST)
  return {
    byLine: true,
    start: first,
    line: lineAt(text, first),
    why: 'Filen har en post på varje rad (NDJSON).',
  }
}

interface InnerList {
  readonly name: string
  readonly at: number
  readonly format: string | undefined
  readonly version: number
}

/** The first list of a known name directly under the outermost object. */
function listInside(text: string, start: number): InnerList | undefined {
  let depth = 0
  let name = ''
  let isName = true
  let format: string | undefined
  let version = 0
  for (let at = start; at < text.length; at++) {
    const char = text[at]
    if (char === '"') {
      const end = /(?:[^"\\]|\\.)*"/sy
      end.lastIndex = at + 1
      const string = end.exec(text)?.[0]
      if (string === undefined) return undefined
      if (depth === 1 && isName) name = string.slice(0, -1)
      else if (depth === 1 && name === 'format') format = string.slice(0, -1)
      at += string.length
    } else if (char === '{' || char === '[') {
      if (char === '[' && depth === 1 && LIST_NAMES.includes(name)) return { name, at, format, version }
      depth++
    } else if (char === '}' || char === ']') {
      depth--
      if (depth === 0) return undefined
    } else if (depth === 1 && char === ':') isName = false
    else if (depth === 1 && char === ',') isName = true
    else if (depth === 1 && name === 'version' && !isName && /\d/.test(char ?? '')) {
      version = version * 10 + Number(char)
    }
  }
  return undefined
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch (error) {
    if (error instanceof SyntaxError) return false
    throw error
  }
}

function lineAt(text: string, at: number): number {
  return text.slice(0, at).split('\n').length
}
