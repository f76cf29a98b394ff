/**
 * What may be attached to a case. A type is found in the content, never in the name; what is not here is refused.
 * docs/decisions/0010-attachments-in-the-file.md says why each is in or out.
 */

interface TypeSpec {
  /** What it is called on screen. */
  readonly label: string
  /** Given to the stored name, whatever the file was called. */
  readonly extension: string
  readonly mediaType: string
  /**
   * Whether the system's own program may be started on it: documents that are shown, not run. A CSV is not, since a
   * spreadsheet runs its formulas; nor a letter, which carries files of its own.
   */
  readonly opens: boolean
}

export const ATTACHMENT_TYPES = {
  pdf: { label: 'PDF', extension: 'pdf', mediaType: 'application/pdf', opens: true },
  docx: {
    label: 'Word-dokument',
    extension: 'docx',
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    opens: true,
  },
  xlsx: {
    label: 'Excel-arbetsbok',
    extension: 'xlsx',
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    opens: true,
  },
  pptx: {
    label: 'PowerPoint-presentation',
    extension: 'pptx',
    mediaType: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    opens: true,
  },
  odt: {
    label: 'OpenDocument-text',
    extension: 'odt',
    mediaType: 'application/vnd.oasis.opendocument.text',
    opens: true,
  },
  ods: {
    label: 'OpenDocument-kalkylark',
    extension: 'ods',
    mediaType: 'application/vnd.oasis.opendocument.spreadsheet',
    opens: true,
  },
  odp: {
    label: 'OpenDocument-presentation',
    extension: 'odp',
    mediaType: 'application/vnd.oasis.opendocument.presentation',
    opens: true,
  },
  txt: { label: 'Textfil', extension: 'txt', mediaType: 'text/plain', opens: true },
  csv: { label: 'CSV-tabell', extension: 'csv', mediaType: 'text/csv', opens: false },
  eml: { label: 'E-brev', extension: 'eml', mediaType: 'message/rfc822', opens: false },
  msg: { label: 'Outlook-brev', extension: 'msg', mediaType: 'application/vnd.ms-outlook', opens: false },
  png: { label: 'PNG-bild', extension: 'png', mediaType: 'image/png', opens: true },
  jpg: { label: 'JPEG-bild', extension: 'jpg', mediaType: 'image/jpeg', opens: true },
  gif: { label: 'GIF-bild', extension: 'gif', mediaType: 'image/gif', opens: true },
  webp: { label: 'WebP-bild', extension: 'webp', mediaType: 'image/webp', opens: true },
  tif: { label: 'TIFF-bild', extension: 'tif', mediaType: 'image/tiff', opens: true },
  heic: { label: 'HEIC-bild', extension: 'heic', mediaType: 'image/heic', opens: true },
  mp3: { label: 'MP3-ljud', extension: 'mp3', mediaType: 'audio/mpeg', opens: true },
  m4a: { label: 'M4A-ljud', extension: 'm4a', mediaType: 'audio/mp4', opens: true },
  wav: { label: 'WAV-ljud', extension: 'wav', mediaType: 'audio/wav', opens: true },
  mp4: { label: 'MP4-film', extension: 'mp4', mediaType: 'video/mp4', opens: true },
} as const satisfies Record<string, TypeSpec>

export type AttachmentType = keyof typeof ATTACHMENT_TYPES

// Object.keys widens to string; the record's own keys are its types.
export const ATTACHMENT_TYPE_CODES = Object.keys(ATTACHMENT_TYPES) as [AttachmentType, ...AttachmentType[]]

/** The largest file, in bytes. The whole content passes through memory, and lies in every backup. */
export const LARGEST_ATTACHMENT = 25 * 1024 * 1024
/** How many a case may hold. */
export const MOST_ATTACHMENTS = 50
