import type { Author } from '#model/article.ts'
import { agencyNamed, findAgencyNames } from '#text/agencies.ts'
import { foldKey } from '#text/fold.ts'
import { findDates } from './date-text.ts'
import { tidy } from './signals.ts'

/** Bylines are short, in code units. */
export const longestByline = 120

/** Names of helpers, not authors. */
export const helperLine =
  /^(?:photo(?:graph(?:y|s|ed|er))?s?|pictures?|images?|illustrat(?:ion|ed)s?|styled|reviewed|edited|medically reviewed|fact[- ]checked|contributions|video|graphics?|produced|foto|fotos|bild)\s?(?:by|from|von|:)\s+/iu

/** Two to five words with capitals and particles between them, or a short name in a script without capitals. */
export const personLike =
  /^(?:\p{Lu}[\p{L}\p{M}’'.-]*(?:\s(?:\p{Lu}[\p{L}\p{M}’'.-]*|de|del|della|da|das|do|dos|di|la|le|van|von|der|den|ten|ter|el|al|bin|ibn|ben|y|e|zu|af|av)){1,5}|[\p{Lo}\p{M}]{2,8}|[\p{Lo}\p{M}‌]+(?:\s[\p{Lo}\p{M}‌]+){1,3})$/u

/** Words that open a byline. */
const opening =
  /^(?:written by|verfasst von|écrit par|escrito por|napisane przez|geschreven door|reported by|posted by|published by|story by|text by|words by|report by|analysis by|opinion by|by|von|vom|par|por|di|da|door|av|af|od|autor(?:a|ka|zy|i|es|en|in|innen)?|article by|blog ?beitrag von|beitrag von|auteurs?|autore|autori|author|authors|автор(?:ы|и)?|текст|text|foto und text|oleh|bởi|yazan|haber|penulis|reporter|editor|redaktor|redaktör|redakteur(?:in)?|szerző|skrevet av|skrevet af|skriven av|tekst|teksti|tekst og foto|geschreven door|escrito por|écrit par|publié par|publicado por|pubblicato da|a cura di|από|του|της|γράφει|מאת|بقلم|كتب|كتبت|نویسنده|文|作者|記者|记者|撰文|责任编辑|責任編輯|责编|编辑|編輯|기자|लेखक|द्वारा)(?:\s*[:：]\s*|\s+)(?=\S)/iu

/** Whether a line opens as a byline does, with a name behind it. */
export const opensByline = (line: string): boolean =>
  line.length <= longestByline && opening.test(line) && authorsIn(line).length > 0 && !/[.!?]$/.test(line)

/** Whether a line is the opening word of a byline alone: the name is in the next line. */
export const isOpening = (line: string): boolean => line.length <= longestOpening && opening.test(`${line.replace(/[\s:：]+$/u, '')} x`)
const longestOpening = 24

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

/** What the lines of the page at hand name: pages say who wrote them in many places. */
const known = new Map<string, readonly Author[]>()
/** Forgets the page before: called before each page. */
export const beginBylines = (): void => known.clear()

/** The people, desks and agencies that a byline names, in order, each once. */
export function authorsIn(text: string): readonly Author[] {
  if (text.length > longestList) return []
  const authors = known.get(text) ?? readAuthors(text)
  known.set(text, authors)
  return authors
}

function readAuthors(text: string): readonly Author[] {
  const bare = bareByline(withoutDates(text.replace(noise, ' ')))
  if (bare === '' || /^https?:|^www\./.test(bare)) return []
  const authors = unique(bare.split(joints).flatMap((part) => authorsOf(tidy(part))))
  // "Ada Crane, MD, FRCS": titles behind a name
  return authors.some(({ name }) => personLike.test(name))
    ? authors.filter(({ name, kind }) => kind !== 'person' || !titles.test(name))
    : authors
}
const titles = /^[A-Z][A-Z.]{1,5}$/
/** Code units of a list of authors. */
const longestList = 400

/** Dates, and the times beside them, part a byline as a bar does. */
function withoutDates(text: string): string {
  if (!/\p{Nd}/u.test(text)) return text
  let bare = text
  for (const { start, end } of [...findDates(text, { order: 'day first', language: null })].reverse())
    bare = `${bare.slice(0, start)} | ${bare.slice(end)}`
  return bare
}

/** What stands beside names in bylines. */
const notNames = new Set(
  'by von par por da door av af od news opinion contributors contributor staff writer author authors published posted updated share follow exclusive uhr eingestellt veröffentlicht suche unknown kommentare redaktionell'.split(
    ' ',
  ),
)

/** Words from which on a part is no name any more: "Jane Doe in Cairo", "Jane Doe 3 May". */
const tail = /\s(?:(?:in|on|at|for|of|from|aus|en|à|w|v|i|am|um|den|dne|fra|från|skrifar|special)\s|\d).*$/u
/** "Reporter" behind a name, in scripts without capitals. */
const calling = /\s?(?:기자|記者|记者|특파원|選手|撰稿|報導|报道)$/u

/** "Jane Doe am" had a date behind it. */
const trailing = /(?:\s\p{Ll}{1,4})+$/u

function authorsOf(part: string): Author[] {
  if (helperLine.test(part)) return []
  const name = part
    .replace(opening, '')
    .replace(calling, '')
    .replace(/^[\s,.–—-]+|[\s,–—-]+$/gu, '')
  if (
    name.length < 2 ||
    name.length > 60 ||
    !/\p{L}/u.test(name) ||
    /^\d|[{}<>=:?!«»"“”„]|min read/.test(name) ||
    notNames.has(foldKey(name))
  )
    return []
  if (agencyNamed(name)) return [{ name, kind: 'agency' }]
  if (desk.test(name)) return [{ name, kind: 'desk' }]
  const last = findAgencyNames(name).at(-1)
  if (last && last.start > 0 && last.end === name.length && last.end - last.start > 4)
    return [...authorsOf(name.slice(0, last.start)), { name: name.slice(last.start), kind: 'agency' }]
  const person = name.replace(tail, '').replace(trailing, '')
  if (role.test(person) || person.length < 2 || person.split(' ').length > 6) return []
  return [{ name: person, kind: last ? 'agency' : 'person' }]
}

export function unique(authors: readonly Author[]): Author[] {
  const seen = new Set<string>()
  return authors.filter(({ name }) => {
    const key = foldKey(name)
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
