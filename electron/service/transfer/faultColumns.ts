/** The columns that stand before a faulty row's own. A file that has them was written here, to be mended and read again. */
export const FAULT_COLUMNS: readonly string[] = ['Rad i källan', 'Felets kolumn', 'Skäl']

/** Whether a file was written by saveFaulty.ts: then an apostrophe before a formula's sign is ours and is taken off. */
export function isFaultFile(headings: readonly string[]): boolean {
  return FAULT_COLUMNS.every((heading) => headings.includes(heading))
}
