import { fold } from '../../../shared/text/swedish.ts'
import type { MappedValue } from '../../../shared/transfer/mapping.ts'
import { closeness, plainKey } from '../../../shared/transfer/nearest.ts'
import type { Db } from '../db/database.ts'
import { insertUnit } from '../organisation/repository.ts'
import type { Suggested } from './codeBook.ts'
import { OTHER_UNIT_NAMES } from './unitNames.ts'

interface UnitRow {
  id: number
  parent_id: number | null
  kind: string
  code: string
  name: string
  hsa_id: string | null
  forvaltning_id: number | null
}

/** Where a row happened: a unit that is there, one to be made, or none that is known. */
export type Place =
  | { readonly kind: 'unit'; readonly unitId: number; readonly forvaltningId: number }
  | { readonly kind: 'make'; readonly key: string; readonly under: number; readonly names: readonly string[] }
  | { readonly kind: 'unknown'; readonly why: string }

export interface PlaceWords {
  /** From the top down; empty ones are left out. */
  readonly levels: readonly string[]
  readonly hsaId: string
}

const MOST_REMEMBERED = 50_000
const CLOSE_ENOUGH = 0.6
const NEW_UNIT = /^ny:(\d+)$/

/** How a place is written in one line; also what a mapping knows it by. */
export function placeText(levels: readonly string[]): string {
  return levels.join(' > ')
}

/**
 * The workspace's own organisation as sources write it: names, codes, HSA-id, paths, abbreviations, older names. A place
 * is found only where exactly one unit can be meant; everything else is for a person to say.
 */
export class OwnPlaces {
  readonly #db: Db
  readonly #units = new Map<number, UnitRow>()
  readonly #byKey = new Map<string, number[]>()
  readonly #byHsa = new Map<string, number>()
  readonly #mapped = new Map<string, string>()
  readonly #under: number | null
  readonly #seen = new Map<string, Place>()
  readonly #made: number[] = []

  constructor(db: Db, values: readonly MappedValue[], newUnitsUnder: number | null) {
    this.#db = db
    this.#under = newUnitsUnder
    for (const unit of db.all<UnitRow>(
      "SELECT id, parent_id, kind, code, name, hsa_id, forvaltning_id FROM unit WHERE organisation = 'egen' ORDER BY id",
    )) {
      this.#learn(unit)
    }
    for (const { field, value, target } of values) {
      if (field === 'enhet') this.#mapped.set(plainPath(value), target)
    }
  }

  /** Units made so far, in the order they were made. */
  get made(): readonly number[] {
    return this.#made
  }

  find(words: PlaceWords): Place {
    const key = `${words.hsaId}\u0001${words.levels.join('\u0001')}`
    const known = this.#seen.get(key)
    if (known) return known
    const place = this.#find(words)
    if (this.#seen.size < MOST_REMEMBERED) this.#seen.set(key, place)
    return place
  }

  /** A unit by its id, when a case can lie on it. */
  unit(id: number): Place {
    const unit = this.#units.get(id)
    if (!unit) return { kind: 'unknown', why: 'Den enhet som är vald finns inte längre.' }
    if (unit.forvaltning_id === null) {
      return {
        kind: 'unknown',
        why: 'Platsen är hela regionen. Ange förvaltning, verksamhet eller enhet i källan.',
      }
    }
    return { kind: 'unit', unitId: id, forvaltningId: unit.forvaltning_id }
  }

  nameOf(id: number): string {
    return this.#units.get(id)?.name ?? ''
  }

  forvaltningOf(id: number): number | null {
    return this.#units.get(id)?.forvaltning_id ?? null
  }

  /** Makes the unit, and those above it that are missing; inside the caller's transaction. */
  make(place: Extract<Place, { kind: 'make' }>): number {
    let parentId = place.under
    place.names.forEach((name, index) => {
      const key = plainKey(name)
      const there = (this.#byKey.get(key) ?? []).find((id) => this.#units.get(id)?.parent_id === parentId)
      if (there !== undefined) {
        parentId = there
        return
      }
      const kind = index === place.names.length - 1 ? 'enhet' : 'verksamhet'
      const code = this.#freeCode(
        `${this.#units.get(parentId)?.code ?? ''}/${fold(name).replaceAll('/', '∕')}`,
      )
      const id = insertUnit(this.#db, { parentId, organisation: 'egen', kind, code, name })
      this.#made.push(id)
      this.#learn({
        id,
        parent_id: parentId,
        kind,
        code,
        name,
        hsa_id: null,
        forvaltning_id: this.forvaltningOf(parentId),
      })
      parentId = id
    })
    this.#seen.clear()
    return parentId
  }

  /** The unit whose name is most like the place's last level. */
  nearest(levels: readonly string[]): Suggested | null {
    const wanted = plainKey(levels.at(-1) ?? '')
    let best: Suggested | null = null
    for (const [key, ids] of this.#byKey) {
      const id = ids[0]
      if (id === undefined || this.forvaltningOf(id) === null) continue
      const score = Math.round(closeness(wanted, key) * 100) / 100
      if (score < CLOSE_ENOUGH || (best && score <= best.score)) continue
      const label = this.pathOf(id)
      best = { target: String(id), label, score, reason: `Namnet liknar ”${this.nameOf(id)}”.` }
    }
    return best
  }

