import type { Article } from '#model/article.ts'
import type { CopyTree } from '#model/copy.ts'
import type { Id } from '#model/ids.ts'
import type { NewsEvent, Party, Quote, Reading, Timex } from '#model/reading.ts'
import type { Span } from '#model/span.ts'
import { agencyNamed, findAgencyNames } from '#text/agencies.ts'
import { foldKey } from '#text/fold.ts'
import { countryOfParty } from './event-country.ts'
import { mergeActors, type StoryActor } from './story-actors.ts'
import { findTimexes } from './timexes.ts'

/** One place in one article where a fact stands. */
export type Place = Readonly<{ article: Id<'article'>; span: Span<'article'> }>
export type StoryParty = Readonly<{ name: string; actor: StoryActor | null; anonymous: Party['anonymous'] }>
type StoryQuote = Readonly<{
  kind: Quote['kind']
  words: string
  cue: string | null
  speaker: StoryParty | null
  addressee: StoryParty | null
  via: StoryParty | null
  places: readonly Place[]
}>
/** What a date was counted from: its own page's date, the date of another copy of the same text, or neither. */
type DateAnchor = Readonly<{ kind: Timex['anchor'] | 'family'; article: Id<'article'> | null }>
type StoryDate = Readonly<{ timex: Timex; words: string; places: readonly (Place & { anchor: DateAnchor })[] }>
/** A side of an event with the country it acts for: ISO 3166-1 alpha-3, IGO for a body of several countries; null: nobody says. */
type StorySide = StoryParty & Readonly<{ country: string | null }>
type StoryEvent = Readonly<{
  event: NewsEvent
  actors: readonly StorySide[]
  recipients: readonly StorySide[]
  where: string | null
  when: Timex | null
  trigger: string
  places: readonly Place[]
}>
type StoryAgency = Readonly<{ name: string; places: readonly Place[] }>
export type StoryFacts = Readonly<{
  actors: readonly StoryActor[]
  quotes: readonly StoryQuote[]
  dates: readonly StoryDate[]
  events: readonly StoryEvent[]
  agencies: readonly StoryAgency[]
}>
/** A publication date is believed as an anchor from this certainty on: below, a guess would shift every "Friday". */
const anchorCertainty = 0.5

type TextRead = Readonly<{ article: Article; reading: Reading }>
type Source = TextRead & Readonly<{ anchors: readonly DateAnchor[] }>

/**
 * Brings together what was read from the pages of one story: each fact once, with every place that carries it.
 * In: the articles of a story, their readings and copy trees. Out: facts in the order of the earliest page's text.
 * Two copies of one fact are the same words in the same sentence (dates), the same words (quotes), or the same kind of
 * event between the same parties without dates that differ (events). A date is counted from the earliest dated copy that has the same
 * words in the same place, and says so where that is another page.
 */
export function gatherFacts(
  articles: readonly Article[],
  readings: ReadonlyMap<Id<'article'>, Reading>,
  trees: readonly CopyTree[],
): StoryFacts {
  const ordered = inTimeOrder(articles)
  const read = ordered.flatMap((article) => {
    const reading = readings.get(article.id)
    return reading ? [{ article, reading }] : []
  })
  const timesOf = new Map(
    read.map((source) => [source.article.id, new Set(source.reading.timexes.flatMap((timex) => timeSigns(source, timex)))]),
  )
  const sources = read.map(({ article, reading }) => anchored(article, reading, datedFamily(article, ordered, trees), timesOf))
  const actors = mergeActors(sources)
  const party = (source: Source, at: Party | null): StoryParty | null =>
    at && {
      name: actors.of(source.article.id, at.actor)?.name ?? at.name,
      actor: actors.of(source.article.id, at.actor),
      anonymous: at.anonymous,
    }
  return {
    actors: actors.all,
    quotes: gatherQuotes(sources, party),
    dates: gatherDates(sources),
    events: gatherEvents(sources, party),
    agencies: gatherAgencies(sources),
  }
}

/** Dated pages first, earliest first; then by id. The first page's words name the fact. */
export function inTimeOrder(articles: readonly Article[]): readonly Article[] {
  const key = (article: Article) => `${article.published?.value.value ?? '9'} ${article.id}`
  return [...articles].sort((a, b) => (key(a) < key(b) ? -1 : 1))
}

/** The dated copies of an article's text, itself included, the earliest first. */
function datedFamily(article: Article, ordered: readonly Article[], trees: readonly CopyTree[]): readonly Article[] {
  const family = new Set(trees.find((tree) => tree.members.includes(article.id))?.members ?? [article.id])
  return ordered.filter((other) => family.has(other.id) && (other.published?.certainty ?? 0) >= anchorCertainty)
}

