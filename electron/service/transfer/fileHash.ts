import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { LardomError } from '../../../shared/rpc/error.ts'
import { containsPersonnummer } from '../../../shared/text/personnummer.ts'
import { fileRefusal } from './reading/refusal.ts'

/** The SHA-256 of a file, read piece by piece. @throws CANCELLED */
export async function hashFile(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256')
  try {
    for await (const piece of createReadStream(path, { highWaterMark: 256 * 1024 })) {
      if (signal.aborted) throw new LardomError('CANCELLED')
      // Without an encoding a stream gives buffers.
      hash.update(piece as Buffer)
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
