import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { ProgressBar as AriaProgressBar } from 'react-aria-components'
import { Link } from 'wouter'
import type { LardomError } from '../../shared/rpc/error.ts'
import { formatPercent } from '../../shared/text/swedish.ts'
import { Button } from './Button.tsx'

export type Tone = 'neutral' | 'danger' | 'warning' | 'success' | 'info' | 'example'

/** A short state in words; the colour only repeats them. */
export function Badge({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) {
  return <span className={`badge ${tone}`}>{children}</span>
}

const NOTICE_ICONS = { info: Info, danger: CircleAlert, warning: TriangleAlert, success: CircleCheck }

/** Something to read. `live` announces it to a screen reader when it appears. */
export function Notice({
  tone = 'info',
  title,
  live = false,
  children,
}: {
  tone?: keyof typeof NOTICE_ICONS
  title?: string
  live?: boolean
  children?: ReactNode
}) {
  const Icon = NOTICE_ICONS[tone]
  return (
    <div className={`notice ${tone}`} {...(live ? { role: tone === 'danger' ? 'alert' : 'status' } : {})}>
      <Icon size={20} aria-hidden />
      <div>
        {title ? <p className="notice-title">{title}</p> : null}
        {children}
      </div>
    </div>
  )
}

/** An error from the service: its own words, and a way to try again where that can help. */
export function Problem({ error, retry }: { error: LardomError | null | undefined; retry?: () => void }) {
  if (!error) return null
  return (
    <Notice tone="danger" live>
      <p>{error.message}</p>
      {retry ? (
        <p>
          <Button size="small" onPress={retry}>
            Försök igen
          </Button>
        </p>
      ) : null}
    </Notice>
  )
}

/** The top of a page: where one is, what it is, what one can do. */
export function PageHead({
  title,
  crumbs = [],
  badges,
  lead,
  children,
}: {
  title: string
  crumbs?: readonly { href: string; label: string }[]
  badges?: ReactNode
  lead?: ReactNode
  children?: ReactNode
}) {
  return (
    <header className="page-head">
      <div className="page-title">
        {crumbs.length > 0 ? (
          <nav className="breadcrumb" aria-label="Sökväg">
            {crumbs.map((crumb, index) => (
              <span key={crumb.href}>
                {index === 0 ? null : <span aria-hidden> › </span>}
                <Link href={crumb.href}>{crumb.label}</Link>
              </span>
            ))}
          </nav>
        ) : null}
        <h1>{title}</h1>
        {badges ? <div className="page-badges">{badges}</div> : null}
        {lead ? <p className="soft">{lead}</p> : null}
      </div>
      {children ? <div className="actions no-print">{children}</div> : null}
    </header>
  )
}

/** An empty list that says why it is empty and what to do. `whole`: it is all there is on the page. */
export function Empty({
  title,
  whole = false,
  children,
}: {
  title: string
  whole?: boolean
  children?: ReactNode
}) {
  const Heading = whole ? 'h1' : 'h2'
  return (
    <div className="empty">
      <Heading className="empty-title">{title}</Heading>
      {children}
    </div>
  )
}

export function ProgressBar({ label, done, total }: { label: string; done: number; total: number }) {
  const share = total > 0 ? Math.min(1, done / total) : 0
  return (
    <AriaProgressBar className="field" value={share * 100} valueLabel={formatPercent(share)}>
      {({ percentage, valueText }) => (
        <>
          <span className="row">
            <span>{label}</span>
            <span className="soft numeric">{valueText}</span>
          </span>
          <div className="progress-track">
            {/* Width is data, so it is set on the element; the policy allows the CSSOM, not style text. */}
            <div className="progress-fill" style={{ width: `${percentage ?? 0}%` }} />
          </div>
        </>
      )}
    </AriaProgressBar>
  )
}

/** Said while something is fetched; only after a moment, so that quick answers do not flicker. */
export function Loading({ label = 'Hämtar …' }: { label?: string }) {
  return (
    <p className="soft loading" role="status">
      {label}
    </p>
  )
}
