import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where things lie. The cache is outside the tree, so that a fresh clone on the same machine starts quickly. */
export const ROOT = join(import.meta.dirname, '..')
export const DIST = join(ROOT, 'dist')
export const CACHE = process.env['LARDOM_CACHE'] ?? join(homedir(), '.cache', 'lardom')
