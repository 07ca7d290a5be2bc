import { attributeTable, lookUp, tagTable } from './names.ts'
import { beginRawText, pastComment, rawEnd } from './raw-text.ts'
import { type AttributeName, attributeId, attributeNames, tagId, tagNames, tagTraits, trait, within, withinOf } from './tags.ts'

/** How much of a page is looked at. What lies beyond is not read; no page in the labelled sets comes near. */
export const scanLimits = {
  /** Code units of the page. A 20 MB page of any charset has fewer. */
  page: 20 * 2 ** 20,
  /** Open elements at once: Blink's `maximumHTMLParserDOMTreeDepth`. Deeper ones become siblings, as there. */
  depth: 512,
  /** Elements noted down; the tags of later ones still part the text. */
  elements: 1_000_000,
} as const

/** What parts a text from the one before. */
export const gap = { none: 0, line: 1, lines: 2, block: 3 } as const

/**
 * A page in flat arrays, made in one pass. All offsets are UTF-16 code units of `html`. Element `e` is one start tag, in page order;
 * element 0 is the document, which no tag opened. Text `t` is a stretch of characters without markup (entities not decoded), in page
 * order; white space alone is noted only between two texts of one line. Content that is no markup (script, style, title, textarea,
 * noscript, iframe …) has no texts: it is `html.slice(inner[e], close[e])`.
 */
export type Scan = Readonly<{
  html: string
  /** How many elements, the document included. */
  count: number
  /** `tagId` of the element's name; 0: a name not listed in tags.ts. */
  tag: Uint8Array
  parent: Int32Array
  depth: Uint16Array
  /** Offset of the start tag's `<`, and one past its `>`. */
  open: Int32Array
  inner: Int32Array
  /** Where the content ends: at the `<` of the end tag, or where its end is implied. Void elements: `inner`. */
  close: Int32Array
  /** One past the last element inside: elements (e, after[e]) lie in e. */
  after: Int32Array
  /** Texts [textFrom, textTo) lie inside the element. */
  textFrom: Int32Array
  textTo: Int32Array
  /** Bits of `within` (tags.ts) that hold for the element and so for what lies in it. */
  within: Uint16Array
  /** Listed attributes of element e: [attributeFrom[e], attributeFrom[e + 1]). Values are page offsets, quotes left out. */
  attributeFrom: Int32Array
  attribute: Uint8Array
  valueStart: Int32Array
  valueEnd: Int32Array
  texts: number
  textStart: Int32Array
  textEnd: Int32Array
  textParent: Int32Array
  /** The link (element `a`) around the text; -1: none. */
  textLink: Int32Array
  /** One of `gap`: what stands between this text and the one before. */
  textGap: Uint8Array
}>

/** Where an attribute's value stands in the page. The first of two attributes of one name counts. Null: the element has none. */
export function attributeOf(scan: Scan, element: number, name: AttributeName): { start: number; end: number } | null {
  const id = attributeId[name]
  const end = scan.attributeFrom[element + 1]!
  for (let i = scan.attributeFrom[element]!; i < end; i++)
    if (scan.attribute[i] === id) return { start: scan.valueStart[i]!, end: scan.valueEnd[i]! }
  return null
}

/** Whether an element is a script whose content is one: those of svg may hold other elements, one around the other. */
export const isScript = (scan: Scan, element: number): boolean => scan.tag[element] === tagId.script && scan.after[element] === element + 1

/** The elements of one name, in page order. */
export function elementsOf(scan: Scan, tag: number): number[] {
  const found: number[] = []
  for (let e = 1; e < scan.count; e++) if (scan.tag[e] === tag) found.push(e)
  return found
}

