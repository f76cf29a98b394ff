import * as z from 'zod'
import { CASE_READERS, type Role } from '../account/roles.ts'
import { command, job, query, type Contract } from '../rpc/procedure.ts'
import { ATTACHMENT_TYPE_CODES, LARGEST_ATTACHMENT, MOST_ATTACHMENTS } from './types.ts'
import { diskPath } from '../rpc/diskPath.ts'

const id = z.number().int().positive()
const name = z.string().trim().min(1, 'Ge bilagan ett namn.').max(300, 'Namnet får vara högst 300 tecken.')
const description = z.string().trim().max(1000, 'Beskrivningen får vara högst 1 000 tecken.')
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** What an attachment belongs to: one incident or one analysis. */
export const attachmentOwner = z.union([
  z.strictObject({ incidentId: id }),
  z.strictObject({ analysisId: id }),
])
export type AttachmentOwner = z.infer<typeof attachmentOwner>

export const attachment = z.strictObject({
  id,
  name: z.string(),
  type: z.enum(ATTACHMENT_TYPE_CODES),
  size: z.number(),
  description: z.string(),
  /** Its text looked as if it held a personnummer, and the person kept it all the same. */
  personnummerSeen: z.boolean(),
  addedAt: z.string(),
  addedBy: z.string(),
})
export type Attachment = z.infer<typeof attachment>

/** The trace of one that was removed. */
export const removedAttachment = z.strictObject({
  id,
  name: z.string(),
  removedAt: z.string(),
  removedBy: z.string(),
  reason: z.string(),
})
export type RemovedAttachment = z.infer<typeof removedAttachment>

export const attachmentList = z.strictObject({
  rows: z.array(attachment),
  removed: z.array(removedAttachment),
  /** Whether the caller may add, describe and remove here. */
  writable: z.boolean(),
})
export type AttachmentList = z.infer<typeof attachmentList>

/** What became of one file. The name is fit to show: a personnummer in it is dotted out. */
export const addOutcome = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('added'), name: z.string(), attachment }),
  /** The same content is there already, under this name. */
  z.strictObject({ kind: z.literal('duplicate'), name: z.string(), existing: z.string() }),
  /** Its text looks as if it holds a personnummer: it is added when the person confirms this very content. */
  z.strictObject({ kind: z.literal('ask'), name: z.string(), sha256 }),
  z.strictObject({ kind: z.literal('refused'), name: z.string(), message: z.string() }),
])
export type AddOutcome = z.infer<typeof addOutcome>

/**
 * Who may add and remove: on an incident those who handle it, on an analysis those who lead it. The procedures take
 * both; which of them holds is asked per attachment (electron/service/attachment/reach.ts).
 */
const WRITERS = ['cheflakare', 'handlaggare', 'analysledare'] as const satisfies Role[]

export const attachmentContract = {
  'attachment.list': query({ input: attachmentOwner, output: attachmentList, access: CASE_READERS }),
  'attachment.get': query({ input: z.strictObject({ id }), output: attachment, access: CASE_READERS }),
  /** Reads files from disk and adds them, each by itself. `confirmed` holds the content that was asked about. */
  'attachment.add': job({
    input: z.strictObject({
      owner: attachmentOwner,
      paths: z.array(diskPath).min(1).max(MOST_ATTACHMENTS, 'Lägg till högst 50 filer åt gången.'),
      confirmed: z.array(sha256).max(MOST_ATTACHMENTS).default([]),
    }),
    /** One for each path, in order. */
    output: z.array(addOutcome),
    access: WRITERS,
    caller: 'host',
  }),
  /** The same for a file that was dropped or pasted: the window holds its bytes, never its path. */
  'attachment.add-bytes': job({
    input: z.strictObject({
      owner: attachmentOwner,
      name: z.string().max(1000),
      bytes: z
        .instanceof(Uint8Array)
        // One more than is taken, so that a file that is too large gets its own words.
        .refine((bytes) => bytes.length <= LARGEST_ATTACHMENT + 1, 'Filen är större än 25 MB.'),
      confirmed: z.array(sha256).max(MOST_ATTACHMENTS).default([]),
    }),
    output: addOutcome,
    access: WRITERS,
  }),
  /** A new name (its ending stays) and what it is. */
  'attachment.describe': command({
    input: z.strictObject({ id, name, description }),
    output: attachment,
    access: WRITERS,
  }),
  /** Final: the content is deleted, the row stays as its trace. */
  'attachment.remove': command({
    input: z.strictObject({
      id,
      reason: z.string().trim().min(1, 'Skriv varför bilagan tas bort.').max(500),
    }),
    output: z.null(),
    access: WRITERS,
  }),
  /** Writes the content to a file: for looking at, in a folder that is removed, or as a copy of the person's own. */
  'attachment.extract': job({
    input: z.strictObject({
      id,
      to: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('temp'), folder: diskPath }),
        z.strictObject({ kind: z.literal('copy'), path: diskPath }),
      ]),
    }),
    output: z.strictObject({ path: z.string(), type: z.enum(ATTACHMENT_TYPE_CODES), bytes: z.number() }),
    access: CASE_READERS,
    caller: 'host',
  }),
} as const satisfies Contract
