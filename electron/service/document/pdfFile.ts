import { LardomError } from '../../../shared/rpc/error.ts'

/**
 * Refuses a PDF that is broken or untagged: an untagged one reads as noise to a screen reader, and is never handed
 * over silently (DOS-lagen; domain.md 9).
 */
export function assertTaggedPdf(pdf: Uint8Array): void {
  const text = latin1(pdf)
  if (!text.startsWith('%PDF-') || !text.trimEnd().endsWith('%%EOF')) {
    throw new LardomError('PRINTER_MISSING', { detail: 'skrivaren gav en ofullständig PDF' })
  }
  const tagged = /\/MarkInfo\s*<<[^>]*\/Marked\s+true/.test(text) && text.includes('/StructTreeRoot')
  if (!tagged) throw new LardomError('PRINTER_MISSING', { detail: 'skrivaren gav en PDF utan taggar' })
}

/** One character for each byte, so that places in the text are places in the file. */
export function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}
