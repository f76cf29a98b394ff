import type { Db } from '../db/database.ts'

/**
 * What people have done with a case besides changing its own fields: work that stands on the words as they were, so
 * that no import changes them and no undo takes the case away. First what weighs most.
 */
const WORK: readonly { readonly says: string; readonly sql: string }[] = [
  { says: 'en händelseanalys är startad', sql: 'SELECT 1 FROM analysis WHERE incident_id = @id' },
  { says: 'händelsen är bedömd', sql: 'SELECT 1 FROM assessment WHERE incident_id = @id' },
  {
    says: 'lex Maria är avgjort här',
    // A case that came with the source has neither day nor decider.
    sql: "SELECT 1 FROM lex_maria_case WHERE incident_id = @id AND (decision_date IS NOT NULL OR decided_by <> '')",
  },
  { says: 'åtgärder är beslutade', sql: 'SELECT 1 FROM action WHERE incident_id = @id' },
  { says: 'den har en bilaga', sql: 'SELECT 1 FROM attachment WHERE incident_id = @id' },
  { says: 'patientens nummer är inskrivet', sql: 'SELECT 1 FROM patient_identity WHERE incident_id = @id' },
  {
    says: 'den är länkad till ett annat ärende',
    sql: 'SELECT 1 FROM incident_link WHERE incident_id = @id OR other_id = @id',
  },
  {
    says: 'den är sammanförd med ett annat ärende',
    sql: 'SELECT 1 FROM incident WHERE merged_into = @id OR (id = @id AND merged_into IS NOT NULL)',
  },
]

/** Why a case counts as worked on, in words that follow 'eftersom'; undefined when it does not. */
export function workOn(db: Db, id: number): string | undefined {
  return WORK.find(({ sql }) => db.value(`${sql} LIMIT 1`, { id }) !== undefined)?.says
}