  /** From the förvaltning down. */
  pathOf(id: number): string {
    const names: string[] = []
    for (let unit = this.#units.get(id); unit && unit.kind !== 'region';) {
      names.unshift(unit.name)
      unit = unit.parent_id === null ? undefined : this.#units.get(unit.parent_id)
    }
    return placeText(names)
  }

  #find({ levels, hsaId }: PlaceWords): Place {
    const byHsa = hsaId === '' ? undefined : this.#byHsa.get(hsaId.toUpperCase())
    if (byHsa !== undefined) return this.unit(byHsa)
    const target = this.#mapped.get(plainPath(placeText(levels)))
    if (target !== undefined && target !== '') {
      const under = NEW_UNIT.exec(target)?.[1]
      if (under === undefined) return this.unit(Number(target))
      return this.#toMake(Number(under), levels)
    }
    if (levels.length === 0) {
      return hsaId === ''
        ? { kind: 'unknown', why: 'Platsen saknas.' }
        : { kind: 'unknown', why: 'Ingen enhet i arbetsytan har det HSA-id:t.' }
    }
    const found = this.#walk(levels)
    if (found.length === 1 && found[0] !== undefined) return this.unit(found[0])
    if (found.length > 1) {
      return {
        kind: 'unknown',
        why: 'Flera enheter i arbetsytan heter så. Ange förvaltning i källan, eller välj enhet vid inläsningen.',
      }
    }
    if (this.#under !== null) return this.#toMake(this.#under, levels)
    return {
      kind: 'unknown',
      why: 'Enheten finns inte i arbetsytans organisation. Koppla den till en enhet, eller låt inläsningen skapa den.',
    }
  }

  /** Under the deepest of the place's own levels that is known and lies within what was chosen. */
  #toMake(chosen: number, levels: readonly string[]): Place {
    if (!this.#units.has(chosen) || this.forvaltningOf(chosen) === null) {
      return { kind: 'unknown', why: 'Nya enheter kan bara skapas under en förvaltning.' }
    }
    let under = chosen
    let rest = [...levels]
    for (let depth = levels.length - 1; depth > 0; depth--) {
      const above = this.#walk(levels.slice(0, depth))
      if (above.length === 1 && above[0] !== undefined && this.forvaltningOf(above[0]) !== null) {
        under = above[0]
        rest = levels.slice(depth)
        break
      }
    }
    return { kind: 'make', key: `${under}/${rest.map(plainKey).join('/')}`, under, names: rest }
  }

  /** Units that the last level names, where every level above it names something above them. */
  #walk(levels: readonly string[]): number[] {
    const last = levels.at(-1) ?? ''
    const candidates = this.#byKey.get(plainKey(last)) ?? []
    const above = levels.slice(0, -1).map(plainKey)
    const fitting = candidates.filter((id) => above.every((key) => this.#isUnder(id, key)))
    if (fitting.length <= 1) return fitting
    // A förvaltning and a part of it may have the same name: the one that is named by every level wins.
    const whole = fitting.filter((id) => !fitting.some((other) => other !== id && this.#hasAbove(other, id)))
    return levels.length === 1 && whole.length >= 1 ? this.#highest(fitting) : whole
  }

  #highest(ids: readonly number[]): number[] {
    return ids.filter((id) => !ids.some((other) => other !== id && this.#hasAbove(id, other)))
  }

  #isUnder(id: number, key: string): boolean {
    // The region itself may stand first in a path.
    const named = this.#byKey.get(key)
    if (!named) return false
    return named.some((upper) => upper === id || this.#hasAbove(id, upper))
  }

  #hasAbove(id: number, upper: number): boolean {
    let at = this.#units.get(id)?.parent_id ?? null
    while (at !== null) {
      if (at === upper) return true
      at = this.#units.get(at)?.parent_id ?? null
    }
    return false
  }

  #learn(unit: UnitRow): void {
    this.#units.set(unit.id, unit)
    if (unit.hsa_id) this.#byHsa.set(unit.hsa_id.toUpperCase(), unit.id)
    const names = [
      unit.name,
      unit.code,
      ...(OTHER_UNIT_NAMES[unit.code] ?? []),
      ...(OTHER_UNIT_NAMES[unit.name] ?? []),
    ]
    for (const name of names) {
      const key = plainKey(name)
      const known = this.#byKey.get(key)
      if (!known) this.#byKey.set(key, [unit.id])
      else if (!known.includes(unit.id)) known.push(unit.id)
    }
  }

  #freeCode(wanted: string): string {
    let code = wanted.slice(0, 200)
    const taken = (text: string) =>
      this.#db.value("SELECT 1 FROM unit WHERE organisation = 'egen' AND code = ?", [text]) !== undefined
    for (let number = 2; taken(code); number++) code = `${wanted.slice(0, 200)}-${number}`
    return code
  }
}

function plainPath(text: string): string {
  return splitPath(text).map(plainKey).join(' > ')
}

/** 'Förvaltning > Verksamhet > Enhet', with whatever arrow or stroke the source uses. */
export function splitPath(text: string): string[] {
  return text
    .replace(/\s+/g, ' ')
    .split(/[>›»→\\|]| \/ | [-–] (?=\p{Lu})/u)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}
