/** Line ends and controls; marks that turn text; what has no width. Joiners (U+200C, U+200D) belong to some languages. */
const UNSEEN =
  /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Cn}\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/u

/** True for text that is one line and shows all that it is made of: a name in the log must be told from every other. */
export function isPlainLine(text: string): boolean {
  return !UNSEEN.test(text)
}

export const NOT_PLAIN =
  'Där finns tecken som inte syns, till exempel en radbrytning. Skriv om texten för hand.'
