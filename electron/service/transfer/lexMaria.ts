import { fold } from '../../../shared/text/swedish.ts'
import type { Db } from '../db/database.ts'
import { nextNumber } from '../kernel/numbers.ts'
import { insertLexMariaCase } from '../supervision/repository.ts'
import { NO_WORDS, YES_WORDS } from './codeMaps.ts'
import type { SourceValues } from './sourceValues.ts'

interface SourceLexMaria {
  readonly decision: 'ska_anmalas' | 'ej_beslutat'
  readonly reportedDate: string | null
  readonly reportedText: string | null
  readonly ivoDecisionText: string | null
  readonly ivoDecisionDate: string | null
}

/** What the source says of the report to IVO, in its own words; null when it says nothing, or no. */
export function lexMariaIn(values: SourceValues): SourceLexMaria | null {
  const reported = String(values.lexReported ?? '')
  const decision = String(values.lexDecision ?? '')
  if (reported === '' && decision === '') return null
  const word = fold(reported.split(/[ ,;]/)[0] ?? '')
  const yes = YES_WORDS.includes(word) && fold(reported) !== 'ja (lex sarah)'
  if (!yes && decision === '' && NO_WORDS.includes(fold(reported))) return null
  return {
    decision: yes ? 'ska_anmalas' : 'ej_beslutat',
    reportedDate: isoDateIn(reported),
    reportedText: reported || null,
    ivoDecisionText: decision || null,
    ivoDecisionDate: isoDateIn(decision),
  }
}

/** Makes the case's lex Maria what the source says; nothing of it is made where the source says nothing. */
export function putLexMaria(db: Db, incidentId: number, values: SourceValues, year: number): void {
  const says = lexMariaIn(values)
  const existing = db.value<number>('SELECT id FROM lex_maria_case WHERE incident_id = ?', [incidentId])
  if (!says) {
    if (existing !== undefined) db.run('DELETE FROM lex_maria_case WHERE id = ?', [existing])
    return
  }
  if (existing === undefined) {
    insertLexMariaCase(db, { ...says, incidentId, number: nextNumber(db, 'LM', year) })
    return
  }
  db.run(
    `UPDATE lex_maria_case SET forvaltning_id = (SELECT forvaltning_id FROM incident WHERE id = ?), decision = ?,
       reported_date = ?, reported_text = ?, ivo_decision_text = ?, ivo_decision_date = ? WHERE id = ?`,
    [
      incidentId,
      says.decision,
      says.reportedDate,
      says.reportedText,
      says.ivoDecisionText,
      says.ivoDecisionDate,
      existing,
    ],
  )
}

function isoDateIn(text: string): string | null {
  return /(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)/.exec(text)?.[0] ?? null
}
