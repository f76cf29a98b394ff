import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ATTACHMENT_TYPES } from '../../shared/attachment/types.ts'
import { AttachmentFiles } from './attachmentFiles.ts'
import { opensAsDocument } from './security/openable.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'lardom-test-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const put = (folder: string, name = 'Rutin.pdf') => {
  const path = join(folder, name)
  writeFileSync(path, 'innehåll', { mode: 0o400 })
  return path
}
const deadPid = () => spawnSync('true').pid

describe('the folders of opened attachments', () => {
  it('are for the person alone, and gone when the workspace is locked', () => {
    const files = new AttachmentFiles({ root })
    const folders = [files.folderFor(1), files.folderFor(2)]
    for (const folder of folders) {
      expect(statSync(folder).mode & 0o777).toBe(0o700)
      put(folder)
    }
    expect(readdirSync(root)).toHaveLength(2)
    files.removeAll()
    expect(readdirSync(root)).toEqual([])
  })

  it('are one per attachment: what was opened before goes when it is opened again', () => {
    const files = new AttachmentFiles({ root })
    const first = files.folderFor(1)
    put(first)
    const second = files.folderFor(1)
    expect(existsSync(first)).toBe(false)
    expect(existsSync(second)).toBe(true)
    files.discard(1)
    files.discard(1)
    expect(readdirSync(root)).toEqual([])
  })

  it('that another program holds are tried again, and told once, until it lets go', async () => {
    let held = true
    const told: number[] = []
    const files = new AttachmentFiles({
      root,
      firstRetry: 20,
      onHeld: (count) => told.push(count),
      remove: (folder) => {
        if (held) throw Object.assign(new Error('held'), { code: 'EBUSY' })
        rmSync(folder, { recursive: true })
      },
    })
    for (const id of [1, 2]) put(files.folderFor(id))
    files.removeAll()
    await setTimeout(150)
    expect(told).toEqual([2])
    expect(readdirSync(root)).toHaveLength(2)
    held = false
    await setTimeout(400)
    expect(readdirSync(root)).toEqual([])
    expect(told).toEqual([2])
  })

  it('get a last attempt when Lärdom is closed', () => {
    let attempts = 0
    const files = new AttachmentFiles({
      root,
      remove: (folder) => {
        if (++attempts === 1) throw Object.assign(new Error('held'), { code: 'EPERM' })
        rmSync(folder, { recursive: true })
      },
    })
    put(files.folderFor(1))
    files.close()
    expect(attempts).toBe(2)
    expect(readdirSync(root)).toEqual([])
  })
})

describe('what a crash left', () => {
  const made = (name: string) => {
    const folder = join(root, name)
    mkdirSync(folder)
    put(folder)
    return name
  }

  it('is swept at the next start, and nothing else is', () => {
    const outside = join(root, 'annat')
    mkdirSync(outside)
    put(outside, 'viktigt.txt')
    const kept = [
      // Another Lärdom that runs.
      made(`lardom-bilaga-${process.ppid}-AbCdEf`),
      made('lardom-bilaga-x-AbCdEf'),
      made('lardom-bilagor-1-AbCdEf'),
      made(`lardom-bilaga-${deadPid()}-AbCdEf-mer`),
      'annat',
    ]
    const linked = `lardom-bilaga-${deadPid()}-LinkLi`
    symlinkSync(outside, join(root, linked))
    const file = `lardom-bilaga-${deadPid()}-FilFil`
    put(root, file)
    made(`lardom-bilaga-${deadPid()}-AbCdEf`)
    // The same number as ours, from before the computer was started anew.
    made(`lardom-bilaga-${process.pid}-AbCdEf`)
    const old = made(`lardom-bilaga-${process.ppid}-GammaL`)
    const twoDaysAgo = Date.now() / 1000 - 2 * 24 * 60 * 60
    utimesSync(join(root, old), twoDaysAgo, twoDaysAgo)

    new AttachmentFiles({ root }).sweep()
    expect(readdirSync(root).sort()).toEqual([...kept, linked, file].sort())
    expect(readdirSync(outside)).toEqual(['viktigt.txt'])
  })

  it('is not what this run has open', () => {
    const files = new AttachmentFiles({ root })
    const folder = files.folderFor(1)
    files.sweep()
    expect(existsSync(folder)).toBe(true)
  })

  it('is nothing where there is no folder to look in', () => {
    expect(() => new AttachmentFiles({ root: join(root, 'finns-inte') }).sweep()).not.toThrow()
  })

  it('goes though links lie in it, and what they point at stays', () => {
    const target = put(root, 'mål.txt')
    const name = made(`lardom-bilaga-${deadPid()}-AbCdEf`)
    symlinkSync(target, join(root, name, 'länk'))
    new AttachmentFiles({ root }).sweep()
    expect(existsSync(join(root, name))).toBe(false)
    expect(existsSync(target)).toBe(true)
  })
})

describe('the types that are opened', () => {
  it('are documents to the one place that opens anything', () => {
    const opened = Object.values(ATTACHMENT_TYPES).filter(({ opens }) => opens)
    expect(opened.length).toBeGreaterThan(10)
    for (const { extension } of opened) expect(opensAsDocument(`/tmp/Rutin.${extension}`)).toBe(true)
  })
})
