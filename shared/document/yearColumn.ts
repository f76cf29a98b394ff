import { box, line } from './svg.ts'
import { THEME } from './theme.ts'

/**
 * A column or its legend key: the latest year solid, the one before it mid-toned, older ones hatched, striped, empty,
 * so that years differ by pattern and order as well as by colour. The lines are drawn one by one: Word shows no
 * SVG patterns.
 */
export function yearColumn(x: number, y: number, width: number, height: number, age: number): string {
  const outline = `stroke="${THEME.accent}" stroke-width="1"`
  if (age === 0) return box(x, y, width, height, `fill="${THEME.accent}" ${outline}`)
  if (age === 1) return box(x, y, width, height, `fill="${THEME.accentSoft}" ${outline}`)
  const empty = box(x, y, width, height, `fill="${THEME.paper}" ${outline}`)
  if (age === 2) return empty + diagonals(x, y, width, height)
  if (age === 3) return empty + stripes(x, y, width, height)
  return empty
}

function diagonals(x: number, y: number, width: number, height: number): string {
  let lines = ''
  // Each rises at 45 degrees from the left or lower edge and ends at the upper or right one.
  for (let d = 6; d < width + height; d += 6) {
    const from = d <= height ? [x, y + height - (height - d)] : [x + d - height, y + height]
    const to = d <= width ? [x + d, y] : [x + width, y + d - width]
    lines += line([from[0] ?? x, from[1] ?? y], [to[0] ?? x, to[1] ?? y], THEME.accent, 1.6)
  }
  return lines
}

function stripes(x: number, y: number, width: number, height: number): string {
  let lines = ''
  for (let d = 5; d < height; d += 5) lines += line([x, y + d], [x + width, y + d], THEME.accent, 1.2)
  return lines
}
