import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { Group } from 'react-aria-components'
import { Button } from '../ui/Button.tsx'
import { tell } from '../ui/toast.tsx'
import { moved } from './editorState.ts'
import { useEditor } from './useAnalysisEditor.ts'

interface RowBase {
  readonly key: string
}

/**
 * A list whose rows one adds, moves and removes, by button and by key: Alt+↑ and Alt+↓ move the row one stands in,
 * Ctrl+Enter adds one after it. A removed row comes back with Ångra, ties and all.
 */
export function EditableRows<Row extends RowBase>({
  label,
  item,
  addLabel,
  rows,
  onChange,
  make,
  renderHeading,
  empty,
  children,
}: {
  label: string
  /** 'Delhändelse': what one row is called. */
  item: string
  addLabel: string
  rows: readonly Row[]
  onChange: (rows: readonly Row[]) => void
  make: () => Row
  /** Beside the row's number, e.g. a mark. */
  renderHeading?: (row: Row, index: number) => ReactNode
  empty: ReactNode
  children: (row: Row, index: number, change: (values: Partial<Row>) => void) => ReactNode
}) {
  const editor = useEditor()
  const { readOnly } = editor
  const latest = useRef({ editor, rows, onChange })
  const list = useRef<HTMLOListElement>(null)
  const [focusKey, setFocusKey] = useState<string | null>(null)
  const [said, setSaid] = useState('')

  useEffect(() => {
    latest.current = { editor, rows, onChange }
  })
  useEffect(() => {
    if (focusKey === null) return
    list.current?.querySelector<HTMLElement>(`[data-row="${focusKey}"] :is(textarea, input)`)?.focus()
    setFocusKey(null)
  }, [focusKey])

  /** Adding and moving are steps of their own for Ångra: what was typed before is sent first. */
  const step = (next: readonly Row[]) => {
    void editor.flush()
    onChange(next)
    void editor.flush()
  }
  const add = (after: number) => {
    const row = make()
    step(rows.toSpliced(after + 1, 0, row))
    setFocusKey(row.key)
    setSaid(`${item} ${after + 2} tillagd.`)
  }
  const move = (from: number, to: number) => {
    if (to < 0 || to >= rows.length) {
      setSaid(to < 0 ? `${item} ${from + 1} står redan först.` : `${item} ${from + 1} står redan sist.`)
      return
    }
    step(moved(rows, from, to))
    setSaid(`${item} ${from + 1} flyttad till plats ${to + 1}.`)
  }
  const remove = async (key: string) => {
    // The removal is saved by itself, so that Ångra takes back just that.
    await latest.current.editor.flush()
    const before = latest.current.rows
    const index = before.findIndex((row) => row.key === key)
    const row = before[index]
    if (row === undefined) return
    latest.current.onChange(before.toSpliced(index, 1))
    const next = before[index + 1] ?? before[index - 1]
    if (next) setFocusKey(next.key)
    const saved = await latest.current.editor.flush()
    const version = latest.current.editor.version()
    tell(`${item} ${index + 1} togs bort.`, {
      label: 'Ångra',
      run: () => {
        const now = latest.current
        const untouched = saved && now.editor.version() === version && now.editor.saver.phase === 'saved'
        if (untouched) {
          void now.editor.undoLatest().catch(() => tell('Det gick inte att ångra. Försök igen.'))
          return
        }
        // Something else has changed since: the row comes back as a new one, and its ties are made again by hand.
        const again = { ...row, ...make(), ...withoutIdentity(row) }
        now.onChange(now.rows.toSpliced(index, 0, again))
      },
    })
  }

  return (
    <div className="stack">
      {rows.length === 0 ? empty : null}
      <ol className="analysis-rows" aria-label={label} ref={list}>
        {rows.map((row, index) => (
          <li key={row.key} className="analysis-row" data-row={row.key}>
            <Group
              className="analysis-row-fields"
              aria-label={`${item} ${index + 1}`}
              onKeyDown={(event) => {
                if (readOnly) return
                if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
                  event.preventDefault()
                  move(index, index + (event.key === 'ArrowUp' ? -1 : 1))
                }
                if (event.ctrlKey && event.key === 'Enter') {
                  event.preventDefault()
                  add(index)
                }
              }}
            >
              <div className="analysis-row-head">
                <span className="analysis-row-number" aria-hidden>
                  {index + 1}
                </span>
                <div className="analysis-row-heading">{renderHeading?.(row, index)}</div>
                {readOnly ? null : (
                  <div className="analysis-row-tools">
                    <Button
                      variant="quiet"
                      size="small"
                      iconOnly
                      aria-label={`Flytta ${item.toLocaleLowerCase('sv')} ${index + 1} uppåt`}
                      onPress={() => move(index, index - 1)}
                    >
                      <ArrowUp size={16} aria-hidden />
                    </Button>
                    <Button
                      variant="quiet"
                      size="small"
                      iconOnly
                      aria-label={`Flytta ${item.toLocaleLowerCase('sv')} ${index + 1} nedåt`}
                      onPress={() => move(index, index + 1)}
                    >
                      <ArrowDown size={16} aria-hidden />
                    </Button>
                    <Button
                      variant="quiet"
                      size="small"
                      iconOnly
                      aria-label={`Ta bort ${item.toLocaleLowerCase('sv')} ${index + 1}`}
                      onPress={() => void remove(row.key)}
                    >
                      <Trash2 size={16} aria-hidden />
                    </Button>
                  </div>
                )}
              </div>
              {children(row, index, (values) =>
                onChange(rows.map((old) => (old.key === row.key ? { ...old, ...values } : old))),
              )}
            </Group>
          </li>
        ))}
      </ol>
      {readOnly ? null : (
        <div className="row">
          <Button onPress={() => add(rows.length - 1)}>
            <Plus size={16} aria-hidden />
            {addLabel}
          </Button>
          {rows.length > 1 ? (
            <span className="soft small">
              <kbd>Alt</kbd>+<kbd>↑</kbd>/<kbd>↓</kbd> flyttar raden, <kbd>Ctrl</kbd>+<kbd>Enter</kbd> lägger
              till en efter
            </span>
          ) : null}
        </div>
      )}
      <span className="visually-hidden" role="status">
        {said}
      </span>
    </div>
  )
}

/** The content of a row without what tells it apart: it comes back as a new one. */
function withoutIdentity<Row extends RowBase>(row: Row): Omit<Row, 'key' | 'id'> {
  const { key: _key, ...rest } = row
  const { id: _id, ...content } = { id: null, ...rest }
  // What is left is the row less its two names.
  return content as unknown as Omit<Row, 'key' | 'id'>
}
