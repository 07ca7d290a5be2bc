import type { Author, Claim, Field } from '#model/article.ts'
import { agencyNamed, findAgencyNames } from '#text/agencies.ts'
import { foldKey } from '#text/fold.ts'
import { claim, fieldOf, placeIn } from './claims.ts'
import { attributeOf, type Scan } from './scan.ts'
import { attributeText, metaSayings, type Saying, shownIn, shownTexts, tidy } from './signals.ts'
import { blockAt, labelsIn, type Sources } from './sources.ts'
import { within } from './tags.ts'

export type Byline = Readonly<{ authors: Field<readonly Author[]> | null; byline: Field<string> | null }>

/** How far each place is believed. */
const trust = { jsonLd: 0.9, meta: 0.82, marked: 0.84, line: 0.75, leaf: 0.72, hinted: 0.68, far: 0.4 } as const
/** What a claim that names nobody but the outlet itself counts: a person named elsewhere is the author. */
const outletShare = 0.74

const authorMetas = [
  'author', 'parsely-author', 'sailthru.author', 'dc.creator', 'dcterms.creator', 'article:author', 'byl', 'citation_author', 'article:author_name', 'og:author', 'cxenseparse:author',
  'cxenseparse:recs:author', 'rnews:creator', 'article.author', 'authors', 'creator', 'dable:author', 'mediator_author',
] // biome-ignore format: a list

type Said = Claim<readonly Author[]> & Readonly<{ line: string | null }>

/** Who wrote the article: people, the newsroom's desk, an agency. Photographers, editors and reviewers named as such are left out. */
export function bylineOf(sources: Sources, outlet: string | null): Byline {
  const said: Said[] = []
  const add = (saying: Saying | null, certainty: number) => {
    const authors = saying ? authorsIn(saying.text) : []
    if (!saying || authors.length === 0) return
    const line = bareByline(saying.text)
    said.push({ ...claim(authors, saying.origin, certainty, placeIn(sources.scan.html, saying.at, line)), line })
  }
  readLdAuthors(sources, said)
  for (const saying of metaSayings(sources.scan, sources.signals, authorMetas)) add(saying, trust.meta)
  const helpers = new Set<string>()
  readMarked(sources, add)
  readHinted(sources, said, add, helpers)
  for (const line of labelsIn(sources, sources.head - headLines, sources.head + leadLines))
    if (opensByline(line.text)) add(line, trust.line)
  for (const line of labelsIn(sources, sources.foot, sources.foot + footLines)) if (opensByline(line.text)) add(line, trust.line - 0.15)
  const names = new Set([outlet ?? '', sources.host, sources.host.replace(/\.[a-z.]+$/, '')].map(squeezed))
  const weighed = weigh(distinct(said), helpers, names)
  const authors = fieldOf(fuller(weighed).map(({ value, origin, certainty, at }) => claim(value, origin, certainty, at)))
  return {
    authors,
    byline: fieldOf(weighed.map(lineOf)),
  }
}

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
const lineOf = ({ line, value, origin, certainty, at }: Said): Claim<string> =>
  line === null ? claim(value.map(({ name }) => name).join(', '), origin, certainty * unshown, at) : claim(line, origin, certainty, at)
const unshown = 0.6

/** Lines before and in the text, and after it, that may be a byline. */
const headLines = 12
const leadLines = 2
const footLines = 4
const squeezed = (text: string) => foldKey(text).replaceAll(' ', '')

