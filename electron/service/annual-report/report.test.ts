import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { beforeEach, describe, expect, it } from 'vitest'
import { SKR_TEMPLATE } from '../../../shared/annual-report/skrTemplate.ts'
import { sectionsFor } from '../../../shared/annual-report/template.ts'
import type { TestWorkspace } from '../testing/testWorkspace.ts'
import { analysis, lexMaria, published, report, sharedWorkspace } from './testRegister.ts'

const SU = { unitCode: 'SU', year: 2025 } as const

const open = sharedWorkspace()
let workspace: TestWorkspace
beforeEach(() => {
  workspace = open()
})

async function save(section: string, text: string, expectedUpdatedAt: string | null = null) {
  return workspace.call('annual-report.save-section', { ...SU, section, text, expectedUpdatedAt })
}

async function sectionOf(key: string) {
  const found = (await workspace.call('annual-report.get', SU)).sections.find((it) => it.key === key)
  if (!found) throw new Error(`${key} is not in the report`)
  return found
}

async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call
    return 'no error'
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error)
  }
}

/** A text in every section that must have one. */
async function writeAll(): Promise<void> {
  for (const section of sectionsFor(SKR_TEMPLATE, 'forvaltning')) {
    if (section.kind === 'text') await save(section.key, `Om ${section.title}.`)
  }
}

const META = {
  ...SU,
  responsible: 'Åsa Öberg, chefläkare',
  diarienummer: 'SU 2026-00123',
  decisionBody: 'Styrelsen för SU',
  decisionDate: '2026-01-30',
}

describe('a berättelse that nobody has begun', () => {
  it('can be read and previewed, and is not stored by that', async () => {
    const report = await workspace.call('annual-report.get', SU)
    expect(report.meta).toEqual({
      version: null,
      status: 'ej_paborjad',
      responsible: '',
      diarienummer: '',
      decisionBody: '',
      decisionDate: null,
    })
    expect(report.deadline).toEqual({ strict: '2026-03-01', moved: '2026-03-02', daysLeft: 28 })
    const model = await workspace.call('annual-report.preview', { unitCode: 'VGR', year: 2025 })
    expect(model.title).toBe('Patientsäkerhetsberättelse 2025')
    expect(model.stamps).toEqual(['Arbetsmaterial'])
    expect(workspace.db().value('SELECT count(*) FROM annual_report')).toBe(0)
  })

  it('shows guidance and the law beside each section', async () => {
    const section = await sectionOf('o1-lexmaria')
    expect(section.guidance.join(' ')).toContain('IVO:s beslut')
    expect(section.laws.map((law) => law.short)).toEqual(['PSL 3:5'])
    expect((await sectionOf('inledning')).kind).toBe('fixed')
    expect((await sectionOf('sammanfattning')).limit).toBeGreaterThan(1000)
  })

  it('is not found for a code that is no förvaltning', async () => {
    expect(await codeOf(workspace.call('annual-report.get', { unitCode: 'XYZ', year: 2025 }))).toBe(
      'NOT_FOUND',
    )
  })
})

