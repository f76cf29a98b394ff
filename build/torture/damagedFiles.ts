import { runInput } from '../../electron/service/testing/importFile.ts'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { Random } from '../../electron/service/example/random.ts'
import { copiesFolder } from '../../shared/backup/names.ts'
import { ERRORS } from '../../shared/rpc/error.ts'
import type { CallResult } from '../../shared/rpc/wire.ts'
import { ROOT } from '../paths.ts'
import { FILES } from './files.ts'
import { auditRows, contentHash } from './fingerprint.ts'
import { makeWorkspace, PASSPHRASE, startInProcess, type InProcess } from './inProcess.ts'
import { atLeast, Faults, none, size, type Part, type PartContext, type PartReport } from './part.ts'
import { cases, seed } from './seed.ts'

/** No damaged file may keep the program busy longer than this (ms). */
const PATIENCE = 30_000

/** Keyrings, copies, imports and attachments that are damaged in every way: a clear word each, and nothing changed. */
export const filesPart: Part = {
  name: 'files',
  title: 'skadade nyckelfiler, säkerhetskopior, importfiler och bilagor',
  run: (context) => new DamagedFiles(context).run(),
}

class DamagedFiles {
  readonly #context: PartContext
  readonly #random: Random
  readonly #faults: Faults
  readonly #codes = new Map<string, Map<string, number>>()
  readonly #template: string
  /** What the template holds, and so its copy. */
  #content = ''
  readonly #running: InProcess = startInProcess({ now: () => new Date('2026-02-01T11:00:00Z') })

  constructor(context: PartContext) {
    this.#context = context
    this.#random = new Random(context.seed, 'files')
    this.#faults = new Faults(context.say)
    this.#template = join(context.folder, 'mall')
  }

