import { formatNumber, formatPercent } from '../text/swedish.ts'
import { actionSentence, analysisSentence } from './analysisBlocks.ts'
import type { AnnualReportData, Counted, Coverage } from './figures.ts'
import type { Filled } from './filled.ts'
import { harmSentence } from './harmBlocks.ts'
import { avvikelser, known } from './avvikelser.ts'
import { incidentSentence } from './incidentBlocks.ts'
import { lexMariaSentence } from './lexMariaBlocks.ts'
import { latest } from './tables.ts'
import { MISSING, show } from './words.ts'

/** The Sammanfattning's box and points: at most one page together with the writer's text (domain.md 2.1). */
export function nyckeltal(data: AnnualReportData): Filled {
  const { incidents, lexMaria, analyses, actions } = data.figures
  const { year, before } = latest(incidents)
  const cases = latest(lexMaria)
  const done = latest(analyses)
  const plan = latest(actions)
  if (year.coverage === 'saknas' && cases.year.coverage === 'saknas' && done.year.coverage === 'saknas') {
    const text = `Registret har inga uppgifter från ${data.year}, så nyckeltalen kan inte fyllas i.`
    return { blocks: [{ type: 'paragraph', text }], hasData: false }
  }
  const inTime = (it: typeof plan.year | undefined): Counted =>
    it === undefined || it.due === 0 ? null : it.doneInTime / it.due
  const share = inTime(plan.year)
  const shareBefore = inTime(plan.before)
  const item = (
    label: string,
    value: Counted,
    then: { readonly year: number; readonly coverage: Coverage } | undefined,
    was: Counted,
  ) => ({ label, value: show(value), detail: earlier(value, then, was === null ? null : formatNumber(was)) })
  const past = (value: (it: typeof year) => number): Counted => (before ? known(before, value) : null)
  return {
    hasData: true,
    blocks: [
      {
        type: 'keyFigures',
        items: [
          item('Avvikelser', known(year, avvikelser), before, past(avvikelser)),
          item(
            'Utredda händelser',
            known(year, (it) => it.investigated),
            before,
            past((it) => it.investigated),
          ),
          item(
            'Vårdskador',
            known(year, (it) => it.harm),
            before,
            past((it) => it.harm),
          ),
          item(
            'varav allvarliga',
            known(year, (it) => it.seriousHarm),
            before,
            past((it) => it.seriousHarm),
          ),
          item(
            'Lex Maria',
            known(cases.year, (it) => it.reported),
            cases.before,
            cases.before ? known(cases.before, (it) => it.reported) : null,
          ),
          item(
            'Slutförda händelseanalyser',
            known(done.year, (it) => it.completed),
            done.before,
            done.before ? known(done.before, (it) => it.completed) : null,
          ),
          {
            label: 'Åtgärder klara i tid',
            value: share === null ? MISSING : formatPercent(share),
            detail: earlier(share, plan.before, shareBefore === null ? null : formatPercent(shareBefore)),
          },
        ],
      },
    ],
  }
}

function earlier(
  now: Counted,
  before: { readonly year: number; readonly coverage: Coverage } | undefined,
  was: string | null,
): string {
  if (now === null) return 'uppgift saknas'
  if (!before || was === null) return ''
  return `${before.year}: ${was}${before.coverage === 'borjar' ? ' (del av året)' : ''}`
}

/** The year in a few sentences, each made by a rule from the register. */
export function korthet(data: AnnualReportData): Filled {
  const { year } = latest(data.figures.incidents)
  const cases = latest(data.figures.lexMaria).year
  const analyses = latest(data.figures.analyses).year
  const items = [
    ...(year.coverage === 'saknas' ? [] : [incidentSentence(data, true), harmSentence(data, true)]),
    ...(cases.coverage === 'saknas' ? [] : [lexMariaSentence(data, true)]),
    ...(analyses.coverage === 'saknas' ? [] : [analysisSentence(data, true)]),
    ...actionSentence(data),
  ]
  if (items.length === 0) return { blocks: [], hasData: false }
  return {
    hasData: true,
    blocks: [
      { type: 'list', ordered: false, items },
      {
        type: 'paragraph',
        text: 'En ökning eller minskning nämns bara när den är större än vad slumpen väntas ge (bilaga\u00a02).',
      },
    ],
  }
}
