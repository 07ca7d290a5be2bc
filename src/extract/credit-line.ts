import { type AgencyName, findAgencyNames } from '#text/agencies.ts'
import { findDates } from './date-text.ts'
import type { Saying } from './signals.ts'
import { blockAt, lineOf, type Sources } from './sources.ts'

/** Code units of a credit line, and of what stands in it beside the agencies. */
const longest = { line: 120, rest: 40 } as const
/** Kept by a split, so that places add up. */
const parting = /([|·•;]|\s[–—-]\s)/u
/** Words before an agency's name, and those of a date that has been taken out. */
const labels =
  /^(?:by|source|sources|from|via|agency|agencies|wire|updated|last updated|published|posted|quelle|von|mit|fuente|por|con|fonte|di|par|avec|kilde|källa|lähde|źródło|zdroj|forrás|izvor|источник|джерело|kaynak|sumber|nguồn|المصدر|منبع|来源|來源|出典|출처)(?![\p{L}\p{M}])\s*[:：]?\s*/iu
/** What may stand between two agencies, and around them: initials of an editor beside a stroke too. */
const joints =
  /^(?:[\s/,&+()（）[\]【】.:：]|\b(?:and|und|et|y|e|i|og|och|en|with|mit|avec|con|the|all rights reserved)\b|\p{Ll}{2,5}(?=\s?[/,])|(?<=[/,]\s?)\p{Ll}{2,5})*$/iu
/** The place behind an agency: "AFP, Brussels". */
const placeBehind = /^,\s\p{Lu}[\p{L}\p{M}’'.-]+(?:\s\p{Lu}[\p{L}\p{M}’'.-]+){0,2}$/u
/** What tells a name in a credit from a word that stands alone. */
const framed = /[(（[【/]/u
/** Short forms that say enough alone: "AA" is the size of letters, "Mehr" is German for more. */
const loud = /^(?:AP|\p{Lu}{3,})$/u

type CreditLine = Readonly<{
  /** In order of the line. */
  agencies: readonly AgencyName[]
  /** A day or a label stands beside them: this is no credit of a picture. */
  isSure: boolean
}>

/** What a line credits: agencies alone, "Reuters · Updated 3 May", "dpa/AFP", "Source: dpa". Null: the line says something else. */
export function creditLine(text: string): CreditLine | null {
  if (text.length > longest.line) return null
  const found = findAgencyNames(text, 'credit')
  if (found.length === 0) return null
  const dates = /\p{Nd}/u.test(text) ? findDates(text, { order: 'day first', language: null }) : []
  let bare = text
  // Blanks keep the places of what follows.
  for (const { start, end } of dates) bare = `${bare.slice(0, start)}|${' '.repeat(end - start - 1)}${bare.slice(end)}`
  const agencies: AgencyName[] = []
  let isLabelled = false
  let isFramed = false
  let at = 0
  for (const part of bare.split(parting)) {
    const names = found.filter(({ start, end }) => start >= at && end <= at + part.length)
    let rest = part
    for (const { start, end } of [...names].reverse()) rest = rest.slice(0, start - at) + rest.slice(end - at)
    const unlabelled = rest.trim().replace(labels, '')
    if (names.length > 0 && (joints.test(unlabelled) || placeBehind.test(unlabelled))) {
      agencies.push(...names)
      isLabelled ||= unlabelled.length < rest.trim().length
      isFramed ||= framed.test(rest)
    } else if (names.length > 0 || unlabelled.length > longest.rest) return null
    at += part.length
  }
  const isSure = isLabelled || dates.length > 0
  const isPlain = !isSure && !isFramed && !loud.test(text.trim())
  if (agencies.length === 0 || (isPlain && findAgencyNames(text).length === 0)) return null
  return { agencies, isSure }
}

/** Lines above the text, and blocks of text above a credit line: a standfirst, say. */
const reach = { above: 12, below: 3 } as const

/** The lines about the article at its head that credit agencies. */
export function headCredits(sources: Sources): (CreditLine & Readonly<{ line: Saying }>)[] {
  const { layout, blocks, headline, head } = sources
  const first = Math.max(headline, head - reach.above, 0)
  const last = Math.min(head + reach.below, blocks.count - 1)
  return layout.furniture.flatMap(({ kind, at }) => {
    if (kind !== 'metadata') return []
    const b = blockAt(sources, at.start)
    const line = b < first || b > last ? null : lineOf(sources, b)
    const credit = line && creditLine(line.text)
    return credit ? [{ ...credit, line }] : []
  })
}