describe('writing a section', () => {
  it('makes the berättelse at the first save and keeps å ä ö and line breaks', async () => {
    const text = 'Åtgärder för äldre.\n\n- Ökad läsbarhet\n- Övning'
    const saved = await save('f3', text)
    expect(saved).toEqual({ text, updatedAt: '2026-02-01T11:00:00.000Z', canUndo: true })
    const section = await sectionOf('f3')
    expect(section).toMatchObject({ text, updatedBy: 'Test Chefläkare', updatedAt: saved.updatedAt })
    expect((await workspace.call('annual-report.get', SU)).meta.status).toBe('utkast')
    expect(workspace.events).toContainEqual({ name: 'changed', areas: ['annual-report'] })
  })

  it('refuses to write over a text the writer has not seen', async () => {
    const first = await save('f3', 'Första')
    const second = await save('f3', 'Andra', first.updatedAt)
    expect(second.updatedAt > first.updatedAt).toBe(true)
    expect(await codeOf(save('f3', 'Tredje', first.updatedAt))).toBe('CONFLICT')
    expect(await codeOf(save('f3', 'Tredje', null))).toBe('CONFLICT')
    expect((await sectionOf('f3')).text).toBe('Andra')
  })

  it('refuses a personnummer and says in which section, without repeating it', async () => {
    // Skatteverket's test number.
    const result = await workspace.callRaw('annual-report.save-section', {
      ...SU,
      section: 'f4',
      text: 'Patienten 19121212-1212 var med.',
      expectedUpdatedAt: null,
    })
    expect(result.ok).toBe(false)
    expect(result).toMatchObject({ error: { code: 'PERSONNUMMER_IN_TEXT' } })
    expect(JSON.stringify(result)).toContain('Patienten som medskapare')
    expect(JSON.stringify(result)).not.toContain('1212-1212')
    expect(workspace.db().value('SELECT count(*) FROM annual_report')).toBe(0)
    const metaRefused = workspace.call('annual-report.save-meta', {
      ...META,
      responsible: '191212121212',
      status: 'utkast',
      expectedVersion: null,
    })
    expect(await codeOf(metaRefused)).toBe('PERSONNUMMER_IN_TEXT')
  })

  it('is for chefläkare and skribent; the others may read', async () => {
    workspace.actAs('skribent')
    await save('f3', 'Skrivet av skribenten')
    workspace.actAs('lasare', 'handlaggare', 'analysledare', 'administrator')
    expect(await codeOf(save('f2', 'Nej'))).toBe('NOT_ALLOWED')
    expect(
      await codeOf(
        workspace.call('annual-report.save-meta', { ...META, status: 'utkast', expectedVersion: 1 }),
      ),
    ).toBe('NOT_ALLOWED')
    expect((await sectionOf('f3')).text).toBe('Skrivet av skribenten')
  })

  it('is not for sections with fixed text, nor for a section of the other kind of report', async () => {
    expect(await codeOf(save('inledning', 'Nytt'))).toBe('RULE')
    expect(await codeOf(save('o1-forvaltningar', 'Nytt'))).toBe('RULE')
    expect(await codeOf(save('finns-inte', 'Nytt'))).toBe('INPUT_INVALID')
  })

  it('can be undone save by save, and each step leaves its trace', async () => {
    const first = await save('f3', 'Ett')
    const second = await save('f3', 'Två', first.updatedAt)
    const third = await save('f3', 'Tre', second.updatedAt)
    const undo = (expectedUpdatedAt: string) =>
      workspace.call('annual-report.undo-section', { ...SU, section: 'f3', expectedUpdatedAt })
    const back = await undo(third.updatedAt)
    expect(back).toMatchObject({ text: 'Två', canUndo: true })
    const written = await save('f3', 'Två och en halv', back.updatedAt)
    const again = await undo(written.updatedAt)
    expect(again.text).toBe('Två')
    const one = await undo(again.updatedAt)
    expect(one).toMatchObject({ text: 'Ett', canUndo: true })
    const nothing = await undo(one.updatedAt)
    expect(nothing).toMatchObject({ text: '', canUndo: false })
    expect(await codeOf(undo(nothing.updatedAt))).toBe('RULE')
    expect(await codeOf(undo('2020-01-01T00:00:00Z'))).toBe('CONFLICT')
    const trail = workspace
      .db()
      .all<{ action: string }>(
        `SELECT action FROM audit_log WHERE entity = 'annual_report_section' ORDER BY seq`,
      )
    expect(trail.map((row) => row.action.split('.')[1])).toEqual([
      'save-section',
      'save-section',
      'save-section',
      'undo-section',
      'save-section',
      'undo-section',
      'undo-section',
      'undo-section',
    ])
  })

  it('leaves no step in the history when nothing was changed', async () => {
    const first = await save('f3', 'Ett')
    const same = await save('f3', 'Ett', first.updatedAt)
    expect(same.updatedAt).toBe(first.updatedAt)
    expect(
      workspace.db().value(`SELECT count(*) FROM audit_log WHERE entity = 'annual_report_section'`),
    ).toBe(1)
  })
})

describe('deciding', () => {
  it('needs who and when, after the year, and no empty sections', async () => {
    const decide = (changes: Partial<Omit<typeof META, 'decisionDate'> & { decisionDate: string | null }>) =>
      workspace.callRaw('annual-report.save-meta', {
        ...META,
        status: 'beslutad',
        expectedVersion: null,
        ...changes,
      })
    const detail = async (changes: Parameters<typeof decide>[0]): Promise<string> => {
      const result = await decide(changes)
      return result.ok ? 'decided' : `${result.error.code} ${result.error.message}`
    }
    expect(await detail({ decisionBody: '' })).toBe('RULE Ange vem som har beslutat om berättelsen.')
    expect(await detail({ decisionDate: null })).toBe('RULE Ange beslutsdatum.')
    expect(await detail({ decisionDate: '2026-02-02' })).toBe('RULE Beslutsdatumet ligger i framtiden.')
    expect(await detail({ decisionDate: '2025-12-20' })).toContain('kan beslutas först den 1 januari 2026')
    expect(await detail({})).toMatch(
      /tomma avsnitt: Sammanfattning, 1\.1 Engagerad ledning och tydlig styrning, .* till\. Skriv/,
    )
    expect(workspace.db().value('SELECT count(*) FROM annual_report')).toBe(0)
  })

  it('takes away Arbetsmaterial and locks the texts until it is opened again', async () => {
    await writeAll()
    const meta = await workspace.call('annual-report.save-meta', {
      ...META,
      status: 'beslutad',
      expectedVersion: 1,
    })
    expect(meta).toMatchObject({ version: 2, status: 'beslutad', decisionDate: '2026-01-30' })
    const model = await workspace.call('annual-report.preview', SU)
    expect(model.stamps).toEqual([])
    expect(model.cover).toContainEqual({ label: 'Beslutad av', value: 'Styrelsen för SU' })
    const text = await sectionOf('f3')
    expect(await codeOf(save('f3', 'Sent', text.updatedAt))).toBe('RULE')
    expect(
      await codeOf(
        workspace.call('annual-report.save-meta', { ...META, status: 'utkast', expectedVersion: 1 }),
      ),
    ).toBe('CONFLICT')
    await workspace.call('annual-report.save-meta', { ...META, status: 'utkast', expectedVersion: 2 })
    await save('f3', 'Nu går det', text.updatedAt)
    const actions = workspace
      .db()
      .all<{ action: string }>(`SELECT action FROM audit_log WHERE entity = 'annual_report' ORDER BY seq`)
    expect(actions.map((row) => row.action)).toEqual([
      'annual-report.create',
      'annual-report.decide',
      'annual-report.reopen',
    ])
  })
})