// The arrays being filled. They are kept from page to page and grow as needed; a scan takes copies of the right length.
let capacity = 1 << 13
let tag = new Uint8Array(capacity)
let parent = new Int32Array(capacity)
let depth = new Uint16Array(capacity)
let open = new Int32Array(capacity)
let inner = new Int32Array(capacity)
let close = new Int32Array(capacity)
let after = new Int32Array(capacity)
let textFrom = new Int32Array(capacity)
let textTo = new Int32Array(capacity)
let bits = new Uint16Array(capacity)
let attributeFrom = new Int32Array(capacity + 1)
let attributeCapacity = 1 << 14
let attribute = new Uint8Array(attributeCapacity)
let valueStart = new Int32Array(attributeCapacity)
let valueEnd = new Int32Array(attributeCapacity)
let textCapacity = 1 << 13
let textStart = new Int32Array(textCapacity)
let textEnd = new Int32Array(textCapacity)
let textParent = new Int32Array(textCapacity)
let textLink = new Int32Array(textCapacity)
let textGap = new Uint8Array(textCapacity)

/** Open elements, innermost last; `stack[0]` is the document. */
const stack = new Int32Array(scanLimits.depth + 2)
/** 1 where the open element is of svg or math and what follows is read by their rules. */
const foreign = new Uint8Array(scanLimits.depth + 2)
/** How many elements of each tag id are open: most "is one open?" questions end here. */
const openCount = new Int32Array(256)

// The state of the pass under way. One page is scanned at a time: nothing here waits.
let html = ''
let size = 0
let top = 0
let count = 0
let attributes = 0
let texts = 0
let link = -1
let pendingGap: number = gap.block
let lineBreaks = 0
/**
 * Reads a page once, by the rules of the HTML standard where they matter to text: implied end tags, raw text, broken nesting, tags
 * cut at the end. Time and memory are linear in the page. Never throws.
 * Departs from the standard where it moves or repeats nodes: text keeps the order of the page (no foster parenting, formatting elements
 * are not reopened), and nothing nests deeper than `scanLimits.depth`.
 * Source: WHATWG HTML, 13.2 "Parsing HTML documents".
 */
export function scan(page: string): Scan {
  begin(page)
  let at = 0
  let text = 0 // where the text under way began
  while (at < size) {
    const less = html.indexOf('<', at)
    if (less < 0 || less >= size - 1) break
    const next = html.charCodeAt(less + 1)
    const letter = next | 32
    if (letter >= 97 && letter <= 122) {
      if (less > text) addText(text, less)
      at = startTag(less)
    } else if (next === 47 /* / */) {
      const name = html.charCodeAt(less + 2) | 32
      if (name >= 97 && name <= 122) {
        if (less > text) addText(text, less)
        at = endTag(less)
      } else if (less + 2 >= size) {
        at = less + 1
        continue
      } else {
        if (less > text) addText(text, less)
        at = pastBracket(less + 2)
      }
    } else if (next === 33 /* ! */) {
      if (less > text) addText(text, less)
      at = declaration(less)
    } else if (next === 63 /* ? */) {
      if (less > text) addText(text, less)
      at = pastBracket(less + 2)
    } else {
      at = less + 1
      continue
    }
    text = at
  }
  if (text < size) addText(text, size)
  return finish()
}

function begin(page: string): void {
  html = page
  size = Math.min(page.length, scanLimits.page)
  top = 0
  count = 0
  attributes = 0
  texts = 0
  link = -1
  pendingGap = gap.block
  lineBreaks = 0
  beginRawText()
  openCount.fill(0)
  foreign[0] = 0
  attributeFrom[0] = 0
  note(0, 0, -1, 0)
  inner[0] = 0
  stack[0] = 0
}

