import type { Random } from './simulate-random.ts'
import { synonymOf } from './simulate-words.ts'

/** A sentence of a page, and which sentence of which page of the family it was copied from. */
export type Sentence = Readonly<{ text: string; from: Readonly<{ page: number; sentence: number }> | null }>
export type Paragraphs = readonly (readonly Sentence[])[]

const plantedEditKinds = [
  'cut from the foot',
  'paragraph cut',
  'sentence cut',
  'new lead',
  'quotation trimmed',
  'local colour',
  'wording',
  'number',
  'name',
  'typo',
  'hedge',
  'moved',
  'merged',
  'updated',
  'rewritten',
  'by hand',
  'house style',
  'furniture',
  'headline',
  'credit lost',
  'verbatim',
] as const
export type PlantedEditKind = (typeof plantedEditKinds)[number]

/** Gives a sentence that stands nowhere else in the family; null: there are no more. */
export type Fresh = () => string | null
/** What a desk does to a text. Null: this text gives no room for it. */
type Edit = (text: Paragraphs, random: Random, fresh: Fresh) => Paragraphs | null

/** A text is left at least so long. */
const shortestText = 3

const without = <T>(list: readonly T[], at: number, count = 1): readonly T[] => [...list.slice(0, at), ...list.slice(at + count)]
const inserted = (text: Paragraphs, at: number, paragraph: readonly Sentence[]) => [...text.slice(0, at), paragraph, ...text.slice(at)]

function changeSentence(text: Paragraphs, paragraph: number, sentence: number, change: (text: string) => string | null): Paragraphs | null {
  const old = text[paragraph]![sentence]!
  const made = change(old.text)
  if (made === null || made === old.text || made.trim() === '') return null
  return text.map((each, at) => (at === paragraph ? each.map((one, i) => (i === sentence ? { ...one, text: made } : one)) : each))
}

/** Tries a change on sentences in a random order until one takes it. */
function changeAny(text: Paragraphs, random: Random, change: (text: string) => string | null): Paragraphs | null {
  const places = random.shuffled(text.flatMap((paragraph, at) => paragraph.map((_, i) => [at, i] as const)))
  for (const [at, i] of places) {
    const made = changeSentence(text, at, i, change)
    if (made) return made
  }
  return null
}

const cutFromFoot: Edit = (text, random) => {
  if (text.length <= shortestText) return null
  return text.slice(0, Math.max(shortestText, Math.round(text.length * (0.35 + 0.55 * random.next()))))
}

const cutParagraph: Edit = (text, random) =>
  text.length <= shortestText + 1 ? null : without(text, random.whole(1, text.length - 2), random.chance(0.3) && text.length > 6 ? 2 : 1)

const cutSentence: Edit = (text, random) => {
  const at = random.pick(text.flatMap((paragraph, index) => (paragraph.length > 1 ? [index] : [])).concat(-1))
  if (at < 0) return null
  const drop = random.whole(0, text[at]!.length - 1)
  return text.map((paragraph, index) => (index === at ? paragraph.filter((_, i) => i !== drop) : paragraph))
}

