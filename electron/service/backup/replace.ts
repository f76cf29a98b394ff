import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import * as z from 'zod'
import { parseCopyName } from '../../../shared/backup/names.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import { syncFile, syncFolder } from '../db/syncFolder.ts'
import { ensureFolder } from './copies.ts'

/**
 * Puts a checked copy in the place of a workspace so that a crash at any moment leaves either the old one or the new
 * one, whole, with its own keyring:
 *
 * 1. the incoming database and keyring lie complete and flushed beside the workspace ({@link incomingPath});
 * 2. the intent is written and flushed;
 * 3. the present files (database, log, keyring, damaged or not) are moved into the folder of copies;
 * 4. the incoming ones are moved into place;
 * 5. the workspace is opened, the log says what happened, and the intent is removed.
 *
 * Before 2 nothing has happened. From 2 on, whoever opens the workspace next finishes the work; each step looks at what
 * is there, so it can be run again from any point. Only the holder of the workspace's lock may call.
 */
export interface Intent {
  /** The copy that is put back. */
  readonly copy: string
  /** What the present files are called in the folder of copies. */
  readonly kept: string
}

const intentSchema = z.strictObject({
  // It comes to stand in the log: nothing but a copy's own name does, whoever wrote the file.
  copy: z.string().refine((name) => parseCopyName(name) !== null && basename(name) === name),
  kept: z.string().refine((name) => parseCopyName(name)?.reason === 'ersatt' && basename(name) === name),
})

/** Two names are far shorter. */
const LONGEST_INTENT = 4000

const intentPath = (path: string) => `${path}-aterstallning`
/** Where the incoming database lies until it takes its place; its keyring beside it as usual. */
export const incomingPath = (path: string) => `${path}-aterstalls`
const keys = (path: string) => `${path}-nycklar`

/** For tests: called after each step, so that a process can be stopped there. */
export type OnStep = (step: string) => void

/** Step 2: from here on the replacement happens, now or when the workspace is opened next. */
export function declareReplacement(path: string, intent: Intent, onStep: OnStep = () => undefined): void {
  const target = intentPath(path)
  const temporary = `${target}.tmp`
  // Made anew: a link that somebody laid there would lead the writing to another file.
  rmSync(temporary, { force: true })
  const handle = openSync(temporary, 'wx', 0o600)
  try {
    writeSync(handle, `${JSON.stringify(intentSchema.parse(intent))}\n`)
  } finally {
    closeSync(handle)
  }
  syncFile(temporary)
  renameSync(temporary, target)
  syncFolder(dirname(path))
  onStep('intent')
}

/** True when a replacement has begun and is not yet noted in the log. */
export function isBeingReplaced(path: string): boolean {
  return existsSync(intentPath(path))
}

/** Steps 3 and 4, from wherever they were left. Null when there was nothing to finish. */
export function finishReplacement(path: string, onStep: OnStep = () => undefined): Intent | null {
  const incoming = incomingPath(path)
  if (!isBeingReplaced(path)) {
    // Left by a restore that stopped before it began to change anything.
    for (const suffix of ['', '-wal', '-shm', '-journal', '-nycklar']) {
      rmSync(`${incoming}${suffix}`, { force: true })
    }
    rmSync(`${intentPath(path)}.tmp`, { force: true })
    return null
  }
  const intent = readIntent(path)
  const folder = ensureFolder(path)
  const kept = join(folder, intent.kept)
  if (existsSync(incoming)) {
    // The log of the old database would be taken for the new one's: it goes before the new one comes.
    setAside(`${path}-wal`, `${kept}-wal`)
    onStep('log aside')
    rmSync(`${path}-shm`, { force: true })
    setAside(path, kept)
    onStep('database aside')
  }
  if (existsSync(keys(incoming))) {
    setAside(keys(path), keys(kept))
    onStep('keyring aside')
  }
  syncFolder(folder)
  if (existsSync(keys(incoming))) renameSync(keys(incoming), keys(path))
  onStep('keyring in place')
  if (existsSync(incoming)) renameSync(incoming, path)
  onStep('database in place')
  // Somebody removed the incoming files: then the old ones are all there is.
  if (!existsSync(path)) putBack(kept, path, ['', '-wal'])
  if (!existsSync(keys(path))) putBack(kept, path, ['-nycklar'])
  syncFolder(dirname(path))
  return intent
}

/** Step 5: the log of the opened workspace holds what happened. */
export function forgetReplacement(path: string): void {
  rmSync(intentPath(path), { force: true })
  syncFolder(dirname(path))
}

function readIntent(path: string): Intent {
  try {
    const found = statSync(intentPath(path))
    // A pipe would be waited for.
    if (!found.isFile() || found.size > LONGEST_INTENT) throw new RangeError('not an intent')
    return intentSchema.parse(JSON.parse(readFileSync(intentPath(path), 'utf8')))
  } catch (error) {
    // It was flushed before it got its name, so this is damage from outside. The files are not guessed about.
    throw new LardomError(
      'DB_DAMAGED',
      { file: basename(path), detail: 'en avbruten återställning går inte att slutföra' },
      { cause: error },
    )
  }
}

/** Never over another file: what should not be there is kept too, under a further name. */
function setAside(from: string, to: string): void {
  if (!existsSync(from)) return
  let target = to
  for (let n = 2; existsSync(target); n++) target = `${to}.${n}`
  renameSync(from, target)
}

function putBack(kept: string, path: string, suffixes: readonly string[]): void {
  for (const suffix of suffixes) {
    if (existsSync(`${kept}${suffix}`)) renameSync(`${kept}${suffix}`, `${path}${suffix}`)
  }
}
