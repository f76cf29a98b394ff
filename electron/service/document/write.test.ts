import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DOCUMENT_FORMATS, documentModel } from '../../../shared/document/model.ts'
import { containsPersonnummer, personnummerCheckDigit } from '../../../shared/text/personnummer.ts'
import type { PdfPrinter } from '../kernel/context.ts'
import { documentFileName } from './fileName.ts'
import { ChromiumPrinter } from './pdf.ts'
import { sampleDocument } from './sampleDocument.ts'
import { checkDocument, renderDocument, writeDocument } from './write.ts'

let folder: string
const printer = new ChromiumPrinter()
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lardom-document-'))
})
afterEach(async () => {
  await printer.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('writing a document', () => {
  it.each(DOCUMENT_FORMATS)('writes %s, whole and alone in its folder', async (format) => {
    const path = join(folder, `Berättelse åäö.${format}`)
    const written = await writeDocument(sampleDocument(), format, path, printer)
    const bytes = readFileSync(path)
    expect(written).toMatchObject({ path, bytes: bytes.length, format })
    expect(written.printer !== undefined).toBe(format === 'pdf')
    expect(() => checkDocument(bytes, format)).not.toThrow()
    expect(readdirSync(folder)).toEqual([`Berättelse åäö.${format}`])
  })

  it('replaces the document that was there', async () => {
    const path = join(folder, 'a.html')
    writeFileSync(path, 'gammalt')
    await writeDocument(sampleDocument(), 'html', path, printer)
    expect(readFileSync(path, 'utf8')).toMatch(/^<!doctype html>/)
  })

  it('leaves the old document as it was when the new one cannot be made', async () => {
    const path = join(folder, 'a.pdf')
    writeFileSync(path, 'gammalt')
    const untagged: PdfPrinter = {
      describe: () => Promise.resolve('gammal skrivare'),
      print: () => Promise.resolve(Buffer.from('%PDF-1.4\n%%EOF\n')),
    }
    await expect(writeDocument(sampleDocument(), 'pdf', path, untagged)).rejects.toMatchObject({
      code: 'PRINTER_MISSING',
    })
    await expect(writeDocument(sampleDocument(), 'pdf', path, new ChromiumPrinter([]))).rejects.toMatchObject(
      { code: 'PRINTER_MISSING' },
    )
    expect(readFileSync(path, 'utf8')).toBe('gammalt')
    expect(readdirSync(folder)).toEqual(['a.pdf'])
  })

  it('stops without a trace when told to', async () => {
    const controller = new AbortController()
    controller.abort()
    await expect(
      writeDocument(sampleDocument(), 'docx', join(folder, 'a.docx'), printer, { signal: controller.signal }),
    ).rejects.toMatchObject({ code: 'CANCELLED' })
    const later = new AbortController()
    const writing = writeDocument(sampleDocument(), 'docx', join(folder, 'a.docx'), printer, {
      signal: later.signal,
    })
    setTimeout(() => later.abort(), 1)
    await expect(writing).rejects.toMatchObject({ code: 'CANCELLED' })
    expect(readdirSync(folder)).toEqual([])
  })

  it('never takes the place of a workspace or its keys', async () => {
    const own = join(folder, 'annat namn')
    for (const path of [own, `${own}-nycklar`, join(folder, 'a.lardom'), join(folder, 'B.LARDOM-nycklar')]) {
      writeFileSync(path, 'arbetsytan')
    }
    for (const name of ['annat namn', 'a.lardom', 'a.lardom-wal', 'B.LARDOM-nycklar']) {
      const writing = writeDocument(sampleDocument(), 'html', join(folder, name), printer)
      await expect(writing).rejects.toMatchObject({ code: 'WRITE_FAILED' })
      await expect(writing).rejects.toThrow('namnet hör till en arbetsyta')
    }
    expect(readFileSync(own, 'utf8')).toBe('arbetsytan')
    expect(readFileSync(join(folder, 'a.lardom'), 'utf8')).toBe('arbetsytan')
  })

  it('says that the folder is missing, that the target is a folder, and leaves nothing behind', async () => {
    const missing = writeDocument(sampleDocument(), 'html', join(folder, 'finns inte', 'a.html'), printer)
    await expect(missing).rejects.toMatchObject({ code: 'WRITE_FAILED' })
    await expect(missing).rejects.toThrow('finns inte')
    mkdirSync(join(folder, 'mapp.html'))
    await expect(
      writeDocument(sampleDocument(), 'html', join(folder, 'mapp.html'), printer),
    ).rejects.toMatchObject({
      code: 'WRITE_FAILED',
    })
    expect(readdirSync(folder)).toEqual(['mapp.html'])
  })

  // Root may write anywhere on Linux, so a read-only place is the kernel's own.
  it('says when the place cannot be written', async () => {
    const place = process.getuid?.() === 0 ? '/proc/lardom.html' : join(folder, 'låst', 'a.html')
    if (!place.startsWith('/proc')) {
      mkdirSync(join(folder, 'låst'))
      chmodSync(join(folder, 'låst'), 0o500)
    }
    await expect(writeDocument(sampleDocument(), 'html', place, printer)).rejects.toMatchObject({
      code: expect.stringMatching(/^(NO_PERMISSION|WRITE_FAILED)$/) as string,
    })
    expect(existsSync(place)).toBe(false)
  })

  it('refuses a file that is cut or changed on its way', async () => {
    const docx = Buffer.from(await renderDocument(sampleDocument(), 'docx', printer))
    expect(() => checkDocument(docx, 'docx')).not.toThrow()
    expect(() => checkDocument(docx.subarray(0, -1), 'docx')).toThrow('avhuggen')
    const flipped = Buffer.from(docx)
    const middle = flipped.indexOf('word/document.xml') + 400
    flipped[middle] = (flipped[middle] ?? 0) ^ 0xff
    expect(() => checkDocument(flipped, 'docx')).toThrow(/trasig|invalid|incorrect/)
    expect(() => checkDocument(Buffer.from('<!doctype html><html>'), 'html')).toThrow('inte hel')
  })

  it('is fed a model that the contract accepts', () => {
    expect(() => documentModel.parse(sampleDocument())).not.toThrow()
  })
})

describe('a document’s file name', () => {
  it('says what, whose, and that it is an example', () => {
    expect(documentFileName(sampleDocument({ stamps: ['Exempeldata'] }), 'docx')).toBe(
      'Patientsäkerhetsberättelse 2025 – Sahlgrenska Universitetssjukhuset (exempeldata).docx',
    )
    expect(documentFileName(sampleDocument({ stamps: [], title: 'CON', subtitle: '' }), 'pdf')).toBe(
      'Patientsäkerhetsberättelse.pdf',
    )
  })

  it('is legal on every system, whatever the title', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (title, subtitle) => {
        const name = documentFileName(sampleDocument({ title, subtitle }), 'pdf')
        // oxlint-disable-next-line no-control-regex
        expect(name).not.toMatch(/[<>:"/\\|?*\u0000-\u001f\u007f]|^\.|^\s|[ .]\.pdf$/)
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255)
        expect(name.isWellFormed()).toBe(true)
        expect(name.endsWith('.pdf')).toBe(true)
      }),
    )
  })

  it('never holds a personnummer', () => {
    const birthday = fc.date({
      min: new Date('1930-01-01'),
      max: new Date('2020-12-31'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(
        birthday,
        fc.integer({ min: 1, max: 999 }),
        fc.constantFrom('-', '', ' '),
        (day, serial, dash) => {
          const date = day.toISOString().slice(2, 10).replaceAll('-', '')
          const nine = `${date}${String(serial).padStart(3, '0')}`
          const number = `${date}${dash}${nine.slice(6)}${personnummerCheckDigit(nine)}`
          expect(containsPersonnummer(number)).toBe(true)
          const name = documentFileName(
            sampleDocument({ title: `Händelse ${number}`, subtitle: number }),
            'pdf',
          )
          expect(containsPersonnummer(name)).toBe(false)
        },
      ),
    )
  })
})
