/** What befalls pages on their way, and what nobody would do to one: each takes a text and gives another, by the numbers of `random`. */
type Mutation = (text: string, other: string, random: () => number) => string

const scraps = [
  '<', '>', '"', "'", '&', '</', '<!--', '-->', '--!>', '<![CDATA[', ']]>', '<script>', '</script>', '<script type="application/ld+json">', '<p>', '</p>', '<table>',
  '<td>', '</table>', '<div>', '</div>', '<a href="', '<svg>', '<math>', '<template>', '<select>', '<title>', '<textarea>', '<noscript>', '<plaintext>', '<article>',
  '<br><br>', '<li>', '</body>', '<body>', '<head>', '<b><i>', '</b>', '</h1>', '<h1>', '<time datetime="', '<meta property="og:title" content="', '<!DOCTYPE',
  'style="display:none"', 'class=comments', '{"articleBody":"', '"datePublished":"', '\\u003c', '\\', '\\"', '\0', '\ud83d', '\udc00', '\ufeff', '\u2028', '\u00ad', '\u200f',
  '\r\n', '\t', '\f', '\u3000',
] // biome-ignore format: a list
const entities =
  '&amp &#x1F600; &#xD83D; &# &#x &#0; &#99999999999; &notanentity; &ampamp; &nbsp &lt;p&gt; &; &#128; &NotEqualTilde;'.split(' ')
const openers = '<div> <b> <ul><li> <table><tr><td> <span/class=a> <a/href=x> <blockquote> <svg> <font> <x-y> [ {"a": ( {"@graph":['.split(
  ' ',
)
/** Code units of a range: short ones hit tags, long ones paragraphs. */
const ranges = { short: 20, long: 4000 } as const
/** How deep things are nested, and how long an attribute grows: past all limits, now and then. */
const monsters = { usual: 300, most: 100_000, share: 0.02 } as const

const below = (random: () => number, most: number) => Math.floor(random() * most)
const oneOf = <T>(random: () => number, some: readonly T[]): T => some[below(random, some.length)]!
const size = (random: () => number) => below(random, random() < 0.5 ? ranges.short : ranges.long)
const howMany = (random: () => number) => below(random, random() < monsters.share ? monsters.most : monsters.usual)

/** Puts something at a place of its choice. */
const inserting =
  (make: (random: () => number, other: string) => string): Mutation =>
  (text, other, random) => {
    const at = below(random, text.length + 1)
    return text.slice(0, at) + make(random, other) + text.slice(at)
  }

/** Makes something else of a range of its choice. */
const changing =
  (make: (range: string, random: () => number) => string): Mutation =>
  (text, _, random) => {
    const at = below(random, text.length + 1)
    const end = at + size(random)
    return text.slice(0, at) + make(text.slice(at, end), random) + text.slice(end)
  }

const attribute = /([a-z-]+)=("[^"<>]*"|'[^'<>]*')/gi

/** With how many tickets each takes part in the draw. */
const tickets: readonly (readonly [number, Mutation])[] = [
  [6, inserting((random) => oneOf(random, scraps))],
  [2, inserting((random) => oneOf(random, entities))],
  [2, inserting((random) => oneOf(random, scraps).repeat(howMany(random)))],
  [2, inserting((random) => oneOf(random, openers).repeat(howMany(random)))],
  [1, inserting((random) => `<p class="${'name '.repeat(howMany(random))}" id=${'x'.repeat(howMany(random))}>`)],
  [3, inserting((random, other) => other.substr(below(random, other.length), size(random)))],
  [4, changing(() => '')],
  [2, changing((range) => range + range)],
  [2, changing((range) => range.replace(/[<>"=/]/g, (mark) => scraps[(mark.charCodeAt(0) * 7) % scraps.length]!))],
  [1, changing((range) => range.replace(attribute, '$2=$1'))],
  [1, changing((range) => range.replace(/["']/g, ''))],
  [1, changing((range) => range.replaceAll(';', ''))],
  [1, changing((range) => Buffer.from(range, 'utf8').toString('latin1'))],
  [1, changing((range) => Buffer.from(range, 'latin1').toString('utf8'))],
  [1, changing((range, random) => range.replace(/\w/g, (letter) => (random() < 0.05 ? '\ufffd' : letter)))],
  [1, changing((range) => [...range].reverse().join(''))],
  [1, changing((range, random) => range.replace(/ /g, () => oneOf(random, ['\0', '\u00a0', '\ud800', ' ', ' '])))],
  [2, (text, _, random) => text.slice(0, below(random, text.length + 1))],
  [1, (text, other, random) => text.slice(0, below(random, text.length + 1)) + other.slice(below(random, other.length))],
]
const mutations = tickets.flatMap(([count, mutation]) => Array<Mutation>(count).fill(mutation))
/** Mutations of one page at most. */
const most = 8

/** A page with a few things done to it. `other` is a page that pieces are taken from. */
export function mutated(page: string, other: string, random: () => number): string {
  let text = page
  for (let n = 1 + below(random, most); n > 0; n--) text = oneOf(random, mutations)(text, other, random)
  return text
}
