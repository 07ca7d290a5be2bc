import type { Article } from '#model/article.ts'
import type { Actor, AnonymousKind, Mention, Party } from '#model/reading.ts'
import type { Span } from '#model/span.ts'

/** What is known of an article when quotes and events are looked for. */
export type Draft = Readonly<{
  article: Article
  sentences: readonly Span<'article'>[]
  mentions: readonly Mention[]
  actors: readonly Actor[]
}>

/** Head nouns of people who are described and not named, and the kind of source each makes. */
const heads: readonly (readonly [AnonymousKind, string])[] = [
  ['diplomatic', 'diplomat diplomats ambassador ambassadors envoy envoys negotiator negotiators mediator mediators'],
  [
    'police',
    'police policeman policemen policewoman detective detectives investigator investigators sheriff prosecutor prosecutors inspector',
  ],
  [
    'military',
    'military army navy soldier soldiers general generals commander commanders officer officers troops colonel captain rebels fighters militants paramilitary insurgents',
  ],
  ['medical', 'doctor doctors medic medics nurse nurses paramedic paramedics hospital physician physicians surgeon'],
  [
    'witness',
    'witness witnesses eyewitness eyewitnesses resident residents neighbour neighbours neighbor neighbors passer-by bystander bystanders survivor survivors villager villagers passenger passengers local locals',
  ],
  [
    'company',
    'company firm executive executives trader traders dealer dealers employee employees manager managers investor investors broker brokers banker bankers',
  ],
  ['document', 'document documents report reports statement memo letter filing filings papers indictment survey study poll data'],
  ['media', 'media newspaper newspapers television broadcaster reporter reporters journalist journalists press outlet outlets'],
  [
    'expert',
    'expert experts analyst analysts economist economists scientist scientists researcher researchers observer observers scholar scholars academic',
  ],
  ['people familiar', 'source sources insider insiders person people'],
  [
    'group',
    'activist activists protester protesters campaigner campaigners group groups party opposition union students critics supporters',
  ],
  [
    'official',
    'official officials spokesman spokeswoman spokesperson spokespersons spokesmen aide aides adviser advisers advisor advisors minister ministers government authorities ministry lawmaker lawmakers senator senators administration leader leaders secretary deputy governor mayor bureaucrat',
  ],
]
const kindOfHead = new Map(heads.flatMap(([kind, words]) => words.split(' ').map((word) => [word, kind] as const)))
const familiar = /\b(?:people|persons?|someone|sources?|those)\b.*\b(?:familiar|close|knowledge|briefed|involved)\b/i
/** A noun phrase's head is its last word before the first of these. */
const afterHead = /[,;:(–—]|\s(?:of|in|at|for|from|with|who|which|that|on|to|by|near|and|close|familiar|said|speaking|involved)\s/i
const wordAtEnd = /[\p{L}][\p{L}’'-]*(?=[^\p{L}]*$)/u

/** What kind of unnamed source a description is; null: it describes nobody of these kinds. */
export function anonymousKindOf(description: string): AnonymousKind | null {
  if (familiar.test(description)) return 'people familiar'
  const break_ = afterHead.exec(description)
  const phrase = break_ && break_.index > 0 ? description.slice(0, break_.index) : description
  const head = wordAtEnd.exec(phrase)?.[0].toLowerCase() ?? ''
  const kind = kindOfHead.get(head) ?? null
  if (kind !== 'official') return kind
  const of = kindOfHead.get(/(\p{L}+)\s+[\p{L}’'-]+[^\p{L}]*$/u.exec(phrase)?.[1]?.toLowerCase() ?? '')
  return of !== undefined && speaksFor.has(of) ? of : kind
}
/** Kinds that a spokesman's body gives him: "a police spokesman", "an army official". */
const speaksFor: ReadonlySet<AnonymousKind> = new Set(['police', 'military', 'medical', 'company'] as const)

/**
 * Who a noun phrase speaks of. The span covers the whole phrase, title and apposition with it ("Iran's envoy, A. B."):
 * a person named in it comes first, then a pronoun or a description that was led back to somebody, then an unnamed
 * source ("a senior EU official": no actor, its kind told), then any other name.
 */
export function partyAt(draft: Draft, span: Span<'article'>): Party {
  const { article, mentions, actors } = draft
  const text = article.text.slice(span.start, span.end)
  const inside = mentionsIn(mentions, span)
  const own = inside.filter((mention) => !isOwner(article.text, mention, span))
  const resolved = (mention: Mention): Party => ({
    at: span,
    name: mention.actor === null ? article.text.slice(mention.at.start, mention.at.end) : actors[mention.actor]!.name,
    actor: mention.actor,
    anonymous: null,
  })
  const person = own.find((mention) => mention.form === 'name' && mention.type === 'PER')
  if (person) return resolved(person)
  const led = own.find((mention) => mention.form !== 'name' && mention.actor !== null && coversHead(text, mention, span))
  if (led) return resolved(led)
  const kind = anonymousKindOf(text)
  const last = own.findLast((mention) => mention.form === 'name' && mention.type !== 'NORP')
  const holder = last && last.at.end < trimmedEnd(text, span) ? holderOf(text, actors) : null
  if (holder !== null) return { at: span, name: actors[holder]!.name, actor: holder, anonymous: null }
  if (last && (kind === null || last.at.end === trimmedEnd(text, span))) return resolved(last)
  if (kind !== null) return { at: span, name: text, actor: groupOf(inside, actors), anonymous: kind }
  const any = own[0] ?? inside.find(({ type }) => type !== 'PER') // 'the mayor’s office' is not the mayor
  const adjective = any?.type === 'NORP' && any.at.end < trimmedEnd(text, span) // 'Norwegian carpenters': not the nation
  return any && any.at.start === span.start && !adjective ? resolved(any) : { at: span, name: text, actor: null, anonymous: null }
}

/** Who holds the office that the phrase names ("the Harbour Union secretary-general"): the one person whose role or its end it is. */
function holderOf(text: string, actors: readonly Actor[]): number | null {
  const phrase = text.replace(/^the\s+/i, '').toLowerCase()
  const holders = actors.flatMap(({ kind, role }, index) => {
    const held = kind === 'person' ? role?.toLowerCase() : undefined
    return held && (held === phrase || phrase.endsWith(` ${held}`)) ? [index] : []
  })
  return holders.length === 1 ? holders[0]! : null
}

/** Mentions that lie inside a span, in text order. Mentions are sorted by start. */
export function mentionsIn(mentions: readonly Mention[], span: Span<'article'>): readonly Mention[] {
  let low = 0
  let high = mentions.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (mentions[middle]!.at.start < span.start) low = middle + 1
    else high = middle
  }
  const found: Mention[] = []
  for (let index = low; index < mentions.length && mentions[index]!.at.start < span.end; index++)
    if (mentions[index]!.at.end <= span.end) found.push(mentions[index]!)
  return found
}

/** "Iran's" in "Iran's ambassador": the owner is not the head. A possessive at the very end of the span is. */
function isOwner(text: string, mention: Mention, span: Span<'article'>): boolean {
  const after = text.slice(mention.at.end, mention.at.end + 2)
  return /^[’']s?/.test(after) && mention.at.end + after.length < span.end
}

/** A description or pronoun stands for the phrase only when nothing but an article, title or apposition is outside it. */
function coversHead(text: string, mention: Mention, span: Span<'article'>): boolean {
  const length = mention.at.end - mention.at.start
  return length * 2 >= text.trim().length || mention.at.start === span.start
}

const trimmedEnd = (text: string, span: Span<'article'>) => span.start + text.replace(/(?:[’']s?)?[\s,.;:]*$/, '').length

/** "Iranian officials" is a group of its own where findActors made it one. */
function groupOf(inside: readonly Mention[], actors: readonly Actor[]): number | null {
  for (const { actor, form } of inside) if (form === 'nominal' && actor !== null && actors[actor]!.kind === 'group') return actor
  return null
}
