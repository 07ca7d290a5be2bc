import type { Span } from '#model/span.ts'

/**
 * Whether a capital's name means the government that sits there ("Moscow rejected the plan", "talks between Rome and Cairo") or
 * the city ("in Moscow", "visited Rome"). Told by the words beside it: a place preposition or a verb of motion before it means
 * the city; a finite verb after it, a political verb or "between … and …" before it the government. In doubt: the city.
 */
export function isGovernment(text: string, at: Span<'article'>, isCapital: (name: string) => boolean): boolean {
  const before = text.slice(Math.max(0, at.start - 60), at.start)
  const after = text.slice(at.end, at.end + 60)
  const aside = /^,\s+(?:the|a|an|\p{Lu}[\p{L}. ]*['’]s?)\s[^,.;]{2,80},(?=\s)/u.exec(text.slice(at.end, at.end + 120))?.[0]
  if (aside) return !placed.test(before) && governs.test(text.slice(at.end + aside.length, at.end + aside.length + 60)) // "Oslo, the city's ally, has …"
  if (/^,\s+\p{Lu}/u.test(after) && !/^,\s+(?:and|which|who|but)\b/.test(after)) return governs.test(after) // "Ashgabat, Turkmenistan"
  if (placed.test(before) || /^\s*[-–—]?\s*(?:\(|[—–-]\s)/.test(after) || /^\s*-\s*(?:based|born)/.test(after)) return false
  if (/^['’]s?\s/.test(after))
    return !/^['’]s?\s+(?:\p{L}+\s+)?(?:streets?|airports?|mayor|suburbs?|outskirts|residents?|metro|centre|center|downtown|skyline|police|university|cathedral|main|old|central|international|historic|districts?|neighbou?rhoods?|hotels?|stadiums?|museums?|theat(?:re|er)s?|weather|traffic)\b/u.test(
      after,
    )
  if (between.test(before)) return true
  const pair = /^(?:,\s+\p{Lu}[\p{L}.-]*)*\s+and\s+(\p{Lu}[\p{L}.-]*(?:\s\p{Lu}[\p{L}.-]*)?)/u.exec(after)
  if (pair && (isCapital(pair[1]!) || isCapital(pair[1]!.split(' ')[0]!))) {
    if (political.test(before)) return true
    return starts(before) || conjoined.test(before) ? governs.test(after.slice(pair[0].length)) : false
  }
  if (
    political.test(before) ||
    (/\b(?:with|against)\s+$/.test(before) && !/\b(?:ends?|connect(?:s|ed)?|link(?:s|ed)?)\s+with\s+$/.test(before))
  )
    return true
  if (/\b(?:and|or)\s+$/.test(before)) {
    const partner = /(\p{Lu}[\p{L}.-]*)\s+(?:and|or)\s+$/u.exec(before)
    if (partner && isCapital(partner[1]!))
      return (
        (governs.test(after) && !placed.test(before.slice(0, partner.index))) ||
        between.test(before.slice(0, partner.index)) ||
        political.test(before.slice(0, partner.index)) ||
        /\b(?:with|against)\s+$/.test(before.slice(0, partner.index))
      )
  }
  return governs.test(after)
}

const starts = (before: string) => /(?:^|[.!?”"“:;\n,])\s*$|\b(?:that|but|and|as|while|if|when|because|says?|said)\s+$/.test(before)
const conjoined = /\b(?:and|or|both|between|by)\s+$/
const between = /\bbetween\s+(?:\p{L}+\s+and\s+)?$/u
/** Where something is or goes. */
const placed =
  /\b(?:in|at|to|from|near|inside|outside|around|across|through|via|into|over|of|throughout|toward|towards|within|downtown|central|northern|southern|eastern|western|greater|visit(?:s|ed|ing)?|tour(?:s|ed|ing)?|left|leav(?:e|es|ing)|reach(?:es|ed|ing)?|enter(?:s|ed|ing)?|bomb(?:s|ed|ing)?|shell(?:s|ed|ing)?|captur(?:e|es|ed|ing)|hit|struck|capital|city|capital,|city of)\s+(?:the\s+)?$/i
/** Verbs whose object, and prepositions whose complement, is a government. */
const political =
  /\b(?:urg(?:e|es|ed|ing)|accus(?:e|es|ed|ing)|warn(?:s|ed|ing)?|press(?:es|ed|ing)?|pressur(?:e|es|ed|ing)|blam(?:e|es|ed|ing)|condemn(?:s|ed|ing)?|criticiz(?:e|es|ed|ing)|criticis(?:e|es|ed|ing)|support(?:s|ed|ing)?|isolat(?:e|es|ed|ing)|punish(?:es|ed|ing)?|sanction(?:s|ed|ing)?|ask(?:s|ed|ing)?|tell(?:s|ing)?|told|call(?:s|ed|ing)? on|back(?:s|ed|ing)?|arm(?:s|ed|ing)?|assur(?:e|es|ed|ing)|persuad(?:e|es|ed|ing)|forc(?:e|es|ed|ing)|allow(?:s|ed|ing)?|provok(?:e|es|ed|ing)|anger(?:s|ed|ing)?|defy|defied|counter(?:s|ed|ing)?|appeas(?:e|es|ed|ing)|by|pressure on|sanctions on|imposed on|behalf of|against)\s+$/i
/** A finite verb, perhaps after an adverb: the name is the subject. */
const governs =
  /^,?\s+(?:(?:also|now|still|already|then|long|repeatedly|later|once|never|always|reportedly|immediately|\p{Ll}+ly)\s+)*(?:has|have|had|is|are|was|were|will|would|can|could|may|might|must|should|does|do|did|says?|said|wants?|needs?|seeks?|sought|insists?|hopes?|denies|sees|saw|fears?|believes?|plans?|backs?|blames?|calls?|remains?|refuses?|claims?|agrees?|warns?|accuses?|appears?|seems?|began|begins?|sent|sends?|made|makes?|took|takes?|gave|gives?|held|holds?|won|kept|keeps|\p{Ll}{2,}(?:ed|izes|ises))\b(?!\s+(?:by|in)\s+(?:the\s+)?(?:city|streets))/u
