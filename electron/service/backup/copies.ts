import { randomUUID } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import {
  compareCopies,
  copiesFolder,
  copyName,
  parseCopyName,
  stemOf,
  type CopyName,
  type Reason,
} from '../../../shared/backup/names.ts'
import { copiesToRemove } from '../../../shared/backup/thinning.ts'
import { LardomError } from '../../../shared/rpc/error.ts'
import { swedishClock, swedishDay } from '../../../shared/time/dates.ts'
import type { Db } from '../db/database.ts'
import { asLardomError } from '../db/faults.ts'
import { WORKSPACE_EXTENSION } from '../db/fileCheck.ts'
import { keyringPath, readKeyring } from '../db/keyringFile.ts'
import { syncFile, syncFolder } from '../db/syncFolder.ts'
import type { FileThread } from './fileThread.ts'
import { writeVerifiedCopy, type VerifiedCopy } from './verifiedCopy.ts'

/** The copies of a workspace, in the folder beside it; what lies there besides is left alone. */
export interface StoredCopy extends CopyName {
  readonly bytes: number
  /** False when the copy's own keyring is gone or damaged. */
  readonly hasKeyring: boolean
}

export interface MadeCopy extends VerifiedCopy {
  readonly name: string
  readonly reason: Reason
}

/** What is being copied: the open workspace. */
export interface Source {
  readonly db: Db
  readonly path: string
  readonly dataKey: Buffer
}

const UNFINISHED = /^\.pagar-[0-9a-f-]{36}\.lardom(?:-nycklar|-journal)?$/
/** Unfinished copies of this very process: not what a crash left behind. */
const underWay = new Set<string>()

/** Newest first. A folder that is not there holds no copies. @throws NO_PERMISSION and the like. */
export function listCopies(path: string): StoredCopy[] {
  const folder = copiesFolder(path)
  if (!existsSync(folder)) return []
  const own = { stem: stemOf(basename(path)), id: keyringId(path) }
  try {
    return readdirSync(folder)
      .map((name) => ({ name, parsed: parseCopyName(name) }))
      .flatMap(({ name, parsed }) => (parsed ? [describe(folder, { ...parsed, name }, own)] : []))
      .filter((copy) => copy !== null)
      .sort(compareCopies)
  } catch (error) {
    throw asLardomError(error, folder) ?? error
  }
}

/** Null for a copy of another workspace and for what is no file. */
function describe(
  folder: string,
  copy: CopyName,
  own: { stem: string; id: string | null },
): StoredCopy | null {
  const file = join(folder, copy.name)
  const found = statSync(file, { throwIfNoEntry: false })
  if (!found?.isFile()) return null
  const id = keyringId(file)
  const ours = id !== null && own.id !== null ? id === own.id : copy.stem === own.stem
  return ours ? { ...copy, bytes: found.size, hasKeyring: id !== null } : null
}

/** Which workspace the keyring beside a file belongs to; null when it cannot be read. */
function keyringId(file: string): string | null {
  try {
    return readKeyring(file).workspaceId
  } catch {
    // Missing or damaged: the caller says so by its null.
    return null
  }
}

/** The path of one of the workspace's copies. @throws NOT_FOUND for every other name. */
export function copyPath(path: string, name: string): string {
  const known = listCopies(path).find((copy) => copy.name === name)
  if (!known) throw new LardomError('NOT_FOUND', { what: 'Säkerhetskopian' })
  return join(copiesFolder(path), known.name)
}

/** Makes a checked copy before it returns. @throws BACKUP_FAILED with what stopped it, DB_DAMAGED. */
export function makeCopyNow(source: Source, reason: Reason, now: Date): MadeCopy {
  const unfinished = begin(source.path)
  try {
    return finish(
      source.path,
      unfinished,
      reason,
      now,
      writeVerifiedCopy(source.db, source.dataKey, unfinished),
    )
  } catch (error) {
    throw asBackupError(error, source.path)
  } finally {
    abandon(unfinished)
  }
}

