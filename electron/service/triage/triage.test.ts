import { describe, expect, it } from 'vitest'
import type { Role } from '../../../shared/account/roles.ts'
import { insertIncident } from '../incident/repository.ts'
import { insertUnit } from '../organisation/repository.ts'
import { items, triageDesk, unitOf as unit } from './testTriage.ts'

const { workspace: desk, me, incident, history } = triageDesk()
const call: ReturnType<typeof desk>['call'] = (name, input) => desk().call(name, input)
const callRaw: ReturnType<typeof desk>['callRaw'] = (name, input) => desk().callRaw(name, input)
const get = (id: number) => call('incident.get', { id })
const section = async (name: 'nya' | 'mina' | 'alla' | 'kompletteras' | 'aterkoppling' | 'stilla') =>
  (await call('triage.inbox', { section: name })).rows.map(({ id }) => id)

/** Another account, without the trouble of a keyring. */
function account(name: string, role: Role, forvaltningCode: string | null): string {
  const db = desk().db()
  const id = `konto-${name}`
  db.run("INSERT INTO account (id, name, created_at) VALUES (?, ?, '2026-01-01T00:00:00Z')", [id, name])
  db.run('INSERT INTO account_grant (account_id, role, forvaltning_id) VALUES (?, ?, ?)', [
    id,
    role,
    forvaltningCode === null ? null : unit(db, forvaltningCode),
  ])
  return id
}

describe('the inbox', () => {
  it('has what is new until somebody has it, and then it is theirs', async () => {
    const id = incident()
    expect(await section('nya')).toEqual([id])
    await call('triage.assign', { items: items(id), to: me() })
    expect(await section('nya')).toEqual([])
    expect(await section('mina')).toEqual([id])
    expect((await call('triage.counts', {})).sections).toMatchObject({ nya: 0, mina: 1, alla: 1 })
    expect((await call('triage.inbox', { section: 'mina' })).rows[0]).toMatchObject({
      assignedTo: { id: me(), name: 'Test Chefläkare' },
      days: 2,
    })
  })

  it('counts each part as it lists it', async () => {
    incident()
    incident({ incomplete: true })
    incident({ status: 'bedomd' })
    incident({ status: 'avslutad', feedbackGivenDate: '2026-01-31' })
    incident({ status: 'avslutad' })
    incident({ status: 'avslutad', feedbackWanted: false })
    incident({ status: 'uppfoljning', reportedAt: '2025-12-01T08:00:00Z', feedbackSkipReason: 'Okänd' })
    const { sections, stillDays } = await call('triage.counts', {})
    expect(sections).toEqual({ nya: 2, mina: 0, alla: 4, kompletteras: 1, aterkoppling: 2, stilla: 1 })
    expect(stillDays).toBe(14)
    for (const name of ['nya', 'mina', 'alla', 'kompletteras', 'aterkoppling', 'stilla'] as const) {
      expect(await section(name)).toHaveLength(sections[name])
    }
  })

  it('calls a case still until somebody does something to it, by the days that are set', async () => {
    const id = incident({ reportedAt: '2026-01-20T08:00:00Z' })
    expect(await section('stilla')).toEqual([])
    await call('triage.save-settings', { stillDays: 7 })
    expect(await section('stilla')).toEqual([id])
    await call('triage.classify', { items: items(id), set: { handelsetyp: 'fall' } })
    expect(await section('stilla')).toEqual([])
  })

  it('goes on page by page without missing or repeating any', async () => {
    const all = Array.from({ length: 7 }, (_, n) =>
      incident({ reportedAt: `2026-01-0${1 + (n % 3)}T08:00:00Z` }),
    )
    for (const order of ['oldest', 'newest'] as const) {
      const seen: number[] = []
      let cursor: string | null = null
      do {
        const page: { rows: { id: number }[]; nextCursor: string | null } = await call('triage.inbox', {
          section: 'alla',
          order,
          cursor,
          limit: 3,
        })
        seen.push(...page.rows.map(({ id }) => id))
        cursor = page.nextCursor
      } while (cursor !== null)
      expect([...seen].sort((a, b) => a - b)).toEqual(all)
    }
    expect(await callRaw('triage.inbox', { section: 'alla', cursor: 'x' })).toMatchObject({
      error: { code: 'INPUT_INVALID' },
    })
  })

  it('shows only where one handles cases', async () => {
    const [here, there] = [incident(), incident({ at: 'NU' })]
    desk().actAsIn('SU', 'handlaggare')
    expect(await section('nya')).toEqual([here])
    expect((await call('triage.counts', {})).sections.nya).toBe(1)
    expect(
      (await call('triage.inbox', { section: 'nya', forvaltningId: unit(desk().db(), 'NU') })).rows,
    ).toEqual([])
    expect(there).toBeGreaterThan(0)
  })

  it('never shows a published case', async () => {
    const db = desk().db()
    const place = insertUnit(db, {
      parentId: null,
      organisation: 'publicerad',
      kind: 'forvaltning',
      code: 'pub-1',
      name: 'En region någonstans',
    })
    insertIncident(db, {
      arendenr: 'PUB-1',
      origin: 'publicerad',
      arendetyp: 'ej_angivet',
      status: 'inkommen',
      reportedAt: '2020-01-01T08:00:00Z',
      unitId: place,
      handelsetyp: 'fall',
      title: 't',
      description: 'd',
    })
    expect((await call('triage.counts', {})).sections).toMatchObject({ nya: 0, alla: 0, stilla: 0 })
  })
})

