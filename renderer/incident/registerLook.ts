import { useCallback, useEffect, useMemo, useRef } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import * as z from 'zod'
import { registerColumn, type RegisterColumn } from '../../shared/incident/columns.ts'
import { saveBeforeLock } from '../app/beforeLock.ts'
import { call, useRpc } from '../app/rpc.ts'

/** How a person likes the register to look, kept with the person like a draft: nothing that others see. */
const look = z.strictObject({
  /** Whether the filters stand beside the list; null until somebody has chosen, and the window's width decides. */
  panel: z.boolean().nullable(),
  /** Sections of filters that are open. */
  open: z.array(z.string().max(40)).max(60),
  widths: z.partialRecord(registerColumn, z.number().int().min(40).max(2000)),
  /** The usual columns, of lists that are no saved view. */
  columns: z.array(registerColumn).min(1).max(40).nullable(),
  /** Saved views that stand as tabs, in their order. */
  pinned: z.array(z.number().int().positive()).max(30),
})
export type Look = z.infer<typeof look>
export type Widths = Readonly<Partial<Record<RegisterColumn, number>>>

export const FIRST_LOOK: Look = {
  panel: null,
  open: ['status', 'harm', 'handelsetyp', 'plats', 'tid'],
  widths: {},
  columns: null,
  pinned: [],
}

const KEY = 'register/look'
/** A width that is being dragged is not written for every step. */
const SAVE_AFTER = 600

/** Null until it has been read. */
export function useLook(): readonly [Look | null, (change: Partial<Look>) => void] {
  const stored = useRpc('account.draft-get', { key: KEY })
  const client = useQueryClient()
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  const unsaved = useRef<string | null>(null)
  const write = useCallback(async () => {
    const body = unsaved.current
    unsaved.current = null
    // A kindness: where it cannot be kept (a full disk), it holds until the window is closed.
    if (body !== null) await call('account.draft-save', { key: KEY, body }).catch(() => undefined)
  }, [])
  const change = useCallback(
    (part: Partial<Look>) => {
      const key = ['account.draft-get', { key: KEY }]
      const present = parseLook(client.getQueryData<{ body: string } | null>(key)?.body ?? null)
      const body = JSON.stringify({ ...present, ...part })
      client.setQueryData(key, { body, updatedAt: '' })
      unsaved.current = body
      if (timer.current !== null) clearTimeout(timer.current)
      timer.current = setTimeout(() => void write(), SAVE_AFTER)
    },
    [client, write],
  )
  // The page one goes from, or a lock: what is not written yet is written at once.
  useEffect(() => {
    const asked = saveBeforeLock(async () => {
      await write()
      return null
    })
    return () => {
      asked()
      if (timer.current !== null) clearTimeout(timer.current)
      void write()
    }
  }, [write])
  const body = stored.data === undefined ? undefined : (stored.data?.body ?? null)
  const parsed = useMemo(() => (body === undefined ? null : parseLook(body)), [body])
  return [stored.error ? FIRST_LOOK : parsed, change]
}

export function parseLook(body: string | null): Look {
  if (body === null) return FIRST_LOOK
  try {
    const parsed = look.safeParse({ ...FIRST_LOOK, ...(JSON.parse(body) as object) })
    return parsed.success ? parsed.data : FIRST_LOOK
  } catch {
    // Of another form: one starts with the first look.
    return FIRST_LOOK
  }
}
