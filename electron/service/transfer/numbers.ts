/** Numbers as sources write them. */

/** An exact age in years told in words; '60-årsåldern' is none. */
export function ageIn(text: string): number | null {
  if (/(?<!\d)\d+ månader/.test(text)) return 0
  const years = /(?<!\d)(\d{1,3}) år(?!s)/.exec(text)?.[1]
  return years === undefined || /under \d+ år/.test(text) ? null : Number(years)
}

/** An age in a column of its own: '45', '45.0', '45 år', '3 månader'. Undefined for what is none. */
export function readAge(text: string): number | undefined {
  const found = /^(\d{1,3})(?:[.,]\d+)?(?: ?(?:år|years?|yrs?|y))?$/i.exec(text)
  if (found) return Number(found[1]) <= 130 ? Number(found[1]) : undefined
  return /^\d{1,3} ?(?:mån(?:ader)?|mån\.|veckor|v|dagar|d|months?|weeks?|days?)$/i.test(text) ? 0 : undefined
}

/** '12', '1 200', '12.0'; undefined for what is no whole number from 0 to the most. */
export function readWholeNumber(text: string, most: number): number | undefined {
  const plain = text.replace(/(?<=\d)[ .](?=\d{3}(?!\d))/g, '').replace(/[.,]0+$/, '')
  if (!/^\d{1,9}$/.test(plain)) return undefined
  return Number(plain) <= most ? Number(plain) : undefined
}
