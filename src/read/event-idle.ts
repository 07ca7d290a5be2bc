import type { Sentence } from './clauses.ts'
import { isFiniteVerb, objectOf, phraseFrom, skipRight, slotOf, subjectsOf } from './event-arguments.ts'
import { isDuty } from './event-doubts.ts'
import type { Frame } from './event-lexicon.ts'
import { canAct, isActor, type Scene, spanOf, textOf } from './event-scene.ts'
import { nounFrameAt, phraseHead } from './event-triggers.ts'
import { isPeople, isWeapon } from './event-words.ts'

const list = (words: string) => new Set(words.split(/\s+/))

/** Verbs of being, feeling and knowing: who 'will not understand' refuses nothing. */
const minds = list(
  'be have become seem appear look feel know understand think believe remember forget see hear like love want need mean matter happen occur survive suffer last exist work fit find cost know die live realise realize',
)
export const isStateOfMind = (verb: string): boolean => minds.has(verb)

/** What is hit, seized, held or met in a figure of speech only. */
const figures = list(
  `place slot position rank rung spot seat record mark level high low lead note snag headline milestone jackpot balance chord tone opportunity chance
  moment initiative attention imagination image essence mood spirit expectation forecast estimate odds deadline demand requirement need standard
  criterion challenge obligation goal target burden fear concern water photo picture video`,
)
const figured = list('hit strike seize occupy capture beat storm raid attack meet overrun topple suspend shoot fight')

/** A win by votes or points. */
const contest = /\d\s?[-–]\s?\d|(?<!\p{L})(?:votes?|per ?cent|polls?|primary|elections?|finals?|championships?|round)(?!\p{L})|%/u

/** What troops are sent with; whatever else is deployed is no threat to anybody. */
const forces = list(
  'unit troop soldier marine paratrooper fighter officer force army navy military police policeman guard guardsman squad battery battalion brigade regiment division fleet carrier asset reserve reservist weapon system personnel contingent peacekeeper',
)

const silence = /^[^.;]{0,24}?\b(?:not\s+(?:to\s+)?|to\s+)(?:be\s+(?:named|identified|quoted)|(?:remain|stay)\s+anonymous)\b/

/** "asked not to be named", "declined to be identified": a source says so of itself, and does nothing to anybody. */
function asksForSilence({ draft, sentence }: Scene, at: number): boolean {
  const end = sentence.tokens[sentence.chunks[at]!.last - 1]!.end
  return silence.test(draft.article.text.slice(end, end + 60))
}

/** Verbs that ask, agree, stand ready or strike only with the right words behind them. */
export function isIdle(scene: Scene, at: number, frame: Frame, complement: number | null): boolean {
  const { sentence } = scene
  const { head } = sentence.chunks[at]!
  const verb = complement === null ? null : sentence.chunks[complement]!.verb
  const object = objectOf(sentence, at)
  if (figured.has(head) && object !== null && isFigure(scene, at, object)) return true
  if (asksForSilence(scene, at)) return true
  switch (head) {
    case 'tell':
      return !verb?.infinitive
    case 'direct':
    case 'instruct': // a film is directed, a court is directed to do something
      return !verb?.infinitive && (object === null || !isActor(scene, phraseFrom(sentence, object)))
    case 'be':
      return complement === null
    case 'fire': // a clerk is fired, shots are fired at somebody
      return sentence.chunks[at]!.verb!.passive
        ? !isWeapon(subjectHead(sentence, at))
        : object !== null && isPeople(sentence.chunks[phraseFrom(sentence, object).last - 1]!.head)
    case 'seek':
      if (object !== null && sought.has(sentence.chunks[phraseHead(sentence, object)]!.head)) return true
      return (verb?.infinitive === true && object === null) || !isAskedOf(scene, at, object)
    case 'free': // beds, funds
      return sentence.chunks[skipRight(sentence, at + 1)]?.head === 'up'
    case 'request':
      return object !== null && /^(?:anonymity|comment)$/.test(sentence.chunks[object]!.head)
    case 'insist':
      return (
        sentence.chunks[skipRight(sentence, at + 1)]?.head !== 'on' &&
        !(verb && (isDuty(verb.modal) || isSubjunctive(sentence, complement!)))
      )
    case 'agree':
      return complement === null
        ? isPlainPresent(sentence, at) || holdsAView(sentence, at, object)
        : !verb!.infinitive && !verb!.modal && !isSubjunctive(sentence, complement)
    case 'assure':
      return object === null || sentence.chunks[object]!.head === 'you'
    case 'offer':
      return complement === null && !isGivenTo(scene, at, object)
    case 'warn':
      return object === null
    case 'demonstrate':
    case 'rally':
    case 'march':
      return frame.type === 'PROTEST' && object !== null && !sentence.chunks[at]!.verb?.passive
    case 'deploy':
    case 'mobilise':
    case 'mobilize':
      return sentence.chunks[at]!.verb!.passive ? !isForces(subjectHead(sentence, at)) : object !== null && !isForce(scene, object)
    case 'prevent':
      return (
        object !== null &&
        !isActor(scene, { first: object, last: object + 1 }) &&
        nounFrameAt(sentence, phraseHead(sentence, object)) === null
      )
    default:
      return false
  }
}

