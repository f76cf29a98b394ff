import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { LardomError } from '../../../shared/rpc/error.ts'

/** Read in pieces: a workspace may be larger than memory allows at once. @throws CANCELLED. */
export async function sha256OfFile(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path)) {
    if (signal.aborted) throw new LardomError('CANCELLED')
    // Without an encoding the stream gives buffers.
    hash.update(piece as Buffer)
  }
  return hash.digest('hex')
}
