import type { Author, Claim, Field } from '#model/article.ts'
import { foldKey } from '#text/fold.ts'
import {
  authorsIn,
  bareByline,
  beginBylines,
  helperLine,
  isOpening,
  longestByline,
  opensByline,
  personLike,
  unique,
} from './byline-text.ts'
import { claim, fieldOf, placeIn } from './claims.ts'
import { headCredits } from './credit-line.ts'
import { attributeOf, type Scan } from './scan.ts'
import { attributeText, metaSayings, type Saying, shownIn, shownTexts } from './signals.ts'
import { blockAt, labelsIn, lineOf, type Sources } from './sources.ts'
import { within } from './tags.ts'

type Byline = Readonly<{ authors: Field<readonly Author[]> | null; byline: Field<string> | null }>

/** How far each place is believed. */
const trust = { jsonLd: 0.9, meta: 0.82, marked: 0.84, line: 0.75, leaf: 0.72, hinted: 0.68, far: 0.4, signature: 0.5 } as const
/** What a claim that names nobody but the outlet itself counts: a person named elsewhere is the author. */
const outletShare = 0.74

const authorMetas = [
  'author', 'parsely-author', 'sailthru.author', 'dc.creator', 'dcterms.creator', 'article:author', 'byl', 'citation_author', 'article:author_name', 'og:author', 'cxenseparse:author',
  'cxenseparse:recs:author', 'rnews:creator', 'article.author', 'authors', 'creator', 'dable:author', 'mediator_author',
] // biome-ignore format: a list

type Said = Claim<readonly Author[]> & Readonly<{ line: string | null }>

/** Who wrote the article: people, the newsroom's desk, an agency. Photographers, editors and reviewers named as such are left out. */
export function bylineOf(sources: Sources, outlet: string | null): Byline {
  beginBylines()
  const said: Said[] = []
  const add = (saying: Saying | null, certainty: number) => {
    const authors = saying ? authorsIn(saying.text) : []
    if (!saying || authors.length === 0) return
    const line = bareByline(saying.text)
    said.push({ ...claim(authors, saying.origin, certainty, placeIn(sources.scan.html, saying.at, line)), line })
  }
  readLdAuthors(sources, said)
  for (const saying of metaSayings(sources.scan, sources.signals, authorMetas)) add(saying, trust.meta)
  readCards(sources, add)
  const helpers = new Set<string>()
  readMarked(sources, add)
  readHinted(sources, said, add, helpers)
  readLines(sources, add)
  const names = new Set([outlet ?? '', sources.host, sources.host.replace(/\.[a-z.]+$/, '')].map(squeezed))
  const weighed = weigh(distinct(said), helpers, names, squeezed(sources.host.split('.').at(-2) ?? ''))
  const authors = fieldOf(fuller(weighed).map(({ value, origin, certainty, at }) => claim(value, origin, certainty, at)))
  return {
    authors,
    byline: fieldOf(weighed.map(bylineClaim)),
  }
}

/** Lines that open as a byline does; a line with a date and a name; the opening word alone and the name in the next line; a signature. */
function readLines(sources: Sources, add: (saying: Saying | null, certainty: number) => void): void {
  const head = labelsIn(sources, sources.head - headLines, sources.head + leadLines)
  head.forEach((line, i) => {
    const next = head[i + 1]
    if (opensByline(line.text)) add(line, trust.line)
    else if (isOpening(line.text) && next && next.text.length <= longestByline) add(next, trust.line)
    else if (isDated(line.text)) add(line, trust.line - 0.1)
  })
  for (const { agencies, isSure, line } of headCredits(sources)) {
    const [first] = agencies
    const last = agencies.at(-1)!
    const names = line.text.slice(first!.start, last.end)
    add({ ...line, text: names, at: placeIn(sources.scan.html, line.at, names) }, isSure ? trust.line : trust.line - 0.1)
  }
  readSignature(sources, add)
  const foot = labelsIn(sources, sources.foot - lastLines, sources.foot + footLines)
  foot.forEach((line, i) => {
    const next = foot[i + 1]
    if (opensByline(line.text)) add(line, trust.line - 0.15)
    else if (isOpening(line.text) && next && next.text.length <= longestByline) add(next, trust.line - 0.15)
  })
}

/** A name alone in the last paragraph of the text. */
function readSignature(sources: Sources, add: (saying: Saying | null, certainty: number) => void): void {
  const { blocks, scan, foot, head } = sources
  const last = foot - 1
  if (
    last <= head ||
    last >= blocks.count ||
    blocks.size[last]! > longestName ||
    (scan.within[blocks.parent[last]!]! & within.heading) !== 0
  )
    return
  const line = lineOf(sources, last)
  if (line?.text.includes(' ') && personLike.test(line.text)) add(line, trust.signature)
}

