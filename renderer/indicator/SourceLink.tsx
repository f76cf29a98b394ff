import { Copy } from 'lucide-react'
import { useCommand } from '../app/rpc.ts'
import { Button } from '../ui/Button.tsx'
import { Problem } from '../ui/parts.tsx'
import { tell } from '../ui/toast.tsx'

/** Where a figure was published. The window has no network: the address is to copy. */
export function SourceLink({ url }: { url: string }) {
  const copy = useCommand('host.copy-text')
  if (url === '') return null
  const site = hostOf(url)
  return (
    <span className="row indicator-source">
      <span>{site}</span>
      <Button
        size="small"
        variant="quiet"
        aria-label={`Kopiera länken till ${site}`}
        onPress={() => copy.mutate({ text: url }, { onSuccess: () => tell('Länken är kopierad.') })}
      >
        <Copy size={14} aria-hidden />
        Kopiera länk
      </Button>
      <Problem error={copy.error} />
    </span>
  )
}

function hostOf(url: string): string {
  return /^https?:\/\/(?:www\.)?([^/]+)/.exec(url)?.[1] ?? url
}