describe('many at once', () => {
  it('changes each with its own trace, tells what it could not, and is undone as one', async () => {
    const [one, two] = [incident(), incident({ status: 'bedomd', handelsetyp: 'fall' })]
    const closed = incident({ status: 'avslutad' })
    const changedMeanwhile = incident()
    await call('triage.classify', { items: items(changedMeanwhile), set: { handelsetyp: 'it' } })
    const result = await call('triage.classify', {
      items: [...items(one, two, closed), { id: changedMeanwhile, version: 1 }, ...items(999_999)],
      set: { handelsetyp: 'lakemedel', addStrategiomraden: [] },
    })
    expect(result).toMatchObject({ changed: 2, unchanged: 0, refusedTotal: 3, stopped: false })
    expect(result.refused.map(({ reason }) => reason)).toEqual([
      'Ärendet är stängt (avslutad).',
      expect.stringContaining('har ändrats av någon annan'),
      expect.stringContaining('finns inte längre'),
    ])
    expect(result.refused[0]?.arendenr).toBe((await get(closed)).arendenr)
    expect((await get(two)).fields.handelsetyp).toBe('lakemedel')
    expect((await history(two))[0]).toBe('Klassificerade händelsen')
    const back = await call('triage.undo', { batch: result.batch ?? '' })
    expect(back).toMatchObject({ changed: 2, refusedTotal: 0 })
    expect([(await get(one)).fields.handelsetyp, (await get(two)).fields.handelsetyp]).toEqual([
      'ovrigt',
      'fall',
    ])
    expect((await get(changedMeanwhile)).fields.handelsetyp).toBe('it')
  })

  it('leaves a case as it is when somebody has worked on it since', async () => {
    const [one, two] = [incident(), incident()]
    const { batch } = await call('triage.assign', { items: items(one, two), to: me() })
    await call('triage.classify', { items: items(two), set: { handelsetyp: 'fall' } })
    const back = await call('triage.undo', { batch: batch ?? '' })
    expect(back).toMatchObject({ changed: 1, refusedTotal: 1 })
    expect(back.refused[0]?.reason).toContain('har ändrats sedan dess')
    expect((await get(two)).assignedTo).toMatchObject({ id: me() })
    expect((await get(one)).assignedTo).toBeNull()
  })

  it("undoes nobody else's, and nothing from before yesterday", async () => {
    const { batch } = await call('triage.assign', { items: items(incident()), to: me() })
    desk().setNow('2026-02-03T11:00:00Z')
    expect(await callRaw('triage.undo', { batch })).toMatchObject({ error: { code: 'RULE' } })
  })

  it('is also taken back case by case, on its own page', async () => {
    const id = incident()
    await call('triage.assign', { items: items(id), to: me() })
    const { version, undo } = await get(id)
    expect(undo).toEqual({ label: 'Tilldelade händelsen' })
    await call('incident.undo', { id, version })
    expect((await get(id)).assignedTo).toBeNull()
  })

  it('says who has a case in words', async () => {
    const id = incident()
    await call('triage.assign', { items: items(id), to: me() })
    const [entry] = await call('incident.history', { id })
    expect(entry?.changes).toEqual([{ label: 'Handläggare', before: '–', after: 'Test Chefläkare' }])
  })

  it('gives a case only to somebody who may handle it', async () => {
    const [here, there] = [incident(), incident({ at: 'NU' })]
    const anna = account('Anna', 'handlaggare', 'SU')
    const reader = account('Rut', 'lasare', null)
    const result = await call('triage.assign', { items: items(here, there), to: anna })
    expect(result).toMatchObject({ changed: 1, refusedTotal: 1 })
    expect(result.refused[0]?.reason).toBe('Anna får inte handlägga händelser i den förvaltningen.')
    expect(await callRaw('triage.assign', { items: items(here), to: reader })).toMatchObject({
      error: { code: 'INPUT_INVALID', field: 'to' },
    })
    const handlers = await call('triage.handlers', {})
    expect(handlers.map(({ name }) => name)).toEqual(['Anna', 'Test Chefläkare'])
    expect(handlers[0]?.forvaltningar).toEqual([unit(desk().db(), 'SU')])
  })

  it('keeps an undertyp with its händelsetyp', async () => {
    const id = incident({ handelsetyp: 'lakemedel' })
    const codes = (await call('code.lists', {})).find(({ list }) => list === 'handelsetyp')?.entries
    const under = codes?.find(({ parent }) => parent === 'lakemedel')?.code ?? ''
    const wrong = await call('triage.classify', {
      items: items(id),
      set: { handelsetyp: 'fall', undertyp: under },
    })
    expect(wrong.refused[0]?.reason).toContain('hör inte till ärendets händelsetyp, Fall')
    await call('triage.classify', { items: items(id), set: { undertyp: under } })
    expect((await get(id)).fields.undertyp).toBe(under)
    await call('triage.classify', { items: items(id), set: { handelsetyp: 'fall' } })
    expect((await get(id)).fields.undertyp).toBeNull()
    expect(await callRaw('triage.classify', { items: items(id), set: { handelsetyp: under } })).toMatchObject(
      { error: { code: 'INPUT_INVALID' } },
    )
    expect(
      await callRaw('triage.classify', { items: items(id), set: { handelsetyp: 'finns_inte' } }),
    ).toMatchObject({ error: { code: 'INPUT_INVALID', field: 'handelsetyp' } })
  })

  it('adds strategy areas beside those a case has', async () => {
    const areas = (await call('code.lists', {})).find(({ list }) => list === 'strategiomrade')?.entries
    const [first = '', second = ''] = areas?.map(({ code }) => code) ?? []
    const id = incident({ strategiomraden: [first] })
    const { batch } = await call('triage.classify', {
      items: items(id),
      set: { addStrategiomraden: [second] },
    })
    expect((await get(id)).fields.strategiomraden.toSorted()).toEqual([first, second].toSorted())
    await call('triage.undo', { batch: batch ?? '' })
    expect((await get(id)).fields.strategiomraden).toEqual([first])
  })

  it('takes all that a filter finds, in steps with progress, and reaches nothing outside', async () => {
    for (let n = 0; n < 450; n++) incident({ handelsetyp: 'fall' })
    const other = incident({ handelsetyp: 'it' })
    const elsewhere = incident({ handelsetyp: 'fall', at: 'NU' })
    desk().actAsIn('SU', 'cheflakare')
    desk().events.length = 0
    const result = await call('triage.change-many', {
      target: { filter: { handelsetyp: ['fall'] } },
      change: { kind: 'classify', set: { medicalArea: 'akut' } },
    })
    expect(result).toMatchObject({ changed: 450, refusedTotal: 0 })
    expect(desk().events.filter(({ name }) => name === 'progress')).toHaveLength(3)
    expect((await get(other)).fields.medicalArea).toBeNull()
    expect(await call('triage.undo', { batch: result.batch ?? '' })).toMatchObject({ changed: 450 })
    desk().actAs('cheflakare')
    expect((await get(elsewhere)).version).toBe(1)
  })
})

