import { Fragment, useId, type ReactNode } from 'react'
import { documentTitle } from '../../shared/document/html.ts'
import { keyFigureColumns, svgDataUri } from '../../shared/document/htmlBlocks.ts'
import type { Block, DocumentModel, Figure, Table, Text } from '../../shared/document/model.ts'
import {
  captionText,
  columnShares,
  dataCaption,
  evenRows,
  headerLine,
  headingText,
  numberCaptions,
  referenceLine,
  sectionAnchor,
  type Caption,
} from '../../shared/document/numbering.ts'
import { isWebLink, typeset } from '../../shared/document/plainText.ts'
import { call } from '../app/rpc.ts'
import { tell } from '../ui/toast.tsx'
import './document.css'

/**
 * A document on screen, before it is written: the same headings, tables, figures and captions as in the file. The
 * title is an h2, since the page it stands on has the h1.
 */
export function DocumentView({ model }: { model: DocumentModel }) {
  const prefix = useId()
  const captions = numberCaptions(model)
  const anchors = model.sections.map((section, index) => `${prefix}${sectionAnchor(section, index)}`)
  return (
    <article className="document-view" aria-label={documentTitle(model)}>
      <div className="document-running" aria-hidden="true">
        <span>
          {headerLine(model)}
          <br />
          {referenceLine(model)}
        </span>
        {model.stamps.length > 0 ? <strong>{model.stamps.join(' · ')}</strong> : null}
      </div>
      <header className="document-cover">
        <p className="document-organisation">{model.organisation}</p>
        <h2>{model.title}</h2>
        {model.subtitle !== '' && model.subtitle !== model.organisation ? (
          <p className="document-subtitle">{model.subtitle}</p>
        ) : null}
        {model.stamps.length > 0 ? (
          <ul className="document-stamps" aria-label="Märkning">
            {model.stamps.map((stamp) => (
              <li key={stamp}>{stamp}</li>
            ))}
          </ul>
        ) : null}
        <Facts items={model.cover.filter((line) => line.value !== '')} />
      </header>
      {model.tableOfContents ? (
        <nav className="document-contents" aria-labelledby={`${prefix}innehall`}>
          <h3 id={`${prefix}innehall`}>Innehåll</h3>
          <ul>
            {model.sections.map((section, index) => (
              <li key={anchors[index]} className={`document-toc-${section.level}`}>
                <a
                  href={`#${anchors[index] ?? ''}`}
                  onClick={(event) => {
                    event.preventDefault()
                    goToSection(anchors[index] ?? '')
                  }}
                >
                  {headingText(section)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      ) : null}
      {model.sections.map((section, index) => (
        <section key={anchors[index]} aria-labelledby={anchors[index]}>
          <Heading level={section.level} id={anchors[index] ?? ''}>
            {headingText(section)}
          </Heading>
          {section.blocks.map((block, place) => (
            // A preview is drawn anew from its model: a block has no identity but its place.
            // oxlint-disable-next-line react/no-array-index-key
            <BlockView key={place} block={block} caption={captions.get(block)} />
          ))}
        </section>
      ))}
    </article>
  )
}

/** Blocks of a section by themselves, where they are edited; captions are not numbered outside the document. */
export function DocumentBlocks({ blocks }: { blocks: readonly Block[] }) {
  return (
    <div className="document-view">
      {keyed(blocks).map(([place, block]) => (
        <BlockView key={place} block={block} caption={undefined} />
      ))}
    </div>
  )
}

function Heading({ level, id, children }: { level: 1 | 2 | 3; id: string; children: ReactNode }) {
  const Tag = ({ 1: 'h3', 2: 'h4', 3: 'h5' } as const)[level]
  return (
    <Tag id={id} tabIndex={-1}>
      {children}
    </Tag>
  )
}

function BlockView({ block, caption }: { block: Block; caption: Caption | undefined }) {
  switch (block.type) {
    case 'paragraph':
      return (
        <p>
          <Words text={block.text} />
        </p>
      )
    case 'list': {
      const List = block.ordered ? 'ol' : 'ul'
      return (
        <List>
          {keyed(block.items).map(([key, item]) => (
            <li key={key}>
              <Words text={item} />
            </li>
          ))}
        </List>
      )
    }
    case 'note':
      return (
        <div className="document-note" role="note">
          {block.title === '' ? null : <p className="document-note-title">{block.title}</p>}
          <p>
            <Words text={block.text} />
          </p>
        </div>
      )
    case 'facts':
      return <Facts items={block.items} />
    case 'keyFigures':
      return (
        <dl className={`document-key-figures of-${keyFigureColumns(block.items.length)}`}>
          {keyed(block.items).map(([key, item]) => (
            <div key={key}>
              <dt>{item.label}</dt>
              <dd className="document-value">{item.value}</dd>
              {item.detail ? <dd className="document-detail">{item.detail}</dd> : null}
            </div>
          ))}
        </dl>
      )
    case 'table':
      return <TableView table={block} caption={caption ? captionText(caption) : block.caption} />
    case 'figure':
      return <FigureView figure={block} caption={caption} />
  }
}

function Facts({ items }: { items: readonly { label: string; value: Text }[] }) {
  if (items.length === 0) return null
  return (
    <dl className="document-facts">
      {keyed(items).map(([key, item]) => (
        <div key={key}>
          <dt>{item.label}</dt>
          <dd>
            <Words text={item.value} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function FigureView({ figure, caption }: { figure: Figure; caption: Caption | undefined }) {
  return (
    <>
      <figure>
        <img src={svgDataUri(figure.svg)} alt={figure.alt} width={figure.width} height={figure.height} />
        <figcaption>{caption ? captionText(caption) : figure.caption}</figcaption>
      </figure>
      <TableView table={figure.data} caption={caption ? dataCaption(caption) : figure.caption} />
    </>
  )
}

function TableView({ table, caption }: { table: Omit<Table, 'type' | 'caption'>; caption: string }) {
  const totals = new Set(table.totals)
  const align = (column: number): string | undefined =>
    table.columns[column]?.align === 'end' ? 'document-end' : undefined
  return (
    // A wide table scrolls by itself; reachable with the keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="document-table" role="group" aria-label={caption} tabIndex={0}>
      <table>
        <caption>{caption}</caption>
        <colgroup>
          {keyed(columnShares(table)).map(([key, share]) => (
            <col key={key} style={{ width: `${(share * 100).toFixed(1)}%` }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {keyed(table.columns).map(([key, column]) => (
              <th key={key} scope="col" className={align(key)}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {keyed(evenRows(table)).map(([row, cells]) => (
            <tr key={row} className={totals.has(row) ? 'document-total' : undefined}>
              {keyed(cells).map(([column, cell]) =>
                column === 0 ? (
                  <th key={column} scope="row" className={align(column)}>
                    <Words text={cell} />
                  </th>
                ) : (
                  <td key={column} className={align(column)}>
                    <Words text={cell} />
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {table.note ? (
        <p className="document-table-note">
          <Words text={table.note} />
        </p>
      ) : null}
    </div>
  )
}

/** Running text with its line ends, emphasis and links; React escapes it. */
function Words({ text }: { text: Text }) {
  const runs = typeof text === 'string' ? [{ text }] : text
  return keyed(runs).map(([key, run]) => {
    let words: ReactNode = keyed(typeset(run.text).split('\n')).map(([line, part]) => (
      <Fragment key={line}>
        {line > 0 ? <br /> : null}
        {part}
      </Fragment>
    ))
    if ('emphasis' in run && run.emphasis) words = <em>{words}</em>
    if ('strong' in run && run.strong) words = <strong>{words}</strong>
    if ('href' in run && run.href !== undefined && isWebLink(run.href)) {
      words = (
        <a
          href={run.href}
          title="Kopiera länken"
          onClick={(event) => {
            event.preventDefault()
            copyLink(run.href ?? '')
          }}
        >
          {words}
        </a>
      )
    }
    return <Fragment key={key}>{words}</Fragment>
  })
}

/** Parts of a document have no identity but their place. */
function keyed<T>(items: readonly T[]): [number, T][] {
  return items.map((item, index) => [index, item])
}

/** The address's # is the page's own path, so a link within the document moves the reader, not the address. */
function goToSection(anchor: string): void {
  const heading = document.getElementById(anchor)
  if (!heading) return
  heading.tabIndex = -1
  heading.focus({ preventScroll: true })
  heading.scrollIntoView()
}

/** The window has no network: a link outwards is copied, to be opened in a browser. */
function copyLink(href: string): void {
  call('host.copy-text', { text: href }).then(
    () => tell('Länken är kopierad. Klistra in den i webbläsaren.'),
    (failure: unknown) => tell(failure instanceof Error ? failure.message : String(failure)),
  )
}
