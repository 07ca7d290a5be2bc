import type { Author, Claim, Field } from '#model/article.ts'
import { agencyNamed, findAgencyNames } from '#text/agencies.ts'
import { foldKey } from '#text/fold.ts'
import { claim, fieldOf } from './claims.ts'
import { attributeText, metaSayings, type Saying, shownIn, tidy } from './signals.ts'
import { labelsIn, type Sources } from './sources.ts'
import { within } from './tags.ts'

export type Byline = Readonly<{ authors: Field<readonly Author[]> | null; byline: Field<string> | null }>

/** How far each place is believed. */
const trust = { jsonLd: 0.9, meta: 0.82, marked: 0.84, line: 0.75, hinted: 0.7 } as const

const authorMetas = ['author', 'parsely-author', 'sailthru.author', 'dc.creator', 'dcterms.creator', 'article:author', 'byl', 'citation_author', 'article:author_name', 'og:author', 'cxenseparse:author', 'cxenseparse:recs:author', 'dc.contributor', 'rnews:creator', 'article.author', 'authors', 'creator', 'twitter:data1'] // biome-ignore format: a list

/** Who wrote the article: people, the newsroom's desk, an agency. */
export function bylineOf(sources: Sources): Byline {
  const { ld, scan, signals } = sources
  const claims: Claim<readonly Author[]>[] = []
  const lines: Claim<string>[] = []
  const add = (saying: Saying | null, certainty: number) => {
    if (!saying) return
    const authors = authorsIn(saying.text)
    if (authors.length === 0) return
    claims.push(claim(authors, saying.origin, certainty, saying.at))
    lines.push(claim(bareByline(saying.text), saying.origin, certainty, saying.at))
  }
  if (ld && ld.authors.length > 0) {
    const authors = unique(ld.authors.flatMap(({ name }) => authorsIn(name.text)))
    const [first] = ld.authors
    if (authors.length > 0) {
      claims.push(
        claim(
          authors,
          'json-ld',
          trust.jsonLd,
          ld.authors.length === 1 ? first!.name.at : { start: first!.name.at.start, end: ld.authors.at(-1)!.name.at.end },
        ),
      )
      lines.push(claim(authors.map(({ name }) => name).join(', '), 'json-ld', trust.jsonLd - 0.1, first!.name.at))
    }
  }
  for (const saying of metaSayings(scan, signals, authorMetas)) add(saying, trust.meta)
  for (const e of signals.props.get('author') ?? []) if (shown(sources, e)) add(marked(sources, e), trust.marked)
  for (const line of labelsIn(sources, sources.head - 12, sources.head)) if (opensByline(line.text)) add(line, trust.line)
  for (const e of signals.authorHints) if (shown(sources, e)) addHinted(sources, e, add)
  for (const line of labelsIn(sources, sources.foot, sources.foot + 4)) if (opensByline(line.text)) add(line, trust.line - 0.15)
  return { authors: fieldOf(claims), byline: fieldOf(lines) }
}

const shown = ({ scan }: Sources, e: number) => (scan.within[e]! & (within.nav | within.footer | within.unseen)) === 0

function marked({ scan }: Sources, e: number): Saying | null {
  const content = attributeText(scan, e, 'content')
  const saying = shownIn(scan, e)
  return content && saying ? { ...saying, text: content, origin: 'microdata' } : saying && { ...saying, origin: 'microdata' }
}

const hintName =
  /(?:^|[\s_-])(?:author|byline|autor|autho?rs?name|contributor|writer|reporter|journalist|redacteur|auteur|autore|forfatter)/i
/** Bylines are short, in code units. */
const longestByline = 120

function addHinted(sources: Sources, e: number, add: (saying: Saying | null, certainty: number) => void): void {
  const { scan, layout } = sources
  const name = `${attributeText(scan, e, 'class') ?? ''} ${attributeText(scan, e, 'id') ?? ''} ${attributeText(scan, e, 'rel') ?? ''}`
  if (!hintName.test(name)) return
  const saying = shownIn(scan, e)
  if (!saying || saying.text.length > longestByline) return
  const near = layout.body === null || (scan.open[e]! > layout.body.start - 6000 && scan.open[e]! < layout.body.end + 3000)
  add(saying, near ? trust.hinted : trust.hinted - 0.25)
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
  /\b(?:reporter|correspondent|editor|writer|staff|journalist|columnist|contributor|producer|analyst|director|professor|lecturer|fellow|researcher|chief|bureau|manager|photographer|special to|senior|associate|redakteur(?:in)?|korrespondent(?:in)?|journaliste|periodista|redactor(?:a)?|corresponsal|giornalista|verslaggever|redacteur|phd|md|jr\.?|sr\.?|mba|rd)\b/iu
const desk =
  /\b(?:desk|staff|team|newsroom|editors?|editorial|editorial board|news room|web desk|bureau|correspondents?|redaktion|rédaction|redacción|redação|redazione|redactie|redaksi|redaktionen|toimitus|redakcja|redakce|redakcija|редакция|редакція|webdesk|newsdesk|admin|administrator|agencies|agenzie|agencias|agences|agenturen)\b|記者|编辑|編輯|기자|هيئة|گروه|डेस्क|ডেস্ক|रिपोर्टर/iu

/** The people, desks and agencies that a byline names, in order, each once. */
export function authorsIn(text: string): Author[] {
  const bare = bareByline(text.replace(noise, ' '))
  if (bare === '' || bare.length > 400 || /^https?:|^www\./.test(bare)) return []
  return unique(bare.split(joints).flatMap((part) => authorOf(tidy(part)) ?? []))
}

function authorOf(part: string): Author | null {
  const name = part.replace(opening, '').replace(/^[\s,.:–—-]+|[\s,:–—-]+$/gu, '')
  if (name.length < 2 || name.length > 60 || !/\p{L}/u.test(name) || /\d{2}/.test(name)) return null
  const agency = agencyNamed(name)
  if (agency) return { name, kind: 'agency' }
  if (desk.test(name)) return { name, kind: 'desk' }
  if (role.test(name) || name.split(' ').length > 6) return null
  return { name, kind: findAgencyNames(name, 'text').length > 0 ? 'agency' : 'person' }
}

function unique(authors: readonly Author[]): Author[] {
  const seen = new Set<string>()
  return authors.filter(({ name }) => {
    const key = foldKey(name)
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
