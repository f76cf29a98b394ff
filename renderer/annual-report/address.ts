/** Where a berättelse is shown; codes may hold å, ä and ö. */
export function reportHref(unitCode: string, year: number): string {
  return `/berattelse/${encodeURIComponent(unitCode)}/${year}`
}
