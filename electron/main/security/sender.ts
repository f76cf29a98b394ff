import { isOwnPage } from './ownPage.ts'

/** What is looked at in a call's event; Electron's own events fit, and so do a test's. */
export interface CallEvent {
  readonly sender: unknown
  readonly senderFrame: { readonly parent: unknown; readonly url: string } | null
}

/** The window that may call. */
export interface CallingWindow {
  isDestroyed(): boolean
  readonly webContents: unknown
}

/**
 * Only our window's main frame, showing our own page, may call. An empty address, about:blank, a frame inside the page
 * and a frame that is already gone pass nowhere.
 */
export function isOurs(event: CallEvent, window: CallingWindow): boolean {
  if (window.isDestroyed() || event.sender !== window.webContents) return false
  try {
    const frame = event.senderFrame
    return frame !== null && frame.parent === null && isOwnPage(frame.url)
  } catch {
    // Electron throws when the frame was disposed of before it was asked: it is nobody's.
    return false
  }
}
