import { Menu, type MenuItemConstructorOptions } from 'electron'

/** The system menu in Swedish. No developer tools in a release. */
export function installMenu(options: { development: boolean; lock: () => void }): void {
  const template: MenuItemConstructorOptions[] = [
    {
      label: '&Arkiv',
      submenu: [
        { label: 'Lås arbetsytan', accelerator: 'CmdOrCtrl+L', click: options.lock },
        { type: 'separator' },
        { role: 'quit', label: 'Avsluta' },
      ],
    },
    {
      label: '&Redigera',
      submenu: [
        { role: 'undo', label: 'Ångra' },
        { role: 'redo', label: 'Gör om' },
        { type: 'separator' },
        { role: 'cut', label: 'Klipp ut' },
        { role: 'copy', label: 'Kopiera' },
        { role: 'paste', label: 'Klistra in' },
        { role: 'selectAll', label: 'Markera allt' },
      ],
    },
    {
      label: '&Visa',
      submenu: [
        { role: 'zoomIn', label: 'Större text' },
        { role: 'zoomOut', label: 'Mindre text' },
        { role: 'resetZoom', label: 'Vanlig storlek' },
        { type: 'separator' },
        { role: 'togglefullscreen', label: 'Helskärm' },
        ...(options.development ? [{ role: 'toggleDevTools', label: 'Utvecklarverktyg' } as const] : []),
      ],
    },
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
