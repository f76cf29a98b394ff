/**
 * The look of every document, in one place: a neutral theme in deep blue-green, since the region's own graphic
 * profile is not public (domain.md 9). Every text colour has at least 4.5:1 on the ground it stands on, and every
 * line or area that carries meaning at least 3:1 (theme.test.ts measures it).
 */
export const THEME = {
  /** Running text. */
  ink: '#17262b',
  /** Secondary text: captions, headers, notes. */
  quiet: '#4a5c62',
  /** Headings, rules, the first series. */
  accent: '#0b5563',
  accentSoft: '#2f7f8f',
  /** Ground of header rows, boxes. */
  tint: '#e9f1f2',
  /** Thin lines that only help the eye. */
  line: '#c5d4d7',
  paper: '#ffffff',
  /** Stamps. */
  warning: '#8f1d14',
  /** The third series and the median: far from the accent in lightness as well as in hue. */
  second: '#b45f06',
  /** Grid lines of figures. */
  grid: '#dbe5e7',
} as const

/** WCAG contrast between two colours '#rrggbb'. */
export function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05)
}

function luminance(colour: string): number {
  const channel = (from: number): number => {
    const share = Number.parseInt(colour.slice(from, from + 2), 16) / 255
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}
