import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react'
import { ANALYSTS } from '../../shared/account/roles.ts'
import type { AnalysisContent } from '../../shared/analysis/content.ts'
import type { Finding } from '../../shared/analysis/finding.ts'
import { analysisFindings } from '../../shared/analysis/quality.ts'
import type { LardomError } from '../../shared/rpc/error.ts'
import { lockWaitsFor, saveBeforeLock } from '../app/beforeLock.ts'
import { call, useRpc } from '../app/rpc.ts'
import { useMay } from '../app/session.tsx'
import { formFrom, liveContent, takeIds, untie, type FormState } from './editorState.ts'
import { keptDrafts, keepDraft, letGoDraft } from './keptDrafts.ts'
import { Saver, type Parts, type SaveResult, type SaverState, type TextChange } from './saver.ts'

const PAUSE = 600

export interface Editor {
  /** The analysis as the form has it. */
  readonly live: AnalysisContent
  readonly form: FormState
  readonly findings: readonly Finding[]
  readonly saver: SaverState
  /** Closed, or not one's own to change. */
  readonly readOnly: boolean
  readonly mayLead: boolean
  readonly undo: { readonly label: string; readonly at: string } | null
  readonly changeCommission: (commission: FormState['commission']) => void
  readonly changeTexts: (change: TextChange) => void
  readonly changeRows: <P extends 'members' | 'delhandelser' | 'causes' | 'actions'>(
    part: P,
    rows: FormState[P],
  ) => void
  /** Saves what waits; true when all is saved. */
  readonly flush: () => Promise<boolean>
  /** The version that the next command must name, once everything is saved. */
  readonly version: () => number
  /** Another command changed the analysis: takes its version and reads everything again. */
  readonly reload: (version: number) => Promise<void>
  /** Takes back the latest change; rejects with the service's own words. */
  readonly undoLatest: () => Promise<string>
  readonly retry: () => Promise<void>
  /** After a conflict: save on top of the other, or read the other and let go of one's own. */
  readonly keepMine: () => Promise<void>
  readonly takeTheirs: () => Promise<void>
}

const EditorContext = createContext<Editor | null>(null)
export const EditorProvider = EditorContext

/** The open analysis. Only inside AnalysisPage. */
export function useEditor(): Editor {
  const editor = useContext(EditorContext)
  if (!editor) throw new Error('useEditor utanför AnalysisPage')
  return editor
}

