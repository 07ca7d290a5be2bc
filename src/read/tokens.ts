import type { Span } from '#model/span.ts'

/** What a token is made of; bits of `flags`. */
export const Flag = {
  initial: 1, // begins with a capital
  capitals: 2, // all letters are capitals, and there are two or more
  inner: 4, // a capital after the first letter
  digit: 8, // has a digit
  letter: 16, // has a letter
  uncased: 32, // has a letter of a script without case
  spaced: 64, // white space stands before it
  first: 128, // the first token of its sentence
  dotted: 256, // an abbreviation: its stop belongs to it
  cold: 512, // a web address: never part of a name
} as const

/**
 * Tokens of a text as typed arrays. Words keep inner apostrophes, abbreviations their stops ("U.S.", "Ltd."); hyphens, the
 * possessive 's and every other mark are tokens of their own. `exact` and `lower` are 32-bit hashes of the characters as
 * they stand, and in lower case without Latin accents ("Bogotá" and "bogota" are alike).
 */
export type Tokens = Readonly<{
  count: number
  starts: Int32Array
  ends: Int32Array
  flags: Uint16Array
  exact: Uint32Array
  lower: Uint32Array
  /** The sentence a token stands in. */
  sentence: Int32Array
}>

/** FNV-1a's prime: one multiplication for a character keeps hashing at memory speed. */
const prime = 0x01000193
const seed = 0x811c9dc5
/** The hash of a word as `Tokens.lower` has it. */
export const lowerHashOf = (word: string): number => {
  let hash = seed
  for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ folded(word.charCodeAt(at)), prime)
  return hash >>> 0
}

const Class = { space: 0, mark: 1, digit: 2, lower: 3, upper: 4, uncased: 5, join: 6 } as const
/** Class of each character of the Basic Multilingual Plane; halves of surrogate pairs count as letters of a script without case. */
const classes = new Uint8Array(65536)
/** Lower case without accent, of the Latin letters below U+0250; others: lower case. */
const folds = new Uint16Array(65536)
const folded = (code: number) => folds[code]!

function fillTables(): void {
  const letter = /\p{L}|\p{M}/u
  for (let code = 0; code < 65536; code++) {
    const char = String.fromCharCode(code)
    const low = char.toLowerCase()
    folds[code] = low.length === 1 ? low.charCodeAt(0) : code
    if (code >= 0xd800 && code < 0xe000) classes[code] = Class.uncased
    else if (char.trim() === '' || code === 0x200b) classes[code] = Class.space
    else if (char >= '0' && char <= '9') classes[code] = Class.digit
    else if (letter.test(char)) classes[code] = low !== char ? Class.upper : char.toUpperCase() !== char ? Class.lower : Class.uncased
    else classes[code] = char === "'" || char === '’' || char === 'ʼ' || char === '´' ? Class.join : Class.mark
    if (code >= 0xc0 && code < 0x250) {
      const bare = low.normalize('NFD').charCodeAt(0)
      if (bare < 0x80) folds[code] = bare
    }
  }
}
fillTables()

/** Abbreviations whose stop belongs to them when it stands right after. */
const stopped = new Set(
  'Jr Sr Inc Ltd Co Corp Bros Mr Mrs Ms Dr St Gen Lt Col Sen Rep Gov Prof Rev Hon Capt Sgt Maj Fr Mt Ft No Calif Fla Mass Pa Conn Mich Ill Va Md Ga Wash Ore Colo Ariz Tenn Minn Wis Mo Tex Adm Brig Cpl Pres Amb Eng Engr Alhaji Pvt Sh'.split(
    ' ',
  ),
)

