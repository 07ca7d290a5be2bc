import { countriesIn, countrySense } from '#text/countries.ts'
import { besidePlaces } from './places.ts'

/** What a title or apposition says of somebody. `start`/`end` bound all of it, owner with it, as offsets into the text given. */
export type Office = Readonly<{ role: string; country: string | null; owner: string | null; start: number; end: number; former: boolean }>

const set = (words: string) => new Set(words.split(' '))

/** Nouns that make a person's title or office. */
const heads = set(
  'president premier minister chancellor secretary ambassador envoy consul king queen prince princess sultan emir sheikh sheikha pope patriarch ayatollah imam ' +
    'senator governor mayor congressman congresswoman representative lawmaker legislator deputy mp parliamentarian speaker whip councillor councilor councilman alderman ' +
    'general colonel major captain lieutenant admiral commander brigadier marshal sergeant chief commissioner inspector superintendent sheriff constable officer ' +
    'director chairman chairwoman chairperson chair head leader founder co-founder cofounder ceo cfo executive manager administrator coordinator supervisor ' +
    'spokesman spokeswoman spokesperson aide adviser advisor counsellor counselor official diplomat negotiator mediator rapporteur ' +
    'judge justice magistrate prosecutor attorney lawyer solicitor barrister advocate counsel ombudsman registrar ' +
    'professor dr doctor lecturer dean rector vice-chancellor principal teacher economist analyst expert researcher scientist historian author writer editor journalist reporter columnist correspondent ' +
    'bishop archbishop cardinal rabbi reverend pastor priest coach captain striker midfielder defender goalkeeper manager skipper player actor actress singer director artist ' +
    'activist campaigner candidate nominee incumbent veteran billionaire businessman businesswoman entrepreneur oligarch banker tycoon strongman dictator warlord ' +
    'comptroller treasurer auditor governor-general secretary-general undersecretary under-secretary-general attorney-general vice-president vice-premier dictator monarch ruler chargé deputy chairman-in-office',
)
const ranks = set('brig brigadier major lieutenant colonel general admiral vice rear air marshal captain sergeant professor')
/** Titles that are no office: they count for the alias, not for the role. */
const courtesy = set('mr mrs ms miss mx dr sir dame lord lady sen rep gov gen lt col capt maj sgt prof rev fr hon pres')
const courtesyRole: ReadonlyMap<string, string> = new Map([
  ['sen', 'Senator'],
  ['rep', 'Representative'],
  ['gov', 'Governor'],
  ['gen', 'General'],
  ['pres', 'President'],
])
/** Lower-case words inside a title, before its head. */
const modifiers = set(
  'prime foreign defence defense interior home finance health education environment justice trade economy energy oil agriculture transport tourism labour labor culture sports youth ' +
    'deputy vice assistant associate acting interim outgoing incoming current former ex ex- then late senior junior chief first second third lead national federal state regional provincial local ' +
    'general executive managing military army navy police intelligence security political opposition party parliamentary legislative supreme high special permanent presidential ' +
    'newly elected re-elected longtime long-time veteran human rights public press media religious spiritual rebel union board district county city town village district medical legal policy research ' +
    'co-founder founding honorary diplomatic climate nuclear peace central bank head team crown grand main ruling conservative liberal hardline radical moderate influential powerful embattled ousted exiled jailed controversial popular prominent respected leading',
)
/** Second words of an office: "secretary general", "lieutenant colonel". */
const compound = set('general colonel major president minister')
const formers = set('former ex ex- then late then- onetime one-time erstwhile')
const joiners = set('of for to at the and in on with')
const links = set('of for to at in on with')

