import { containsPersonnummer } from '../text/personnummer.ts'

const LONGEST = 90
/** A full stop after these ends no sentence. */
const ABBREVIATIONS =
  /(?:^|\s)(?:kl|ca|bl\.a|t\.ex|dvs|d\.v\.s|m\.m|osv|o\.s\.v|s\.k|p\.g\.a|pga|dr|ev|inkl|nr|tel|st|avd|tabl|resp|fr\.o\.m|t\.o\.m|o\.d)\.$/iu

/**
 * A heading out of what happened: its first sentence, cut at a word where it is long. None of one that holds a
 * personnummer, which the text is about to lose.
 */
export function suggestTitle(description: string): string {
  const sentence = firstSentence(description.trim().replaceAll(/[^\S\n]+/gu, ' '))
  if (containsPersonnummer(sentence)) return ''
  if (sentence.length <= LONGEST) return sentence
  const cut = sentence.slice(0, LONGEST)
  const words = cut.slice(0, cut.lastIndexOf(' ')).replace(/[\s,;:–-]+$/u, '')
  return `${words === '' ? cut.slice(0, LONGEST - 1) : words} …`
}

function firstSentence(text: string): string {
  for (const { index } of text.matchAll(/[.!?](?=\s+[\p{Lu}\d]|\s*\n|$)|\n/gu)) {
    const upTo = text.slice(0, index + 1)
    if (ABBREVIATIONS.test(upTo)) continue
    return upTo.replace(/[.\n\s]+$/u, '')
  }
  return text
}
