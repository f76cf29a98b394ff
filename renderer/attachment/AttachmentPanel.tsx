import { Paperclip } from 'lucide-react'
import { useCallback, useId, useRef, type ReactNode } from 'react'
import type { AttachmentList, AttachmentOwner, RemovedAttachment } from '../../shared/attachment/contract.ts'
import { longDate, swedishDay } from '../../shared/time/dates.ts'
import { useRpc } from '../app/rpc.ts'
import { Button } from '../ui/Button.tsx'
import { Loading, Problem, ProgressBar } from '../ui/parts.tsx'
import { AddRemarks } from './AddRemarks.tsx'
import { AttachmentRow } from './AttachmentRow.tsx'
import { useAddFiles } from './useAddFiles.ts'
import { useFileDrop } from './useFileDrop.ts'
import './attachment.css'

interface PanelProps {
  readonly owner: AttachmentOwner
  readonly level?: 'h2' | 'h3'
  /** What is worth attaching here, for an empty list. */
  readonly advice: ReactNode
}

/** The attachments of a case. Says nothing where there are none and none may be added. */
export function AttachmentPanel({ owner, level = 'h2', advice }: PanelProps) {
  const list = useRpc('attachment.list', owner)
  const titleId = useId()
  const Heading = level
  const { data } = list
  if (data && !data.writable && data.rows.length === 0 && data.removed.length === 0) return null
  return (
    <section className="card stack attachment" aria-labelledby={titleId}>
      <Heading id={titleId}>Bilagor</Heading>
      <Problem error={list.error} retry={() => void list.refetch()} />
      {data ? <Content owner={owner} list={data} advice={advice} /> : list.error ? null : <Loading />}
    </section>
  )
}

function Content({
  owner,
  list,
  advice,
}: {
  owner: AttachmentOwner
  list: AttachmentList
  advice: ReactNode
}) {
  return (
    <>
      {list.rows.length === 0 ? null : (
        <ul className="attachment-list">
          {list.rows.map((row) => (
            <AttachmentRow key={row.id} attachment={row} writable={list.writable} />
          ))}
        </ul>
      )}
      {list.writable ? <Adding owner={owner} isEmpty={list.rows.length === 0} advice={advice} /> : null}
      {list.removed.length === 0 ? null : <Removed removed={list.removed} />}
    </>
  )
}

function Adding({ owner, isEmpty, advice }: { owner: AttachmentOwner; isEmpty: boolean; advice: ReactNode }) {
  const zone = useRef<HTMLDivElement>(null)
  const add = useAddFiles(owner)
  const { addFiles, busy } = add
  const onFiles = useCallback((files: Parameters<typeof addFiles>[0]) => void addFiles(files), [addFiles])
  const { over } = useFileDrop(zone, !busy, onFiles)
  return (
    <div ref={zone} className={over ? 'attachment-zone over no-print' : 'attachment-zone no-print'}>
      {isEmpty ? <p className="prose">{advice}</p> : null}
      <div className="row">
        <Button onPress={() => void add.choose()} isDisabled={busy}>
          <Paperclip size={16} aria-hidden />
          Lägg till filer …
        </Button>
        <span className="soft small">
          {over ? 'Släpp filerna här.' : 'eller dra hit dem, eller klistra in. Högst 25 MB per fil.'}
        </span>
      </div>
      {add.progress ? (
        <div className="attachment-progress">
          <ProgressBar {...add.progress} />
          <Button size="small" onPress={add.cancel}>
            Avbryt
          </Button>
        </div>
      ) : null}
      <Problem error={add.error} />
      <AddRemarks
        remarks={add.remarks}
        onConfirm={(remark) => void add.confirm(remark)}
        onDismiss={add.dismiss}
        onClear={add.clear}
      />
      {isEmpty ? null : (
        <p className="soft small">
          Bilagor ligger krypterade i arbetsytan. De öppnas som tillfälliga kopior, som tas bort när du låser,
          och varje öppning loggas. Bilder och skannade sidor kan inte läsas av: titta själv efter
          personnummer.
        </p>
      )}
    </div>
  )
}

/** The traces of what was removed. */
function Removed({ removed }: { removed: readonly RemovedAttachment[] }) {
  return (
    <details className="attachment-removed">
      <summary>
        {removed.length === 1 ? 'En borttagen bilaga' : `${removed.length} borttagna bilagor`}
      </summary>
      <ul>
        {removed.map((it) => (
          <li key={it.id}>
            {it.name}, borttagen {longDate(swedishDay(new Date(it.removedAt)))} av {it.removedBy}: {it.reason}
          </li>
        ))}
      </ul>
    </details>
  )
}
