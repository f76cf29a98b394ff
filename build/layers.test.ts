import { describe, expect, it } from 'vitest'
import { checkLayers, importsOf, readTree } from './layers.ts'

const faultsOf = (files: Record<string, string>) =>
  checkLayers(new Map(Object.entries(files))).map(({ file, message }) => `${file}: ${message}`)

describe('the floors', () => {
  it('hold in the whole tree', () => {
    const files = readTree()
    expect(files.size).toBeGreaterThan(50)
    expect(checkLayers(files)).toEqual([])
  })

  it('refuse an import upwards', () => {
    expect(faultsOf({ 'shared/a.ts': "import { b } from '../electron/service/b.ts'" })).toHaveLength(1)
    expect(faultsOf({ 'electron/service/a.ts': "import type { b } from '../main/b.ts'" })).toHaveLength(1)
    expect(faultsOf({ 'renderer/a.tsx': "export { b } from '../electron/service/b.ts'" })).toHaveLength(1)
  })

  it('refuse electron in the service, Node in the renderer and in shared, SQL in main', () => {
    expect(faultsOf({ 'electron/service/a.ts': "import { app } from 'electron'" })).toHaveLength(1)
    expect(faultsOf({ 'renderer/a.ts': "import { join } from 'node:path'" })).toHaveLength(1)
    expect(faultsOf({ 'shared/a.ts': "const fs = await import('fs')" })).toHaveLength(1)
    expect(faultsOf({ 'electron/main/a.ts': "import Database from 'better-sqlite3'" })).toHaveLength(1)
  })

  it('refuse a circle, and see it through several files', () => {
    const faults = faultsOf({
      'shared/a.ts': "import { b } from './b.ts'",
      'shared/b.ts': "import { c } from './c.ts'",
      'shared/c.ts': "import { a } from './a.ts'",
    })
    expect(faults).toHaveLength(1)
    expect(faults[0]).toContain('shared/a.ts → shared/b.ts → shared/c.ts → shared/a.ts')
  })

  it('read imports over several lines, and not those in comments', () => {
    const source =
      "import {\n  a,\n  b,\n} from './x.ts'\n// import z from './no.ts'\n/* import y from './no.ts' */\nimport './side.css'"
    expect(importsOf(source).map(({ specifier }) => specifier)).toEqual(['./x.ts', './side.css'])
  })
})
