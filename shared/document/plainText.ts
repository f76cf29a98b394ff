import type { Text } from './model.ts'

/**
 * What every writer does to text before it is written: nothing that XML 1.0 forbids is left (Word refuses a file with
 * a single such character), line ends are '\n', and å ä ö are one character each.
 */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(ILLEGAL, '')
    .replace(LONE_SURROGATE, '\ufffd')
    .normalize('NFC')
}

// Control characters are the point of this pattern: C0 but tab and newline, DEL, C1, and the two non-characters.
// oxlint-disable-next-line no-control-regex
const ILLEGAL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/**
 * Swedish typography of running text (domain.md 9): '3 kap. 5 §', '12,3 %' and '2 333' are never broken over two lines.
 * Only spaces change, never a letter.
 */
export function typeset(text: string): string {
  return cleanText(text)
    .replace(/(?<=\d) (?=§|kap\.|%|\d{3}(?!\d))/g, '\u00a0')
    .replace(/(?<=§|kap\.) (?=\d)/g, '\u00a0')
}

/** Escapes text for XML and HTML, in elements and in quoted attributes. */
export function escapeMarkup(text: string): string {
  return cleanText(text).replace(/[&<>"']/g, (found) => ESCAPES[found] ?? found)
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** A text's characters without its emphasis, for alt texts, metadata and measuring. */
export function plainText(text: Text): string {
  return typeof text === 'string' ? text : text.map((run) => run.text).join('')
}

/** True for the only links a document may carry. */
export function isWebLink(href: string): boolean {
  return /^https?:\/\/[^\s]+$/i.test(href)
}
