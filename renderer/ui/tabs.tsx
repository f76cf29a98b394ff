import type { ReactNode } from 'react'
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components'

/** Tabs over parts of one thing. `tabs` in order; the panel's content is made only when it is shown. */
export function Tabs<Key extends string>({
  label,
  selected,
  onSelect,
  tabs,
}: {
  label: string
  selected: Key
  onSelect: (key: Key) => void
  tabs: readonly { key: Key; title: string; content: () => ReactNode }[]
}) {
  return (
    // The keys are those of `tabs`.
    <AriaTabs className="tabs" selectedKey={selected} onSelectionChange={(key) => onSelect(key as Key)}>
      <TabList aria-label={label} className="tab-list">
        {tabs.map((tab) => (
          <Tab key={tab.key} id={tab.key} className="tab">
            {tab.title}
          </Tab>
        ))}
      </TabList>
      {tabs.map((tab) => (
        <TabPanel key={tab.key} id={tab.key} className="tab-panel">
          {tab.content()}
        </TabPanel>
      ))}
    </AriaTabs>
  )
}