function finish(): Scan {
  popTo(1, size)
  close[0] = size
  after[0] = count
  textTo[0] = texts
  const made: Scan = {
    html,
    count,
    tag: tag.slice(0, count),
    parent: parent.slice(0, count),
    depth: depth.slice(0, count),
    open: open.slice(0, count),
    inner: inner.slice(0, count),
    close: close.slice(0, count),
    after: after.slice(0, count),
    textFrom: textFrom.slice(0, count),
    textTo: textTo.slice(0, count),
    within: bits.slice(0, count),
    attributeFrom: attributeFrom.slice(0, count + 1),
    attribute: attribute.slice(0, attributes),
    valueStart: valueStart.slice(0, attributes),
    valueEnd: valueEnd.slice(0, attributes),
    texts,
    textStart: textStart.slice(0, texts),
    textEnd: textEnd.slice(0, texts),
    textParent: textParent.slice(0, texts),
    textLink: textLink.slice(0, texts),
    textGap: textGap.slice(0, texts),
  }
  html = '' // let go of the page
  return made
}

/** Notes an element down. Its attributes are already noted. Returns its index; -1 when there are too many. */
function note(id: number, at: number, up: number, end: number): number {
  if (count >= scanLimits.elements) return -1
  if (count === capacity) growElements()
  const e = count++
  tag[e] = id
  parent[e] = up
  depth[e] = top
  open[e] = at
  inner[e] = end
  close[e] = end
  after[e] = count
  textFrom[e] = texts
  textTo[e] = texts
  bits[e] = (up < 0 ? 0 : bits[up]!) | withinOf[id]!
  attributeFrom[count] = attributes
  return e
}

/** A text of the current element. White space alone counts only between two texts of one line. */
function addText(start: number, end: number): void {
  if (isBlank(start, end)) {
    if (pendingGap !== gap.none || texts === 0) return
  } else if (top > 0 && tag[stack[top]!] === tagId.head) popTo(top, start)
  if (texts === textCapacity) growTexts()
  const t = texts++
  textStart[t] = start
  textEnd[t] = end
  textParent[t] = stack[top]!
  textLink[t] = link
  textGap[t] = pendingGap
  pendingGap = gap.none
  lineBreaks = 0
}

function isBlank(start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const c = html.charCodeAt(i)
    if (c !== 32 && c !== 10 && c !== 13 && c !== 9 && c !== 12) return false
  }
  return true
}

const isSpace = (c: number) => c === 32 || c === 10 || c === 9 || c === 13 || c === 12

/** One past the next `>`; the end of the page when there is none. */
function pastBracket(from: number): number {
  const at = html.indexOf('>', from)
  return at < 0 || at >= size ? size : at + 1
}

/** Set by `readName`: the hash of the name, and whether it holds a hyphen. */
let nameHash = 0
let nameHyphen = false

/** Reads a tag name from `start`; returns one past it. */
function readName(start: number): number {
  let at = start
  let hash = 0
  nameHyphen = false
  while (at < size) {
    const c = html.charCodeAt(at)
    if (c === 62 || c === 47 || isSpace(c)) break
    if (c === 45) nameHyphen = true
    at++
  }
  hash = at - start
  for (let i = start; i < at; i++) hash = (Math.imul(hash, 31) + (html.charCodeAt(i) | 32)) & 0xffffff
  nameHash = hash
  return at
}

/** Set by `readAttributes`: the tag ends in `/>`. */
let selfClosing = false

