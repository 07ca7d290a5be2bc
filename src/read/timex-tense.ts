import { Kind, type TimeWords } from './timex-words.ts'

const reach = 40 // words either way: longer clauses say nothing sure about a date at their far end

const forwardWords = new Set(
  `will shall scheduled expected due planned plans plan planning slated set until till upcoming hopes hope intends intend prepares
  preparing poised begins starts opens expires ends takes falls resumes concludes closes runs tomorrow ahead deadline ll would`.split(
    /\s+/,
  ),
)
const pastWords = new Set(
  `said was were had did has been met held went came took made told began gave saw got left won lost fell rose hit sent struck
  flew spoke wrote became stood brought fought shot drew broke cut put read led fled kept paid sold found built threw says`.split(/\s+/),
)
const notPast = new Set(['united', 'need', 'speed', 'hundred', 'indeed', 'proceed', 'exceed', 'feed', 'seed', 'alleged', 'armed'])

const isPastForm = (word: string) => pastWords.has(word) || (word.length > 4 && word.endsWith('ed') && !notPast.has(word))
/** A past form that is no past: 'will be held', 'is due to be published'. */
const isPast = (t: TimeWords, i: number) =>
  isPastForm(t.words[i]!) && !(t.words[i - 1] === 'be' || (t.words[i - 2] === 'be' && t.words[i - 1]!.endsWith('ly')))
/** 'is to meet', 'are going to': forward; 'according to' is not. */
const forwardAt = (t: TimeWords, i: number) =>
  forwardWords.has(t.words[i]!) || (t.words[i] === 'to' && /^(?:is|are|going|about|ready)$/.test(t.words[i - 1] ?? ''))

const endsSentence = (t: TimeWords, i: number) =>
  t.words[i] === '\n' ||
  ((t.words[i] === '.' || t.words[i] === '!' || t.words[i] === '?') && (i + 1 >= t.count || t.capitals[i + 1] === true) && !isInitial(t, i))
/** The dot of 'U.S.', 'Gen.', 'Feb.' ends no sentence. */
const isInitial = (t: TimeWords, i: number) => {
  const length = t.ends[i - 1]! - t.starts[i - 1]!
  return t.kinds[i - 1] === Kind.month || (t.capitals[i - 1] === true && length <= 3)
}

/** The first word of the sentence that word `i` stands in, at most `reach` words back. */
export function sentenceStart(t: TimeWords, i: number): number {
  let at = i
  while (at > 0 && i - at < reach && !endsSentence(t, at - 1)) at -= 1
  return at
}

/**
 * Whether the clause around words [start, end) looks forward. The nearest verb before the expression decides; where there is
 * none, the first one after it. Nothing said: back, as news mostly tells what was.
 */
export function looksForward(t: TimeWords, start: number, end: number): boolean {
  for (let at = start - 1; at >= 0 && start - at <= reach && !endsSentence(t, at); at -= 1) {
    if (forwardAt(t, at)) return true
    if (isPast(t, at)) return false
  }
  for (let at = end; at < t.count && at - end <= reach && !endsSentence(t, at); at += 1) {
    if (forwardAt(t, at)) return true
    if (isPast(t, at)) return false
  }
  return false
}
