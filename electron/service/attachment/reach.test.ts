import { describe, expect, it } from 'vitest'
import { REFUSALS } from '../../../shared/attachment/refusals.ts'
import { attachmentCase } from './testCase.ts'
import { zip } from './testFiles.ts'

const here = attachmentCase()

describe('the history of a case', () => {
  it('tells of its attachments, and Ångra still takes back the change before', async () => {
    const { fields, version } = await here.workspace.call('incident.get', { id: here.incident.incidentId })
    await here.workspace.call('incident.update', {
      id: here.incident.incidentId,
      version,
      fields: { ...fields, title: 'Ändrad rubrik' },
    })
    const { id } = await here.added('rutin.txt', 'innehåll')
    await here.added('b.txt', 'till analysen', here.analysis)
    await here.workspace.call('attachment.extract', { id, to: { kind: 'temp', folder: here.tempFolder() } })
    await here.workspace.call('attachment.describe', { id, name: 'Rutin', description: 'Gällde då.' })
    await here.workspace.call('attachment.remove', { id, reason: 'Fel fil' })
    const history = await here.workspace.call('incident.history', { id: here.incident.incidentId })
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
    const after = await here.workspace.call('incident.get', { id: here.incident.incidentId })
    // The log says which case, and not what the file was called: it may be named after its patient.
    const { rows } = await here.workspace.call('audit.list', { filter: {}, limit: 50 })
    const named = rows.filter(({ entity, analysisId }) => entity === 'attachment' && analysisId === null)
    expect(new Set(named.map(({ name }) => name))).toEqual(new Set([after.arendenr]))
    expect(after.undo).not.toBeNull()
    await here.workspace.call('incident.undo', { id: here.incident.incidentId, version: after.version })
    expect((await here.workspace.call('incident.get', { id: here.incident.incidentId })).fields.title).toBe(
      fields.title,
    )
  })

  it('of an analysis leaves the way back open past an attachment', async () => {
    const before = await here.workspace.call('analysis.get', { id: here.analysis.analysisId })
    await here.workspace.call('analysis.save-texts', {
      id: here.analysis.analysisId,
      expectedVersion: before.content.version,
      texts: { sources: 'Journal' },
    })
    await here.added('b.txt', 'till analysen', here.analysis)
    const { content, undo } = await here.workspace.call('analysis.get', { id: here.analysis.analysisId })
    expect(undo).not.toBeNull()
    await here.workspace.call('analysis.undo', {
      id: here.analysis.analysisId,
      expectedVersion: content.version,
    })
  })
})

describe('who may do what with attachments', () => {
  it('goes by what they belong to', async () => {
    const onIncident = (await here.added('a.txt', 'a')).id
    const onAnalysis = (await here.added('b.txt', 'b', here.analysis)).id
    const tries = async () => ({
      addIncident: await here.code('attachment.add-bytes', {
        owner: here.incident,
        name: 'x.txt',
        bytes: Buffer.from(String(Math.random())),
      }),
      addAnalysis: await here.code('attachment.add-bytes', {
        owner: here.analysis,
        name: 'x.txt',
        bytes: Buffer.from(String(Math.random())),
      }),
      describeIncident: await here.code('attachment.describe', {
        id: onIncident,
        name: 'a',
        description: '',
      }),
      describeAnalysis: await here.code('attachment.describe', {
        id: onAnalysis,
        name: 'b',
        description: '',
      }),
      readIncident: await here.code('attachment.get', { id: onIncident }),
      writable: [(await here.list()).writable, (await here.list(here.analysis)).writable],
    })
    here.workspace.actAs('handlaggare')
    expect(await tries()).toEqual({
      addIncident: 'ok',
      addAnalysis: 'NOT_ALLOWED',
      describeIncident: 'ok',
      describeAnalysis: 'NOT_ALLOWED',
      readIncident: 'ok',
      writable: [true, false],
    })
    here.workspace.actAs('analysledare')
    expect(await tries()).toEqual({
      addIncident: 'NOT_ALLOWED',
      addAnalysis: 'ok',
      describeIncident: 'NOT_ALLOWED',
      describeAnalysis: 'ok',
      readIncident: 'ok',
      writable: [false, true],
    })
    here.workspace.actAs('lasare')
    expect(await tries()).toMatchObject({
      addIncident: 'NOT_ALLOWED',
      readIncident: 'ok',
      writable: [false, false],
    })
  })

  it('does not lend a role in one förvaltning to another', async () => {
    const { id } = await here.added('a.txt', 'a')
    // Handles incidents in NU and leads analyses in SU, where this incident is.
    const actor = here.workspace.state().actor
    here.workspace.actAsIn('NU', 'handlaggare')
    const there = here.workspace.state().actor?.grants ?? []
    here.workspace.actAsIn('SU', 'analysledare')
    const atHome = here.workspace.state().actor?.grants ?? []
    const state = here.workspace.state()
    if (actor)
      state.actor = { ...actor, grants: [...there, ...atHome], roles: ['handlaggare', 'analysledare'] }
    expect(await here.code('attachment.get', { id })).toBe('ok')
    expect(await here.code('attachment.remove', { id, reason: 'x' })).toBe('OUT_OF_SCOPE')
    expect((await here.list()).writable).toBe(false)
  })

  it('ends when the analysis is closed, and is never on a published case', async () => {
    const { id } = await here.added('a.txt', 'a', here.analysis)
    here.workspace
      .db()
      .run("UPDATE analysis SET completed_date = '2026-01-31' WHERE id = ?", [here.analysis.analysisId])
    expect(await here.code('attachment.remove', { id, reason: 'x' })).toBe('RULE')
    expect((await here.list(here.analysis)).writable).toBe(false)
    expect(await here.code('attachment.get', { id })).toBe('ok')
    here.workspace
      .db()
      .run("UPDATE incident SET origin = 'publicerad' WHERE id = ?", [here.incident.incidentId])
    expect(
      await here.code('attachment.add-bytes', {
        owner: here.incident,
        name: 'x.txt',
        bytes: Buffer.from('x'),
      }),
    ).toBe('RULE')
    expect(await here.list()).toMatchObject({ rows: [], writable: false })
  })

  it('is asked anew by the window when an analysis is opened again', async () => {
    here.workspace
      .db()
      .run("UPDATE analysis SET completed_date = '2026-01-31' WHERE id = ?", [here.analysis.analysisId])
    here.workspace.events.length = 0
    await here.workspace.call('analysis.reopen', {
      id: here.analysis.analysisId,
      expectedVersion: 1,
      reason: 'Mer att säga.',
    })
    expect(here.workspace.events).toContainEqual({
      name: 'changed',
      areas: ['analysis', 'action', 'attachment'],
    })
    expect((await here.list(here.analysis)).writable).toBe(true)
  })

  it('does not let a zip in by a name that says otherwise', async () => {
    expect(await here.addBytes('rapport.docx', zip({ 'a.txt': 'x' }))).toMatchObject({
      kind: 'refused',
      message: REFUSALS.arkiv,
    })
  })
})
