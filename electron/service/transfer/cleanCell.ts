/** Spaces that other programs put where a plain one is meant. */
const ODD_SPACES = /[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g
/** Zero width, soft hyphen, byte order marks, direction controls: invisible, but they break search and sorting. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g
/** Control characters other than tab and line feed; XML and DOCX refuse them. */
// oxlint-disable-next-line no-control-regex -- they are what is removed
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g

/** Anything but letters, digits and signs of Western text that already are what they should be. */
const UNUSUAL = /[^\t\n -~\u00a1-\u00ac\u00ae-\u017f\u2010-\u2027]/

/** A cell's text as it is meant: composed letters, plain spaces, LF line ends, nothing invisible. */
export function cleanCell(text: string): string {
  if (!UNUSUAL.test(text)) return text.trim()
  return text
    .replace(/\r\n?/g, '\n')
    .replace(CONTROL, '')
    .replace(INVISIBLE, '')
    .replace(ODD_SPACES, ' ')
    .normalize('NFC')
    .trim()
}

/** UTF-8 that was read as Windows-1252 and saved again: 'fÃ¶r'. Told, never mended silently. */
export function looksDoublyEncoded(text: string): boolean {
  return /Ã[\u0080-\u00bf¤¥¶„…–]/.test(text)
}

/** 'Avslutad (hos MAS)' is 'Avslutad'. */
export function withoutRemark(text: string): string {
  const from = text.endsWith(')') ? text.indexOf('(') : -1
  return from === -1 ? text : text.slice(0, from).trimEnd()
}