/** "11.12.2019 - Jane Doe": a day with its year, and beside it nothing but one name. */
function isDated(line: string): boolean {
  if (line.length > longestByline || !opensWithDate.test(line)) return false
  const authors = authorsIn(line)
  return authors.length === 1 && personLike.test(authors[0]!.name) && authors[0]!.name.includes(' ')
}
const opensWithDate = /^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\s*[|–—·-]/

/** Claims of one byline kept. */
const mostClaims = 30

/** Of equal claims from one kind of place the first. */
function distinct(said: readonly Said[]): Said[] {
  const seen = new Map<string, Said>()
  for (const one of said) {
    const key = `${one.origin} ${one.line ?? ''} ${one.value.map(({ name }) => name).join('|')}`
    const before = seen.get(key)
    if (!before || before.certainty < one.certainty) seen.set(key, one)
  }
  return [...seen.values()].slice(0, mostClaims)
}

/** The byline as it stands; where none is shown, the names that the page gives for machines. */
const bylineClaim = ({ line, value, origin, certainty, at }: Said): Claim<string> =>
  line === null ? claim(value.map(({ name }) => name).join(', '), origin, certainty * unshown, at) : claim(line, origin, certainty, at)
const unshown = 0.6

/** Lines before and in the text, and after it, that may be a byline. */
const headLines = 12
const leadLines = 2
const footLines = 4
/** Last lines of the text that may be a byline, and letters of a name. */
const lastLines = 2
const longestName = 40
const squeezed = (text: string) => foldKey(text).replaceAll(' ', '')

function readLdAuthors({ ld }: Sources, said: Said[]): void {
  const [first] = ld?.authors ?? []
  if (!ld || !first) return
  const authors = unique(ld.authors.flatMap(({ name }) => authorsIn(name.text)))
  if (authors.length === 0) return
  const at = { start: first.name.at.start, end: Math.max(first.name.at.end, ld.authors.at(-1)!.name.at.end) }
  said.push({ ...claim(authors, 'json-ld', trust.jsonLd, at), line: null })
}

/** Cards for Twitter hold pairs of a label and a value: "Written by", "Jane Doe". */
function readCards({ scan, signals }: Sources, add: (saying: Saying | null, certainty: number) => void): void {
  for (const n of [1, 2]) {
    const [label] = metaSayings(scan, signals, [`twitter:label${n}`])
    const [value] = metaSayings(scan, signals, [`twitter:data${n}`])
    if (label && value && isOpening(label.text)) add(value, trust.meta - 0.1)
  }
}

const shown = ({ scan }: Sources, e: number) => (scan.within[e]! & (within.nav | within.footer | within.unseen)) === 0

/** Microdata: the author's name is in `content`, in an element of its own inside, or what is shown. */
function readMarked(sources: Sources, add: (saying: Saying | null, certainty: number) => void): void {
  const { scan, signals } = sources
  const names = signals.props.get('name') ?? []
  for (const e of signals.props.get('author') ?? []) {
    if (!shown(sources, e)) continue
    const inner = names.find((name) => name > e && name < scan.after[e]!) ?? e
    const content = attributeText(scan, inner, 'content')
    const saying = shownIn(scan, inner)
    const near = isNear(sources, e) ? trust.marked : trust.far
    if (content) add({ text: content, at: attributeOf(scan, inner, 'content')!, origin: 'microdata' }, near)
    else add(saying && { ...saying, origin: 'microdata' }, near)
  }
}

const hintName =
  /(?:^|[\s_-])(?:author|byline|autor|autho?rs?name|contributor|writer|reporter|journalist|redacteur|auteur|autore|forfatter)/i
const authorPath =
  /\/(?:authors?|autor(?:es)?|autore|auteurs?|byline|contributors?|writers?|reporters?|staff|journalists?|redakteur|profile?s?|people)\/[^/]/i
