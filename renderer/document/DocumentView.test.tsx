import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { barChart } from '../../shared/document/figure.ts'
import type { DocumentModel } from '../../shared/document/model.ts'
import { DocumentView } from './DocumentView.tsx'

const MODEL: DocumentModel = {
  title: 'Slutrapport',
  subtitle: 'Fördröjd behandling vid sepsis',
  documentType: 'Händelseanalys',
  organisation: 'Skaraborgs Sjukhus',
  author: 'Åsa Öberg',
  date: '2026-03-01',
  diarienummer: 'SkaS 2026-00007',
  version: '1.0',
  stamps: ['Exempeldata'],
  cover: [{ label: 'Uppdragsgivare', value: 'Områdeschef' }],
  tableOfContents: true,
  sections: [
    {
      key: 'uppdrag',
      level: 1,
      number: '1',
      title: 'Uppdrag',
      blocks: [
        { type: 'paragraph', text: 'Rad ett\n<script>alert(1)</script>' },
        {
          type: 'paragraph',
          text: [
            { text: 'lagen', href: 'https://www.riksdagen.se/' },
            { text: 'stark', strong: true },
          ],
        },
        {
          type: 'table',
          caption: 'Deltagare',
          columns: [{ title: 'Roll' }, { title: 'Antal', align: 'end' }],
          rows: [['Analysledare', '2'], ['Summa']],
          totals: [1],
        },
        barChart({
          caption: 'Orsaker',
          categoryLabel: 'Område',
          valueLabel: 'Antal',
          bars: [{ label: 'Team', value: 3 }],
        }),
      ],
    },
  ],
}

const html = renderToStaticMarkup(<DocumentView model={MODEL} />)

describe('the preview of a document', () => {
  it('has the same headings and captions as the file', () => {
    expect(html).toContain('<h2>Slutrapport</h2>')
    expect(html).toMatch(/<h3 id="[^"]+avsnitt-1-uppdrag" tabindex="-1">1 Uppdrag<\/h3>/)
    expect(html).toContain('<caption>Tabell\u00a01. Deltagare.</caption>')
    expect(html).toContain('<figcaption>Figur\u00a01. Orsaker.</figcaption>')
    expect(html).toContain('<caption>Figur\u00a01 i siffror.</caption>')
  })

  it('heads columns and rows, and completes a short row', () => {
    expect(html).toContain('<th scope="col" class="document-end">Antal</th>')
    expect(html).toContain(
      '<tr class="document-total"><th scope="row">Summa</th><td class="document-end"></td></tr>',
    )
  })

  it('shows text as text, and figures as images that can run nothing', () => {
    expect(html).toContain('Rad ett<br/>&lt;script&gt;')
    expect(html).not.toContain('<script>')
    expect(html).toMatch(
      /<img src="data:image\/svg\+xml;charset=utf-8,%3Csvg[^"]+" alt="Liggande stapeldiagram/,
    )
  })

  it('says what the document is stamped with', () => {
    expect(html).toContain('<li>Exempeldata</li>')
  })
})
