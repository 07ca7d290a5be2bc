import { foldKey } from '#text/fold.ts'
import { decoded } from './entities.ts'
import { itemsOf, type Json, type JsonObject, jsonString, memberOf } from './json.ts'
import { type Saying, tidy } from './signals.ts'

/** What a page's JSON-LD says about its article (schema.org). */
export type LdArticle = Readonly<{
  node: JsonObject
  headline: Saying | null
  alternative: Saying | null
  published: Saying | null
  modified: Saying | null
  created: Saying | null
  authors: readonly LdParty[]
  publisher: Saying | null
  /** Who else the words come from: `sourceOrganization`, `creator`, `copyrightHolder`, `creditText`. */
  sources: readonly Saying[]
  sections: readonly Saying[]
  keywords: readonly Saying[]
  language: Saying | null
  url: Saying | null
}>
type LdParty = Readonly<{ name: Saying; organisation: boolean }>

/** Types whose text is the page's own, the most telling first. */
const articleTypes = [
  'newsarticle', 'reportagenewsarticle', 'analysisnewsarticle', 'opinionnewsarticle', 'backgroundnewsarticle', 'askpublicnewsarticle', 'reviewnewsarticle',
  'satiricalarticle', 'advertisercontentarticle', 'liveblogposting', 'article', 'blogposting', 'techarticle', 'scholarlyarticle', 'report', 'socialmediaposting',
  'medicalscholarlyarticle', 'discussionforumposting', 'recipe', 'review', 'interview', 'howto', 'creativework', 'podcastepisode', 'videoobject', 'webpage', 'itempage',
] as const // biome-ignore format: a table
const rankOf = new Map<string, number>(articleTypes.map((type, index) => [type, index]))
/** From here on a type names a page or a part of one rather than an article. */
const lesser = rankOf.get('recipe')!

/** Members that lead to other articles. */
const elsewhere = new Set([
  'itemlistelement', 'haspart', 'isrelatedto', 'relatedlink', 'mentions', 'citation', 'comment', 'review', 'about', 'potentialaction', 'subjectof', 'video',
  'associatedmedia', 'image', 'author', 'publisher', 'liveblogupdate', 'significantlink', 'breadcrumb', 'blogpost', 'worksfor', 'ispartof',
]) // biome-ignore format: a table

/** Code units of a headline that are compared. */
const longestHeadline = 400
/** Objects looked at on one page. */
const most = 5000

type Node = Readonly<{ node: JsonObject; rank: number; detour: boolean }>

/** What the page says of itself, and which of its articles it is: the one that fits the page's address and title best. Linear. */
export function readLd(page: string, json: readonly Json[], url: string, titles: readonly string[]): LdArticle | null {
  const nodes: Node[] = []
  const byId = new Map<string, JsonObject>()
  let seen = 0
  const walk = (value: Json, detour: boolean): void => {
    if (value.type === 'list') for (const item of value.items) walk(item, detour)
    if (value.type !== 'object' || ++seen > most) return
    const id = textOf(page, memberOf(value, '@id'))
    if (id && !(byId.get(id.text)?.members.has('name') ?? false)) byId.set(id.text, value)
    const rank = typesOf(page, value).reduce((least, type) => Math.min(least, rankOf.get(type) ?? least), articleTypes.length as number)
    if (rank < articleTypes.length || value.members.has('headline')) nodes.push({ node: value, rank, detour })
    for (const [name, member] of value.members) if (member.type !== 'text') walk(member, detour || elsewhere.has(name.toLowerCase()))
  }
  for (const value of json) walk(value, false)
  const best = choose(page, nodes, url, titles)
  return best && readArticle(page, best, byId)
}

function choose(page: string, nodes: readonly Node[], url: string, titles: readonly string[]): JsonObject | null {
  const keys = titles.map(foldKey)
  const path = pathOf(url)
  let best: JsonObject | null = null
  let highest = Number.NEGATIVE_INFINITY
  for (const { node, rank, detour } of nodes) {
    let score = -rank / articleTypes.length - (rank >= lesser ? 2 : 0) - (detour ? 3 : 0)
    const headline = textOf(page, memberOf(node, 'headline')) ?? textOf(page, memberOf(node, 'name'))
    if (headline && keys.some((key) => key !== '' && sameStart(key, foldKey(headline.text.slice(0, longestHeadline))))) score += 3
    const address = addressOf(page, node)
    if (address && path.length > 1 && pathOf(address.text) === path) score += 2
    if (node.members.has('datePublished')) score += 1
    if (score > highest) {
      highest = score
      best = node
    }
  }
  return best
}

