import type { EventDocument, EvidenceDocument, PageDocument, StoryDocument } from '#model/document.ts'
import { offsetsOf } from '#text/offsets.ts'
import { sentencesOf } from '#text/sentences.ts'
import { inText } from './places.ts'
import { dayOf, type Side, sidesOf } from './sides.ts'
import type { Exporter } from './types.ts'

/**
 * PLOVER records, a JSON object a line, with the field names of its manual (actor and recipient as in its later editions). What
 * PLOVER has no field for stands under `stemma`. Source: Open Event Data Alliance, PLOVER Manual and gold standard records.
 */
export const plover: Exporter = {
  name: 'plover',
  says: 'PLOVER event records, a JSON object a line; actors may be compound',
  mediaType: 'application/x-ndjson',
  extension: 'jsonl',
  tables: [],
  parts: [],
  binary: false,
  text: 'holds',
  async *write({ stories }) {
    for await (const story of stories()) for (const event of story.events) yield `${JSON.stringify(recordOf(event, story))}\n`
  },
}

function recordOf(event: EventDocument, story: StoryDocument) {
  const { actors, recipients } = sidesOf(event, story)
  const [proof] = event.evidence
  const page = story.pages.find(({ id }) => id === proof?.page)
  const told = new Set(event.evidence.map((one) => one.page))
  return {
    id: event.id,
    date: dayOf(event, story) ?? '',
    actor: actors.map(partyOf),
    recipient: recipients.map(partyOf),
    event: event.type,
    mode: event.mode ?? '',
    context: '',
    eventText: event.trigger,
    text: page && proof ? sentenceAt(page, proof) : event.trigger,
    location: event.where ?? '',
    language: page?.language ?? '',
    publication: page?.outlet ?? '',
    url: page?.url ?? '',
    coder: `Stemma ${story.made.read ?? ''}`.trim(),
    stemma: {
      ...{ story: story.id, cameo: event.cameo, score: event.score, status: event.status, certainty: event.certainty },
      ...{ when: event.when, reports: event.reports.length, pages: told.size, evidence: event.evidence },
    },
  }
}

const partyOf = ({ name, country, sector }: Side) => ({ actorText: name, code: country ?? '', sector: sector ?? '' })

/** The sentence that tells it; without texts, the words of the proof alone. */
function sentenceAt(page: PageDocument, proof: EvidenceDocument): string {
  const at = inText(page, proof.start, proof.end)
  const unit = at && offsetsOf(page.text).toUnits(at.start)
  const sentence = unit === null ? undefined : sentencesOf(page.text).find(({ start, end }) => start <= unit && unit < end)
  return sentence ? page.text.slice(sentence.start, sentence.end) : (proof.text ?? proof.exact)
}
