import * as z from 'zod'

/** A place on the disk, from the host. No file's name holds a zero, and Node refuses to ask the system about one. */
export const diskPath = z
  .string()
  .min(1, 'Välj en fil.')
  .max(4000, 'Sökvägen är för lång.')
  .refine((path) => !path.includes('\u0000'), 'Sökvägen har ett tecken som ingen fil kan ha.')
