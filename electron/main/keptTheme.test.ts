import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keepTheme, readTheme } from './keptTheme.ts'

describe('the chosen theme', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lardom-utseende-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('is the computer’s own until one is chosen, and then that one', () => {
    expect(readTheme(folder)).toBe('system')
    keepTheme(join(folder, 'ny'), 'dark')
    expect(readTheme(join(folder, 'ny'))).toBe('dark')
  })

  it.each(['', '{', '{"theme":"rosa"}', '{"theme":"dark","mer":1}', '[]'])(
    'is not read from a damaged file: %j',
    (text) => {
      writeFileSync(join(folder, 'utseende.json'), text)
      expect(readTheme(folder)).toBe('system')
      keepTheme(folder, 'light')
      expect(readTheme(folder)).toBe('light')
    },
  )
})
