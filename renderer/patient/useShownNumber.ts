import { useCallback, useEffect, useState } from 'react'

const SHOWN_SECONDS = 30

export interface ShownNumber {
  readonly number: string | null
  readonly secondsLeft: number
  readonly show: (number: string) => void
  readonly hide: () => void
}

/**
 * A number on screen for a while. It is held here alone, never in the query cache: gone after half a minute, when the
 * window is left or hidden, and with the page (which a lock takes away).
 */
export function useShownNumber(): ShownNumber {
  const [number, setNumber] = useState<string | null>(null)
  const [secondsLeft, setSecondsLeft] = useState(0)
  const hide = useCallback(() => setNumber(null), [])
  const show = useCallback((shown: string) => {
    setNumber(shown)
    setSecondsLeft(SHOWN_SECONDS)
  }, [])

  useEffect(() => {
    if (number === null) return undefined
    const until = Date.now() + SHOWN_SECONDS * 1000
    const tick = setInterval(() => {
      const left = Math.ceil((until - Date.now()) / 1000)
      if (left <= 0) hide()
      else setSecondsLeft(left)
    }, 500)
    const onHidden = () => {
      if (document.hidden) hide()
    }
    window.addEventListener('blur', hide)
    document.addEventListener('visibilitychange', onHidden)
    return () => {
      clearInterval(tick)
      window.removeEventListener('blur', hide)
      document.removeEventListener('visibilitychange', onHidden)
    }
  }, [number, hide])

  return { number, secondsLeft, show, hide }
}
