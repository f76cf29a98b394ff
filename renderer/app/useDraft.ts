import { useCallback, useEffect, useRef, useState } from 'react'
import type * as z from 'zod'
import { swedishClock } from '../../shared/time/dates.ts'
import { lockWaitsFor, nothingToSave, saveBeforeLock, wordsOf } from './beforeLock.ts'
import { call } from './rpc.ts'

const PAUSE = 600
/** Whoever types without a pause is saved this often (ms). */
const AT_LEAST_EVERY = 2000

/**
 * A form's value that is never lost: it is saved in the encrypted file at each pause in typing, and when the page
 * is left, and comes back when the page is opened again. `schema` guards against a draft of an older form.
 */
export function useDraft<T>(key: string, schema: z.ZodType<T>, initial: T) {
  const [value, setValue] = useState<T>(initial)
  const [ready, setReady] = useState(false)
  const [restored, setRestored] = useState(false)
  const [savedAt, setSavedAt] = useState<string | null>(null)
  const [error, setError] = useState<string | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  const unsaved = useRef<T | null>(null)
  const savedLast = useRef(0)
  const start = useRef(initial)

  /** Null when all is saved, else why it is not. */
  const saveNow = useCallback(async (): Promise<string | null> => {
    if (timer.current) clearTimeout(timer.current)
    timer.current = null
    const body = unsaved.current
    if (body === null) return null
    unsaved.current = null
    savedLast.current = performance.now()
    try {
      const { updatedAt } = await lockWaitsFor(
        key,
        call('account.draft-save', { key, body: JSON.stringify(body) }),
      )
      setSavedAt(updatedAt)
      setError(null)
      return null
    } catch (failure) {
      unsaved.current ??= body
      setError(wordsOf(failure))
      return wordsOf(failure)
    }
  }, [key])
  const save = useCallback(async () => {
    await saveNow()
  }, [saveNow])

  useEffect(() => {
    let live = true
    setReady(false)
    call('account.draft-get', { key })
      .then((draft) => {
        if (!live) return
        const parsed = draft === null ? undefined : schema.safeParse(parseJson(draft.body))
        if (draft && parsed?.success) {
          setValue(parsed.data)
          setSavedAt(draft.updatedAt)
          setRestored(true)
        } else setValue(start.current)
        setReady(true)
      })
      .catch((failure: unknown) => {
        if (!live) return
        setError(wordsOf(failure))
        setReady(true)
      })
    // Leaving a field or the window saves at once: whoever presses Lås loses nothing.
    const leave = () => void saveNow()
    document.addEventListener('focusout', leave)
    const noLongerOpen = saveBeforeLock(saveNow)
    return () => {
      live = false
      document.removeEventListener('focusout', leave)
      noLongerOpen()
      leave()
    }
  }, [key, schema, saveNow])

  const change = useCallback(
    (next: T | ((old: T) => T)) => {
      setValue((old) => {
        const made = typeof next === 'function' ? (next as (old: T) => T)(old) : next
        unsaved.current = made
        return made
      })
      if (timer.current) clearTimeout(timer.current)
      else savedLast.current = performance.now()
      const wait = Math.min(PAUSE, savedLast.current + AT_LEAST_EVERY - performance.now())
      timer.current = setTimeout(() => void saveNow(), wait)
    },
    [saveNow],
  )

  /** Lets the draft go: the form is as it was at first, or as it has been `sent`. */
  const discard = useCallback(
    async (sent?: T) => {
      if (timer.current) clearTimeout(timer.current)
      timer.current = null
      unsaved.current = null
      nothingToSave(key)
      await call('account.draft-discard', { key })
      if (sent !== undefined) start.current = sent
      setValue(start.current)
      setSavedAt(null)
      setRestored(false)
    },
    [key],
  )

  return { value, change, ready, restored, savedAt, error, discard, flush: save }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Not ours or cut short: the form starts afresh, the draft row stays until it is written over.
    return undefined
  }
}

/** '14:30' in Sweden, for 'Sparat 14:30': the same clock as in the log, wherever the computer thinks it is. */
export function clockTime(iso: string): string {
  return swedishClock(new Date(iso)).slice(11, 16)
}