/**
 * The reading with each date counted from the earliest dated copy that has the same words in the same place: who first wrote
 * "on Friday" meant his own Friday. Words that no dated copy has ("yesterday", where the others say "on Thursday") are the page's
 * own, and count from its own date or not at all.
 */
function anchored(
  article: Article,
  reading: Reading,
  family: readonly Article[],
  timesOf: ReadonlyMap<Id<'article'>, ReadonlySet<string>>,
): Source {
  const counted = new Map<string, ReadonlyMap<string, Timex>>()
  const countedFrom = (date: string) => {
    const known = counted.get(date) ?? new Map(findTimexes(article.text, date).map((timex) => [placeKey(timex), timex]))
    counted.set(date, known)
    return known
  }
  const pairs = reading.timexes.map((timex): readonly [Timex, DateAnchor] => {
    const own: DateAnchor = { kind: timex.anchor, article: timex.anchor === 'published' ? article.id : null }
    if (timex.anchor === 'text') return [timex, own]
    const signs = timeSigns({ article, reading }, timex)
    const from = family.find(({ id }) => id === article.id || signs.some((sign) => timesOf.get(id)?.has(sign)))
    const again = from && from.id !== article.id ? countedFrom(from.published!.value.value).get(placeKey(timex)) : undefined
    if (!from || !again || sameTime(again, timex)) return [timex, own]
    return [again, again.anchor === 'published' ? { kind: 'family', article: from.id } : { kind: again.anchor, article: null }]
  })
  return { article, reading: { ...reading, timexes: pairs.map(([timex]) => timex) }, anchors: pairs.map(([, anchor]) => anchor) }
}

const placeKey = ({ at }: Timex) => `${at.start}-${at.end}`
const sameTime = (x: Timex, y: Timex) => x.value === y.value && x.from === y.from && x.until === y.until

const signWords = 2 // words on one side of a date that tell the same place in another copy

/** What tells the place of a date in other copies: its words with those before, or those after, within the sentence. */
function timeSigns(source: TextRead, { at }: Timex): readonly string[] {
  const words = foldKey(source.article.text.slice(at.start, at.end))
  const { before, after } = around(source, at)
  const sides = [before.slice(-signWords).join(' '), after.slice(0, signWords).join(' ')]
  return sides.flatMap((side, index) => (side === '' ? [] : [`${words} ${index === 0 ? '<' : '>'} ${side}`]))
}

type PartyOf = (source: Source, at: Party | null) => StoryParty | null

function gatherQuotes(sources: readonly Source[], party: PartyOf): readonly StoryQuote[] {
  const made = new Map<string, { quote: StoryQuote; places: Place[] }>()
  for (const source of sources)
    for (const quote of source.reading.quotes) {
      const words = quote.content.map((span) => textOf(source, span)).join(' … ')
      const places = quote.content.map((span) => ({ article: source.article.id, span }))
      const key = `${quote.kind === 'indirect' ? 'indirect' : 'direct'} ${foldKey(words)}`
      const known = made.get(key)
      if (known) known.places.push(...places)
      else
        made.set(key, {
          quote: {
            kind: quote.kind,
            words,
            cue: quote.cue && textOf(source, quote.cue),
            speaker: party(source, quote.speaker),
            addressee: party(source, quote.addressee),
            via: party(source, quote.via),
            places: [],
          },
          places,
        })
    }
  return [...made.values()].map(({ quote, places }) => ({ ...quote, places }))
}

function gatherDates(sources: readonly Source[]): readonly StoryDate[] {
  const made = new Map<string, { timex: Timex; words: string; places: (Place & { anchor: DateAnchor })[] }>()
  for (const source of sources)
    source.reading.timexes.forEach((timex, index) => {
      const words = textOf(source, timex.at)
      const key = `${foldKey(words)} | ${surroundings(source, timex.at)}`
      const place = { article: source.article.id, span: timex.at, anchor: source.anchors[index]! }
      const known = made.get(key)
      if (known) known.places.push(place)
      else made.set(key, { timex, words, places: [place] })
    })
  return [...made.values()]
}

const wordsBefore = 2
const wordsAfter = 6

/** The words around a stretch, within its sentence: a dateline or a clause cut further off does not make it another place. */
function surroundings(source: Source, at: Span<'article'>): string {
  const { before, after } = around(source, at)
  return [...before.slice(-wordsBefore), '…', ...after.slice(0, wordsAfter)].join(' ')
}

/** The folded words of the sentence before and after a stretch. */
function around({ article, reading }: TextRead, at: Span<'article'>): Readonly<{ before: readonly string[]; after: readonly string[] }> {
  const sentence = spanAround(reading.sentences, at.start) ?? at
  const words = (start: number, end: number) =>
    foldKey(article.text.slice(start, Math.max(start, end)))
      .split(' ')
      .filter(Boolean)
  return { before: words(sentence.start, at.start), after: words(at.end, sentence.end) }
}

