import { importFile } from '../../electron/service/testing/importFile.ts'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openEncrypted } from '../../electron/service/db/connection.ts'
import type { Db } from '../../electron/service/db/database.ts'
import { dataKeyOf, makeWorkspace, PASSPHRASE, PERSON, startInProcess } from './inProcess.ts'
import { copyWorkspace } from './copies.ts'
import { atLeast, Faults, none, told, type Part, type PartContext, type PartReport } from './part.ts'
import { cases, seed } from './seed.ts'
import { SERVICE_SOURCE, ServiceChild } from './serviceChild.ts'
import { ROOT } from '../paths.ts'
import { programWords, searchFolder, wordsIn, wordsOf } from './words.ts'

/** A copied folder, in the middle of work and closed, read as bytes: not one word of what was written is in it. */
export function wordsPart(entry: string = SERVICE_SOURCE): Part {
  return {
    name: 'words',
    title: 'den kopierade mappen genomsökt efter varje skrivet ord',
    run: (context) => run(context, entry),
  }
}

/** What the service is built on, as far as it is read as source. */
const LIBRARIES = ['zod', 'fflate', 'file-type', 'docx', 'csv-parse', 'pdfjs-dist', 'better-sqlite3/lib'].map(
  (name) => `node_modules/${name}`,
)
const SECRETS = [PASSPHRASE, 'en helt annan lösenfras för prov']

/** What the keyring's and the copies' own form is made of, and the log's codes too. Neither names nor words of content. */
const FORMAT_WORDS: ReadonlySet<string> = new Set(
  'lardom nycklar kopior import passphrase recovery members version false'.split(' '),
)
/** Parts of a random id, and the clock in a copy's name. */
const IDS = /^(?:[0-9a-f]{8}|[0-9a-f]{12}|[0-2]\d[0-5]\d[0-5]\d)$/

async function run(context: PartContext, entry: string): Promise<PartReport> {
  const faults = new Faults(context.say)
  const home = join(context.folder, 'plats')
  const temporary = join(context.folder, 'tmp')
  const opened = join(temporary, 'öppnad')
  for (const folder of [home, temporary, opened]) mkdirSync(folder)
  const workspace = await makeWorkspace(join(home, 'prov.lardom'))
  const csv = join(context.folder, 'fall.csv')
  writeFileSync(csv, cases(40))

  const child = new ServiceChild({ entry, env: { TMPDIR: temporary } })
  await child.call('account.unlock', { path: workspace.path, passphrase: PASSPHRASE })
  await seed(child)
  await importFile(child, csv)
  await child.call('account.draft-save', {
    key: 'handelse/ny',
    body: 'Ofärdiga anteckningar om händelseförloppet',
  })
  await child.call('backup.make', {})
  await child.call('account.change-passphrase', { current: PASSPHRASE, next: SECRETS[1] ?? '' })
  await child.call('account.rotate-key', {})
  await child.call('incident.list', {
    filter: { text: 'golvet patienten' },
    sort: { by: 'unit', direction: 'asc' },
  })
  await child.call('account.draft-save', {
    key: 'analys/1',
    body: 'Anteckning i skrivloggen efter nyckelbytet',
  })
  // In the middle of work: the log beside the file, shared memory, copies. Then closed.
  const atWork = join(context.folder, 'mitt i arbetet')
  cpSync(home, atWork, { recursive: true })
  await child.kill()
  const killed = join(context.folder, 'efter kill')
  cpSync(home, killed, { recursive: true })
  const key = await keyOf(workspace.path)
  const closed = join(context.folder, 'stängd')
  cpSync(home, closed, { recursive: true })

  const written = textsOf(workspace.path, key, join(context.folder, 'läst'))
  const words = new Set(
    [...wordsOf(written), ...wordsOf([PERSON, ...SECRETS, workspace.recoveryKey])].filter(
      (word) => !FORMAT_WORDS.has(word) && !IDS.test(word),
    ),
  )
  let files = 0
  let bytes = 0
  // Node keeps compiled code in the temporary folder: there the program's own words are no one's content.
  const code = programWords(['shared', 'electron/service', ...LIBRARIES].map((name) => join(ROOT, name)))
  const foreign = new Set([...words].filter((word) => !code.has(word)))
  for (const folder of [atWork, killed, closed, temporary]) {
    const searched = searchFolder(folder, (place) =>
      place.startsWith('node-compile-cache') ? foreign : words,
    )
    files += searched.files
    bytes += searched.bytes
    for (const line of searched.found) faults.add(line)
  }
  sqliteCannotRead(join(closed, 'prov.lardom'), faults)
  proveSearch(workspace.path, words, written, faults)
  return {
    figures: [
      atLeast('ord som söktes (UTF-8, UTF-16, Latin-1, base64)', words.size, 150),
      told('filer som genomsöktes', files),
      told('megabyte som genomsöktes', Math.round(bytes / 1e6)),
      none('ord som hittades, eller annat fel', faults.count),
    ],
    faults: faults.lines,
    notes: [
      'mappen kopierad mitt i arbetet, efter kill -9 och stängd; tjänstens egen temporära mapp därtill',
    ],
  }
}

async function keyOf(path: string): Promise<Buffer> {
  const running = startInProcess()
  try {
    await running.call('account.unlock', { path, passphrase: SECRETS[1] ?? '' })
    return dataKeyOf(running)
  } finally {
    running.close()
  }
}

/** Everything that is text in the file: what was typed, imported, logged and set. */
function textsOf(path: string, key: Buffer, folder: string): string[] {
  const db: Db = openEncrypted(copyWorkspace(path, folder), key)
  try {
    const tables = db
      .all<{ name: string }>(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'",
      )
      .map(({ name }) => name)
      // Ids and fingerprints are not words; the index holds the words of the other tables.
      .filter((name) => !/^(?:incident_fts|sqlite_|schema_migration)/.test(name))
    return tables.flatMap((table) =>
      db
        .all<Record<string, unknown>>(`SELECT * FROM "${table}"`)
        .flatMap((row) => Object.values(row).filter((value) => typeof value === 'string')),
    )
  } finally {
    db.close()
  }
}

/** Where there is a sqlite3 at hand: it says that this is no database. */
function sqliteCannotRead(path: string, faults: Faults): void {
  const answer = spawnSync('sqlite3', [path, '.tables'], { encoding: 'utf8' })
  if (answer.error) return
  if (answer.status === 0 || !/not a database/.test(answer.stderr))
    faults.add(`sqlite3: ${answer.stdout}${answer.stderr}`)
}

/** The search itself finds what is there: in the imported file, and in the texts in every form it looks for. */
function proveSearch(
  path: string,
  words: ReadonlySet<string>,
  written: readonly string[],
  faults: Faults,
): void {
  const text = written.find((one) => one.includes('gled på ett vått golv')) ?? ''
  const forms = [
    Buffer.from(text, 'utf8'),
    Buffer.from(text, 'utf16le'),
    Buffer.from(text, 'utf16le').swap16(),
    ...[0, 1, 2].map((shift) => Buffer.from(Buffer.from('x'.repeat(shift) + text).toString('base64'))),
  ]
  for (const [index, form] of forms.entries()) {
    if (!wordsIn(form, words).includes('Patienten')) faults.add(`sökningen ser inte form ${index}`)
  }
  if (wordsIn(readFileSync(path), new Set(['Patienten'])).length > 0)
    faults.add('sökningen är motsägelsefull')
}
