import { sentencesOf } from '#text/sentences.ts'
import {
  applyByHand,
  applyRewrite,
  applyUpdate,
  copyEdits,
  type Fresh,
  mergeIn,
  type Paragraphs,
  type PlantedEditKind,
  quotationsOf,
  type Sentence,
} from './simulate-edits.ts'
import { type Random, randomFrom } from './simulate-random.ts'
import { cities, inStyle, type Outlet, outletsFrom, reporterFrom, wires } from './simulate-words.ts'

/** A real article that a family grows from. Paragraphs of `text` are parted by blank lines. */
export type Seedling = Readonly<{ title: string; text: string }>
/** How pages say when they were published. `noisy`: 30 % do not, 15 % are wrong. */
export const dateRegimes = ['clean', 'noisy', 'none'] as const
export type DateRegime = (typeof dateRegimes)[number]

export type SimulatedPage = Readonly<{
  url: string
  outlet: string
  title: string
  byline: string | null
  /** The agency that a line under the text credits. */
  credit: string | null
  dateline: Readonly<{ place: string; agency: string | null }> | null
  canonical: string | null
  paragraphs: readonly string[]
  /** When it truly appeared, and what it shows (to the minute or the day, or not at all). ISO 8601, UTC. */
  appeared: string
  published: string | null
}>
/** Where the words of a sentence stand in `textOf` of both pages, UTF-16 code units; `equal` false: they were edited. */
type PlantedSpan = Readonly<{
  exemplar: number
  equal: boolean
  from: Readonly<{ start: number; end: number }>
  to: Readonly<{ start: number; end: number }>
}>
/** What is true of a page. Numbers are places in `pages`. */
type Planted = Readonly<{
  /** The nearest page among these that its text came through. null: it has its words from nobody (`unseen` false), or from a page that is not among these (`unseen` true). */
  parent: number | null
  unseen: boolean
  second: number | null
  edits: readonly PlantedEditKind[]
  spans: readonly PlantedSpan[]
  /** Pages with one number are one independent report. */
  report: number
}>
export type SimulatedFamily = Readonly<{ pages: readonly SimulatedPage[]; truth: readonly Planted[] }>

export const simulateDefaults = {
  leastPages: 8,
  mostPages: 25,
  /** Shares, 0 to 1: families that begin with an agency; agency texts that nobody captured. */
  wire: 0.6,
  unseenWire: 0.3,
  /** Families beside which a second report on the same thing stands; that is another newsroom at the same press conference. */
  otherReport: 0.6,
  pressConference: 0.5,
  /** Copies taken straight from the first text; all others take any page's. */
  fromFirst: 0.6,
  /** Copies that change nothing but perhaps the headline; that change much; that take in the other report too; new versions of an outlet's own page. */
  verbatim: 0.12,
  rewritten: 0.15,
  merged: 0.2,
  updated: 0.1,
  headline: 0.65,
  furniture: 0.2,
  /** Copies that keep a credit or dateline, taken from the agency itself and at second hand; that name the exemplar's outlet; that link to it as canonical. */
  creditKept: 0.85,
  creditKeptOnce: 0.5,
  outletNamed: 0.1,
  canonical: 0.06,
  /** Copies that begin with a place of their own desk, the agency's name left out. */
  ownDateline: 0,
  /** Agency texts, on the agency's own page, without the line that says so. */
  bareWire: 0,
  /** Copies made word by word, with slips and words exchanged, and nothing else; copies that nobody captured, others having copied them. */
  byHand: 0,
  uncaptured: 0,
  /** Median hours between a page and its copy, and the spread as a factor. */
  delay: 3,
  spread: 4,
} as const
export type SimulateOptions = Readonly<Record<keyof typeof simulateDefaults, number>>

/** A page while the family grows. `hidden`: nobody captured it. */
type Draft = {
  outlet: Outlet
  title: string
  byline: string | null
  credit: string | null
  dateline: { place: string; agency: string | null } | null
  canonical: number | null
  text: Paragraphs
  at: number
  hidden: boolean
  parent: number | null
  second: number | null
  edits: PlantedEditKind[]
}

const hour = 3_600_000

/** Which articles a family can grow from: long enough to be cut, with paragraphs. */
export function isSeedling({ text }: Seedling): boolean {
  const paragraphs = text.split(/\n\n+/).length
  return paragraphs >= 7 && text.length >= 1500 && text.length <= 9000
}

/**
 * Grows one family of copies from real articles: `main` is what is copied, `other` becomes the second report, sentences of
 * `donors` are what desks add of their own. The same seed and articles give the same family. Dates are as they truly were.
 */
