import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { AddOutcome } from '../../../shared/attachment/contract.ts'
import { REFUSALS } from '../../../shared/attachment/refusals.ts'
import { attachmentCase } from './testCase.ts'
import { docx, exe, pdf, png } from './testFiles.ts'

/** Skatteverket's own test number; it belongs to nobody. */
const NUMBER = '19121212-1212'
const kinds = (outcomes: AddOutcome[]) => outcomes.map(({ kind }) => kind)
const here = attachmentCase()

describe('an attachment', () => {
  it('is added from disk under a clean name, listed, and comes out as it went in', async () => {
    const content = docx('Rutin för överlämning')
    const [outcome] = await here.add([here.put('Rutin: överlämning?.DOCX', content)])
    expect(outcome).toMatchObject({
      kind: 'added',
      name: 'Rutin: överlämning?.DOCX',
      attachment: {
        name: 'Rutin överlämning.docx',
        type: 'docx',
        size: content.length,
        addedBy: 'Test Chefläkare',
        addedAt: '2026-02-01T11:00:00.000Z',
        personnummerSeen: false,
      },
    })
    const { rows, writable } = await here.list()
    expect(rows).toHaveLength(1)
    expect(writable).toBe(true)
    const id = rows[0]?.id ?? 0
    const folder = here.tempFolder()
    const { path } = await here.workspace.call('attachment.extract', { id, to: { kind: 'temp', folder } })
    expect(path).toBe(join(folder, 'Rutin överlämning.docx'))
    expect(readFileSync(path).equals(content)).toBe(true)
    expect(statSync(path).mode & 0o777).toBe(0o400)
    expect(here.trace(id)).toEqual(['attachment.add', 'attachment.open'])
  })

  it('belongs to its incident or its analysis, and to nothing else', async () => {
    await here.added('a.txt', 'till händelsen')
    await here.added('b.txt', 'till analysen', here.analysis)
    expect((await here.list()).rows.map(({ name }) => name)).toEqual(['a.txt'])
    expect((await here.list(here.analysis)).rows.map(({ name }) => name)).toEqual(['b.txt'])
    expect(await here.code('attachment.list', { ...here.incident, ...here.analysis })).toBe('INPUT_INVALID')
    expect(await here.code('attachment.list', {})).toBe('INPUT_INVALID')
  })

  it('that cannot be taken is told for itself, while the others go through', async () => {
    const folder = join(here.files, 'mapp')
    mkdirSync(folder, { recursive: true })
    const link = join(here.files, 'lank.txt')
    rmSync(link, { force: true })
    symlinkSync('/etc/hostname', link)
    const pipe = join(here.files, 'ror')
    rmSync(pipe, { force: true })
    spawnSync('mkfifo', [pipe])
    const outcomes = await here.add([
      here.put('a.txt', 'En rutin'),
      here.put('program.pdf', exe),
      folder,
      link,
      pipe,
      '/dev/zero',
      join(here.files, 'finns-inte.pdf'),
      here.put('tom.txt', ''),
      here.put('b.txt', 'En till'),
    ])
    expect(outcomes.map((outcome) => (outcome.kind === 'refused' ? outcome.message : outcome.kind))).toEqual([
      'added',
      REFUSALS.program,
      REFUSALS.mapp,
      REFUSALS.lank,
      REFUSALS.inte_fil,
      REFUSALS.inte_fil,
      'Filen finns-inte.pdf finns inte. Kontrollera sökvägen, eller om enheten den låg på är ansluten.',
      REFUSALS.tom,
      'added',
    ])
    expect((await here.list()).rows.map(({ name }) => name)).toEqual(['a.txt', 'b.txt'])
  })

  it('above 25 MB is refused before it is read, and one of 25 MB is taken', async () => {
    const large = here.put('stor.txt', '')
    writeFileSync(large, Buffer.alloc(25 * 1024 * 1024 + 1, 'a'))
    const [refused] = await here.add([large])
    expect(refused).toMatchObject({ kind: 'refused', message: REFUSALS.for_stor })
    expect(await here.addBytes('stor.txt', Buffer.alloc(25 * 1024 * 1024 + 1, 'a'))).toMatchObject({
      kind: 'refused',
      message: REFUSALS.for_stor,
    })
    expect(
      await here.code('attachment.add-bytes', {
        owner: here.incident,
        name: 'a',
        bytes: new Uint8Array(25 * 1024 * 1024 + 2),
      }),
    ).toBe('INPUT_INVALID')
    expect(await here.addBytes('lagom.txt', Buffer.alloc(25 * 1024 * 1024, 'a'))).toMatchObject({
      kind: 'added',
    })
  })

  it('is not stored twice on one case, but may be on another', async () => {
    await here.added('Rutin.txt', 'samma innehåll')
    expect(await here.addBytes('Kopia av rutin.txt', 'samma innehåll')).toEqual({
      kind: 'duplicate',
      name: 'Kopia av rutin.txt',
      existing: 'Rutin.txt',
    })
    expect(await here.addBytes('Rutin.txt', 'annat innehåll')).toMatchObject({
      attachment: { name: 'Rutin (2).txt' },
    })
    expect(await here.addBytes('Rutin.txt', 'samma innehåll', here.analysis)).toMatchObject({ kind: 'added' })
  })

  it('is one of at most fifty on a case', async () => {
    for (let number = 0; number < 50; number++) await here.added(`${number}.txt`, `text ${number}`)
    expect(await here.addBytes('51.txt', 'en till')).toMatchObject({
      kind: 'refused',
      message: REFUSALS.for_manga,
    })
    const first = (await here.list()).rows[0]
    await here.workspace.call('attachment.remove', { id: first?.id ?? 0, reason: 'Behövs inte' })
    expect(await here.addBytes('51.txt', 'en till')).toMatchObject({ kind: 'added' })
  })

  it('whose name holds a personnummer is refused, and the number is not echoed', async () => {
    for (const name of [`journal ${NUMBER}.txt`, `1912\u200b12121212.txt`, `journal-${NUMBER}`]) {
      const outcome = await here.addBytes(name, 'text')
      expect(outcome).toMatchObject({ kind: 'refused', message: REFUSALS.personnummer_i_namn })
      expect(JSON.stringify(outcome).replace(/\D/g, '')).not.toContain('12121212')
    }
    const missing = await here.add([join(here.files, `${NUMBER}.pdf`)])
    expect(JSON.stringify(missing)).not.toContain('1212-1212')
  })

  it('that looks as if it held a personnummer is added only when that very content is confirmed', async () => {
    const path = here.put('journal.pdf', pdf(`Patient ${NUMBER}`))
    const [asked] = await here.add([path])
    if (asked?.kind !== 'ask') throw new Error(JSON.stringify(asked))
    expect((await here.list()).rows).toEqual([])
    expect(kinds(await here.add([path], ['0'.repeat(64)]))).toEqual(['ask'])
    here.put('journal.pdf', pdf(`Patient ${NUMBER} och mer`))
    expect(kinds(await here.add([path], [asked.sha256]))).toEqual(['ask'])
    here.put('journal.pdf', pdf(`Patient ${NUMBER}`))
    expect(await here.add([path], [asked.sha256])).toMatchObject([
      { kind: 'added', attachment: { personnummerSeen: true } },
    ])
    expect(
      here.workspace.db().value('SELECT count(*) FROM audit_log WHERE after_json LIKE ?', [`%1212-1212%`]),
    ).toBe(0)
  })

  it('gets a new name and a description; its ending and its content stay', async () => {
    const { id } = await here.added('scan0001.png', png)
    await here.added('annan.txt', 'annan')
    const described = await here.workspace.call('attachment.describe', {
      id,
      name: 'Pumpens display.exe',
      description: 'Foto från avdelningen.',
    })
    expect(described).toMatchObject({ name: 'Pumpens display.png', description: 'Foto från avdelningen.' })
    for (const [field, input] of [
      ['name', { id, name: NUMBER, description: '' }],
      ['description', { id, name: 'a', description: `Gäller ${NUMBER}` }],
      ['name', { id, name: '', description: '' }],
    ] as const) {
      expect(await here.workspace.callRaw('attachment.describe', input)).toMatchObject({
        ok: false,
        error: { field },
      })
    }
    const text = (await here.list()).rows[1]?.id ?? 0
    await here.workspace.call('attachment.describe', { id: text, name: 'Journal', description: '' })
    expect(
      await here.workspace.callRaw('attachment.describe', { id: text, name: 'JOURNAL', description: '' }),
    ).toMatchObject({ ok: true })
    const other = await here.added('tredje.txt', 'tredje')
    expect(
      await here.workspace.callRaw('attachment.describe', {
        id: other.id,
        name: 'journal.txt',
        description: '',
      }),
    ).toMatchObject({
      ok: false,
      error: { code: 'INPUT_INVALID', field: 'name' },
    })
  })

  it('is removed for good, with a reason; its row stays as a trace', async () => {
    const { id } = await here.added('fel fil.txt', 'hör till en annan patient')
    expect(await here.workspace.callRaw('attachment.remove', { id, reason: ' ' })).toMatchObject({
      error: { field: 'reason' },
    })
    await here.workspace.call('attachment.remove', { id, reason: 'Fel fil' })
    const db = here.workspace.db()
    expect(db.value('SELECT count(*) FROM attachment_content WHERE attachment_id = ?', [id])).toBe(0)
    expect(await here.list()).toMatchObject({
      rows: [],
      removed: [{ id, name: 'fel fil.txt', removedBy: 'Test Chefläkare', reason: 'Fel fil' }],
    })
    for (const procedure of [
      'attachment.get',
      'attachment.remove',
      'attachment.describe',
      'attachment.extract',
    ]) {
      const input = { id, ...(procedure === 'attachment.remove' ? { reason: 'x' } : {}) }
      const extra =
        procedure === 'attachment.describe'
          ? { name: 'x', description: '' }
          : procedure === 'attachment.extract'
            ? { to: { kind: 'temp', folder: here.files } }
            : {}
      expect(await here.code(procedure, { ...input, ...extra })).toBe('NOT_FOUND')
    }
    expect(here.trace(id)).toEqual(['attachment.add', 'attachment.remove'])
    // The same file may be added again: it is not there.
    expect(await here.addBytes('fel fil.txt', 'hör till en annan patient')).toMatchObject({ kind: 'added' })
  })

  it('is not added, and not half added, after a cancel; those before stay', async () => {
    const paths = [here.put('1.txt', 'ett'), here.put('2.txt', 'två'), here.put('3.txt', 'tre')]
    const id = 'avbryts'
    const running = here.workspace.service.call({
      type: 'call',
      id,
      procedure: 'attachment.add',
      input: { owner: here.incident, paths },
      caller: 'host',
    })
    here.workspace.service.cancel(id)
    const result = await running
    expect(result).toMatchObject({ ok: true })
    expect(JSON.stringify(result)).toContain('Avbrutet')
    const { rows } = await here.list()
    expect(rows.length).toBeLessThan(3)
    expect(
      here.workspace
        .db()
        .value(
          'SELECT count(*) FROM attachment_content WHERE attachment_id IN (SELECT id FROM attachment WHERE incident_id = ?)',
          [here.incident.incidentId],
        ),
    ).toBe(rows.length)
  })

  it('tells how far it has come', async () => {
    here.workspace.events.length = 0
    await here.add([here.put('1.txt', 'ett'), here.put('2.txt', 'två')])
    expect(here.workspace.events.filter(({ name }) => name === 'progress')).toMatchObject([
      { done: 0, total: 2, label: 'Lägger till 1.txt' },
      { done: 1, total: 2, label: 'Lägger till 2.txt' },
    ])
    expect(here.workspace.events.at(-1)).toEqual({ name: 'changed', areas: ['attachment', 'incident'] })
  })
})
