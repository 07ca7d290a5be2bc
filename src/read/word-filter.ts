/** Says of most words that they are not in a list, at the price of four characters: a look-up in a map costs many times that. */
type WordFilter = Readonly<{ add(word: string): void; mayHave(word: string): boolean }>

const keyBits = 18
const letterBits = 31
/** Words of this length or more count as one. */
const longest = 7

/** First, middle and last letter and the length. */
function keyOf(word: string): number {
  const { length } = word
  const first = word.charCodeAt(0) & letterBits
  const middle = word.charCodeAt(length >> 1) & letterBits
  const last = word.charCodeAt(length - 1) & letterBits
  return first | (middle << 5) | (last << 10) | (Math.min(length, longest) << 15)
}

/** A filter for these words. What it refuses is none of them; what it lets through may still be another. */
export function wordFilter(words: Iterable<string> = []): WordFilter {
  const bits = new Uint32Array(2 ** keyBits / 32)
  const add = (word: string) => {
    const key = keyOf(word)
    bits[key >> 5]! |= 1 << (key & 31)
  }
  for (const word of words) add(word)
  return {
    add,
    mayHave(word) {
      const key = keyOf(word)
      return (bits[key >> 5]! & (1 << (key & 31))) !== 0
    },
  }
}
