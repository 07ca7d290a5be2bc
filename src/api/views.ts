import { html, raw } from 'hono/html'
import {
  type CopyDocument,
  type EvidenceDocument,
  isTold,
  type PageDocument,
  type StoryDocument,
  type TreeNode,
  unseenName,
} from '#model/document.ts'
import type { StoryRow } from '#stemma.ts'
import { sayDate } from '#text/calendar.ts'

type Markup = ReturnType<typeof html>

/** The first plain pages of the desk. Everything of a page's own words goes through `html`, which escapes it. */
export function layout(title: string, body: Markup, query = ''): Markup {
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${title} · Stemma</title>
    <link rel="stylesheet" href="/style.css" />
  </head>
  <body>
    <header class="bar">
      <a class="name" href="/">Stemma</a>
      <nav aria-label="Main">
        <a href="/">Stories</a><a href="/quotes">Quotes</a><a href="/events">Events</a><a href="/parked">Parked</a>
      </nav>
      <form action="/search" role="search">
        <input type="search" name="q" value="${query}" placeholder="Search the pages" aria-label="Search the pages" />
      </form>
    </header>
    <main>${body}</main>
    <footer>Repetition is not confirmation: pages, independent reports and events are three counts. Every answer opens the characters it came from.</footer>
  </body>
</html>`
}

const plural = (number: number, one: string) => `${number.toLocaleString('en')} ${one}${number === 1 ? '' : 's'}`
const day = (value: string | null | undefined) => value?.slice(0, 10) ?? 'no date'

export function storiesView(stories: readonly StoryRow[], next: string | null): Markup {
  return html`<h1>Stories</h1>
    ${stories.length === 0 ? html`<p>No stories yet. Add pages with <code>stemma add FOLDER</code>, then load this page again.</p>` : ''}
    <ol class="stories">
      ${stories.map(
        (story) =>
          html`<li>
            <time>${day(story.published)}</time>
            <div>
              <a class="head" href="/stories/${story.id}">${story.title ?? '(no headline)'}</a>
              <div class="facts">
                <b>${plural(story.pages, 'page')}</b> · <b>${plural(story.independentReports, 'independent report')}</b>${story.agencies.length > 0 ? ` · credited ${story.agencies.join(', ')}` : ''} ·
                ${story.outlets.join(', ')}
              </div>
            </div>
          </li>`,
      )}
    </ol>
    ${next ? html`<p><a href="/?cursor=${encodeURIComponent(next)}">More stories</a></p>` : ''}`
}

export function storyView(story: StoryDocument): Markup {
  const pageOf = new Map(story.pages.map((page) => [page.id, page]))
  return html`<h1>${story.title ?? '(no headline)'}</h1>
    <p class="facts">${day(story.published?.value)}${story.agencies.length > 0 ? html` · credited ${story.agencies.map(({ name, evidence }, index) => html`${index > 0 ? ', ' : ''}${proofLink(name, evidence)}`)}` : ''}</p>
    <div class="counts">
      ${[
        [story.counts.pages, story.counts.pages === 1 ? 'page' : 'pages'],
        [story.counts.independentReports, story.counts.independentReports === 1 ? 'independent report' : 'independent reports'],
        [story.events.length, story.events.length === 1 ? 'event' : 'events'],
      ].map(([number, what]) => html`<div><strong>${number}</strong><span>${what}</span></div>`)}
    </div>
    <div class="columns">
      <div>
        <h2>Copies</h2>
        <ul class="tree">
          ${story.tree.map((node) => treeView(node, story, pageOf))}
        </ul>
        <h2>Independent reports</h2>
        <ul class="list">
          ${story.reports.map((report) => html`<li><b>${report.pages.map((id) => nameOf(pageOf.get(id))).join(', ')}</b><div class="small">${report.why}</div></li>`)}
        </ul>
        <h2>Dates</h2>
        ${datesView(story)}
        <h2>Actors</h2>
        ${actorsView(story)}
      </div>
      <div>
        <h2>Said</h2>
        <ul class="list">
          ${story.quotes.map((quote) => quoteView(quote))}
        </ul>
        <h2>Happened</h2>
        <ul class="list">
          ${story.events.map((event) => eventView(event))}
        </ul>
      </div>
    </div>
    <p class="small"><a href="/api/v1/stories/${story.id}">This story as JSON</a></p>`
}

const nameOf = (page: PageDocument | undefined) => page?.outlet ?? page?.source.split('/').slice(-2).join('/') ?? '?'

function treeView(node: TreeNode, story: StoryDocument, pageOf: ReadonlyMap<string, PageDocument>): Markup {
  const page = node.page === null ? undefined : pageOf.get(node.page)
  const copy = page && story.copies.find(({ witness, second }) => witness === page.id && !second)
  const children = node.children.length > 0 ? html`<ul>${node.children.map((child) => treeView(child, story, pageOf))}</ul>` : ''
  if (!page) return html`<li><span class="dot unseen"></span><span class="facts">${unseenName(node, story)}</span>${children}</li>`
  return html`<li class="${copy?.direction === 'unknown' ? 'unknown' : ''}">
    <span class="dot${copy?.direction === 'unknown' ? ' unseen' : ''}"></span><a class="outlet" href="/pages/${page.id}">${nameOf(page)}</a>
    <span class="facts">${day(page.published?.value)}${copy ? ` · ${copy.exemplar === null ? '' : `${Math.round(copy.share * 100)} % copied · `}${copy.direction === 'unknown' ? 'direction unknown' : `${Math.min(99, Math.round(copy.confidence * 100))} % sure`}` : ''}</span>
    <div class="small">${page.title}</div>
    ${copy ? copyView(copy, story) : ''} ${children}
  </li>`
}

function copyView(copy: CopyDocument, story: StoryDocument): Markup {
  const edits = new Map<string, number>()
  for (const { kind } of copy.edits) edits.set(kind, (edits.get(kind) ?? 0) + 1)
  const runnerUp =
    copy.runnerUp &&
    (copy.runnerUp.exemplar === null ? 'an unseen source' : nameOf(story.pages.find(({ id }) => id === copy.runnerUp?.exemplar)))
  return html`<details>
    <summary>${copy.exemplar === null ? 'Why' : edits.size > 0 ? `Changed: ${[...edits].map(([kind, times]) => (times > 1 ? `${times} × ${kind}` : kind)).join(', ')}` : 'Nothing changed'}</summary>
    <ul>
      ${copy.grounds.map(({ says }) => html`<li>${says}</li>`)}
      ${runnerUp ? html`<li>Nearly as likely: copied from ${runnerUp} (${Math.round((copy.runnerUp?.confidence ?? 0) * 100)} %)</li>` : ''}
    </ul>
    ${copy.exemplar ? html`<a href="/compare/${copy.exemplar}/${copy.witness}">Compare the two</a>` : ''}
  </details>`
}

/** A link to the characters that prove a claim. */
function proofLink(text: string, evidence: readonly EvidenceDocument[]): Markup {
  const at = evidence[0]
  return at ? html`<a href="/pages/${at.page}?at=${at.start}-${at.end}#proof">${text}</a>` : html`${text}`
}

const pagesIn = (evidence: readonly EvidenceDocument[]) => new Set(evidence.map(({ page }) => page)).size

export function quoteView(quote: StoryDocument['quotes'][number], story?: Readonly<{ id: string; title: string | null }>): Markup {
  const speaker = quote.speaker?.name ?? 'Speaker not named'
  const facts = [
    quote.kind,
    quote.cue,
    quote.addressee && `to ${quote.addressee.name}`,
    quote.via && `via ${quote.via.name}`,
    plural(pagesIn(quote.evidence), 'page'),
  ]
    .filter(Boolean)
    .join(' · ')
  return html`<li>
    <blockquote class="${quote.kind}">${proofLink(quote.exact, quote.evidence)}</blockquote>
    <div class="facts"><b>${speaker}</b>${quote.speaker?.anonymous ? html` <span class="tag">unnamed ${quote.speaker.anonymousKind ?? ''}</span>` : ''} · ${facts}${story ? html` · <a href="/stories/${story.id}">${story.title ?? story.id}</a>` : ''}</div>
  </li>`
}

export function eventView(event: StoryDocument['events'][number], story?: Readonly<{ id: string; title: string | null }>): Markup {
  const names = (parties: readonly { name: string }[]) => parties.map(({ name }) => name).join(', ') || '–'
  const when = event.when && ('value' in event.when ? sayDate(event.when.value) : `${event.when.from} to ${event.when.until}`)
  return html`<li>
    <span class="tag">${event.type.toLowerCase()}</span> <b>${names(event.actor)}</b> → <b>${names(event.recipient)}</b>: ${proofLink(event.trigger, event.evidence)}
    <div class="facts">${[event.status, when, event.where && `in ${event.where}`, plural(pagesIn(event.evidence), 'page')].filter(Boolean).join(' · ')}${story ? html` · <a href="/stories/${story.id}">${story.title ?? story.id}</a>` : ''}</div>
  </li>`
}

function datesView(story: StoryDocument): Markup {
  const dates = story.dates.filter(isTold)
  return html`<div class="scroll"><table>
    <tr><th>Words</th><th>Date</th><th>Counted from</th></tr>
    ${dates.map(
      (date) => html`<tr>
        <td>${proofLink(date.exact, date.evidence)}</td>
        <td>${date.type === 'DURATION' ? `${date.from} to ${date.until}` : sayDate(date.value ?? '')}</td>
        <td>${date.anchor === 'text' ? 'the words' : date.anchor === 'family' ? 'another copy’s date' : date.anchor === 'published' ? 'the page’s date' : 'a date before it'}${date.evidence.some(({ anchor }) => anchor === 'family') && date.anchor !== 'family' ? ', and for undated copies another copy’s' : ''}</td>
      </tr>`,
    )}
  </table></div>`
}

function actorsView(story: StoryDocument): Markup {
  const actors = [...story.actors].sort((a, b) => b.mentions.length - a.mentions.length)
  return html`<div class="scroll"><table>
    <tr><th>Name</th><th>Role</th><th>Country</th><th>Mentions</th></tr>
    ${actors.map((actor) => html`<tr><td>${proofLink(actor.name, actor.mentions)}</td><td>${actor.role ?? actor.kind}</td><td>${actor.country ?? ''}</td><td class="number">${actor.mentions.length}</td></tr>`)}
  </table></div>`
}

/** A stretch of text and what it is: markup of the page, furniture, article, or the proof asked for. */
export type Piece = Readonly<{ text: string; kind: 'source' | 'furniture' | 'lit' | 'plain'; proof: boolean; label: string | null }>

export function pageView(page: PageDocument, story: string | null, pieces: readonly Piece[]): Markup {
  const date = page.published
  return html`<h1>${page.title ?? page.source}</h1>
    <p class="facts">
      <b>${nameOf(page)}</b> · ${date ? `${date.value} (${date.origin}, ${Math.round(date.certainty * 100)} % sure)` : 'no publication date'}${page.captured ? ` · captured ${page.captured.value}` : ''}
      ${page.byline ? ` · ${page.byline}` : ''} ${story ? html` · <a href="/stories/${story}">its story</a>` : ''}
    </p>
    <p class="small">${page.source} · SHA-256 ${page.digest}</p>
    <h2>The stored page</h2>
    <p class="small"><mark>The article</mark> stands in the page as it was stored; furniture is underlined with its name, markup is greyed.</p>
    <pre class="page">${pieces.map((piece) => {
      const text = piece.proof ? html`<mark class="proof">${piece.text}</mark>` : piece.text
      return piece.kind === 'plain'
        ? html`${text}`
        : html`<span class="${piece.kind}" title="${piece.label ?? ''}" ${piece.proof ? raw('id="proof"') : ''}>${text}</span>`
    })}</pre>`
}

export type CompareRow = Readonly<{ a: readonly Change[]; b: readonly Change[] }>
export type Change = Readonly<{ text: string; kind: 'same' | 'cut' | 'added' | 'moved' }>

export function compareView(a: PageDocument, b: PageDocument, facts: string, rows: readonly CompareRow[]): Markup {
  const side = (changes: readonly Change[]) =>
    html`<p>${changes.map(({ text, kind }) => (kind === 'cut' ? html`<del>${text}</del>` : kind === 'added' ? html`<ins>${text}</ins>` : kind === 'moved' ? html`<mark>${text}</mark>` : text))}</p>`
  return html`<h1>What changed</h1>
    <p class="facts">${facts}</p>
    <div class="compare">
      <h2>${nameOf(a)} · ${day(a.published?.value)}</h2>
      <h2>${nameOf(b)} · ${day(b.published?.value)}</h2>
      ${rows.map((row) => html`${side(row.a)}${side(row.b)}`)}
    </div>`
}

export type SearchHit = Readonly<{
  page: string
  story: string | null
  title: string | null
  outlet: string | null
  published: string | null
  snippet: string
}>

export function searchView(query: string, hits: readonly SearchHit[]): Markup {
  return html`<h1>${plural(hits.length, 'page')} for “${query}”</h1>
    <ol class="stories">
      ${hits.map(
        (hit) => html`<li>
          <time>${day(hit.published)}</time>
          <div>
            <a class="head" href="/pages/${hit.page}">${hit.title ?? hit.page}</a>
            <div class="small">${hit.snippet}</div>
            <div class="facts">${hit.outlet ?? ''}${hit.story ? html` · <a href="/stories/${hit.story}">its story</a>` : ''}</div>
          </div>
        </li>`,
      )}
    </ol>`
}

export function parkedView(rows: readonly Readonly<{ source: string; stage: string; reason: string; advice: string }>[]): Markup {
  return html`<h1>Parked</h1>
    <p class="small">What a stage could not process, and why. <code>stemma retry</code> runs them again.</p>
    ${rows.length === 0 ? html`<p>Nothing is parked.</p>` : ''}
    <div class="scroll"><table>
      ${rows.length > 0 ? html`<tr><th>Source</th><th>Stage</th><th>Reason</th><th>What to do</th></tr>` : ''}
      ${rows.map((row) => html`<tr><td>${row.source}</td><td>${row.stage}</td><td>${row.reason}</td><td>${row.advice}</td></tr>`)}
    </table></div>`
}

export function listView(title: string, rows: readonly Markup[]): Markup {
  return html`<h1>${title}</h1>
    ${rows.length === 0 ? html`<p>None yet.</p>` : ''}
    <ul class="list">${rows}</ul>`
}

export const messageView = (title: string, says: string): Markup => html`<h1>${title}</h1><p>${says}</p>`
