import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { highlight, snippet } from './highlight.ts'

/** The text with what is marked within [ ]. */
function marked(query: string, text: string): string {
  let result = ''
  let at = 0
  for (const { start, end } of highlight(query, text)) {
    result += `${text.slice(at, start)}[${text.slice(start, end)}]`
    at = end
  }
  return result + text.slice(at)
}

describe('a highlight', () => {
  it.each([
    [
      'fall',
      'Patienten föll. Fallet skedde vid avfallet.',
      'Patienten [föll]. [Fallet] skedde vid avfallet.',
    ],
    ['förväxling', 'En läkemedelsförväxling.', 'En läkemedels[förväxling].'],
    ['läkemedel', 'En läkemedelsförväxling.', 'En [läkemedel]sförväxling.'],
    ['läkem', 'Läkemedlet gavs.', '[Läkem]edlet gavs.'],
    ['läkem ', 'Läkemedlet gavs.', 'Läkemedlet gavs.'],
    ['"fel dos"', 'Fel dos, inte dos fel.', '[Fel dos], inte dos fel.'],
    ['fel -dos', 'Fel dos.', '[Fel] dos.'],
    ['EKG-apparat', 'EKG-apparaten och en EKG.', '[EKG-apparaten] och en EKG.'],
    [
      'AVV-2026-000123',
      'Se AVV-2026-000123 och AVV-2026-000124.',
      'Se [AVV-2026-000123] och AVV-2026-000124.',
    ],
    ['ådern', 'adern ådern A\u030adern', 'adern [ådern] [A\u030adern]'],
    ['läkemedel', 'läke\u00admedlet', '[läke\u00admedlet]'],
    ['', 'Text', 'Text'],
  ] as const)('of %j in %j', (query, text, expected) => {
    expect(marked(query, text)).toBe(expected)
  })

  it('gives ranges within the text, in order and apart, whatever is typed', () => {
    const words = fc.stringMatching(/^(?:[fallåäödos"\- 123]|\u030a|\u00ad){0,30}$/u)
    const any = fc.oneof(words, fc.string({ unit: 'binary', maxLength: 40 }))
    fc.assert(
      fc.property(any, any, (query, text) => {
        let last = -1
        for (const { start, end } of highlight(query, text)) {
          expect(start).toBeGreaterThan(last)
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(text.length)
          last = end
        }
        expect(snippet(query, text, 60).text.length).toBeLessThanOrEqual(64)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('a snippet', () => {
  const text = `${'Patienten vårdades på avdelningen i flera dagar utan besvär. '.repeat(5)}Sedan skedde en läkemedelsförväxling vid ronden. ${'Allt gick bra efteråt. '.repeat(9)}`

  it('shows the stretch where what was searched for stands, with its place in the snippet', () => {
    const { text: shown, ranges } = snippet('förväxling', text, 120)
    expect(shown.length).toBeLessThanOrEqual(124)
    expect(ranges.map(({ start, end }) => shown.slice(start, end))).toEqual(['förväxling'])
    expect(shown.startsWith('… ')).toBe(true)
    expect(shown.endsWith(' …')).toBe(true)
  })

  it('begins at the beginning where nothing is found, and shows a short text whole', () => {
    expect(snippet('insulin', text, 80).text.startsWith('Patienten vårdades')).toBe(true)
    expect(snippet('dos', 'Fel  dos\ngavs.', 80)).toEqual({
      text: 'Fel dos gavs.',
      ranges: [{ start: 4, end: 7 }],
    })
  })
})
