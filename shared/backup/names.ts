/**
 * A copy's name says when and why it was made, so that the list needs no index that could be lost:
 * `Namn 2026-11-22 134510 vid-oppning.lardom`, in the folder `Namn.lardom-kopior` beside the workspace.
 */

export const REASONS = {
  'vid-oppning': 'När arbetsytan öppnades',
  'varje-timme': 'Under arbetet',
  'for-hand': 'Gjord för hand',
  'fore-format': 'Före nytt format',
  'fore-import': 'Före inläsning',
  'fore-nyckelbyte': 'Före byte av nycklar',
  ersatt: 'Ersatt vid återställning',
} as const
export type Reason = keyof typeof REASONS

const EXTENSION = '.lardom'
const FOLDER_SUFFIX = `${EXTENSION}-kopior`
/** So that a copy's name never gets too long for the file system, whatever the workspace is called. */
const LONGEST_STEM = 60
const TAIL = /^(.*) (\d{4}-\d{2}-\d{2}) (\d{2})(\d{2})(\d{2}) ([a-z-]+?)(?: (\d{1,4}))?\.lardom$/u

export interface CopyName {
  readonly name: string
  /** The workspace's name when the copy was made, at most {@link LONGEST_STEM} characters of it. */
  readonly stem: string
  /** '2026-11-22 13:45:10', the clock in Sweden: text that sorts. */
  readonly at: string
  readonly reason: Reason
  /** Tells copies of the same second and reason apart; the first is 1. */
  readonly ordinal: number
}

/** The folder of a workspace's copies, by its path or name. */
export function copiesFolder(workspace: string): string {
  return workspace.endsWith(EXTENSION) ? `${workspace}-kopior` : `${workspace}${FOLDER_SUFFIX}`
}

/** The workspace that a folder of copies belongs to; null for any other folder. */
export function workspaceOfFolder(folder: string): string | null {
  return folder.endsWith(FOLDER_SUFFIX) ? folder.slice(0, -'-kopior'.length) : null
}

/** What a workspace's copies are called: its file name without the extension. */
export function stemOf(fileName: string): string {
  const stem = fileName.endsWith(EXTENSION) ? fileName.slice(0, -EXTENSION.length) : fileName
  return Array.from(stem.normalize('NFC')).slice(0, LONGEST_STEM).join('').trim()
}

/** `at` as {@link CopyName} has it. */
export function copyName(stem: string, at: string, reason: Reason, ordinal = 1): string {
  return `${stem} ${at.replaceAll(':', '')} ${reason}${ordinal > 1 ? ` ${ordinal}` : ''}${EXTENSION}`
}

/** Null for every name that is not a copy's: foreign files may lie in the folder and are left alone. */
export function parseCopyName(name: string): CopyName | null {
  const match = TAIL.exec(name.normalize('NFC'))
  if (!match) return null
  const [, stem = '', day = '', hour = '', minute = '', second = '', reason = '', ordinal = '1'] = match
  if (!isReason(reason) || Number.isNaN(Date.parse(`${day}T${hour}:${minute}:${second}Z`))) return null
  if (Number(ordinal) < 1) return null
  return { name, stem, at: `${day} ${hour}:${minute}:${second}`, reason, ordinal: Number(ordinal) }
}

function isReason(text: string): text is Reason {
  return Object.hasOwn(REASONS, text)
}

/** Newest first. */
export function compareCopies(
  a: Pick<CopyName, 'at' | 'ordinal' | 'name'>,
  b: Pick<CopyName, 'at' | 'ordinal' | 'name'>,
): number {
  return b.at.localeCompare(a.at) || b.ordinal - a.ordinal || (a.name < b.name ? 1 : -1)
}
