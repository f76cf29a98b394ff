import { Component, type ReactNode } from 'react'
import { Button } from '../ui/Button.tsx'
import { Empty } from '../ui/parts.tsx'

/** A page that fails must not take the app with it; what was saved is in the file. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null }

  static getDerivedStateFromError(error: Error) {
    return { error }
  }

  override render() {
    const { error } = this.state
    if (!error) return this.props.children
    return (
      <Empty title="Sidan kunde inte visas">
        <p>Det som var sparat är kvar. Läs in sidan igen, eller välj en annan sida till vänster.</p>
        <p className="soft small">{error.message}</p>
        <Button variant="primary" onPress={() => this.setState({ error: null })}>
          Läs in igen
        </Button>
      </Empty>
    )
  }
}
