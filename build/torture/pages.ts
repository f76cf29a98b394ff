import { importFile } from '../../electron/service/testing/importFile.ts'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openEncrypted } from '../../electron/service/db/connection.ts'
import type { Db } from '../../electron/service/db/database.ts'
import { APPLICATION_ID } from '../../electron/service/db/migrate.ts'
import { readWalState } from '../../electron/service/db/walCheck.ts'
import { Random } from '../../electron/service/example/random.ts'
import { ERRORS } from '../../shared/rpc/error.ts'
import { inspect } from './copies.ts'
import { wholeHash } from './fingerprint.ts'
import { dataKeyOf, makeWorkspace, PASSPHRASE, startInProcess } from './inProcess.ts'
import {
  atLeast,
  Faults,
  none,
  size,
  told,
  type Figure,
  type Part,
  type PartContext,
  type PartReport,
} from './part.ts'
import { newFields } from './scenarios.ts'
import { cases, seed } from './seed.ts'

const PAGE = 4096
const FRAME = PAGE + 24
const WAL_HEADER = 32

/** Bits that flip, pages that are lost, swapped or cut off: each is found, or does no harm. */
export const pagesPart: Part = {
  name: 'pages',
  title: 'slumpad skada i filen, i loggen bredvid och i delat minne',
  run,
}

/** A workspace as it lies: closed, in the middle of work with its log beside it, and closed long before. */
interface Originals {
  readonly closed: Buffer
  readonly file: Buffer
  readonly wal: Buffer
  readonly older: Buffer
  readonly dataKey: Buffer
  readonly keyring: Buffer
  readonly hashes: { readonly closed: string; readonly open: string }
}

interface Damage {
  readonly name: string
  /** Damages in place, or gives another content. */
  readonly hurt: (content: Buffer, random: Random) => Buffer
  readonly where: 'fil' | 'logg' | 'minne'
}

const pageOf = (content: Buffer, random: Random, unit = PAGE, from = 0) =>
  from + random.int(0, Math.floor((content.length - from) / unit) - 1) * unit

const flip = (content: Buffer, random: Random, low: number, high: number) => {
  for (let bits = random.int(1, 8); bits > 0; bits--) {
    const at = random.int(low, high)
    content[at] = (content[at] ?? 0) ^ (1 << random.int(0, 7))
  }
  return content
}

const swap = (content: Buffer, random: Random, unit: number, from: number) => {
  const [one, other] = [pageOf(content, random, unit, from), pageOf(content, random, unit, from)]
  const kept = Buffer.from(content.subarray(one, one + unit))
  content.copy(content, one, other, other + unit)
  kept.copy(content, other)
  return content
}

const noise = (content: Buffer, random: Random, at: number, length: number) => {
  for (let byte = at; byte < at + length; byte++) content[byte] = random.int(0, 255)
  return content
}

const DAMAGES: readonly Damage[] = [
  {
    name: 'bitar i en sida',
    where: 'fil',
    hurt: (content, random) => {
      const page = pageOf(content, random)
      return flip(content, random, page, page + PAGE - 1)
    },
  },
  { name: 'bitar i filhuvudet', where: 'fil', hurt: (content, random) => flip(content, random, 0, 99) },
  {
    name: 'nollställd sida',
    where: 'fil',
    hurt: (content, random) => {
      const page = pageOf(content, random)
      return content.fill(0, page, page + PAGE)
    },
  },
  { name: 'ombytta sidor', where: 'fil', hurt: (content, random) => swap(content, random, PAGE, 0) },
  {
    name: 'brus i en sektor',
    where: 'fil',
    hurt: (content, random) => noise(content, random, pageOf(content, random, 512), 512),
  },
  {
    name: 'avkortad fil',
    where: 'fil',
    hurt: (content, random) =>
      content.subarray(0, random.chance(0.5) ? pageOf(content, random) : random.int(1, content.length - 1)),
  },
  {
    name: 'skräp efter slutet',
    where: 'fil',
    hurt: (content, random) => Buffer.concat([content, noise(Buffer.alloc(PAGE), random, 0, PAGE)]),
  },
  {
    name: 'bitar i loggen',
    where: 'logg',
    hurt: (content, random) => flip(content, random, WAL_HEADER, content.length - 1),
  },
  {
    name: 'bitar i loggens huvud',
    where: 'logg',
    hurt: (content, random) => flip(content, random, 0, WAL_HEADER - 1),
  },
  {
    name: 'nollställd del av loggen',
    where: 'logg',
    hurt: (content, random) => {
      const frame = pageOf(content, random, FRAME, WAL_HEADER)
      return content.fill(0, frame, frame + FRAME)
    },
  },
  {
    name: 'ombytta delar av loggen',
    where: 'logg',
    hurt: (content, random) => swap(content, random, FRAME, WAL_HEADER),
  },
  {
    name: 'skräp i delat minne',
    where: 'minne',
    hurt: (_, random) => noise(Buffer.alloc(32_768), random, 0, 32_768),
  },
]

