import { call } from '../app/rpc.ts'
import { columnsOf, parseView } from './registerState.ts'

/** Where a person's views were kept before they could be shared: among the drafts, the name in the key. */
const PREFIX = 'view/incident/'

/**
 * Takes over the views of before, once; each is one's own, as it was. One whose name is taken stays where it is, and
 * what cannot be done now is tried when the register is opened the next time.
 */
export async function takeOverOldViews(): Promise<void> {
  for (const { key } of await call('account.draft-list', { prefix: PREFIX })) {
    const draft = await call('account.draft-get', { key })
    if (draft === null) continue
    const { filter, sort, group } = parseView(draft.body)
    const definition = { filter, sort, group, columns: [...columnsOf({ columns: null }, null)] }
    const name = key.slice(PREFIX.length)
    await call('view.save', { name, definition }, { commandId: crypto.randomUUID() })
    await call('account.draft-discard', { key })
  }
}