export function growFamily(
  seed: number,
  main: Seedling,
  other: Seedling,
  donors: readonly Seedling[],
  options: SimulateOptions = simulateDefaults,
): SimulatedFamily {
  const random = randomFrom(seed)
  const size = random.whole(options.leastPages, options.mostPages)
  const outlets = [...outletsFrom(random, size + 4)]
  const fresh = freshFrom(donors, random)
  const drafts: Draft[] = [firstDraft(main, outlets.pop()!, random, options)]
  const captured = () => drafts.filter(({ hidden }) => !hidden).length
  const others: number[] = []
  if (random.chance(options.otherReport)) {
    others.push(drafts.length)
    drafts.push(otherDraft(other, drafts[0]!, outlets.pop()!, random, options))
  }
  while (captured() < size) {
    const family = drafts.flatMap((_, at) => (others.includes(at) ? [] : [at]))
    const ofOther = others.length > 0 && random.chance(0.12)
    const pool = ofOther ? others : family
    const parent = random.chance(options.fromFirst) ? pool[0]! : random.pick(pool)
    const made = random.chance(options.updated) && !drafts[parent]!.hidden ? updated(drafts, parent, random, fresh) : null
    if (ofOther) others.push(drafts.length)
    const second = !ofOther && others.length > 0 && random.chance(options.merged) ? random.pick(others) : null
    drafts.push(made ?? copied(drafts, parent, second, outlets.pop() ?? outletsFrom(random, 1)[0]!, random, fresh, options))
  }
  return settled(drafts, random)
}

function freshFrom(donors: readonly Seedling[], random: Random): Fresh {
  const sentences = random.shuffled(
    donors.flatMap(({ text }) => sentencesOf(text).map(({ start, end }) => text.slice(start, end).replace(/\s+/g, ' '))).filter(isPlain),
  )
  let next = 0
  return () => sentences[next++] ?? null
}

/** A sentence of ordinary length, without quotation marks that may be closed elsewhere. */
const isPlain = (text: string) => text.length >= 60 && text.length <= 300 && !/["“”]/.test(text)

const paragraphsOf = (text: string): Paragraphs =>
  text
    .split(/\n\n+/)
    .map((paragraph) => paragraph.replace(/\s+/g, ' ').trim())
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => sentencesOf(paragraph).map(({ start, end }) => ({ text: paragraph.slice(start, end).trim(), from: null })))
    .filter((sentences) => sentences.length > 0)

/** Mid-2031; each family begins somewhere in the two years after. */
const begin = Date.UTC(2031, 5, 1)

function firstDraft(main: Seedling, outlet: Outlet, random: Random, options: SimulateOptions): Draft {
  const wire = random.chance(options.wire)
  const agency = wire ? random.pick(wires) : null
  const body = main.text.startsWith(main.title) ? main.text.slice(main.title.length) : main.text
  return {
    outlet: agency === null ? outlet : { ...outlet, name: agency, host: `${agency.toLowerCase().replace(' ', '')}.example` },
    title: main.title,
    byline: random.chance(0.6) ? reporterFrom(random) : null,
    credit: null,
    dateline:
      (wire || random.chance(0.3)) && !(options.bareWire > 0 && random.chance(options.bareWire))
        ? { place: random.pick(cities), agency }
        : null,
    canonical: null,
    text: paragraphsOf(body),
    at: begin + random.whole(0, 730 * 24 * 60) * 60_000,
    hidden: wire && random.chance(options.unseenWire),
    parent: null,
    second: null,
    edits: [],
  }
}

const tellers = [
  'the meeting was told',
  'those who came heard',
  'so went the answer to a question from the floor',
  'the room was told after a long silence',
  'came the reply',
]

/** A report of its own on the same thing. From a press conference it shares what was said there, and nothing else. */
function otherDraft(other: Seedling, first: Draft, outlet: Outlet, random: Random, options: SimulateOptions): Draft {
  const own = paragraphsOf(other.text)
  const shared = random.chance(options.pressConference) ? quotationsOf(first.text, tellers, random).slice(0, 3) : []
  const text = shared.reduce<Paragraphs>((made, words) => {
    const at = random.whole(1, made.length)
    return [...made.slice(0, at), [{ text: words, from: null }], ...made.slice(at)]
  }, own)
  return {
    outlet,
    title: other.title,
    byline: reporterFrom(random),
    credit: null,
    dateline: null,
    canonical: null,
    text,
    at: first.at + random.whole(-300, 600) * 60_000,
    hidden: false,
    parent: null,
    second: null,
    edits: [],
  }
}

/** The text of a page, each sentence leading back to where it stands there. */
function takenFrom(drafts: readonly Draft[], page: number): Paragraphs {
  let sentence = 0
  return drafts[page]!.text.map((paragraph) => paragraph.map(({ text }) => ({ text, from: { page, sentence: sentence++ } })))
}

const isFurniture = (outlet: Outlet, paragraph: readonly Sentence[]) => outlet.furniture.includes(paragraph[0]!.text)