type Outcome = 'funnen' | 'ofarlig' | 'tyst'

async function run(context: PartContext): Promise<PartReport> {
  const random = new Random(context.seed, 'pages')
  const faults = new Faults(context.say)
  const originals = await makeOriginals(context)
  const counts = new Map<string, Map<Outcome, number>>()
  const trials = size(context, 72, 1500)
  for (let trial = 0; trial < trials; trial++) {
    const damage = DAMAGES[trial % DAMAGES.length] ?? DAMAGES[0]
    if (!damage) break
    const { outcome, what } = tryOne(context, originals, damage, random)
    const told = counts.get(damage.name) ?? new Map<Outcome, number>()
    counts.set(damage.name, told.set(outcome, (told.get(outcome) ?? 0) + 1))
    if (outcome === 'tyst') faults.add(`${damage.name} (försök ${trial}): ${what}`)
  }
  const unlocked = await unlockDamaged(context, originals, random, faults)
  const replay = replayOldPages(context, originals, random)
  const cut = cutLog(context, originals, random, faults)
  const total = (outcome: Outcome) =>
    [...counts.values()].reduce((sum, told) => sum + (told.get(outcome) ?? 0), 0)
  return {
    figures: [
      atLeast('slumpade skador', trials, size(context, 72, 1000)),
      told('funna vid öppning eller kontroll', total('funnen')),
      told('ofarliga (allt läses som förut)', total('ofarlig')),
      none('tyst fel', faults.count),
      told('upplåsningar av skadade filer, med svenskt besked', unlocked),
      ...replay,
      ...cut,
    ],
    faults: faults.lines,
    notes: [...counts].map(
      ([name, told]) => `${name}: ${[...told].map(([outcome, count]) => `${outcome} ${count}`).join(', ')}`,
    ),
  }
}

async function makeOriginals(context: PartContext): Promise<Originals> {
  const folder = join(context.folder, 'ursprung')
  mkdirSync(folder)
  const path = join(folder, 'prov.lardom')
  await makeWorkspace(path)
  const running = startInProcess()
  try {
    const open = () => running.call('account.unlock', { path, passphrase: PASSPHRASE })
    await open()
    await seed(running)
    await running.call('account.lock', {})
    const older = readFileSync(path)
    await open()
    const csv = join(folder, 'fall.csv')
    writeFileSync(csv, cases(150))
    await importFile(running, csv)
    await running.call('account.lock', {})
    const closed = readFileSync(path)
    await open()
    const dataKey = dataKeyOf(running)
    for (let index = 0; index < 25; index++) {
      await running.call('incident.register', { fields: await newFields(running) })
    }
    const opened = { file: readFileSync(path), wal: readFileSync(`${path}-wal`) }
    const hashes = {
      closed: stateOf(lay(context, closed), dataKey).hash,
      open: stateOf(lay(context, opened.file, opened.wal), dataKey).hash,
    }
    return { older, closed, ...opened, dataKey, keyring: readFileSync(`${path}-nycklar`), hashes }
  } finally {
    running.close()
  }
}

/** Lays a workspace out in a folder of its own and gives its path. */
function lay(context: PartContext, file: Buffer, wal?: Buffer, shm?: Buffer): string {
  const folder = join(context.folder, 'prov')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  const path = join(folder, 'prov.lardom')
  writeFileSync(path, file)
  if (wal) writeFileSync(`${path}-wal`, wal)
  if (shm) writeFileSync(`${path}-shm`, shm)
  return path
}

/** What opening finds, as openWorkspaceFile does it once it has the key; then every row, as it can be read. */
function stateOf(path: string, dataKey: Buffer): { found: string; hash: string } {
  let db: Db | undefined
  try {
    const wal = readWalState(path)
    if (wal !== 'whole') return { found: `loggen är ${wal}`, hash: '' }
    db = openEncrypted(path, dataKey)
    if (Number(db.raw.pragma('application_id', { simple: true })) !== APPLICATION_ID)
      return { found: 'inte vår', hash: '' }
    const answer = String(db.raw.pragma('quick_check(1)', { simple: true }))
    if (answer !== 'ok') return { found: answer, hash: '' }
    return { found: '', hash: wholeHash(db) }
  } catch (error) {
    return { found: String(error), hash: '' }
  } finally {
    db?.close()
  }
}

