import { describe, expect, it } from 'vitest'
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
    expect(reportDraft.safeParse({ ...EMPTY_REPORT, eventTime: '1', title: 'x'.repeat(9999) }).success).toBe(
      true,
    )
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

  it('points at the field that holds a personnummer, a wrong time or a day to come', () => {
    const number = `19900101-980${personnummerCheckDigit('900101980')}`
    expect(checkReport({ ...whole, suggestion: number }, TODAY).errors?.suggestion).toContain('personnummer')
    expect(checkReport({ ...whole, eventTime: '25:00' }, TODAY).errors?.eventTime).toContain('tt:mm')
    expect(checkReport({ ...whole, eventDate: '2026-02-02' }, TODAY).errors?.eventDate).toContain('framtiden')
  })
})
