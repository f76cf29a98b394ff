/** Where a berättelse is shown; codes may hold å, ä and ö. */
export function reportHref(unitCode: string, year: number): string {
  return `/berattelse/${encodeURIComponent(unitCode)}/${year}`
}

/** The berättelse that an address names, or null when it names none. */
export function reportAddress(code: string, year: string): { unitCode: string; year: number } | null {
  if (!/^\d{4}$/.test(year)) return null
  try {
    return { unitCode: decodeURIComponent(code), year: Number(year) }
  } catch {
    // A lone '%' is no code.
    return null
  }
}
