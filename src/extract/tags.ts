/** What the scan must know of HTML's elements: WHATWG HTML, 13.2.6 "Tree construction" and 15.3 "Flow content" (what is a block). */
export const tagNames = [
  '',
  'html',
  'head',
  'body',
  'title',
  'meta',
  'link',
  'base',
  'script',
  'style',
  'noscript',
  'template',
  'iframe',
  'textarea',
  'p',
  'div',
  'span',
  'a',
  'b',
  'i',
  'em',
  'strong',
  'u',
  's',
  'small',
  'big',
  'font',
  'code',
  'tt',
  'strike',
  'nobr',
  'sub',
  'sup',
  'br',
  'hr',
  'img',
  'image',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'ul',
  'ol',
  'li',
  'dl',
  'dt',
  'dd',
  'table',
  'caption',
  'colgroup',
  'col',
  'thead',
  'tbody',
  'tfoot',
  'tr',
  'td',
  'th',
  'article',
  'section',
  'main',
  'aside',
  'nav',
  'header',
  'footer',
  'figure',
  'figcaption',
  'blockquote',
  'pre',
  'listing',
  'xmp',
  'plaintext',
  'address',
  'center',
  'details',
  'summary',
  'dialog',
  'dir',
  'menu',
  'fieldset',
  'legend',
  'form',
  'label',
  'input',
  'button',
  'select',
  'option',
  'optgroup',
  'datalist',
  'output',
  'progress',
  'meter',
  'hgroup',
  'search',
  'svg',
  'math',
  'foreignobject',
  'desc',
  'object',
  'applet',
  'marquee',
  'embed',
  'param',
  'source',
  'track',
  'wbr',
  'area',
  'map',
  'video',
  'audio',
  'canvas',
  'picture',
  'noembed',
  'noframes',
  'frame',
  'frameset',
  'time',
  'cite',
  'q',
  'abbr',
  'acronym',
  'dfn',
  'kbd',
  'samp',
  'var',
  'mark',
  'ins',
  'del',
  'ruby',
  'rb',
  'rt',
  'rp',
  'data',
  'bdi',
  'bdo',
  'slot',
  'basefont',
  'bgsound',
  'keygen',
] as const
type TagName = (typeof tagNames)[number]

/** `tagId.p`: the number that stands for an element's name in a scan; 0 is every name not listed. */
export const tagId = Object.fromEntries(tagNames.map((name, id) => [name, id])) as Readonly<Record<TagName, number>>

/** Attributes the scan notes down; all others can still be read with `attributeOf`, at the cost of a second look at the tag. */
export const attributeNames = [
  'class',
  'id',
  'name',
  'property',
  'content',
  'itemprop',
  'itemtype',
  'rel',
  'href',
  'datetime',
  'type',
  'lang',
  'xml:lang',
  'role',
  'style',
  'hidden',
  'aria-hidden',
  'aria-label',
  'title',
  'typeof',
  'http-equiv',
  'charset',
  'pubdate',
  'shadowrootmode',
  'data-testid',
  'data-component',
  'data-type',
  'alt',
  'hreflang',
  'src',
] as const
export type AttributeName = (typeof attributeNames)[number]
export const attributeId = Object.fromEntries(attributeNames.map((name, id) => [name, id])) as Readonly<Record<AttributeName, number>>

/** Bits of `tagTraits`. */
export const trait = {
  /** Has no content and no end tag. */
  void: 1,
  /** Its content is no markup: it ends at its own end tag. */
  raw: 2,
  /** Begins and ends a line of its own. */
  block: 4,
  /** "Special" of the standard: an end tag of another kind does not look past it. */
  special: 8,
  /** Its start tag ends an open paragraph. */
  endsP: 16,
  /** "In scope" of the standard stops here. */
  scope: 32,
  /** Formatting elements, which misnested end tags may cut through. */
  formatting: 64,
  /** May stand in the head without ending it. */
  head: 128,
  /** Its end is implied by the end of what is around it without a word lost. */
  implied: 256,
  /** Its start tag ends foreign content (svg, math). */
  breakout: 512,
  heading: 1024,
} as const

const listed: readonly (readonly [number, string])[] = [
  [trait.void, 'meta link base br hr img image input embed param source track wbr area col frame basefont bgsound keygen'],
  [trait.raw, 'title script style noscript iframe textarea xmp noembed noframes plaintext'],
  [
    trait.block,
    `html head body title p div hr h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table caption colgroup col thead tbody tfoot tr td th article
     section main aside nav header footer figure figcaption blockquote pre listing xmp plaintext address center details summary dialog
     dir menu fieldset legend form hgroup search iframe textarea select option optgroup button object applet marquee video audio
     frameset slot`,
  ],
  [
    trait.special,
    `address applet area article aside base basefont bgsound blockquote body br button caption center col colgroup dd details dir div
     dl dt embed fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe img input
     keygen li link listing main marquee menu meta nav noembed noframes noscript object ol p param plaintext pre script search section
     select source style summary table tbody td template textarea tfoot th thead title tr track ul wbr xmp foreignobject desc`,
  ],
  [
    trait.endsP,
    `address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer header hgroup main menu nav ol
     p search section summary ul h1 h2 h3 h4 h5 h6 pre listing form table hr xmp plaintext li dd dt`,
  ],
  [trait.scope, 'applet caption html table td th marquee object template foreignobject desc'],
  [trait.formatting, 'a b big code em font i nobr s small strike strong tt u'],
  [trait.head, 'base basefont bgsound link meta noframes script style template title noscript head html'],
  [trait.implied, 'dd dt li optgroup option p rb rp rt'],
  [
    trait.breakout,
    `b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta nobr ol p pre ruby
     s small span strong strike sub sup table tt u ul var`,
  ],
  [trait.heading, 'h1 h2 h3 h4 h5 h6'],
]

/** Traits of each tag id. A name not listed has none, save that a custom element (with a hyphen) is taken as a block by the scan. */
export const tagTraits = new Uint16Array(tagNames.length)
for (const [bit, names] of listed) for (const name of names.split(/\s+/)) tagTraits[tagId[name as TagName]]! |= bit

/** What lies around an element, itself included: bits of `Scan.within`. */
export const within = {
  article: 1,
  main: 2,
  aside: 4,
  nav: 8,
  header: 16,
  footer: 32,
  figure: 64,
  figcaption: 128,
  form: 256,
  blockquote: 512,
  table: 1024,
  list: 2048,
  pre: 4096,
  heading: 8192,
  /** Never shown: template, svg, math, select, the head. */
  unseen: 16384,
  button: 32768,
} as const

/** The `within` bit that each tag id brings. */
export const withinOf = new Uint16Array(tagNames.length)
const brings: Readonly<Record<keyof typeof within, string>> = {
  article: 'article',
  main: 'main',
  aside: 'aside',
  nav: 'nav',
  header: 'header',
  footer: 'footer',
  figure: 'figure',
  figcaption: 'figcaption',
  form: 'form',
  blockquote: 'blockquote',
  table: 'table',
  list: 'ul ol dl menu dir',
  pre: 'pre listing xmp plaintext',
  heading: 'h1 h2 h3 h4 h5 h6',
  unseen: 'template svg math select datalist head title textarea script style noscript iframe noembed noframes',
  button: 'button',
}
for (const [bit, names] of Object.entries(brings))
  for (const name of names.split(' ')) withinOf[tagId[name as TagName]]! |= within[bit as keyof typeof within]
