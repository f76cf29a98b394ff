import { ArrowDown, ArrowUp, ArrowUpDown, Columns3, GripVertical, Layers } from 'lucide-react'
import { useRef, useState } from 'react'
import {
  Dialog as AriaDialog,
  DialogTrigger,
  Header,
  Menu,
  MenuItem,
  MenuSection,
  MenuTrigger,
} from 'react-aria-components'
import { DEFAULT_COLUMNS, REGISTER_COLUMNS, type RegisterColumn } from '../../shared/incident/columns.ts'
import {
  GROUPINGS,
  SORT_KEYS,
  type GroupKey,
  type IncidentSort,
  type SortKey,
} from '../../shared/incident/filter.ts'
import { Button } from '../ui/Button.tsx'
import { RegisterPopover } from './RegisterPopover.tsx'

const UNGROUPED = 'ingen'

/** Under which headings the list stands. */
export function GroupMenu({
  group,
  onChange,
}: {
  group: GroupKey | null
  onChange: (group: GroupKey | null) => void
}) {
  return (
    <MenuTrigger>
      <Button size="small" aria-label={group === null ? 'Gruppera' : `Gruppera: ${GROUPINGS[group]}`}>
        <Layers size={16} aria-hidden />
        {group === null ? 'Gruppera' : GROUPINGS[group]}
      </Button>
      <RegisterPopover>
        <Menu
          className="listbox"
          aria-label="Gruppera efter"
          selectionMode="single"
          selectedKeys={[group ?? UNGROUPED]}
          onSelectionChange={(keys) => {
            const key = keys === 'all' ? UNGROUPED : [...keys][0]
            onChange(GROUP_KEYS.find((one) => one === key) ?? null)
          }}
        >
          <MenuItem id={UNGROUPED} className="option">
            Ingen gruppering
          </MenuItem>
          {GROUP_KEYS.map((key) => (
            <MenuItem key={key} id={key} className="option">
              {GROUPINGS[key]}
            </MenuItem>
          ))}
        </Menu>
      </RegisterPopover>
    </MenuTrigger>
  )
}

// Object.keys only loses the type.
const GROUP_KEYS = Object.keys(GROUPINGS) as GroupKey[]

const SORT_WORDS: Readonly<Record<SortKey, string>> = {
  relevance: 'Bästa träff',
  date: 'Datum',
  reported: 'Rapporterad',
  number: 'Ärendenummer',
  unit: 'Händelseplats',
  type: 'Händelsetyp',
  status: 'Status',
  harm: 'Skada',
  risk: 'Riskpoäng',
  severity: 'Följd enligt rapportören',
  vardform: 'Vårdform',
  medicalArea: 'Medicinskt område',
  assignee: 'Handläggare',
}

/** The order, also by what no shown column holds. */
export function SortMenu({
  sort,
  searching,
  onChange,
}: {
  sort: IncidentSort
  /** There is a text, so that there is a best hit. */
  searching: boolean
  onChange: (sort: IncidentSort) => void
}) {
  const keys = (Object.keys(SORT_WORDS) as SortKey[]).filter((key) => searching || key !== 'relevance')
  const by = sort.by === 'relevance' && !searching ? 'date' : sort.by
  const Icon = by === 'relevance' ? ArrowUpDown : sort.direction === 'asc' ? ArrowUp : ArrowDown
  return (
    <MenuTrigger>
      <Button size="small" aria-label={`Sortera: ${SORT_WORDS[by]}${directionWord(by, sort)}`}>
        <Icon size={16} aria-hidden />
        {SORT_WORDS[by]}
      </Button>
      <RegisterPopover>
        <Menu
          className="listbox"
          aria-label="Sortera efter"
          selectionMode="single"
          selectedKeys={[by]}
          disallowEmptySelection
          onAction={(key) => {
            const next = SORT_KEYS.find((one) => one === key)
            if (!next) return
            const direction =
              next === by
                ? sort.direction === 'asc'
                  ? 'desc'
                  : 'asc'
                : FIRST_DESC.includes(next)
                  ? 'desc'
                  : 'asc'
            onChange({ by: next, direction: next === 'relevance' ? 'desc' : direction })
          }}
        >
          <MenuSection>
            <Header className="option-section">Samma val en gång till vänder ordningen</Header>
            {keys.map((key) => (
              <MenuItem key={key} id={key} className="option">
                {SORT_WORDS[key]}
                {key === by ? directionWord(by, sort) : ''}
              </MenuItem>
            ))}
          </MenuSection>
        </Menu>
      </RegisterPopover>
    </MenuTrigger>
  )
}

/** What one wants the latest or the worst of first. */
const FIRST_DESC: readonly SortKey[] = ['date', 'reported', 'number', 'harm', 'risk', 'severity']

