import type { EventDocument, StoryDocument } from '#model/document.ts'
import type { Value } from './db.ts'
import { labelOf, shownOf } from './folding.ts'

export const sideColumns = ['story', 'n', 'side', 'place', 'day', 'name', 'shown', 'actor', 'country']

/**
 * Rows of who stands on which side of an event. Who act on each other ("the two held talks") stand on both sides, each at one
 * place; an event with one side only is in no dyad but counts for its actor.
 */
export function sideValues(document: StoryDocument, event: EventDocument): readonly (readonly Value[])[] {
  const day = dayOfEvent(document, event)
  const mutual = event.recipient.length === 0 && event.actor.length > 1
  const rows = (side: 'actor' | 'recipient', parties: EventDocument['actor'], first: number) =>
    parties.map(({ name, actorId, country }, i): Value[] => [side, first + i, day, labelOf(name), shownOf(name), actorId, country])
  return [
    ...rows('actor', event.actor, 0),
    ...(mutual ? rows('recipient', event.actor, 0) : rows('recipient', event.recipient, event.actor.length)),
  ]
}

/** The day in a date of ISO 8601; empty where it says less. */
const dayIn = (date: string | undefined): string => /^\d{4}-\d\d-\d\d/.exec(date ?? '')?.[0] ?? ''

/**
 * The day an event counts for: its own, where the text tells it to the day and it is not after the telling; else the day of the
 * first page that tells it, as event data count; else that of the story. Empty: nobody says.
 */
export function dayOfEvent(document: StoryDocument, event: EventDocument): string {
  const published = new Map(document.pages.map(({ id, published: claim }) => [id, dayIn(claim?.value)]))
  const told = event.evidence.map(({ page }) => published.get(page) ?? '').filter(Boolean)
  const first = told.sort()[0] ?? dayIn(document.published?.value)
  const own = dayIn(event.when === null ? '' : 'value' in event.when ? event.when.value : event.when.from)
  return own === '' || (first !== '' && own > first) ? first : own
}
