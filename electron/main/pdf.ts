import { randomUUID } from 'node:crypto'
import { BrowserWindow, session } from 'electron'
import { APP_ORIGIN, APP_SCHEME } from './security/appProtocol.ts'
import { PRINT_PREFERENCES } from './security/windowOptions.ts'

const printing = new Set<BrowserWindow>()
/** What is being printed, by its address. A data: address would do only for small documents: Chromium ends it at 2 MB. */
const pages = new Map<string, string>()

/** A document brings its own style, pictures and fonts with it, and needs nothing else. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:"

/** Takes away what is being printed: a locked workspace leaves no page of a document in a process. */
export function stopPrinting(): void {
  pages.clear()
  for (const window of printing) window.destroy()
}

/** Prints HTML as a tagged PDF with outline. Only a modern runtime tags; see serviceHost.ts. */
export async function printPdf(html: string): Promise<Uint8Array> {
  servePages()
  const address = `${APP_ORIGIN}/utskrift/${randomUUID()}`
  pages.set(address, html)
  const window = new BrowserWindow({
    show: false,
    webPreferences: PRINT_PREFERENCES,
  })
  printing.add(window)
  try {
    await window.loadURL(address)
    return await window.webContents.printToPDF({
      preferCSSPageSize: true,
      printBackground: true,
      generateTaggedPDF: true,
      generateDocumentOutline: true,
    })
  } finally {
    pages.delete(address)
    printing.delete(window)
    if (!window.isDestroyed()) window.destroy()
  }
}

/** The printing pages' own session answers with them and with nothing else. */
function servePages(): void {
  const { protocol } = session.fromPartition(PRINT_PREFERENCES.partition)
  if (protocol.isProtocolHandled(APP_SCHEME)) return
  protocol.handle(APP_SCHEME, ({ url, method }) => {
    const html = method === 'GET' ? pages.get(url) : undefined
    if (html === undefined) return new Response(null, { status: 404 })
    return new Response(html, {
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': POLICY,
        'x-content-type-options': 'nosniff',
      },
    })
  })
}
