import type { Block, Figure, Table, Text } from './model.ts'
import { captionText, columnShares, dataCaption, evenRows, type Caption } from './numbering.ts'
import { cleanText, escapeMarkup, isWebLink, typeset } from './plainText.ts'

/** What the HTML of a block depends on beside the block. */
export interface BlockContext {
  readonly captions: ReadonlyMap<Block, Caption>
  /** The font, put into each drawing too: an image sees nothing of the page around it. */
  readonly fontCss: string
}

/** One block of the model as HTML. Everything that comes from the model is escaped here. */
export function blockHtml(block: Block, context: BlockContext): string {
  switch (block.type) {
    case 'paragraph':
      return `<p>${textHtml(block.text)}</p>`
    case 'list': {
      const tag = block.ordered ? 'ol' : 'ul'
      return `<${tag}>${block.items.map((item) => `<li>${textHtml(item)}</li>`).join('')}</${tag}>`
    }
    case 'note':
      return `<div class="note" role="note"><p class="note-title">${escapeMarkup(block.title)}</p><p>${textHtml(block.text)}</p></div>`
    case 'facts':
      return factsHtml(block.items)
    case 'keyFigures':
      return `<ul class="key-figures of-${keyFigureColumns(block.items.length)}">${block.items
        .map(
          (item) =>
            `<li><span class="label">${escapeMarkup(item.label)}</span> <span class="value">${escapeMarkup(item.value)}</span>${
              item.detail === undefined || item.detail === ''
                ? ''
                : ` <span class="detail">${escapeMarkup(item.detail)}</span>`
            }</li>`,
        )
        .join('')}</ul>`
    case 'table': {
      const caption = context.captions.get(block)
      return tableHtml(block, caption ? captionText(caption) : block.caption)
    }
    case 'figure':
      return figureHtml(block, context)
  }
}

/** Label and value pairs. As a list: Chromium gives <dl> no tags in a PDF, and a list is read item by item. */
export function factsHtml(items: readonly { label: string; value: Text }[], extraClass = ''): string {
  return `<ul class="facts${extraClass}">${items
    .map(
      (item) =>
        `<li><span class="label">${escapeMarkup(item.label)}</span> <span class="value">${textHtml(item.value)}</span></li>`,
    )
    .join('')}</ul>`
}

/** How many key figures stand side by side, so that no row is left with one alone: 5 as 3 and 2, 8 as 4 and 4. */
export function keyFigureColumns(count: number): number {
  if (count <= 4) return count
  return count % 4 === 0 || count % 4 === 3 ? 4 : 3
}

/** Running text: line ends are kept, strong and emphasis are elements, links are real. */
export function textHtml(text: Text): string {
  if (typeof text === 'string') return lines(text)
  return text
    .map((run) => {
      let html = lines(run.text)
      if (run.emphasis) html = `<em>${html}</em>`
      if (run.strong) html = `<strong>${html}</strong>`
      return run.href !== undefined && isWebLink(run.href)
        ? `<a href="${escapeMarkup(run.href)}">${html}</a>`
        : html
    })
    .join('')
}

function lines(text: string): string {
  return escapeMarkup(typeset(text)).replaceAll('\n', '<br>')
}

function tableHtml(table: Omit<Table, 'type' | 'caption'>, caption: string): string {
  const align = table.columns.map((column) => (column.align === 'end' ? ' class="end"' : ''))
  const columns = columnShares(table).map((share) => `<col style="width:${(share * 100).toFixed(1)}%">`)
  const head = table.columns
    .map((column, i) => `<th scope="col"${align[i] ?? ''}>${escapeMarkup(column.title)}</th>`)
    .join('')
  const totals = new Set(table.totals)
  const body = evenRows(table).map((row, r) => {
    const cells = row.map((cell, i) =>
      i === 0
        ? `<th scope="row"${align[0] ?? ''}>${textHtml(cell)}</th>`
        : `<td${align[i] ?? ''}>${textHtml(cell)}</td>`,
    )
    return `<tr${totals.has(r) ? ' class="total"' : ''}>${cells.join('')}</tr>`
  })
  const note =
    table.note === undefined || table.note === '' ? '' : `<p class="table-note">${lines(table.note)}</p>`
  // A short table moves to the next page whole; a long one breaks between rows and repeats its header.
  const size = table.rows.length <= 14 ? ' short' : ''
  return `<div class="table-block${size}"><table><caption>${escapeMarkup(caption)}</caption><colgroup>${columns.join('')}</colgroup><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table>${note}</div>`
}

function figureHtml(figure: Figure, context: BlockContext): string {
  const caption = context.captions.get(figure)
  const image = `<img src="${svgDataUri(figure.svg, context.fontCss)}" alt="${escapeMarkup(figure.alt)}" width="${figure.width}" height="${figure.height}">`
  // As a group: Chromium would tag <figure> as a second Figure, one without a text alternative.
  return `<figure role="group">${image}<figcaption>${escapeMarkup(caption ? captionText(caption) : figure.caption)}</figcaption></figure>${tableHtml(
    figure.data,
    caption ? dataCaption(caption) : figure.caption,
  )}`
}

/**
 * An SVG as an address for <img>: there a browser runs no script and fetches nothing, whatever the drawing holds.
 * With `fontCss` the drawing carries the font along.
 */
export function svgDataUri(svg: string, fontCss = ''): string {
  const clean = cleanText(svg)
  const dressed =
    fontCss === '' ? clean : clean.replace(/<svg\b[^>]*>/, (tag) => `${tag}<style>${fontCss}</style>`)
  // Apostrophes are legal in the encoding but end an attribute in careless readers.
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(dressed).replaceAll("'", '%27')}`
}
