import { EJ_KLASSIFICERAD } from '../../../shared/incident/codes.ts'
import type { TypeSuggestion } from '../../../shared/triage/contract.ts'
import { codeLabels } from '../code/codes.ts'
import type { Context } from '../kernel/context.ts'
import { askedOf, candidateReader, type About, type Candidate } from './asked.ts'
import { neighboursOf, type Neighbour } from './neighbours.ts'

/**
 * Händelsetyp by the nearest neighbours: the types that the most alike cases have, each neighbour counting for how
 * alike it is. Says why, and changes nothing. What somebody took from a suggestion is no evidence for the next one,
 * nor is a case that was rejected, put away as a duplicate, or left at 'Övrigt'.
 */
const NEIGHBOURS = 15
/** Fewer say nothing. */
const AT_LEAST = 3
const MOST = 3
const MOST_WORDS = 4
/** Chosen for want of another. */
const NO_TYPE: readonly string[] = ['ovrigt', EJ_KLASSIFICERAD]

export function suggestTypes(context: Pick<Context, 'db' | 'scope'>, about: About): TypeSuggestion[] {
  const { text, excludeId } = askedOf(context, about)
  const reader = candidateReader(context, excludeId)
  const neighbours = neighboursOf(context.db, text, {
    limit: NEIGHBOURS,
    take: (ids) =>
      new Set(
        reader
          .lookUp(ids)
          .filter(isEvidence)
          .map(({ id }) => id),
      ),
  })
  if (neighbours.length < AT_LEAST) return []
  const labels = codeLabels(context.db, 'handelsetyp')
  const votes = new Map<string, Neighbour[]>()
  for (const neighbour of neighbours) {
    const type = reader.read.get(neighbour.id)?.handelsetyp ?? EJ_KLASSIFICERAD
    votes.set(type, [...(votes.get(type) ?? []), neighbour])
  }
  const whole = neighbours.reduce((sum, { score }) => sum + weigh(score), 0)
  return [...votes]
    .map(([handelsetyp, voters]) => ({
      handelsetyp,
      voters,
      score: voters.reduce((sum, { score }) => sum + weigh(score), 0) / whole,
    }))
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST)
    .map(({ handelsetyp, voters, score }) => {
      const label = labels.get(handelsetyp) ?? handelsetyp
      return { handelsetyp, label, score, why: why(voters, neighbours.length, label) }
    })
}

/** A case that shares twice as much counts four times as much. */
function weigh(score: number): number {
  return score * score
}

function isEvidence({ handelsetyp, status, suggested_type }: Candidate): boolean {
  return (
    !NO_TYPE.includes(handelsetyp) &&
    handelsetyp !== suggested_type &&
    status !== 'avvisad' &&
    status !== 'sammanford'
  )
}

function why(voters: readonly Neighbour[], of: number, label: string): string {
  const words = commonest(voters)
  const shared = words.length === 0 ? '' : `; gemensamma ord: ${words.join(', ')}`
  const [number, are] = voters.length === 1 ? ['En', 'är'] : [String(voters.length), 'är']
  return `${number} av ${of} liknande händelser ${are} ${label}${shared}`
}

/** The words that most of the voters share with the text; among equals the long ones, which say more in Swedish. */
function commonest(voters: readonly Neighbour[]): string[] {
  const counts = new Map<string, number>()
  for (const { words } of voters) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return [...counts]
    .filter(([word]) => word.length > 3)
    .sort(([wordA, a], [wordB, b]) => b - a || wordB.length - wordA.length)
    .slice(0, MOST_WORDS)
    .map(([word]) => word)
}
