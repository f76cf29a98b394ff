import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTestWorkspace, type TestWorkspace } from '../testing/testWorkspace.ts'
import { closeWithoutFaults, insertTestIncident } from './testIncident.ts'

let workspace: TestWorkspace
let id: number
beforeEach(async () => {
  workspace = await openTestWorkspace({ now: '2026-02-10T09:00:00Z' })
  const incident = insertTestIncident(workspace.db(), { consequence: 'Lågt blodsocker & ett extra vårddygn' })
  id = (
    await workspace.call('analysis.start', { incidentId: incident.id, title: 'Fel dos på akutavdelning' })
  ).id
  await workspace.call('analysis.save-causes', {
    id,
    expectedVersion: 1,
    rows: [
      {
        id: null,
        delhandelseId: null,
        text: 'Mallen visade två enheter <mg/ml>, vilket ökade risken för fel.',
        area: 'TU',
        subcategory: 'Användbarhet',
        noActionReason: '',
      },
    ],
  })
})
afterEach(() => closeWithoutFaults(workspace))

interface Paragraph {
  readonly style: string
  readonly text: string
}

/** The paragraphs of a Word file with their styles, as a reader of the file finds them. */
function readDocx(path: string): Paragraph[] {
  const part = unzipSync(readFileSync(path))['word/document.xml']
  if (!part) throw new Error('word/document.xml is missing')
  return [...strFromU8(part).matchAll(/<w:p>.*?<\/w:p>|<w:p .*?<\/w:p>/gs)].map(([xml]) => ({
    style: /<w:pStyle w:val="([^"]*)"/.exec(xml)?.[1] ?? '',
    text: [...xml.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map((match) => match[1]).join(''),
  }))
}

describe('the slutrapport as a file', () => {
  it('is a Word document with the method’s headings as real headings', async () => {
    const path = join(workspace.folder, 'slutrapport.docx')
    const written = await workspace.call('analysis.write-report', { analysisId: id, format: 'docx', path })
    expect(written.path).toBe(path)
    const paragraphs = readDocx(path)
    const headings = paragraphs.filter((one) => one.style === 'Heading1').map((one) => one.text)
    expect(headings.map((text) => text.replace(/^[\d.]+\s*/, ''))).toEqual([
      'Sammanfattning',
      'Uppdrag',
      'Deltagare i analysteam',
      'Metod och källor',
      'Händelsebeskrivning',
      'Patientens och närståendes beskrivning',
      'Händelseförlopp',
      'Bakomliggande orsaker',
      'Barriärer',
      'Bidragande faktorer, bifynd och andra upptäckta risker',
      'Vårdskadekostnad',
      'Åtgärdsförslag med uppföljning',
      'Analysutvärdering',
      'Återkoppling',
      'Uppdragsgivarens kommentar och beslut',
      'Bilagor',
    ])
    const all = paragraphs.map((one) => one.text).join('\n')
    expect(all).toContain('Mallen visade två enheter &lt;mg/ml&gt;, vilket ökade risken för fel.')
    expect(all).toContain('Inte ifyllt ännu.')
    const log = workspace
      .db()
      .value<string>("SELECT after_json FROM audit_log WHERE action = 'analysis.write-report'")
    expect(JSON.parse(log ?? '')).toMatchObject({ format: 'docx', stamps: ['Arbetsmaterial'] })
    expect(log).not.toContain(workspace.folder)
  })

  it('is the same document that the preview shows', async () => {
    const model = await workspace.call('analysis.report-model', { id })
    expect(model).toMatchObject({
      title: 'Händelseanalys: Fel dos på akutavdelning',
      stamps: ['Arbetsmaterial'],
    })
    const path = join(workspace.folder, 'slutrapport.html')
    await workspace.call('analysis.write-report', { analysisId: id, format: 'html', path })
    const html = readFileSync(path, 'utf8')
    for (const { title } of model.sections) expect(html).toContain(title)
    expect(html).toContain('Lågt blodsocker &amp; ett extra vårddygn')
  })

  it('is not for the window to place on the disk, and a folder that is gone is told', async () => {
    const input = { analysisId: id, format: 'html', path: join(workspace.folder, 'borta', 'x.html') }
    const fromWindow = await workspace.callRaw('analysis.write-report', input, { caller: 'window' })
    expect(fromWindow).toMatchObject({ ok: false, error: { code: 'NOT_ALLOWED' } })
    const gone = await workspace.callRaw('analysis.write-report', input)
    expect(gone).toMatchObject({ ok: false, error: { code: 'WRITE_FAILED' } })
    expect(
      workspace.db().value("SELECT count(*) FROM audit_log WHERE action = 'analysis.write-report'"),
    ).toBe(0)
  })

  it('tells that no PDF can be made where there is no printer', async () => {
    const input = { analysisId: id, format: 'pdf', path: join(workspace.folder, 'x.pdf') }
    expect(await workspace.callRaw('analysis.write-report', input)).toMatchObject({
      ok: false,
      error: { code: 'PRINTER_MISSING' },
    })
  })
})
