import type { ReactNode } from 'react'
import {
  ENCODINGS,
  FORMATS,
  QUOTES,
  SEPARATORS,
  type DetectedSource,
  type Quote,
  type ReadSettings,
} from '../../shared/transfer/format.ts'
import { Button } from '../ui/Button.tsx'
import { choicesOf, NumberField } from '../ui/fields.tsx'
import { Notice } from '../ui/parts.tsx'
import { Select } from '../ui/Select.tsx'
import { PreviewTable } from './PreviewTable.tsx'
import { DATE_ORDER_WORDS, ENCODING_WORDS, FORMAT_WORDS, QUOTE_WORDS, SEPARATOR_WORDS } from './words.ts'

/** A key may not be empty in a list: this one stands for 'nothing is quoted'. */
const NO_QUOTE = 'inga'
type QuoteKey = Exclude<Quote, ''> | typeof NO_QUOTE

/** What the file turned out to be, why, and a way to say otherwise; its first rows follow at once. */
export function FileStep({
  source,
  wishes,
  stale,
  onChange,
}: {
  source: DetectedSource
  wishes: ReadSettings
  /** The file is being read with other settings than these. */
  stale: boolean
  onChange: (wishes: ReadSettings) => void
}) {
  const { settings, sheets } = source
  const why = (about: DetectedSource['findings'][number]['about']): ReactNode =>
    source.findings
      .filter((finding) => finding.about === about)
      .map((finding) => finding.says)
      .join(' ')
  const dates = source.columns.filter(({ dateOrder }) => dateOrder !== null)
  const overridden = Object.keys(wishes).length > 0

  return (
    <div className="stack">
      {source.warnings.length === 0 ? null : (
        <Notice tone="warning" title="Att tänka på">
          <ul className="transfer-list">
            {source.warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </Notice>
      )}
      <section className="card stack" aria-labelledby="import-hittat">
        <div className="row transfer-head">
          <h2 id="import-hittat">Det här hittades</h2>
          {overridden ? (
            <Button size="small" variant="quiet" onPress={() => onChange({})}>
              Återgå till det som hittades
            </Button>
          ) : null}
        </div>
        <div className="form-grid">
          <Select
            label="Filtyp"
            help={why('format')}
            value={settings.format}
            choices={choicesOf(FORMAT_WORDS).filter(({ code }) => FORMATS.includes(code))}
            // What held for another kind of file does not hold for this one.
            onChange={(format) => onChange(format === null ? {} : { format })}
          />
          {settings.encoding === null ? null : (
            <Select
              label="Teckenkodning"
              help={why('encoding')}
              value={settings.encoding}
              choices={choicesOf(ENCODING_WORDS).filter(({ code }) => ENCODINGS.includes(code))}
              onChange={(encoding) => onChange(withSetting(wishes, 'encoding', encoding))}
            />
          )}
          {settings.separator === null ? null : (
            <Select
              label="Avgränsare"
              help={why('separator')}
              value={settings.separator}
              choices={choicesOf(SEPARATOR_WORDS).filter(({ code }) => SEPARATORS.includes(code))}
              onChange={(separator) => onChange(withSetting(wishes, 'separator', separator))}
            />
          )}
          {settings.quote === null ? null : (
            <Select<QuoteKey>
              label="Citattecken"
              help={why('quote')}
              value={settings.quote === '' ? NO_QUOTE : settings.quote}
              choices={QUOTES.map((quote) => ({
                code: quote === '' ? NO_QUOTE : quote,
                label: QUOTE_WORDS[quote],
              }))}
              onChange={(key) => onChange(withSetting(wishes, 'quote', key === NO_QUOTE ? '' : key))}
            />
          )}
          {settings.sheet === null ? null : (
            <Select
              label="Blad"
              help={why('sheet')}
              value={settings.sheet}
              choices={sheets.map(({ name, rows }) => ({
                code: name,
                label: name,
                detail: rows === 0 ? 'tomt' : `${rows} rader`,
              }))}
              // Another sheet has its headings elsewhere.
              onChange={(sheet) =>
                onChange(withSetting(withSetting(wishes, 'headerRow', null), 'sheet', sheet))
              }
            />
          )}
          {settings.headerRow === null ? null : (
            <NumberField
              label="Rubrikerna står på rad"
              help={why('headerRow')}
              value={settings.headerRow}
              min={1}
              max={1000}
              onChange={(headerRow) => onChange(withSetting(wishes, 'headerRow', headerRow))}
            />
          )}
        </div>
        {dates.length === 0 ? null : (
          <p className="soft small">
            Datum:{' '}
            {dates
              .map(({ name, dateOrder }) =>
                dateOrder === null || dateOrder === 'unclear'
                  ? `${name} (går inte att se om dagen eller månaden står först)`
                  : `${name} (${DATE_ORDER_WORDS[dateOrder].replace(/ \(.*/, '')})`,
              )
              .join(' · ')}
            . Det ändras under Kolumner.
          </p>
        )}
      </section>
      <PreviewTable source={source} stale={stale} />
    </div>
  )
}

/** The wishes with one more, or one less: null leaves it to what is found. */
function withSetting<Key extends keyof ReadSettings>(
  wishes: ReadSettings,
  key: Key,
  value: NonNullable<ReadSettings[Key]> | null,
): ReadSettings {
  const { [key]: _old, ...rest } = wishes
  return value === null ? rest : { ...rest, [key]: value }
}