describe('the list', () => {
  it('has the region first and every förvaltning that gives care, by year with its deadline', async () => {
    report(workspace.db(), '2024-02-01T08:00:00Z')
    await save('f3', 'Text')
    const list = await workspace.call('annual-report.list', {})
    expect(list.years.map((it) => it.year)).toEqual([2026, 2025, 2024])
    expect(list.years[1]?.deadline).toEqual({ strict: '2026-03-01', moved: '2026-03-02', daysLeft: 28 })
    expect(list.rows.map((row) => row.unitCode)).toEqual([
      'VGR',
      'SU',
      'NU',
      'SkaS',
      'SÄS',
      'SV',
      'NH',
      'RH',
      'HoH',
      'FTV',
    ])
    const su = list.rows.find((row) => row.unitCode === 'SU')
    expect(su?.years[1]).toMatchObject({ year: 2025, status: 'utkast', written: 1, hasData: false })
    expect(su?.years[2]).toMatchObject({
      year: 2024,
      status: 'ej_paborjad',
      written: 0,
      hasData: true,
      updatedAt: null,
    })
    expect(list.rows[0]?.years[2]?.hasData).toBe(true)
  })
})

describe('the written document', () => {
  it('holds the headings, the figures counted from the register, and å ä ö; and no guidance', async () => {
    const db = workspace.db()
    db.transaction(() => {
      for (let day = 1; day <= 9; day++) report(db, `2025-03-0${day}T08:00:00Z`, { handelsetyp: 'fall' })
      lexMaria(db, '2025-01-10T08:00:00Z', { eventDate: '2025-01-01' }, { reportedDate: '2025-02-20' })
      analysis(db, '2025-04-01', '2025-05-01', { causes: ['KI'], actions: [{ strength: 'stark' }] })
      published(db, '2025-03-01')
    })
    await save('f1-organisation', 'Chefläkaren leder arbetet på Östra sjukhuset.')
    const path = join(workspace.folder, 'berättelse.docx')
    const written = await workspace.call('annual-report.write', { ...SU, format: 'docx', path })
    expect(written).toMatchObject({ path, format: 'docx' })
    const file = readFileSync(path)
    expect(file.length).toBe(written.bytes)
    const xml = strFromU8(unzipSync(file)['word/document.xml'] ?? new Uint8Array())
    const text = xml.replace(/<[^>]+>/g, '')
    const headings = sectionsFor(SKR_TEMPLATE, 'forvaltning').filter((section) => !section.optional)
    expect(headings.filter((section) => !text.includes(section.title))).toEqual([])
    // Nine falls, the lex Maria event and the analysed one.
    expect(text).toContain('Under 2025 registrerades 11\u00a0avvikelser')
    // A median of one case is the case's own.
    expect(text).toContain('anmälde förvaltningen 1\u00a0händelse till IVO')
    expect(text).not.toContain('i median 50 dagar')
    expect(text).toContain('Chefläkaren leder arbetet på Östra sjukhuset.')
    expect(text.toLocaleUpperCase('sv')).toContain('ARBETSMATERIAL')
    expect(text).not.toContain('Karolinska')
    for (const guidance of SKR_TEMPLATE.sections.flatMap((section) => section.guidance)) {
      expect(text).not.toContain(guidance)
    }
    expect(workspace.db().value(`SELECT count(*) FROM audit_log WHERE action = 'annual-report.write'`)).toBe(
      1,
    )
  })

  it('is asked for by the host alone, since it takes a path', async () => {
    const asked = await workspace.callRaw(
      'annual-report.write',
      { ...SU, format: 'html', path: join(workspace.folder, 'x.html') },
      { caller: 'window' },
    )
    expect(asked).toMatchObject({ ok: false, error: { code: 'NOT_ALLOWED' } })
  })

  it('says what to do when it cannot be written, and logs no export', async () => {
    const nowhere = join(workspace.folder, 'finns-inte', 'x.docx')
    expect(
      await codeOf(workspace.call('annual-report.write', { ...SU, format: 'docx', path: nowhere })),
    ).toBe('WRITE_FAILED')
    const pdf = join(workspace.folder, 'x.pdf')
    expect(await codeOf(workspace.call('annual-report.write', { ...SU, format: 'pdf', path: pdf }))).toBe(
      'PRINTER_MISSING',
    )
    expect(workspace.db().value(`SELECT count(*) FROM audit_log WHERE action = 'annual-report.write'`)).toBe(
      0,
    )
  })
})