/** Reads attributes from `from` on, notes the listed ones, and returns one past the tag's `>`; -1: the page ends inside the tag. */
function readAttributes(from: number): number {
  let at = from
  selfClosing = false
  for (;;) {
    let c = html.charCodeAt(at)
    while (isSpace(c) || c === 47) {
      selfClosing = c === 47
      c = html.charCodeAt(++at)
    }
    if (at >= size) return -1
    if (c === 62) return at + 1
    selfClosing = false
    const nameStart = at
    let hash = 0
    do {
      at++
      c = html.charCodeAt(at)
    } while (at < size && c !== 61 && c !== 62 && c !== 47 && !isSpace(c))
    const nameEnd = at
    while (isSpace(c)) c = html.charCodeAt(++at)
    let start = nameEnd
    let end = nameEnd
    if (c === 61) {
      c = html.charCodeAt(++at)
      while (isSpace(c)) c = html.charCodeAt(++at)
      if (c === 34 || c === 39) {
        start = at + 1
        end = html.indexOf(c === 34 ? '"' : "'", start)
        if (end < 0 || end >= size) return -1
        at = end + 1
      } else {
        start = at
        while (at < size && c !== 62 && !isSpace(c)) c = html.charCodeAt(++at)
        end = at
      }
    }
    const length = nameEnd - nameStart
    if (length > 14) continue // longer than any listed name
    hash = length
    for (let i = nameStart; i < nameEnd; i++) hash = (Math.imul(hash, 31) + (html.charCodeAt(i) | 32)) & 0xffffff
    const id = lookUp(attributeTable, attributeNames, hash, html, nameStart, nameEnd)
    if (id < 0) continue
    if (attributes === attributeCapacity) growAttributes()
    attribute[attributes] = id
    valueStart[attributes] = start
    valueEnd[attributes] = end
    attributes++
  }
}

/** A start tag at `less`. Returns where to read on. */
function startTag(less: number): number {
  const nameEnd = readName(less + 1)
  let id = lookUp(tagTable, tagNames, nameHash, html, less + 1, nameEnd)
  if (id < 0) id = 0
  else if (id === tagId.image) id = tagId.img
  const custom = id === 0 && nameHyphen
  const firstAttribute = attributes
  const end = readAttributes(nameEnd)
  if (end < 0) {
    attributes = firstAttribute
    return size
  }
  const closed = selfClosing
  const traits = tagTraits[id]!
  if (top > 0 && foreign[top] === 1) {
    if ((traits & trait.breakout) !== 0) leaveForeign(less)
    else {
      const e = note(id, less, stack[top]!, end)
      if (e >= 0 && !closed) push(e, id, id === tagId.foreignobject || id === tagId.desc || id === tagId.title ? 0 : 1, less)
      return end
    }
  }
  if (!makeRoom(id, traits, less)) {
    // Not placed (a second body, a cell outside a table): its attributes are dropped with it, but it may hold the page's language.
    if ((traits & trait.block) !== 0) pendingGap = gap.block
    if (id === tagId.html || id === tagId.body) note(id, less, 0, end)
    else attributes = firstAttribute
    return end
  }
  if ((traits & trait.block) !== 0 || custom) pendingGap = gap.block
  else if (id === tagId.br) lineBreak()
  const e = note(id, less, stack[top]!, end)
  if (e < 0) return (traits & trait.raw) !== 0 ? pastEndTag(rawEnd(html, size, id, end)) : end
  if (id === tagId.a) link = e
  if ((traits & trait.void) !== 0) return end
  if ((traits & trait.raw) !== 0) {
    const stop = rawEnd(html, size, id, end)
    close[e] = stop
    if (id !== tagId.plaintext && id !== tagId.xmp) return pastEndTag(stop)
    const up = bits[e]!
    const hold = top
    push(e, id, 0, less)
    if (stop > end) addText(end, stop)
    popTo(hold + 1, stop)
    bits[e] = up
    pendingGap = gap.block
    return pastEndTag(stop)
  }
  push(e, id, id === tagId.svg || id === tagId.math ? (closed ? 2 : 1) : 0, less)
  return end
}

function lineBreak(): void {
  lineBreaks++
  const broken = lineBreaks > 1 ? gap.lines : gap.line
  if (pendingGap < broken) pendingGap = broken
}

/** Opens element `e`. `kind` 1: what follows is foreign content; 2: foreign, and closed at once. Past the depth limit the innermost gives way. */
function push(e: number, id: number, kind: number, less: number): void {
  if (kind === 2) return
  if (top === scanLimits.depth) {
    popTo(top, less)
    parent[e] = stack[top]!
    depth[e] = top
  }
  stack[++top] = e
  foreign[top] = kind
  openCount[id]!++
  if (id === tagId.template && hasShadowRoot(e)) bits[e]! &= ~within.unseen | (bits[parent[e]!]! & within.unseen)
}

