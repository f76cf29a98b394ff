import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeWorkspace, PASSPHRASE, startInProcess, type InProcess } from '../inProcess.ts'
import { FILES } from '../files.ts'
import { cases, seed } from '../seed.ts'

/** A day in the tests' own time, so that a seed gives the same run any day. */
const NOW = new Date('2026-02-01T11:00:00Z')

/** A service over a small workspace with something of everything, which can be put back as it was. */
export class World {
  readonly running: InProcess
  readonly folder: string
  readonly #template: string
  readonly #path: string

  private constructor(folder: string) {
    this.folder = folder
    this.#template = join(folder, 'mall')
    this.#path = join(folder, 'plats', 'prov.lardom')
    this.running = startInProcess({ now: () => NOW })
  }

  static async make(folder: string): Promise<World> {
    const world = new World(folder)
    mkdirSync(world.#template, { recursive: true })
    await makeWorkspace(join(world.#template, 'prov.lardom'))
    await world.running.call('account.unlock', {
      path: join(world.#template, 'prov.lardom'),
      passphrase: PASSPHRASE,
    })
    await seed(world.running)
    await world.running.call('backup.make', {})
    await world.running.call('account.lock', {})
    await world.reset()
    return world
  }

  /** A fresh copy of the workspace, open. Everything that was written beside it is gone. */
  async reset(): Promise<void> {
    await this.running.call('account.lock', {})
    const place = join(this.folder, 'plats')
    rmSync(place, { recursive: true, force: true })
    cpSync(this.#template, place, { recursive: true })
    mkdirSync(join(place, 'mapp', 'under'), { recursive: true })
    writeFileSync(join(place, 'skräp.csv'), 'inget;alls\n1;2\n')
    writeFileSync(join(place, 'fall.csv'), cases(2))
    for (const [name, content] of Object.entries(FILES)) writeFileSync(join(place, name), content)
    writeFileSync(join(place, 'skräp.lardom'), 'inte en arbetsyta')
    process.chdir(place)
    await this.running.call('account.unlock', { path: this.#path, passphrase: PASSPHRASE })
  }

  /** Paths worth trying; none leads out of the world's own folder. */
  paths(): string[] {
    const place = join(this.folder, 'plats')
    // Those that lead somewhere more often.
    const often = [
      this.#path,
      this.#path,
      this.#path,
      this.#path,
      join(place, 'fall.csv'),
      join(place, 'fall.csv'),
    ]
    return [...often, '', ...NAMES.map((name) => join(place, name))]
  }

  /** A path from the fuzz is kept inside the folder, wherever it points. */
  confine(path: string): string {
    if (path.startsWith(join(this.folder, 'plats'))) return path.replaceAll('..', 'ut')
    return path.replaceAll('..', 'ut').replace(/^\/+/, '')
  }

  isHome(): boolean {
    return this.running.state.workspace?.file.path === this.#path
  }
}

/** Files that are there, that are not, that cannot be, and that other systems stumble on. */
const NAMES = [
  'skräp.csv',
  'fall.csv',
  'bild.png',
  'rapport.pdf',
  'brev.docx',
  'anteckning.txt',
  'program.exe',
  'skräp.lardom',
  'mapp',
  'mapp/under/ny.docx',
  'borta/ny.docx',
  'skräp.csv/ny.docx',
  'ny.lardom',
  'ny.docx',
  'ny.html',
  'ny\u0000.docx',
  'CON',
  'ny.docx ',
  '.',
  `${'å'.repeat(300)}.docx`,
]