function tryOne(
  context: PartContext,
  originals: Originals,
  damage: Damage,
  random: Random,
): { outcome: Outcome; what: string } {
  const { closed, file, wal, dataKey, hashes } = originals
  const path =
    damage.where === 'fil'
      ? lay(context, damage.hurt(Buffer.from(closed), random))
      : damage.where === 'logg'
        ? lay(context, file, damage.hurt(Buffer.from(wal), random))
        : lay(context, file, wal, damage.hurt(Buffer.alloc(0), random))
  const { found, hash } = stateOf(path, dataKey)
  if (found !== '') return { outcome: 'funnen', what: found }
  const same = hash === (damage.where === 'fil' ? hashes.closed : hashes.open)
  return same ? { outcome: 'ofarlig', what: '' } : { outcome: 'tyst', what: 'innehållet är ett annat' }
}

/** Through the real door: a known code and a Swedish message, and a file that is left as it was. */
async function unlockDamaged(
  context: PartContext,
  { closed, keyring, dataKey }: Originals,
  random: Random,
  faults: Faults,
): Promise<number> {
  const running = startInProcess()
  const inFile = DAMAGES.filter(({ where }) => where === 'fil')
  let refused = 0
  try {
    for (let trial = 0; trial < size(context, 7, 56); trial++) {
      const damage = inFile[trial % inFile.length]
      if (!damage) break
      const hurt = damage.hurt(Buffer.from(closed), random)
      const path = lay(context, hurt)
      writeFileSync(`${path}-nycklar`, keyring)
      const result = await running.raw('account.unlock', { path, passphrase: PASSPHRASE })
      await running.raw('account.lock', {})
      if (result.ok) {
        if (stateOf(path, dataKey).found !== '') faults.add(`${damage.name}: upplåst fast skadan syns`)
        continue
      }
      refused++
      if (result.error.code === 'INTERNAL' || !(result.error.code in ERRORS))
        faults.add(`${damage.name}: ${result.error.code}`)
      if (!readFileSync(path).equals(hurt)) faults.add(`${damage.name}: filen ändrades av att nekas`)
    }
  } finally {
    running.close()
  }
  return refused
}

/** A page from an older state of the same file has a seal that holds: what is told of it, and what is not. */
function replayOldPages(context: PartContext, originals: Originals, random: Random): Figure[] {
  const { closed, older, dataKey, hashes } = originals
  let tried = 0
  let silent = 0
  for (let trial = 0; trial < size(context, 20, 200); trial++) {
    const at = pageOf(older, random)
    if (older.subarray(at, at + PAGE).equals(closed.subarray(at, at + PAGE))) continue
    const hurt = Buffer.from(closed)
    older.copy(hurt, at, at, at + PAGE)
    tried++
    const { found, hash } = stateOf(lay(context, hurt), dataKey)
    if (found === '' && hash !== hashes.closed) silent++
  }
  return [
    told('äldre sidor lagda tillbaka (angrepp)', tried),
    told('  därav inte upptäckta, se förbehållen', silent),
  ]
}

/** A log that is cut off cannot be told from one that was never written to the end: what is left must be a state that was. */
function cutLog(context: PartContext, originals: Originals, random: Random, faults: Faults): Figure[] {
  const { file, wal, dataKey } = originals
  const trials = size(context, 10, 100)
  for (let trial = 0; trial < trials; trial++) {
    const path = lay(context, file, wal.subarray(0, random.int(0, wal.length - 1)))
    if (readWalState(path) !== 'whole') continue
    for (const line of inspect(path, dataKey, halves)) faults.add(`avkortad logg: ${line}`)
  }
  return [told('avkortade loggar: ett äldre helt läge läses', trials)]
}

/** Every command is one transaction: its case, its word in the index, its receipt and its row in the log go together. */
function halves(db: Db): string[] {
  const count = (sql: string) => db.value<number>(sql) ?? -1
  const registered = count("SELECT count(*) FROM incident WHERE origin = 'registrerad'")
  const receipts = count("SELECT count(*) FROM command_receipt WHERE procedure = 'incident.register'")
  const logged = count("SELECT count(*) FROM audit_log WHERE action = 'incident.register'")
  return registered === receipts && receipts === logged
    ? []
    : [`${registered} fall, ${receipts} kvitton, ${logged} loggrader`]
}