const sameStart = (a: string, b: string) => a !== '' && b !== '' && (a.includes(b) || b.includes(a))
const addressOf = (page: string, node: JsonObject) =>
  textOf(page, memberOf(node, 'url')) ??
  textOf(page, memberOf(node, 'mainEntityOfPage')) ??
  textOf(page, memberOf(memberOf(node, 'mainEntityOfPage'), '@id')) ??
  textOf(page, memberOf(node, '@id'))

/** The path of an address without its last slash and its extension. */
function pathOf(url: string): string {
  const [, path] = /^[a-z]+:\/\/[^/]*([^?#]*)/i.exec(url) ?? []
  return (path ?? '').replace(/\/+$/, '').toLowerCase()
}

const typesOf = (page: string, node: JsonObject): string[] =>
  itemsOf(memberOf(node, '@type')).flatMap((type) =>
    type.type === 'text'
      ? jsonString(page, type.at)
          .toLowerCase()
          .replace(/^.*[/:#]/, '')
      : [],
  )

/** A string of the page, escapes and character references read, on one line. Null: no string, or an empty one. */
function textOf(page: string, value: Json | null): Saying | null {
  if (value?.type === 'list') return textOf(page, value.items[0] ?? null)
  if (value?.type !== 'text') return null
  const raw = jsonString(page, value.at)
  const text = tidy(raw.includes('&') ? unescaped(raw) : raw)
  return text === '' ? null : { text, at: value.at, origin: 'json-ld' }
}

function readArticle(page: string, node: JsonObject, byId: ReadonlyMap<string, JsonObject>): LdArticle {
  const get = (name: string) => memberOf(node, name)
  const text = (name: string) => textOf(page, get(name))
  const texts = (name: string) => itemsOf(get(name)).flatMap((item) => textOf(page, item) ?? [])
  const parties = (name: string) => itemsOf(get(name)).flatMap((item) => partiesOf(page, item, byId))
  const authors = parties('author')
  return {
    node,
    headline: text('headline') ?? text('name'),
    alternative: text('alternativeHeadline') ?? text('alternateName'),
    published: text('datePublished'),
    modified: text('dateModified'),
    created: text('dateCreated') ?? text('uploadDate'),
    authors: authors.length > 0 ? authors : parties('creator'),
    publisher: parties('publisher')[0]?.name ?? null,
    sources: [...parties('sourceOrganization'), ...parties('provider'), ...parties('copyrightHolder')]
      .map(({ name }) => name)
      .concat(texts('creditText')),
    sections: texts('articleSection'),
    keywords: texts('keywords'),
    language: text('inLanguage'),
    url: text('url') ?? textOf(page, memberOf(get('mainEntityOfPage'), '@id')) ?? text('mainEntityOfPage'),
  }
}

/** A person or organisation: a name, an object with one, or a reference to such an object elsewhere on the page. */
function partiesOf(page: string, value: Json, byId: ReadonlyMap<string, JsonObject>): LdParty[] {
  if (value.type === 'text') {
    const name = textOf(page, value)
    return name ? [{ name, organisation: false }] : []
  }
  if (value.type === 'list') return value.items.flatMap((item) => (item.type === 'list' ? [] : partiesOf(page, item, byId)))
  if (value.type !== 'object') return []
  const id = textOf(page, memberOf(value, '@id'))
  const node = memberOf(value, 'name') === null && id ? (byId.get(id.text) ?? value) : value
  const organisation = typesOf(page, node).some((type) => type.endsWith('organization') || type === 'corporation')
  return itemsOf(memberOf(node, 'name')).flatMap((name) => {
    const saying = textOf(page, name)
    return saying ? [{ name: saying, organisation }] : []
  })
}

/** Character references have no place in JSON, and yet they stand there, some escaped twice. */
function unescaped(raw: string): string {
  const once = decoded(raw, 0, raw.length)
  return once.includes('&') ? decoded(once, 0, once.length) : once
}
