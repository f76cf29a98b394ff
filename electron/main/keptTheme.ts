import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { THEMES } from '../../shared/host/contract.ts'

type Theme = (typeof THEMES)[number]

const stored = z.strictObject({ theme: z.enum(THEMES) })
const fileIn = (folder: string) => join(folder, 'utseende.json')

/** How the person chose that Lärdom looks. The window's own storage lives in memory only, so main keeps it. */
export function readTheme(folder: string): Theme {
  try {
    return stored.parse(JSON.parse(readFileSync(fileIn(folder), 'utf8'))).theme
  } catch {
    // Never chosen, or unreadable: the computer's own choice, and the next choice is written anew.
    return 'system'
  }
}

export function keepTheme(folder: string, theme: Theme): void {
  mkdirSync(folder, { recursive: true })
  const file = fileIn(folder)
  writeFileSync(`${file}.tmp`, JSON.stringify({ theme }))
  renameSync(`${file}.tmp`, file)
}