/** `<template shadowrootmode=open>` is shown: its text is what a reader sees of its host. */
function hasShadowRoot(e: number): boolean {
  for (let i = attributeFrom[e]!; i < attributes; i++) if (attribute[i] === attributeId.shadowrootmode) return true
  return false
}

/** Closes the open elements from stack level `level` upwards; their content ends at `at`. */
function popTo(level: number, at: number): void {
  while (top >= level) {
    const e = stack[top]!
    const id = tag[e]!
    close[e] = at
    after[e] = count
    textTo[e] = texts
    openCount[id]!--
    if (e === link) link = -1
    top--
  }
}

function leaveForeign(at: number): void {
  let level = top
  while (level > 0 && foreign[level] === 1) level--
  popTo(level + 1, at)
}

/** The stack level of the innermost open element `id`, not looking past elements with a trait of `barrier`; -1: none. */
function levelOf(id: number, barrier: number): number {
  if (openCount[id] === 0) return -1
  for (let level = top; level > 0; level--) {
    const open = tag[stack[level]!]!
    if (open === id) return level
    if ((tagTraits[open]! & barrier) !== 0) return -1
  }
  return -1
}

/** The level of the innermost open table; 0: none. A template is a wall. */
function tableLevel(): number {
  if (openCount[tagId.table] === 0) return 0
  for (let level = top; level > 0; level--) {
    const id = tag[stack[level]!]!
    if (id === tagId.table) return level
    if (id === tagId.template) return 0
  }
  return 0
}

const isCell = (id: number) => id === tagId.td || id === tagId.th || id === tagId.caption
const isRows = (id: number) => id === tagId.tbody || id === tagId.thead || id === tagId.tfoot

/** Closes what the start tag of `id` closes. False: the tag is to be ignored. */
function makeRoom(id: number, traits: number, at: number): boolean {
  if (top > 0 && (traits & trait.head) === 0 && tag[stack[top]!] === tagId.head) popTo(top, at)
  if ((traits & trait.endsP) !== 0 && openCount[tagId.p]! > 0) closeP(at)
  switch (id) {
    case tagId.html:
    case tagId.head:
      return openCount[id] === 0 && openCount[tagId.body] === 0 && !(id === tagId.head && hadHead())
    case tagId.body:
      return openCount[id] === 0
    case tagId.li:
      closeItem(at, tagId.li, tagId.li)
      return true
    case tagId.dt:
    case tagId.dd:
      closeItem(at, tagId.dt, tagId.dd)
      return true
    case tagId.a: {
      const level = levelOf(id, trait.special)
      if (level > 0) popTo(level, at)
      link = -1
      return true
    }
    case tagId.option:
    case tagId.optgroup:
      if (tag[stack[top]!] === tagId.option) popTo(top, at)
      if (id === tagId.optgroup && tag[stack[top]!] === tagId.optgroup) popTo(top, at)
      return true
    case tagId.button: {
      const level = levelOf(id, trait.scope)
      if (level > 0) popTo(level, at)
      return true
    }
    case tagId.rb:
    case tagId.rt:
    case tagId.rp: {
      const open = tag[stack[top]!]
      if (open === tagId.rb || open === tagId.rt || open === tagId.rp) popTo(top, at)
      return true
    }
    case tagId.table:
      closeUncelledTable(at)
      return true
    case tagId.caption:
    case tagId.colgroup:
    case tagId.col:
    case tagId.tbody:
    case tagId.thead:
    case tagId.tfoot:
    case tagId.tr:
    case tagId.td:
    case tagId.th:
      return clearTable(id, at)
    default:
      if ((traits & trait.heading) !== 0 && (tagTraits[tag[stack[top]!]!]! & trait.heading) !== 0) popTo(top, at)
      return true
  }
}

