import { describe, expect, it } from 'vitest'
import { EJ_KLASSIFICERAD } from '../../shared/incident/codes.ts'
import { personnummerCheckDigit } from '../../shared/text/personnummer.ts'
import { checkReport, EMPTY_REPORT, reportDraft, type ReportDraft } from './reportForm.ts'

const TODAY = '2026-02-01'
const whole: ReportDraft = {
  ...EMPTY_REPORT,
  arendetyp: 'tillbud',
  handelsetyp: 'lakemedel',
  unitId: 3,
  title: 'Fel dos',
  description: 'Dosen rättades innan den gavs.',
  eventDate: '2026-01-31',
}

describe('a report being written', () => {
  it('can be kept as a draft however unfinished it is', () => {
    expect(reportDraft.safeParse(EMPTY_REPORT).success).toBe(true)
    const wild = { ...EMPTY_REPORT, eventTime: '1', title: 'x'.repeat(9999), medicineName: 'y'.repeat(999) }
    expect(reportDraft.parse(wild)).toEqual(wild)
  })

  it('comes back though it was begun in an earlier form, with other fields', () => {
    const { undertyp: _new, agens: _too, medicineName: _also, ...old } = whole
    expect(reportDraft.parse({ ...old, borttaget: 'x' })).toEqual(whole)
    // What no longer can be an answer is let go alone, not the rest with it.
    expect(reportDraft.parse({ ...whole, nccMerp: 'Z' })).toEqual(whole)
    expect(reportDraft.safeParse('något annat').success).toBe(false)
  })

  it('says everything that is missing at once', () => {
    const { errors } = checkReport(EMPTY_REPORT, TODAY)
    expect(Object.keys(errors ?? {})).toEqual(['arendetyp', 'title', 'description', 'unitId', 'handelsetyp'])
    const typed = checkReport({ ...EMPTY_REPORT, arendetyp: 'negativ_handelse' }, TODAY)
    expect(typed.errors?.eventDate).toBe('Ange vilken dag det hände.')
  })

  it('is ready when the short report is filled in; a risk needs no day', () => {
    expect(checkReport(whole, TODAY).errors).toBeUndefined()
    expect(checkReport({ ...whole, arendetyp: 'risk', eventDate: null }, TODAY).errors).toBeUndefined()
  })

  it('asks for few things when it is short, and leaves the type to whoever handles it', () => {
    const short = { ...whole, handelsetyp: null, reportedActualSeverity: 2 }
    const checked = checkReport(short, TODAY, { short: true })
    expect(checked.errors).toBeUndefined()
    expect(!checked.errors && checked.fields.handelsetyp).toBe(EJ_KLASSIFICERAD)
    expect(Object.keys(checkReport(short, TODAY).errors ?? {})).toEqual(['handelsetyp', 'patientInformed'])
    expect(Object.keys(checkReport(EMPTY_REPORT, TODAY, { short: true }).errors ?? {})).toEqual([
      'arendetyp',
      'title',
      'description',
      'unitId',
    ])
  })

  it('does not send what it no longer asks about, nor complain of it', () => {
    const changed = { ...whole, handelsetyp: 'fall', medicineName: 'Patient 19121212-1212' }
    const checked = checkReport(changed, TODAY)
    expect(!checked.errors && checked.fields.medicineName).toBe('')
    expect(checkReport(changed, TODAY, { asked: ['lakemedel'] }).errors?.medicineName).toContain(
      'personnummer',
    )
  })

  it('points at the field that holds a personnummer, a wrong time or a day to come', () => {
    const number = `19900101-980${personnummerCheckDigit('900101980')}`
    expect(checkReport({ ...whole, suggestion: number }, TODAY).errors?.suggestion).toContain('personnummer')
    expect(checkReport({ ...whole, eventTime: '25:00' }, TODAY).errors?.eventTime).toContain('tt:mm')
    expect(checkReport({ ...whole, eventDate: '2026-02-02' }, TODAY).errors?.eventDate).toContain('framtiden')
  })
})
