import {
  BookOpenText,
  ChartSpline,
  ClipboardList,
  ListChecks,
  Waypoints,
  type LucideIcon,
} from 'lucide-react'
import { page, type Page } from './page.tsx'

/**
 * Every page and its address. An area adds its lines here and keeps its pages in renderer/<area>/.
 * Pages are loaded when first shown, so that the register opens quickly.
 */
export interface Route {
  readonly path: string
  readonly page: Page
}

/** The first page after unlock. */
export const REGISTER = page(() => import('../incident/RegisterPage.tsx'), 'RegisterPage')

export const ROUTES: readonly Route[] = [
  { path: '/handelser', page: REGISTER },
  {
    path: '/handelse/ny',
    page: page(() => import('../incident/RegisterIncidentPage.tsx'), 'RegisterIncidentPage'),
  },
  {
    path: '/handelse/:id/redigera',
    page: page(() => import('../incident/EditIncidentPage.tsx'), 'EditIncidentPage'),
  },
  {
    path: '/handelse/:id/bedom',
    page: page(() => import('../incident/AssessmentPage.tsx'), 'AssessmentPage'),
  },
  {
    path: '/handelse/:id/analys/ny',
    page: page(() => import('../analysis/StartAnalysisPage.tsx'), 'StartAnalysisPage'),
  },
  { path: '/handelse/:id', page: page(() => import('../incident/IncidentPage.tsx'), 'IncidentPage') },
  {
    path: '/berattelser',
    page: page(() => import('../annual-report/ReportListPage.tsx'), 'ReportListPage'),
  },
  {
    path: '/berattelse/:code/:year',
    page: page(() => import('../annual-report/ReportPage.tsx'), 'ReportPage'),
  },
  { path: '/analyser', page: page(() => import('../analysis/AnalysisListPage.tsx'), 'AnalysisListPage') },
  { path: '/analys/:id/:sida?', page: page(() => import('../analysis/AnalysisPage.tsx'), 'AnalysisPage') },
  { path: '/indikatorer', page: page(() => import('../indicator/IndicatorPage.tsx'), 'IndicatorPage') },
  { path: '/atgarder', page: page(() => import('../action/ActionListPage.tsx'), 'ActionListPage') },
]

/** What makes an address another page: the steps of an analysis are turned within one workbench, which stays. */
export function pageKey(location: string): string {
  return /^\/analys\/\d+(?=\/)/.exec(location)?.[0] ?? location
}

export interface NavItem {
  readonly href: string
  readonly label: string
  readonly icon: LucideIcon
  /** Addresses that belong to the item, besides its own. */
  readonly also: readonly string[]
}

export const NAV: readonly NavItem[] = [
  { href: '/handelser', label: 'Händelser', icon: ClipboardList, also: ['/handelse'] },
  { href: '/analyser', label: 'Händelseanalyser', icon: Waypoints, also: ['/analys'] },
  { href: '/atgarder', label: 'Åtgärder', icon: ListChecks, also: [] },
  { href: '/indikatorer', label: 'Indikatorer', icon: ChartSpline, also: [] },
  { href: '/berattelser', label: 'Berättelser', icon: BookOpenText, also: ['/berattelse'] },
]
