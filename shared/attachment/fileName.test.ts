import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { containsPersonnummer } from '../text/personnummer.ts'
import { cleanFileName, isRunnableName, maskedName } from './fileName.ts'
import { ATTACHMENT_TYPE_CODES, ATTACHMENT_TYPES } from './types.ts'

const anyType = fc.constantFrom(...ATTACHMENT_TYPE_CODES)
const anyName = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.string({ unit: 'grapheme', maxLength: 400 }),
  fc
    .array(
      fc.constantFrom(
        '..',
        '/',
        '\\',
        '.',
        ' ',
        'con',
        'NUL',
        'x',
        'å',
        '\u202e',
        '\0',
        '\n',
        '.exe',
        '.pdf',
        ':',
        '\ud800',
        '👩‍⚕️',
      ),
      { maxLength: 80 },
    )
    .map((parts) => parts.join('')),
)
const bytesOf = (text: string) => Buffer.byteLength(text, 'utf8')

describe('the name of an attachment', () => {
  it('is one plain name that every system takes, whatever the file was called', () => {
    fc.assert(
      fc.property(anyName, anyType, (given, type) => {
        const name = cleanFileName(given, type)
        // oxlint-disable-next-line no-control-regex
        expect(name).not.toMatch(
          /[<>:"/\\|?*\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/,
        )
        expect(name).not.toMatch(/^[\s.]|[\s.]$/)
        expect(name).not.toMatch(/^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i)
        expect(name.endsWith(`.${ATTACHMENT_TYPES[type].extension}`)).toBe(true)
        expect(isRunnableName(name)).toBe(false)
        expect(name.length).toBeLessThanOrEqual(150)
        expect(bytesOf(name)).toBeLessThanOrEqual(255)
        expect(name.isWellFormed()).toBe(true)
        expect(cleanFileName(name, type)).toBe(name)
      }),
      { numRuns: 2000 },
    )
  })

  it.each([
    ['Rutin för läkemedel.docx', 'docx', 'Rutin för läkemedel.docx'],
    ['C:\\Users\\anna\\Rutin.PDF', 'pdf', 'Rutin.pdf'],
    ['/etc/../rutin.pdf', 'pdf', 'rutin.pdf'],
    ['foto.jpeg', 'jpg', 'foto.jpg'],
    ['faktura.pdf.exe', 'pdf', 'faktura.pdf'],
    ['Rutin v2.1', 'pdf', 'Rutin v2.1.pdf'],
    ['Rutin v2.1.pdf', 'pdf', 'Rutin v2.1.pdf'],
    ['faktura\u202efdp.exe', 'pdf', 'fakturafdp.pdf'],
    ['con.txt', 'txt', '_con.txt'],
    ['CON', 'pdf', '_CON.pdf'],
    ['aux.rapport.pdf', 'pdf', '_aux.rapport.pdf'],
    ['konsult.pdf', 'pdf', 'konsult.pdf'],
    ['   ', 'png', 'Bilaga.png'],
    ['...', 'png', 'Bilaga.png'],
    ['.profile', 'txt', 'profile.txt'],
    ['A\u030aker.txt', 'txt', 'Åker.txt'],
    ['a\n\tb  c.csv', 'csv', 'ab c.csv'],
  ] as const)('%j as %s is %j', (given, type, name) => {
    expect(cleanFileName(given, type)).toBe(name)
  })

  it('is shown without the personnummer that keeps it out', () => {
    const name = 'journal 19121212-1212 och 121212-1212.pdf'
    expect(maskedName(name)).toBe('journal ••• och •••.pdf')
    expect(containsPersonnummer(maskedName(name))).toBe(false)
  })

  it('is known to be run by the system, or not', () => {
    expect(['a.exe', 'a.JS', 'b.url', 'c.svg', 'd.ps1', 'e.hta '].every(isRunnableName)).toBe(true)
    expect(['a.txt', 'exe', 'b.exe.txt', 'c', ''].some(isRunnableName)).toBe(false)
  })
})
