import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import * as z from 'zod'
import { copiesFolder } from '../../shared/backup/names.ts'
import type { ChosenFile } from '../../shared/host/contract.ts'
import { LardomError } from '../../shared/rpc/error.ts'

const MAX_RECENT = 8
const storedSchema = z.array(z.string()).max(50)

/** Files that the person chose: the window holds a token, main holds the path. Recent workspaces live between starts. */
export class ChosenFiles {
  readonly #store: string
  readonly #paths = new Map<string, string>()

  constructor(userData: string) {
    this.#store = join(userData, 'senaste.json')
  }

  remember(path: string): ChosenFile {
    for (const [token, known] of this.#paths) if (known === path) return describe(token, path)
    const token = randomUUID()
    this.#paths.set(token, path)
    return describe(token, path)
  }

  path(token: string): string {
    const path = this.#paths.get(token)
    if (path === undefined) throw new LardomError('NOT_FOUND', { what: 'Filen' })
    return path
  }

  recent(): ChosenFile[] {
    return (
      this.#read()
        // One that is gone can be restored, if there are copies of it.
        .filter((path) => existsSync(path) || existsSync(copiesFolder(path)))
        .map((path) => this.remember(path))
    )
  }

  addRecent(path: string): void {
    const paths = [path, ...this.#read().filter((known) => known !== path)].slice(0, MAX_RECENT)
    mkdirSync(dirname(this.#store), { recursive: true })
    writeFileSync(`${this.#store}.tmp`, JSON.stringify(paths))
    renameSync(`${this.#store}.tmp`, this.#store)
  }

  /** An unreadable list costs a short list of names, never data: the files themselves are where they were. */
  #read(): string[] {
    try {
      return storedSchema.parse(JSON.parse(readFileSync(this.#store, 'utf8')))
    } catch {
      return []
    }
  }
}

function describe(token: string, path: string): ChosenFile {
  const folder = dirname(path)
  const home = homedir()
  return {
    token,
    name: basename(path),
    folder: folder.startsWith(home) ? `~${folder.slice(home.length)}` : folder,
    ...(existsSync(path) ? {} : { missing: true }),
  }
}
