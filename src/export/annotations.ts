import type { EvidenceDocument, PageDocument, StoryDocument } from '#model/document.ts'
import { around, inText } from './places.ts'
import type { Exporter } from './types.ts'

/** Code points of context on each side: enough to tell two places with the same words apart. */
const contextReach = 32

/**
 * W3C Web Annotations: one page of annotations (JSON-LD), an annotation for each piece of evidence of a quote, an event, a date,
 * an actor. The words and their context are the selector, as a reader sees them; our offsets count the characters of the stored
 * page, markup included, which no standard selector does, and stand under `stemma:`. Source: https://www.w3.org/TR/annotation-model/
 */
export const annotations: Exporter = {
  name: 'webannotation',
  says: 'W3C Web Annotations (JSON-LD): one for each piece of evidence',
  mediaType: 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',
  extension: 'jsonld',
  tables: [],
  parts: [],
  binary: false,
  text: 'holds',
  async *write({ stories }) {
    const context = ['http://www.w3.org/ns/anno.jsonld', { stemma: 'urn:stemma:' }]
    yield `{"@context":${JSON.stringify(context)},"id":"urn:stemma:annotations","type":"AnnotationPage","items":[`
    let first = true
    for await (const story of stories())
      for (const annotation of annotationsOf(story)) {
        yield `${first ? '' : ','}\n${JSON.stringify(annotation)}`
        first = false
      }
    yield '\n]}\n'
  },
}

function* annotationsOf(story: StoryDocument) {
  const pages = new Map<string, PageDocument>(story.pages.map((page) => [page.id, page]))
  for (const { id, tags, says, evidence } of bodiesOf(story))
    for (const [n, proof] of evidence.entries()) {
      const page = pages.get(proof.page)
      if (page) yield annotation(`urn:stemma:${story.id}:${id}:${n}`, tags, says, page, proof)
    }
}

/** What the evidence proves, as tags and as a sentence. */
function* bodiesOf(
  story: StoryDocument,
): Generator<{ id: string; tags: readonly string[]; says: string; evidence: readonly EvidenceDocument[] }> {
  for (const quote of story.quotes)
    yield {
      id: quote.id,
      tags: ['quote', quote.kind],
      says: `${quote.kind} quote of ${quote.speaker?.name ?? 'nobody named'}`,
      evidence: quote.evidence,
    }
  for (const event of story.events) {
    const [from, to] = [event.actor, event.recipient].map((side) => side.map(({ name }) => name).join(', '))
    yield { id: event.id, tags: ['event', event.type, event.status], says: `${from} ${event.type} ${to}`.trim(), evidence: event.evidence }
  }
  for (const [n, date] of story.dates.entries())
    yield {
      id: `date_${n}`,
      tags: ['date', date.type],
      says: date.value ?? [date.from, date.until].filter(Boolean).join('/'),
      evidence: date.evidence,
    }
  for (const actor of story.actors) yield { id: actor.id, tags: ['actor', actor.kind], says: actor.name, evidence: actor.mentions }
}

function annotation(id: string, tags: readonly string[], says: string, page: PageDocument, proof: EvidenceDocument) {
  const at = inText(page, proof.start, proof.end)
  return {
    id,
    type: 'Annotation',
    motivation: 'identifying',
    body: [
      ...tags.map((value) => ({ type: 'TextualBody', purpose: 'tagging', value })),
      { type: 'TextualBody', purpose: 'describing', format: 'text/plain', value: says },
    ],
    target: {
      type: 'SpecificResource',
      source: page.url,
      ...(page.captured ? { state: { type: 'TimeState', sourceDate: page.captured.value } } : {}),
      selector: { type: 'TextQuoteSelector', exact: proof.text ?? proof.exact, ...(at ? around(page.text, at, contextReach) : {}) },
      'stemma:page': page.id,
      'stemma:digest': `sha256:${page.digest}`,
      'stemma:start': proof.start,
      'stemma:end': proof.end,
    },
  }
}