const subjectHead = (sentence: Sentence, at: number): string => {
  const [phrase] = subjectsOf(sentence, at)
  return phrase === undefined ? '' : sentence.chunks[phrase.last - 1]!.head
}

/** What a candidate or a buyer seeks is asked of nobody. */
const sought = list('office election re-election reelection nomination post job seat term role career refuge revenge shelter way answer')

/** 'experts agree on the need': a view, where 'agreed' and 'will agree' may be an act. */
const isPlainPresent = ({ chunks }: Sentence, at: number): boolean => {
  const { verb, first, last } = chunks[at]!
  return (
    chunks[at + 1]?.head !== 'to' &&
    verb !== null &&
    last - first === 1 &&
    !verb.past &&
    verb.form !== 'past or participle' &&
    !verb.infinitive
  )
}

/** 'hit a record', 'occupied third place', 'beat the champions 3-1', 'beat her rival with 52% of the votes'. */
function isFigure(scene: Scene, at: number, object: number): boolean {
  const { sentence, draft, span } = scene
  const { head } = sentence.chunks[at]!
  if (figures.has(sentence.chunks[phraseHead(sentence, object)]!.head)) return true
  return head === 'beat' && contest.test(draft.article.text.slice(spanOf(sentence, { first: at, last: at + 1 }).end, span.end))
}

/** 'seeks help from the bank', 'sought the ministry's permission': somebody is there to be asked. */
function isAskedOf(scene: Scene, at: number, object: number | null): boolean {
  const { sentence } = scene
  if (slotOf(sentence, 'from', at + 1, sentence.chunks.length) !== null) return true
  return object !== null && isActor(scene, phraseFrom(sentence, object))
}

/** 'agreed with the critics', 'agreed the road was too long': of one opinion, nothing more. */
function holdsAView({ chunks, tokens }: Sentence, at: number, object: number | null): boolean {
  if (chunks[skipRight({ chunks, tokens }, at + 1)]?.head === 'with') return true
  return object !== null && isFiniteVerb(chunks[skipRight({ chunks, tokens }, phraseFrom({ chunks, tokens }, object).last)])
}

/** 'offered the rebels an amnesty', 'offered its help to the victims'. */
function isGivenTo(scene: Scene, at: number, object: number | null): boolean {
  const { sentence } = scene
  if (object !== null && canAct(scene, phraseFrom(sentence, object))) return true
  const to = slotOf(sentence, 'to', at + 1, sentence.chunks.length)
  return to !== null && isActor(scene, phraseFrom(sentence, to))
}

const isForces = (head: string): boolean => forces.has(head) || isWeapon(head)
/** Soldiers, ships and arms. */
function isForce(scene: Scene, object: number): boolean {
  const { sentence } = scene
  const phrase = phraseFrom(sentence, object)
  const heads = sentence.chunks.slice(phrase.first, phrase.last).map(({ head }) => head)
  return heads.some(isForces) || (!isPeople(heads.at(-1)!) && /\p{Lu}/u.test(textOf(scene, spanOf(sentence, phrase))))
}

/** 'that the ministry stop': a bare verb with one subject. */
function isSubjunctive({ chunks, tokens }: Sentence, at: number): boolean {
  const { first, verb, head } = chunks[at]!
  const before = tokens[first - 1]
  return (
    verb?.form === 'base' &&
    verb.modal === '' &&
    tokens[first]!.word === head &&
    before !== undefined &&
    !/s$|^(?:they|we|you|i|people)$/.test(before.word)
  )
}
