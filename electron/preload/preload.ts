import { contextBridge, ipcRenderer } from 'electron'
import type { CallResult, LardomBridge, ServiceEvent } from '../../shared/rpc/wire.ts'

/** Three functions, nothing of Electron's own; listeners get the payload only. */
const bridge: LardomBridge = {
  call: async (procedure, input, options) =>
    // Main answers every call with a CallResult; anything else would be a fault in main.
    (await ipcRenderer.invoke(
      'lardom:call',
      procedure,
      input,
      options?.requestId,
      options?.commandId,
    )) as CallResult,
  cancel: (requestId) => ipcRenderer.send('lardom:cancel', requestId),
  on: (listener) => {
    const forward = (_event: unknown, event: ServiceEvent) => listener(event)
    ipcRenderer.on('lardom:event', forward)
    return () => ipcRenderer.removeListener('lardom:event', forward)
  },
}

contextBridge.exposeInMainWorld('lardom', bridge)
