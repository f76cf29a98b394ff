import type { CodeListName } from '../../../shared/code/names.ts'
import type { Db } from '../db/database.ts'

/** Where the codes of a list are kept. A subcategory of a cause is kept by its words. */
const KEPT: Readonly<Record<CodeListName, string>> = {
  handelsetyp: `SELECT handelsetyp AS code, count(*) AS count FROM incident GROUP BY handelsetyp
    UNION ALL SELECT undertyp, count(*) FROM incident WHERE undertyp IS NOT NULL GROUP BY undertyp`,
  skadetyp: columnOf('skadetyp'),
  vardform: columnOf('vardtyp'),
  vardprocess: columnOf('vardprocess'),
  yrkesroll: columnOf('reporter_role'),
  samverkan: columnOf('samverkan'),
  medicinskt_omrade: columnOf('medical_area'),
  agens: tagsOf('agens'),
  strategiomrade: tagsOf('strategiomrade'),
  kvalitetsregister: tagsOf('kvalitetsregister'),
  orsaksomrade: `SELECT area AS code, count(*) AS count FROM cause WHERE area <> '' GROUP BY area
    UNION ALL SELECT k.code, count(*) FROM cause c
      JOIN code k ON k.list = 'orsaksomrade' AND k.parent = c.area AND k.label = c.subcategory GROUP BY k.code`,
}

function columnOf(column: string): string {
  return `SELECT ${column} AS code, count(*) AS count FROM incident WHERE ${column} IS NOT NULL GROUP BY ${column}`
}

function tagsOf(list: CodeListName): string {
  return `SELECT code, count(*) AS count FROM incident_tag WHERE list = '${list}' GROUP BY code`
}

/** How many cases (or causes) have each code of a list. */
export function usageOf(db: Db, list: CodeListName): { code: string; count: number }[] {
  return db.all<{ code: string; count: number }>(KEPT[list])
}
