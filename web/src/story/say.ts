import type { DateDocument, EventDocument } from '#model/document.ts'
import { sayDate as sayTimex } from '#text/calendar.ts'
import { sayDay, sayInstant } from '../parts/words.ts'

/** A TIMEX3 value or an ISO day as people write it. */
export const sayDate = (value: string): string =>
  /^\d{4}-\d\d(-\d\d)?$/.test(value) ? sayDay(value) : /T\d\d:/.test(value) ? sayInstant(value) : sayTimex(value)

export const eventWhen = (when: NonNullable<EventDocument['when']>): string =>
  'value' in when ? sayDate(when.value) : `${sayDate(when.from)} – ${sayDate(when.until)}`

export const partyNames = (parties: readonly Readonly<{ name: string }>[]): string => parties.map(({ name }) => name).join(', ')

/** Whether a date says when something was, and not only "now" or "recently". */
export const isTold = ({ value, from }: DateDocument): boolean => from !== null || (value !== null && !value.endsWith('_REF'))

const instant = /\b\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)?/g
/** A ground of a direction, with its instants as people write them. */
export const sayGround = (says: string): string => says.replace(instant, sayInstant)
