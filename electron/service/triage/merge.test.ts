import { describe, expect, it } from 'vitest'
import { insertAttachment } from '../attachment/repository.ts'
import { countYear } from '../annual-report/incidentFigures.ts'
import { items, triageDesk, unitOf } from './testTriage.ts'

const { workspace, me, incident, history } = triageDesk()
const get = (id: number) => workspace().call('incident.get', { id })
const merge = async (keep: number, away: number, copy: 'description'[] = []) =>
  workspace().call('triage.merge', {
    keep: { id: keep, version: (await get(keep)).version },
    away: { id: away, version: (await get(away)).version },
    copy,
  })

function attach(incidentId: number): number {
  return insertAttachment(workspace().db(), {
    owner: { incidentId },
    name: 'Rutin.txt',
    type: 'txt',
    sha256: '0'.repeat(64),
    personnummerSeen: false,
    addedAt: '2026-01-20T08:00:00Z',
    addedBy: me(),
    content: Buffer.from('Rutin'),
  })
}

describe('two cases put together', () => {
  it('are one in the register, both histories say it, and what hung on the other is read from the one', async () => {
    const [keep, away] = [
      incident({ description: 'Fel dos insulin.' }),
      incident({ description: 'Tio enheter för mycket.' }),
    ]
    const file = attach(away)
    await workspace().call('triage.link', {
      incidentId: away,
      to: { incidentId: incident(), kind: 'liknande' },
    })
    await merge(keep, away, ['description'])
    const [kept, put] = [await get(keep), await get(away)]
    expect(kept.fields.description).toBe(`Fel dos insulin.\n\nUr ${put.arendenr}:\nTio enheter för mycket.`)
    expect(put).toMatchObject({ status: 'sammanford', mergedInto: { id: keep, arendenr: kept.arendenr } })
    expect(await history(keep)).toEqual(['Sammanförde med ett annat ärende'])
    expect((await history(away))[0]).toBe('Sammanförde ärendet med ett annat')
    const { merged } = await workspace().call('triage.get', { incidentId: keep })
    expect(merged).toMatchObject([{ id: away, attachments: [{ id: file, name: 'Rutin.txt' }], links: 1 }])
    expect(
      (await workspace().call('incident.list', { filter: { text: 'tio enheter' } })).rows.map(({ id }) => id),
    ).toEqual([keep])
  })

  it('are taken apart as they were, and put together again', async () => {
    const [keep, away] = [incident(), incident({ status: 'bedomd', description: 'En annan text.' })]
    const { away: put } = await merge(keep, away, ['description'])
    expect(await workspace().call('triage.unmerge', put)).toMatchObject({ textsStay: false })
    expect(await get(away)).toMatchObject({
      status: 'bedomd',
      statusReason: '',
      closedDate: null,
      mergedInto: null,
    })
    expect((await get(keep)).fields.description).toBe('Patienten fick fel dos.')
    expect((await history(away))[0]).toBe('Tog isär sammanförda ärenden')
    expect((await history(keep))[0]).toBe('Tog isär sammanförda ärenden')
    await merge(keep, away)
    expect((await get(away)).status).toBe('sammanford')
  })

  it('leave the texts where somebody has worked on since', async () => {
    const [keep, away] = [incident(), incident({ description: 'En annan text.' })]
    const { away: put } = await merge(keep, away, ['description'])
    await workspace().call('triage.classify', { items: items(keep), set: { handelsetyp: 'fall' } })
    expect(await workspace().call('triage.unmerge', put)).toMatchObject({ textsStay: true })
    expect((await get(keep)).fields.description).toContain('En annan text.')
  })

  it('owe the answer that the other reporter waits for', async () => {
    const [keep, away] = [incident({ feedbackWanted: false }), incident()]
    await merge(keep, away)
    expect((await get(keep)).fields.feedbackWanted).toBe(true)
  })

  it('are counted once in the register, the inbox and the berättelse', async () => {
    const [keep, away] = [incident(), incident()]
    const db = workspace().db()
    const year = () => countYear(db, unitOf(db, 'SU'), 2026)
    expect(year()?.byArendetyp.negativ_handelse).toBe(2)
    await merge(keep, away)
    expect(year()).toMatchObject({ byArendetyp: { negativ_handelse: 1 }, rejected: 0 })
    expect((await workspace().call('triage.counts', {})).sections).toMatchObject({
      nya: 1,
      alla: 1,
      aterkoppling: 0,
    })
    expect(await workspace().call('incident.count', { filter: {} })).toEqual({ total: 1 })
  })
})

