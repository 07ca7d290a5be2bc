/**
 * All that speaks for or against "this page has its text from there". A value times its weight (weights.ts) is a share of
 * the score of an arc, in nats. Counts are damped (the natural logarithm
 * of one more than the count), so that no single kind of evidence drowns all others.
 */
export const features = [
  // The words of the witness, seen from the exemplar.
  'shared', // narration they share, 1 from 200 words on: so much is not written twice
  'uncovered', // share of the witness that is not in the exemplar
  'own head', // the witness begins with words of its own
  'own foot', // it ends with words of its own
  'own inside', // stretches of its own between
  'missed', // stretches that the witness shares with others, not with the exemplar
  'missed words', // their length, in nats of words
  'missed widely', // how many others have them, in nats
  // The words of the exemplar that the witness does not have.
  'cut foot', // the witness breaks off before the exemplar's end
  'cut head',
  'cut inside',
  'cut share',
  'same cut', // stretches that others lack to the letter as the witness does
  'same foot', // it ends where others end
  'same words dropped',
  'addition undone', // stretches that the exemplar alone has
  'addition undone words',
  // Places where the two read differently.
  'reading new', // the witness alone reads so, the exemplar with others
  'reading undone', // the exemplar alone reads so, the witness with others
  'reading split', // both have others on their side
  'reading lone', // neither has
  'words added',
  'words shared', // put in, and others have them too
  'words dropped',
  'words undone', // left out, and only the exemplar has them
  'moved',
  'exact', // share of equal passages that are equal to the sign: quotation marks, dashes
  'same headline',
  'headline missed', // the witness shares its headline with others, not with the exemplar
  'same byline',
  'same host',
  // What the pages say of themselves. Negative: the other way round.
  'canonical',
  'agency page',
  'outlet named',
  'dated earlier', // the exemplar is dated before the witness
  'day later', // the exemplar is dated half a day or more after the witness
  'hours later',
  'minutes later',
  'time between', // where the exemplar is dated earlier: by how many nats of hours it is farther off than the nearest such page
  'twin earlier', // another page with the exemplar's very words is dated before it
  'credit lost',
  'dateline lost',
  'same credit',
  'other credit', // the witness credits an agency that the exemplar does not credit
  // A page that has its text from nobody.
  'root',
  'root earliest', // no member is dated before it; the share of the others dated after it
  'root after', // share of the others dated before it
  'root dateline',
  'root credit',
  'root agency',
  'root own', // share of its words that nobody else has
  'root whole', // share of what any page of the family shares with others that it has
  'root headline', // share of the others that have its headline
  // A page that has it from a page nobody captured.
  'unseen',
  'unseen credited',
  'unseen not credited',
  'unseen missed', // stretches shared with others that even the likest page here does not have
  'unseen undone', // undone additions and readings, of the likest page
  'unseen uncovered', // share of the page that is not in the likest page of those that may be its copies
  'unseen own',
  'unseen dateline',
  // What the whole family shows at a second look.
  'copied by others', // from the exemplar, in nats of copies
  'unseen copied',
  'root copied',
  'root usual edits', // what copies of this family change word by word, in nats: where all change much, that is no sign of an origin
  'unseen usual edits',
] as const
export type Feature = (typeof features)[number]
export type Weights = Readonly<Record<Feature, number>>
/** One value a feature, in the order of `features`; single precision, as a family of a thousand has a million of these. */
export type Values = Float32Array

const place = new Map(features.map((feature, at) => [feature, at]))
export const noValues = (): Values => new Float32Array(features.length)
export const put = (values: Values, feature: Feature, value: number): void => {
  values[place.get(feature)!] = value
}
export const amount = (values: Values, feature: Feature): number => values[place.get(feature)!]!

export const scoreOf = (values: Values, weights: Float64Array): number => {
  let sum = 0
  for (let at = 0; at < values.length; at++) sum += values[at]! * weights[at]!
  return sum
}
export const inOrder = (weights: Weights): Float64Array => Float64Array.from(features, (feature) => weights[feature])
