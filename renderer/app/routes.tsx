import {
  ArchiveRestore,
  BookOpenText,
  ChartSpline,
  CircleUser,
  ClipboardList,
  Inbox,
  FileUp,
  ListChecks,
  ListTree,
  ScrollText,
  ShieldCheck,
  Users,
  Waypoints,
  type LucideIcon,
} from 'lucide-react'
import type { ComponentType } from 'react'
import {
  ANALYSTS,
  CASE_READERS,
  CASE_WRITERS,
  EVERYONE,
  REPORT_READERS,
  type Role,
} from '../../shared/account/roles.ts'
import { LOG_READERS } from '../../shared/audit/contract.ts'
import { BACKUP_ROLES } from '../../shared/backup/contract.ts'
import { InboxCount } from '../triage/InboxCount.tsx'
import { page, type Page } from './page.tsx'

/**
 * Every page and its address. An area adds its lines here and keeps its pages in renderer/<area>/.
 * Pages are loaded when first shown, so that the register opens quickly.
 */
export interface Route {
  readonly path: string
  readonly page: Page
  /** Who the page is for; others are told so instead of meeting errors. */
  readonly roles: readonly Role[]
}

const ADMIN = ['administrator'] as const
const INBOX = '/inkorg'

/** The first page after unlock, for most. */
export const REGISTER = page(() => import('../incident/RegisterPage.tsx'), 'RegisterPage')

export const ROUTES: readonly Route[] = [
  { path: INBOX, page: page(() => import('../triage/InboxPage.tsx'), 'InboxPage'), roles: CASE_WRITERS },
  {
    path: `${INBOX}/jamfor/:a/:b`,
    page: page(() => import('../triage/MergePage.tsx'), 'MergePage'),
    roles: CASE_WRITERS,
  },
  { path: '/handelser', page: REGISTER, roles: CASE_READERS },
  {
    path: '/import',
    page: page(() => import('../transfer/ImportPage.tsx'), 'ImportPage'),
    roles: CASE_WRITERS,
  },
  {
    path: '/import/:steg',
    page: page(() => import('../transfer/ImportWizardPage.tsx'), 'ImportWizardPage'),
    roles: CASE_WRITERS,
  },
  {
    path: '/handelse/ny',
    page: page(() => import('../incident/RegisterIncidentPage.tsx'), 'RegisterIncidentPage'),
    roles: CASE_WRITERS,
  },
  {
    path: '/handelse/:id/redigera/:avsnitt?',
    page: page(() => import('../incident/EditIncidentPage.tsx'), 'EditIncidentPage'),
    roles: CASE_WRITERS,
  },
  {
    path: '/handelse/:id/bedom',
    page: page(() => import('../incident/AssessmentPage.tsx'), 'AssessmentPage'),
    roles: CASE_WRITERS,
  },
  {
    path: '/handelse/:id/analys/ny',
    page: page(() => import('../analysis/StartAnalysisPage.tsx'), 'StartAnalysisPage'),
    roles: [...CASE_WRITERS, ...ANALYSTS],
  },
  {
    path: '/handelse/:id',
    page: page(() => import('../incident/IncidentPage.tsx'), 'IncidentPage'),
    roles: CASE_READERS,
  },
  {
    path: '/berattelser',
    page: page(() => import('../annual-report/ReportListPage.tsx'), 'ReportListPage'),
    roles: REPORT_READERS,
  },
  {
    path: '/berattelse/:code/:year',
    page: page(() => import('../annual-report/ReportPage.tsx'), 'ReportPage'),
    roles: REPORT_READERS,
  },
  {
    path: '/analyser',
    page: page(() => import('../analysis/AnalysisListPage.tsx'), 'AnalysisListPage'),
    roles: CASE_READERS,
  },
  {
    path: '/analys/:id/:sida?',
    page: page(() => import('../analysis/AnalysisPage.tsx'), 'AnalysisPage'),
    roles: CASE_READERS,
  },
  {
    path: '/indikatorer',
    page: page(() => import('../indicator/IndicatorPage.tsx'), 'IndicatorPage'),
    roles: REPORT_READERS,
  },
  {
    path: '/atgarder',
    page: page(() => import('../action/ActionListPage.tsx'), 'ActionListPage'),
    roles: CASE_READERS,
  },
  { path: '/logg', page: page(() => import('../audit/LogPage.tsx'), 'LogPage'), roles: EVERYONE },
  { path: '/konton', page: page(() => import('../account/AccountsPage.tsx'), 'AccountsPage'), roles: ADMIN },
  {
    path: '/konton/nytt',
    page: page(() => import('../account/AddAccountPage.tsx'), 'AddAccountPage'),
    roles: ADMIN,
  },
  {
    path: '/konton/:id',
    page: page(() => import('../account/EditAccountPage.tsx'), 'EditAccountPage'),
    roles: ADMIN,
  },
  {
    path: '/kodlistor/:list?',
    page: page(() => import('../code/CodeListPage.tsx'), 'CodeListPage'),
    roles: ADMIN,
  },
  {
    path: '/mitt-konto',
    page: page(() => import('../account/MyAccountPage.tsx'), 'MyAccountPage'),
    roles: EVERYONE,
  },
  {
    path: '/sakerhetskopior',
    page: page(() => import('../backup/BackupPage.tsx'), 'BackupPage'),
    roles: BACKUP_ROLES,
  },
  {
    path: '/sakerhet',
    page: page(() => import('../account/SecurityPage.tsx'), 'SecurityPage'),
    roles: ADMIN,
  },
]

