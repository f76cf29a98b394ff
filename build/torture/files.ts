import { docx, exe, pdf, png } from '../../electron/service/attachment/testFiles.ts'

/** Small real files of several kinds, and one that is refused. */
export const FILES: Readonly<Record<string, Buffer>> = {
  'bild.png': png,
  'rapport.pdf': pdf('Utredningen av fallet'),
  'brev.docx': docx('Brev till patienten om det som hande'),
  'anteckning.txt': Buffer.from('Golvet var vått. Skylten saknades.'),
  'program.exe': exe,
}
