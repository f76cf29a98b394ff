import type { Block } from './model.ts'
import { cleanText } from './plainText.ts'

/** Also the marks that come along when text is pasted from Word. */
const BULLET = /^\s*[-–•*]\s+(\S.*)$/
const ORDERED = /^\s*([1-9]\d?)[.)]\s+(\S.*)$/

type Open =
  | { readonly kind: 'paragraph'; readonly lines: string[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: string[] }

/**
 * What a person wrote in a text field, as blocks: a blank line makes a new paragraph, lines that start with '-' or '•'
 * a bulleted list, '1.' a numbered one. So lists become real lists in every format (domain.md 9). A list may go on
 * after a blank line, as people write it. A number is a mark only where it counts on from 1: '12. juni' and '2. …'
 * alone keep their number, so nothing that was written is lost.
 */
export function freeTextBlocks(input: string): Block[] {
  const blocks: Block[] = []
  let open: Open | undefined
  let afterBlank = false
  const close = (): void => {
    if (open) blocks.push(blockOf(open))
    open = undefined
  }
  for (const line of cleanText(input).split('\n')) {
    if (line.trim() === '') {
      if (open?.kind === 'paragraph') close()
      afterBlank = true
      continue
    }
    const item = itemOf(line, open)
    if (item) {
      if (open?.kind !== 'list' || open.ordered !== item.ordered || item.first) {
        close()
        open = { kind: 'list', ordered: item.ordered, items: [] }
      }
      open.items.push(item.words)
    } else if (open?.kind === 'list' && !afterBlank && /^\s{2,}\S/.test(line)) {
      // An indented line goes on with the item above it.
      open.items.push(`${open.items.pop() ?? ''} ${line.trim()}`)
    } else {
      if (open?.kind !== 'paragraph') {
        close()
        open = { kind: 'paragraph', lines: [] }
      }
      open.lines.push(line)
    }
    afterBlank = false
  }
  close()
  return blocks
}

/** A line that is a list item; `first` when its number starts a list anew. */
function itemOf(
  line: string,
  open: Open | undefined,
): { ordered: boolean; words: string; first: boolean } | undefined {
  const bullet = BULLET.exec(line)?.[1]
  if (bullet !== undefined) return { ordered: false, words: bullet.trim(), first: false }
  const [, digits, words] = ORDERED.exec(line) ?? []
  if (words === undefined) return undefined
  const next = open?.kind === 'list' && open.ordered ? open.items.length + 1 : 1
  const number = Number(digits)
  return number === next || number === 1
    ? { ordered: true, words: words.trim(), first: number === 1 }
    : undefined
}

function blockOf(open: Open): Block {
  return open.kind === 'paragraph'
    ? { type: 'paragraph', text: open.lines.join('\n').trim() }
    : { type: 'list', ordered: open.ordered, items: open.items }
}
