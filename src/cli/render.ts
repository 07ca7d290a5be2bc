import { stripVTControlCharacters } from 'node:util'
import { isUncertain } from '#model/copy.ts'
import {
  type ComparisonDocument,
  type CopyDocument,
  isTold,
  type PageDocument,
  type StoryDocument,
  type TreeNode,
  unseenName,
} from '#model/document.ts'
import type { StoryRow } from '#stemma.ts'
import { sayDate } from '#text/calendar.ts'
import { count, harmless, short, type Terminal, wrap } from './terminal.ts'

/** A story as a person reads it in a terminal. */
export function renderStory(story: StoryDocument, terminal: Terminal): string {
  const { paint, columns } = terminal
  const parts = [
    paint('bold', wrap(story.title ?? '(no headline)', columns)),
    paint('dim', [story.id, dayOf(story.published?.value ?? null), story.language].filter(Boolean).join(' · ')),
    countsLine(story, terminal),
    story.stale === undefined ? '' : paint('yellow', wrap(`This is a former state of the story: ${story.stale}`, columns)),
    section(
      'Copies',
      [
        wrap('Each page hangs under the one it was copied from; a broken line is uncertain.', columns, '  '),
        ...story.tree.map((node) => renderTree(node, story, terminal)),
      ].join('\n'),
      terminal,
    ),
    section(
      'Reports',
      story.reports
        .map((report) => bullet(`${report.pages.map((id) => outletOf(story, id)).join(', ')}: ${report.why}`, terminal))
        .join('\n'),
      terminal,
    ),
    section('Said', story.quotes.map((quote) => renderQuote(quote, terminal)).join('\n'), terminal),
    section('Happened', story.events.map((event) => renderEvent(event, terminal)).join('\n'), terminal),
    section('When', renderDates(story.dates.filter(isTold), terminal), terminal),
    section('Who', renderActors(story, terminal), terminal),
  ]
  return parts.filter(Boolean).join('\n')
}

/** One story in a list: three counts are never mixed. */
export function renderStoryLine(story: StoryRow, { paint, columns }: Terminal): string {
  const facts = [
    count(story.pages, 'page'),
    count(story.independentReports, 'independent report'),
    ...(story.agencies.length > 0 ? [`credited ${story.agencies.join(', ')}`] : []),
    story.outlets.join(', '),
  ]
  return [
    paint('bold', wrap(story.title ?? '(no headline)', columns)),
    wrap(facts.filter(Boolean).join(' · '), columns, '  '),
    `  ${paint('dim', [story.id, dayOf(story.published) ?? 'no date'].join(' · '))}`,
  ].join('\n')
}

/** `2024-03-26`, from any ISO date. */
const dayOf = (value: string | null): string | null => value?.slice(0, 10) ?? null

function countsLine(story: StoryDocument, { paint, columns }: Terminal): string {
  const credited = story.agencies.length > 0 ? ` · credited ${story.agencies.map(({ name }) => name).join(', ')}` : ''
  return paint(
    'cyan',
    wrap(
      `${count(story.counts.pages, 'page')} · ${count(story.counts.independentReports, 'independent report')} · ${count(story.events.length, 'event')}${credited}`,
      columns,
    ),
  )
}

const section = (title: string, body: string, { paint }: Terminal) => (body ? `\n${paint('bold', title)}\n${body}` : '')
const bullet = (text: string, { columns }: Terminal) => wrap(text, columns, '    ').replace(/^ {4}/, '  · ')
const outletOf = (story: StoryDocument, id: string) => nameOf(story.pages.find((page) => page.id === id))

/** The outlet, else where the page came from. */
const nameOf = (page: PageDocument | undefined): string => harmless(page?.outlet ?? page?.source.split('/').slice(-2).join('/') ?? '?')

/** Levels of a tree that are drawn by indenting; deeper ones say their number. */
const indentedLevels = 20
/** Columns of tree lines and outlet: longer names push the rest of their line to the right. */
const widestName = 44
/** Below, a certainty is said: what is nearly certain needs no word. */
const certainEnough = 0.9

type Branch = Readonly<{ node: TreeNode; lead: string; branch: string; level: number }>

/**
 * A tree of copies, two lines a page: who, when, how much of it is copied; under it what it changed, and its id. Line by line, without
 * recursion: a chain of copies may be longer than the stack is deep.
 */
function renderTree(root: TreeNode, story: StoryDocument, terminal: Terminal): string {
  const branches = branchesOf(root, story)
  const pages = new Map(story.pages.map((page) => [page.id, page]))
  const copies = new Map(story.copies.filter(({ second }) => !second).map((copy) => [copy.witness, copy]))
  const heads = branches.map(({ node, branch }) => branch.length + 2 + nameOf(pages.get(node.page ?? '')).length)
  const width = Math.min(widestName, Math.max(...heads))
  return branches
    .map(({ node, lead, branch }) => {
      const page = pages.get(node.page ?? '')
      if (!page) return `${branch}${terminal.paint('dim', `○ ${unseenName(node, story)}`)}`
      const under = `${lead}${node.children.length > 0 ? '│ ' : '  '}  `
      return pageLines(
        page,
        copies.get(page.id),
        pages,
        { branch, under, width, isRoot: node === root, isCopied: node.children.length > 0 },
        terminal,
      )
    })
    .join('\n')
}

