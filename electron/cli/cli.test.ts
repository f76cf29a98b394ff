import { spawnSync } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EXAMPLE_PASSPHRASE } from '../../shared/example/contract.ts'

const MAIN = join(import.meta.dirname, 'main.ts')
const LEXMARIA = join(import.meta.dirname, '../service/example/data/lexmaria.csv')

let folder: string
let workspace: string
let demo: ReturnType<typeof run>

function run(args: string[], env: Record<string, string> = { LARDOM_PASSPHRASE: EXAMPLE_PASSPHRASE }) {
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => name !== 'LARDOM_PASSPHRASE'),
  )
  const result = spawnSync(process.execPath, [MAIN, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...inherited, ...env },
    input: '',
    timeout: 180_000,
  })
  return {
    code: result.status,
    out: result.stdout,
    err: result.stderr,
    json: () => JSON.parse(result.stdout) as unknown,
  }
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lardom-terminal-'))
  demo = run(['demo', '--out', 'ut', '--incidents', '400', '--json'], {})
  workspace = join(folder, 'ut', 'Exempeldata.lardom')
}, 240_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('lardom demo', () => {
  it('makes the example workspace and the berättelse of every förvaltning and the region, in three formats', () => {
    expect(demo.err).toBe('')
    expect(demo.code).toBe(0)
    expect(demo.json()).toMatchObject({ published: 144, generated: 400, passphrase: EXAMPLE_PASSPHRASE })
    const names = readdirSync(join(folder, 'ut', 'berättelser')).map((name) => name.normalize('NFC'))
    expect(names).toHaveLength(10 * 3)
    for (const code of ['SU', 'NU', 'SkaS', 'SÄS', 'SV', 'NH', 'RH', 'HoH', 'FTV', 'VGR']) {
      for (const format of ['docx', 'pdf', 'html']) {
        expect(names).toContain(`Patientsäkerhetsberättelse 2025 ${code}.${format}`)
      }
    }
  })

  it('never writes over a workspace that is not its own example', () => {
    const other = join(folder, 'annan')
    const made = run(['demo', '--out', other, '--incidents', '0', '--json'], {})
    expect(made.code).toBe(0)
    const keyring = join(other, 'Exempeldata.lardom-nycklar')
    writeFileSync(keyring, readFileSync(keyring, 'utf8').replaceAll('A', 'B'))
    const before = readFileSync(join(other, 'Exempeldata.lardom'))
    expect(run(['demo', '--out', other], {}).code).not.toBe(0)
    expect(readFileSync(join(other, 'Exempeldata.lardom')).equals(before)).toBe(true)
  })
})

describe('lardom verify', () => {
  it('finds the example whole', () => {
    const result = run(['verify', '--workspace', workspace, '--json'])
    expect(result.code).toBe(0)
    expect(result.json()).toMatchObject({ ok: true, database: 'ok', orphans: 0, auditBrokenAt: null })
  })

  it('tells a wrong passphrase, a missing file and no passphrase, each with its exit code and words', () => {
    const wrong = run(['verify', '--workspace', workspace], { LARDOM_PASSPHRASE: 'helt fel fras i dag' })
    expect(wrong.code).toBe(3)
    expect(wrong.err).toContain('Lösenfrasen stämmer inte')
    const missing = run(['verify', '--workspace', 'borta.lardom'])
    expect(missing.code).toBe(3)
    expect(missing.err).toContain('borta.lardom finns inte')
    const none = run(['verify', '--workspace', workspace], {})
    expect(none.code).toBe(2)
    expect(none.err).toContain('LARDOM_PASSPHRASE')
  })

  it('answers a failure as JSON when asked to', () => {
    const wrong = run(['verify', '--workspace', workspace, '--json'], {
      LARDOM_PASSPHRASE: 'helt fel fras i dag',
    })
    expect(wrong.json()).toMatchObject({ error: { code: 'WRONG_PASSPHRASE' } })
  })
})

describe('lardom report', () => {
  it('writes the wanted formats where it was told, whatever the case of the code', () => {
    const result = run([
      'report',
      '--workspace',
      workspace,
      '--forvaltning',
      'skas',
      '--year',
      '2025',
      '--format',
      'docx,html',
      '--out',
      'rapport',
      '--json',
    ])
    expect(result.err).toBe('')
    expect(result.code).toBe(0)
    expect(readdirSync(join(folder, 'rapport'))).toHaveLength(2)
  })

  it('refuses an unknown förvaltning, format and year in Swedish', () => {
    const unknown = run([
      'report',
      '--workspace',
      workspace,
      '--forvaltning',
      'XX',
      '--year',
      '2025',
      '--out',
      'rapport',
    ])
    expect(unknown.code).toBe(4)
    expect(unknown.err).toContain('Förvaltningen XX finns inte i arbetsytan. Koderna är VGR, SU,')
    const format = run([
      'report',
      '--workspace',
      workspace,
      '--forvaltning',
      'SU',
      '--year',
      '2025',
      '--format',
      'odt',
      '--out',
      'x',
    ])
    expect(format.code).toBe(2)
    expect(format.err).toContain('docx, pdf, html')
    const year = run([
      'report',
      '--workspace',
      workspace,
      '--forvaltning',
      'SU',
      '--year',
      'i år',
      '--out',
      'x',
    ])
    expect(year.code).toBe(2)
    expect(year.err).toContain('heltal')
  })
})