/** Cuts the sentences of a text into tokens. Linear in the length of the text. */
export function tokensOf(text: string, sentences: readonly Span<'article'>[]): Tokens {
  const guess = (text.length >> 1) + 16 // a token and the space after it take two characters or more, save in runs of marks
  let starts = new Int32Array(guess)
  let ends = new Int32Array(guess)
  let flags = new Uint16Array(guess)
  let exact = new Uint32Array(guess)
  let lower = new Uint32Array(guess)
  let sentence = new Int32Array(guess)
  let count = 0
  const grow = () => {
    const size = starts.length * 2
    const [s, e, f, x, l, n] = [starts, ends, flags, exact, lower, sentence]
    starts = new Int32Array(size)
    ends = new Int32Array(size)
    flags = new Uint16Array(size)
    exact = new Uint32Array(size)
    lower = new Uint32Array(size)
    sentence = new Int32Array(size)
    starts.set(s)
    ends.set(e)
    flags.set(f)
    exact.set(x)
    lower.set(l)
    sentence.set(n)
  }
  for (let index = 0; index < sentences.length; index++) {
    const { start, end } = sentences[index]!
    let at = start
    let first: number = Flag.first
    let spaced: number = Flag.spaced
    while (at < end) {
      const kind = classes[text.charCodeAt(at)]!
      if (kind === Class.space) {
        spaced = Flag.spaced
        at++
        continue
      }
      const from = at
      let flag = first | spaced
      if (kind === Class.mark) at++
      else if (kind === Class.join) {
        at++
        const next = text.charCodeAt(at) | 32
        if (next === 115 && from > start && classes[text.charCodeAt(from - 1)]! >= Class.digit && !isWord(text, at + 1, end)) at++ // 's
      } else {
        at = wordEnd(text, at, end)
        flag |= madeOf(text, from, at)
        if (text.charCodeAt(at) === 46 && at < end) {
          if (at - from === 1 && flag & Flag.initial) at = initialsEnd(text, at, end)
          else if (at - from <= 6 && flag & Flag.initial && stopped.has(text.slice(from, at))) at++
          if (text.charCodeAt(at - 1) === 46) flag |= Flag.dotted
        }
        if (text.charCodeAt(at) === 58 && text.startsWith('://', at)) {
          while (at < end && classes[text.charCodeAt(at)] !== Class.space) at++
          flag |= Flag.cold
        }
      }
      let hash = seed
      let low = seed
      for (let offset = from; offset < at; offset++) {
        const code = text.charCodeAt(offset)
        hash = Math.imul(hash ^ (code === 0x2019 ? 39 : code), prime)
        low = Math.imul(low ^ folded(code === 0x2019 ? 39 : code), prime)
      }
      if (count === starts.length) grow()
      starts[count] = from
      ends[count] = at
      flags[count] = flag
      exact[count] = hash >>> 0
      lower[count] = low >>> 0
      sentence[count] = index
      count++
      first = 0
      spaced = 0
    }
  }
  return { count, starts, ends, flags, exact, lower, sentence }
}

const isWord = (text: string, at: number, end: number) =>
  at < end && classes[text.charCodeAt(at)]! >= Class.digit && classes[text.charCodeAt(at)]! <= Class.uncased

/** Letters and digits, and an apostrophe between two letters unless it is the possessive's. */
function wordEnd(text: string, from: number, end: number): number {
  let at = from + 1
  while (at < end) {
    const kind = classes[text.charCodeAt(at)]!
    if (kind >= Class.digit && kind <= Class.uncased) at++
    else if (kind === Class.join && isWord(text, at + 1, end)) {
      if ((text.charCodeAt(at + 1) | 32) === 115 && !isWord(text, at + 2, end)) return at
      at += 2
    } else return at
  }
  return at
}

/** From the stop of "U." on: all of "U.S.", or the one stop of an initial. */
function initialsEnd(text: string, stop: number, end: number): number {
  let at = stop + 1
  while (at + 1 < end && classes[text.charCodeAt(at)] === Class.upper && text.charCodeAt(at + 1) === 46) at += 2
  return at
}

function madeOf(text: string, from: number, to: number): number {
  let flag = 0
  let uppers = 0
  let lowers = 0
  for (let at = from; at < to; at++) {
    const kind = classes[text.charCodeAt(at)]!
    if (kind === Class.upper) {
      uppers++
      flag |= at === from ? Flag.initial : Flag.inner
    } else if (kind === Class.lower) lowers++
    else if (kind === Class.digit) flag |= Flag.digit
    else if (kind === Class.uncased) flag |= Flag.uncased
  }
  if (uppers + lowers > 0) flag |= Flag.letter
  if (uppers > 1 && lowers === 0) flag |= Flag.capitals
  return flag
}
