import { type FurnitureKind, furnitureKinds } from '#model/article.ts'
import type { Scan } from './scan.ts'
import type { Sums } from './sums.ts'
import { tagId, within } from './tags.ts'
import { elementWords, levels, pairHash, sameWords, type TokenWeights, tokenAt, wordHash } from './tokens.ts'

/** What the names, classes and ids of a page's elements say. */
export type Markup = Readonly<{
  /** For each element an index into `furnitureKinds` that its own words name; `noKind`: none. */
  kind: Uint8Array
  /** 1 for each element that one of its own words names as a part that is never text. */
  barred: Uint8Array
  /** The linear model's sum for each element at each of `elementLevels` levels. */
  score: Int32Array
  /** Its sum over an element and all around it, as seen from far below. */
  far: Int32Array
}>

export const noKind = 255
export const elementLevels = 5

/** Words of classes and ids that name a part of the page, in the order in which a kind wins when an element has words of several. */
const markupWords: readonly (readonly [FurnitureKind, string])[] = [
  ['comment form', 'respond commentform replyform'],
  ['comments', 'comment comments commentlist disqus livefyre kommentare comentarios commentaires discussion'],
  ['cookie notice', 'cookie cookies consent gdpr cmp onetrust didomi'],
  ['newsletter', 'newsletter newsletters subscribe signup subscription mailchimp optin'],
  ['paywall', 'paywall regwall piano metered premium subscriber'],
  ['advertisement', 'ad ads advert adverts advertisement advertising sponsor sponsored dfp adslot adsense banner werbung publicidad'],
  ['share bar', 'share sharing social addthis sharedaddy addtoany shareaholic teilen follow'],
  [
    'related',
    `related relacionadas recommended recommendation recommendations recirc recirculation trending popular outbrain taboola teaser teasers
     promo readmore read mostread latest more similar headlines carousel slider widget sidebar rail`,
  ],
  ['author box', 'authorbox author authors bio aboutauthor contributor'],
  ['caption', 'caption captions credit figcaption photocredit imagecredit legend bildunterschrift'],
  ['copyright', 'copyright colophon legal imprint impressum'],
  [
    'metadata',
    'byline date time timestamp published publish dateline meta metadata posted updated postmeta info tag tags topics topic keywords',
  ],
  ['section label', 'category categories kicker eyebrow section rubrik seccion channel overline'],
  ['navigation', 'nav navigation navbar menu menus breadcrumb breadcrumbs pagination pager skip search sitemap footer'],
  ['masthead', 'masthead logo brand branding siteheader topbar tagline header'],
]

/** Words of parts that are never the text, whatever else they are named as: less than a hundredth of what they hold on labelled pages is text. */
const partWords = `related relacionados relacionadas relacionado relatedlinks sidebar complementary modal dialog popover popup tooltip overlay cta factbox
  infobox faktaboks faktaruta faktakasse infokasten disclaimer promo banner byline kicker eyebrow overline recirc recirculation outbrain taboola
  mostread trending ticker caption captions bildunterschrift cptn didascalia timestamp login signin subscribe newsletter
  tags tagcloud toast paginator linkbox`
/** Pairs of words by which a page shows what somebody posted elsewhere. */
const postWords = 'twitter-tweet twitter-video instagram-media tiktok-embed bluesky-embed mastodon-embed'
const barredWords = new Set([
  ...partWords.split(/\s+/).map(wordHash),
  ...postWords.split(' ').map((pair) => pairHash(...(pair.split('-').map(wordHash) as [number, number]))),
])

const kindOfWord = new Map<number, number>()
for (let i = markupWords.length - 1; i >= 0; i--)
  for (const word of markupWords[i]![1].split(/\s+/)) kindOfWord.set(wordHash(word), furnitureKinds.indexOf(markupWords[i]![0]))
/** Among the words of one element the kind listed first wins. */
const rankOf = new Uint8Array(furnitureKinds.length).fill(noKind)
markupWords.forEach(([kind], rank) => {
  rankOf[furnitureKinds.indexOf(kind)] = rank
})

const kindOfTag = new Uint8Array(256).fill(noKind)
const tagKinds: readonly (readonly [number, FurnitureKind])[] = [
  [tagId.nav, 'navigation'],
  [tagId.menu, 'navigation'],
  [tagId.footer, 'navigation'],
  [tagId.figcaption, 'caption'],
  [tagId.time, 'metadata'],
  [tagId.address, 'metadata'],
]
for (const [tag, kind] of tagKinds) kindOfTag[tag] = furnitureKinds.indexOf(kind)

/** What the linear model and the table of names say of a word of markup. Pages share most of their words: kept in slots by its hash. */
const slots = 1 << 12
const wordIn = new Int32Array(slots)
const kindIn = new Uint8Array(slots)
const barIn = new Uint8Array(slots)
const scoresIn = new Int8Array(slots * elementLevels)
let scoredBy: TokenWeights | null = null

/** The slot of a word; it is filled if another word or none was in it. */
function slotOf(word: number, weights: TokenWeights): number {
  const slot = (Math.imul(word, 0x9e3779b1) >>> 20) & (slots - 1)
  if (wordIn[slot] !== word) fillSlot(slot, word, weights)
  return slot
}

function fillSlot(slot: number, word: number, weights: TokenWeights): void {
  wordIn[slot] = word
  kindIn[slot] = kindOfWord.get(word) ?? noKind
  barIn[slot] = barredWords.has(word) ? 1 : 0
  for (let level = 0; level < elementLevels; level++) scoresIn[slot * elementLevels + level] = weights[tokenAt(word, level)]!
}

/** Reads the markup around a page's texts. Linear in the page. */
export function markupOf(scan: Scan, sums: Sums, weights: TokenWeights): Markup {
  const { count } = scan
  const kind = new Uint8Array(count).fill(noKind)
  const barred = new Uint8Array(count)
  const score = new Int32Array(count * elementLevels)
  const far = new Int32Array(count)
  const words: number[] = []
  if (scoredBy !== weights) {
    scoredBy = weights
    for (let slot = 0; slot < slots; slot++) fillSlot(slot, 0, weights)
  }
  const before = new Int32Array(256) // the last element of each tag that was asked at all levels; 0: none
  for (let e = 1; e < count; e++) {
    if (scan.textFrom[e] === scan.textTo[e] || (scan.within[e]! & within.unseen) !== 0) continue
    const at = e * elementLevels
    const tag = scan.tag[e]!
    // an element without blocks inside is only ever an inline one around a text
    const asked = sums.letters[e] === 0 ? levels.inline + 1 : elementLevels
    const like = before[tag]!
    if (like > 0 && sameWords(scan, like, e)) {
      for (let level = 0; level < asked; level++) score[at + level] = score[like * elementLevels + level]!
      kind[e] = kind[like]!
      barred[e] = barred[like]!
    } else {
      words.length = 0
      elementWords(scan, e, words)
      let own = kindOfTag[tag]!
      for (let w = 0; w < words.length; w++) {
        const slot = slotOf(words[w]!, weights)
        const named = kindIn[slot]!
        barred[e]! |= barIn[slot]!
        if (named !== noKind && (own === noKind || rankOf[named]! < rankOf[own]!)) own = named
        for (let level = 0; level < asked; level++) score[at + level]! += scoresIn[slot * elementLevels + level]!
      }
      kind[e] = own
      if (asked === elementLevels) before[tag] = e
    }
    far[e] = far[scan.parent[e]!]! + score[at + levels.far]!
  }
  return { kind, barred, score, far }
}
