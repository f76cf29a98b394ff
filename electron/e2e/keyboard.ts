import type { Locator, Page } from '@playwright/test'

const MOST = 120

/** Presses Tab until the focus is there, as one who has no mouse must. */
export async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  // Held by the element: an open list on the way hides everything else from assistive technology, and from roles.
  const element = await target.elementHandle()
  if (!element) throw new Error(`Finns inte: ${String(target)}`)
  for (let press = 0; press < MOST; press++) {
    if (await element.evaluate((node) => node === document.activeElement)) return
    await page.keyboard.press(key)
  }
  throw new Error(`Tab kommer inte till ${String(target)}`)
}
