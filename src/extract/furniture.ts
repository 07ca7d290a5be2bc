import { type Furniture, type FurnitureKind, furnitureKinds } from '#model/article.ts'
import { type Blocks, spanOf } from './blocks.ts'
import { phraseKind } from './phrases.ts'
import type { Scan } from './scan.ts'
import { attributeId, tagId, within } from './tags.ts'

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

const kindOfWord = new Map<string, number>()
for (let i = markupWords.length - 1; i >= 0; i--)
  for (const word of markupWords[i]![1].split(/\s+/)) kindOfWord.set(word, furnitureKinds.indexOf(markupWords[i]![0]))
/** Among the words of one element the kind listed first wins. */
const rankOf = new Uint8Array(furnitureKinds.length).fill(255)
markupWords.forEach(([kind], rank) => {
  rankOf[furnitureKinds.indexOf(kind)] = rank
})
const longestWord = Math.max(...[...kindOfWord.keys()].map((word) => word.length))

const none = 255
const kindOfTag = new Uint8Array(256).fill(none)
const tagKinds: readonly (readonly [number, FurnitureKind])[] = [
  [tagId.nav, 'navigation'],
  [tagId.figcaption, 'caption'],
  [tagId.footer, 'navigation'],
  [tagId.time, 'metadata'],
  [tagId.address, 'metadata'],
  [tagId.menu, 'navigation'],
]
for (const [tag, kind] of tagKinds) kindOfTag[tag] = furnitureKinds.indexOf(kind)

/** What an element's name, class and id say it is; `none`: nothing. */
function ownKind(scan: Scan, e: number): number {
  let kind = kindOfTag[scan.tag[e]!]!
  for (let i = scan.attributeFrom[e]!; i < scan.attributeFrom[e + 1]!; i++) {
    const id = scan.attribute[i]!
    if (id !== attributeId.class && id !== attributeId.id && id !== attributeId.itemprop && id !== attributeId['data-component']) continue
    kind = bestOf(kind, wordsKind(scan.html, scan.valueStart[i]!, scan.valueEnd[i]!))
  }
  return kind
}

const bestOf = (a: number, b: number) => (a === none ? b : b === none ? a : rankOf[b]! < rankOf[a]! ? b : a)

function wordsKind(html: string, start: number, end: number): number {
  let kind = none
  let from = -1
  for (let i = start; i <= end; i++) {
    const c = i < end ? html.charCodeAt(i) : 32
    const upper = c >= 65 && c <= 90
    if ((c >= 97 && c <= 122) || upper) {
      const boundary = upper && from >= 0 && html.charCodeAt(i - 1) >= 97
      if (!boundary) {
        if (from < 0) from = i
        continue
      }
    }
    if (from >= 0 && i - from > 1 && i - from <= longestWord) {
      const found = kindOfWord.get(html.slice(from, i).toLowerCase())
      if (found !== undefined) kind = bestOf(kind, found)
    }
    from = upper ? i : -1
  }
  return kind
}

/** How far up an element's words still name a block. */
const farthestUp = 6

/** Names what each block that is not text is, by its words, the markup around it and where on the page it stands. Linear in the page. */
export function furnitureOf(scan: Scan, blocks: Blocks, chosen: Uint8Array, headline: number): readonly Furniture[] {
  const furniture: Furniture[] = []
  const kinds = new Uint8Array(scan.count).fill(none - 1) // not yet asked
  const kindAt = (e: number) => {
    if (kinds[e] === none - 1) kinds[e] = ownKind(scan, e)
    return kinds[e]!
  }
  const firstText = chosen.indexOf(1)
  for (let b = 0; b < blocks.count; b++) {
    if (chosen[b] === 1 || b === headline) continue
    const kind = phraseAt(scan, blocks, b) ?? markupKind(scan, blocks, b, kindAt) ?? placeKind(scan, blocks, b, headline, firstText)
    furniture.push({ kind, at: spanOf(blocks, b) })
  }
  return furniture
}

/** Blocks of more letters do not name themselves. */
const longestPhrase = 120

function phraseAt(scan: Scan, blocks: Blocks, b: number): FurnitureKind | null {
  if (blocks.size[b]! > longestPhrase || blocks.last[b]! - blocks.first[b]! > 3) return null
  return phraseKind(scan.html.slice(blocks.start[b]!, blocks.end[b]!))
}

function markupKind(scan: Scan, blocks: Blocks, b: number, kindAt: (e: number) => number): FurnitureKind | null {
  const first = scan.textParent[blocks.first[b]!]!
  let e = first
  for (let up = 0; e > 0 && up < farthestUp; up++, e = scan.parent[e]!) {
    const kind = kindAt(e)
    if (kind !== none) return furnitureKinds[kind]!
  }
  return null
}

function placeKind(scan: Scan, blocks: Blocks, b: number, headline: number, firstText: number): FurnitureKind {
  const bits = scan.within[blocks.parent[b]!]!
  if ((bits & within.nav) !== 0) return 'navigation'
  if ((bits & within.figcaption) !== 0) return 'caption'
  if ((bits & within.figure) !== 0) return 'caption'
  if ((bits & within.footer) !== 0) return 'navigation'
  if ((bits & within.button) !== 0) return 'other'
  const start = headline >= 0 ? headline : firstText
  const linked = blocks.linked[b]! * 2 > blocks.size[b]!
  if (b < start) return linked ? 'navigation' : (bits & within.header) !== 0 || b < 3 ? 'masthead' : 'other'
  if (b < firstText) return 'metadata'
  return linked ? 'related' : 'other'
}