describe('links', () => {
  it('are seen from both ends, in both histories, and are taken away again', async () => {
    const [complaint, event] = [incident({ arendetyp: 'klagomal' }), incident()]
    const { id } = await call('triage.link', {
      incidentId: complaint,
      to: { incidentId: event, kind: 'klagomal_om' },
      note: 'Patientnämnden',
    })
    const from = await call('triage.get', { incidentId: complaint })
    const to = await call('triage.get', { incidentId: event })
    expect(from.links).toMatchObject([
      { label: 'Klagomål om', note: 'Patientnämnden', incident: { id: event } },
    ])
    expect(to.links).toMatchObject([{ label: 'Har klagomålet', incident: { id: complaint } }])
    expect(await history(event)).toEqual(['Länkade ärendet'])
    expect(
      await callRaw('triage.link', {
        incidentId: event,
        to: { incidentId: complaint, kind: 'klagomal_om' },
      }),
    ).toMatchObject({ error: { code: 'RULE' } })
    await call('triage.unlink', { id })
    expect((await call('triage.get', { incidentId: event })).links).toEqual([])
    expect((await history(complaint))[0]).toBe('Tog bort en länk')
  })

  it('put several incidents under one analysis', async () => {
    const [first, second] = [incident({ status: 'bedomd', harm: 'vardskada' }), incident()]
    const analysis = await call('analysis.start', { incidentId: first, title: 'Fel dos' })
    await call('triage.link', { incidentId: second, to: { analysisId: analysis.id } })
    expect((await call('triage.get', { incidentId: second })).links).toMatchObject([
      { label: 'Ingår i händelseanalysen', analysis: { id: analysis.id } },
    ])
    expect(await call('triage.analysis-links', { analysisId: analysis.id })).toMatchObject([
      { label: 'Händelse i analysen', incident: { id: second } },
    ])
    expect(
      await callRaw('triage.link', { incidentId: first, to: { analysisId: analysis.id } }),
    ).toMatchObject({ error: { code: 'RULE' } })
  })

  it('tell nothing of a case that may not be read, and refuse a personnummer', async () => {
    const [here, there] = [incident(), incident({ at: 'NU' })]
    await call('triage.link', {
      incidentId: here,
      to: { incidentId: there, kind: 'liknande' },
      note: 'Samma läkemedel',
    })
    desk().actAsIn('SU', 'handlaggare')
    const [link] = (await call('triage.get', { incidentId: here })).links
    expect(link).toMatchObject({ hidden: true, incident: null, note: '' })
    expect(
      await callRaw('triage.link', {
        incidentId: here,
        to: { incidentId: incident(), kind: 'liknande' },
        note: 'Gäller 19121212-1212',
      }),
    ).toMatchObject({ error: { code: 'PERSONNUMMER_IN_TEXT' } })
  })
})