  async run(): Promise<PartReport> {
    try {
      await this.#makeTemplate()
      const keyrings = await this.#keyrings(size(this.#context, 45, 500))
      const copies = await this.#copies(size(this.#context, 4, 120))
      const imports = await this.#imports(size(this.#context, 30, 500))
      const attachments = await this.#attachments(size(this.#context, 20, 300))
      const each = (count: number, least: number) => size(this.#context, count, least)
      return {
        figures: [
          atLeast('skadade nyckelfiler', keyrings, each(keyrings, 400)),
          atLeast('skadade säkerhetskopior', copies, each(copies, 100)),
          atLeast('skadade importfiler', imports, each(imports, 400)),
          atLeast('skadade bilagor', attachments, each(attachments, 200)),
          atLeast('sammanlagt', keyrings + copies + imports + attachments, each(90, 1000)),
          none('avvikelser (INTERNAL, hängning, ändring fast det nekades)', this.#faults.count),
        ],
        faults: this.#faults.lines,
        notes: [...this.#codes].map(
          ([kind, codes]) => `${kind}: ${[...codes].map(([code, count]) => `${code} ${count}`).join(', ')}`,
        ),
      }
    } finally {
      this.#running.close()
    }
  }

  async #makeTemplate(): Promise<void> {
    mkdirSync(this.#template)
    const path = join(this.#template, 'prov.lardom')
    await makeWorkspace(path)
    await this.#running.call('account.unlock', { path, passphrase: PASSPHRASE })
    await seed(this.#running)
    await this.#running.call('backup.make', {})
    this.#content = contentHash(this.#running.db())
    await this.#running.call('account.lock', {})
  }

  /** A fresh workspace of its own, closed. */
  #fresh(): string {
    const place = join(this.#context.folder, 'plats')
    rmSync(place, { recursive: true, force: true })
    cpSync(this.#template, place, { recursive: true })
    return join(place, 'prov.lardom')
  }

  async #keyrings(count: number): Promise<number> {
    const path = this.#fresh()
    const keyring = readFileSync(`${path}-nycklar`)
    for (let trial = 0; trial < count; trial++) {
      const hurt = trial % 3 === 0 ? this.#damagedJson(keyring) : damaged(keyring, this.#random)
      writeFileSync(`${path}-nycklar`, hurt)
      const before = filesOf(path)
      const result = await this.#ask('nyckelfil', trial, 'account.unlock', { path, passphrase: PASSPHRASE })
      if (result?.ok) await this.#running.call('account.lock', {})
      // A flipped byte is never taken for a wrong passphrase: the file says itself that it is not whole.
      else if (result?.error.code === 'WRONG_PASSPHRASE' && trial % 3 !== 0)
        this.#faults.add(`nyckelfil ${trial}: WRONG_PASSPHRASE`)
      else if (filesOf(path) !== before) this.#faults.add(`nyckelfil ${trial}: något ändrades`)
    }
    return count
  }

  /** Somebody's hand, not chance: the sum at its end is right. */
  #damagedJson(keyring: Buffer): Buffer {
    const { checksum: _, ...body } = JSON.parse(keyring.toString('utf8')) as Record<string, unknown>
    const hurt = twisted(body, this.#random) as Record<string, unknown>
    const checksum = createHash('sha256').update(JSON.stringify(hurt)).digest('hex')
    return Buffer.from(JSON.stringify({ ...hurt, checksum }))
  }

  async #copies(count: number): Promise<number> {
    for (let trial = 0; trial < count; trial++) {
      const path = this.#fresh()
      const folder = copiesFolder(path)
      const copy = readdirSync(folder).find((name) => name.endsWith('.lardom')) ?? ''
      const target = join(folder, trial % 4 === 3 ? `${copy}-nycklar` : copy)
      if (trial % 20 === 19) rmSync(target)
      else writeFileSync(target, damaged(readFileSync(target), this.#random))
      const before = filesOf(path)
      await this.#ask('kopia', trial, 'backup.list-closed', { path })
      const open = trial % 2 === 0
      const given = { copy, passphrase: PASSPHRASE }
      let state: string | undefined
      if (open) {
        await this.#running.call('account.unlock', { path, passphrase: PASSPHRASE })
        state = contentHash(this.#running.db())
      }
      const result = open
        ? await this.#ask('kopia', trial, 'backup.restore', given)
        : await this.#ask('kopia', trial, 'backup.restore-closed', { path, ...given })
      if (!result?.ok) {
        const same = open
          ? this.#running.state.workspace && contentHash(this.#running.db()) === state
          : filesOf(path) === before
        if (!same) this.#faults.add(`kopia ${trial}: nekades men ändrade`)
      } else if (contentHash(this.#running.db()) !== this.#content) {
        this.#faults.add(`kopia ${trial}: togs i bruk med annat innehåll`)
      }
      await this.#running.call('account.lock', {})
    }
    return count
  }

  async #imports(count: number): Promise<number> {
    const path = this.#fresh()
    await this.#running.call('account.unlock', { path, passphrase: PASSPHRASE })
    const file = join(this.#context.folder, 'fall.csv')
    const originals = [...SOURCES.map((name) => readFileSync(join(TESTDATA, name))), Buffer.from(cases(30))]
    for (let trial = 0; trial < count; trial++) {
      writeFileSync(file, damaged(this.#random.pick(originals), this.#random))
      const db = this.#running.db()
      const before = { hash: contentHash(db), audit: auditRows(db) }
      const seen = await this.#ask('import', trial, 'transfer.inspect', { path: file })
      if (seen?.ok && contentHash(db) !== before.hash) this.#faults.add(`import ${trial}: titten ändrade`)
      const name = this.#random.chance(0.5) ? 'lexmaria' : 'avvikelser'
      const { sha256, ...checked } = runInput(file, name)
      const result = this.#random.chance(0.5)
        ? await this.#ask('import', trial, 'transfer.check', checked)
        : await this.#ask('import', trial, 'transfer.run', { ...checked, sha256 })
      const same = contentHash(db) === before.hash
      if (!result?.ok && !same) this.#faults.add(`import ${trial}: nekades men ändrade`)
      if (!same && auditRows(db) === before.audit) this.#faults.add(`import ${trial}: ändring utan spår`)
    }
    await this.#running.call('account.lock', {})
    return count
  }

  async #attachments(count: number): Promise<number> {
    const path = this.#fresh()
    await this.#running.call('account.unlock', { path, passphrase: PASSPHRASE })
    const names = Object.keys(FILES)
    for (let trial = 0; trial < count; trial++) {
      const name = this.#random.pick(names)
      const bytes = new Uint8Array(damaged(FILES[name] ?? Buffer.alloc(0), this.#random))
      const owner = { incidentId: this.#random.int(1, 12) }
      await this.#ask('bilaga', trial, 'attachment.add-bytes', { owner, name, bytes })
    }
    await this.#running.call('account.lock', {})
    return count
  }

  /** Asks, and sees to that the answer is one that a person understands, and comes. */
  async #ask(
    kind: string,
    trial: number,
    procedure: string,
    input: unknown,
  ): Promise<CallResult | undefined> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(resolve, PATIENCE, undefined)
    })
    const result = await Promise.race([this.#running.raw(procedure, input), late])
    clearTimeout(timer)
    if (!result) {
      this.#faults.add(`${kind} ${trial}: ${procedure} svarade inte på ${PATIENCE / 1000} s`)
      return undefined
    }
    const code = result.ok ? kindOf(result.data) : result.error.code
    const codes = this.#codes.get(kind) ?? new Map<string, number>()
    if (procedure !== 'backup.list-closed') this.#codes.set(kind, codes.set(code, (codes.get(code) ?? 0) + 1))
    for (const { error } of this.#running.unexpected.splice(0)) {
      this.#faults.add(
        `${kind} ${trial}: ${error instanceof Error ? (error.stack ?? '').slice(0, 500) : String(error)}`,
      )
    }
    if (!result.ok && !(result.error.code in ERRORS)) this.#faults.add(`${kind} ${trial}: okänd kod ${code}`)
    return result
  }
}

/** A file may be answered with what became of it: taken in, asked about, refused. */
function kindOf(answer: unknown): string {
  return typeof answer === 'object' && answer !== null && 'kind' in answer ? String(answer.kind) : 'ok'
}

const TESTDATA = join(ROOT, 'electron/service/transfer/testdata')
const SOURCES = [
  'avvikelser_semikolon_cp1252.csv',
  'avvikelser_smutsig.csv',
  'avvikelser_utf16le_tab.txt',
  'avvikelser_utf8bom_tab.txt',
]

/** A file after a failing disk, a broken transfer, a wrong program or an ill will. */
function damaged(original: Buffer, random: Random): Buffer {
  const content = Buffer.from(original)
  const at = () => random.int(0, Math.max(0, content.length - 1))
  switch (random.int(0, 10)) {
    case 0:
      return content.subarray(0, at())
    case 1:
      return content.fill(0, at())
    case 2:
      return Buffer.alloc(0)
    case 3:
      return Buffer.concat([content, content])
    case 4:
      return Buffer.concat([
        content.subarray(0, at()),
        Buffer.from('\u0000"\r\n;;\t{[<%PDF-PK\u0003\u0004', 'latin1'),
        content.subarray(at()),
      ])
    case 5:
      return Buffer.concat([Buffer.from([0xff, 0xfe, 0x00]), content])
    case 6:
      return Buffer.from(Array.from({ length: random.int(1, 5000) }, () => random.int(0, 255)))
    case 7: {
      const from = at()
      return Buffer.concat([
        content.subarray(0, from),
        content.subarray(Math.min(content.length, from + random.int(1, 5000))),
      ])
    }
    case 8: {
      // One line that never ends.
      return Buffer.concat([content.subarray(0, at()), Buffer.alloc(300_000, 'å;"')])
    }
    default: {
      for (let bytes = random.int(1, 20); bytes > 0; bytes--) content[at()] = random.int(0, 255)
      return content
    }
  }
}

/** The same JSON with one thing in it of another kind, missing, doubled or far too much. */
function twisted(value: unknown, random: Random): unknown {
  if (Array.isArray(value)) {
    const items: unknown[] = value
    if (items.length === 0 || random.chance(0.3))
      return random.pick([[], [...items, ...items], [null], 'x', items.slice(1)])
    const at = random.int(0, items.length - 1)
    return items.map((item, index) => (index === at ? twisted(item, random) : item))
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value)
    const key = random.pick(entries)[0]
    if (random.chance(0.15)) return Object.fromEntries(entries.filter(([name]) => name !== key))
    if (random.chance(0.1)) return { ...value, extra: 1 }
    return Object.fromEntries(
      entries.map(([name, inner]) => [name, name === key ? twisted(inner, random) : inner]),
    )
  }
  if (typeof value === 'number')
    return random.pick([0, -1, value * 2 ** 20, 1e308, String(value), null, value + 1])
  if (typeof value === 'string') {
    const flipped = value.length > 2 ? `${value.slice(0, -2)}${value.endsWith('=') ? 'A=' : 'AA'}` : 'x'
    return random.pick(['', 'x'.repeat(300_000), flipped, 1, null, `${value} `, '../../x'])
  }
  return random.pick([null, 'ja', 1, {}])
}

/** What the workspace's own files hold; its lock file is nobody's content. */
function filesOf(path: string): string {
  const hash = createHash('sha256')
  for (const suffix of ['', '-wal', '-nycklar']) {
    if (existsSync(`${path}${suffix}`))
      hash.update(`${basename(path)}${suffix}`).update(readFileSync(`${path}${suffix}`))
  }
  return hash.digest('hex')
}
