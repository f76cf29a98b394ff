import { Copy } from 'lucide-react'
import type { Incident } from '../../shared/incident/contract.ts'
import { useCommand } from '../app/rpc.ts'
import { isIsoDate, longDate } from '../../shared/time/dates.ts'
import { Button } from '../ui/Button.tsx'
import { Notice, Problem } from '../ui/parts.tsx'
import { tell } from '../ui/toast.tsx'

type Source = NonNullable<Incident['source']>

/** Where a case comes from. The window has no network: the address is text, to copy. */
export function SourceNotice({ source, published }: { source: Source; published: boolean }) {
  const copy = useCommand('host.copy-text')
  const { url } = source
  return (
    <Notice title={published ? 'Publicerat fall' : 'Kommer från en annan källa'}>
      {published ? (
        <p>Fallet är hämtat ur en offentlig källa. Det visas som det står där och kan inte ändras.</p>
      ) : null}
      <dl className="facts small incident-source">
        {source.publisher === null ? null : (
          <>
            <dt>Utgivare</dt>
            <dd>{source.publisher}</dd>
          </>
        )}
        {source.date === null ? null : (
          <>
            <dt>Publicerat</dt>
            <dd>{isIsoDate(source.date) ? longDate(source.date) : source.date}</dd>
          </>
        )}
        {!published && source.system !== null ? (
          <>
            <dt>System</dt>
            <dd>{[source.system, source.key].filter((part) => part !== null).join(', ')}</dd>
          </>
        ) : null}
        {url === null ? null : (
          <>
            <dt>Källa</dt>
            <dd className="row">
              <span className="incident-url">{url}</span>
              <Button
                size="small"
                onPress={() => copy.mutate({ text: url }, { onSuccess: () => tell('Länken är kopierad.') })}
              >
                <Copy size={14} aria-hidden />
                Kopiera länk
              </Button>
            </dd>
          </>
        )}
      </dl>
      <Problem error={copy.error} />
    </Notice>
  )
}
