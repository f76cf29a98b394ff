import { APP_ORIGIN } from './appProtocol.ts'

/** True for an address of our own page, compared as an address and never as text (Actual Budget's old fault). */
export function isOwnPage(url: string): boolean {
  try {
    const parsed = new URL(url)
    return (
      `${parsed.protocol}//${parsed.host}` === APP_ORIGIN && parsed.username === '' && parsed.password === ''
    )
  } catch {
    return false
  }
}