describe('cases of two förvaltningar put together', () => {
  it('tell nothing but their numbers across the border, and are taken apart by who may change both', async () => {
    const [keep, away] = [
      incident({ at: 'SV', title: 'Hemligt i väster' }),
      incident({ title: 'Hemligt på SU', description: 'En annan text.' }),
    ]
    attach(away)
    const { away: put } = await merge(keep, away, ['description'])
    const number = (await get(keep)).arendenr
    workspace().actAsIn('SU', 'cheflakare')
    expect((await workspace().call('triage.get', { incidentId: away })).mergedInto).toEqual({
      id: keep,
      arendenr: number,
      title: '',
    })
    expect(await workspace().callRaw('triage.unmerge', put)).toMatchObject({
      ok: false,
      error: { code: 'OUT_OF_SCOPE' },
    })
    workspace().actAsIn('SV', 'cheflakare')
    expect((await workspace().call('triage.get', { incidentId: keep })).merged).toMatchObject([
      { id: away, title: '', attachments: [], links: 0, actions: [] },
    ])
  })
})

describe('a case cannot be put away', () => {
  const refusal = async (keep: number, away: number) => {
    const result = await workspace().callRaw('triage.merge', {
      keep: { id: keep, version: (await get(keep)).version },
      away: { id: away, version: (await get(away)).version },
    })
    return result.ok ? null : result.error.message
  }

  it('with an analysis or a lex Maria case of its own, or others put together with it', async () => {
    const keep = incident()
    const analysed = incident({ status: 'bedomd', harm: 'vardskada' })
    await workspace().call('analysis.start', { incidentId: analysed, title: 'Fel dos' })
    expect(await refusal(keep, analysed)).toContain('har en egen händelseanalys')
    const serious = incident({ status: 'bedomd', harm: 'allvarlig_vardskada' })
    await workspace().call('supervision.decide', {
      incidentId: serious,
      decision: 'ska_anmalas',
      reason: 'r',
      date: '2026-01-31',
    })
    expect(await refusal(keep, serious)).toContain('har ett eget lex Maria-ärende')
    const [first, second] = [incident(), incident()]
    await merge(first, second)
    expect(await refusal(keep, first)).toContain('är sammanfört med')
    expect(await refusal(keep, second)).toContain('Ärendet är sammanfört med')
    const compared = await workspace().call('triage.compare', { a: keep, b: analysed })
    expect(compared.a.blocked).toBeNull()
    expect(compared.b.blocked).toContain('händelseanalys')
  })

  it('into itself, or on an old version', async () => {
    const [keep, away] = [incident(), incident()]
    expect(
      await workspace().callRaw('triage.merge', {
        keep: { id: keep, version: 1 },
        away: { id: keep, version: 1 },
      }),
    ).toMatchObject({ error: { code: 'INPUT_INVALID' } })
    await workspace().call('triage.classify', { items: items(away), set: { handelsetyp: 'fall' } })
    expect(
      await workspace().callRaw('triage.merge', {
        keep: { id: keep, version: 1 },
        away: { id: away, version: 1 },
      }),
    ).toMatchObject({ error: { code: 'CONFLICT' } })
    expect((await get(keep)).version).toBe(1)
  })

  it('and when it has been, it is not changed where it lies', async () => {
    const [keep, away] = [incident(), incident()]
    const { away: put } = await merge(keep, away)
    const result = await workspace().callRaw('incident.set-status', {
      ...put,
      status: 'inkommen',
      reason: 'x',
    })
    expect(result).toMatchObject({ ok: false, error: { code: 'RULE' } })
    const elsewhere = {
      error: { code: 'RULE', message: expect.stringContaining('Gör ändringen där') as string },
    }
    expect(await workspace().callRaw('analysis.start', { incidentId: away, title: 'Fel dos' })).toMatchObject(
      elsewhere,
    )
    expect(
      await workspace().callRaw('attachment.add-bytes', {
        owner: { incidentId: away },
        name: 'Rutin.txt',
        bytes: Buffer.from('En rutin'),
      }),
    ).toMatchObject(elsewhere)
    expect(await workspace().call('triage.assign', { items: items(away), to: me() })).toMatchObject({
      refusedTotal: 1,
    })
  })
})