function copied(
  drafts: readonly Draft[],
  parent: number,
  second: number | null,
  outlet: Outlet,
  random: Random,
  fresh: Fresh,
  options: SimulateOptions,
): Draft {
  const exemplar = drafts[parent]!
  const edits: PlantedEditKind[] = []
  const did = (kind: PlantedEditKind) => {
    if (!edits.includes(kind)) edits.push(kind)
  }
  let text: Paragraphs = takenFrom(drafts, parent).filter((paragraph) => !isFurniture(exemplar.outlet, paragraph) || random.chance(0.05))
  const byHand = options.byHand > 0 && random.chance(options.byHand)
  if (byHand) {
    text = applyByHand(text, random, fresh) ?? text
    did('by hand')
  } else if (random.chance(options.verbatim) && second === null) did('verbatim')
  else {
    for (const { kind, share, apply } of copyEdits) {
      const made = random.chance(share) ? apply(text, random, fresh) : null
      if (!made) continue
      text = made
      did(kind)
    }
    if (random.chance(options.rewritten)) {
      text = applyRewrite(text, random, fresh) ?? text
      did('rewritten')
    }
    if (second !== null) {
      text = mergeIn(text, takenFrom(drafts, second), random)
      did('merged')
    }
    const styled = text.map((paragraph) => paragraph.map((each) => ({ ...each, text: inStyle(each.text, outlet.style) })))
    if (styled.some((paragraph, at) => paragraph.some((each, i) => each.text !== text[at]![i]!.text))) did('house style')
    text = styled
  }
  const wire = wires.find((name) => name === exemplar.outlet.name) ?? null
  const keeps = random.chance(wire !== null ? options.creditKept : options.creditKeptOnce)
  const agency = wire ?? exemplar.dateline?.agency ?? exemplar.credit
  if (!keeps && agency !== null) did('credit lost')
  const headline = random.chance(options.headline) ? headlineFrom(exemplar.title, text, random) : exemplar.title
  if (headline !== exemplar.title) did('headline')
  if (random.chance(options.outletNamed) && wire === null && exemplar.dateline?.agency == null)
    text = [...text, [{ text: `This was first reported by the ${exemplar.outlet.name}.`, from: null }]]
  if (random.chance(options.furniture)) {
    const line: readonly Sentence[] = [{ text: random.pick(outlet.furniture), from: null }]
    text = random.chance(0.7) ? [...text, line] : [...text.slice(0, 1), line, ...text.slice(1)]
    did('furniture')
  }
  const asDateline = keeps && random.chance(0.6)
  const taken = exemplar.dateline ?? (wire === null ? null : { place: random.pick(cities), agency: wire })
  return {
    outlet,
    title: headline,
    byline: random.chance(0.3) ? exemplar.byline : random.chance(0.3) ? reporterFrom(random) : null,
    credit: keeps && !asDateline ? agency : null,
    dateline: asDateline
      ? taken
      : options.ownDateline > 0 && random.chance(options.ownDateline)
        ? { place: random.pick(cities), agency: null }
        : null,
    canonical: random.chance(options.canonical) && !exemplar.hidden ? parent : null,
    text,
    at: exemplar.at + delayOf(random, options),
    hidden: options.uncaptured > 0 && random.chance(options.uncaptured),
    parent,
    second: byHand ? null : second,
    edits,
  }
}

/** Log-normal; the sum of three uniform numbers stands for the normal. At least three minutes. */
function delayOf(random: Random, options: Pick<SimulateOptions, 'delay' | 'spread'>): number {
  const normal = (random.next() + random.next() + random.next() - 1.5) * 2
  return Math.max(hour / 20, options.delay * hour * options.spread ** normal)
}

function updated(drafts: readonly Draft[], parent: number, random: Random, fresh: Fresh): Draft {
  const before = drafts[parent]!
  return {
    ...before,
    title: random.chance(0.5) ? headlineFrom(before.title, before.text, random) : before.title,
    canonical: null,
    text: applyUpdate(takenFrom(drafts, parent), random, fresh) ?? takenFrom(drafts, parent),
    at: before.at + delayOf(random, { delay: 2, spread: 3 }),
    parent,
    second: null,
    edits: ['updated'],
  }
}

const newsy = ['Update:', 'What we know:', 'Report:', 'In full:', 'Explained:']

/** Another headline: fewer words, words in another order, or the beginning of the text. */
function headlineFrom(title: string, text: Paragraphs, random: Random): string {
  const words = title.split(' ')
  const lead = text[0]?.[0]?.text.split(' ') ?? words
  const way = random.whole(0, 3)
  if (way === 0)
    return lead
      .slice(0, random.whole(6, 10))
      .join(' ')
      .replace(/[,;:.]$/, '')
  if (way === 1) return `${random.pick(newsy)} ${title}`
  if (way === 2 && words.length > 5) return words.slice(0, -random.whole(1, 3)).join(' ')
  const turn = random.whole(1, Math.max(1, words.length - 1))
  return [...words.slice(turn), ...words.slice(0, turn)].join(' ')
}

