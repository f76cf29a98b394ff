import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  isOnScreen,
  readWindowState,
  windowStateFile,
  writeWindowState,
  type WindowState,
} from './windowState.ts'

const STATE: WindowState = {
  bounds: { x: 10, y: 20, width: 1000, height: 700 },
  maximized: false,
  fullScreen: false,
  zoomLevel: 1,
}
const SCREEN = { x: 0, y: 0, width: 1920, height: 1080 }

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lardom-fonster-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('where the window stood', () => {
  it('is there at the next start', () => {
    const file = windowStateFile(join(folder, 'profil'))
    writeWindowState(file, STATE)
    expect(readWindowState(file)).toEqual(STATE)
  })

  it('costs nothing when it is lost, damaged or somebody else’s', () => {
    const file = windowStateFile(folder)
    expect(readWindowState(file)).toBeNull()
    writeWindowState(file, STATE)
    const whole = readFileSync(file)
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.uint8Array({ maxLength: 40 }), (at, bytes) => {
        writeFileSync(file, Buffer.concat([whole.subarray(0, at), bytes]))
        const read = readWindowState(file)
        expect(read === null || read.bounds.width >= 200).toBe(true)
      }),
    )
    for (const text of ['', '{}', 'null', '{"bounds":{"x":0,"y":0,"width":1e9,"height":1}}']) {
      writeFileSync(file, text)
      expect(readWindowState(file)).toBeNull()
    }
  })

  it('is not used when that screen is gone', () => {
    expect(isOnScreen(STATE.bounds, [SCREEN])).toBe(true)
    expect(isOnScreen({ ...STATE.bounds, x: 2500 }, [SCREEN])).toBe(false)
    expect(isOnScreen({ ...STATE.bounds, x: 2500 }, [SCREEN, { ...SCREEN, x: 1920 }])).toBe(true)
    expect(isOnScreen({ ...STATE.bounds, y: -50 }, [SCREEN])).toBe(false)
    expect(isOnScreen({ ...STATE.bounds, x: -950 }, [SCREEN])).toBe(false)
    expect(isOnScreen(STATE.bounds, [])).toBe(false)
  })
})