type Word = Readonly<{ text: string; low: string; start: number; end: number }>
const wordPattern = /[\p{L}\p{N}][\p{L}\p{N}\p{M}&]*(?:[-.][\p{L}\p{N}\p{M}]+)*\.?(?:['’]s?(?![\p{L}]))?|,/gu
const wordsOf = (text: string, offset: number): readonly Word[] =>
  Array.from(text.matchAll(wordPattern), ({ 0: word, index }) => ({
    text: word,
    low: word.toLowerCase().replace(/\.$/, ''),
    start: offset + index,
    end: offset + index + word.length,
  }))
const isCapital = (word: string) => /^\p{Lu}/u.test(word)
const isPossessive = (word: string) => /['’]s?$/.test(word)
/** "co-chairman" and "vice-president" are heads by their last part. */
const isHead = (low: string) => heads.has(low) || heads.has(low.slice(low.lastIndexOf('-') + 1))
const countryIn = (text: string): string | null => countriesIn(text)[0]?.code ?? null

/** The furthest a title reaches back from its name, in code units. */
const reach = 140

/**
 * The title right before a name: "Russian President", "Iran's Ambassador to the United Nations,", "SMUG leader". `floor` is
 * where the sentence begins, `at` where the name does. Null: none.
 */
export function titleBefore(text: string, floor: number, at: number): Office | null {
  if (at <= floor || endsNoTitle(text, floor, at)) return null
  const letters = /\s*\(\p{Lu}[\p{Lu}&.-]{1,7}\)\s*$/u.exec(text.slice(Math.max(floor, at - 16), at))
  if (letters) return titleBefore(text, floor, at - letters[0].length) // "chief executive (CEO) Y"
  const from = Math.max(floor, at - reach)
  const stretch = lastClause(text.slice(from, at))
  const words = wordsOf(stretch.text, from + stretch.offset)
  const comma = words.at(-1)?.text === ','
  const trailing = words.findLastIndex(({ low }) => !courtesy.has(low) && !ranks.has(low))
  if (!comma && words[trailing]?.text === ',') {
    // "the spokesman for the army, Brig. Gen. Y": the office stands before the rank
    const outer = titleEnding(
      text,
      words.slice(words.findLastIndex(({ text: word }, index) => word === ',' && index < trailing) + 1, trailing),
      true,
    )
    if (outer) return { ...outer, end: words.at(-1)!.end }
  }
  const body = comma ? words.slice(0, -1) : words
  const last = body.lastIndexOf(body.findLast(({ text: word }) => word === ',')!)
  const phrase = body.slice(last + 1)
  return phrase.length > 0 ? titleEnding(text, phrase, comma) : null
}

/** Whether the word before the name is one of the small words that end no title: decides for most names. */
function endsNoTitle(text: string, floor: number, at: number): boolean {
  let end = at
  while (end > floor && text.charCodeAt(end - 1) === space) end--
  let start = end
  while (start > floor && text.charCodeAt(start - 1) >= small.first && text.charCodeAt(start - 1) <= small.last) start--
  if (start === end || end === at || (start > floor && text.charCodeAt(start - 1) !== space)) return false
  const word = text.slice(start, end)
  return joiners.has(word) || verbs.test(word)
}
const space = 32
const small = { first: 97, last: 122 } as const

/** What stands after the last mark that no title crosses. */
function lastClause(text: string): { text: string; offset: number } {
  let offset = 0
  for (const match of text.matchAll(
    /[;:!?“”"()[\]—–…\n«»‘]|(?<=\s|[\p{Ll}.])-\s|(?<![A-Z\p{Lu}]|\b(?:Dr|Mr|Ms|Mrs|St|Gen|Lt|Col|Sen|Rep|Gov|Prof|Rev|Hon|Capt|Maj|Sgt|Pres|Brig|Adm|Cpl|Cmdr|Supt|Insp|Det|Amb|Atty))\.\s/gu,
  ))
    offset = match.index + match[0].length
  return { text: text.slice(offset), offset }
}

function titleEnding(text: string, words: readonly Word[], comma: boolean): Office | null {
  let best: Office | null = null
  for (let head = words.length - 1; head >= 0 && words.length - head <= 10; head--) {
    const word = words[head]!
    if (courtesy.has(word.low) && head === words.length - 1 && !comma && isCapital(word.text)) {
      const role = courtesyRole.get(word.low)
      const outer: Office | null = head > 0 ? titleEnding(text, words.slice(0, head), false) : null
      if (outer) return { ...outer, end: word.end }
      let first = head
      while (first > 0 && (courtesy.has(words[first - 1]!.low) || ranks.has(words[first - 1]!.low)) && isCapital(words[first - 1]!.text))
        first--
      if (role) best = { role, country: null, owner: null, start: words[first]!.start, end: word.end, former: false }
      continue
    }
    if (!isHead(word.low) || isPossessive(word.text)) continue
    const tail = words.slice(head + 1)
    if (tail.length === 0 ? comma && !isOwned(words, head) : !isComplement(tail)) continue
    best = officeAt(text, words, head, words.length - 1)
    if (tail.length === 0 && !comma) break
  }
  return best
}

/** "the minister, Y" needs its determiner or owner to be an apposition, or capitals ("Union President, Y"); a bare "minister, Y" is a list. */
const isOwned = (words: readonly Word[], head: number) =>
  words.slice(0, head).some(({ low, text: word }) => low === 'the' || isPossessive(word)) ||
  (head > 0 && words.slice(0, head + 1).every(({ text: word }) => isCapital(word)))

/** "to the United Nations", "of State", "for Foreign Affairs", "of the opposition": a preposition and what belongs to it. */
function isComplement(tail: readonly Word[]): boolean {
  if (!links.has(tail[0]!.low) || tail.length < 2 || joiners.has(tail.at(-1)!.low)) return false
  if (!tail.slice(1).some(({ text: word }) => isCapital(word)) && tail.length > 4) return false
  return tail
    .slice(1)
    .every(
      ({ text: word, low }) =>
        isCapital(word) || joiners.has(low) || modifiers.has(low) || (/^[\p{Ll}-]+s?$/u.test(word) && !verbs.test(low)),
    )
}
const verbs =
  /^(?:is|are|was|were|has|have|had|will|would|said|says|told|and|but|that|who|which|when|as|met|by|from|after|before|with|between|against|his|her|its|their|he|she|it|they|not|been|be|if|than|while|during|over|under|including|like)$/

/** Reaches left from the head over modifiers, then over the owner: a country's adjective, a possessive, an organisation. */
function officeAt(text: string, words: readonly Word[], head: number, last: number): Office {
  let first = head
  let former = false
  let owner: { start: number; country: string | null; text: string } | null = null
  while (first > 0) {
    const word = words[first - 1]!
    const left = ownerEnding(text, words, first - 1)
    if (left) {
      owner = left
      break
    }
    if (formers.has(word.low)) former = true
    if (compound.has(words[first]!.low) && isHead(word.low) && !isPossessive(word.text)) first--
    else if ((modifiers.has(word.low) || /^\p{Ll}+-\p{Ll}+$/u.test(word.text)) && !isPossessive(word.text)) first--
    else if (isCapital(word.text) && !isPossessive(word.text) && !notTitle.has(word.low)) first--
    else if (word.low === 'and' && first > 1 && isCapital(words[first - 2]!.text) && isCapital(words[first]!.text) && first < head) first--
    else break
  }
  const start = owner?.start ?? words[first]!.start
  const outside = words.findLast(({ end: before }) => before <= start)
  if (outside && formers.has(outside.low)) former = true
  const end = words[last]!.end
  const role = text.slice(words[first]!.start, end).replace(/\s+/g, ' ')
  const complement = text.slice(words[head]!.end, end)
  const country = owner ? owner.country : complementCountry(complement)
  return { role: tidy(owner ? role : withoutCountry(role)), country, owner: owner?.text ?? null, start, end, former }
}
const notTitle = set(
  'the a an and but in on at for with when as after while if meanwhile however earlier later today yesterday monday tuesday wednesday thursday friday saturday sunday',
)
const tidy = (role: string) =>
  role
    .replace(/^(?:(?:His|Her|Their)\s+(?:Royal\s+)?(?:Excellency|Majesty|Highness|Honou?r)|The\s+Hon(?:ou?rable)?\.?|H\.?E\.?)\s+/, '')
    .replace(/^(?:(?:then|late|former|ex)[- ]+)+/i, '')
    .replace(/^(?:long-?(?:ruling|serving|time)|\S+-year-old|democratically|popularly|recently)\s+/i, '')
    .replace(/^(?:newly|current|incoming|outgoing)\s+(?:re-?)?(?:elected\s+)?/i, '')

/** "president of Armenia" is the office of president; the country is told apart. */
function withoutCountry(role: string): string {
  const last = /^(.+?)\s+of\s+(?:the\s+)?(\p{Lu}[\p{L} .’'-]*)$/u.exec(role)
  return last && countrySense(last[2]!)?.kind === 'name' ? last[1]! : role
}

/** "of Armenia", "of Texas" tell a country; "to Iran", "for Foreign Affairs" do not. */
const complementCountry = (complement: string) => (/^\s+of\s/.test(complement) ? countryIn(complement) : null)

/** "Porto" in "Porto Velho mayor": the name of a city goes on with a word that is no office and stands beside no place. */
const goesOn = (kind: string, next: Word | undefined): boolean =>
  (kind === 'place' || kind === 'capital') &&
  next !== undefined &&
  isCapital(next.text) &&
  !isHead(next.low) &&
  !modifiers.has(next.low) &&
  !besidePlaces.has(next.low)

/** A country's name or adjective, or a possessive, that ends at word `at`. */
function ownerEnding(text: string, words: readonly Word[], at: number): { start: number; country: string | null; text: string } | null {
  for (let from = Math.max(0, at - 3); from <= at; from++) {
    const start = words[from]!.start
    const piece = text.slice(start, words[at]!.end).replace(/['’]s?$/, '')
    const [found, ...more] = countriesIn(piece)
    if (found && more.length === 0 && found.start === 0 && found.end >= piece.length - 1 && !goesOn(found.kind, words[at + 1]))
      return { start, country: found.code, text: piece }
  }
  if (!isPossessive(words[at]!.text)) return null
  let from = at
  while (
    from > 0 &&
    (isCapital(words[from - 1]!.text) || (joiners.has(words[from - 1]!.low) && from > 1 && isCapital(words[from - 2]!.text))) &&
    !notTitle.has(words[from - 1]!.low)
  )
    from--
  const start = words[from]!.start
  const piece = text.slice(start, words[at]!.end).replace(/['’]s?$/, '')
  return { start, country: countryIn(piece), text: piece }
}

/** How far an apposition may run, in code units. */
const appositionReach = 160

/**
 * The apposition right after a name: ", the country's foreign minister,", ", a spokesman for the ministry.", ", who heads …" is
 * none. Null: none. The office's owner may be "the country": then `country` is null and `owner` says so.
 */
export function appositionAfter(text: string, at: number, ceiling: number): Office | null {
  const stretch = text.slice(at, Math.min(ceiling, at + appositionReach))
  const opened =
    /^(?:,\s+(?:\d{1,3},\s+)?(?:who\s+(?:is|was|serves\s+as)\s+(?:also\s+)?)?|\s\(|\s[–—-]\s|\s+(?:is|was|serves\s+as|served\s+as)\s+(?:currently\s+|also\s+)?(?=(?:the|an?)\s))(?=(?:(?:the|a|an|his|her|its)\s|\p{L}))/u.exec(
      stretch,
    )
  if (!opened) return null
  const inner = /^(?:[^,.;:()“”"–—\n]|(?<=\b\p{Lu})\.(?=\p{Lu}|\s+\p{Lu}))*/u.exec(stretch.slice(opened[0].length))![0]
  const words = wordsOf(inner, at + opened[0].length)
  const stop = words.findIndex(
    ({ low }, index) => index > 0 && (/^(?:who|which|that|when|as)$/.test(low) || (verbs.test(low) && low !== 'and' && low !== 'with')),
  )
  const phrase = stop < 0 ? words : words.slice(0, stop)
  if (phrase.length === 0 || phrase.length > 18) return null
  const link = phrase.findIndex(({ low }, index) => index > 0 && links.has(low))
  const before = link < 0 ? phrase : phrase.slice(0, link)
  const head = before.findLastIndex(({ low, text: word }) => isHead(low) && !isPossessive(word))
  if (head < 0 || head < before.length - 1) return null
  const determiner = /^(?:the|a|an|his|her|its)$/.test(phrase[0]!.low)
  const owned = phrase.findIndex(({ text: word }) => isPossessive(word))
  if (
    !determiner &&
    owned < 0 &&
    !modifiers.has(phrase[0]!.low) &&
    !isHead(phrase[0]!.low) &&
    countryIn(phrase[0]!.text) === null &&
    !isCapital(phrase[0]!.text)
  )
    return null
  // a complement ends before a participle or a verb: "president of Armenia" but not "president of Armenia said"
  const last = complementEnd(phrase, head)
  if (
    owned >= 0 &&
    owned < head &&
    /^(?:country|nation|state|city|group|company|organisation|organization|party|body|agency|bank)$/.test(
      phrase[owned]!.low.replace(/['’]s?$/, ''),
    )
  ) {
    const role = text.slice(phrase[owned + 1]!.start, phrase[last]!.end)
    return {
      role: tidy(role),
      country: null,
      owner: phrase[owned]!.low.replace(/['’]s?$/, ''),
      start: phrase[0]!.start,
      end: phrase[last]!.end,
      former: false,
    }
  }
  return officeAt(text, phrase, head, last)
}

function complementEnd(words: readonly Word[], head: number): number {
  let last = head
  for (let at = head + 1; at < words.length; at++) {
    const { low, text: word } = words[at]!
    if (/(?:ed|..ing)$/.test(low) && low !== 'spring' && !isCapital(word)) break // "wing" is a noun
    if (!joiners.has(low)) last = at
  }
  return last
}

/** The noun that heads a role: "Ambassador to the United Nations" → ambassador. */
export function roleHead(role: string): string {
  const words = wordsOf(role, 0)
  const link = words.findIndex(({ low }, index) => index > 0 && links.has(low))
  return (link < 0 ? words : words.slice(0, link)).findLast(({ low }) => isHead(low))?.low ?? ''
}
export const isRoleHead = isHead
