import { PanelLeftClose, PanelLeftOpen, Plus } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { Link } from 'wouter'
import { CASE_WRITERS } from '../../shared/account/roles.ts'
import { DEFAULT_COLUMNS, type RegisterColumn } from '../../shared/incident/columns.ts'
import type { IncidentFilter } from '../../shared/incident/filter.ts'
import { formatNumber } from '../../shared/text/swedish.ts'
import type { ViewDefinition } from '../../shared/view/contract.ts'
import { useRpc } from '../app/rpc.ts'
import { useMay } from '../app/session.tsx'
import { useCodes } from '../code/useCodes.ts'
import { focusPage } from '../ui/focus.ts'
import { Loading, PageHead, Problem } from '../ui/parts.tsx'
import { FilterChips } from './FilterChips.tsx'
import { columnSpecs } from './registerColumns.tsx'
import { NothingFits, NothingYet } from './RegisterEmpty.tsx'
import { ExportMenu, ExportProgress, useRegisterExport } from './RegisterExport.tsx'
import { RegisterFacets } from './RegisterFacets.tsx'
import { usedCount, type FilterWords } from './registerFacets.ts'
import { FIRST_LOOK, useLook } from './registerLook.ts'
import { ColumnMenu, GroupMenu, SortMenu } from './RegisterMenus.tsx'
import { RegisterPrint } from './RegisterPrint.tsx'
import { listOf, useShownList, type ListWish } from './registerRows.ts'
import { RegisterSearch, type SearchHandle } from './RegisterSearch.tsx'
import { NONE, type Selection } from './registerSelection.ts'
import { RegisterSelectionBar } from './RegisterSelectionBar.tsx'
import { columnsOf, EMPTY_VIEW, useRegisterView, withText } from './registerState.ts'
import { RegisterTable } from './RegisterTable.tsx'
import { SavedViews, useViews, ViewTabs } from './SavedViews.tsx'
import { useUnits } from './units.ts'
import './incident.css'
import './register.css'

/** From this width (px) on there is room for the filters beside the list, until somebody has chosen. */
const ROOM_FOR_PANEL = 1500

/** The register: every event, filtered, searched, sorted and grouped; a line opens its case. */
export function RegisterPage() {
  const { view, change } = useRegisterView()
  const [stored, changeLook] = useLook()
  const look = stored ?? FIRST_LOOK
  const units = useUnits()
  const words = useWords(view.filter)
  const mayWrite = useMay(CASE_WRITERS)
  const search = useRef<SearchHandle>(null)
  const page = useRef<HTMLDivElement>(null)

  // The same list is the same object, so that only another one is read.
  const listText = JSON.stringify(listOf(view))
  // It has just been made from a list.
  const list = useMemo(() => JSON.parse(listText) as ListWish, [listText])
  const { shown, waiting, error, retry } = useShownList(list)
  const ids = columnsOf(view, look.columns)
  const columns = columnSpecs(ids)
  const shownAs: ViewDefinition = {
    filter: view.filter,
    sort: view.sort,
    group: view.group,
    columns: [...ids],
  }
  const views = useViews(view, shownAs)
  const exporting = useRegisterExport(list, ids, views.open?.name ?? 'Händelser')

  const [chosen, setChosen] = useState<{ readonly of: string; readonly selection: Selection }>({
    of: '',
    selection: NONE,
  })
  const filterText = JSON.stringify(view.filter)
  // Another filter: what was selected may no longer be in the list, and nothing is to be done with what is not seen.
  const selection = chosen.of === filterText ? chosen.selection : NONE
  const select = (next: Selection) => setChosen({ of: filterText, selection: next })

  const changeFilter = (filter: IncidentFilter) => change({ ...view, filter })
  const setColumns = (next: readonly RegisterColumn[] | null) => {
    if (views.open) change({ ...view, columns: [...(next ?? DEFAULT_COLUMNS)] }, { replace: true })
    else {
      changeLook({ columns: next === null ? null : [...next] })
      if (view.columns !== null) change({ ...view, columns: null }, { replace: true })
    }
  }
  const toList = useCallback(() => {
    const line = page.current?.querySelector('[role=row][tabindex="0"]')
    if (line instanceof HTMLElement) line.focus()
  }, [])
  useSearchKeys(search)

  const roomy = useSyncExternalStore(onRoom, hasRoom)
  const panel = look.panel ?? roomy
  const used = usedCount(view.filter)
  const filtered = Object.keys(view.filter).length > 0
  const PanelIcon = panel ? PanelLeftClose : PanelLeftOpen

  return (
    <div className="page fill incident-register" ref={page}>
      <PageHead title="Händelser">
        <SavedViews
          view={view}
          shownAs={shownAs}
          views={views}
          look={look}
          onLook={changeLook}
          onChange={change}
        />
        <ExportMenu exporting={exporting} disabled={(shown?.total ?? 0) === 0} />
        {mayWrite ? (
          <Link href="/handelse/ny" className="button primary">
            <Plus size={16} aria-hidden />
            Ny händelse
          </Link>
        ) : null}
      </PageHead>
      <Problem error={exporting.error} />
      <ExportProgress exporting={exporting} />
      <ViewTabs views={views} look={look} onChange={change} />
      <div className="register-bar no-print">
        <AriaButton className="button" aria-expanded={panel} onPress={() => changeLook({ panel: !panel })}>
          <PanelIcon size={16} aria-hidden />
          Filter
          {used > 0 ? <span className="register-used">{used}</span> : null}
        </AriaButton>
        <RegisterSearch
          handle={search}
          text={view.filter.text ?? ''}
          onChange={(text) => change(withText(view, text), { replace: true })}
          onDown={toList}
        />
        <SortMenu
          sort={view.sort}
          searching={view.filter.text !== undefined}
          onChange={(sort) => change({ ...view, sort })}
        />
        <GroupMenu group={view.group} onChange={(group) => change({ ...view, group })} />
        <ColumnMenu columns={ids} usual={views.open === null} onChange={setColumns} />
      </div>
      <div className="incident-count-row">
        <p className="incident-count" role="status">
          {shown === null ? '' : countText(shown.total, Object.keys(shown.list.filter).length > 0)}
        </p>
        <FilterChips
          filter={view.filter}
          words={words}
          onChange={(filter) =>
            change(Object.keys(filter).length === 0 ? { ...view, ...clearedOf(view) } : { ...view, filter })
          }
        />
      </div>
      {view.filter.text === undefined ? null : <SearchState />}
      <div className={panel ? 'register-body-row with-panel' : 'register-body-row'}>
        {panel && stored !== null ? (
          <RegisterFacets
            filter={view.filter}
            units={units}
            look={look}
            onLook={changeLook}
            onChange={changeFilter}
            onLeave={toList}
          />
        ) : null}
        <div className="register-list" aria-busy={waiting}>
          {error ? (
            <Problem error={error} retry={retry} />
          ) : shown === null || stored === null ? (
            <Loading />
          ) : (
            <>
              <RegisterPrint shown={shown} columns={columns} />
              <RegisterTable
                view={view}
                shown={shown}
                columns={columns}
                look={look}
                onLook={changeLook}
                onChange={change}
                selection={selection}
                onSelection={select}
                empty={
                  filtered ? (
                    <NothingFits
                      filter={view.filter}
                      words={words}
                      onChange={(filter) =>
                        change({ ...(Object.keys(filter).length === 0 ? EMPTY_VIEW : view), filter })
                      }
                    />
                  ) : (
                    <NothingYet mayWrite={mayWrite} mayImport={mayWrite} />
                  )
                }
              />
              <RegisterSelectionBar
                selection={selection}
                shown={shown}
                onSelection={(next) => {
                  select(next)
                  if (next === NONE) focusPage()
                }}
              />
            </>
          )}
        </div>
      </div>
    </div>
  )
}

