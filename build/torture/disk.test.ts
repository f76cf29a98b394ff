import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Random } from '../../electron/service/example/random.ts'
import { Disk } from './disk.ts'
import { KIND, type Operation } from './shim/shim.ts'

let folder: string
let from: string
let to: string
let disk: Disk
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lardom-disk-'))
  from = join(folder, 'från')
  to = join(folder, 'till')
  mkdirSync(from)
  writeFileSync(join(from, 'a'), 'gammalt')
  disk = new Disk()
  disk.load(from)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const operation = (kind: number, name: string, more: Partial<Operation> = {}): Operation => ({
  kind,
  path: name === '' ? from : join(from, name),
  other: '',
  offset: 0,
  data: Buffer.alloc(0),
  ...more,
})
const write = (name: string, text: string, offset = 0) =>
  disk.apply(operation(KIND.write, name, { data: Buffer.from(text), offset }))
const sync = (name: string) => disk.apply(operation(name === '' ? KIND.folder : KIND.sync, name))
const left = (choice: 'least' | 'all' | 'some', seed = 1) => {
  disk.cut(from, to, choice, new Random(seed, 'disk'))
  return Object.fromEntries(readdirSync(to).map((name) => [name, readFileSync(join(to, name), 'utf8')]))
}

describe('a disk that keeps its word and no more', () => {
  it('keeps what was flushed, and perhaps what was not', () => {
    write('a', 'NYTT')
    expect(left('least')).toEqual({ a: 'gammalt' })
    expect(left('all')).toEqual({ a: 'NYTTalt' })
    expect(disk.unsynced(join(from, 'a'))).toBe(1)
    sync('a')
    expect(disk.unsynced(join(from, 'a'))).toBe(0)
    expect(left('least')).toEqual({ a: 'NYTTalt' })
  })

  it('keeps a name when its folder is flushed', () => {
    disk.apply(operation(KIND.open, 'b', { other: 'new' }))
    write('b', 'ny fil')
    sync('b')
    expect(left('least')).toEqual({ a: 'gammalt' })
    disk.apply({ ...operation(KIND.rename, 'b'), other: join(from, 'a') })
    expect(left('least')).toEqual({ a: 'gammalt' })
    expect(left('all')).toEqual({ a: 'ny fil' })
    sync('')
    expect(left('least')).toEqual({ a: 'ny fil' })
  })

  it('tears a write that was not flushed at the sectors', () => {
    disk.apply(operation(KIND.open, 'b', { other: 'new' }))
    sync('')
    write('b', '0'.repeat(2048))
    sync('b')
    write('b', '1'.repeat(2048))
    const seen = new Set<string>()
    for (let seed = 0; seed < 200; seed++) {
      const text = left('some', seed)['b'] ?? ''
      expect(text).toMatch(/^(?:0{512}|1{512}){4}$/)
      seen.add(text)
    }
    expect(seen.size).toBeGreaterThan(12)
  })
})
