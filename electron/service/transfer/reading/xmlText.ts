const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/** Text of XML: line ends as XML 1.0 (2.11) reads them, references resolved. */
export function xmlText(raw: string): string {
  const lines = raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw
  if (!lines.includes('&')) return lines
  return lines.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w{2,4}));/gi,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return ENTITIES[name] ?? whole
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole
    },
  )
}

/** Excel writes characters that XML cannot hold as _x000D_ (ECMA-376 part 1, 22.9.2.19). */
export function cellString(raw: string): string {
  const text = xmlText(raw)
  return text.includes('_x')
    ? text.replace(/_x([0-9A-F]{4})_/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text
}

const TEXT = /<(?:\w+:)?t(?:\s[^<>]*)?>([^<]*)<\//g
const AID = /<((?:\w+:)?rPh)[\s>]/g

/** The text of a string item: its runs after each other, without reading aids (rPh). */
export function runsText(xml: string): string {
  let text = ''
  for (const match of withoutAids(xml).matchAll(TEXT)) text += match[1] ?? ''
  return cellString(text)
}

function withoutAids(xml: string): string {
  if (!xml.includes('rPh')) return xml
  let kept = ''
  let from = 0
  for (const match of xml.matchAll(AID)) {
    if (match.index < from) continue
    const end = xml.indexOf(`</${match[1] ?? ''}>`, match.index)
    kept += xml.slice(from, match.index)
    from = end === -1 ? xml.length : end
  }
  return kept + xml.slice(from)
}

/** A tag is never longer; what is would make the search below slow. */
const LONGEST_TAG = 4000

/** The attributes of a tag, references resolved; names without their prefix besides with it. */
export function attributes(tag: string): Map<string, string> {
  const found = new Map<string, string>()
  for (const [, name = '', double, single] of tag
    .slice(0, LONGEST_TAG)
    .matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
    const value = xmlText(double ?? single ?? '')
    found.set(name, value)
    const local = name.slice(name.indexOf(':') + 1)
    if (!found.has(local)) found.set(local, value)
  }
  return found
}

/** Every start tag of a local name, whatever its prefix. */
export function* tags(xml: string, local: string): Generator<string> {
  const pattern = new RegExp(String.raw`<(?:\w+:)?${local}(?=[\s/>])([^<>]*)>`, 'g')
  for (const match of xml.matchAll(pattern)) yield match[1] ?? ''
}