/** The same in a thread, while the work goes on. Stops when `signal` says so, and leaves nothing half made. */
export async function makeCopyBeside(
  thread: FileThread,
  source: Source,
  reason: Reason,
  now: Date,
  signal: AbortSignal,
): Promise<MadeCopy> {
  const { path, dataKey } = source
  const unfinished = begin(path)
  try {
    const copy = await thread.copy(path, dataKey, unfinished, signal)
    if (signal.aborted) throw new LardomError('CANCELLED')
    return finish(path, unfinished, reason, now, copy)
  } catch (error) {
    throw asBackupError(error, path)
  } finally {
    abandon(unfinished)
  }
}

/** Lets old copies go; returns how many. `justMade` always stays. */
export function thinCopies(path: string, now: Date, budget: number, justMade: string): number {
  const folder = copiesFolder(path)
  const names = copiesToRemove(listCopies(path), { today: swedishDay(now), budget, justMade })
  for (const name of names) {
    for (const suffix of ['', '-wal', '-nycklar']) rmSync(join(folder, `${name}${suffix}`), { force: true })
  }
  if (names.length > 0) syncFolder(folder)
  return names.length
}

/** The folder, made if need be, readable by its owner only. */
export function ensureFolder(path: string): string {
  const folder = copiesFolder(path)
  if (!existsSync(folder)) {
    mkdirSync(folder, { mode: 0o700 })
    syncFolder(dirname(folder))
  }
  // A link leads to a folder of somebody's choosing: whom that one is open to is not ours to change.
  if (!lstatSync(folder).isSymbolicLink()) chmodSync(folder, 0o700)
  return folder
}

/** A name that no copy has yet, in the folder. */
export function freeName(path: string, reason: Reason, now: Date): string {
  const folder = copiesFolder(path)
  const stem = stemOf(basename(path))
  for (let ordinal = 1; ; ordinal++) {
    const name = copyName(stem, swedishClock(now), reason, ordinal)
    const taken = ['', '-wal', '-nycklar'].some((suffix) => existsSync(join(folder, `${name}${suffix}`)))
    if (!taken) return name
  }
}

function begin(path: string): string {
  try {
    const folder = ensureFolder(path)
    for (const name of readdirSync(folder)) {
      // What a crash left behind.
      const file = join(folder, name)
      if (UNFINISHED.test(name) && ![...underWay].some((mine) => file.startsWith(mine))) rmSync(file)
    }
    const unfinished = join(folder, `.pagar-${randomUUID()}${WORKSPACE_EXTENSION}`)
    underWay.add(unfinished)
    return unfinished
  } catch (error) {
    throw asBackupError(error, path)
  }
}

/** The keyring first: a copy under its own name always has its keyring. */
function finish(path: string, unfinished: string, reason: Reason, now: Date, copy: VerifiedCopy): MadeCopy {
  const folder = dirname(unfinished)
  readKeyring(path)
  const keyring = readFileSync(keyringPath(path))
  writeFileSync(keyringPath(unfinished), keyring, { mode: 0o600 })
  syncFile(keyringPath(unfinished))
  const name = freeName(path, reason, now)
  renameSync(keyringPath(unfinished), join(folder, keyringPath(name)))
  renameSync(unfinished, join(folder, name))
  syncFolder(folder)
  return { ...copy, name, reason }
}

function abandon(unfinished: string): void {
  for (const suffix of ['', '-journal', '-nycklar']) rmSync(`${unfinished}${suffix}`, { force: true })
  underWay.delete(unfinished)
}

/** Damage and a change of mind keep their own words; everything else is a backup that failed, and why. */
function asBackupError(error: unknown, path: string): unknown {
  const known = asLardomError(error, copiesFolder(path))
  if (known === undefined) return error
  if (['DB_DAMAGED', 'CANCELLED', 'LOCKED', 'BACKUP_FAILED'].includes(known.code)) return known
  return new LardomError('BACKUP_FAILED', { detail: known.message }, { cause: known })
}
