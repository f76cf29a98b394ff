import { useState } from 'react'
import type { PublishedIndicator } from '../../shared/indicator/contract.ts'
import { useRpc } from '../app/rpc.ts'
import { useSession } from '../app/session.tsx'
import { Checkbox } from '../ui/fields.tsx'
import { Empty, Loading, Notice, PageHead, Problem } from '../ui/parts.tsx'
import { OtherFigures } from './OtherFigures.tsx'
import { KoladaTable } from './KoladaTable.tsx'
import './indicator.css'

/** Published measures of safe care: Västra Götaland beside the country, with their sources. */
export function IndicatorPage() {
  const [vgrOnly, setVgrOnly] = useState(true)
  const published = useRpc('indicator.published', {})
  const { isExample } = useSession()
  const all: readonly PublishedIndicator[] = published.data ?? []
  const kolada = all.filter(({ source }) => source === 'kolada')
  const others = all.filter(({ source, vgr }) => source === 'webbsida' && (!vgrOnly || vgr.length > 0))

  return (
    <div className="page">
      <PageHead
        title="Indikatorer"
        lead="Publicerade mått på säker vård: Västra Götaland jämfört med riket. Siffrorna är källornas egna och räknas inte om här."
      />
      {published.isPending ? <Loading /> : null}
      <Problem error={published.error} retry={() => void published.refetch()} />
      {published.data && all.length === 0 ? (
        <Empty title="Här finns inga publicerade mått än">
          <p>
            Sidan visar mått som andra har publicerat, till exempel hur vanligt det är med trycksår eller hur
            väl hygienrutinerna följs, med Västra Götaland bredvid riket. De sätter de egna händelserna i ett
            sammanhang: få rapporter betyder inte att vården är säker.
          </p>
          <p>
            En ny arbetsyta har inga mått. De följer med exempeldata: lås arbetsytan och välj Öppna
            exempeldata för att se hur sidan är tänkt.
          </p>
        </Empty>
      ) : null}
      {isExample && all.length > 0 ? (
        <Notice title="De här siffrorna är verkliga">
          <p>
            Måtten är publicerade, var och ett med sin källa, liksom arbetsytans publicerade lex Maria-fall.
            Övriga händelser är påhittade, och måtten har inget samband med dem.
          </p>
        </Notice>
      ) : null}
      {kolada.length > 0 ? (
        <section className="stack" aria-labelledby="indicator-kolada">
          <h2 id="indicator-kolada">Mått ur Kolada</h2>
          <p className="soft">
            Skillnader mellan enstaka år kan bero på slumpen. Källorna anger inte hur många som ingår, så det
            går inte att räkna på.
          </p>
          <KoladaTable indicators={kolada} />
        </section>
      ) : null}
      {all.length > kolada.length ? (
        <section className="stack" aria-labelledby="indicator-others">
          <div className="row indicator-head">
            <h2 id="indicator-others">Siffror ur andra källor</h2>
            <Checkbox label="Bara Västra Götaland" selected={vgrOnly} onChange={setVgrOnly} />
          </div>
          <Notice>
            <p>
              Enstaka siffror som myndigheter, SKR och tidningar har återgivit. De bildar inga hela serier,
              och definitionerna kan skilja sig från Koladas.
            </p>
          </Notice>
          <OtherFigures indicators={others} />
        </section>
      ) : null}
    </div>
  )
}
