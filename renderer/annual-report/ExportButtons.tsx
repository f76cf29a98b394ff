import { FileCode2, FileText, FileType2 } from 'lucide-react'
import { useState } from 'react'
import type { Report } from '../../shared/annual-report/contract.ts'
import type { DocumentFormat } from '../../shared/document/model.ts'
import { LardomError } from '../../shared/rpc/error.ts'
import { call, useJob } from '../app/rpc.ts'
import { useSession } from '../app/session.tsx'
import { Button } from '../ui/Button.tsx'
import { Notice, ProgressBar, Problem } from '../ui/parts.tsx'
import { tell } from '../ui/toast.tsx'
import type { SectionSaver } from './sectionSaver.ts'

const FORMATS = [
  { format: 'docx', title: 'Spara som Word', icon: FileText },
  { format: 'pdf', title: 'PDF', icon: FileType2 },
  { format: 'html', title: 'HTML', icon: FileCode2 },
] as const satisfies readonly { format: DocumentFormat; title: string; icon: unknown }[]

/** The berättelse as a file, where the person chooses; the host asks and writes. */
export function ExportButtons({ report, saver }: { report: Report; saver: SectionSaver }) {
  const job = useJob('host.export-document')
  const { isExample } = useSession()
  const [error, setError] = useState<LardomError | null>(null)
  const [unsaved, setUnsaved] = useState(false)
  const write = async (format: DocumentFormat) => {
    setError(null)
    const saved = await saver.flushAll()
    setUnsaved(!saved)
    if (!saved) return
    try {
      const done = await job.run({
        source: { kind: 'annual-report', unitCode: report.unitCode, year: report.year },
        format,
        suggestedName: suggestedName(report, isExample),
      })
      if (done === null) return
      const { file, printer } = done
      tell(`${file.name} är sparad${printer === undefined ? '' : `, utskriven med ${printer}`}.`, {
        label: 'Öppna',
        run: () => {
          call('host.open-file', { token: file.token }).catch((failure: unknown) =>
            setError(asError(failure)),
          )
        },
      })
    } catch (failure) {
      setError(asError(failure))
    }
  }
  return (
    <div className="stack tight report-export">
      <div className="row">
        {FORMATS.map(({ format, title, icon: Icon }) => (
          <Button
            key={format}
            isDisabled={job.running}
            aria-label={`Spara som ${format === 'docx' ? 'Word' : title}`}
            onPress={() => void write(format)}
          >
            <Icon size={16} aria-hidden />
            {title}
          </Button>
        ))}
      </div>
      {job.progress ? <ProgressBar {...job.progress} /> : null}
      {unsaved ? (
        <Notice tone="warning" live>
          <p>Alla texter är inte sparade. Rätta det avsnitt som är märkt ”Inte sparat” först.</p>
        </Notice>
      ) : null}
      <Problem error={error} />
    </div>
  )
}

function suggestedName(report: Report, isExample: boolean): string {
  const stamps = [
    ...(isExample ? ['exempeldata'] : []),
    ...(report.meta.status === 'beslutad' ? [] : ['arbetsmaterial']),
  ]
  const name = `Patientsäkerhetsberättelse ${report.year} – ${report.unitName}`
  return name + (stamps.length > 0 ? ` (${stamps.join(', ')})` : '')
}

function asError(failure: unknown): LardomError {
  return failure instanceof LardomError
    ? failure
    : new LardomError('INTERNAL', { ref: 'export' }, { cause: failure })
}
