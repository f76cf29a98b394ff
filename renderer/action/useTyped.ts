import { useEffect, useRef, useState } from 'react'

const TYPING_PAUSE = 250

/** A search box: what is typed shows at once and is sent after a pause; what the address says wins when it changes. */
export function useTyped(sent: string, send: (text: string) => void): [string, (text: string) => void] {
  const [typed, setTyped] = useState(sent)
  const known = useRef(sent)
  const latest = useRef(send)
  useEffect(() => {
    latest.current = send
  }, [send])
  useEffect(() => {
    if (sent === known.current) return
    known.current = sent
    setTyped(sent)
  }, [sent])
  useEffect(() => {
    if (typed === known.current) return undefined
    const timer = setTimeout(() => {
      known.current = typed
      latest.current(typed)
    }, TYPING_PAUSE)
    return () => clearTimeout(timer)
  }, [typed])
  return [typed, setTyped]
}