const hadHead = () => (count > 1 && tag[1] === tagId.head) || (count > 2 && tag[2] === tagId.head)

/** Ends the open paragraph, unless a button or a wall of scope stands between. */
function closeP(at: number): void {
  for (let level = top; level > 0; level--) {
    const id = tag[stack[level]!]!
    if (id === tagId.p) {
      popTo(level, at)
      return
    }
    if (id === tagId.button || (tagTraits[id]! & trait.scope) !== 0) return
  }
}

/** Ends an open list item (li; or dt and dd). */
function closeItem(at: number, one: number, other: number): void {
  if (openCount[one] === 0 && openCount[other] === 0) return
  for (let level = top; level > 0; level--) {
    const id = tag[stack[level]!]!
    if (id === one || id === other) {
      popTo(level, at)
      return
    }
    if ((tagTraits[id]! & trait.special) !== 0 && id !== tagId.address && id !== tagId.div && id !== tagId.p) return
  }
}

/** A table that begins inside another, but in no cell of it, ends that one. */
function closeUncelledTable(at: number): void {
  const level = tableLevel()
  if (level === 0) return
  for (let above = top; above > level; above--) if (isCell(tag[stack[above]!]!)) return
  popTo(level, at)
}

/** Ends the parts of the innermost table that cannot hold a part of kind `id`. False: no table is open, the part is ignored. */
function clearTable(id: number, at: number): boolean {
  const table = tableLevel()
  if (table === 0) return false
  let keep = table
  for (let level = table + 1; level <= top; level++) {
    const open = tag[stack[level]!]!
    const inRows = isRows(open) && (id === tagId.tr || id === tagId.td || id === tagId.th)
    const inRow = open === tagId.tr && (id === tagId.td || id === tagId.th)
    const inColumns = open === tagId.colgroup && id === tagId.col
    if (inRows || inRow || inColumns) keep = level
    else if (isCell(open) || isRows(open) || open === tagId.tr || open === tagId.colgroup) break
  }
  popTo(keep + 1, at)
  return true
}

/** An end tag at `less`. Returns where to read on. */
function endTag(less: number): number {
  const nameEnd = readName(less + 2)
  const found = lookUp(tagTable, tagNames, nameHash, html, less + 2, nameEnd)
  const id = Math.max(found, 0)
  const custom = id === 0 && nameHyphen
  const name = less + 2
  const firstAttribute = attributes
  const end = html.charCodeAt(nameEnd) === 62 && nameEnd < size ? nameEnd + 1 : readAttributes(nameEnd)
  attributes = firstAttribute
  if (end < 0) return size
  const traits = tagTraits[id]!
  if ((traits & trait.block) !== 0 || custom) pendingGap = gap.block
  if (top === 0 || id === tagId.html || id === tagId.body) return end
  if (id === tagId.br) {
    lineBreak()
    return end
  }
  if (id === 0) closeUnlisted(name, nameEnd, less)
  else closeListed(id, traits, less)
  return end
}

/** The end tag of an element whose name is not listed: the innermost with the same name, if no special element lies between. */
function closeUnlisted(name: number, nameEnd: number, at: number): void {
  if (openCount[0] === 0) return
  for (let level = top; level > 0; level--) {
    const e = stack[level]!
    const id = tag[e]!
    if (id === 0 && sameName(open[e]! + 1, name, nameEnd - name)) {
      popTo(level, at)
      return
    }
    if ((tagTraits[id]! & trait.special) !== 0) return
  }
}

function sameName(a: number, b: number, length: number): boolean {
  for (let i = 0; i < length; i++) {
    const x = html.charCodeAt(a + i)
    const y = html.charCodeAt(b + i)
    if (x !== y && ((x | 32) !== (y | 32) || (x | 32) < 97 || (x | 32) > 122)) return false
  }
  const next = html.charCodeAt(a + length)
  return next === 62 || next === 47 || isSpace(next)
}

