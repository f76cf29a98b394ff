import { FlaskConical, Lock, Sprout } from 'lucide-react'
import { Suspense, useEffect, useRef } from 'react'
import { Link, Redirect, Route, Switch, useLocation } from 'wouter'
import { ROLE_LABELS, type Role } from '../../shared/account/roles.ts'
import { Button } from '../ui/Button.tsx'
import { Empty, Loading, Problem } from '../ui/parts.tsx'
import { BackupNotice, DamageNotice } from '../backup/notices.tsx'
import { About } from './About.tsx'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { keepPlace } from './place.ts'
import { useCommand } from './rpc.ts'
import { navFor, pageKey, ROUTES, startFor, type NavItem, type Route as PageRoute } from './routes.tsx'
import { useMay, useSession } from './session.tsx'

/** The frame around every page: where one can go, whose data it is, and the way out. */
export function Shell({ damage }: { damage: string | null }) {
  const session = useSession()
  const { roles } = session
  const [location] = useLocation()
  const main = useRef<HTMLElement>(null)

  useEffect(() => {
    // The other pages are small and local: fetched once the first one stands, so that each opens at once.
    const timer = setTimeout(() => {
      for (const route of ROUTES) if (isFor(route, roles)) void route.page.preload()
    }, 1500)
    return () => clearTimeout(timer)
  }, [roles])

  useEffect(() => keepPlace(), [])

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
    // As in a browser, which Electron leaves to the app. A field, or a part of the page, may have another use for it.
    const back = (event: KeyboardEvent) => {
      if (!event.altKey || event.defaultPrevented || !['ArrowLeft', 'ArrowRight'].includes(event.key)) return
      event.preventDefault()
      if (event.key === 'ArrowLeft') window.history.back()
      else window.history.forward()
    }
    window.addEventListener('keydown', back)
    return () => window.removeEventListener('keydown', back)
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
        {damage === null ? null : <DamageNotice message={damage} />}
        <BackupNotice />
        <ErrorBoundary key={pageKey(location)}>
          <Suspense fallback={<Loading />}>
            <Switch>
              <Route path="/">
                <Redirect to={startFor(roles)} />
              </Route>
              {ROUTES.map((route) => (
                <Route key={route.path} path={route.path}>
                  <GuardedPage route={route} />
                </Route>
              ))}
              <Route>
                <Empty whole title="Sidan finns inte">
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

/** A page that one may not see says so, and who can help; its procedures would only answer with errors. */
function GuardedPage({ route }: { route: PageRoute }) {
  const { Component } = route.page
  const { roles } = useSession()
  if (useMay(route.roles)) return <Component />
  return (
    <Empty whole title="Din behörighet omfattar inte den här sidan">
      <p>
        Sidan är till för {listed(route.roles)}.{' '}
        {roles.includes('administrator')
          ? 'En administratör ser ingen text om händelser. Behöver du det i ditt arbete kan rollen ges på sidan Konton, och det står i loggen.'
          : 'Be arbetsytans administratör om rätt roll, om du behöver den i ditt arbete.'}
      </p>
      <p>
        <Link href="/mitt-konto">Se vad din behörighet omfattar</Link>
      </p>
    </Empty>
  )
}

function isFor({ roles }: { readonly roles: readonly Role[] }, mine: readonly Role[]): boolean {
  return mine.some((role) => roles.includes(role))
}

function listed(roles: readonly Role[]): string {
  const names = [...new Set(roles)].map((role) => ROLE_LABELS[role].toLocaleLowerCase('sv'))
  return new Intl.ListFormat('sv', { type: 'conjunction' }).format(names)
}

function SideBar() {
  const session = useSession()
  const [location] = useLocation()
  const lock = useCommand('host.lock')

  return (
    <nav className="side no-print" aria-label="Huvudmeny">
      <div className="brand">
        <Sprout size={26} aria-hidden />
        Lärdom
      </div>
      {navFor(session.roles).map((group) => (
        <div key={group.title ?? ''} className="nav-group">
          {group.title === null ? null : (
            <h2 className="nav-heading" id="nav-arbetsytan">
              {group.title}
            </h2>
          )}
          <ul className="nav-list" {...(group.title === null ? {} : { 'aria-labelledby': 'nav-arbetsytan' })}>
            {group.items.map((item) => (
              <NavLink key={item.href} item={item} location={location} />
            ))}
          </ul>
        </div>
      ))}
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

function NavLink({ item, location }: { item: NavItem; location: string }) {
  const here = [item.href, ...item.also].some((path) => location === path || location.startsWith(`${path}/`))
  return (
    <li>
      <Link href={item.href} className="nav-link" aria-current={here ? 'page' : undefined}>
        <item.icon size={20} aria-hidden />
        {item.label}
        {item.Count ? <item.Count /> : null}
      </Link>
    </li>
  )
}
