import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ROLES } from '../../../shared/account/roles.ts'
import type { AddOutcome, Attachment, AttachmentOwner } from '../../../shared/attachment/contract.ts'
import { REFUSALS } from '../../../shared/attachment/refusals.ts'
import { insertAnalysis } from '../analysis/repository.ts'
import { closeWithoutFaults, insertTestIncident } from '../analysis/testIncident.ts'
import { openEncrypted } from '../db/connection.ts'
import { openTestWorkspace, type TestWorkspace } from '../testing/testWorkspace.ts'
import { docx, exe, pdf, png, zip } from './testFiles.ts'

/** Skatteverket's own test number; it belongs to nobody. */
const NUMBER = '19121212-1212'

let workspace: TestWorkspace
let incident: { incidentId: number }
let analysis: { analysisId: number }
let files: string
beforeAll(async () => {
  workspace = await openTestWorkspace()
  files = join(workspace.folder, 'filer')
  mkdirSync(files)
})
afterAll(() => closeWithoutFaults(workspace))
beforeEach(() => {
  workspace.actAs(...ROLES)
  const { id, forvaltningId } = insertTestIncident(workspace.db())
  incident = { incidentId: id }
  const started = insertAnalysis(workspace.db(), {
    incidentId: id,
    forvaltningId,
    title: 'Fel dos',
    startedDate: '2026-01-12',
    isExample: false,
  })
  analysis = { analysisId: started.id }
})

function put(name: string, content: string | Buffer): string {
  const path = join(files, name)
  rmSync(path, { recursive: true, force: true })
  writeFileSync(path, content)
  return path
}
const add = (paths: string[], owner: AttachmentOwner = incident, confirmed: string[] = []) =>
  workspace.call('attachment.add', { owner, paths, confirmed })
const addBytes = (name: string, content: string | Buffer, owner: AttachmentOwner = incident) =>
  workspace.call('attachment.add-bytes', { owner, name, bytes: new Uint8Array(Buffer.from(content)) })
const list = (owner: AttachmentOwner = incident) => workspace.call('attachment.list', owner)
const kinds = (outcomes: AddOutcome[]) => outcomes.map(({ kind }) => kind)
const code = async (procedure: string, input: unknown) => {
  const result = await workspace.callRaw(procedure, input)
  return result.ok ? 'ok' : result.error.code
}
const trace = (id: number) =>
  workspace
    .db()
    .all<{ action: string }>(
      "SELECT action FROM audit_log WHERE entity = 'attachment' AND entity_id = ? ORDER BY seq",
      [String(id)],
    )
    .map(({ action }) => action)

async function added(
  name: string,
  content: string | Buffer,
  owner: AttachmentOwner = incident,
): Promise<Attachment> {
  const outcome = await addBytes(name, content, owner)
  if (outcome.kind !== 'added') throw new Error(JSON.stringify(outcome))
  return outcome.attachment
}

let temps = 0
function tempFolder(): string {
  const folder = join(files, `temp-${temps++}`)
  mkdirSync(folder, { mode: 0o700 })
  return folder
}

