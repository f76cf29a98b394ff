import { AudioLines, FileSpreadsheet, FileText, Film, Image, Mail, Presentation } from 'lucide-react'
import { useState } from 'react'
import type { Attachment } from '../../shared/attachment/contract.ts'
import { ATTACHMENT_TYPES, type AttachmentType } from '../../shared/attachment/types.ts'
import { longDate, swedishDay } from '../../shared/time/dates.ts'
import { call, useCommand } from '../app/rpc.ts'
import { Button } from '../ui/Button.tsx'
import { Badge, Problem } from '../ui/parts.tsx'
import { tell } from '../ui/toast.tsx'
import { DescribeDialog } from './DescribeDialog.tsx'
import { RemoveDialog } from './RemoveDialog.tsx'
import { formatSize } from './size.ts'

const ICONS: Readonly<Partial<Record<AttachmentType, typeof FileText>>> = {
  xlsx: FileSpreadsheet,
  ods: FileSpreadsheet,
  csv: FileSpreadsheet,
  pptx: Presentation,
  odp: Presentation,
  eml: Mail,
  msg: Mail,
  png: Image,
  jpg: Image,
  gif: Image,
  webp: Image,
  tif: Image,
  heic: Image,
  mp3: AudioLines,
  m4a: AudioLines,
  wav: AudioLines,
  mp4: Film,
}

/** One attachment: what it is, who added it, and what one can do with it. */
export function AttachmentRow({ attachment, writable }: { attachment: Attachment; writable: boolean }) {
  const [dialog, setDialog] = useState<'describe' | 'remove' | null>(null)
  const { id, name, type } = attachment
  const Icon = ICONS[type] ?? FileText
  const { label, opens } = ATTACHMENT_TYPES[type]
  const about = [
    label,
    formatSize(attachment.size),
    `tillagd ${longDate(swedishDay(new Date(attachment.addedAt)))} av ${attachment.addedBy}`,
  ].join(' · ')
  return (
    <li className="attachment-row">
      <Icon size={20} aria-hidden />
      <div className="attachment-what">
        <p className="attachment-name">
          {name}{' '}
          {attachment.personnummerSeen ? <Badge tone="warning">Kan innehålla personnummer</Badge> : null}
        </p>
        {attachment.description === '' ? null : <p className="prose">{attachment.description}</p>}
        <p className="soft small">{about}</p>
        <Actions
          id={id}
          name={name}
          opens={opens}
          writable={writable}
          onDescribe={() => setDialog('describe')}
          onRemove={() => setDialog('remove')}
        />
      </div>
      {dialog === 'describe' ? (
        <DescribeDialog attachment={attachment} onClose={() => setDialog(null)} />
      ) : null}
      {dialog === 'remove' ? <RemoveDialog attachment={attachment} onClose={() => setDialog(null)} /> : null}
    </li>
  )
}

function Actions({
  id,
  name,
  opens,
  writable,
  onDescribe,
  onRemove,
}: {
  id: number
  name: string
  opens: boolean
  writable: boolean
  onDescribe: () => void
  onRemove: () => void
}) {
  const open = useCommand('host.open-attachment')
  const save = useCommand('host.save-attachment')
  const show = (how: 'program' | 'folder') =>
    open.mutate(
      { id, how },
      {
        onSuccess: () =>
          tell(
            how === 'program'
              ? 'Bilagan öppnas som en tillfällig kopia. Det du ändrar i den sparas inte i Lärdom.'
              : 'En tillfällig kopia visas i sin mapp. Den tas bort när du låser.',
          ),
      },
    )
  return (
    <>
      <div className="row attachment-actions no-print">
        {opens ? (
          <Button
            size="small"
            aria-label={`Öppna ${name}`}
            isDisabled={open.isPending}
            onPress={() => show('program')}
          >
            Öppna
          </Button>
        ) : null}
        <Button
          size="small"
          variant={opens ? 'quiet' : 'plain'}
          aria-label={`Visa ${name} i mappen`}
          isDisabled={open.isPending}
          onPress={() => show('folder')}
        >
          Visa i mappen
        </Button>
        <Button
          size="small"
          variant="quiet"
          aria-label={`Spara en kopia av ${name}`}
          isDisabled={save.isPending}
          onPress={() =>
            save.mutate(
              { id },
              {
                onSuccess: (file) => {
                  if (file === null) return
                  tell(`${file.name} är sparad i ${file.folder}, utanför Lärdom och utan kryptering.`, {
                    label: 'Visa i mappen',
                    run: () => void call('host.show-file', { token: file.token }).catch(tellFailure),
                  })
                },
              },
            )
          }
        >
          Spara en kopia …
        </Button>
        {writable ? (
          <>
            <Button size="small" variant="quiet" aria-label={`Beskriv ${name}`} onPress={onDescribe}>
              Beskriv …
            </Button>
            <Button size="small" variant="quiet" aria-label={`Ta bort ${name}`} onPress={onRemove}>
              Ta bort …
            </Button>
          </>
        ) : null}
      </div>
      <Problem error={open.error ?? save.error} />
    </>
  )
}

function tellFailure(failure: unknown): void {
  tell(failure instanceof Error ? failure.message : String(failure))
}
