import { blockWeights } from './block-weights.ts'
import { type TokenWeights, tokenSpace } from './tokens.ts'
import { joined, packTrees, type Trees, unpackTrees } from './trees.ts'

/** What was learned of blocks: words of markup and text, then two passes of trees. scripts/train-blocks.ts makes it. */
export type Model = Readonly<{ words: TokenWeights; first: Trees; second: Trees }>

export const packModel = ({ words, first, second }: Model): string =>
  Buffer.from(joined([new Uint8Array(words.buffer, words.byteOffset, words.length), packTrees(first), packTrees(second)])).toString(
    'base64',
  )

export function unpackModel(packed: string): Model {
  const bytes = new Uint8Array(Buffer.from(packed, 'base64'))
  const first = unpackTrees(bytes, tokenSpace)
  return { words: new Int8Array(bytes.slice(0, tokenSpace).buffer), first: first.trees, second: unpackTrees(bytes, first.end).trees }
}

let loaded: Model | undefined
/** The model of this version, read once. */
export const blockModel = (): Model => {
  loaded ??= unpackModel(blockWeights)
  return loaded
}