function readLdAuthors({ ld }: Sources, said: Said[]): void {
  const [first] = ld?.authors ?? []
  if (!ld || !first) return
  const authors = unique(ld.authors.flatMap(({ name }) => authorsIn(name.text)))
  if (authors.length === 0) return
  const at = { start: first.name.at.start, end: Math.max(first.name.at.end, ld.authors.at(-1)!.name.at.end) }
  said.push({ ...claim(authors, 'json-ld', trust.jsonLd, at), line: null })
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
/** Bylines are short, in code units. */
const longestByline = 120
/** Names of helpers, not authors. */
const helperLine =
  /^(?:photo(?:graph(?:y|s|ed|er))?s?|pictures?|images?|illustrat(?:ion|ed)s?|styled|reviewed|edited|medically reviewed|fact[- ]checked|contributions|video|graphics?|produced|foto|fotos|bild)\s?(?:by|from|von|:)\s+/iu

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
    said.push({ ...claim(authors, 'text', trust.leaf, at), line: bareByline(leaves.map(({ text }) => text).join(', ')) })
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
  const b = blockAt(sources, sources.scan.open[e]!)
  const first = sources.headline >= 0 ? Math.min(sources.headline, sources.head) : sources.head
  return b >= first - headLines && b <= Math.max(sources.head + leadLines, sources.headline + leadLines)
    ? true
    : b >= sources.foot && b < sources.foot + footLines
}

const domain = /^(?:www\.)?[\p{L}\d-]+\.(?:[a-z]{2,4}|co\.[a-z]{2}|com\.[a-z]{2})$/iu

/** Helpers go, and beside a person the outlet and its desk. Where only the outlet is named, a person named elsewhere counts more. */
function weigh(said: readonly Said[], helpers: ReadonlySet<string>, outlet: ReadonlySet<string>): Said[] {
  const isOutlet = ({ name }: Author) => domain.test(name) || outlet.has(squeezed(name))
  const isAnonymous = (author: Author) => author.kind === 'desk' || isOutlet(author)
  const kept = said.flatMap((one) => {
    const value = one.value.filter(({ name }) => !helpers.has(foldKey(name)))
    // "example.org, London, England": the outlet and where it sits
    if (one.origin === 'meta' && value[0] && isOutlet(value[0])) return [{ ...one, value: value.slice(0, 1) }]
    const people = value.filter((author) => author.kind === 'person' && !isOutlet(author))
    return value.length === 0 ? [] : [{ ...one, value: people.length > 0 ? value.filter((author) => !isAnonymous(author)) : value }]
  })
  const isPerson = (author: Author) => author.kind === 'person' && !isOutlet(author) && personLike.test(author.name)
  const personKnown = kept.some(({ value, certainty }) => certainty >= trust.hinted && value.some(isPerson))
  return kept.map((one) => (personKnown && one.value.every(isAnonymous) ? { ...one, certainty: one.certainty * outletShare } : one))
}

/** Two to five words with capitals and particles between them, or a short name in a script without capitals. */
const personLike =
  /^(?:\p{Lu}[\p{L}\p{M}’'.-]*(?:\s(?:\p{Lu}[\p{L}\p{M}’'.-]*|de|del|della|da|das|do|dos|di|la|le|van|von|der|den|ten|ter|el|al|bin|ibn|ben|y|e|zu|af|av)){1,5}|[\p{Lo}\p{M}]{2,8}|[\p{Lo}\p{M}‌]+(?:\s[\p{Lo}\p{M}‌]+){1,3})$/u

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

const opening =
  /^(?:written by|reported by|posted by|published by|story by|text by|words by|report by|analysis by|opinion by|by|von|vom|par|por|di|da|door|av|af|od|autor(?:a|ka|zy|i|es)?|auteurs?|autore|autori|author|authors|автор(?:ы|и)?|текст|text|foto und text|oleh|bởi|yazan|haber|penulis|reporter|editor|redaktor|redaktör|redakteur(?:in)?|szerző|skrevet av|skrevet af|skriven av|tekst|teksti|tekst og foto|geschreven door|escrito por|écrit par|publié par|publicado por|pubblicato da|a cura di|από|του|της|γράφει|מאת|بقلم|كتب|كتبت|نویسنده|文|作者|記者|记者|撰文|기자|लेखक|द्वारा)(?:\s*[:：]\s*|\s+)(?=\S)/iu

/** Whether a line opens as a byline does, with a name behind it. */
const opensByline = (line: string) =>
  line.length <= longestByline && opening.test(line) && authorsIn(line).length > 0 && !/[.!?]$/.test(line)

/** The byline without its opening word. */
export function bareByline(text: string): string {
  let bare = tidy(text)
  for (let n = 0; n < 2; n++) bare = bare.replace(opening, '')
  return bare.replace(/^[\s:–—-]+|[\s|,–—-]+$/gu, '')
}

