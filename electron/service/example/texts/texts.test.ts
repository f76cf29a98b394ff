import { describe, expect, it } from 'vitest'
import { ORSAKSOMRADEN } from '../../../../shared/analysis/codes.ts'
import { lintCause } from '../../../../shared/analysis/causeLint.ts'
import { assess } from '../../../../shared/incident/assessment.ts'
import { HANDELSETYPER, type Handelsetyp } from '../../../../shared/incident/codes.ts'
import { thresholdsOn } from '../../../../shared/incident/risk.ts'
import { containsPersonnummer } from '../../../../shared/text/personnummer.ts'
import { VGR_FORVALTNINGAR } from '../../../../shared/organisation/vgr.ts'
import { FORVALTNING_SHARE } from '../plan.ts'
import { Random } from '../random.ts'
import { EXAMPLE_UNITS, SETTING_FACTS, SETTINGS } from '../settings.ts'
import { EVENT_TEXTS } from './eventTexts.ts'
import { Filler } from './grammar.ts'
import { STORIES } from './stories.ts'

const types = Object.keys(HANDELSETYPER) as Handelsetyp[]
const allTemplates = types.flatMap((type) =>
  EVENT_TEXTS[type].templates.map((template) => ({ type, template })),
)

describe('Exempelrapporternas texter', () => {
  it.each(types)('%s har minst fem olika rapporter', (type) => {
    expect(EVENT_TEXTS[type].templates.length).toBeGreaterThanOrEqual(5)
  })

  it('finns för varje händelsetyp som en arbetsplats rapporterar', () => {
    const missing = SETTINGS.flatMap((setting) =>
      (Object.keys(SETTING_FACTS[setting].types) as Handelsetyp[])
        .filter((type) => !EVENT_TEXTS[type].templates.some(({ on }) => on.includes(setting)))
        .map((type) => `${setting}: ${type}`),
    )
    expect(missing).toEqual([])
  })

  it('fylls helt: inga luckor, val eller dubbla mellanslag blir kvar, och meningar slutar med punkt', () => {
    for (const { type, template } of allTemplates) {
      const texts = EVENT_TEXTS[type]
      for (let seed = 0; seed < 12; seed++) {
        const filler = new Filler(new Random(seed, template.title), { dygn: 'under natten' })
        const title = filler.fill(template.title)
        expect(title).toMatch(/^\p{Lu}[^.{}[\]|]{3,90}$/u)
        const sentences = [
          template.text,
          ...(template.now ?? texts.now),
          ...(template.none ?? texts.none),
          ...(template.mild ?? []),
          ...(template.idea ?? texts.idea),
          ...texts.helped,
        ]
        for (const sentence of sentences) {
          const filled = filler.fill(sentence).trim()
          expect(filled).toMatch(/^[\p{Lu}\d][^{}[\]|]*[.]$/u)
          expect(filled).not.toMatch(/ {2}| \.|\.\./)
          expect(containsPersonnummer(filled)).toBe(false)
        }
      }
    }
  })

  it('värderar ingen: samma ord som analysens språkgranskning varnar för saknas', () => {
    for (const { type, template } of allTemplates) {
      const texts = [template.text, ...(template.now ?? []), ...EVENT_TEXTS[type].idea]
      for (const text of texts) {
        expect(
          lintCause(text).filter(({ code }) => code === 'varderande_ord' || code === 'mojligt_namn'),
        ).toEqual([])
      }
    }
  })
})

describe('Exempelenheterna', () => {
  it('finns i alla förvaltningar som ger vård, under verkliga delar', () => {
    const parts = VGR_FORVALTNINGAR.flatMap(({ code, parts }) =>
      parts.map((_, index) => `${code}-${index + 1}`),
    )
    for (const code of Object.keys(EXAMPLE_UNITS)) expect(parts).toContain(code)
    const caring = VGR_FORVALTNINGAR.filter(({ providesCare }) => providesCare).map(({ code }) => code)
    expect(Object.keys(FORVALTNING_SHARE).toSorted()).toEqual(caring.toSorted())
  })
})

describe('De påhittade allvarliga händelserna', () => {
  it('räcker till varje arbetsplats och bedöms fullständigt av reglerna', () => {
    for (const story of STORIES) {
      const result = assess(story.answers, thresholdsOn('2025-01-01'))
      const { complete, lexMariaReview, warnings } = result
      expect({ title: story.title, complete, lexMariaReview, warnings }).toEqual({
        title: story.title,
        complete: true,
        lexMariaReview: true,
        warnings: [],
      })
    }
  })

  it.each(STORIES.map((story) => [story.title, story] as const))('%s: orsakerna håller', (_title, story) => {
    expect(story.causes.length).toBeGreaterThanOrEqual(2)
    for (const cause of story.causes) {
      const { subcategories } = ORSAKSOMRADEN[cause.area]
      expect(subcategories).toContain(cause.subcategory)
      expect(lintCause(cause.text).map(({ code }) => `${code}: ${cause.text}`)).toEqual([])
      expect(story.steps[cause.step]).toBeDefined()
    }
    // Each deviation has a cause, each cause an åtgärd, each åtgärd a cause.
    const explained = new Set(story.causes.map(({ step }) => step))
    expect(
      story.steps.flatMap(({ deviation }, step) => (deviation && !explained.has(step) ? [deviation] : [])),
    ).toEqual([])
    const met = new Set(story.actions.flatMap(({ causes }) => causes))
    expect(story.causes.flatMap((cause, index) => (met.has(index) ? [] : [cause.text]))).toEqual([])
    expect(story.actions.filter(({ causes }) => causes.length === 0)).toEqual([])
    expect(story.actions.some(({ strength }) => strength !== 'svag')).toBe(true)
  })
})
