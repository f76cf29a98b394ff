import type { Out } from '../rpc.ts'

/** Why one stands at the gate, in words; null when it needs no saying: one locked oneself, or has just started. */
export function whyWords({ why, minutes }: Pick<Out<'host.gate'>, 'why' | 'minutes'>): string | null {
  switch (why) {
    case 'idle':
      return minutes === null
        ? 'Låst efter en tids inaktivitet.'
        : `Låst efter ${minutes} ${minutes === 1 ? 'minuts' : 'minuters'} inaktivitet.`
    case 'sleep':
      return 'Låst när datorn gick i vila.'
    case 'screen':
      return 'Låst när datorns skärm låstes.'
    case 'person':
    case 'service-restarted':
    case 'service-stopped':
    case 'window-gone':
    case 'quit':
    case null:
      return null
  }
}
