import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EMPTY_FIELDS, type IncidentFields } from './fields.ts'
import {
  CONDITIONAL_FIELDS,
  CONDITIONAL_SECTIONS,
  PATIENT_FIELDS,
  hiddenAnswers,
  reasonFor,
  sectionsWithAnswers,
  shownSections,
  withoutHidden,
} from './sections.ts'

const fall: IncidentFields = {
  ...EMPTY_FIELDS,
  arendetyp: 'negativ_handelse',
  handelsetyp: 'fall',
  unitId: 1,
  title: 'Fall',
  description: 'Föll.',
}

const someFields: fc.Arbitrary<IncidentFields> = fc
  .record({
    arendetyp: fc.constantFrom('negativ_handelse' as const, 'samverkansavvikelse' as const, 'risk' as const),
    handelsetyp: fc.constantFrom('fall', 'lakemedel', 'medicinteknik', 'tillganglighet', 'kommunikation'),
    undertyp: fc.constantFrom(null, 'kommunikation.samverkan', 'lakemedel.ordination'),
    agens: fc.subarray(['lakemedel', 'medicinteknik', 'it']),
    patientInvolved: fc.boolean(),
    patientAge: fc.option(fc.integer({ min: 0, max: 100 })),
    isChild: fc.constantFrom(null, true, false),
    medicineName: fc.constantFrom('', 'Warfarin'),
    deviceSerial: fc.constantFrom('', 'A-1'),
    childInformed: fc.constantFrom(null, 'ja' as const),
    guardianInformed: fc.constantFrom(null, 'nej' as const),
    samverkan: fc.constantFrom(null, 'kommun'),
    samverkanWith: fc.constantFrom('', 'Borås'),
    waitingKind: fc.constantFrom(null, 'besok' as const),
    waitingDays: fc.option(fc.integer({ min: 0, max: 400 })),
  })
  .map((some) => ({ ...fall, ...some }))
const asked = fc.subarray(CONDITIONAL_SECTIONS)

describe('formulärets villkor', () => {
  it('visar läkemedel och medicinteknik för sin händelsetyp, eller när de var inblandade', () => {
    for (const section of ['lakemedel', 'medicinteknik'] as const) {
      expect(shownSections(fall)).not.toContain(section)
      expect(shownSections({ ...fall, handelsetyp: section })).toContain(section)
      expect(shownSections({ ...fall, agens: ['it', section] })).toContain(section)
    }
  })

  it('visar barn för den som är under 18 år, om inte någon har svarat annat', () => {
    expect(reasonFor('barn', { ...fall, patientAge: 17 })).toBeTruthy()
    expect(reasonFor('barn', { ...fall, patientAge: 18 })).toBeNull()
    expect(reasonFor('barn', { ...fall, patientAge: 17, isChild: false })).toBeNull()
    expect(reasonFor('barn', { ...fall, isChild: true })).toBeTruthy()
    expect(reasonFor('barn', { ...fall, patientInvolved: false, patientAge: 7 })).toBeNull()
  })

  it('visar samverkan för en samverkansavvikelse och väntetid för tillgänglighet, eller på begäran', () => {
    expect(shownSections({ ...fall, arendetyp: 'samverkansavvikelse' })).toEqual(['samverkan'])
    expect(shownSections({ ...fall, handelsetyp: 'tillganglighet' })).toEqual(['vantetid'])
    expect(shownSections(fall, ['vantetid', 'samverkan'])).toEqual(['samverkan', 'vantetid'])
  })

  it('visar det som ett importerat ärende bär på, så att inget försvinner osett', () => {
    const imported = { ...fall, medicineName: 'Warfarin', waitingKind: 'besok' as const }
    expect(sectionsWithAnswers(imported)).toEqual(['lakemedel', 'vantetid'])
    expect(hiddenAnswers(imported, sectionsWithAnswers(imported))).toEqual([])
  })

  it('säger vad som inte skickas när händelsetypen har bytts', () => {
    const changed = { ...fall, medicineName: 'Warfarin', medicineStrength: '2,5 mg' }
    expect(hiddenAnswers(changed)).toEqual(['medicineName', 'medicineStrength'])
    expect(withoutHidden(changed)).toEqual(fall)
  })

  it('skickar inget om en patient som inte berördes', () => {
    const nobody = { ...fall, patientInvolved: false, patientAge: 80, frailElderly: true }
    expect(hiddenAnswers(nobody)).toEqual(['patientAge', 'frailElderly'])
  })

  it('tömmer det dolda och inget annat, och är färdigt efter en gång', () => {
    fc.assert(
      fc.property(someFields, asked, (fields, wished) => {
        const sent = withoutHidden(fields, wished)
        expect(hiddenAnswers(sent, wished)).toEqual([])
        expect(withoutHidden(sent, wished)).toEqual(sent)
        const shown = shownSections(fields, wished)
        expect(shownSections(sent, wished).filter((section) => !shown.includes(section))).toEqual([])
        const mayEmpty = new Set<string>([
          ...CONDITIONAL_SECTIONS.filter((section) => !shown.includes(section)).flatMap(
            (section) => CONDITIONAL_FIELDS[section],
          ),
          ...(fields.patientInvolved ? [] : PATIENT_FIELDS),
        ])
        const untouched = Object.entries(fields).filter(([name]) => !mayEmpty.has(name))
        expect(sent).toMatchObject(Object.fromEntries(untouched))
      }),
    )
  })
})
