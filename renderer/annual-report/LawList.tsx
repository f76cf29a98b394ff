import type { Report } from '../../shared/annual-report/contract.ts'
import { formatNumber } from '../../shared/text/swedish.ts'
import { Badge, type Tone } from '../ui/parts.tsx'
import { Button } from '../ui/Button.tsx'

const STATES: Readonly<Record<Report['law'][number]['state'], { label: string; tone: Tone }>> = {
  text: { label: 'Besvarat i text', tone: 'success' },
  siffror: { label: 'Bara siffror', tone: 'warning' },
  saknas: { label: 'Saknas', tone: 'danger' },
}

/** What the law asks of the berättelse, and where it is answered. */
export function LawList({ report, onOpen }: { report: Report; onOpen: (section: string) => void }) {
  const byKey = new Map(report.sections.map((section) => [section.key, section]))
  const done = report.law.filter((row) => row.state === 'text').length
  return (
    <div className="stack">
      <p>
        {formatNumber(done)} av {formatNumber(report.law.length)} krav är besvarade i text. Siffror ur
        registret visar resultatet, men hur arbetet har bedrivits behöver beskrivas med ord.
      </p>
      <div className="table-wrap">
        <table className="table">
          <caption className="visually-hidden">Lagkrav på patientsäkerhetsberättelsen</caption>
          <thead>
            <tr>
              <th scope="col">Berättelsen ska visa</th>
              <th scope="col">Bestämmelse</th>
              <th scope="col">Läge</th>
              <th scope="col">Avsnitt</th>
            </tr>
          </thead>
          <tbody>
            {report.law.map((row) => (
              <tr key={row.id}>
                <th scope="row">{row.text}</th>
                <td>{row.provision}</td>
                <td>
                  <Badge tone={STATES[row.state].tone}>{STATES[row.state].label}</Badge>
                </td>
                <td>
                  <span className="report-law-sections">
                    {row.sections.flatMap((key) => {
                      const section = byKey.get(key)
                      if (!section) return []
                      const name = section.number === '' ? section.title : section.number
                      return [
                        <Button
                          key={key}
                          size="small"
                          variant="quiet"
                          aria-label={`Öppna ${section.number} ${section.title}`}
                          onPress={() => onOpen(key)}
                        >
                          {name}
                        </Button>,
                      ]
                    })}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}