const noise = /\S+@\S+\.\S+|https?:\/\/\S+|(?:^|\s)@\w+|\([^)]*\)|\[[^\]]*\]/gu
const joints =
  /\s*(?:[;|•·/、，]|,\s?(?:and|und|et|y|e|och|og|&)\s|\s(?:and|und|et|y|och|og|en|ja|und|und|with|mit|и|і|та|و|&|\+)\s|\s[–—-]\s)\s*|,\s*/giu
const role =
  /\b(?:reporter|correspondent|editor|writer|staff|journalist|columnist|contributor|producer|analyst|director|professor|lecturer|fellow|researcher|chief|bureau|manager|photographer|special to|senior|associate|redakteur(?:in)?|korrespondent(?:in)?|journaliste|periodista|redactor(?:a)?|corresponsal|giornalista|verslaggever|redacteur|head of|officer|president|founder|ceo|cto|phd|md|mba|rd)\b/iu
const desk =
  /\b(?:desk|staff|team|newsroom|editors?|editorial|editorial board|news room|web desk|bureau|correspondents?|redaktion|rédaction|redacción|redação|redazione|redactie|redaksi|redaktionen|toimitus|redakcja|redakce|redakcija|редакция|редакція|webdesk|newsdesk|admin|administrator|agencies|agenzie|agencias|agences|agenturen)\b|编辑|編輯|هيئة|گروه|डेस्क|ডেস্ক|रिपोर्टर/iu

/** The people, desks and agencies that a byline names, in order, each once. */
export function authorsIn(text: string): Author[] {
  const bare = bareByline(text.replace(noise, ' '))
  if (bare === '' || bare.length > 400 || /^https?:|^www\./.test(bare)) return []
  return unique(bare.split(joints).flatMap((part) => authorsOf(tidy(part))))
}

/** What stands beside names in bylines. */
const notNames = new Set(
  'by von par por da door av af od news opinion contributors contributor staff writer author authors published posted updated share follow exclusive'.split(
    ' ',
  ),
)

/** Words from which on a part is no name any more: "Jane Doe in Cairo", "Jane Doe 3 May". */
const tail = /\s(?:in|on|at|for|of|aus|en|à|w|v|i|fra|från|skrifar|special|\d).*$/u
/** "Reporter" behind a name, in scripts without capitals. */
const calling = /\s?(?:기자|記者|记者|특파원|選手|撰稿|報導|报道)$/u

function authorsOf(part: string): Author[] {
  const name = part
    .replace(opening, '')
    .replace(calling, '')
    .replace(/^[\s,.–—-]+|[\s,–—-]+$/gu, '')
  if (name.length < 2 || name.length > 60 || !/\p{L}/u.test(name) || /^\d|[{}<>=:]|min read/.test(name) || notNames.has(foldKey(name)))
    return []
  if (agencyNamed(name)) return [{ name, kind: 'agency' }]
  if (desk.test(name)) return [{ name, kind: 'desk' }]
  const last = findAgencyNames(name).at(-1)
  if (last && last.start > 0 && last.end === name.length && last.end - last.start > 4)
    return [...authorsOf(name.slice(0, last.start)), { name: name.slice(last.start), kind: 'agency' }]
  const person = withoutDate(name.replace(tail, ''))
  if (role.test(person) || person.length < 2 || person.split(' ').length > 6) return []
  return [{ name: person, kind: last ? 'agency' : 'person' }]
}

/** "Jane Doe Feb" was "Jane Doe Feb 6". */
function withoutDate(name: string): string {
  const [, rest, word] = /^(.+)\s(\p{L}+)\.?$/u.exec(name) ?? []
  return rest && word && word.length <= 4 && /\s\d/.test(name) === false && isShortMonth(word) ? rest : name
}
const isShortMonth = (word: string) => /^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)$/i.test(word)

function unique(authors: readonly Author[]): Author[] {
  const seen = new Set<string>()
  return authors.filter(({ name }) => {
    const key = foldKey(name)
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
