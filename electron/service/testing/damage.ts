import { closeSync, openSync, statSync, writeSync } from 'node:fs'

/** Overwrites a page in the middle of a file, as a bad disk does. */
export function damagePage(path: string, page = Math.floor(statSync(path).size / 8192)): void {
  const handle = openSync(path, 'r+')
  try {
    writeSync(handle, Buffer.alloc(4096, 7), 0, 4096, page * 4096)
  } finally {
    closeSync(handle)
  }
}
