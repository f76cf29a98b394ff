import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { analysisFindings } from '../../shared/analysis/quality.ts'
import { testAction, testAnalysis, testCause } from '../../shared/analysis/testAnalysis.ts'
import {
  emptyAction,
  emptyCause,
  formFrom,
  liveContent,
  liveId,
  moved,
  pageOf,
  pageProgress,
  PAGES,
  takeIds,
  untie,
} from './editorState.ts'

describe('the form of an analysis', () => {
  it('gives the analysis back as it was', () => {
    const content = testAnalysis()
    expect(liveContent(content, formFrom(content))).toEqual(content)
  })

  it('is what the rules see while one types, new rows too', () => {
    const content = testAnalysis()
    const form = formFrom(content)
    const causes = [...form.causes, { ...emptyCause(), text: 'Slarv ledde till felet' }]
    const live = liveContent(content, { ...form, causes })
    const found = analysisFindings(live).filter(({ where }) => where.id === liveId({ id: null }, 1))
    expect(found.map(({ code }) => code)).toEqual([
      'orsaksomrade_saknas',
      'varderande_ord',
      'orsak_utan_atgard',
    ])
  })

  it('keeps the decision of an åtgärd whose proposal is edited', () => {
    const content = testAnalysis()
    const form = formFrom(content)
    const actions = [...form.actions.map((row) => ({ ...row, text: 'Ändrad' })), emptyAction()]
    expect(
      liveContent(content, { ...form, actions }).actions.map(({ text, decision }) => [text, decision]),
    ).toEqual([
      ['Ändrad', 'genomfors'],
      ['', 'ej_beslutad'],
    ])
  })

  it('takes the ids of new rows, and no others', () => {
    const form = formFrom(testAnalysis())
    const fresh = emptyCause()
    const taken = takeIds({ ...form, causes: [...form.causes, fresh] }, new Map([[fresh.key, 77]]))
    expect(taken.causes.map((row) => row.id)).toEqual([21, 77])
    expect(taken.actions).toEqual(form.actions)
  })

  it('unties what hung on a row that is gone', () => {
    const form = formFrom(
      testAnalysis({
        causes: [testCause({ id: 21, delhandelseId: 12 }), testCause({ id: 22 })],
        actions: [testAction({ causeIds: [21, 22] })],
      }),
    )
    expect(untie({ ...form, delhandelser: [] }).causes.map((row) => row.delhandelseId)).toEqual([null, null])
    expect(untie({ ...form, causes: form.causes.slice(1) }).actions[0]?.causeIds).toEqual([22])
    expect(untie(form)).toEqual(form)
  })
})

describe('moving a row', () => {
  it('keeps every row, and moving back gives the order back', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer(), { minLength: 1, maxLength: 8 }),
        fc.nat(9),
        fc.integer({ min: -2, max: 9 }),
        (rows, from, to) => {
          const after = moved(rows, from, to)
          expect(new Set(after)).toEqual(new Set(rows))
          expect(after).toHaveLength(rows.length)
          const real = from < rows.length && to >= 0 && to < rows.length
          expect(real ? moved(after, to, from) : after).toEqual(rows)
        },
      ),
    )
  })
})

describe('the pages of the workbench', () => {
  it('have a place for every finding there can be', () => {
    const { texts } = testAnalysis()
    const bare = testAnalysis({
      members: [],
      delhandelser: [],
      causes: [testCause({ text: 'Slarv' })],
      actions: [testAction({ causeIds: [], decision: 'genomfors', responsible: '' })],
      patientHeard: 'ej_angivet',
      texts: { ...texts, summary: '', sources: '', feedback: '' },
    })
    const findings = analysisFindings(bare)
    const pages = new Set(findings.map(pageOf))
    expect([...pages]).toEqual([
      'team',
      'kallor',
      'forlopp',
      'orsaker',
      'atgarder',
      'rapport',
      'beslut',
      'uppfoljning',
    ])
    const counted = PAGES.map((page) => pageProgress(bare, findings, page.key).missing)
    expect(counted.reduce((sum, count) => sum + count, 0)).toBe(
      findings.filter((found) => found.severity !== 'tips').length,
    )
  })

  it('are done when all that is asked for is there', () => {
    const whole = testAnalysis()
    const states = PAGES.map((page) => pageProgress(whole, analysisFindings(whole), page.key).state)
    expect(new Set(states)).toEqual(new Set(['klar']))
  })
})
