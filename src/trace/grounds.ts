import type { Ground } from '#model/copy.ts'
import { agencyOf, findingsOf, nameOf } from './evidence.ts'
import { amount, type Feature, type Values } from './features.ts'
import { type Graph, type Pair, pairKey } from './graph.ts'
import { weights } from './weights.ts'

/** A reason in the words that moves the log-odds by less is not told. */
const least = 0.05

/**
 * The reasons for "the witness has its text from this exemplar, and not the other way round", strongest first, also those that prove
 * nothing. A weight is the share of a reason in the log-odds between the two directions.
 */
export function groundsOf(graph: Graph, pair: Pair): readonly Ground[] {
  const { exemplar, witness, values } = pair
  const back = graph.pairs.get(pairKey(graph, witness, exemplar))!.values
  const findings = findingsOf(graph.members[exemplar]!, graph.members[witness]!)
  const told = [...Map.groupBy(findings, ({ says }) => says)].map(([says, of]): Ground => {
    const weight = of.reduce((sum, { feature }) => sum + (feature === null ? 0 : worth(feature, values, back)), 0)
    return { name: of[0]!.name, weight: rounded(weight), says }
  })
  const byWords = wordGrounds.flatMap(({ name, of, says }): Ground[] => {
    const weight = of.reduce((sum, feature) => sum + worth(feature, values, back), 0)
    return Math.abs(weight) < least ? [] : [{ name, weight: rounded(weight), says: says(values, back) }]
  })
  const all = [...told, ...agencyGround(graph, pair), ...byWords].sort(
    (a, b) => Math.abs(b.weight) - Math.abs(a.weight) || (a.name < b.name ? -1 : 1),
  )
  return all.filter(({ says }, at) => all.findIndex((one) => one.says === says) === at)
}

/** Of an agency and another page the agency is the likelier origin, credited or not. */
function agencyGround({ members }: Graph, { exemplar, witness }: Pair): readonly Ground[] {
  const [one, other] = [members[exemplar]!, members[witness]!]
  const sign = (agencyOf(one) === null ? 0 : 1) - (agencyOf(other) === null ? 0 : 1)
  if (sign === 0) return []
  return [{ name: 'agency', weight: rounded(sign * weights['root agency']), says: `${nameOf(sign > 0 ? one : other)} is a news agency` }]
}

/**
 * Whether anything but the words of these two speaks for a direction. Where two pages are all there is, words alone prove none: what one
 * lacks, it may have cut, or the other put in.
 */
export const isTold = (graph: Graph, pair: Pair): boolean =>
  graph.members.length > 2 ||
  agencyGround(graph, pair).length > 0 ||
  findingsOf(graph.members[pair.exemplar]!, graph.members[pair.witness]!).some(({ feature }) => feature !== null && !near.has(feature))
const near: ReadonlySet<Feature> = new Set(['time between', 'same credit', 'other credit', 'same byline', 'same host'])

const worth = (feature: Feature, values: Values, back: Values) => weights[feature] * (amount(values, feature) - amount(back, feature))
/** Two places, and no negative zero. */
const rounded = (weight: number) => Math.round(weight * 100) / 100 + 0

/** Back from the natural logarithm that counts are damped with. */
const countOf = (values: Values, feature: Feature) => Math.round(Math.expm1(amount(values, feature)))
const passages = (number: number) => `${number} ${number === 1 ? 'passage' : 'passages'}`
const times = (number: number) => (number === 1 ? 'once' : `${number} times`)
/** What there is to say of the two sides; the last where there is nothing of either. */
const either = (one: string | 0, other: string | 0, neither: string) => [one, other].filter(Boolean).join('; ') || neither
const percent = (share: number) => `${Math.round(share * 100)} %`
const lacking = (values: Values) => countOf(values, 'missed') + countOf(values, 'words shared')
const alone = (values: Values) => countOf(values, 'addition undone') + countOf(values, 'words undone')

/** What the words of two pages say, by kinds of reason. `values` from the exemplar to the witness, `back` the other way. */
const wordGrounds: readonly Readonly<{ name: string; of: readonly Feature[]; says: (values: Values, back: Values) => string }>[] = [
  {
    name: 'cut',
    of: ['uncovered', 'own head', 'own foot', 'own inside', 'cut foot', 'cut head', 'cut inside', 'cut share'],
    says: (values) =>
      `${percent(amount(values, 'cut share'))} of the exemplar is missing in the witness${amount(values, 'cut foot') > 0 ? ', its foot too' : ''}; ` +
      `${percent(amount(values, 'uncovered'))} of the witness is not in the exemplar`,
  },
  {
    name: 'shared elsewhere',
    of: ['missed', 'missed words', 'missed widely', 'words shared'],
    says: (values, back) =>
      either(
        lacking(values) && `${passages(lacking(values))} of the witness found in other pages too, not in the exemplar`,
        lacking(back) && `${passages(lacking(back))} of the exemplar found in other pages too, not in the witness`,
        'what other pages share with one of them, both have',
      ),
  },
  {
    name: 'own additions',
    of: ['addition undone', 'addition undone words', 'words added', 'words dropped', 'words undone'],
    says: (values, back) =>
      either(
        alone(values) && `${passages(alone(values))} of the exemplar found in no other page`,
        alone(back) && `${passages(alone(back))} of the witness found in no other page`,
        'neither has words that no other page has',
      ),
  },
  {
    name: 'readings',
    of: ['reading new', 'reading undone', 'reading split', 'reading lone'],
    says: (values) =>
      either(
        countOf(values, 'reading new') &&
          `where they read differently, other pages read as the exemplar ${times(countOf(values, 'reading new'))}`,
        countOf(values, 'reading undone') &&
          `where they read differently, other pages read as the witness ${times(countOf(values, 'reading undone'))}`,
        'no other page takes sides where they read differently',
      ),
  },
  {
    name: 'headline',
    of: ['headline missed'],
    says: (values) => `others have the headline of the ${amount(values, 'headline missed') > 0 ? 'witness' : 'exemplar'}`,
  },
]
