import type { Party } from '#model/reading.ts'
import type { Frame } from './event-lexicon.ts'
import { nounCandidate } from './event-nouns.ts'
import { lackOf } from './event-parties.ts'
import { type Candidate, costs, type Scene, textOf } from './event-scene.ts'
import { speechCandidates } from './event-speech.ts'
import { verbCandidate } from './event-verbs.ts'
import { tellsMishap } from './event-words.ts'

const sport =
  /(?<!\p{L})(?:goals?|goalkeeper|innings|wickets?|strikers?|midfielders?|leagues?|penalty|half-time|scored?|overs|tournaments?|batsm[ae]n|coach|qualifiers?|semi-?finals?|quarter-?finals?|teammates?|midfield|crossbar|set-piece|playoffs?|championships?|medall?ists?|medals?|penalties|runners?-up|fixtures?)(?!\p{L})/u
const forceful = new Set(['ASSAULT', 'COERCE', 'CONCEDE', 'RETREAT', 'MOBILIZE', 'REJECT', 'THREATEN'])
const isMishap = ({ draft, span }: Scene) => tellsMishap(draft.article.text.slice(span.start, span.end))
const isSport = ({ draft, span }: Scene) => sport.test(draft.article.text.slice(span.start, span.end))
const lessSure = (candidate: Candidate, cost: number): Candidate => ({ ...candidate, certainty: candidate.certainty - cost })

/** In a report of a match nobody is attacked, released or forced out, and two teams that meet do not talk. */
function playedDown(candidate: Candidate): Candidate {
  const { frame, recipients } = candidate
  return forceful.has(frame.type) || (frame.mode === 'meet' && recipients.length === 0) ? lessSure(candidate, costs.game) : candidate
}

/** Killed in a crash, injured by a storm: without somebody who did it, that is no assault. */
const byMishap = (candidate: Candidate): Candidate =>
  candidate.frame.type === 'ASSAULT' && candidate.actors.length === 0 ? lessSure(candidate, costs.game) : candidate

const overlaps = (one: Party, two: Party) => one.at !== null && two.at !== null && one.at.start < two.at.end && two.at.start < one.at.end
const sameParty = (one: Party, two: Party) => (one.actor !== null && one.actor === two.actor) || overlaps(one, two)

/** 'Dahl met the mayor': whoever the text calls so elsewhere, here it is somebody else. */
const description = /^(?:the|an?)\s(?!.*\p{Lu})/u
const plainPronoun = /^(?:him|her|them|me|us)$/i

/** Nobody acts on himself: 'him' is somebody else than the subject. An act of nobody on nobody is none we can tell. */
function withoutSelf(scene: Scene, candidate: Candidate): Candidate {
  const { actors, recipients, frame } = candidate
  if (actors.length === 0 && recipients.length === 0) return lessSure(candidate, costs.nobody)
  if (!recipients.some((one) => actors.some((actor) => sameParty(one, actor)))) return candidate
  const others = recipients.flatMap((one) => {
    if (!actors.some((actor) => sameParty(one, actor))) return [one]
    const words = one.at === null ? '' : textOf(scene, one.at)
    const apart = plainPronoun.test(words) || (description.test(words) && !actors.some((actor) => overlaps(one, actor)))
    return apart ? [{ ...one, name: words, actor: null }] : []
  })
  const lack = others.length > 0 || (frame.mutual && actors.length > 1) ? 0 : lackOf(frame)
  return { ...candidate, recipients: others, certainty: candidate.certainty - lack }
}

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
  const told = [...found.filter((candidate) => !taken(candidate)), ...spoken].map((candidate) => withoutSelf(scene, candidate))
  if (told.length === 0) return told
  const fair = isMishap(scene) ? told.map(byMishap) : told
  return isSport(scene) ? fair.map(playedDown) : fair
}
