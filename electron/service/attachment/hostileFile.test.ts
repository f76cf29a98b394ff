import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { inspect } from './inspect.ts'
import { compound, docx, eml } from './testFiles.ts'

const { signal } = new AbortController()
const lines = (text: string) => Buffer.from(text, 'latin1')

/** How often other calls come in while the file is looked at. */
async function turnsDuring(bytes: Buffer, name: string): Promise<number> {
  const count = { turns: 0, ended: false }
  const end = () => {
    count.ended = true
  }
  const work = inspect(bytes, name, signal)
  void work.then(end, end)
  while (!count.ended) {
    await setImmediate()
    count.turns++
  }
  await work
  return count.turns
}

/** The data service has one thread: what holds it holds everybody's work, and what fills its memory ends it. */
describe('a file made to stop the data service', () => {
  it('is refused when a compound file lists the same sectors for ever', async () => {
    const bytes = Buffer.concat([compound(['Root']), Buffer.alloc(8 * 1024 * 1024)])
    // The list of lists is its own next piece, and every entry of it names the same sector.
    bytes.writeUInt32LE(1, 68)
    for (let at = 1024; at < 1532; at += 4) bytes.writeUInt32LE(2, at)
    bytes.writeUInt32LE(1, 1532)
    await expect(inspect(bytes, 'brev.msg', signal)).rejects.toMatchObject({ code: 'ATTACHMENT_REFUSED' })
  })

  it('as an office document of nothing but tags lets other calls in', async () => {
    const bytes = docx('</w:t></w:p><w:p><w:t>ab'.repeat(190_000))
    expect(await turnsDuring(bytes, 'rutin.docx')).toBeGreaterThan(20)
  })

  it('as one text without a tag is read in pieces, and no sign is cut in two', async () => {
    const { text } = await inspect(docx('&#229;'.repeat(300_000)), 'rutin.docx', signal)
    expect(text?.trim()).toBe('å'.repeat(300_000))
  })

  it('as a letter of a million coded parts lets other calls in', async () => {
    expect(await turnsDuring(eml(`${'A'.repeat(20)}\n\n`.repeat(50_000)), 'brev.eml')).toBeGreaterThan(20)
  })

  it('as a letter with one coded line of megabytes is read to its end', async () => {
    expect((await inspect(eml('A'.repeat(20_000_000)), 'brev.eml', signal)).type).toBe('eml')
    const program = Buffer.from(`${'\0'.repeat(9_000_000)}This program cannot be run in DOS mode`)
    await expect(inspect(eml(program.toString('base64')), 'brev.eml', signal)).rejects.toMatchObject({
      code: 'ATTACHMENT_REFUSED',
    })
  })

  it.each([
    ['empty lines', lines(`${'\n'.repeat(65_000)}x`), 'rad.txt'],
    ['blank lines', lines(`${'\n '.repeat(32_000)}x`), 'rad.txt'],
    ['names of files without an end', eml('name='.repeat(3_000_000)), 'brev.eml'],
  ])('by %s is read in a moment', async (_what, bytes, name) => {
    const start = performance.now()
    await inspect(bytes, name, signal)
    expect(performance.now() - start).toBeLessThan(1000)
  })

  it('still shows a shortcut after empty lines, and a program by the last of several names', async () => {
    for (const [bytes, name] of [
      [lines('\n\n  [InternetShortcut]\nURL=x'), 'a.txt'],
      [eml('Content-Type: x; name=a; name="b.exe"'), 'brev.eml'],
    ] as const) {
      await expect(inspect(bytes, name, signal)).rejects.toMatchObject({ code: 'ATTACHMENT_REFUSED' })
    }
  })
})
