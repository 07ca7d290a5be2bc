import { foldKey } from '#text/fold.ts'

/** Code units of a name that are compared and shown in lists: PostgreSQL's indexes take some 2,700 bytes over all columns. */
const longest = 200

/** A name as filters compare it. The databases themselves lower only ASCII, or by the language of the machine. */
export const labelOf = (name: string): string => cut(name.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim())
/** A name as lists show it. */
export const shownOf = (name: string): string => cut(name.replace(/\s+/g, ' ').trim())
const cut = (text: string) => text.slice(0, longest).replace(/[\ud800-\udbff]$/, '') // no half of a pair at the end

const literal = (name: string) => labelOf(name).replace(/[\\%_]/g, '\\$&')
/** Any text with this name in it, for `like … escape '\'`. */
export const within = (name: string): string => `%${literal(name)}%`
/** Any name with words that begin so, for `' ' || name like … escape '\'`. */
export const beginning = (name: string): string => `% ${literal(name)}%`

/** A text as its words are searched: each between two spaces. */
export const wordsOf = (text: string): string => ` ${foldKey(text)} `

/** Scripts that put no spaces between words: there a word is found inside a longer run. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

/** Any text of `wordsOf` in which these words stand side by side, for `like … escape '\'`. */
export function withWords(words: string): string {
  const folded = foldKey(words)
  return `%${unspaced.test(folded) ? folded : ` ${folded} `}%` // folding leaves no % and no _
}