const minuteText = (at: number) => `${new Date(at).toISOString().slice(0, 16)}Z`

/** Drops what nobody captured, and puts the pages in an order that tells nothing. */
function settled(drafts: readonly Draft[], random: Random): SimulatedFamily {
  const order = random.shuffled(drafts.flatMap(({ hidden }, at) => (hidden ? [] : [at])))
  const place = new Map(order.map((draft, at) => [draft, at]))
  const urls = order.map((draft) => `https://${drafts[draft]!.outlet.host}/${slugOf(drafts[draft]!.title)}-${draft}`)
  const pages = order.map((draft, at): SimulatedPage => {
    const { outlet, title, byline, credit, dateline, canonical, text } = drafts[draft]!
    const appeared = minuteText(drafts[draft]!.at)
    const paragraphs = text.map((paragraph) => paragraph.map((sentence) => sentence.text).join(' '))
    const link = canonical === null ? null : urls[place.get(canonical)!]!
    return {
      url: urls[at]!,
      outlet: outlet.name,
      title,
      byline,
      credit,
      dateline,
      canonical: link,
      paragraphs,
      appeared,
      published: appeared,
    }
  })
  const laid = drafts.map(layOut)
  /** The nearest captured page that a draft's text came through. */
  const seenAbove = (draft: number): number | null => {
    let at = drafts[draft]!.parent
    while (at !== null && drafts[at]!.hidden) at = drafts[at]!.parent
    return at === null ? null : place.get(at)!
  }
  const truth = order.map((draft): Planted => {
    const { parent, second, edits, text } = drafts[draft]!
    const spans = text.flat().flatMap(({ from }, sentence) => {
      const exemplar = from === null ? undefined : place.get(from.page)
      if (from === null || exemplar === undefined) return []
      const [a, b] = [laid[from.page]![from.sentence]!, laid[draft]![sentence]!]
      return [{ exemplar, equal: a.text === b.text, from: { start: a.start, end: a.end }, to: { start: b.start, end: b.end } }]
    })
    return {
      parent: seenAbove(draft),
      unseen: parent !== null && seenAbove(draft) === null,
      second: second === null ? null : (place.get(second) ?? null),
      edits,
      spans,
      report: originOf(drafts, draft),
    }
  })
  return { pages, truth }
}

function originOf(drafts: readonly Draft[], draft: number): number {
  let at = draft
  while (drafts[at]!.parent !== null) at = drafts[at]!.parent!
  return at
}

const slugOf = (title: string) =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 48)
    .replace(/^-|-$/g, '')

/** `CALDER (AP) — `, as it stands before the first word; empty without a dateline. */
export const datelineText = ({ dateline }: Pick<SimulatedPage, 'dateline'>) =>
  dateline === null ? '' : `${dateline.place}${dateline.agency === null ? '' : ` (${dateline.agency})`} — `

/** The text of a page as its article has it: dateline, then paragraphs parted by blank lines. */
export const textOf = (page: Pick<SimulatedPage, 'dateline' | 'paragraphs'>) => datelineText(page) + page.paragraphs.join('\n\n')

/** Where each sentence stands in `textOf`. */
function layOut({ dateline, text }: Draft): readonly Readonly<{ text: string; start: number; end: number }>[] {
  let at = datelineText({ dateline }).length
  return text.flatMap((paragraph) => {
    const laid = paragraph.map(({ text }, sentence) => {
      const start = sentence === 0 ? at : at + 1
      at = start + text.length
      return { text, start, end: at }
    })
    at += 2
    return laid
  })
}

/** The same family with dates as a regime has them: of the noisy ones 30 % are missing, 15 % wrong, most of these later. */
export function withDates(family: SimulatedFamily, regime: DateRegime, seed: number): SimulatedFamily {
  const random = randomFrom(seed ^ 0x5eed)
  const pages = family.pages.map((page) => ({ ...page, published: shownDate(page.appeared, regime, random) }))
  return { ...family, pages }
}

function shownDate(appeared: string, regime: DateRegime, random: Random): string | null {
  const [fate, days, late, dayOnly] = [random.next(), random.next(), random.next(), random.next()]
  if (regime === 'none' || (regime === 'noisy' && fate < 0.3)) return null
  const wrong = regime === 'noisy' && fate < 0.45
  const shift = wrong ? (late < 0.75 ? 1 : -1) * (2 + days ** 2 * 700) * hour : 0
  const shown = minuteText(Date.parse(appeared) + shift)
  return dayOnly < 0.15 ? shown.slice(0, 10) : shown
}