/** Elements whose names speak of an author: the innermost ones of the article's head together, and each by itself. */
function readHinted(sources: Sources, said: Said[], add: (saying: Saying | null, certainty: number) => void, helpers: Set<string>): void {
  const { scan, signals } = sources
  const hints = signals.authorHints.filter((e) => shown(sources, e) && hintName.test(namesOf(scan, e)))
  const links = signals.authorLinks.filter((e) => shown(sources, e) && authorPath.test(attributeText(scan, e, 'href') ?? ''))
  const near = [...new Set([...hints, ...links])].filter((e) => isNear(sources, e)).sort((a, b) => a - b)
  const leaves: Saying[] = []
  near.forEach((e, i) => {
    const saying = shownIn(scan, e)
    if (!saying || saying.text.length > longestByline) return
    if (helperLine.test(saying.text)) for (const { name } of authorsIn(saying.text.replace(helperLine, ''))) helpers.add(foldKey(name))
    else if (near[i + 1] === undefined || near[i + 1]! >= scan.after[e]!)
      leaves.push(authorsIn(saying.text).length > 0 ? saying : parted(scan, e, saying))
    else add(saying, trust.hinted)
  })
  const authors = unique(leaves.flatMap(({ text }) => authorsIn(text)))
  if (authors.length > 0 && authors.length <= mostAuthors) {
    const at = { start: leaves[0]!.at.start, end: leaves.at(-1)!.at.end }
    said.push({ ...claim(authors, 'text', trust.leaf, at), line: bareByline([...new Set(leaves.map(({ text }) => text))].join(', ')) })
  }
  if (near.length > 0) return
  // Far from the text only a name that stands alone on the page is believed.
  const far = hints.flatMap((e) => shownIn(scan, e) ?? []).filter(({ text }) => text.length <= longestByline)
  if (new Set(far.map(({ text }) => bareByline(text))).size === 1) add(far[0]!, trust.far)
}
/** Names that only the page's markup parts: each text of an element by itself. */
function parted(scan: Scan, e: number, saying: Saying): Saying {
  const pieces: string[] = []
  for (let t = scan.textFrom[e]!; t < scan.textTo[e]!; t++) pieces.push(shownTexts(scan, t, t + 1)?.text.trim() ?? '')
  return { ...saying, text: pieces.filter((piece) => piece !== '').join('; ') }
}

/** More names than this in the head of an article are a list of something else. */
const mostAuthors = 12

const namesOf = (scan: Scan, e: number) =>
  ['class', 'id', 'rel', 'data-testid'].map((name) => attributeText(scan, e, name as 'class') ?? '').join(' ')

/** In the head of the article, or right behind its text. */
function isNear(sources: Sources, e: number): boolean {
  const { head, foot, headline } = sources
  const b = blockAt(sources, sources.scan.open[e]!)
  const first = headline >= 0 ? Math.min(headline, head) : head
  if (b >= first - headLines && b <= Math.max(head, headline) + leadLines) return true
  return b >= foot && b < foot + footLines
}

/** What a user is called by a program, and initials: `ada.crane`, `AdaC`, `AC`. */
const login = /^(?:[a-z0-9._-]+|[A-Z]?[a-z]+[A-Z]\w*|\p{Lu}{2,3})$/u
/** Letters of a host that may be part of the outlet's name: `furche.at`, "Die Furche". */
const shortestSite = 5
const domain = /^(?:www\.)?[\p{L}\d-]+\.(?:[a-z]{2,4}|co\.[a-z]{2}|com\.[a-z]{2})$/iu

/** Helpers go, and beside a person the outlet and its desk. Where only the outlet is named, a person named elsewhere counts more. */
function weigh(said: readonly Said[], helpers: ReadonlySet<string>, outlet: ReadonlySet<string>, site: string): Said[] {
  const isOutlet = ({ name }: Author) =>
    domain.test(name) || outlet.has(squeezed(name)) || (site.length >= shortestSite && squeezed(name).includes(site))
  const isAnonymous = (author: Author) =>
    author.kind === 'desk' || isOutlet(author) || (author.kind === 'person' && login.test(author.name))
  const kept = said.flatMap((one) => {
    const value = one.value.filter(({ name }) => !helpers.has(foldKey(name)))
    // "example.org, London, England": the outlet and where it sits
    if (one.origin === 'meta' && value[0] && isOutlet(value[0])) return [{ ...one, value: value.slice(0, 1) }]
    const people = value.filter((author) => author.kind === 'person' && !isAnonymous(author))
    return value.length === 0 ? [] : [{ ...one, value: people.length > 0 ? value.filter((author) => !isAnonymous(author)) : value }]
  })
  const isPerson = (author: Author) => author.kind === 'person' && !isOutlet(author) && personLike.test(author.name)
  const personKnown = kept.some(({ value, certainty }) => certainty >= trust.hinted && value.some(isPerson))
  return kept.map((one) => (personKnown && one.value.every(isAnonymous) ? { ...one, certainty: one.certainty * outletShare } : one))
}

/** Where two places name all the authors of the best claim and more, it was cut: theirs is the full list. */
function fuller(said: readonly Said[]): readonly Said[] {
  const [best] = [...said].sort((a, b) => b.certainty - a.certainty)
  if (!best) return said
  const key = ({ value }: Said) => new Set(value.map(({ name }) => foldKey(name)))
  const own = key(best)
  const wider = said.filter(
    (one) => one.certainty >= trust.hinted && one.value.length > own.size && [...own].every((name) => key(one).has(name)),
  )
  const origins = new Set(wider.map(({ origin }) => origin))
  const [longest] = [...wider].sort((a, b) => a.value.length - b.value.length)
  return origins.size < 2 || !longest
    ? said
    : said.map((one) => (one === longest ? { ...one, certainty: Math.min(1, best.certainty + 0.01) } : one))
}
