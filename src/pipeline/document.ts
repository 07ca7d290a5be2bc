import type { Article, Claim, Dating, Field } from '#model/article.ts'
import type { Copy, CopyTree } from '#model/copy.ts'
import type {
  CopyDocument,
  DateDocument,
  EventDocument,
  EvidenceDocument,
  PageDocument,
  QuoteDocument,
  StoryDocument,
  TreeNode,
} from '#model/document.ts'
import { type Id, makeId, pageIdOf } from '#model/ids.ts'
import type { Page } from '#model/page.ts'
import type { Reading, Timex } from '#model/reading.ts'
import type { Span } from '#model/span.ts'
import type { Story } from '#model/story.ts'
import { gatherFacts, inTimeOrder, type Place, type StoryFacts, type StoryParty } from '#read/facts.ts'
import { mostFrequent } from '#read/story-actors.ts'
import { withPreposition } from '#read/timexes.ts'
import { daysBefore, resolveYear } from '#text/calendar.ts'
import { foldKey } from '#text/fold.ts'
import { offsetsOf } from '#text/offsets.ts'
import { evidenceOn, pageSpan } from '#text/runs.ts'

/** A page as it is stored, with the digest of its raw bytes. */
export type StoredPage = Page & Readonly<{ digest: string }>
type StoryParts = Readonly<{
  story: Story
  articles: readonly Article[]
  pages: ReadonlyMap<Id<'page'>, StoredPage>
  readings: ReadonlyMap<Id<'article'>, Reading>
  trees: readonly CopyTree[]
  /** stage → version */
  made: Readonly<Record<string, string>>
}>

/** At most so many of a copy's passages are shown as evidence, the longest ones, on both sides. */
const shownPassages = 3

/** Writes a story down as it goes out: every claim with its evidence, offsets in code points. Pure; same parts, same document. */
export function tellStory(parts: StoryParts): StoryDocument {
  const ordered = inTimeOrder(parts.articles)
  const facts = gatherFacts(parts.articles, parts.readings, parts.trees)
  const teller = new Teller(parts)
  const copies = parts.trees.flatMap((tree) => tree.copies)
  const reports = parts.trees.flatMap((tree) => tree.reports)
  const reportOf = new Map(reports.flatMap((report) => report.members.map((member) => [member, report.id] as const)))
  const head = headOf(ordered, parts.trees)
  return {
    id: parts.story.id,
    title: head?.title?.value ?? ordered.find(({ title }) => title)?.title?.value ?? null,
    language: mostFrequent(ordered.map(({ language }) => language)),
    published: storyDate(ordered, teller),
    counts: { pages: ordered.length, independentReports: reports.length },
    pages: ordered.map((article) => ({
      ...teller.page(article, reportOf.get(article.id) ?? '', capturedFrom(article, ordered, parts.trees)),
      ...readersOf(parts.readings.get(article.id)),
    })),
    copies: copies.map((copy) => teller.copy(copy)),
    tree: parts.trees.flatMap(treeNodes),
    reports: reports.map(({ id, members, root, agency, why }) => ({
      id,
      pages: members.map(pageIdOf),
      root: root && pageIdOf(root),
      agency,
      why,
    })),
    agencies: agenciesOf(ordered, facts, teller),
    actors: facts.actors.map(({ mentions, ...actor }) => ({
      ...actor,
      aliases: [...actor.aliases],
      mentions: mentions.map((place) => teller.evidence(place)),
    })),
    quotes: facts.quotes.map((quote) => quoteOf(quote, teller)),
    dates: facts.dates.flatMap((date) => dateOf(date, teller)),
    events: facts.events.map((event) => eventOf(event, teller, reportOf)),
    made: { ...parts.made },
  }
}

/** Which plug-ins were asked about a page; nothing where none was. */
const readersOf = (reading: Reading | undefined): Pick<PageDocument, 'readers'> =>
  reading?.readers ? { readers: reading.readers.map((note) => ({ ...note })) } : {}

/** One page by itself, as a story would show it; it belongs to no report yet. */
export function tellPage(article: Article, page: StoredPage): PageDocument {
  return new Teller({ articles: [article], pages: new Map([[page.id, page]]) }).page(article, '', null)
}