function directionWord(by: SortKey, sort: IncidentSort): string {
  if (by === 'relevance') return ''
  return sort.direction === 'asc' ? ', stigande' : ', fallande'
}

// Object.keys only loses the type.
const ALL_COLUMNS = Object.keys(REGISTER_COLUMNS) as RegisterColumn[]

/** Which columns, in what order: by ticking and by dragging, or with Alt and the arrows. */
export function ColumnMenu({
  columns,
  usual,
  onChange,
}: {
  columns: readonly RegisterColumn[]
  /** No saved view is open: what is chosen holds for every list without one. */
  usual: boolean
  onChange: (columns: readonly RegisterColumn[] | null) => void
}) {
  return (
    <DialogTrigger>
      <Button size="small">
        <Columns3 size={16} aria-hidden />
        Kolumner
      </Button>
      <RegisterPopover>
        <AriaDialog className="register-columns" aria-label="Kolumner">
          <p className="soft small">
            Kryssa för det som ska visas. Dra en rad, eller tryck Alt och pil upp eller ner, för att flytta
            den.
          </p>
          <ColumnOrder columns={columns} onChange={onChange} />
          <div className="register-columns-foot">
            <Button
              size="small"
              isDisabled={columns.join() === DEFAULT_COLUMNS.join()}
              onPress={() => onChange(null)}
            >
              Återställ
            </Button>
            <p className="soft small">
              {usual ? 'Gäller alla listor utan sparad vy.' : 'Gäller vyn när du uppdaterar den.'}
            </p>
          </div>
        </AriaDialog>
      </RegisterPopover>
    </DialogTrigger>
  )
}

function ColumnOrder({
  columns,
  onChange,
}: {
  columns: readonly RegisterColumn[]
  onChange: (columns: readonly RegisterColumn[]) => void
}) {
  const [dragged, setDragged] = useState<RegisterColumn | null>(null)
  const [over, setOver] = useState<RegisterColumn | null>(null)
  const [said, setSaid] = useState('')
  const list = useRef<HTMLUListElement>(null)
  const hidden = ALL_COLUMNS.filter((id) => !columns.includes(id))
  const place = (id: RegisterColumn, index: number) => {
    const rest = columns.filter((other) => other !== id)
    const next = [...rest.slice(0, index), id, ...rest.slice(index)]
    onChange(next)
    setSaid(`${REGISTER_COLUMNS[id]}: plats ${next.indexOf(id) + 1} av ${next.length}`)
    // The line has moved: the keyboard goes with it.
    requestAnimationFrame(() => {
      const box = list.current?.querySelector(`[data-column="${id}"] input`)
      if (box instanceof HTMLElement) box.focus()
    })
  }
  const toggle = (id: RegisterColumn) => {
    if (!columns.includes(id)) onChange([...columns, id])
    else if (columns.length > 1) onChange(columns.filter((other) => other !== id))
  }
  return (
    <>
      <ul className="register-column-list" ref={list}>
        {[...columns, ...hidden].map((id) => {
          const index = columns.indexOf(id)
          const shown = index >= 0
          return (
            <li key={id}>
              <div
                role="presentation"
                data-column={id}
                className={
                  id === over && dragged !== null ? 'register-column-item over' : 'register-column-item'
                }
                draggable={shown}
                onDragStart={(event) => {
                  event.dataTransfer.effectAllowed = 'move'
                  setDragged(id)
                }}
                onDragOver={(event) => {
                  if (dragged === null || !shown) return
                  event.preventDefault()
                  setOver(id)
                }}
                onDrop={(event) => {
                  event.preventDefault()
                  if (dragged !== null && shown && dragged !== id) place(dragged, index)
                  setDragged(null)
                  setOver(null)
                }}
                onDragEnd={() => {
                  setDragged(null)
                  setOver(null)
                }}
              >
                <GripVertical
                  size={14}
                  aria-hidden
                  className={shown ? 'register-drag' : 'register-drag off'}
                />
                <label className="register-facet-row">
                  <input
                    type="checkbox"
                    checked={shown}
                    disabled={shown && columns.length === 1}
                    onChange={() => toggle(id)}
                    onKeyDown={(event) => {
                      const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
                      if (step === 0) return
                      event.preventDefault()
                      if (event.altKey && shown) {
                        const to = index + step
                        if (to >= 0 && to < columns.length) place(id, to)
                      } else if (!event.altKey) {
                        const boxes = [...(list.current?.querySelectorAll<HTMLInputElement>('input') ?? [])]
                        boxes[boxes.indexOf(event.currentTarget) + step]?.focus()
                      }
                    }}
                  />
                  <span className="register-facet-label">{REGISTER_COLUMNS[id]}</span>
                </label>
              </div>
            </li>
          )
        })}
      </ul>
      <span role="status" className="visually-hidden">
        {said}
      </span>
    </>
  )
}
