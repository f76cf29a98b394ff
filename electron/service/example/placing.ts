import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { LardomError } from '../../../shared/rpc/error.ts'
import { WORKSPACE_EXTENSION } from '../db/fileCheck.ts'
import { keyringPath } from '../db/keyringFile.ts'
import { syncFolder } from '../db/syncFolder.ts'
import { takeLock } from '../db/workspaceLock.ts'

const BUILDING = '.skapas-'
const FORGOTTEN = 24 * 3_600_000

/** Where a workspace is built until it is whole: beside its place, under a name that no other attempt has. */
export function buildingPlace(path: string): string {
  const stem = path.endsWith(WORKSPACE_EXTENSION) ? path.slice(0, -WORKSPACE_EXTENSION.length) : path
  removeForgotten(stem)
  return `${stem}${BUILDING}${randomUUID()}${WORKSPACE_EXTENSION}`
}

/** @throws FILE_EXISTS. */
export function assertFree(path: string): void {
  if (existsSync(path) || existsSync(keyringPath(path))) {
    throw new LardomError('FILE_EXISTS', { file: basename(path) })
  }
}

/** @throws FILE_EXISTS unless what is there is to be replaced, WORKSPACE_IN_USE when somebody has that open. */
export function moveIntoPlace(building: string, path: string, replace: boolean): void {
  const lock = takeLock(path)
  try {
    if (!replace) assertFree(path)
    for (const suffix of ['-wal', '-shm', '-journal', '']) rmSync(`${path}${suffix}`, { force: true })
    renameSync(keyringPath(building), keyringPath(path))
    renameSync(building, path)
    syncFolder(dirname(path))
  } finally {
    lock.release()
  }
}

/** What interrupted attempts left behind. One that is under way is younger than a day by the file system's clock. */
function removeForgotten(stem: string): void {
  const folder = dirname(stem)
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    if (!name.startsWith(`${basename(stem)}${BUILDING}`)) continue
    const file = join(folder, name)
    const changed = statSync(file, { throwIfNoEntry: false })?.mtimeMs
    // The files' own clock, not the service's: a test's day must not remove what another test builds.
    if (changed !== undefined && Date.now() - changed > FORGOTTEN) rmSync(file, { force: true })
  }
}
