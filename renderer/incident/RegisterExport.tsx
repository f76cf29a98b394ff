import { Download } from 'lucide-react'
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components'
import { useState } from 'react'
import type { RegisterColumn } from '../../shared/incident/columns.ts'
import { EXPORT_FORMATS, type ExportFormat } from '../../shared/incident/exportContract.ts'
import type { LardomError } from '../../shared/rpc/error.ts'
import { formatNumber } from '../../shared/text/swedish.ts'
import { asLardomError } from '../app/asLardomError.ts'
import { call, useJob } from '../app/rpc.ts'
import { useSession } from '../app/session.tsx'
import { Button } from '../ui/Button.tsx'
import { ProgressBar } from '../ui/parts.tsx'
import { tell } from '../ui/toast.tsx'
import type { ListWish } from './registerRows.ts'
import { RegisterPopover } from './RegisterPopover.tsx'

const FORMATS: Readonly<Record<ExportFormat, { readonly label: string; readonly detail: string }>> = {
  xlsx: { label: 'Excel (.xlsx)', detail: 'Listan som den visas, med de valda kolumnerna' },
  csv: { label: 'CSV', detail: 'Samma kolumner, för andra program' },
  json: { label: 'JSON', detail: 'Hela ärenden, som kan läsas in i Lärdom igen' },
  fhir: { label: 'FHIR R5', detail: 'AdverseEvent utan patientens identitet, för andra system' },
}

/** The list as a file, where the person chooses; the host asks and writes. */
export function useRegisterExport(list: ListWish, columns: readonly RegisterColumn[], name: string) {
  const job = useJob('host.export-register')
  const { isExample } = useSession()
  const [error, setError] = useState<LardomError | null>(null)
  const write = async (format: ExportFormat) => {
    setError(null)
    const suggestedName = isExample ? `${name} (exempeldata)` : name
    try {
      const done = await job.run({ ...list, columns: [...columns], format, suggestedName })
      if (done === null) return
      const { file, rows, masked } = done
      const hidden =
        masked > 0
          ? ` Personnummer doldes i ${formatNumber(masked)} ${masked === 1 ? 'text' : 'texter'}.`
          : ''
      tell(
        `${file.name} är sparad med ${rows === 1 ? '1 händelse' : `${formatNumber(rows)} händelser`}.${hidden}`,
        {
          label: 'Visa i mappen',
          run: () => {
            call('host.show-file', { token: file.token }).catch((failure: unknown) => {
              setError(asLardomError(failure))
            })
          },
        },
      )
    } catch (failure) {
      const known = asLardomError(failure)
      // Cancelled by the person, who knows.
      if (known.code === 'CANCELLED') tell('Exporten avbröts. Ingen fil sparades.')
      else setError(known)
    }
  }
  return { write, error, running: job.running, progress: job.progress, cancel: job.cancel }
}

export type RegisterExport = ReturnType<typeof useRegisterExport>

export function ExportMenu({ exporting, disabled }: { exporting: RegisterExport; disabled: boolean }) {
  return (
    <MenuTrigger>
      <Button isDisabled={exporting.running || disabled}>
        <Download size={16} aria-hidden />
        Exportera
      </Button>
      <RegisterPopover>
        <Menu
          className="listbox"
          aria-label="Exportera listan"
          onAction={(key) => {
            const format = EXPORT_FORMATS.find((one) => one === key)
            if (format) void exporting.write(format)
          }}
        >
          {EXPORT_FORMATS.map((format) => (
            <MenuItem key={format} id={format} className="option" textValue={FORMATS[format].label}>
              {FORMATS[format].label}
              <span className="option-detail">{FORMATS[format].detail}</span>
            </MenuItem>
          ))}
        </Menu>
      </RegisterPopover>
    </MenuTrigger>
  )
}

/** How far the file has come, while it is written. */
export function ExportProgress({ exporting }: { exporting: RegisterExport }) {
  if (!exporting.running || !exporting.progress) return null
  return (
    <div className="register-progress" role="status">
      <ProgressBar {...exporting.progress} />
      <Button size="small" onPress={exporting.cancel}>
        Avbryt
      </Button>
    </div>
  )
}
