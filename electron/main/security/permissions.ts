/**
 * What the page may ask the system for: nothing. The list is empty on purpose, and a new entry needs a reason here.
 * Copying goes through the bridge (`host.copy-text`), notices are drawn in the window, and nothing in the work needs a
 * camera, a place, a clipboard to read or a device.
 */
const ALLOWED: ReadonlySet<string> = new Set()

/** Default deny: an unknown name, also one that a later Chromium invents, is refused. */
export function mayUse(permission: string): boolean {
  return ALLOWED.has(permission)
}
