import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { Random } from '../../electron/service/example/random.ts'
import type { CallResult } from '../../shared/rpc/wire.ts'
import { launchSpec, type LaunchSpec } from '../launch.ts'
import { ROOT } from '../paths.ts'
import { resolveElectron } from '../runtime/electronRuntime.ts'
import { copyWorkspace, inspect } from './copies.ts'
import { makeWorkspace, PASSPHRASE } from './inProcess.ts'
import { atLeast, Faults, none, size, told, type Part, type PartContext, type PartReport } from './part.ts'
import { fieldsAt } from './scenarios.ts'
import { programWords, searchFolder, wordsOf } from './words.ts'

/** The whole app, every process of it, killed while somebody types. */
export const killAppPart: Part = {
  name: 'app',
  title: 'kill -9 av hela programmet medan någon skriver',
  run,
}

/** What the person was shown, or was answered: it must be there when the app starts again. */
interface Promised {
  /** The longest heading that was read back as saved. */
  draft: string
  /** Everything that was ever typed in the heading, as it stood. */
  typed: string
  readonly titles: string[]
  /** Sent, not answered. */
  readonly maybe: string[]
}

async function run(context: PartContext): Promise<PartReport> {
  const spec = launchSpec(await resolveElectron(context.say))
  const random = new Random(context.seed, 'app')
  const faults = new Faults(context.say)
  const home = join(context.folder, 'plats')
  mkdirSync(home)
  const workspace = await makeWorkspace(join(home, 'prov.lardom'))
  const promised: Promised = { draft: '', typed: '', titles: [], maybe: [] }
  const loops = size(context, 2, 32)
  for (let loop = 0; loop < loops; loop++) {
    const fault = (line: string) => faults.add(`död ${loop + 1}: ${line}`)
    try {
      const app = await launch(spec, context.folder)
      const page = await unlock(app, workspace.path)
      await checkPromises(page, promised, fault)
      await typeUntilKilled(app, page, random, promised, loop)
    } catch (error) {
      fault(error instanceof Error ? error.message.slice(0, 300) : String(error))
    }
    const copy = copyWorkspace(workspace.path, join(context.folder, 'kopia'))
    for (const line of inspect(copy, workspace.dataKey, () => [])) fault(line)
    if (loop % 8 === 7) context.say(`  ${loop + 1} av ${loops} dödar`)
  }
  const searched = searchProfile(context, promised, faults)
  return {
    figures: [
      atLeast('dödar av hela programmet', loops, size(context, 2, 30)),
      told('besvarade händelser', promised.titles.length),
      told('tecken i det sist sparade utkastet', promised.draft.length),
      told('filer i programmets profil som genomsöktes efter skrivna ord', searched),
      none('avvikelser (förlorat, skadat, eller ord i profilen)', faults.count),
    ],
    faults: faults.lines,
    notes: ['fönstret, huvudprocessen, datatjänsten och Chromiums egna processer dödas samtidigt'],
  }
}

async function launch(spec: LaunchSpec, folder: string): Promise<ElectronApplication> {
  return _electron.launch({
    executablePath: spec.executable,
    args: spec.args,
    env: { ...process.env, ...spec.env, LARDOM_USER_DATA: join(folder, 'profil'), LARDOM_CHECK_OUTPUT: '1' },
  })
}

async function unlock(app: ElectronApplication, path: string): Promise<Page> {
  const page = await app.firstWindow()
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] })
  }, path)
  await page.getByRole('button', { name: /Öppna befintlig/ }).click()
  await page.getByLabel('Lösenfras').fill(PASSPHRASE)
  await page.getByRole('button', { name: 'Lås upp', exact: true }).click()
  await page.getByRole('navigation', { name: 'Huvudmeny' }).waitFor()
  return page
}

/** Asks as the window's own code does. */
async function ask(page: Page, procedure: string, input: unknown): Promise<CallResult> {
  return page.evaluate<CallResult>(
    `window.lardom.call(${JSON.stringify(procedure)}, ${JSON.stringify(input)})`,
  )
}

async function checkPromises(page: Page, promised: Promised, fault: (line: string) => void): Promise<void> {
  const found = await ask(page, 'incident.list', { limit: 200 })
  if (!found.ok) return fault(found.error.message)
  const { rows } = found.data as { rows: { title: string }[] }
  const titles = new Set(rows.map(({ title }) => title))
  // The register's first page holds the newest; those before were checked the time before.
  for (const title of promised.titles.slice(-100))
    if (!titles.has(title)) fault(`händelsen ”${title}” är borta`)
  for (const title of promised.maybe.splice(0)) if (titles.has(title)) promised.titles.push(title)
  const known = new Set(promised.titles)
  for (const title of titles) if (!known.has(title)) fault(`händelsen ”${title}” har ingen skickat`)

  await page.evaluate("window.location.hash = '/handelse/ny'")
  const heading = page.getByRole('textbox', { name: /^Rubrik/ })
  await heading.waitFor()
  if (promised.draft !== '') await page.getByText('Ditt utkast är tillbaka').waitFor()
  const shown = await heading.inputValue()
  if (!shown.startsWith(promised.draft)) fault(`utkastet är ”${shown}”, sparat var ”${promised.draft}”`)
  if (!promised.typed.startsWith(shown)) fault(`utkastet är ”${shown}”, skrivet var ”${promised.typed}”`)
  promised.typed = shown
  promised.draft = shown
}