/** Its nodes from top to bottom, children in order of time, with the lines that lead to each. */
function branchesOf(root: TreeNode, story: StoryDocument): readonly Branch[] {
  const order = new Map(story.pages.map(({ id }, at) => [id, at]))
  const firstOf = ({ page, children }: TreeNode): number =>
    page !== null ? (order.get(page) ?? 0) : Math.min(...children.map(({ page: below }) => order.get(below ?? '') ?? 0))
  const doubtful = new Set(story.copies.flatMap((copy) => (!copy.second && isUncertain(copy) ? [copy.witness] : [])))
  const made: Branch[] = []
  const waiting: Branch[] = [{ node: root, lead: '  ', branch: '  ', level: 0 }]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    made.push(next)
    const { lead, level } = next
    const children = next.node.children.toSorted((a, b) => firstOf(a) - firstOf(b))
    for (const [at, node] of [...children.entries()].toReversed()) {
      const isLast = at === children.length - 1
      const arm = `${isLast ? '└' : '├'}${doubtful.has(node.page ?? '') ? '╌' : '─'} `
      const deeper = { lead: `${lead}${isLast ? '   ' : '│  '}`, branch: `${lead}${arm}` }
      waiting.push({ node, ...(level < indentedLevels ? deeper : { lead, branch: `${lead}${level + 1}: ` }), level: level + 1 })
    }
  }
  return made
}

type Place = Readonly<{ branch: string; under: string; width: number; isRoot: boolean; isCopied: boolean }>

function pageLines(
  page: PageDocument,
  copy: CopyDocument | undefined,
  pages: ReadonlyMap<string, PageDocument>,
  { branch, under, width, isRoot, isCopied }: Place,
  { paint, columns }: Terminal,
): string {
  const mark = copy?.direction === 'unknown' ? '◌' : '●'
  const name = nameOf(page)
  const gap = ' '.repeat(Math.max(2, width + 2 - branch.length - 2 - name.length))
  const facts = copy ? copyFacts(copy) : isRoot && isCopied ? 'the origin of what is below' : 'no other page here has its text from it'
  const exemplar = copy?.exemplar ? pages.get(copy.exemplar) : undefined
  const headline = page.title !== null && (!exemplar || exemplar.title !== page.title) ? `“${harmless(page.title)}”` : null
  const changes = [...(copy ? editsLine(copy) : []).filter((kind) => kind !== 'headline'), page.id].join(' · ')
  return [
    `${branch}${mark} ${paint('bold', name)}${gap}${whenOf(page)}  ${facts}`,
    ...(headline ? [`${under}${paint('italic', short(headline, columns - under.length))}`] : []),
    `${under}${paint('dim', changes)}`,
  ].join('\n')
}

/** `2024-03-26 21:40`, to the minute where the page says so; as wide as that. */
function whenOf({ published }: PageDocument): string {
  const [, day = 'no date', clock = ''] = /^([\d-]+)(?:T(\d\d:\d\d))?/.exec(published?.value ?? '') ?? []
  return `${day}${clock && published?.precision !== 'day' ? ` ${clock}` : ''}`.padEnd(16)
}

function copyFacts(copy: CopyDocument): string {
  const share = copy.exemplar === null ? ['goes back to it'] : [`${Math.round(copy.share * 100)} % copied`]
  if (copy.direction === 'unknown') return [...share, 'which way is not known'].join(', ')
  return [...share, ...(copy.confidence < certainEnough ? [sureness(copy)] : [])].join(', ')
}

const sureness = (copy: CopyDocument) => `${Math.min(99, Math.round(copy.confidence * 100))} % sure` // nothing of this is proven

function editsLine(copy: CopyDocument): string[] {
  const kinds = new Map<string, number>()
  for (const { kind } of copy.edits) kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
  return [...kinds].map(([kind, times]) => (times > 1 ? `${times}× ${kind}` : kind))
}

/** A quotation ends in a comma where "X said" follows: in a list nothing follows. Its offsets keep the comma. */
const withoutComma = (words: string): string => words.replace(/,$/, '').replaceAll(/,(?= … )/g, '')