/** The article whose headline names the story: the root of the largest family, else the first in time. */
function headOf(ordered: readonly Article[], trees: readonly CopyTree[]): Article | undefined {
  const largest = [...trees].sort((a, b) => b.members.length - a.members.length || (a.id < b.id ? -1 : 1))[0]
  const roots = new Set(largest?.roots ?? [])
  return ordered.find(({ id, title }) => roots.has(id) && title) ?? ordered.find(({ id, title }) => largest?.members.includes(id) && title)
}

function storyDate(ordered: readonly Article[], teller: Teller): StoryDocument['published'] {
  const first = ordered.find(({ published }) => published !== null)?.published
  if (!first) return null
  const day = first.value.value.slice(0, 10)
  const saying = ordered.filter(({ published }) => published?.value.value.slice(0, 10) === day)
  return { ...first.value, evidence: saying.flatMap((article) => teller.claimEvidence(article, article.published!)) }
}

/** A copy may have stood there before the first that gives a date; a news text is seldom older than this. */
const daysBeforeFirstDate = 31

/** The day from which an article can have been captured: its own publication, else a month before its family's earliest. */
function capturedFrom(article: Article, ordered: readonly Article[], trees: readonly CopyTree[]): string | null {
  if (article.published) return article.published.value.value
  const family = trees.find((tree) => tree.members.includes(article.id))?.members ?? []
  const first = ordered.find((other) => family.includes(other.id) && other.published)?.published?.value.value
  return first === undefined ? null : daysBefore(first, daysBeforeFirstDate)
}

/** The nested tree of one family. A copy whose exemplar is unseen hangs under a node without a page. */
export function treeNodes(tree: CopyTree): TreeNode[] {
  const children = new Map<Id<'article'>, Id<'article'>[]>()
  const unseen: Id<'article'>[] = []
  for (const { exemplar, witness, second } of tree.copies) {
    if (second) continue
    if (exemplar === null) unseen.push(witness)
    else children.set(exemplar, [...(children.get(exemplar) ?? []), witness])
  }
  const roots = tree.roots.filter((id) => !unseen.includes(id)).map((id) => nodeOf(id, children))
  return unseen.length > 0 ? [...roots, { page: null, children: unseen.map((id) => nodeOf(id, children)) }] : roots
}

/** A page with all that hangs under it; without recursion, for chains that are longer than the stack is deep. */
function nodeOf(root: Id<'article'>, children: ReadonlyMap<Id<'article'>, readonly Id<'article'>[]>): TreeNode {
  const top: TreeNode = { page: pageIdOf(root), children: [] }
  const waiting = [{ id: root, node: top }]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const below = (children.get(next.id) ?? []).map((id) => ({ id, node: { page: pageIdOf(id), children: [] } as TreeNode }))
    next.node.children.push(...below.map(({ node }) => node))
    waiting.push(...below)
  }
  return top
}

function agenciesOf(ordered: readonly Article[], facts: StoryFacts, teller: Teller): StoryDocument['agencies'] {
  const made = new Map<string, EvidenceDocument[]>()
  const add = (name: string, evidence: readonly EvidenceDocument[]) => made.set(name, [...(made.get(name) ?? []), ...evidence])
  for (const article of ordered) for (const { name, at } of article.agencies) add(name, at ? [teller.onPage(article.page, at)] : [])
  for (const { name, places } of facts.agencies)
    add(
      name,
      places.map((place) => teller.evidence(place)),
    )
  return [...made].map(([name, evidence]) => ({ name, evidence }))
}

const partyOf = (party: StoryParty | null) =>
  party && { name: party.name, actorId: party.actor?.id ?? null, anonymous: party.anonymous !== null, anonymousKind: party.anonymous }

function quoteOf(quote: StoryFacts['quotes'][number], teller: Teller): QuoteDocument {
  return {
    id: makeId('quote', quote.kind, foldKey(quote.words), quote.places[0]!.article),
    kind: quote.kind,
    exact: quote.words,
    speaker: partyOf(quote.speaker),
    cue: quote.cue,
    addressee: partyOf(quote.addressee),
    via: partyOf(quote.via),
    evidence: quote.places.map((place) => teller.evidence(place)),
  }
}