describe('possible duplicates', () => {
  const text =
    'Patienten fick tio enheter insulin i stället för fyra vid lunch, vilket upptäcktes av nattpersonalen.'
  const found = async (place = {}) => (await workspace().call('triage.duplicates', place)).pairs

  it('are near each other in place, time and words', async () => {
    const one = incident({ description: text, eventDate: '2026-01-20' })
    const other = incident({ description: `${text} Läkare kontaktad.`, eventDate: '2026-01-21' })
    incident({ description: text, eventDate: '2026-01-25' })
    incident({ description: text, eventDate: '2026-01-20', at: 'NU' })
    incident({
      description: 'Patienten föll i korridoren på väg till matsalen.',
      eventDate: '2026-01-20',
      title: 'Fall',
    })
    const pairs = await found()
    expect(pairs.map(({ a, b }) => [a.id, b.id])).toEqual([[one, other]])
    expect(pairs[0]?.why).toMatch(/^samma enhet, en dag emellan, \d+ % gemensamma ordpar$/)
    expect(await found({ unitId: unitOf(workspace().db(), 'NU') })).toEqual([])
  })

  it('have the same number in two systems, when the words bear it out', async () => {
    const key = { sourceKey: 'MC-2026-0042', origin: 'import' } as const
    const one = incident({
      ...key,
      sourceSystem: 'medcontrol',
      description: text,
      at: 'SU',
      eventDate: '2026-01-01',
    })
    const other = incident({
      ...key,
      sourceSystem: 'avic',
      description: `Kopia: ${text}`,
      at: 'NU',
      eventDate: '2026-01-20',
    })
    incident({
      ...key,
      sourceSystem: 'platina',
      description: 'Larmet i hissen fungerade inte.',
      title: 'Hiss',
    })
    const pairs = await found()
    expect(pairs.map(({ a, b }) => [a.id, b.id])).toEqual([[one, other]])
    expect(pairs[0]?.why).toContain('samma nummer, MC-2026-0042, i två system')
  })

  it('are not shown again when somebody has said that they are not, nor when they are put together', async () => {
    const near = { description: text, eventDate: '2026-01-20' }
    const [one, two, three] = [incident(near), incident(near), incident(near)]
    expect(await found()).toHaveLength(3)
    await workspace().call('triage.not-duplicate', { a: two, b: one })
    expect((await found()).map(({ a, b }) => [a.id, b.id]).toSorted(([a = 0], [b = 0]) => a - b)).toEqual([
      [one, three],
      [two, three],
    ])
    await merge(one, three)
    expect(await found()).toEqual([])
    expect((await workspace().call('triage.get', { incidentId: one })).links).toEqual([])
  })

  it('are found in a crowd too', async () => {
    for (let n = 0; n < 120; n++) {
      incident({
        title: `Händelse ${n}`,
        description: `ord${n} sak${n * 7} del${n * 13} bit${n * 17} led${n}`,
        eventDate: '2026-01-20',
      })
    }
    const [one, other] = [
      incident({ description: text, eventDate: '2026-01-20' }),
      incident({ description: text, eventDate: '2026-01-21' }),
    ]
    expect((await found()).map(({ a, b }) => [a.id, b.id])).toEqual([[one, other]])
  })

  it('lie where one handles cases', async () => {
    const near = { description: text, eventDate: '2026-01-20', at: 'NU' }
    incident(near)
    incident(near)
    workspace().actAsIn('SU', 'cheflakare')
    expect(await found()).toEqual([])
  })
})
