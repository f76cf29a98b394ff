import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { LardomError } from '../../../shared/rpc/error.ts'
import { containsPersonnummer } from '../../../shared/text/personnummer.ts'
import { fileRefusal } from './reading/refusal.ts'

const PIECE = 256 * 1024

/** The SHA-256 of a file, read piece by piece. @throws CANCELLED */
export async function hashFile(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256')
  // One piece of memory for all of the file: a stream takes new ones faster than they are given back.
  const room = Buffer.allocUnsafe(PIECE)
  try {
    const file = await open(path)
    try {
      for (;;) {
        if (signal.aborted) throw new LardomError('CANCELLED')
        const { bytesRead } = await file.read(room, 0, PIECE)
        if (bytesRead === 0) break
        hash.update(room.subarray(0, bytesRead))
      }
    } finally {
      await file.close()
    }
  } catch (error) {
    throw fileRefusal(path, error) ?? error
  }
  return hash.digest('hex')
}

/** The file's name; a file may be named after its patient, and neither log nor history is for that. */
export function namedFile(path: string): string {
  const name = basename(path)
  return containsPersonnummer(name) ? 'källfil' : name
}
