import { useMemo, type ReactNode } from 'react'
import { highlight, type Range } from '../../shared/search/highlight.ts'
import type { FoundIn } from '../../shared/incident/foundIn.ts'

/** A case's title; while one searches with what was found marked, and under it where in the case it was found. */
export function RegisterTitle({
  title,
  text,
  found,
}: {
  title: string
  text: string
  found: FoundIn | undefined
}) {
  const ranges = useMemo(() => (text === '' ? [] : highlight(text, title)), [text, title])
  if (text === '') {
    return (
      <span className="incident-clamp" title={title}>
        {title}
      </span>
    )
  }
  return (
    <span className="register-title">
      <span className={found ? 'ellipsis' : 'incident-clamp'} title={title}>
        <Marked text={title} ranges={ranges} />
      </span>
      {found ? (
        <span className="register-found">
          <span className="register-found-in">{found.label}:</span>{' '}
          <Marked text={found.text} ranges={found.ranges} />
        </span>
      ) : null}
    </span>
  )
}

/** A text with some of it marked. */
export function Marked({ text, ranges }: { text: string; ranges: readonly Range[] }) {
  const parts: ReactNode[] = []
  let at = 0
  for (const { start, end } of ranges) {
    if (start > at) parts.push(text.slice(at, start))
    parts.push(<mark key={start}>{text.slice(start, end)}</mark>)
    at = end
  }
  parts.push(text.slice(at))
  return <>{parts}</>
}