const ROOM = window.matchMedia(`(min-width: ${ROOM_FOR_PANEL}px)`)
const hasRoom = () => ROOM.matches
function onRoom(listener: () => void): () => void {
  ROOM.addEventListener('change', listener)
  return () => ROOM.removeEventListener('change', listener)
}

/** While the words are being gathered anew, a search finds what has been gathered so far. */
function SearchState() {
  const state = useRpc('search.status', {})
  if (!state.data || state.data.whole) return null
  return (
    <p role="status" className="soft small">
      Sökningen görs i ordning: {formatNumber(state.data.done)} av {formatNumber(state.data.total)} ärenden
      går att söka i än.
    </p>
  )
}

/** 'Rensa alla' takes the text away too, and with it the order by best hit. */
function clearedOf(view: ViewDefinition): Pick<ViewDefinition, 'filter' | 'sort'> {
  return { filter: {}, sort: view.sort.by === 'relevance' ? EMPTY_VIEW.sort : view.sort }
}

/** The names of codes, units and accounts, for what is said about a filter. */
function useWords(filter: IncidentFilter): FilterWords {
  const { label } = useCodes()
  const { byId } = useUnits()
  const facets = useRpc(
    'incident.suggest-facets',
    { filter: {} },
    { enabled: filter.assignedTo !== undefined },
  )
  return useMemo(() => {
    const people = new Map(facets.data?.assignedTo.map((one) => [one.code, one.label]))
    return {
      code: label,
      unit: (id) => byId.get(id)?.name ?? 'okänd enhet',
      account: (id) => people.get(id) ?? 'Ett annat konto',
    }
  }, [label, byId, facets.data])
}

/** A slash, or Ctrl+F: to the search. In a field a slash is a slash. */
function useSearchKeys(search: React.RefObject<SearchHandle | null>): void {
  useEffect(() => {
    const key = (event: KeyboardEvent) => {
      const field =
        event.target instanceof HTMLElement &&
        event.target.matches('input:not([type=checkbox]), textarea, [contenteditable], [role=spinbutton]')
      const find = event.key.toLowerCase() === 'f' && (event.ctrlKey || event.metaKey)
      const slash = event.key === '/' && !field && !event.ctrlKey && !event.altKey && !event.metaKey
      if ((!find && !slash) || document.querySelector('[role=dialog]')) return
      event.preventDefault()
      search.current?.focus()
    }
    window.addEventListener('keydown', key)
    return () => window.removeEventListener('keydown', key)
  }, [search])
}

function countText(total: number, filtered: boolean): string {
  const number = formatNumber(total)
  if (total === 1) return '1 händelse'
  return filtered ? `${number} händelser i urvalet` : `${number} händelser`
}
