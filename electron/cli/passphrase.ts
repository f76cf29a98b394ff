import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { LardomError } from '../../shared/rpc/error.ts'

/** From LARDOM_PASSPHRASE, else asked for without showing what is typed, else the first line of standard input. */
export async function readPassphrase(workspace: string): Promise<string> {
  const given = process.env['LARDOM_PASSPHRASE']
  if (given) return given
  const terminal = process.stdin.isTTY
  if (terminal) process.stderr.write(`Lösenfras för ${workspace}: `)
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const reader = createInterface({ input: process.stdin, output: silent, terminal })
  try {
    for await (const line of reader) {
      if (terminal) process.stderr.write('\n')
      if (line !== '') return line
      break
    }
  } finally {
    reader.close()
  }
  throw new LardomError('USAGE', {
    detail: 'Ingen lösenfras gavs. Skriv den när den frågas efter, eller ge den i LARDOM_PASSPHRASE.',
  })
}