/** A duration that nothing bounds ("three hours") is no date of the story. */
function dateOf({ timex, places }: StoryFacts['dates'][number], teller: Teller): DateDocument[] {
  if ((timex.type === 'DURATION' || timex.type === 'SET') && timex.from === null) return []
  const spans = places.map(({ article, span }) => ({ article, span: withPreposition(teller.text(article), { ...timex, at: span }) }))
  return [
    {
      exact: teller.words(spans[0]!),
      type: timex.type,
      value: timex.value,
      from: timex.from,
      until: timex.until,
      anchor: places[0]!.anchor.kind,
      evidence: spans.map((place, index) => {
        const { kind, article } = places[index]!.anchor
        return { ...teller.evidence(place), anchor: kind, anchorPage: article && pageIdOf(article) }
      }),
    },
  ]
}

const sideOf = (side: StoryFacts['events'][number]['actors'][number]) => ({ ...partyOf(side)!, country: side.country })

function eventOf(event: StoryFacts['events'][number], teller: Teller, reportOf: ReadonlyMap<Id<'article'>, Id<'report'>>): EventDocument {
  const { type, mode, cameo, score, status, certainty } = event.event
  return {
    id: makeId(
      'event',
      type,
      foldKey(event.trigger),
      event.places[0]!.article,
      String(event.places[0]!.span.start),
      ...[...event.actors, ...event.recipients].map(({ name }) => name),
    ),
    type,
    mode,
    cameo,
    score,
    actor: event.actors.map(sideOf),
    recipient: event.recipients.map(sideOf),
    when: whenOf(event.when),
    where: event.where,
    status,
    certainty,
    trigger: event.trigger,
    reports: [...new Set(event.places.flatMap(({ article }) => reportOf.get(article) ?? []))],
    evidence: event.places.map((place) => teller.evidence(place)),
  }
}

function whenOf(when: Timex | null): EventDocument['when'] {
  if (when?.from && when.until && when.type === 'DURATION') return { from: when.from, until: when.until }
  return when?.value && when.type !== 'DURATION' && when.type !== 'SET' ? { value: when.value } : null
}

/** Knows the pages of one story and writes evidence for them. */
class Teller {
  readonly #articles: ReadonlyMap<Id<'article'>, Article>
  readonly #pages: StoryParts['pages']
  readonly #points = new Map<Id<'page'>, (unit: number) => number>()
  readonly #textPoints = new Map<Id<'article'>, (unit: number) => number>()

  constructor(parts: Pick<StoryParts, 'articles' | 'pages'>) {
    this.#articles = new Map(parts.articles.map((article) => [article.id, article]))
    this.#pages = parts.pages
  }

  text(id: Id<'article'>): string {
    return this.#article(id).text
  }

  words({ article, span }: Place): string {
    return this.text(article).slice(span.start, span.end)
  }

  evidence({ article: id, span }: Place): EvidenceDocument {
    const article = this.#article(id)
    return this.onPage(article.page, pageSpan(article, span), article.text.slice(span.start, span.end))
  }

