import type { WebPreferences } from 'electron'

/** The window's own session lives in memory (no "persist:"): no cookie, cache or storage of the page reaches the disk. */
export const PARTITION = 'lardom'

/**
 * How every page of ours runs. Defaults are written out too: a changed default in a new Electron changes nothing here,
 * and security.e2e.ts reads back what is in force.
 */
export const PAGE_PREFERENCES = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  plugins: false,
  navigateOnDragDrop: false,
  spellcheck: false,
  disableDialogs: true,
  // The page has no file pickers of its own (main's dialogs give tokens), cannot read colours off the screen, and opens
  // no window beside the window.
  disableBlinkFeatures: 'FileSystemAccess,FileSystemAccessLocal,EyeDropperAPI,DocumentPictureInPictureAPI',
} as const satisfies WebPreferences

/** The window: the bridge is its only preload, and developer tools exist only when developing. */
export function windowPreferences(preload: string, development: boolean): WebPreferences {
  return { ...PAGE_PREFERENCES, preload, partition: PARTITION, devTools: development }
}

/** The unseen page that a document is printed from: no script, no bridge, a session of its own. */
export const PRINT_PREFERENCES = {
  ...PAGE_PREFERENCES,
  javascript: false,
  devTools: false,
  partition: 'lardom-utskrift',
} as const satisfies WebPreferences
