import type { Frame } from './event-lexicon.ts'
import { nounCandidate } from './event-nouns.ts'
import type { Candidate, Scene } from './event-scene.ts'
import { speechCandidates } from './event-speech.ts'
import { verbCandidate } from './event-verbs.ts'

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
  const spoken = speechCandidates(scene, found)
  const taken = ({ at, nominal }: Candidate) => (nominal && walk.used.has(at)) || spoken.some((other) => other.at === at)
  return [...found.filter((candidate) => !taken(candidate)), ...spoken]
}
