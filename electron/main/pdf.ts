import { BrowserWindow } from 'electron'
import { PRINT_PREFERENCES } from './security/windowOptions.ts'

const printing = new Set<BrowserWindow>()

/** Takes away what is being printed: a locked workspace leaves no page of a document in a process. */
export function stopPrinting(): void {
  for (const window of printing) window.destroy()
}

/** Prints HTML as a tagged PDF with outline. Only a modern runtime can; see serviceHost.ts. */
export async function printPdf(html: string): Promise<Uint8Array> {
  const window = new BrowserWindow({
    show: false,
    webPreferences: PRINT_PREFERENCES,
  })
  printing.add(window)
  try {
    await window.loadURL(`data:text/html;charset=utf-8;base64,${Buffer.from(html).toString('base64')}`)
    return await window.webContents.printToPDF({
      preferCSSPageSize: true,
      printBackground: true,
      generateTaggedPDF: true,
      generateDocumentOutline: true,
    })
  } finally {
    printing.delete(window)
    if (!window.isDestroyed()) window.destroy()
  }
}
