import type { ReactNode } from 'react'
import type { EventDocument, EvidenceDocument, QuoteDocument } from '#model/document.ts'
import { Link } from '../parts/link.tsx'
import { capital, count, plural, spokenIn } from '../parts/words.ts'
import { eventWhen, isTold, partyNames, sayDate } from './say.ts'
import { evidenceFor, proofAt, type Shape } from './shape.ts'

type Props = Readonly<{
  shape: Shape
  chosen: string
  light: (evidence: readonly EvidenceDocument[]) => void
  tabTo: (tab: string) => string
}>

const shown = 8 // facts of a kind beside the text; the tabs have all of them

/** What the story says, beside the text that says it: to point at a fact lights its words, to open it shows the characters. */
export function Facts({ shape, chosen, light, tabTo }: Props) {
  const { story } = shape
  const dates = story.dates.filter(isTold)
  const speakers = speakersOf(story.quotes)
  const fact = { shape, chosen, light }
  return (
    <>
      <Section title="Happened" number={story.events.length} all={tabTo('events')} none="No event was read in these texts.">
        {story.events.slice(0, shown).map((event) => (
          <Fact key={event.id} evidence={event.evidence} {...fact}>
            <EventLine event={event} />
          </Fact>
        ))}
      </Section>
      <Section title="Said" number={story.quotes.length} all={tabTo('quotes')} none="Nobody is quoted.">
        {story.quotes.slice(0, shown).map((quote) => (
          <Fact key={quote.id} evidence={quote.evidence} {...fact}>
            <QuoteLine quote={quote} />
          </Fact>
        ))}
      </Section>
      <Section
        title="Sources"
        number={story.agencies.length + speakers.length}
        all={tabTo('quotes')}
        none="No agency is credited, and nobody is quoted."
      >
        {story.agencies.map(({ name, evidence }) => (
          <Fact key={name} evidence={evidence} {...fact}>
            <b>{name}</b> <small>agency, credited</small>
          </Fact>
        ))}
        {speakers.slice(0, shown).map(({ name, anonymous, quotes, evidence }) => (
          <Fact key={name} evidence={evidence} {...fact}>
            <bdi className={anonymous ? 'unnamed' : undefined}>{name}</bdi>{' '}
            <small>
              {anonymous ? `unnamed, ${anonymous} · ` : ''}
              {plural(quotes, 'quote')}
            </small>
          </Fact>
        ))}
      </Section>
      <Section title="Dates" number={dates.length} all={tabTo('timeline')} none="No date is told.">
        {dates.slice(0, shown).map((date) => (
          <Fact key={`${date.exact} ${date.evidence[0]?.start}`} evidence={date.evidence} {...fact}>
            <time>{sayDate(date.value ?? date.from ?? '')}</time>{' '}
            <small dir="auto">
              “{date.exact}”{date.evidence.some(({ anchor }) => anchor === 'family') && ', counted from another copy’s date'}
            </small>
          </Fact>
        ))}
      </Section>
    </>
  )
}

function Section({
  title,
  number,
  all,
  none,
  children,
}: Readonly<{ title: string; number: number; all: string; none: string; children: ReactNode }>) {
  return (
    <section className="facts-section">
      <h2>
        {title} <span className="tally">{count(number)}</span>
      </h2>
      {number === 0 ? <p className="quiet">{none}</p> : <ul className="facts-list">{children}</ul>}
      {number > shown && (
        <Link className="all" to={all}>
          All {count(number)}
        </Link>
      )}
    </section>
  )
}

type FactProps = Readonly<{
  evidence: readonly EvidenceDocument[]
  shape: Shape
  chosen: string
  light: Props['light']
  children: ReactNode
}>

/** One claim with the way to its proof: in the chosen text, else in the first page that has it. */
function Fact({ evidence, shape, chosen, light, children }: FactProps) {
  const proof = evidenceFor(evidence, chosen)
  const here = evidence.some(({ page }) => page === chosen)
  const pages = new Set(evidence.map(({ page }) => page)).size
  const on = () => light(evidence.filter(({ page }) => page === chosen))
  const off = () => light([])
  const body = (
    <>
      <span className="fact-body">{children}</span>
      {shape.story.counts.pages > 1 && pages > 0 && (
        <small className="fact-pages">
          {count(pages)}/{count(shape.story.counts.pages)}
          <span className="unseen-text"> of the pages{here ? '' : '; not on the chosen one'}</span>
        </small>
      )}
    </>
  )
  return (
    <li className={here ? 'fact' : 'fact elsewhere'}>
      {proof ? (
        <Link
          to={proofAt(proof)}
          onMouseEnter={on}
          onMouseLeave={off}
          onFocus={on}
          onBlur={off}
          title={here ? 'Open the characters' : 'Not on the chosen page: open the characters of another'}
        >
          {body}
        </Link>
      ) : (
        <span>{body}</span>
      )}
    </li>
  )
}

const QuoteLine = ({ quote }: Readonly<{ quote: QuoteDocument }>) => (
  <>
    {quote.speaker && (
      <b className={quote.speaker.anonymous ? 'unnamed' : undefined}>
        <bdi>{capital(quote.speaker.name)}</bdi>
      </b>
    )}{' '}
    {quote.via && <small>via {quote.via.name} </small>}
    <q dir="auto" className={quote.kind === 'direct' ? undefined : 'indirect'}>
      {spokenIn(quote)}
    </q>
  </>
)

export const EventLine = ({ event }: Readonly<{ event: Omit<EventDocument, 'reports'> }>) => (
  <>
    <span className={`event-type ${(event.score ?? 0) < 0 ? 'conflict' : 'cooperation'}`}>{event.type.toLowerCase()}</span>{' '}
    <bdi>{partyNames(event.actor) || 'somebody'}</bdi>
    {event.recipient.length > 0 && (
      <>
        {' → '}
        <bdi>{partyNames(event.recipient)}</bdi>
      </>
    )}{' '}
    <small>
      {[event.status === 'happened' ? null : event.status, event.when && eventWhen(event.when), event.where].filter(Boolean).join(' · ')}
    </small>
  </>
)

type Speaker = { name: string; anonymous: string | null; quotes: number; evidence: EvidenceDocument[] }
function speakersOf(quotes: readonly QuoteDocument[]): readonly Speaker[] {
  const found = new Map<string, Speaker>()
  for (const { speaker, evidence } of quotes) {
    if (!speaker) continue
    const key = speaker.actorId ?? speaker.name
    const known = found.get(key) ?? {
      name: capital(speaker.name),
      anonymous: speaker.anonymous ? (speaker.anonymousKind ?? 'other') : null,
      quotes: 0,
      evidence: [],
    }
    known.quotes++
    known.evidence.push(...evidence)
    found.set(key, known)
  }
  return [...found.values()].sort((a, b) => b.quotes - a.quotes)
}
