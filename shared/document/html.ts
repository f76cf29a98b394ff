import { blockHtml, factsHtml, type BlockContext } from './htmlBlocks.ts'
import type { DocumentModel } from './model.ts'
import {
  headerLine,
  headingText,
  keywords,
  numberCaptions,
  referenceLine,
  sectionAnchor,
  startsPage,
} from './numbering.ts'
import { cleanText, escapeMarkup } from './plainText.ts'
import { printCss } from './printCss.ts'

export interface HtmlOptions {
  /** @font-face rules with the font as data: URI. Without it the reader's own sans-serif is used. */
  readonly fontCss?: string
  /** The page of each section, by anchor, for a printed table of contents; see renderPdf in write.ts. */
  readonly pages?: ReadonlyMap<string, number>
}

/**
 * The document as one complete, accessible HTML page in Swedish that needs nothing from outside itself. Printed, it
 * is the PDF; read in a browser, it is the web version (html is the first choice for public documents, domain.md 9).
 */
export function renderHtml(model: DocumentModel, options: HtmlOptions = {}): string {
  const fontCss = options.fontCss ?? ''
  const context: BlockContext = { captions: numberCaptions(model), fontCss }
  const title = documentTitle(model)
  return [
    '<!doctype html>',
    '<html lang="sv">',
    '<head>',
    '<meta charset="utf-8">',
    // The document holds no script; this makes sure that none ever runs, and that nothing is fetched.
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeMarkup(title)}</title>`,
    meta('author', model.author),
    meta('date', model.date),
    meta('dcterms.created', model.date),
    meta('description', `${model.documentType}, ${model.organisation}`),
    meta('keywords', keywords(model).join(', ')),
    '<meta name="generator" content="Lärdom">',
    `<style>${fontCss}${printCss({ header: headerLine(model), reference: referenceLine(model), stamps: model.stamps })}</style>`,
    '</head>',
    '<body>',
    stampBadge(model),
    cover(model),
    model.tableOfContents ? contents(model, options.pages) : '',
    `<main id="innehall">${model.sections
      .map((section, index) => {
        const anchor = sectionAnchor(section, index)
        const tag = `h${section.level + 1}`
        const blocks = section.blocks.map((block) => blockHtml(block, context)).join('\n')
        const page = startsPage(model, index) ? ' class="new-page"' : ''
        return `<section${page} aria-labelledby="${anchor}"><${tag} id="${anchor}">${escapeMarkup(headingText(section))}</${tag}>\n${blocks}</section>`
      })
      .join('\n')}</main>`,
    '</body>',
    '</html>',
    '',
  ]
    .filter((line, index, all) => line !== '' || index === all.length - 1)
    .join('\n')
}

/** 'Patientsäkerhetsberättelse 2025 – Sahlgrenska Universitetssjukhuset': the name in metadata and title bars. */
export function documentTitle(model: DocumentModel): string {
  const parts = [model.title, model.subtitle].map((part) => cleanText(part).replaceAll('\n', ' ').trim())
  return parts.filter((part) => part !== '').join(' – ')
}

function meta(name: string, content: string): string {
  return content === '' ? '' : `<meta name="${name}" content="${escapeMarkup(content)}">`
}

/** On screen the stamp follows the reader; in print the page header carries it, so this one stays out. */
function stampBadge(model: DocumentModel): string {
  if (model.stamps.length === 0) return ''
  return `<p class="stamp-badge" aria-hidden="true">${model.stamps.map(escapeMarkup).join(' · ')}</p>`
}

function cover(model: DocumentModel): string {
  const stamps = model.stamps.map((stamp) => `<li>${escapeMarkup(stamp)}</li>`).join('')
  const coverLines = model.cover.filter((line) => line.value !== '')
  return [
    '<header class="cover">',
    `<p class="organisation">${escapeMarkup(model.organisation)}</p>`,
    `<h1>${escapeMarkup(model.title)}</h1>`,
    model.subtitle === '' || model.subtitle === model.organisation
      ? ''
      : `<p class="subtitle">${escapeMarkup(model.subtitle)}</p>`,
    stamps === '' ? '' : `<ul class="stamps" aria-label="Märkning">${stamps}</ul>`,
    coverLines.length === 0 ? '' : factsHtml(coverLines, ' cover-lines'),
    '</header>',
  ]
    .filter((line) => line !== '')
    .join('\n')
}

function contents(model: DocumentModel, pages: ReadonlyMap<string, number> | undefined): string {
  const entries = model.sections.map((section, index) => {
    const anchor = sectionAnchor(section, index)
    const page = pages?.get(anchor)
    const pageNumber = page === undefined ? '' : `<span class="toc-page">${page}</span>`
    return `<li class="toc-${section.level}"><a href="#${anchor}"><span class="toc-title">${escapeMarkup(headingText(section))}</span>${pageNumber}</a></li>`
  })
  return `<nav class="contents" aria-labelledby="innehallsforteckning"><h2 id="innehallsforteckning">Innehåll</h2><ul>${entries.join('')}</ul></nav>`
}
