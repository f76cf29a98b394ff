import { fold } from '../../../shared/text/swedish.ts'
import type { Db } from '../db/database.ts'
import { insertUnit } from '../organisation/repository.ts'

const ROOT = 'publicerade-fall'

/**
 * The organisation beside the workspace's own where published cases happened: root → region → vårdgivare → enhet, as
 * the source names them. A real event is never placed at a unit of the own organisation, not even one of the same name.
 */
export class PublishedPlaces {
  readonly #db: Db
  readonly #ids = new Map<string, number>()

  constructor(db: Db) {
    this.#db = db
  }

  /** The unit for a place, made when it is new. Names that differ only in case are one. */
  unitFor(place: { region: string; vardgivare: string; enhet: string }): number {
    const root = this.#unit(null, 'region', [ROOT], 'Publicerade fall')
    const region = place.region || 'Region ej angiven'
    const vardgivare = place.vardgivare || 'Vårdgivare ej angiven'
    const regionId = this.#unit(root, 'region', [ROOT, region], region)
    const givareId = this.#unit(regionId, 'forvaltning', [ROOT, region, vardgivare], vardgivare)
    if (place.enhet === '') return givareId
    return this.#unit(givareId, 'enhet', [ROOT, region, vardgivare, place.enhet], place.enhet)
  }

  #unit(
    parentId: number | null,
    kind: 'region' | 'forvaltning' | 'enhet',
    path: readonly string[],
    name: string,
  ): number {
    const code = path.map((part) => fold(part).replaceAll('/', '∕').replace(/\s+/g, ' ')).join('/')
    const known =
      this.#ids.get(code) ??
      this.#db.value<number>("SELECT id FROM unit WHERE organisation = 'publicerad' AND code = ?", [code])
    const id = known ?? insertUnit(this.#db, { parentId, organisation: 'publicerad', kind, code, name })
    this.#ids.set(code, id)
    return id
  }
}