describe('a folder that cannot be made', () => {
  it('is told, with the exit code for files', () => {
    writeFileSync(join(folder, 'fil'), '')
    const report = [
      'report',
      '--workspace',
      workspace,
      '--forvaltning',
      'SU',
      '--year',
      '2025',
      '--format',
      'html',
    ]
    for (const args of [
      ['demo', '--out', 'fil'],
      ['demo', '--out', join('fil', 'under')],
      [...report, '--out', 'fil'],
    ]) {
      const result = run(args)
      expect(result.code).toBe(6)
      expect(result.err).toContain('där ligger en fil, inte en mapp')
    }
  })
})

describe('lardom import', () => {
  it('takes in the whole rows of a file, and says by its exit code that others were broken', () => {
    const copy = join(folder, 'trasig.lardom')
    for (const suffix of ['', '-nycklar']) copyFileSync(`${workspace}${suffix}`, `${copy}${suffix}`)
    const source = join(folder, 'trasig.csv')
    const [head, first, second] = readFileSync(LEXMARIA, 'utf8').split('\n')
    writeFileSync(
      source,
      `${head}\nLM-9002,för få fält\n${first?.replace('LM-0001', 'LM-9001')}\n${second}\n`,
    )
    const told = run(['import', '--workspace', copy, '--source', source])
    expect(told.code).toBe(4)
    expect(told.out).toContain('Nya 1,')
    expect(told.err).toContain('1 rad lästes inte in. Rätta i källan')
    const mend = join(folder, 'felrader.csv')
    const again = run(['import', '--workspace', copy, '--source', source, '--faulty', mend, '--json'])
    expect(again.code).toBe(4)
    expect(again.json()).toMatchObject({ counts: { new: 0, unchanged: 2 }, faulty: [{ row: 2 }] })
    expect(readFileSync(mend, 'utf8')).toContain('"LM-9002";"för få fält"')
    expect(again.err).toBe('')
  })

  it('changes nothing when the same file comes again', () => {
    const result = run(['import', '--workspace', workspace, '--source', LEXMARIA, '--json'])
    expect(result.code).toBe(0)
    expect(result.json()).toMatchObject({
      counts: { new: 0, changed: 0, unchanged: 144, faulty: 0 },
    })
  })

  it('tells what a dry run would do, and does nothing', () => {
    const copy = join(folder, 'kopia.lardom')
    for (const suffix of ['', '-nycklar']) copyFileSync(`${workspace}${suffix}`, `${copy}${suffix}`)
    const source = join(folder, 'ny.csv')
    const [head, first] = readFileSync(LEXMARIA, 'utf8').split('\n')
    writeFileSync(source, `${head}\n${first?.replace('LM-0001', 'LM-9001')}\n`)
    for (let round = 0; round < 2; round++) {
      const result = run(['import', '--workspace', copy, '--source', source, '--dry-run', '--json'])
      expect(result.json()).toMatchObject({ counts: { new: 1, unchanged: 0 } })
    }
  })

  it('refuses a missing source with what to do, and an unreadable one', () => {
    const missing = run(['import', '--workspace', workspace, '--source', 'finns-inte.csv'])
    expect(missing.code).toBe(4)
    expect(missing.err).toContain('finns-inte.csv')
    const binary = join(folder, 'bild.csv')
    writeFileSync(binary, Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0, 1, 2, 3]))
    const odd = run(['import', '--workspace', workspace, '--source', binary])
    expect(odd.code).toBe(4)
    expect(existsSync(workspace)).toBe(true)
  })
})

describe('lardom itself', () => {
  it('explains every command in Swedish with --help', () => {
    const { out } = run(['--help'])
    expect(out).toContain('Avslutskoder')
    expect(out).not.toMatch(/default|options|command/)
    for (const command of ['demo', 'import', 'report', 'verify', 'bench']) {
      const help = run([command, '--help'])
      expect(help.code).toBe(0)
      expect(help.out).toContain('Användning:')
      expect(help.out).toContain('--json')
      expect(help.out).not.toMatch(/default|options|command/)
    }
  })

  it('refuses an unknown command, option and a missing one, with exit code 2', () => {
    for (const [args, word] of [
      [['flyg'], 'flyg'],
      [['verify', '--workspac', 'x'], '--workspac'],
      [['verify'], '--workspace'],
    ] as const) {
      const result = run([...args])
      expect(result.code).toBe(2)
      expect(result.err).toContain(word)
    }
  })
})
