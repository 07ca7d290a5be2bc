import type { CueClass, VerbForm } from './quote-cues.ts'
import type { Stretch } from './quote-sources.ts'
import type { Token } from './quote-units.ts'

/** A statement as the words of one unit tell it; stretches are token indices of that unit. */
export type Clause = Readonly<{
  /** What kind of cue: a class of verbs, or `credit` "according to", `noun` "the claim that", `adverb` "reportedly", `label` "X: …", `dash` "“…” — X". */
  kind: CueClass | 'credit' | 'noun' | 'adverb' | 'label' | 'dash'
  lemma: string
  form: VerbForm
  cue: Stretch
  source: Stretch | null
  /** The source stands by this cue and is not taken over from another. */
  own: boolean
  inverted: boolean
  passive: boolean
  listener: Stretch | null
  /** Who passes it on, where the clause itself says so: "R quoted X as saying". */
  medium: Stretch | null
  /** Empty: the words follow in the next paragraph, after a colon. */
  content: readonly Stretch[]
}>
/** Says whether a clause that the rules allow is a statement after all. */
export type Judge = (tokens: readonly Token[], clause: Clause, before: readonly Clause[]) => boolean

/** A clause with its own subject before an active verb; what is different is said in `more`. Contents without words are left out. */
export function makeClause(
  tokens: readonly Token[],
  kind: Clause['kind'],
  lemma: string,
  cue: Stretch,
  source: Stretch | null,
  content: readonly (Stretch | null)[],
  more: Partial<Clause> = {},
): Clause {
  const parts = content.filter((part) => part !== null).filter((part) => hasWords(tokens, part))
  const usual = { form: 'base', own: true, inverted: false, passive: false, listener: null, medium: null } as const
  return { kind, lemma, cue, source, ...usual, ...more, content: parts }
}

const hasWords = (tokens: readonly Token[], { from, to }: Stretch) => tokens.slice(from, to).some((token) => token.kind !== 'mark')
