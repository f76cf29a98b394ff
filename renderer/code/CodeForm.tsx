import { useEffect, useRef, useState } from 'react'
import { codeFields, type CodeFields } from '../../shared/code/contract.ts'
import type { CodeEntry, CodeListData } from '../../shared/code/names.ts'
import type { LardomError } from '../../shared/rpc/error.ts'
import { asLardomError } from '../app/asLardomError.ts'
import { useCommand } from '../app/rpc.ts'
import { Button } from '../ui/Button.tsx'
import { DateField, TextArea, TextField } from '../ui/fields.tsx'
import { focusFirstError } from '../ui/focus.ts'
import { Problem } from '../ui/parts.tsx'

const EMPTY: CodeFields = {
  label: '',
  definition: '',
  example: '',
  icps: '',
  mimPs: '',
  nccMerp: '',
  validFrom: null,
  validTo: null,
}

/** A new code, or one to change; beside the table, which stays in sight. */
export function CodeForm({
  list,
  entry,
  parent,
  used,
  onClose,
  onDone,
}: {
  list: CodeListData
  entry: CodeEntry | null
  parent: string | null
  used: number
  onClose: () => void
  onDone: (text: string, version: number) => void
}) {
  const [fields, setFields] = useState<CodeFields>(() => (entry === null ? EMPTY : fieldsOf(entry)))
  const [error, setError] = useState<LardomError | null>(null)
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({})
  const form = useRef<HTMLFormElement>(null)
  const add = useCommand('code.add')
  const change = useCommand('code.change')
  const remove = useCommand('code.remove')
  const set = <Key extends keyof CodeFields>(key: Key, value: CodeFields[Key]) =>
    setFields((before) => ({ ...before, [key]: value }))
  const where = { list: list.list, version: list.version }
  // Whoever opened the form wants to write in it.
  useEffect(() => form.current?.querySelector('input')?.focus(), [])
  const above = list.entries.find((each) => each.code === parent)?.label

  const run = async (work: () => Promise<{ version: number }>, text: string) => {
    setError(null)
    setErrors({})
    try {
      onDone(text, (await work()).version)
    } catch (failure) {
      const told = asLardomError(failure)
      if (told.field !== undefined && Object.hasOwn(EMPTY, told.field))
        setErrors({ [told.field]: told.message })
      else setError(told)
      focusFirstError(form)
    }
  }
  const save = () => {
    const parsed = codeFields.safeParse(fields)
    if (!parsed.success) {
      setErrors(
        Object.fromEntries(parsed.error.issues.map((issue) => [String(issue.path[0]), issue.message])),
      )
      focusFirstError(form)
      return
    }
    void run(
      () =>
        entry === null
          ? add.mutateAsync({ ...where, parent, fields: parsed.data })
          : change.mutateAsync({ ...where, code: entry.code, fields: parsed.data }),
      entry === null ? `${parsed.data.label} är tillagt.` : `${parsed.data.label} är ändrat.`,
    )
  }
  const text = (key: 'label' | 'icps' | 'mimPs' | 'nccMerp', label: string, help?: string) => (
    <TextField
      label={label}
      value={fields[key]}
      onChange={(value) => set(key, value)}
      {...(help === undefined ? {} : { help })}
      {...(errors[key] === undefined ? {} : { error: errors[key] })}
      required={key === 'label'}
    />
  )
  return (
    <form
      ref={form}
      className="card stack"
      aria-label={entry === null ? 'Nytt värde' : `Ändra ${entry.label}`}
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <h3>
        {entry === null
          ? `Nytt värde${above === undefined ? '' : ` under ${above}`}`
          : `Ändra ${entry.label}`}
      </h3>
      <Problem error={error} />
      {text('label', 'Namn', renamed(list, used))}
      <div className="code-form">
        <TextArea
          label="Definition"
          help="Visas bredvid fältet när man väljer."
          value={fields.definition}
          onChange={(value) => set('definition', value)}
          error={errors['definition']}
          rows={2}
        />
        <TextArea
          label="Exempel"
          help="En mening ur vardagen."
          value={fields.example}
          onChange={(value) => set('example', value)}
          error={errors['example']}
          rows={2}
        />
      </div>
      <div className="code-form narrow">
        {text('icps', 'WHO ICPS', 'På engelska.')}
        {text('mimPs', 'MIM PS', 'På engelska.')}
        {text('nccMerp', 'NCC MERP', 'En bokstav, A–I.')}
        <DateField
          label="Första dag"
          help="Tomt: redan nu."
          value={fields.validFrom ?? ''}
          onChange={(value) => set('validFrom', value === '' ? null : value)}
          error={errors['validFrom']}
        />
        <DateField
          label="Sista dag"
          help="Tomt: tills vidare."
          value={fields.validTo ?? ''}
          onChange={(value) => set('validTo', value === '' ? null : value)}
          error={errors['validTo']}
        />
      </div>
      <div className="actions">
        <Button variant="primary" type="submit" isDisabled={add.isPending || change.isPending}>
          {entry === null ? 'Lägg till' : 'Spara'}
        </Button>
        <Button onPress={onClose}>Avbryt</Button>
        {entry?.own === true && used === 0 ? (
          <Button
            variant="danger"
            onPress={() =>
              void run(
                () => remove.mutateAsync({ ...where, code: entry.code }),
                `${entry.label} är borttaget.`,
              )
            }
          >
            Ta bort
          </Button>
        ) : null}
      </div>
    </form>
  )
}

/** A code follows its new name everywhere; a subcategory of a cause is kept by its words. */
function renamed({ list }: CodeListData, used: number): string | undefined {
  if (used === 0) return undefined
  return list === 'orsaksomrade'
    ? `${used} orsaker har namnet redan och behåller det som det står nu.`
    : `Namnet ändras också i ${used} ärenden som har det.`
}

function fieldsOf({
  label,
  definition,
  example,
  icps,
  mimPs,
  nccMerp,
  validFrom,
  validTo,
}: CodeEntry): CodeFields {
  return { label, definition, example, icps, mimPs, nccMerp, validFrom, validTo }
}
