import type { Party } from '#model/reading.ts'
import type { Span } from '#model/span.ts'
import { agencyNamed, findAgencyNames } from '#text/agencies.ts'
import { type Draft, mentionsIn, partyAt } from './parties.ts'
import { phraseAfter, type Stretch } from './quote-sources.ts'
import { spanOf, type Token } from './quote-units.ts'

type Tokens = readonly Token[]

const article = /^the\s+/i
/** Words in the name of a medium. */
const mediumWord =
  /\b(?:agency|newspaper|newsroom|daily|weekly|magazine|television|tv|radio|fm|broadcaster|channel|network|website|portal|news|newswire|media|post|times|express|herald|tribune|gazette|guardian|journal|chronicle|observer|telegraph|mail|sun|star|mirror|independent|online|sports|press|shimbun|reuters|bloomberg|cnn|bbc|nbc|abc|cbs|fox|npr|al jazeera)\b/i
/** Bodies that are told things and pass none on. */
const noMedium =
  /\b(?:parliament|congress|senate|council|assembly|committee|commission|court|inquiry|ministry|department|government|nations|union|police|army|party|bank|fund|federation|association|university|company|board|club|team|office|summit|conference)\b/i
const social = new Set('twitter facebook instagram telegram youtube tiktok weibo whatsapp linkedin threads bluesky'.split(' '))
const passing = new Set('carried published broadcast aired released quoted cited reported obtained seen reviewed'.split(' '))
const socialNoun = new Set(['media', 'network', 'networks', 'page', 'account', 'channel', 'platform'])

/** Whether a phrase names an agency or a medium. */
export function isMedium({ article: { text }, actors }: Draft, span: Span<'article'>): boolean {
  const words = text.slice(span.start, span.end)
  if (meeting.test(words)) return false
  if (/^the agency$/i.test(words)) return actors.some(({ role }) => role === 'news agency')
  return agencyIn(words) !== null || plainMedium.test(words) || (mediumWord.test(words) && /\p{Lu}/u.test(words))
}

/** The agency that a phrase is ("the TASS news agency") or names ("a note published by TASS"). */
const agencyIn = (words: string): string | null =>
  agencyNamed(words.replace(article, ''))?.name ??
  (publishedBy.test(words) ? (findAgencyNames(words, 'credit').at(-1)?.name ?? null) : null)
const publishedBy = /\b(?:published|carried|quoted|reported|released|distributed) by\b|\bnews agency\b/i
const plainMedium = /^(?:the|a|an|this|state)\s(?:\p{Ll}+\s)?(?:news agency|newspaper|paper|magazine|broadcaster|television|media)$/iu
const meeting = /\b(?:conference|briefing)\b/i

/** Whether somebody told is a medium: named like one, or an organisation of no other known kind ("told N4"). */
export function isMediumTold(draft: Draft, span: Span<'article'>): boolean {
  if (isMedium(draft, span)) return true
  const words = draft.article.text.slice(span.start, span.end)
  const [only, ...more] = mentionsIn(draft.mentions, span)
  return (
    only !== undefined && more.length === 0 && only.type === 'ORG' && only.form === 'name' && !article.test(words) && !noMedium.test(words)
  )
}

/** The agency or medium that a phrase names; agencies under the name we know them by. */
export function mediumAt(draft: Draft, span: Span<'article'>): Party {
  const words = draft.article.text.slice(span.start, span.end)
  const party = partyAt(draft, span)
  const agency = agencyIn(words)
  if (party.actor === null && agency !== null) return { at: span, name: agency, actor: null, anonymous: null }
  const owned = party.actor !== null && draft.actors[party.actor]!.kind === 'person'
  if (owned) return { at: span, name: words, actor: null, anonymous: 'media' }
  return party.actor === null && party.anonymous === null ? { ...party, name: bareName(words) } : party
}

/** "Hill’s Veld Post newspaper" → "Veld Post". */
const bareName = (words: string) =>
  words
    .replace(/^.*['’]s\s+(?=\p{Lu})/u, '')
    .replace(article, '')
    .replace(/\s(?:news agency|newspaper|magazine|daily)$/, '')

/** The media that a unit names as ways of words: "in an interview with Radio Hill", "wrote on Instagram", "carried by TASS". */
export function mediaIn(draft: Draft, tokens: Tokens): readonly Stretch[] {
  const found: Stretch[] = []
  for (let at = 0; at + 1 < tokens.length; at++) {
    const { word } = tokens[at]!
    const next = tokens[at + 1]!.word
    if (word === 'interview' && next === 'with') found.push(...interviewer(draft, tokens, phraseAfter(tokens, at + 2)))
    else if (next === 'by' && passing.has(word)) {
      const phrase = phraseAfter(tokens, at + 2)
      if (phrase && isMedium(draft, spanOf(tokens, phrase))) found.push(phrase)
    } else if (word === 'on' || word === 'via' || word === 'through') {
      const phrase = phraseAfter(tokens, at + 1)
      if (phrase && isSocial(tokens, phrase)) found.push(phrase)
    }
  }
  return found
}

/** One interviews a person; a medium interviews. */
function interviewer(draft: Draft, tokens: Tokens, phrase: Stretch | null): readonly Stretch[] {
  if (phrase === null) return []
  const named = mentionsIn(draft.mentions, spanOf(tokens, phrase))
  return named.some(({ type }) => type === 'PER') ? [] : [phrase]
}

const isSocial = (tokens: Tokens, { from, to }: Stretch) =>
  tokens
    .slice(from, to)
    .some(({ word }, index) => social.has(word) || (word === 'social' && socialNoun.has(tokens[from + index + 1]?.word ?? '')))
