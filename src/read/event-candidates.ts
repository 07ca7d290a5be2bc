import type { Frame } from './event-lexicon.ts'
import { nounCandidate } from './event-nouns.ts'
import { type Candidate, costs, type Scene } from './event-scene.ts'
import { speechCandidates } from './event-speech.ts'
import { verbCandidate } from './event-verbs.ts'

const sport =
  /(?<!\p{L})(?:goals?|goalkeeper|innings|wickets?|strikers?|midfielders?|leagues?|penalty|half-time|scored?|overs|tournaments?|batsm[ae]n|coach|qualifiers?|semi-?finals?|quarter-?finals?|teammates?|midfield|crossbar|set-piece|playoffs?)(?!\p{L})/u
const forceful = new Set(['ASSAULT', 'COERCE', 'CONCEDE', 'RETREAT', 'MOBILIZE', 'REJECT', 'THREATEN'])
const isSport = ({ draft, span }: Scene) => sport.test(draft.article.text.slice(span.start, span.end))
/** In a report of a match nobody is attacked, released or forced out. */
const playedDown = (candidate: Candidate): Candidate =>
  forceful.has(candidate.frame.type) ? { ...candidate, certainty: candidate.certainty - costs.game } : candidate

/** All that the verbs, the nouns and the direct speech of a sentence may tell, each with its certainty. */
export function candidatesIn(scene: Scene): readonly Candidate[] {
  const { chunks } = scene.sentence
  const found: Candidate[] = []
  const walk = { governed: new Map<number, Frame>(), used: new Set<number>(), found }
  for (let at = 0; at < chunks.length; at += 1) {
    const { kind } = chunks[at]!
    const candidate = kind === 'vg' ? verbCandidate(scene, at, walk) : kind === 'np' && !walk.used.has(at) ? nounCandidate(scene, at) : null
    if (candidate) found.push(candidate)
  }
  const spoken = speechCandidates(scene)
  const taken = ({ at, nominal }: Candidate) => (nominal && walk.used.has(at)) || spoken.some((other) => other.at === at)
  const told = [...found.filter((candidate) => !taken(candidate)), ...spoken]
  return told.length > 0 && isSport(scene) ? told.map(playedDown) : told
}