describe('an attachment', () => {
  it('is added from disk under a clean name, listed, and comes out as it went in', async () => {
    const content = docx('Rutin för överlämning')
    const [outcome] = await add([put('Rutin: överlämning?.DOCX', content)])
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
    const { rows, writable } = await list()
    expect(rows).toHaveLength(1)
    expect(writable).toBe(true)
    const id = rows[0]?.id ?? 0
    const folder = tempFolder()
    const { path } = await workspace.call('attachment.extract', { id, to: { kind: 'temp', folder } })
    expect(path).toBe(join(folder, 'Rutin överlämning.docx'))
    expect(readFileSync(path).equals(content)).toBe(true)
    expect(statSync(path).mode & 0o777).toBe(0o400)
    expect(trace(id)).toEqual(['attachment.add', 'attachment.open'])
  })

  it('belongs to its incident or its analysis, and to nothing else', async () => {
    await added('a.txt', 'till händelsen')
    await added('b.txt', 'till analysen', analysis)
    expect((await list()).rows.map(({ name }) => name)).toEqual(['a.txt'])
    expect((await list(analysis)).rows.map(({ name }) => name)).toEqual(['b.txt'])
    expect(await code('attachment.list', { ...incident, ...analysis })).toBe('INPUT_INVALID')
    expect(await code('attachment.list', {})).toBe('INPUT_INVALID')
  })

  it('that cannot be taken is told for itself, while the others go through', async () => {
    const folder = join(files, 'mapp')
    mkdirSync(folder, { recursive: true })
    const link = join(files, 'lank.txt')
    rmSync(link, { force: true })
    symlinkSync('/etc/hostname', link)
    const pipe = join(files, 'ror')
    rmSync(pipe, { force: true })
    spawnSync('mkfifo', [pipe])
    const outcomes = await add([
      put('a.txt', 'En rutin'),
      put('program.pdf', exe),
      folder,
      link,
      pipe,
      '/dev/zero',
      join(files, 'finns-inte.pdf'),
      put('tom.txt', ''),
      put('b.txt', 'En till'),
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
    expect((await list()).rows.map(({ name }) => name)).toEqual(['a.txt', 'b.txt'])
  })

  it('above 25 MB is refused before it is read, and one of 25 MB is taken', async () => {
    const large = put('stor.txt', '')
    writeFileSync(large, Buffer.alloc(25 * 1024 * 1024 + 1, 'a'))
    const [refused] = await add([large])
    expect(refused).toMatchObject({ kind: 'refused', message: REFUSALS.for_stor })
    expect(await addBytes('stor.txt', Buffer.alloc(25 * 1024 * 1024 + 1, 'a'))).toMatchObject({
      kind: 'refused',
      message: REFUSALS.for_stor,
    })
    expect(
      await code('attachment.add-bytes', {
        owner: incident,
        name: 'a',
        bytes: new Uint8Array(25 * 1024 * 1024 + 2),
      }),
    ).toBe('INPUT_INVALID')
    expect(await addBytes('lagom.txt', Buffer.alloc(25 * 1024 * 1024, 'a'))).toMatchObject({ kind: 'added' })
  })

  it('is not stored twice on one case, but may be on another', async () => {
    await added('Rutin.txt', 'samma innehåll')
    expect(await addBytes('Kopia av rutin.txt', 'samma innehåll')).toEqual({
      kind: 'duplicate',
      name: 'Kopia av rutin.txt',
      existing: 'Rutin.txt',
    })
    expect(await addBytes('Rutin.txt', 'annat innehåll')).toMatchObject({
      attachment: { name: 'Rutin (2).txt' },
    })
    expect(await addBytes('Rutin.txt', 'samma innehåll', analysis)).toMatchObject({ kind: 'added' })
  })

  it('is one of at most fifty on a case', async () => {
    for (let number = 0; number < 50; number++) await added(`${number}.txt`, `text ${number}`)
    expect(await addBytes('51.txt', 'en till')).toMatchObject({
      kind: 'refused',
      message: REFUSALS.for_manga,
    })
    const first = (await list()).rows[0]
    await workspace.call('attachment.remove', { id: first?.id ?? 0, reason: 'Behövs inte' })
    expect(await addBytes('51.txt', 'en till')).toMatchObject({ kind: 'added' })
  })

  it('whose name holds a personnummer is refused, and the number is not echoed', async () => {
    for (const name of [`journal ${NUMBER}.txt`, `1912\u200b12121212.txt`, `journal-${NUMBER}`]) {
      const outcome = await addBytes(name, 'text')
      expect(outcome).toMatchObject({ kind: 'refused', message: REFUSALS.personnummer_i_namn })
      expect(JSON.stringify(outcome).replace(/\D/g, '')).not.toContain('12121212')
    }
    const missing = await add([join(files, `${NUMBER}.pdf`)])
    expect(JSON.stringify(missing)).not.toContain('1212-1212')
  })

  it('that looks as if it held a personnummer is added only when that very content is confirmed', async () => {
    const path = put('journal.pdf', pdf(`Patient ${NUMBER}`))
    const [asked] = await add([path])
    if (asked?.kind !== 'ask') throw new Error(JSON.stringify(asked))
    expect((await list()).rows).toEqual([])
    expect(kinds(await add([path], incident, ['0'.repeat(64)]))).toEqual(['ask'])
    put('journal.pdf', pdf(`Patient ${NUMBER} och mer`))
    expect(kinds(await add([path], incident, [asked.sha256]))).toEqual(['ask'])
    put('journal.pdf', pdf(`Patient ${NUMBER}`))
    expect(await add([path], incident, [asked.sha256])).toMatchObject([
      { kind: 'added', attachment: { personnummerSeen: true } },
    ])
    expect(
      workspace.db().value('SELECT count(*) FROM audit_log WHERE after_json LIKE ?', [`%1212-1212%`]),
    ).toBe(0)
  })

  it('gets a new name and a description; its ending and its content stay', async () => {
    const { id } = await added('scan0001.png', png)
    await added('annan.txt', 'annan')
    const described = await workspace.call('attachment.describe', {
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
      expect(await workspace.callRaw('attachment.describe', input)).toMatchObject({
        ok: false,
        error: { field },
      })
    }
    const text = (await list()).rows[1]?.id ?? 0
    await workspace.call('attachment.describe', { id: text, name: 'Journal', description: '' })
    expect(
      await workspace.callRaw('attachment.describe', { id: text, name: 'JOURNAL', description: '' }),
    ).toMatchObject({ ok: true })
    const other = await added('tredje.txt', 'tredje')
    expect(
      await workspace.callRaw('attachment.describe', { id: other.id, name: 'journal.txt', description: '' }),
    ).toMatchObject({
      ok: false,
      error: { code: 'INPUT_INVALID', field: 'name' },
    })
  })

  it('is removed for good, with a reason; its row stays as a trace', async () => {
    const { id } = await added('fel fil.txt', 'hör till en annan patient')
    expect(await workspace.callRaw('attachment.remove', { id, reason: ' ' })).toMatchObject({
      error: { field: 'reason' },
    })
    await workspace.call('attachment.remove', { id, reason: 'Fel fil' })
    const db = workspace.db()
    expect(db.value('SELECT count(*) FROM attachment_content WHERE attachment_id = ?', [id])).toBe(0)
    expect(await list()).toMatchObject({
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
            ? { to: { kind: 'temp', folder: files } }
            : {}
      expect(await code(procedure, { ...input, ...extra })).toBe('NOT_FOUND')
    }
    expect(trace(id)).toEqual(['attachment.add', 'attachment.remove'])
    // The same file may be added again: it is not there.
    expect(await addBytes('fel fil.txt', 'hör till en annan patient')).toMatchObject({ kind: 'added' })
  })

  it('is not added, and not half added, after a cancel; those before stay', async () => {
    const paths = [put('1.txt', 'ett'), put('2.txt', 'två'), put('3.txt', 'tre')]
    const id = 'avbryts'
    const running = workspace.service.call({
      type: 'call',
      id,
      procedure: 'attachment.add',
      input: { owner: incident, paths },
      caller: 'host',
    })
    workspace.service.cancel(id)
    const result = await running
    expect(result).toMatchObject({ ok: true })
    expect(JSON.stringify(result)).toContain('Avbrutet')
    const { rows } = await list()
    expect(rows.length).toBeLessThan(3)
    expect(
      workspace
        .db()
        .value(
          'SELECT count(*) FROM attachment_content WHERE attachment_id IN (SELECT id FROM attachment WHERE incident_id = ?)',
          [incident.incidentId],
        ),
    ).toBe(rows.length)
  })

  it('tells how far it has come', async () => {
    workspace.events.length = 0
    await add([put('1.txt', 'ett'), put('2.txt', 'två')])
    expect(workspace.events.filter(({ name }) => name === 'progress')).toMatchObject([
      { done: 0, total: 2, label: 'Lägger till 1.txt' },
      { done: 1, total: 2, label: 'Lägger till 2.txt' },
    ])
    expect(workspace.events.at(-1)).toEqual({ name: 'changed', areas: ['attachment', 'incident'] })
  })
})

describe('the content of an attachment', () => {
  it('that is not what was added is never given out', async () => {
    const { id } = await added('rutin.txt', 'rätt innehåll')
    const db = workspace.db()
    const folder = tempFolder()
    const input = { id, to: { kind: 'temp', folder } }
    for (const harm of [
      "UPDATE attachment_content SET content = CAST('fel innehåll!' AS BLOB) WHERE attachment_id = ?",
      "UPDATE attachment_content SET content = CAST('kort' AS BLOB) WHERE attachment_id = ?",
      'DELETE FROM attachment_content WHERE attachment_id = ?',
    ]) {
      db.run(harm, [id])
      expect(await code('attachment.extract', input)).toBe('ATTACHMENT_DAMAGED')
      expect(readdirSync(folder)).toEqual([])
    }
  })

  it('replaces no file in a temp folder, and follows no link there', async () => {
    const { id } = await added('rutin.txt', 'innehåll')
    const folder = tempFolder()
    const target = put('orört.txt', 'orört')
    symlinkSync(target, join(folder, 'rutin.txt'))
    expect(await code('attachment.extract', { id, to: { kind: 'temp', folder } })).toBe('FILE_EXISTS')
    expect(readFileSync(target, 'utf8')).toBe('orört')
  })

  it('is saved as a copy where the person says, with a trace, and never over a workspace', async () => {
    const { id } = await added('rutin.txt', 'innehåll')
    const path = put('kopia.txt', 'det som fanns')
    await workspace.call('attachment.extract', { id, to: { kind: 'copy', path } })
    expect(readFileSync(path, 'utf8')).toBe('innehåll')
    expect(trace(id)).toEqual(['attachment.add', 'attachment.save-copy'])
    expect(await code('attachment.extract', { id, to: { kind: 'copy', path: workspace.path } })).toBe(
      'WRITE_FAILED',
    )
    expect(await code('attachment.extract', { id, to: { kind: 'copy', path: '/finns/inte/a.txt' } })).toBe(
      'WRITE_FAILED',
    )
  })

  it('is nowhere in clear in the files beside it, and whole in a backup', async () => {
    const word = 'Kvastflygarnattfjäril'
    const { id } = await added('hemlig rutin.txt', `${word} `.repeat(2000))
    workspace.db().raw.pragma('wal_checkpoint(PASSIVE)')
    const backup = join(workspace.folder, 'kopia.lardom')
    workspace.db().run('VACUUM INTO ?', [backup])
    const everything = readdirSync(workspace.folder, { withFileTypes: true }).filter((it) => it.isFile())
    expect(everything.length).toBeGreaterThan(2)
    for (const { name } of everything) {
      const copy = join(files, `avskrift-${name}`)
      copyFileSync(join(workspace.folder, name), copy)
      const bytes = readFileSync(copy)
      for (const secret of [word, 'hemlig rutin', 'attachment']) {
        expect(bytes.includes(secret), `${secret} i ${name}`).toBe(false)
        expect(bytes.includes(Buffer.from(secret, 'utf16le')), `${secret} i ${name}`).toBe(false)
      }
    }
    const key = workspace.state().workspace?.file.dataKey
    if (!key) throw new Error('no workspace is open')
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

describe('the history of a case', () => {
  it('tells of its attachments, and Ångra still takes back the change before', async () => {
    const { fields, version } = await workspace.call('incident.get', { id: incident.incidentId })
    await workspace.call('incident.update', {
      id: incident.incidentId,
      version,
      fields: { ...fields, title: 'Ändrad rubrik' },
    })
    const { id } = await added('rutin.txt', 'innehåll')
    await added('b.txt', 'till analysen', analysis)
    await workspace.call('attachment.extract', { id, to: { kind: 'temp', folder: tempFolder() } })
    await workspace.call('attachment.describe', { id, name: 'Rutin', description: 'Gällde då.' })
    await workspace.call('attachment.remove', { id, reason: 'Fel fil' })
    const history = await workspace.call('incident.history', { id: incident.incidentId })
    expect(history.map(({ action }) => action)).toEqual([
      'Tog bort en bilaga',
      'Ändrade en bilagas namn eller beskrivning',
      'Öppnade en bilaga',
      'Lade till en bilaga',
      'Redigerade händelsen',
    ])
    expect(history[0]?.changes).toContainEqual({ label: 'Skäl', before: '–', after: 'Fel fil' })
    expect(history[1]?.changes).toEqual([
      { label: 'Bilaga', before: 'rutin.txt', after: 'Rutin.txt' },
      { label: 'Beskrivning', before: '–', after: 'Gällde då.' },
    ])
    const after = await workspace.call('incident.get', { id: incident.incidentId })
    expect(after.undo).not.toBeNull()
    await workspace.call('incident.undo', { id: incident.incidentId, version: after.version })
    expect((await workspace.call('incident.get', { id: incident.incidentId })).fields.title).toBe(
      fields.title,
    )
  })

  it('of an analysis leaves the way back open past an attachment', async () => {
    const before = await workspace.call('analysis.get', { id: analysis.analysisId })
    await workspace.call('analysis.save-texts', {
      id: analysis.analysisId,
      expectedVersion: before.content.version,
      texts: { sources: 'Journal' },
    })
    await added('b.txt', 'till analysen', analysis)
    const { content, undo } = await workspace.call('analysis.get', { id: analysis.analysisId })
    expect(undo).not.toBeNull()
    await workspace.call('analysis.undo', { id: analysis.analysisId, expectedVersion: content.version })
  })
})

describe('who may do what with attachments', () => {
  it('goes by what they belong to', async () => {
    const onIncident = (await added('a.txt', 'a')).id
    const onAnalysis = (await added('b.txt', 'b', analysis)).id
    const tries = async () => ({
      addIncident: await code('attachment.add-bytes', {
        owner: incident,
        name: 'x.txt',
        bytes: Buffer.from(String(Math.random())),
      }),
      addAnalysis: await code('attachment.add-bytes', {
        owner: analysis,
        name: 'x.txt',
        bytes: Buffer.from(String(Math.random())),
      }),
      describeIncident: await code('attachment.describe', { id: onIncident, name: 'a', description: '' }),
      describeAnalysis: await code('attachment.describe', { id: onAnalysis, name: 'b', description: '' }),
      readIncident: await code('attachment.get', { id: onIncident }),
      writable: [(await list()).writable, (await list(analysis)).writable],
    })
    workspace.actAs('handlaggare')
    expect(await tries()).toEqual({
      addIncident: 'ok',
      addAnalysis: 'NOT_ALLOWED',
      describeIncident: 'ok',
      describeAnalysis: 'NOT_ALLOWED',
      readIncident: 'ok',
      writable: [true, false],
    })
    workspace.actAs('analysledare')
    expect(await tries()).toEqual({
      addIncident: 'NOT_ALLOWED',
      addAnalysis: 'ok',
      describeIncident: 'NOT_ALLOWED',
      describeAnalysis: 'ok',
      readIncident: 'ok',
      writable: [false, true],
    })
    workspace.actAs('lasare')
    expect(await tries()).toMatchObject({
      addIncident: 'NOT_ALLOWED',
      readIncident: 'ok',
      writable: [false, false],
    })
  })

  it('does not lend a role in one förvaltning to another', async () => {
    const { id } = await added('a.txt', 'a')
    // Handles incidents in NU and leads analyses in SU, where this incident is.
    const actor = workspace.state().actor
    workspace.actAsIn('NU', 'handlaggare')
    const there = workspace.state().actor?.grants ?? []
    workspace.actAsIn('SU', 'analysledare')
    const here = workspace.state().actor?.grants ?? []
    const state = workspace.state()
    if (actor) state.actor = { ...actor, grants: [...there, ...here], roles: ['handlaggare', 'analysledare'] }
    expect(await code('attachment.get', { id })).toBe('ok')
    expect(await code('attachment.remove', { id, reason: 'x' })).toBe('OUT_OF_SCOPE')
    expect((await list()).writable).toBe(false)
  })

  it('ends when the analysis is closed, and is never on a published case', async () => {
    const { id } = await added('a.txt', 'a', analysis)
    workspace
      .db()
      .run("UPDATE analysis SET completed_date = '2026-01-31' WHERE id = ?", [analysis.analysisId])
    expect(await code('attachment.remove', { id, reason: 'x' })).toBe('RULE')
    expect((await list(analysis)).writable).toBe(false)
    expect(await code('attachment.get', { id })).toBe('ok')
    workspace.db().run("UPDATE incident SET origin = 'publicerad' WHERE id = ?", [incident.incidentId])
    expect(
      await code('attachment.add-bytes', { owner: incident, name: 'x.txt', bytes: Buffer.from('x') }),
    ).toBe('RULE')
    expect(await list()).toMatchObject({ rows: [], writable: false })
  })

  it('does not let a zip in by a name that says otherwise', async () => {
    expect(await addBytes('rapport.docx', zip({ 'a.txt': 'x' }))).toMatchObject({
      kind: 'refused',
      message: REFUSALS.arkiv,
    })
  })
})
