import { fold } from '../../../shared/text/swedish.ts'
import type { Db } from '../db/database.ts'
import { insertUnit } from '../organisation/repository.ts'

const ROOT = 'publicerade-fall'

export interface PublishedPlace {
  readonly region: string
  readonly vardgivare: string
  readonly enhet: string
}

/**
 * The organisation beside the workspace's own where published cases happened: root → region → vårdgivare → enhet, as
 * the source names them. A real event is never placed at a unit of the own organisation, not even one of the same name.
 */
export class PublishedPlaces {
  readonly #db: Db
  readonly #ids = new Map<string, number>()
  readonly #made: number[] = []

  constructor(db: Db) {
    this.#db = db
  }

  get made(): readonly number[] {
    return this.#made
  }

  /** The unit for a place when there is one. Names that differ only in case are one. */
  find(place: PublishedPlace): number | undefined {
    return this.#known(codeOf(pathOf(place)))
  }

  /** The unit for a place, made when it is new. */
  unitFor(place: PublishedPlace): number {
    const [region = '', vardgivare = '', enhet] = pathOf(place)
    const root = this.#unit(null, 'region', [], 'Publicerade fall')
    const regionId = this.#unit(root, 'region', [region], region)
    const givareId = this.#unit(regionId, 'forvaltning', [region, vardgivare], vardgivare)
    return enhet === undefined ? givareId : this.#unit(givareId, 'enhet', [region, vardgivare, enhet], enhet)
  }

  #unit(
    parentId: number | null,
    kind: 'region' | 'forvaltning' | 'enhet',
    path: readonly string[],
    name: string,
  ): number {
    const code = codeOf(path)
    const known = this.#known(code)
    if (known !== undefined) return known
    const id = insertUnit(this.#db, { parentId, organisation: 'publicerad', kind, code, name })
    this.#ids.set(code, id)
    this.#made.push(id)
    return id
  }

  #known(code: string): number | undefined {
    const known = this.#ids.get(code)
    if (known !== undefined) return known
    const id = this.#db.value<number>("SELECT id FROM unit WHERE organisation = 'publicerad' AND code = ?", [
      code,
    ])
    if (id !== undefined) this.#ids.set(code, id)
    return id
  }
}

function pathOf({ region, vardgivare, enhet }: PublishedPlace): string[] {
  const upper = [region || 'Region ej angiven', vardgivare || 'Vårdgivare ej angiven']
  return enhet === '' ? upper : [...upper, enhet]
}

function codeOf(path: readonly string[]): string {
  return [ROOT, ...path].map((part) => fold(part).replaceAll('/', '∕').replace(/\s+/g, ' ')).join('/')
}
