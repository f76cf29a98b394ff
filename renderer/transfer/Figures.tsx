import { formatNumber } from '../../shared/text/swedish.ts'
import type { ImportCounts } from '../../shared/transfer/contract.ts'

interface FigureSpec {
  readonly key: keyof ImportCounts
  readonly title: string
  readonly says: string
}

const FIGURES: readonly FigureSpec[] = [
  { key: 'new', title: 'Nya', says: 'finns inte här' },
  { key: 'changed', title: 'Ändrade', says: 'förs ajour, historiken behålls' },
  { key: 'unchanged', title: 'Oförändrade', says: 'finns redan som de är' },
  { key: 'kept', title: 'Orörda', says: 'har ändrats både i källan och här' },
  { key: 'duplicates', title: 'Dubbletter', says: 'samma rad en gång till i filen' },
  { key: 'faulty', title: 'Felaktiga', says: 'läses inte in' },
  { key: 'skipped', title: 'Hoppade över', says: 'tomma rader, rubriker och summor' },
]

/** What the rows come to, as figures with what each means. Together they are all the rows of the file. */
export function Figures({ counts, label }: { counts: ImportCounts; label: string }) {
  return (
    <dl className="transfer-figures" aria-label={label}>
      {FIGURES.map(({ key, title, says }) => (
        <div
          key={key}
          className={`transfer-figure ${counts[key] === 0 ? 'none' : key === 'faulty' ? 'bad' : ''}`}
        >
          <dt>
            {title}
            <span className="soft">{says}</span>
          </dt>
          <dd>{formatNumber(counts[key])}</dd>
        </div>
      ))}
    </dl>
  )
}
