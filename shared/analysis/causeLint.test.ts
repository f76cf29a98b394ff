import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ORSAKSOMRADEN } from './codes.ts'
import { lintCause } from './causeLint.ts'

const codes = (text: string) => lintCause(text).map((note) => note.code)

describe('advice on a cause statement', () => {
  it.each([
    'Larmet var avstängt vid underhåll, vilket gjorde att ingen uppmärksammade det sjunkande trycket.',
    'Rutinen för överlämning var oklar, vilket ökade risken för att allergin inte fördes vidare.',
    'Bemanningen var en sjuksköterska på tolv patienter, och det ledde till att kontrollen dröjde.',
    'Latenta brister i provsvarsflödet bidrog till att svaret inte sågs.',
    'Blåljusutbildning saknades på grund av att lex Maria-fallet från 2024 inte hade spridits, vilket påverkade bemötandet.',
  ])('has nothing against “%s”', (text) => expect(codes(text)).toEqual([]))

  it.each([
    ['Slarv vid iordningställandet ledde till fel dos.', 'varderande_ord'],
    ['Personalen glömde att kontrollera armbandet, vilket ledde till förväxling.', 'varderande_ord'],
    ['Sköterskan borde ha ringt, vilket fördröjde vården.', 'varderande_ord'],
    ['Inkompetens ledde till felet.', 'varderande_ord'],
    ['Oaktsamt handlande orsakade skadan.', 'varderande_ord'],
    ['Dr Lindqvist skrev fel enhet, vilket ledde till fel dos.', 'mojligt_namn'],
    ['Anna hann inte läsa svaret, vilket fördröjde vården.', 'mojligt_namn'],
    ['Eriksson hade jour ensam, vilket fördröjde bedömningen.', 'mojligt_namn'],
    ['Den mänskliga faktorn ledde till felet.', 'manskligt_fel'],
    ['Avsteg från rutinen medförde att dosen blev fel.', 'avsteg'],
    ['Personalen följde inte läkemedelsrutinen, vilket ledde till fel dos.', 'avsteg'],
    ['Kontrollen utfördes inte, vilket ledde till att felet inte sågs.', 'underlatenhet'],
    ['Bemanningen var låg.', 'orsak_utan_effekt'],
    ['Patient 19121212-1212 förväxlades, vilket ledde till fel.', 'personnummer'],
  ])('%s → %s', (text, code) => expect(codes(text)).toEqual([code]))

  it('is silent about nothing', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\s*$/), (text) => {
        expect(codes(text)).toEqual([])
      }),
    )
  })

  it('finds a blaming word wherever it stands, in any case, but not inside another word', () => {
    const around = fc.constantFrom('', 'Det var ', 'att ', ', ', ' – ', ' och så')
    fc.assert(
      fc.property(
        around,
        around,
        fc.constantFrom('slarv', 'SLARVIGT', 'Glömde', 'borde', 'Oaktsamhet'),
        (before, after, word) => {
          const text = `${before} ${word} ${after}`
          expect(codes(text)).toContain('varderande_ord')
          expect(codes(`${before} x${word}x ${after}`)).not.toContain('varderande_ord')
        },
      ),
    )
  })

  it('never takes its own code lists for blame or names', () => {
    const lists = Object.values(ORSAKSOMRADEN).flatMap((area) => [area.label, ...area.subcategories])
    const blamed = lists.filter((text) =>
      codes(`${text}, vilket ökade risken`).some((code) => code !== 'underlatenhet' && code !== 'avsteg'),
    )
    expect(blamed).toEqual([])
  })

  it('takes any text without failing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        for (const note of lintCause(text)) expect(text).toContain(note.found)
      }),
    )
  })
})