/** The span in which an offset lies, of spans in text order; by halving, as hostile pages have a sentence and a date a hundred thousand times. */
function spanAround(spans: readonly Span<'article'>[], offset: number): Span<'article'> | null {
  let low = 0
  let high = spans.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (spans[middle]!.end <= offset) low = middle + 1
    else high = middle
  }
  const found = spans[low]
  return found && found.start <= offset ? found : null
}

/** Events that pages of a story tell in common: the earliest telling names it, the others add their places and what it leaves open. */
function gatherEvents(sources: readonly Source[], party: PartyOf): readonly StoryEvent[] {
  const made: { event: StoryEvent; places: Place[] }[] = []
  const known = new Map<string, number[]>()
  for (const source of sources)
    for (const event of source.reading.events) {
      const told = storyEvent(source, event, party)
      const key = [event.type, ...namesOf(told.actors), '→', ...namesOf(told.recipients)].join('|')
      const others = known.get(key) ?? []
      const same = others.map((index) => made[index]!).find((other) => isSameEvent(other.event, told))
      const place = { article: source.article.id, span: event.trigger }
      if (same) {
        same.places.push(place)
        same.event = { ...same.event, when: same.event.when ?? told.when, where: same.event.where ?? told.where }
      } else known.set(key, [...others, made.push({ event: told, places: [place] }) - 1])
    }
  return made.map(({ event, places }) => ({ ...event, places }))
}

function storyEvent(source: Source, event: NewsEvent, party: PartyOf): StoryEvent {
  const { article, reading } = source
  const draft = { article, sentences: reading.sentences, mentions: reading.mentions, actors: reading.actors }
  const side = (at: Party): StorySide => ({ ...party(source, at)!, country: countryOfParty(draft, at) })
  return {
    event,
    actors: event.actors.map(side),
    recipients: event.recipients.map(side),
    where: event.where && (event.where.at ? textOf(source, event.where.at) : event.where.name),
    when: event.when === null ? null : (reading.timexes[event.when] ?? null),
    trigger: textOf(source, event.trigger),
    places: [],
  }
}

const namesOf = (parties: readonly StoryParty[]) => parties.map(({ name, actor }) => actor?.id ?? foldKey(name)).sort()

/** One event told twice, by the same kind of act between the same sides: no two dates, and both or neither only announced or denied. */
function isSameEvent(one: StoryEvent, two: StoryEvent): boolean {
  const [date, other] = [one.when?.value ?? null, two.when?.value ?? null]
  if (date !== null && other !== null && date !== other) return false
  const standing = ({ event }: StoryEvent) => (event.status === 'announced' || event.status === 'denied' ? event.status : '')
  if (standing(one) !== standing(two)) return false
  return foldKey(one.trigger) === foldKey(two.trigger) || (one.recipients.length > 0 && one.actors.every(({ actor }) => actor !== null))
}

/** "according to the", "as reported by Ruritania’s": what stands before an agency's name where its words are used. */
const creditBefore =
  /(?:according to|(?:as )?(?:reported|quoted|cited|told|carried|published) (?:by|to)|reports? from|citing|quoting|told|via|,? reported|,? said)\s+(?:the\s+|state\s+|official\s+|state-run\s+|[\p{Lu}][\p{L}]+[’']s?\s+)*$/u
const creditAfter = /^(?:\s+(?:state\s+)?news(?:\s+agency)?)|^\s+agency/u
const creditReach = 60 // characters looked at before a name

/** The agencies whose words stand in the text: named as the way a quote came, or in a credit phrase. */
function gatherAgencies(sources: readonly Source[]): readonly StoryAgency[] {
  const made = new Map<string, Place[]>()
  const add = (name: string, place: Place) => {
    const places = made.get(name) ?? made.set(name, []).get(name)!
    if (!places.some((other) => other.article === place.article && other.span.start === place.span.start)) places.push(place)
  }
  for (const { article, reading } of sources) {
    const vias = reading.quotes.flatMap((quote) => (quote.via?.at ? [quote.via.at] : []))
    for (const found of findAgencyNames(article.text)) {
      const before = creditBefore.exec(article.text.slice(Math.max(0, found.start - creditReach), found.start))
      if (!before && !vias.some((via) => via.start <= found.start && found.end <= via.end)) continue
      const after = creditAfter.exec(article.text.slice(found.end, found.end + creditReach))
      add(agencyNamed(found.name)?.name ?? found.name, {
        article: article.id,
        span: { start: found.start - (before?.[0].length ?? 0), end: found.end + (after?.[0].length ?? 0) },
      })
    }
  }
  return [...made].map(([name, places]) => ({ name, places }))
}

const textOf = ({ article }: Source, span: Span<'article'>) => article.text.slice(span.start, span.end)
