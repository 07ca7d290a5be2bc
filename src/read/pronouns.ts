import type { Span } from '#model/span.ts'
import type { Linked, Making } from './making.ts'
import { isRoleHead } from './titles.ts'

const pronoun = /\b(?:he|she|him|her|his|hers|himself|herself)\b/gi
/** Mentions of people kept of one sentence: a sentence with more is a list. */
const mostInSentence = 24
/** How many sentences back a pronoun reaches. */
const pronounReach = 8

/** He and she: the subject of this sentence, else of the sentence before; inside a quotation only people named in it. */
export function findPronouns(
  text: string,
  sentences: readonly Span<'article'>[],
  people: readonly Linked[],
  made: readonly Making[],
  quoted: readonly Span<'article'>[],
): Linked[] {
  const within = (at: number) => spanAround(quoted, at)
  const bySentence = new Map<number, Linked[]>()
  for (const person of people) {
    const list = bySentence.get(person.sentence) ?? []
    if (list.length < mostInSentence) list.push(person)
    bySentence.set(person.sentence, list)
  }
  const found: Linked[] = []
  for (const [sentence, { start, end }] of sentences.entries()) {
    for (const match of text.slice(start, end).matchAll(pronoun)) {
      const at = start + match.index
      const sex = match[0][0]!.toLowerCase() === 's' || /^her/i.test(match[0]) ? 'f' : 'm'
      const tells = telling.test(text.slice(at + match[0].length, at + match[0].length + 40))
      const quote = tells ? -1 : within(at)
      const actor =
        whoIs(text, sentence, at, sex, quote, bySentence, within, made) ??
        (tells ? lastSpeaker(text, sentence, at, sex, bySentence, made) : null)
      if (actor === null) continue
      made[actor]!.sex ??= sex
      const mention: Linked = { at: { start: at, end: at + match[0].length }, form: 'pronoun', type: 'PER', actor, sentence }
      found.push(mention)
      const list = bySentence.get(sentence) ?? []
      if (list.length < mostInSentence) list.push(mention)
      list.sort((a, b) => a.at.start - b.at.start)
      bySentence.set(sentence, list)
    }
  }
  return found
}

const verbs =
  '(?:said|says|told|tells|added|adds|stated|stressed|explained|noted|announced|argued|insisted|claimed|warned|wrote|recalled|replied|continued|concluded|declared|emphasi[sz]ed|pointed out|revealed|expressed|remarked|commented|reiterated|acknowledged|admitted|asked|urged|observed|affirmed|assured|maintained|tweeted|confirmed)'
/** Right after a pronoun or a name: it is who speaks. */
const telling = new RegExp(`^(?:,[^,.“”"]{0,90},)?\\s+(?:(?:also|further|then|later|has|had|have|who|\\p{Ll}+ly)\\s+)*${verbs}\\b`, 'u')
/** Right before a name, titles between: "said President …". */
const told = new RegExp(`\\b${verbs}\\s+(?:(?:the|an?)\\s+)?(?:[\\p{L}.’'-]+\\s+){0,6}$`, 'u')

/** Who spoke last before, in this sentence or the ones a pronoun reaches. */
function lastSpeaker(
  text: string,
  sentence: number,
  at: number,
  sex: 'm' | 'f',
  bySentence: ReadonlyMap<number, readonly Linked[]>,
  made: readonly Making[],
): number | null {
  for (let back = 0; back <= speakerReach; back++)
    for (const mention of (bySentence.get(sentence - back) ?? []).toReversed()) {
      const { sex: known } = made[mention.actor!]!
      if (mention.at.end > at || (known !== null && known !== sex)) continue
      if (
        telling.test(text.slice(mention.at.end, mention.at.end + 120)) ||
        (mention.form === 'name' && told.test(text.slice(Math.max(0, mention.at.start - 80), mention.at.start)))
      )
        return mention.actor
    }
  return null
}
/** How many sentences back somebody who speaks on may have been named as the speaker. */
const speakerReach = 20

