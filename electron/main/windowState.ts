import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import * as z from 'zod'

/** Where the window stood and how large its text was. Losable: without it the window opens as the first time. */
const rectangle = z.strictObject({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(200).max(20_000),
  height: z.number().int().min(200).max(20_000),
})
export type Rectangle = z.infer<typeof rectangle>

const windowState = z.strictObject({
  bounds: rectangle,
  maximized: z.boolean(),
  fullScreen: z.boolean(),
  zoomLevel: z.number().min(-8).max(9),
})
export type WindowState = z.infer<typeof windowState>

/** At least this much of the window (px) must be on a screen for it to be found again. */
const VISIBLE = 100

export function windowStateFile(userData: string): string {
  return join(userData, 'fonster.json')
}

/** Null when there is none, or it cannot be read: it costs a place on the screen, never data. */
export function readWindowState(file: string): WindowState | null {
  try {
    return windowState.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}

export function writeWindowState(file: string, state: WindowState): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(`${file}.tmp`, JSON.stringify(windowState.parse(state)))
  renameSync(`${file}.tmp`, file)
}

/** True when enough of the window, its upper edge above all, is on one of the screens: a screen may have been unplugged. */
export function isOnScreen(bounds: Rectangle, screens: readonly Rectangle[]): boolean {
  return screens.some((screen) => {
    const across = Math.min(bounds.x + bounds.width, screen.x + screen.width) - Math.max(bounds.x, screen.x)
    const top = bounds.y
    return across >= VISIBLE && top >= screen.y && top <= screen.y + screen.height - VISIBLE
  })
}