/** Types in the form, registers through the bridge beside it, and reads back what is saved, until everything is killed. */
async function typeUntilKilled(
  app: ElectronApplication,
  page: Page,
  random: Random,
  promised: Promised,
  loop: number,
): Promise<void> {
  const heading = page.getByRole('textbox', { name: /^Rubrik/ })
  if (promised.typed.length > 250) {
    await heading.fill('')
    promised.typed = ''
    promised.draft = ''
    await ask(page, 'account.draft-discard', { key: 'handelse/ny' })
  }
  await heading.focus()
  await page.keyboard.press('End')
  const life = new AbortController()
  const whileAlive = async (act: () => Promise<void>) => {
    while (!life.signal.aborted) {
      try {
        await act()
      } catch {
        // The window is gone in the middle of a question: as meant.
        return
      }
    }
  }
  const type = async () => {
    const next = `${inventWord(random)} `
    for (const letter of next) {
      if (life.signal.aborted) return
      promised.typed += letter
      await page.keyboard.type(letter)
      await wait(random.int(0, 60))
    }
    await wait(random.int(0, 900))
  }
  const readBack = async () => {
    const draft = await ask(page, 'account.draft-get', { key: 'handelse/ny' })
    const body = draft.ok ? (draft.data as { body: string } | null)?.body : undefined
    const title = body === undefined ? undefined : /"title":"([^"]*)"/.exec(body)?.[1]
    if (title !== undefined && title.length > promised.draft.length) promised.draft = title
    await wait(random.int(20, 120))
  }
  // The bridge answers by the same contract as the service.
  const tree = unwrap(await ask(page, 'organisation.tree', {})) as { id: number; kind: string }[]
  const unitId = tree.find(({ kind }) => kind === 'forvaltning')?.id ?? 0
  let count = 0
  const register = async () => {
    const title = `Fall ${loop + 1} nummer ${++count} ${inventWord(random)}`
    promised.maybe.push(title)
    const result = await ask(page, 'incident.register', { fields: { ...fieldsAt(unitId), title } })
    promised.maybe.splice(promised.maybe.indexOf(title), 1)
    if (result.ok) promised.titles.push(title)
    await wait(random.int(10, 300))
  }
  const work = Promise.all([whileAlive(type), whileAlive(readBack), whileAlive(register)])
  await wait(random.int(100, 4000))
  life.abort()
  killTree(app.process().pid ?? 0)
  await work
}

function unwrap(result: CallResult): unknown {
  if (!result.ok) throw new Error(result.error.message)
  return result.data
}

/** The process and everything it started, at once. Only what hangs below it. */
function killTree(pid: number): void {
  if (pid <= 1) throw new Error('programmets process saknas')
  for (const one of [pid, ...descendantsOf(pid)]) {
    try {
      process.kill(one, 'SIGKILL')
    } catch {
      // It went with its parent.
    }
  }
}

function descendantsOf(pid: number): number[] {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        return /\) \S (\d+) /.exec(readFileSync(`/proc/${name}/stat`, 'utf8'))?.[1] === String(pid)
      } catch {
        // It ended while we looked.
        return false
      }
    })
    .map(Number)
  return children.flatMap((child) => [child, ...descendantsOf(child)])
}

const SYLLABLES = ['bru', 'kva', 'lmi', 'nto', 'rsk', 'vyd', 'gje', 'fpo', 'xan', 'zel', 'jutt', 'mbö', 'tjå']

/** A word that stands in no program and no dictionary. */
function inventWord(random: Random): string {
  return Array.from({ length: random.int(3, 5) }, () => random.pick(SYLLABLES)).join('')
}

/** Chromium's caches, storage and logs hold nothing of what was typed or read. */
function searchProfile(context: PartContext, promised: Promised, faults: Faults): number {
  const code = programWords([join(ROOT, 'shared'), join(ROOT, 'renderer')])
  const words = wordsOf([promised.typed, promised.draft, ...promised.titles, ...promised.maybe, PASSPHRASE])
  const own = new Set([...words].filter((word) => !code.has(word) && word.length >= 8))
  const { files, found } = searchFolder(join(context.folder, 'profil'), () => own)
  for (const line of found) faults.add(`profilen: ${line}`)
  if (own.size < 3) faults.add('profilen: för få ord att söka')
  return files
}
