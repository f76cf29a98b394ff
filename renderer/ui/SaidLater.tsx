import { useEffect, useState } from 'react'

/** Says words to a screen reader a moment after they are seen: what a region holds when it appears is not announced. */
export function SaidLater({ words }: { words: string }) {
  const [said, setSaid] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setSaid(words), 300)
    return () => clearTimeout(timer)
  }, [words])
  return (
    <p className="visually-hidden" role="status">
      {said}
    </p>
  )
}
