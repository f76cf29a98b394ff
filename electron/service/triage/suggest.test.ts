import { describe, expect, it } from 'vitest'
import { items, triageDesk } from './testTriage.ts'

const { workspace, incident } = triageDesk()

const INSULIN = [
  'Tio enheter insulin gavs i stället för fyra, dosen lästes fel i ordinationen',
  'Insulin i fel dos gavs till fel person vid lunch enligt ordination',
  'Dubbel dos insulin efter byte av ordination i journalen',
  'Insulinpenna förväxlades och dosen enligt ordination gavs två gånger',
  'Ordinationen av insulin var inte signerad och dosen uteblev',
]
const FALLS = [
  'Snubblade på tröskeln till toaletten och föll',
  'Föll från sängen när grinden var nere',
  'Halkade på vått golv i korridoren',
  'Hittades på golvet bredvid rullstolen',
]

function register(handelsetyp: string, texts: readonly string[], more = {}): number[] {
  return texts.map((description) =>
    incident({ handelsetyp, title: description.slice(0, 30), description, ...more }),
  )
}

const suggest = (text: string) => workspace().call('triage.suggest-types', { text })

describe('a suggestion of händelsetyp', () => {
  it('comes from alike cases and says why', async () => {
    register('lakemedel', INSULIN)
    register('fall', FALLS)
    const [best] = await suggest('Fel dos insulin gavs, ordinationen lästes fel')
    expect(best).toMatchObject({ handelsetyp: 'lakemedel', label: 'Läkemedel' })
    expect(best?.why).toMatch(/^\d av \d liknande händelser är Läkemedel; gemensamma ord: .*insulin/)
    expect(best?.score).toBeGreaterThan(0.5)
  })

  it('is not given where the register has too little that is alike', async () => {
    expect(await suggest('Fel dos insulin gavs')).toEqual([])
    register('lakemedel', INSULIN)
    expect(await suggest('Hissen stannade mellan två våningar')).toEqual([])
  })

  it('never takes an accepted suggestion, an Övrigt, or a rejected case for evidence', async () => {
    const ids = register('ovrigt', INSULIN)
    register('lakemedel', INSULIN, { status: 'avvisad' })
    expect(await suggest(INSULIN[0] ?? '')).toEqual([])
    await workspace().call('triage.classify', {
      items: items(...ids),
      set: { handelsetyp: 'lakemedel' },
      suggested: true,
    })
    expect(await suggest(INSULIN[0] ?? '')).toEqual([])
    // Chosen by somebody's own judgement, it is.
    await workspace().call('triage.classify', { items: items(...ids), set: { handelsetyp: 'fall' } })
    await workspace().call('triage.classify', { items: items(...ids), set: { handelsetyp: 'lakemedel' } })
    expect((await suggest(INSULIN[0] ?? ''))[0]?.handelsetyp).toBe('lakemedel')
  })

  it('rests on what the caller may read', async () => {
    register('lakemedel', INSULIN, { at: 'NU' })
    expect(await suggest(INSULIN[0] ?? '')).not.toEqual([])
    workspace().actAsIn('SU', 'handlaggare')
    expect(await suggest(INSULIN[0] ?? '')).toEqual([])
    expect(await workspace().call('triage.similar', { text: INSULIN[0] ?? '' })).toEqual([])
  })

  it('changes nothing, and stands on a line of the inbox only where it is clear and new', async () => {
    register('lakemedel', INSULIN)
    register('fall', FALLS)
    const [wrong, right] = [
      incident({
        handelsetyp: 'ovrigt',
        title: 'Insulin',
        description: 'Fel dos insulin, ordination av insulin',
      }),
      incident({
        handelsetyp: 'lakemedel',
        title: 'Insulin',
        description: 'Fel dos insulin, ordination av insulin',
      }),
    ]
    const rows = await workspace().call('triage.suggest-rows', { ids: [wrong, right] })
    expect(rows[0]?.suggestion?.handelsetyp).toBe('lakemedel')
    expect(rows[1]?.suggestion).toBeNull()
    expect((await workspace().call('incident.get', { id: wrong })).version).toBe(1)
  })
})

describe('similar cases', () => {
  it('share words, the most alike first, with what became of them; never the case itself', async () => {
    const [first = 0] = register('lakemedel', INSULIN, { status: 'bedomd', harm: 'vardskada' })
    register('fall', FALLS)
    const analysis = await workspace().call('analysis.start', { incidentId: first, title: 'Insulin' })
    const asked = incident({
      title: 'Insulin',
      description: 'Tio enheter insulin i stället för fyra, lästes fel',
    })
    const similar = await workspace().call('triage.similar', { incidentId: asked })
    expect(similar[0]).toMatchObject({ id: first, score: 1, analysis: { id: analysis.id, completed: false } })
    expect(similar[0]?.sharedWords).toContain('enheter')
    expect(similar.map(({ id }) => id)).not.toContain(asked)
  })
})
