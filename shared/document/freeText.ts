import type { Block } from './model.ts'
import { cleanText } from './plainText.ts'

const BULLET = /^\s*[-–•*]\s+(.*)$/
const ORDERED = /^\s*\d{1,2}[.)]\s+(.*)$/

/**
 * What a person wrote in a text field, as blocks: a blank line makes a new paragraph, lines that start with '-' or '•'
 * a bulleted list, '1.' a numbered one. So lists become real lists in every format (domain.md 9).
 */
export function freeTextBlocks(input: string): Block[] {
  const blocks: Block[] = []
  for (const part of cleanText(input).split(/\n[ \t]*\n/)) blocks.push(...partBlocks(part))
  return blocks
}

function partBlocks(part: string): Block[] {
  const blocks: Block[] = []
  let lines: string[] = []
  let list: { ordered: boolean; items: string[] } | undefined
  const closeParagraph = (): void => {
    const text = lines.join('\n').trim()
    if (text !== '') blocks.push({ type: 'paragraph', text })
    lines = []
  }
  const closeList = (): void => {
    if (list) blocks.push({ type: 'list', ...list })
    list = undefined
  }
  for (const line of part.split('\n')) {
    const ordered = ORDERED.exec(line)
    const item = ordered ?? BULLET.exec(line)
    const words = item?.[1]?.trim()
    if (words !== undefined && words !== '') {
      closeParagraph()
      if (list && list.ordered !== (ordered !== null)) closeList()
      list ??= { ordered: ordered !== null, items: [] }
      list.items.push(words)
    } else if (list && /^\s{2,}\S/.test(line)) {
      // An indented line goes on with the item above it.
      list.items.push(`${list.items.pop() ?? ''} ${line.trim()}`)
    } else {
      closeList()
      lines.push(line)
    }
  }
  closeParagraph()
  closeList()
  return blocks
}
