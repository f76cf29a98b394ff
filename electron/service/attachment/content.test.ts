import { createHash } from 'node:crypto'
import { copyFileSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openEncrypted } from '../db/connection.ts'
import { attachmentCase } from './testCase.ts'

const here = attachmentCase()

describe('the content of an attachment', () => {
  it('that is not what was added is never given out', async () => {
    const { id } = await here.added('rutin.txt', 'rätt innehåll')
    const db = here.workspace.db()
    const folder = here.tempFolder()
    const input = { id, to: { kind: 'temp', folder } }
    for (const harm of [
      "UPDATE attachment_content SET content = CAST('rött innehåll' AS BLOB) WHERE attachment_id = ?",
      "UPDATE attachment_content SET content = CAST('kort' AS BLOB) WHERE attachment_id = ?",
      'DELETE FROM attachment_content WHERE attachment_id = ?',
    ]) {
      db.run(harm, [id])
      expect(await here.code('attachment.extract', input)).toBe('ATTACHMENT_DAMAGED')
      expect(await here.workspace.call('account.verify', {})).toMatchObject({
        ok: false,
        faults: ['en bilaga är inte det som lades till'],
      })
      expect(readdirSync(folder)).toEqual([])
    }
  })

  it('replaces no file in a temp folder, and follows no link there', async () => {
    const { id } = await here.added('rutin.txt', 'innehåll')
    const folder = here.tempFolder()
    const target = here.put('orört.txt', 'orört')
    symlinkSync(target, join(folder, 'rutin.txt'))
    expect(await here.code('attachment.extract', { id, to: { kind: 'temp', folder } })).toBe('FILE_EXISTS')
    expect(readFileSync(target, 'utf8')).toBe('orört')
  })

  it('is saved as a copy where the person says, with a trace, and never over a workspace', async () => {
    const { id } = await here.added('rutin.txt', 'innehåll')
    const path = here.put('kopia.txt', 'det som fanns')
    await here.workspace.call('attachment.extract', { id, to: { kind: 'copy', path } })
    expect(readFileSync(path, 'utf8')).toBe('innehåll')
    expect(here.trace(id)).toEqual(['attachment.add', 'attachment.save-copy'])
    expect(
      await here.code('attachment.extract', { id, to: { kind: 'copy', path: here.workspace.path } }),
    ).toBe('WRITE_FAILED')
    expect(
      await here.code('attachment.extract', { id, to: { kind: 'copy', path: '/finns/inte/a.txt' } }),
    ).toBe('WRITE_FAILED')
  })

  it('is nowhere in clear in the files beside it, and whole in a backup', async () => {
    const word = 'Kvastflygarnattfjäril'
    const { id } = await here.added('hemlig rutin.txt', `${word} `.repeat(2000))
    here.workspace.db().raw.pragma('wal_checkpoint(PASSIVE)')
    const backup = join(here.workspace.folder, 'kopia.lardom')
    here.workspace.db().run('VACUUM INTO ?', [backup])
    const everything = readdirSync(here.workspace.folder, { withFileTypes: true }).filter((it) => it.isFile())
    expect(everything.length).toBeGreaterThan(2)
    for (const { name } of everything) {
      const copy = join(here.files, `avskrift-${name}`)
      copyFileSync(join(here.workspace.folder, name), copy)
      const bytes = readFileSync(copy)
      for (const secret of [word, 'hemlig rutin', 'attachment']) {
        expect(bytes.includes(secret), `${secret} i ${name}`).toBe(false)
        expect(bytes.includes(Buffer.from(secret, 'utf16le')), `${secret} i ${name}`).toBe(false)
      }
    }
    const key = here.workspace.state().workspace?.file.dataKey
    if (!key) throw new Error('no here.workspace is open')
    const opened = openEncrypted(backup, key)
    try {
      const row = opened.get<{ sha256: string; content: Buffer }>(
        'SELECT sha256, content FROM attachment JOIN attachment_content ON attachment_id = id WHERE id = ?',
        [id],
      )
      expect(row && createHash('sha256').update(row.content).digest('hex')).toBe(row?.sha256)
    } finally {
      opened.close()
    }
  })
})

describe('what is removed', () => {
  /** How often the word stands in the whole file, deciphered page by page, free pages too. */
  function standsInFile(word: string): number {
    const db = here.workspace.db()
    db.raw.pragma('wal_checkpoint(TRUNCATE)')
    const copy = join(here.files, 'klartext.lardom')
    copyFileSync(here.workspace.path, copy)
    const key = here.workspace.state().workspace?.file.dataKey
    if (!key) throw new Error('no here.workspace is open')
    const opened = openEncrypted(copy, key)
    opened.raw.pragma('journal_mode = DELETE')
    opened.raw.pragma("rekey = ''")
    opened.close()
    const clear = readFileSync(copy)
    rmSync(copy)
    if (!clear.subarray(0, 15).equals(Buffer.from('SQLite format 3'))) throw new Error('not deciphered')
    return clear.toString('latin1').split(word).length - 1
  }

  it('is written over in the file, also beneath its encryption', async () => {
    const word = 'Nattslandelarv'
    const { id } = await here.added('rutin.txt', `${word} `.repeat(3000))
    expect(standsInFile(word)).toBeGreaterThan(2900)
    await here.workspace.call('attachment.remove', { id, reason: 'Fel fil' })
    expect(standsInFile(word)).toBe(0)
  })
})
