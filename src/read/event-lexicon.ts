import type { EventType } from '#model/reading.ts'
import {
  carriers,
  enders,
  makers,
  type Nature,
  nounRows,
  objectRows,
  planners,
  ponderers,
  type Row,
  reproaches,
  sufferers,
  verbRows,
} from './event-rows.ts'
import { addVerb } from './verb-forms.ts'

export type Frame = Readonly<{
  type: EventType
  cameo: string
  mode: string | null
  nature: Nature
  /** A preposition or adverb that must follow the verb ("call on"); '' none. */
  particle: string
  /** Where the recipient stands, best first: `obj`, or a preposition. */
  slots: readonly string[]
  /** Plain with nobody named it is done to: 'condemned the invasion', 'is investigating the fire'. */
  whole: boolean
  /** Both sides do it: "A met with B", "A and B agreed". */
  mutual: boolean
}>

const mutualTypes = new Set<string>(['CONSULT', 'AGREE', 'COOPERATE'])
const verbFrames = new Map<string, Frame[]>()
const nounFrames = new Map<string, Frame>()
const objectFrames = new Map<string, readonly Frame[]>()

const frameOf = ([type, cameo, mode, nature, slots]: Row, particle: string): Frame => ({
  type,
  cameo,
  mode,
  nature,
  particle,
  slots: slots === '' ? [] : slots.split(' '),
  whole: mode === 'investigate',
  mutual: mutualTypes.has(type) && mode !== 'visit' && cameo !== '064',
})

for (const row of verbRows)
  for (const entry of row[5].split(' ')) {
    const [lemma = '', particle = ''] = entry.split('+')
    addVerb(lemma)
    const frames = verbFrames.get(lemma) ?? []
    frames.push(frameOf(row, particle))
    frames.sort((one, two) => two.particle.length - one.particle.length)
    verbFrames.set(lemma, frames)
  }
for (const lemma of planners) {
  addVerb(lemma)
  if (!verbFrames.has(lemma))
    verbFrames.set(lemma, [
      { type: 'AGREE', cameo: '030', mode: null, nature: 'plan', particle: '', slots: [], whole: false, mutual: false },
    ])
}
for (const lemma of ponderers) {
  addVerb(lemma)
  if (!verbFrames.has(lemma))
    verbFrames.set(lemma, [
      { type: 'AGREE', cameo: '030', mode: null, nature: 'ponder', particle: '', slots: [], whole: false, mutual: false },
    ])
}
for (const lemma of reproaches)
  verbFrames.set(
    lemma,
    verbFrames.get(lemma)!.map((frame) => ({ ...frame, whole: true })),
  )
for (const row of nounRows) for (const word of row[5].split(' ')) nounFrames.set(word, frameOf(row, ''))
for (const row of objectRows)
  for (const entry of row[5].split(' ')) {
    if (!entry.startsWith('be+')) addVerb(entry.split('+')[0]!)
    objectFrames.set(entry, [...(objectFrames.get(entry) ?? []), frameOf(row, '')])
  }
addVerb('deny')
verbFrames.set('deny', [{ type: 'REJECT', cameo: '120', mode: null, nature: 'deny', particle: '', slots: [], whole: false, mutual: false }])
for (const set of [carriers, enders, makers, sufferers]) for (const lemma of set) addVerb(lemma.split('+')[0]!)

/** Every frame there is, for the tests of the tables. */
export const allFrames = (): readonly Frame[] => [...verbFrames.values(), ...objectFrames.values()].flat().concat([...nounFrames.values()])
/** Frames of a verb, phrasal ones first. */
export const framesOfVerb = (lemma: string): readonly Frame[] => verbFrames.get(lemma) ?? []
/** Frames of a verb with this object, singular. */
export const framesOfObject = (lemma: string, noun: string): readonly Frame[] =>
  objectVerbs.has(lemma) ? (objectFrames.get(`${lemma}+${noun}`) ?? []) : []
const objectVerbs = new Set([...objectFrames.keys()].map((entry) => entry.slice(0, entry.lastIndexOf('+'))))
/** The frame of a noun by its last words, singular: 'hunger-strike' before 'strike'. */
export const frameOfNoun = (before: string, head: string): Frame | null => frameOfPair(before, head) ?? nounFrames.get(head) ?? null
/** The frame of two words only: 'state-of' and 'emergency'. */
export const frameOfPair = (before: string, head: string): Frame | null =>
  pairHeads.has(head) ? (nounFrames.get(`${before}-${head}`) ?? null) : null
/** Last words of pairs: most nouns end none, and need no key made for them. */
const pairHeads = new Set([...nounFrames.keys()].flatMap((word) => (word.includes('-') ? word.slice(word.indexOf('-') + 1) : [])))
