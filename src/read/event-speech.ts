import type { Mention, Quote } from '#model/reading.ts'
import { type Frame, framesOfVerb } from './event-lexicon.ts'
import type { Candidate, Scene } from './event-scene.ts'
import { mentionsIn, partyAt } from './parties.ts'

/** Words that blame what stands before them. */
const blame =
  /(?<![\p{L}-])(?:(?:war )?crimes?|criminals?|genocid\p{L}*|aggress\p{L}+|atrocit\p{L}+|terroris\p{L}+|illegal\p{L}*|unlawful\p{L}*|violat\p{L}+|massacr\p{L}+|barbari\p{L}+|brutal\p{L}*|shameful\p{L}*|disgrace\p{L}*|(?:a|the|serious|grave|real|direct) (?:threat|danger)|irresponsib\p{L}+|unacceptable|provocati\p{L}+|lie[sd]?|lying|liars?|hypocri\p{L}+|corrupt\p{L}*|betray\p{L}*|fail(?:ed|s|ing|ure)|cruel\p{L}*|inhuman\p{L}*|unjust\p{L}*|oppress\p{L}+|apartheid|destabili\p{L}+|reckless\p{L}*|coward\p{L}+|hostil\p{L}+|interfer\p{L}+)(?!\p{L})/giu
/** Words in which a speaker promises harm. */
const harm =
  /(?<!\p{L})(?:(?:we|I)(?: will| shall|[’']ll| are going to) (?:\p{L}+ly )?(?:respond|retaliate|strike|attack|crush|destroy|punish|hit|bomb|fight back|take revenge|avenge)|pay (?:a|the) (?:heavy |high )?price|face (?:\p{L}+ )?consequences|there will be (?:\p{L}+ )?consequences|crushing response)(?!\p{L})/iu
const negation = /(?<!\p{L})(?:not|no|never|without|n[’']t)(?!\p{L})/iu
const blameReach = 120 // code units from the one who is blamed to the word of blame

const accuse: Frame = framesOfVerb('condemn')[0]!
const threat: Frame = framesOfVerb('threaten')[0]!
/** Certainty of a reproach in quotation marks: with a cue that is a trigger itself ("warned"), and with a plain one ("said"). */
const speechCertainty = { cued: 0.8, plain: 0.45 } as const

/** Reproaches that stand in direct speech: the speaker accuses whom the words blame. */
export function speechCandidates(scene: Scene): readonly Candidate[] {
  const { draft, span, sentence, quotes } = scene
  const made: Candidate[] = []
  for (const quote of quotes) {
    const { cue, speaker, kind } = quote
    if (cue === null || speaker === null || kind === 'indirect' || cue.start < span.start || cue.end > span.end) continue
    const threatens = quote.content.some((part) => harm.test(draft.article.text.slice(part.start, part.end)))
    const target = threatens ? named(scene, quote) : blamed(scene, quote)
    if (target === null) continue
    const at = sentence.chunks.findIndex(({ kind: its, last }) => its === 'vg' && sentence.tokens[last - 1]!.end >= cue.end)
    if (at < 0) continue
    const cued = framesOfVerb(sentence.chunks[at]!.head).length > 0
    made.push({
      frame: threatens ? threat : accuse,
      trigger: cue,
      at,
      verbAt: at,
      actors: [speaker],
      recipients: [partyAt(draft, target.at)],
      nominal: false,
      planned: false,
      certainty: cued ? speechCertainty.cued : speechCertainty.plain,
    })
  }
  return made
}

/** The first country, body or person in the words that a word of blame follows closely. */
function blamed({ draft }: Scene, { content, speaker }: Quote): Mention | null {
  for (const part of content) {
    blame.lastIndex = 0
    if (!blame.test(draft.article.text.slice(part.start, part.end))) continue
    for (const mention of mentionsIn(draft.mentions, part)) {
      if (mention.form !== 'name' || mention.type === 'MISC' || mention.type === 'NORP' || (speaker?.actor ?? -1) === mention.actor)
        continue
      if (blames(draft.article.text.slice(mention.at.end, part.end))) return mention
    }
  }
  return null
}

/** Whom a threat is made to: the first somebody in its words. */
const named = ({ draft }: Scene, { content, speaker }: Quote): Mention | null =>
  content
    .flatMap((part) => mentionsIn(draft.mentions, part))
    .find(({ form, type, actor }) => form === 'name' && type !== 'MISC' && type !== 'NORP' && actor !== (speaker?.actor ?? -1)) ?? null

/** Whether a word of blame follows closely, and no 'not' before it. */
export function blames(after: string): boolean {
  const near = after.slice(0, blameReach)
  const stop = near.search(/[.!?;]\s/)
  const clause = stop < 0 ? near : near.slice(0, stop)
  blame.lastIndex = 0
  const word = blame.exec(clause)
  return word !== null && !negation.test(clause.slice(0, word.index))
}
