import { ExternalHyperlink, TextRun, type ParagraphChild } from 'docx'
import type { Text } from '../../../shared/document/model.ts'
import { isWebLink, typeset } from '../../../shared/document/plainText.ts'

/** Running text as Word runs: a newline is a line break, a link is a link. */
export function runs(text: Text): ParagraphChild[] {
  const parts = typeof text === 'string' ? [{ text }] : text
  return parts.flatMap((part): ParagraphChild[] => {
    const linked = 'href' in part && part.href !== undefined && isWebLink(part.href) ? part.href : undefined
    const pieces = typeset(part.text)
      .split('\n')
      .map(
        (line, index) =>
          new TextRun({
            text: line,
            ...(index > 0 ? { break: 1 } : {}),
            ...('strong' in part && part.strong ? { bold: true } : {}),
            ...('emphasis' in part && part.emphasis ? { italics: true } : {}),
            ...(linked === undefined ? {} : { style: 'Hyperlink' }),
          }),
      )
    return linked === undefined ? pieces : [new ExternalHyperlink({ link: linked, children: pieces })]
  })
}
