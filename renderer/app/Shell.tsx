import { FlaskConical, Lock, Sprout } from 'lucide-react'
import { Suspense, useEffect, useRef } from 'react'
import { Link, Redirect, Route, Switch, useLocation } from 'wouter'
import { ROLE_LABELS } from '../../shared/account/roles.ts'
import { Button } from '../ui/Button.tsx'
import { Empty, Loading, Notice, Problem } from '../ui/parts.tsx'
import { About } from './About.tsx'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { call, useCommand } from './rpc.ts'
import { NAV, pageKey, ROUTES } from './routes.tsx'
import { useSession } from './session.tsx'

/** The frame around every page: where one can go, whose data it is, and the way out. */
export function Shell({ damage }: { damage: string | null }) {
  const session = useSession()
  const [location] = useLocation()
  const main = useRef<HTMLElement>(null)

  useEffect(() => {
    // The other pages are small and local: fetched once the first one stands, so that each opens at once.
    const timer = setTimeout(() => {
      for (const route of ROUTES) void route.page.preload()
    }, 1500)
    return () => clearTimeout(timer)
  }, [])

  useEffect(() => {
    const print = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'p' || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      window.print()
    }
    window.addEventListener('keydown', print)
    return () => window.removeEventListener('keydown', print)
  }, [])

  useEffect(() => {
    // A new page starts at its top, and a screen reader at its content.
    main.current?.scrollTo(0, 0)
    main.current?.focus({ preventScroll: true })
  }, [location])

  return (
    <div className="shell">
      {session.isExample ? (
        <header className="example-banner">
          <FlaskConical size={16} aria-hidden />
          <strong>Exempeldata.</strong>
          <span>
            Publicerade, avidentifierade lex Maria-fall med källa, och påhittade händelser. Ingenting här får
            ligga till grund för beslut.
          </span>
        </header>
      ) : null}
      <SideBar />
      <main className="main" ref={main} tabIndex={-1}>
        {damage === null ? null : (
          <Notice tone="danger" title="Arbetsytan är skadad" live>
            {damage}
          </Notice>
        )}
        <ErrorBoundary key={pageKey(location)}>
          <Suspense fallback={<Loading />}>
            <Switch>
              <Route path="/">
                <Redirect to="/handelser" />
              </Route>
              {ROUTES.map((route) => (
                <Route key={route.path} path={route.path} component={route.page.Component} />
              ))}
              <Route>
                <Empty title="Sidan finns inte">
                  <p>Länken leder ingenstans. Välj en sida till vänster.</p>
                </Empty>
              </Route>
            </Switch>
          </Suspense>
        </ErrorBoundary>
      </main>
    </div>
  )
}

function SideBar() {
  const session = useSession()
  const [location] = useLocation()
  const lock = useCommand('account.lock')
  const { mutate: lockNow } = lock

  useEffect(
    () =>
      window.lardom.on((event) => {
        if (event.name !== 'lock-wanted') return
        // Leaving the field saves what is being typed; the lock comes after it in the service's queue.
        if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
        lockNow({})
      }),
    [lockNow],
  )

  return (
    <nav className="side no-print" aria-label="Huvudmeny">
      <div className="brand">
        <Sprout size={26} aria-hidden />
        Lärdom
      </div>
      <ul className="nav-list">
        {NAV.map((item) => {
          const here = [item.href, ...item.also].some(
            (path) => location === path || location.startsWith(`${path}/`),
          )
          return (
            <li key={item.href}>
              <Link href={item.href} className="nav-link" aria-current={here ? 'page' : undefined}>
                <item.icon size={20} aria-hidden />
                {item.label}
              </Link>
            </li>
          )
        })}
      </ul>
      <div className="side-foot">
        <div>
          <div>
            <strong>{session.name}</strong>
          </div>
          <div>{session.accountName}</div>
          <div className="soft">{session.roles.map((role) => ROLE_LABELS[role]).join(', ')}</div>
        </div>
        <Problem error={lock.error} />
        <div className="row">
          <Button size="small" onPress={() => lock.mutate({})}>
            <Lock size={16} aria-hidden />
            Lås
          </Button>
          <About />
        </div>
      </div>
    </nav>
  )
}

/** Copies text through the host; the window has no clipboard of its own. */
export async function copyText(text: string): Promise<void> {
  await call('host.copy-text', { text })
}
