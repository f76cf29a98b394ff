import { lazy, useState, type ComponentType } from 'react'

/** A page that is fetched when first shown, or before: `preload` when it is likely to be wanted soon. */
export interface Page {
  readonly Component: ComponentType
  readonly preload: () => Promise<void>
}

/**
 * Makes a page of a module's named export. A page that is already here is shown at once: React holds back what comes
 * out of a Suspense fallback for 0.3 s, which would be felt at every first visit.
 */
export function page<Name extends string>(
  load: () => Promise<Record<Name, ComponentType>>,
  name: Name,
): Page {
  let here: ComponentType | undefined
  const fetch = async () => {
    here ??= (await load())[name]
    return here
  }
  const Later = lazy(async () => ({ default: await fetch() }))
  return {
    Component: function PageOutlet() {
      // Kept for as long as the page is shown: changing it would make the page anew.
      const [Shown] = useState<ComponentType>(() => here ?? Later)
      return <Shown />
    },
    preload: async () => {
      await fetch()
    },
  }
}
