import { BrowserWindow } from 'electron'
import { PRINT_PREFERENCES } from './security/windowOptions.ts'

/** Prints HTML as a tagged PDF with outline. Only a modern runtime can; see serviceHost.ts. */
export async function printPdf(html: string): Promise<Uint8Array> {
  const window = new BrowserWindow({
    show: false,
    webPreferences: PRINT_PREFERENCES,
  })
  try {
    await window.loadURL(`data:text/html;charset=utf-8;base64,${Buffer.from(html).toString('base64')}`)
    return await window.webContents.printToPDF({
      preferCSSPageSize: true,
      printBackground: true,
      generateTaggedPDF: true,
      generateDocumentOutline: true,
    })
  } finally {
    window.destroy()
  }
}
