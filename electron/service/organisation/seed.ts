import { VGR, VGR_FORVALTNINGAR } from '../../../shared/organisation/vgr.ts'
import type { Db } from '../db/database.ts'
import { insertUnit } from './repository.ts'

/** Gives a new workspace VGR's region, förvaltningar and their parts. */
export function seedOrganisation(db: Db): void {
  const region = insertUnit(db, {
    parentId: null,
    organisation: 'egen',
    kind: 'region',
    code: VGR.code,
    name: VGR.name,
  })
  for (const forvaltning of VGR_FORVALTNINGAR) {
    const id = insertUnit(db, {
      parentId: region,
      organisation: 'egen',
      kind: 'forvaltning',
      code: forvaltning.code,
      name: forvaltning.name,
      providesCare: forvaltning.providesCare,
    })
    forvaltning.parts.forEach((name, index) =>
      insertUnit(db, {
        parentId: id,
        organisation: 'egen',
        kind: 'verksamhet',
        code: `${forvaltning.code}-${index + 1}`,
        name,
        providesCare: forvaltning.providesCare,
      }),
    )
  }
}