function whoIs(
  text: string,
  sentence: number,
  at: number,
  sex: 'm' | 'f',
  quote: number,
  bySentence: ReadonlyMap<number, readonly Linked[]>,
  within: (at: number) => number,
  made: readonly Making[],
): number | null {
  const fits = ({ actor }: Linked) => {
    const { sex: known } = made[actor!]!
    return known === null || known === sex
  }
  const here = (bySentence.get(sentence) ?? []).filter(
    (mention) => mention.at.end <= at && within(mention.at.start) === quote && fits(mention),
  )
  const subject = here.find((mention) => isSubject(text, mention)) ?? here[0]
  if (subject) return subject.actor
  if (quote >= 0) return null
  for (let back = 1; back <= pronounReach; back++) {
    const before = (bySentence.get(sentence - back) ?? []).filter((mention) => within(mention.at.start) < 0 && fits(mention))
    const best = before.find((mention) => isSubject(text, mention)) ?? before.at(-1)
    if (best) return best.actor
  }
  return null
}

/** Neither an owner nor the complement of a preposition. */
function isSubject(text: string, { at, form }: Linked): boolean {
  if (/^['’]s?\s/.test(text.slice(at.end, at.end + 3))) return false
  if (form === 'pronoun' && /^(?:his|her|him|hers)$/i.test(text.slice(at.start, at.end))) return false
  const lead = complement.exec(text.slice(Math.max(0, at.start - 60), at.start))
  return lead === null || lead[1]!.split(/\s+/).some((word) => word !== '' && !/^\p{Lu}/u.test(word) && !isRoleHead(word))
}
/** A preposition or "and", and the title between it and a name. */
const complement = /\b(?:of|with|by|to|for|from|against|between|than|like|and|on|under|after)\s+((?:[\p{L}.’'-]+\s+){0,4}?)$/u

/** The span that holds an offset, or -1. Spans are in order and apart. */
function spanAround(spans: readonly Span<'article'>[], at: number): number {
  let low = 0
  let high = spans.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (spans[middle]!.end <= at) low = middle + 1
    else high = middle
  }
  return low < spans.length && spans[low]!.start <= at ? low : -1
}

const speaking =
  /\b(?:[Ii]t|[Tt]hey)(?=\s+(?:also\s+|further\s+|has\s+|have\s+)?(?:said|says|say|added|adds|stated|maintains|maintained|announced|noted|warned|reported|explained|claimed|argued|insisted|stressed|concluded|urged)\b)/g
/** How far back, in code units, a body may be named that "it said" speaks of. */
const bodyReach = 700

/** Bodies speak, and countries, called "it"; places do not. */
const speaks = ({ type, actor }: Linked, made: readonly Making[], one: boolean) =>
  type === 'ORG' || (one && made[actor!]!.kind === 'country')

/** "It said": the body or country named last before, outside quotations, as a subject if there is one. */
export function findBodyPronouns(
  text: string,
  sentences: readonly Span<'article'>[],
  names: readonly Linked[],
  made: readonly Making[],
  quoted: readonly Span<'article'>[],
): Linked[] {
  const bodies = names.filter(
    ({ type, actor, at }) => actor !== null && (type === 'ORG' || type === 'LOC') && spanAround(quoted, at.start) < 0,
  )
  const found: Linked[] = []
  let sentence = 0
  let next = 0
  for (const match of text.matchAll(speaking)) {
    const start = match.index
    while (sentence + 1 < sentences.length && sentences[sentence]!.end <= start) sentence++
    while (next < bodies.length && bodies[next]!.at.end <= start) next++
    if (spanAround(quoted, start) >= 0) continue
    const near = bodies.slice(Math.max(0, next - mostInSentence), next).filter(({ at }) => at.end > start - bodyReach)
    const one =
      near.findLast((mention) => speaks(mention, made, /^it$/i.test(match[0])) && isSubject(text, mention)) ??
      near.findLast(({ type }) => type === 'ORG')
    if (one) found.push({ at: { start, end: start + match[0].length }, form: 'pronoun', type: 'ORG', actor: one.actor, sentence })
  }
  return found
}