/** Reads an analysis, holds what is typed, and saves it. Null while it is fetched. */
export function useAnalysisEditor(id: number): {
  editor: Editor | null
  error: LardomError | null
  refetch: () => void
} {
  const query = useRpc('analysis.get', { id })
  const { refetch } = query
  const content = query.data?.content
  const mayLead = useMay(ANALYSTS, content?.forvaltningId)
  const [form, setForm] = useState<FormState | null>(null)
  const [saver, setSaver] = useState<Saver | null>(null)

  // One saver for as long as the page shows this analysis.
  useEffect(() => {
    setForm(null)
    const made = new Saver({
      version: 0,
      pause: PAUSE,
      send: (part, value, expectedVersion) => send(id, part, value, expectedVersion),
      onIds: (ids) => setForm((old) => old && takeIds(old, ids)),
      keep: (part, value) => keepDraft(id, part, value),
      letGo: (part) => letGoDraft(id, part),
    })
    setSaver(made)
    // Leaving a field, the window or the page saves at once: whoever presses Lås loses nothing, and each field is a
    // step of its own for Ångra.
    const saveNow = () => void made.flush()
    document.addEventListener('focusout', saveNow)
    const noLongerOpen = saveBeforeLock(async () => {
      await made.saveOrKeep()
      return null
    })
    return () => {
      document.removeEventListener('focusout', saveNow)
      noLongerOpen()
      // A lock that comes now waits for it.
      lockWaitsFor(`analys/${id}`, made.saveOrKeep()).catch(() => undefined)
    }
  }, [id])

  const state = useSyncExternalStore(saver?.subscribe ?? never, saver?.state ?? nothingSaved)

  // The first answer, and any version made elsewhere while nothing of one's own waits, becomes the form.
  useEffect(() => {
    if (!saver || !content) return
    if (form !== null && (!saver.idle || content.version <= saver.version)) return
    const first = form === null
    saver.adopt(content.version)
    setForm(formFrom(content))
    if (!first || content.completedDate !== null) return
    void keptDrafts(id).then((kept) => {
      // What could not be saved last time comes back into the form, and is tried again.
      for (const change of kept) {
        setForm((old) => old && change.into(old))
        change.again(saver)
      }
    })
  }, [id, saver, content, form, state.phase])

  const apply = useCallback(
    <P extends keyof Parts>(part: P, value: Parts[P], into: (old: FormState) => FormState) => {
      setForm((old) => old && into(old))
      saver?.change(part, value)
    },
    [saver],
  )

  const reload = useCallback(
    async (version: number) => {
      const { data } = await refetch()
      saver?.adopt(Math.max(version, data?.content.version ?? version))
      if (data) setForm(formFrom(data.content))
    },
    [refetch, saver],
  )

  const live = useMemo(() => (content && form ? liveContent(content, form) : null), [content, form])
  const findings = useMemo(() => (live ? analysisFindings(live) : []), [live])
  const undo = query.data?.undo ?? null

  const editor = useMemo((): Editor | null => {
    if (!live || !form || !saver) return null
    return {
      live,
      form,
      findings,
      saver: state,
      mayLead,
      readOnly: !mayLead || live.completedDate !== null,
      undo,
      changeCommission: (commission) => apply('commission', commission, (old) => ({ ...old, commission })),
      changeTexts: (change) =>
        apply('texts', change, (old) => ({
          ...old,
          texts: { ...old.texts, ...change.texts },
          patientHeard: change.patientHeard ?? old.patientHeard,
        })),
      changeRows: (part, rows) =>
        // The rows are those of the part they are given with.
        apply(part, rows as Parts[typeof part], (old) => untie({ ...old, [part]: rows })),
      flush: () => saver.flush(),
      version: () => saver.version,
      reload,
      undoLatest: async () => {
        await saver.flush()
        const { version, label } = await call(
          'analysis.undo',
          { id, expectedVersion: saver.version },
          { commandId: crypto.randomUUID() },
        )
        await reload(version)
        return label
      },
      retry: async () => {
        await saver.retry()
      },
      keepMine: async () => {
        const { data } = await refetch()
        await saver.retry(data?.content.version)
      },
      takeTheirs: async () => {
        saver.discard()
        await reload(0)
      },
    }
  }, [id, live, form, findings, saver, state, mayLead, undo, apply, reload, refetch])

  return { editor, error: query.error, refetch: () => void refetch() }
}

/** Each part has its own command; the form's keys stay here. */
function send<P extends keyof Parts>(
  id: number,
  part: P,
  value: Parts[P],
  expectedVersion: number,
): Promise<SaveResult> {
  const target = { id, expectedVersion }
  const once = { commandId: crypto.randomUUID() }
  const senders: { readonly [Name in keyof Parts]: (value: Parts[Name]) => Promise<SaveResult> } = {
    commission: (commission) => call('analysis.save-commission', { ...target, commission }, once),
    texts: (change) => call('analysis.save-texts', { ...target, ...change }, once),
    members: (rows) => call('analysis.save-members', { ...target, rows: rows.map(withoutKey) }, once),
    delhandelser: (rows) =>
      call('analysis.save-delhandelser', { ...target, rows: rows.map(withoutKey) }, once),
    causes: (rows) => call('analysis.save-causes', { ...target, rows: rows.map(withoutKey) }, once),
    actions: (rows) => call('analysis.save-actions', { ...target, rows: rows.map(withoutKey) }, once),
  }
  return senders[part](value)
}

function withoutKey<Row extends { key: string }>({ key: _key, ...row }: Row): Omit<Row, 'key'> {
  return row
}

const never = () => () => undefined
const NOTHING: SaverState = { phase: 'saved', savedAt: null, error: null, failedPart: null }
const nothingSaved = () => NOTHING
