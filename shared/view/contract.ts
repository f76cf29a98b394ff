import * as z from 'zod'
import { CASE_READERS, CASE_WRITERS } from '../account/roles.ts'
import { registerColumn } from '../incident/columns.ts'
import { groupKey, incidentFilter, incidentSort } from '../incident/filter.ts'
import { command, query, type Contract } from '../rpc/procedure.ts'

/** Saved views: what the register showed, under a name. One's own, or shared with everyone in the workspace. */

export const VIEW_NAME_MAX = 60

export const viewDefinition = z.strictObject({
  filter: incidentFilter,
  sort: incidentSort,
  group: groupKey.nullable(),
  /** In the order they stand; null for the usual ones. */
  columns: z.array(registerColumn).min(1).max(40).nullable(),
})
export type ViewDefinition = z.infer<typeof viewDefinition>

const viewId = z.number().int().positive()
const version = z.number().int().positive()
const name = z
  .string()
  .trim()
  .min(1, 'Ge vyn ett namn.')
  .max(VIEW_NAME_MAX, `Namnet får vara högst ${VIEW_NAME_MAX} tecken.`)

export const savedView = z.strictObject({
  id: viewId,
  version,
  name: z.string(),
  shared: z.boolean(),
  /** Who made it. */
  ownerName: z.string(),
  own: z.boolean(),
  /** The caller may rename it, change what it shows, share or remove it. */
  editable: z.boolean(),
  updatedAt: z.string(),
  definition: viewDefinition,
})
export type SavedView = z.infer<typeof savedView>

export const viewContract = {
  /** One's own and the shared ones, by name. */
  'view.list': query({ input: z.strictObject({}), output: z.array(savedView), access: CASE_READERS }),
  /** A new view of one's own; with `id`, another content for that view. A name that is taken is refused. */
  'view.save': command({
    input: z.strictObject({
      id: viewId.nullable().default(null),
      /** Of the view that gets another content. */
      version: version.nullable().default(null),
      name,
      definition: viewDefinition,
    }),
    output: savedView,
    access: CASE_READERS,
  }),
  'view.rename': command({
    input: z.strictObject({ id: viewId, version, name }),
    output: savedView,
    access: CASE_READERS,
  }),
  /** Shares a view with everyone in the workspace, or makes it its owner's own again. */
  'view.share': command({
    input: z.strictObject({ id: viewId, version, shared: z.boolean() }),
    output: savedView,
    access: CASE_WRITERS,
  }),
  'view.remove': command({
    input: z.strictObject({ id: viewId, version }),
    output: z.strictObject({ id: viewId, name: z.string() }),
    access: CASE_READERS,
  }),
  /** Takes a removed view back; under another name when its own has been taken since. */
  'view.restore': command({
    input: z.strictObject({ id: viewId }),
    output: savedView,
    access: CASE_READERS,
  }),
} as const satisfies Contract
