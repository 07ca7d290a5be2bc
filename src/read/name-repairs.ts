import type { Mention } from '#model/reading.ts'
import type { Span } from '#model/span.ts'
import { countrySense } from '#text/countries.ts'
import { surface } from './making.ts'
import { bodyNamed } from './organisations.ts'

/**
 * Names as the tagger gives them, mended by what the text says of them: a ship, spacecraft or other craft is neither person nor place nor
 * body (MISC), and the letters of a known body of several states are its name wherever they stand. In text order; linear in the text.
 */
export function repairNames(text: string, names: readonly Mention[]): readonly Mention[] {
  const crafts = craftsNamed(text, names)
  const mended = names.map(
    (mention): Mention => (crafts.has(surface(text, mention.at)) || isSerial(text, mention) ? { ...mention, type: 'MISC' } : mention),
  )
  const unseen = lettersUnseen(text, names)
  return unseen.length === 0 ? mended : [...mended, ...unseen].sort((a, b) => a.at.start - b.at.start)
}

const craftNoun =
  '(?:container |cargo |cruise |passenger |oil |research |fishing |aircraft )?(?:ship|vessel|ferry|tanker|freighter|trawler|yacht|tugboat|liner|frigate|destroyer|warship|corvette|submarine|icebreaker|spacecraft|lander|rover|orbiter|satellite|telescope|capsule|steamer|schooner|barge|aircraft carrier)'
/** "the ferry ", "the Peruvian-flagged ", "a rover, ", "the ship, the Peruvian-flagged ": what stands right before a craft's name. */
const beforeCraft = new RegExp(
  String.raw`(?:\b(?:the|a|an|its|their|another)\s(?:[\p{L}-]+\s){0,3}?${craftNoun},?\s(?:the\s)?|-flagged\s(?:${craftNoun}\s)?(?:the\s)?|-flagged\s)$`,
  'iu',
)
const shipPrefix = /^(?:HMS|HMCS|HMAS|USS|USNS|MV|SS|RMS|INS)\s/
const craftReach = 70 // code units before a name

/** The names that the text gives to craft, unless they are a country's, a known body's or part of a person's fuller name. */
function craftsNamed(text: string, names: readonly Mention[]): ReadonlySet<string> {
  const found = new Set<string>()
  for (const { at, type } of names) {
    if (type === 'MISC' || type === 'NORP') continue
    const name = surface(text, at)
    if (found.has(name)) continue
    const named = shipPrefix.test(name) || beforeCraft.test(text.slice(Math.max(0, at.start - craftReach), at.start))
    if (named && closesPhrase(text, at) && countrySense(name)?.kind !== 'name' && bodyNamed(name) === null) found.add(name)
  }
  for (const { at, type } of found.size > 0 ? names : []) {
    if (type !== 'PER') continue
    const parts = surface(text, at).split(' ')
    if (parts.length > 1 && !found.has(parts.join(' '))) for (const part of parts) found.delete(part) // "the ferry Berg bought", of Ole Berg
  }
  return found
}

/** Behind the name no second name begins and no owner's mark stands: "the ship Dahl's firm". */
const closesPhrase = (text: string, { end }: Span<'article'>): boolean => !/^(?:['’]s?\s|\s\p{Lu})/u.test(text.slice(end, end + 3))

/** "Halden-3": with a number, what was read as a place or a person is one of a series. */
const isSerial = (text: string, { type, at }: Mention): boolean =>
  (type === 'LOC' || type === 'PER') && /^-\d{1,3}(?![\d-])/.test(text.slice(at.end, at.end + 5))

const capitals = /(?<![\p{L}\p{N}-])\p{Lu}{4,10}(?![\p{L}\p{N}-])/gu

/** Letters of known bodies of several states that no name covers. */
function lettersUnseen(text: string, names: readonly Mention[]): readonly Mention[] {
  const unseen: Mention[] = []
  let next = 0
  for (const { 0: letters, index: start } of text.matchAll(capitals)) {
    while (next < names.length && names[next]!.at.end <= start) next += 1
    const end = start + letters.length
    const covered = next < names.length && names[next]!.at.start < end
    if (!covered && bodyNamed(letters)?.country === null) unseen.push({ at: { start, end }, form: 'name', type: 'ORG', actor: null })
  }
  return unseen
}
