/** Which lines of the register are selected: those pointed out, or all that the filter finds but some. */
export interface Selection {
  readonly all: boolean
  /** The selected ones; when `all`, those that are not. */
  readonly ids: ReadonlySet<number>
}

export const NONE: Selection = { all: false, ids: new Set() }
export const ALL: Selection = { all: true, ids: new Set() }

export function isSelected(selection: Selection, id: number): boolean {
  return selection.all !== selection.ids.has(id)
}

export function countSelected(selection: Selection, total: number): number {
  return selection.all ? Math.max(0, total - selection.ids.size) : selection.ids.size
}

export function toggle(selection: Selection, id: number): Selection {
  return withSelected(selection, [id], !isSelected(selection, id))
}

export function withSelected(selection: Selection, ids: readonly number[], selected: boolean): Selection {
  const next = new Set(selection.ids)
  for (const id of ids) {
    if (selected === selection.all) next.delete(id)
    else next.add(id)
  }
  return { all: selection.all, ids: next }
}
