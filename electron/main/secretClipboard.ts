const MINUTE = 60_000

/** Electron's clipboard; newer ones answer with promises. */
interface Clipboard {
  writeText(text: string): unknown
  readText(): string | Promise<string>
  clear(): unknown
}

export interface SecretClipboard {
  copy(text: string): Promise<void>
  /** Takes back now what would be taken back later: at a lock, or when the app quits. */
  forget(): Promise<void>
}

/** Copies what must not lie about: after a minute the clipboard is emptied, unless it holds something else by then. */
export function secretClipboard(clipboard: Clipboard, after = MINUTE): SecretClipboard {
  let held: { readonly text: string; readonly timer: NodeJS.Timeout } | null = null

  const forget = async () => {
    if (held === null) return
    const { text, timer } = held
    held = null
    clearTimeout(timer)
    if ((await clipboard.readText()) === text) await clipboard.clear()
  }

  return {
    copy: async (text) => {
      if (held !== null) clearTimeout(held.timer)
      held = { text, timer: setTimeout(() => void forget(), after) }
      await clipboard.writeText(text)
    },
    forget,
  }
}