const openings = [
  'It has now become clear that',
  'In brief:',
  'As first reports had it,',
  'What is known so far is this:',
  'To sum up the news of the day,',
  'Word came through that',
]
/** The first sentence told another way: an opening of its own, the clauses in another order, some words changed. */
const newLead: Edit = (text, random, fresh) => {
  if (random.chance(0.3)) {
    const words = fresh()
    return words === null ? null : [[{ text: words, from: null }], ...(random.chance(0.5) ? without(text, 0) : text)]
  }
  return changeSentence(text, 0, 0, (old) => {
    const body = old.replace(/[.!?]["”]?$/, '')
    const clauses = body.split(/, /)
    const turned = clauses.length > 1 ? [...clauses.slice(1), clauses[0]!] : clauses
    const told = turned.join(', ').replace(/[A-Za-z]+/g, (word) => (random.chance(0.7) ? (synonymOf(word) ?? word) : word))
    return `${random.chance(0.6) ? `${random.pick(openings)} ` : ''}${told}.`
  })
}

/** A direct quotation of some length, its last words left off. */
const trimQuotation: Edit = (text, random) =>
  changeAny(text, random, (old) => {
    const [found, open, words, close] = /(["“])([^"“”]{60,})(["”])/.exec(old) ?? []
    if (found === undefined) return null
    const all = words!.split(' ')
    const kept = all.slice(0, Math.max(4, Math.floor(all.length * (0.4 + 0.3 * random.next())))).join(' ')
    return old.replace(found, `${open}${kept.replace(/[,;:.]$/, '')}${/,$/.test(words!) ? ',' : ''}${close}`)
  })

const localColour: Edit = (text, random, fresh) => {
  const sentences = Array.from({ length: random.whole(1, 3) }, fresh).flatMap((words) =>
    words === null ? [] : [{ text: words, from: null }],
  )
  if (sentences.length === 0) return null
  return inserted(text, random.chance(0.5) ? text.length : random.whole(1, text.length), sentences)
}

const reword: Edit = (text, random) => {
  let made: Paragraphs | null = null
  for (let times = random.whole(1, 5); times > 0; times--)
    made =
      changeAny(made ?? text, random, (old) => {
        const words = random.shuffled([...old.matchAll(/\b[a-z]+\b/g)].filter(([word]) => synonymOf(word) !== null))
        const [word] = words
        return word === undefined ? null : old.slice(0, word.index) + synonymOf(word[0])! + old.slice(word.index + word[0].length)
      }) ?? made
  return made
}

const changeNumber: Edit = (text, random) =>
  changeAny(text, random, (old) => old.replace(/\b[1-9]\d{0,2}\b(?![.,]\d)/, (number) => String(Number(number) + random.whole(1, 9))))

const changeName: Edit = (text, random) =>
  changeAny(text, random, (old) => {
    const [, name] = /[a-z,] (\p{Lu}\p{Ll}{4,})\b/u.exec(old) ?? []
    if (name === undefined) return null
    const at = random.whole(1, name.length - 2)
    return old.replaceAll(
      name,
      name.slice(0, at) + (random.chance(0.5) ? name[at] : '') + name[at]!.replace(/[aeiou]/, 'i') + name.slice(at + 1),
    )
  })

const slip: Edit = (text, random) =>
  changeAny(text, random, (old) => {
    const words = [...old.matchAll(/\b[a-z]{6,}\b/g)]
    if (words.length === 0) return null
    const word = random.pick(words)
    const at = word.index + random.whole(1, word[0].length - 3)
    return old.slice(0, at) + old[at + 1] + old[at] + old.slice(at + 2)
  })

const hedges = ['reportedly', 'apparently', 'allegedly', 'possibly']
const hedge: Edit = (text, random) =>
  changeAny(text, random, (old) =>
    /\b(?:was|were|had|is|are|has)\b/.test(old) ? old.replace(/\b(was|were|had|is|are|has)\b/, `$1 ${random.pick(hedges)}`) : null,
  )

const move: Edit = (text, random) => {
  if (text.length < 5) return null
  const from = random.whole(1, text.length - 1)
  const rest = without(text, from)
  const to = random.whole(1, rest.length)
  return to === from ? null : inserted(rest, to, text[from]!)
}

/** A later version by the same desk: news on top, numbers brought up to date, paragraphs put in, the tail shortened at times. */
const update: Edit = (text, random, fresh) => {
  const add = (made: Paragraphs, at: number) => {
    const words = fresh()
    return words === null ? made : inserted(made, at, [{ text: words, from: null }])
  }
  let made = add(text, 0)
  for (let times = random.whole(1, 3); times > 0; times--) made = add(made, random.whole(1, made.length))
  if (random.chance(0.5)) made = changeNumber(made, random, fresh) ?? made
  return random.chance(0.3) ? (cutFromFoot(made, random, fresh) ?? made) : made
}

/** Edits that a desk which rewrites goes through again and again, and how often at most. */
const rewriting: readonly (readonly [Edit, number])[] = [
  [reword, 9],
  [cutSentence, 5],
  [cutParagraph, 3],
  [localColour, 4],
  [hedge, 2],
  [trimQuotation, 2],
]
/** Much of the text is kept, and little of it untouched. */
const rewrite: Edit = (text, random, fresh) => {
  let made = text
  for (const [edit, times] of rewriting) for (let left = random.whole(0, times); left > 0; left--) made = edit(made, random, fresh) ?? made
  return made
}

const leaveOut: Edit = (text, random) =>
  changeAny(text, random, (old) => {
    const words = old.split(' ')
    return words.length < 6 ? null : without(words, random.whole(1, words.length - 3), random.whole(1, 2)).join(' ')
  })

/** A text written out word by word: slips, words exchanged, put in and left out, once in a while a sentence passed over. */
const byHand: Edit = (text, random, fresh) => {
  let made = text
  const words = text.flat().reduce((sum, { text }) => sum + text.length / 6, 0)
  const rate = 0.01 + 0.14 * random.next() ** 2
  for (let left = Math.round(words * rate); left > 0; left--) {
    const edit = random.chance(0.3) ? slip : random.chance(0.5) ? reword : random.chance(0.9) ? leaveOut : cutSentence
    made = edit(made, random, fresh) ?? made
  }
  return made
}

/** What desks do to a text they take over, and in how many of the copies; in the order they do it. Shares by our reading of wire copy and its re-posts. */
export const copyEdits: readonly Readonly<{ kind: PlantedEditKind; share: number; apply: Edit }>[] = [
  { kind: 'cut from the foot', share: 0.35, apply: cutFromFoot },
  { kind: 'paragraph cut', share: 0.25, apply: cutParagraph },
  { kind: 'sentence cut', share: 0.25, apply: cutSentence },
  { kind: 'new lead', share: 0.25, apply: newLead },
  { kind: 'quotation trimmed', share: 0.15, apply: trimQuotation },
  { kind: 'wording', share: 0.5, apply: reword },
  { kind: 'number', share: 0.08, apply: changeNumber },
  { kind: 'name', share: 0.06, apply: changeName },
  { kind: 'typo', share: 0.12, apply: slip },
  { kind: 'hedge', share: 0.08, apply: hedge },
  { kind: 'moved', share: 0.1, apply: move },
  { kind: 'local colour', share: 0.22, apply: localColour },
]
export const applyUpdate = update
export const applyRewrite = rewrite
export const applyByHand = byHand

/** Takes two to four paragraphs of another text over, in one piece at the foot or one by one. */
export function mergeIn(text: Paragraphs, other: Paragraphs, random: Random): Paragraphs {
  const count = Math.min(other.length, random.whole(2, 4))
  const from = random.whole(0, other.length - count)
  const taken = other.slice(from, from + count)
  if (random.chance(0.6)) return [...text, ...taken]
  return taken.reduce<Paragraphs>((made, paragraph) => inserted(made, random.whole(1, made.length), paragraph), text)
}

/** Paragraphs with quotations of a text, each told anew around the quoted words: a second reporter at the same press conference. */
export function quotationsOf(text: Paragraphs, tellers: readonly string[], random: Random): readonly string[] {
  const quoted = text.flatMap((paragraph) =>
    paragraph.flatMap(({ text }) => [...text.matchAll(/["“]([^"“”]{40,})["”]/g)].map(([, words]) => words!)),
  )
  return quoted.map((words) => `“${words.replace(/[,.]$/, '')},” ${random.pick(tellers)}.`)
}
