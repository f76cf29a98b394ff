import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ViewDefinition } from '../../../shared/view/contract.ts'
import { migrations } from '../db/migrations/index.ts'
import { openTestWorkspace, type TestWorkspace } from '../testing/testWorkspace.ts'

const DEFINITION: ViewDefinition = {
  filter: { handelsetyp: ['fall'], closed: false, text: 'säng' },
  sort: { by: 'harm', direction: 'desc' },
  group: 'unit',
  columns: ['number', 'title', 'harm'],
}

let workspace: TestWorkspace
beforeEach(async () => {
  workspace = await openTestWorkspace()
})
afterEach(() => workspace.close())

/** Somebody else at the same workspace. */
function becomeAnna(...roles: Parameters<TestWorkspace['actAs']>): void {
  workspace
    .db()
    .run(
      "INSERT OR IGNORE INTO account (id, name, created_at) VALUES ('anna', 'Anna Andersson', '2026-01-01T00:00:00.000Z')",
    )
  workspace.actAs(...roles)
  const state = workspace.state()
  if (state.actor) state.actor = { ...state.actor, id: 'anna', name: 'Anna Andersson' }
}

const save = (name: string, definition = DEFINITION) => workspace.call('view.save', { name, definition })
const names = async () => (await workspace.call('view.list', {})).map((view) => view.name)
const codeOf = async (procedure: string, input: unknown) => {
  const result = await workspace.callRaw(procedure, input)
  return result.ok ? 'ok' : result.error.code
}

describe('a saved view', () => {
  it('holds filter, sort, grouping and columns, and can be given another content', async () => {
    const view = await save('Fall på nätterna')
    expect(view).toMatchObject({
      name: 'Fall på nätterna',
      shared: false,
      own: true,
      editable: true,
      definition: DEFINITION,
    })
    const changed = await workspace.call('view.save', {
      id: view.id,
      version: view.version,
      name: view.name,
      definition: { ...DEFINITION, group: null },
    })
    expect(changed).toMatchObject({ id: view.id, version: 2, definition: { group: null } })
    expect(await workspace.call('view.list', {})).toEqual([changed])
  })

  it('stands by the Swedish alphabet, and no two of one’s own have the same name', async () => {
    for (const name of ['Öppna', 'Avslutade', 'Åldre']) await save(name)
    expect(await names()).toEqual(['Avslutade', 'Åldre', 'Öppna'])
    const taken = await workspace.callRaw('view.save', { name: ' Öppna ', definition: DEFINITION })
    expect(taken).toMatchObject({ ok: false, error: { code: 'INPUT_INVALID', field: 'name' } })
  })

  it('is its owner’s own until it is shared; then everyone sees it and its owner alone changes it', async () => {
    const view = await save('Våra fall')
    becomeAnna('lasare')
    expect(await names()).toEqual([])
    expect(await codeOf('view.remove', { id: view.id, version: view.version })).toBe('NOT_FOUND')
    const own = await save('Våra fall')
    expect(await codeOf('view.share', { id: own.id, version: 1, shared: true })).toBe('NOT_ALLOWED')

    workspace.actAs('handlaggare')
    const state = workspace.state()
    const owner = workspace.db().value<string>("SELECT id FROM account WHERE id <> 'anna'") ?? ''
    if (state.actor) state.actor = { ...state.actor, id: owner, name: 'Test Chefläkare' }
    const shared = await workspace.call('view.share', { id: view.id, version: view.version, shared: true })
    expect(shared).toMatchObject({ shared: true, version: 2 })

    becomeAnna('lasare')
    const seen = await workspace.call('view.list', {})
    expect(seen.map(({ own: mine, editable, ownerName }) => ({ mine, editable, ownerName }))).toEqual([
      { mine: false, editable: false, ownerName: 'Test Chefläkare' },
      { mine: true, editable: true, ownerName: 'Anna Andersson' },
    ])
    expect(await codeOf('view.rename', { id: view.id, version: 2, name: 'Annat' })).toBe('RULE')
    // Whoever shared it may have left: a chefläkare of the whole region takes care of it.
    becomeAnna('cheflakare')
    expect(
      await workspace.call('view.rename', { id: view.id, version: 2, name: 'Regionens fall' }),
    ).toMatchObject({
      name: 'Regionens fall',
      shared: true,
    })
  })

  it('that is removed can be taken back, under another name if its own has been taken', async () => {
    const view = await save('Fall')
    expect(await workspace.call('view.remove', { id: view.id, version: view.version })).toEqual({
      id: view.id,
      name: 'Fall',
    })
    expect(await names()).toEqual([])
    expect(await workspace.call('view.restore', { id: view.id })).toMatchObject({
      name: 'Fall',
      definition: DEFINITION,
    })
    const again = await workspace.call('view.list', {})
    await workspace.call('view.remove', { id: view.id, version: again[0]?.version ?? 0 })
    await save('Fall')
    expect(await workspace.call('view.restore', { id: view.id })).toMatchObject({ name: 'Fall (2)' })
    expect(await codeOf('view.restore', { id: view.id })).toBe('RULE')
  })

  it('that somebody else has changed is not written over', async () => {
    const view = await save('Fall')
    await workspace.call('view.rename', { id: view.id, version: 1, name: 'Fall inomhus' })
    expect(await codeOf('view.rename', { id: view.id, version: 1, name: 'Fall utomhus' })).toBe('CONFLICT')
    expect(await codeOf('view.remove', { id: view.id, version: 1 })).toBe('CONFLICT')
  })

  it('holds no personnummer, in its name or in its search', async () => {
    expect(await codeOf('view.save', { name: '19121212-1212', definition: DEFINITION })).toBe(
      'PERSONNUMMER_IN_TEXT',
    )
    const searching = { ...DEFINITION, filter: { text: '19121212-1212' } }
    expect(await codeOf('view.save', { name: 'Sökning', definition: searching })).toBe('PERSONNUMMER_IN_TEXT')
    const view = await save('Fall')
    expect(await codeOf('view.rename', { id: view.id, version: 1, name: 'Om 191212121212' })).toBe(
      'PERSONNUMMER_IN_TEXT',
    )
  })
})

describe('views kept as drafts before', () => {
  it('are taken over once, whole ones only, and the drafts are gone', async () => {
    const db = workspace.db()
    const account = db.value<string>('SELECT id FROM account') ?? ''
    const draft = (key: string, body: string) =>
      db.run('INSERT INTO draft (account_id, key, body, updated_at) VALUES (?, ?, ?, ?)', [
        account,
        key,
        body,
        '2026-01-05T10:00:00.000Z',
      ])
    draft(
      'view/incident/Nya på SU',
      JSON.stringify({ filter: { forvaltningId: 2 }, sort: { by: 'date', direction: 'desc' } }),
    )
    draft('view/incident/Trasig', '{"filter":')
    draft('view/incident/Tom', '"hej"')
    draft('incident/new', '{}')
    // The step of the format that does it, as a workspace of the format before meets it.
    const sql = migrations.find(({ version }) => version === 3)?.sql ?? ''
    const from = sql.indexOf('INSERT INTO saved_view')
    db.raw.exec(sql.slice(from, sql.indexOf(';', sql.indexOf('DELETE FROM draft', from)) + 1))
    const views = await workspace.call('view.list', {})
    expect(views).toMatchObject([
      {
        name: 'Nya på SU',
        own: true,
        definition: {
          filter: { forvaltningId: 2 },
          sort: { by: 'date', direction: 'desc' },
          group: null,
          columns: null,
        },
      },
    ])
    expect(db.column<string>('SELECT key FROM draft')).toEqual(['incident/new'])
  })
})
