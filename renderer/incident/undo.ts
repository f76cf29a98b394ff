import { LardomError } from '../../shared/rpc/error.ts'
import { call } from '../app/rpc.ts'
import { tell } from '../ui/toast.tsx'

/** Says what was done, with Ångra for the version it made. */
export function tellWithUndo(text: string, id: number, version: number): void {
  tell(text, {
    label: 'Ångra',
    run: () => {
      call('incident.undo', { id, version }, { commandId: crypto.randomUUID() })
        .then(() => tell('Ändringen är ångrad.'))
        .catch((error: unknown) => tell(error instanceof LardomError ? error.message : String(error)))
    },
  })
}
