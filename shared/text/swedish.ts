/** Swedish typography and text folding (domain.md 9; architecture decision 2: SQLite knows ASCII case only). */

const collator = new Intl.Collator('sv')

/** Sort order with å, ä, ö last. */
export function compareSwedish(a: string, b: string): number {
  return collator.compare(a, b)
}

/** The form that is stored beside searched text and given to the index: NFC, lower case by Swedish rules. */
export function fold(text: string): string {
  return text.normalize('NFC').toLocaleLowerCase('sv')
}

/** '2 333' with hard spaces, '12,3' with decimal comma, a real minus sign. */
export function formatNumber(value: number, decimals = 0): string {
  return new Intl.NumberFormat('sv-SE', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(value)
}

/** '12,3 %' from a share 0..1, with a hard space. */
export function formatPercent(share: number, decimals = 0): string {
  return `${formatNumber(share * 100, decimals)}\u00a0%`
}