  onPage(id: Id<'page'>, span: Span<'page'>, text?: string): EvidenceDocument {
    const { span: at, ...evidence } = evidenceOn(id, this.#page(id).html, span, text)
    return {
      page: id,
      start: this.#point(id, at.start),
      end: this.#point(id, at.end),
      exact: evidence.exact,
      ...(evidence.text === undefined ? {} : { text: evidence.text }),
    }
  }

  claimEvidence(article: Article, claim: Claim<unknown>): EvidenceDocument[] {
    return claim.at && claim.at.end > claim.at.start ? [this.onPage(article.page, claim.at)] : []
  }

  page(article: Article, report: string, earliest: string | null): PageDocument {
    const page = this.#page(article.page)
    const claim = ({ value, origin, certainty, at }: Claim<Dating>) => ({
      ...value,
      origin,
      certainty,
      evidence: this.claimEvidence(article, { value, origin, certainty, at }),
    })
    const dating = (field: Field<Dating> | null) => field && { ...claim(field), others: field.others.map(claim) }
    const captured = article.captured && {
      ...article.captured,
      value: {
        ...article.captured.value,
        value: resolveYear(article.captured.value.value, this.#exact(article, article.captured), earliest),
      },
    }
    return {
      id: page.id,
      source: page.source,
      url: page.url,
      canonicalUrl: article.canonicalUrl?.value ?? null,
      outlet: article.outlet?.value ?? null,
      title: article.title?.value ?? null,
      subtitle: article.subtitle?.value ?? null,
      section: article.section?.value ?? null,
      byline: article.byline?.value ?? null,
      authors: [...(article.authors?.value ?? [])],
      dateline: article.dateline?.place ?? null,
      language: article.language,
      published: dating(article.published),
      modified: dating(article.modified),
      captured: dating(captured),
      report,
      text: article.text,
      runs: article.runs.map(({ text, page: at }) => [
        this.#textPoint(article.id, text.start),
        this.#textPoint(article.id, text.end),
        this.#point(page.id, at.start),
        this.#point(page.id, at.end),
      ]),
      furniture: article.furniture.map(({ kind, at }) => {
        const { start, end, exact } = this.onPage(page.id, at)
        return { kind, exact, start, end }
      }),
      digest: page.digest,
    }
  }

  copy(copy: Copy): CopyDocument {
    const longest = [...copy.passages]
      .sort((x, y) => y.b.end - y.b.start - (x.b.end - x.b.start) || x.b.start - y.b.start)
      .slice(0, shownPassages)
    const both = (pair: Readonly<{ exemplar: Span<'article'>; witness: Span<'article'> }>) => ({
      exemplar: copy.exemplar ? this.#textSpan(copy.exemplar, pair.exemplar) : { start: 0, end: 0 },
      witness: this.#textSpan(copy.witness, pair.witness),
    })
    return {
      exemplar: copy.exemplar && pageIdOf(copy.exemplar),
      witness: pageIdOf(copy.witness),
      share: copy.share,
      direction: copy.direction,
      confidence: copy.confidence,
      second: copy.second,
      runnerUp: copy.runnerUp && {
        exemplar: copy.runnerUp.exemplar && pageIdOf(copy.runnerUp.exemplar),
        confidence: copy.runnerUp.confidence,
      },
      grounds: copy.grounds.map((ground) => ({ ...ground })),
      evidence: copy.exemplar
        ? longest.flatMap(({ a, b }) => [
            this.evidence({ article: copy.exemplar!, span: a }),
            this.evidence({ article: copy.witness, span: b }),
          ])
        : [],
      passages: copy.passages.map(({ kind, a, b }) => ({ kind, ...both({ exemplar: a, witness: b }) })),
      edits: copy.edits.map(({ kind, exemplar, witness }) => ({ kind, ...both({ exemplar, witness }) })),
    }
  }

  #exact(article: Article, claim: Claim<unknown>): string {
    return claim.at ? this.#page(article.page).html.slice(claim.at.start, claim.at.end) : ''
  }

  #textSpan(id: Id<'article'>, { start, end }: Span<'article'>) {
    return { start: this.#textPoint(id, start), end: this.#textPoint(id, end) }
  }

  #article(id: Id<'article'>): Article {
    const article = this.#articles.get(id)
    if (!article) throw new RangeError(`${id} is not an article of this story`)
    return article
  }

  #page(id: Id<'page'>): StoredPage {
    const page = this.#pages.get(id)
    if (!page) throw new RangeError(`${id} is not a page of this story`)
    return page
  }

  #point(id: Id<'page'>, unit: number): number {
    return remembered(this.#points, id, () => this.#page(id).html)(unit)
  }

  #textPoint(id: Id<'article'>, unit: number): number {
    return remembered(this.#textPoints, id, () => this.text(id))(unit)
  }
}

function remembered<Key>(known: Map<Key, (unit: number) => number>, key: Key, text: () => string): (unit: number) => number {
  const made = known.get(key) ?? offsetsOf(text()).toPoints
  known.set(key, made)
  return made
}