export function renderQuote(quote: StoryDocument['quotes'][number], terminal: Terminal): string {
  const speaker = quote.speaker ? quote.speaker.name + (quote.speaker.anonymous ? ' (unnamed)' : '') : 'somebody'
  const words = quote.kind === 'direct' ? `“${withoutComma(quote.exact)}”` : quote.exact // a mixed one has its marks inside
  const rest = [quote.cue && `(${quote.cue})`, quote.addressee && `to ${quote.addressee.name}`, quote.via && `via ${quote.via.name}`]
    .filter(Boolean)
    .join(' ')
  const pages = new Set(quote.evidence.map(({ page }) => page)).size
  return bullet(`${speaker}: ${words} ${rest}${pages > 1 ? ` ×${pages}` : ''}`, terminal)
}

export function renderEvent(event: StoryDocument['events'][number], terminal: Terminal): string {
  const names = (parties: readonly { name: string }[]) => parties.map(({ name }) => name).join(', ') || '–'
  const when = event.when ? ('value' in event.when ? sayDate(event.when.value) : `${event.when.from} to ${event.when.until}`) : null
  return bullet(
    [
      `${names(event.actor)} → ${names(event.recipient)}: ${event.type.toLowerCase()} (${event.trigger})`,
      event.status,
      when,
      event.where && `in ${event.where}`,
    ]
      .filter(Boolean)
      .join(', '),
    terminal,
  )
}

/** One line for a date, however often and in however many words it is told. */
function renderDates(dates: StoryDocument['dates'], terminal: Terminal): string {
  const lines = new Map<string, { words: string[]; borrowed: number }>()
  for (const { type, from, until, value, exact, evidence } of dates) {
    const said = type === 'DURATION' ? `${from} to ${until}` : sayDate(value ?? '')
    const line = lines.get(said) ?? { words: [], borrowed: 0 }
    if (!line.words.some((words) => words.toLowerCase() === exact.toLowerCase())) line.words.push(exact)
    line.borrowed += evidence.filter(({ anchor }) => anchor === 'family').length
    lines.set(said, line)
  }
  return [...lines]
    .map(([said, { words, borrowed }]) =>
      bullet(
        `${said}: ${words.join(', ')}${borrowed > 0 ? ` (on ${count(borrowed, 'page')} counted from another copy’s date)` : ''}`,
        terminal,
      ),
    )
    .join('\n')
}

function renderActors(story: StoryDocument, terminal: Terminal): string {
  return [...story.actors]
    .sort((a, b) => b.mentions.length - a.mentions.length || (a.name < b.name ? -1 : 1))
    .map((actor) =>
      bullet(
        [actor.name, [actor.role, actor.country].filter(Boolean).join(', ') || actor.kind, count(actor.mentions.length, 'mention')].join(
          ' · ',
        ),
        terminal,
      ),
    )
    .join('\n')
}

/** Two pages paragraph by paragraph: what the second cut from the first and added to it. */
export function renderComparison(found: ComparisonDocument, terminal: Terminal): string {
  const { paint, columns } = terminal
  const percent = (share: number) => `${Math.round(share * 100)} %`
  const head = [
    paint('bold', `${nameOf(found.a)} → ${nameOf(found.b)}`),
    `${percent(found.shareOfA)} of the first stands in the second, ${percent(found.shareOfB)} of the second in the first.`,
    '',
  ]
  const rows = found.rows.flatMap((row) => {
    const merged = mergeSides(row)
    return merged.length === 0 ? [] : [wrapMarked(merged.map((change) => marked(change, terminal)).join(''), columns), '']
  })
  return [...head, ...rows].join('\n')
}

type RowChange = ComparisonDocument['rows'][number]['a'][number]

/** One line of reading: the first side with its cuts, and the additions of the second where they stand. */
function mergeSides({ a, b }: ComparisonDocument['rows'][number]): readonly RowChange[] {
  if (a.length === 0) return b.map((change) => (change.kind === 'same' ? { ...change, kind: 'added' } : change))
  if (b.length === 0) return a.map((change) => (change.kind === 'same' ? { ...change, kind: 'cut' } : change))
  const made: RowChange[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    if (i < a.length && a[i]!.kind === 'cut') made.push(a[i++]!)
    else if (j < b.length && b[j]!.kind === 'added') made.push(b[j++]!)
    else {
      if (i < a.length) made.push(a[i]!)
      i++
      j++
    }
  }
  return made
}

function marked({ kind, text }: RowChange, { paint }: Terminal): string {
  const words = harmless(text)
  if (kind === 'cut') return paint('red', `[-${words}-]`)
  if (kind === 'added') return paint('green', `{+${words}+}`)
  return kind === 'moved' ? paint('yellow', `~${words}~`) : words
}

/** As `wrap`, for text that holds our own colour codes already. */
function wrapMarked(text: string, columns: number): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line && stripVTControlCharacters(line).length + 1 + stripVTControlCharacters(word).length > columns) {
      lines.push(line)
      line = word
    } else line = line ? `${line} ${word}` : word
  }
  return [...lines, line].join('\n')
}