/** What makes an address another page: the steps of an analysis, and of an import, are turned within one page, which stays. */
export function pageKey(location: string): string {
  return /^\/analys\/\d+(?=\/)|^\/import(?=\/)/.exec(location)?.[0] ?? location
}

export interface NavItem {
  readonly href: string
  readonly label: string
  readonly icon: LucideIcon
  /** Addresses that belong to the item, besides its own. */
  readonly also: readonly string[]
  readonly roles: readonly Role[]
  /** How much waits there, beside the label. */
  readonly Count?: ComponentType
}

export interface NavGroup {
  /** Null for the daily work, which needs no heading. */
  readonly title: string | null
  readonly items: readonly NavItem[]
}

export const NAV: readonly NavGroup[] = [
  {
    title: null,
    items: [
      { href: INBOX, label: 'Inkorg', icon: Inbox, also: [], roles: CASE_WRITERS, Count: InboxCount },
      {
        href: '/handelser',
        label: 'Händelser',
        icon: ClipboardList,
        also: ['/handelse'],
        roles: CASE_READERS,
      },
      { href: '/import', label: 'Läs in händelser', icon: FileUp, also: [], roles: CASE_WRITERS },
      {
        href: '/analyser',
        label: 'Händelseanalyser',
        icon: Waypoints,
        also: ['/analys'],
        roles: CASE_READERS,
      },
      { href: '/atgarder', label: 'Åtgärder', icon: ListChecks, also: [], roles: CASE_READERS },
      { href: '/indikatorer', label: 'Indikatorer', icon: ChartSpline, also: [], roles: REPORT_READERS },
      {
        href: '/berattelser',
        label: 'Berättelser',
        icon: BookOpenText,
        also: ['/berattelse'],
        roles: REPORT_READERS,
      },
    ],
  },
  {
    title: 'Arbetsytan',
    items: [
      { href: '/konton', label: 'Konton', icon: Users, also: [], roles: ADMIN },
      { href: '/kodlistor', label: 'Kodlistor', icon: ListTree, also: [], roles: ADMIN },
      { href: '/logg', label: 'Logg', icon: ScrollText, also: [], roles: LOG_READERS },
      { href: '/sakerhet', label: 'Säkerhet', icon: ShieldCheck, also: [], roles: ADMIN },
      {
        href: '/sakerhetskopior',
        label: 'Säkerhetskopior',
        icon: ArchiveRestore,
        also: [],
        roles: BACKUP_ROLES,
      },
      { href: '/mitt-konto', label: 'Mitt konto', icon: CircleUser, also: [], roles: EVERYONE },
    ],
  },
]

/** The items that one of the roles may use, group by group. */
export function navFor(roles: readonly Role[]): NavGroup[] {
  return NAV.map((group) => ({
    ...group,
    items: group.items.filter((item) => item.roles.some((role) => roles.includes(role))),
  })).filter((group) => group.items.length > 0)
}

/** Where one comes after unlock: the first page that the roles give; for who only writes the berättelse, that. */
export function startFor(roles: readonly Role[]): string {
  if (roles.includes('skribent') && !CASE_READERS.some((role) => roles.includes(role))) return '/berattelser'
  // The register, also for those who have an inbox: an empty inbox would say nothing of what there is.
  return navFor(roles)[0]?.items.find(({ href }) => href !== INBOX)?.href ?? '/mitt-konto'
}