function closeListed(id: number, traits: number, at: number): void {
  if ((traits & trait.heading) !== 0) {
    closeHeading(at)
    return
  }
  if ((traits & trait.formatting) !== 0) {
    const level = levelOf(id, trait.special)
    if (level > 0) popTo(level, at)
    else if (id === tagId.a) link = -1
    return
  }
  if (openCount[id] === 0) return
  if (id === tagId.p) {
    closeP(at)
    return
  }
  if (id === tagId.form) {
    if (tag[stack[top]!] === id) popTo(top, at)
    return
  }
  const tablePart = id === tagId.table || id === tagId.tr || isCell(id) || isRows(id)
  if (tablePart) {
    closeTablePart(id, at)
    return
  }
  if (id === tagId.li) {
    closeLi(at)
    return
  }
  const level = levelOf(id, (traits & trait.special) === 0 ? trait.special : trait.scope)
  if (level > 0) popTo(level, at)
}

function closeHeading(at: number): void {
  for (let level = top; level > 0; level--) {
    const traits = tagTraits[tag[stack[level]!]!]!
    if ((traits & trait.heading) !== 0) {
      popTo(level, at)
      return
    }
    if ((traits & trait.scope) !== 0) return
  }
}

function closeLi(at: number): void {
  for (let level = top; level > 0; level--) {
    const id = tag[stack[level]!]!
    if (id === tagId.li) {
      popTo(level, at)
      return
    }
    if (id === tagId.ul || id === tagId.ol || (tagTraits[id]! & trait.scope) !== 0) return
  }
}

function closeTablePart(id: number, at: number): void {
  for (let level = top; level > 0; level--) {
    const open = tag[stack[level]!]!
    if (open === id) {
      popTo(level, at)
      return
    }
    if (open === tagId.table || open === tagId.template) return
  }
}

/** Comments, doctypes and CDATA sections. Returns where to read on. */
function declaration(less: number): number {
  if (html.startsWith('--', less + 2)) return pastComment(html, size, less)
  if (top > 0 && foreign[top] === 1 && html.startsWith('[CDATA[', less + 2)) {
    const from = less + 9
    const found = html.indexOf(']]>', from)
    const end = found < 0 || found > size ? size : found
    if (end > from) addText(from, end)
    return found < 0 || found > size ? size : end + 3
  }
  return pastBracket(less + 2)
}

/** One past the end tag at `stop`, where raw content ended. */
function pastEndTag(stop: number): number {
  if (stop >= size) return size
  const firstAttribute = attributes
  const end = readAttributes(readName(stop + 2))
  attributes = firstAttribute
  return end < 0 ? size : end
}

function widen<T extends Uint8Array | Uint16Array | Int32Array>(old: T, length: number): T {
  const made = new (old.constructor as new (length: number) => T)(length)
  made.set(old)
  return made
}

function growElements(): void {
  capacity *= 2
  tag = widen(tag, capacity)
  parent = widen(parent, capacity)
  depth = widen(depth, capacity)
  open = widen(open, capacity)
  inner = widen(inner, capacity)
  close = widen(close, capacity)
  after = widen(after, capacity)
  textFrom = widen(textFrom, capacity)
  textTo = widen(textTo, capacity)
  bits = widen(bits, capacity)
  attributeFrom = widen(attributeFrom, capacity + 1)
}

function growAttributes(): void {
  attributeCapacity *= 2
  attribute = widen(attribute, attributeCapacity)
  valueStart = widen(valueStart, attributeCapacity)
  valueEnd = widen(valueEnd, attributeCapacity)
}

function growTexts(): void {
  textCapacity *= 2
  textStart = widen(textStart, textCapacity)
  textEnd = widen(textEnd, textCapacity)
  textParent = widen(textParent, textCapacity)
  textLink = widen(textLink, textCapacity)
  textGap = widen(textGap, textCapacity)
}
