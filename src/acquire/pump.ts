import { Buffer } from 'node:buffer'
import type { Transform } from 'node:stream'
import type { Limits } from './limits.ts'
import { sizeText } from './limits.ts'

/** A decompressor of node:zlib as a stream; `bytesWritten` counts the packed bytes it has used. */
type Engine = Transform & { readonly bytesWritten: number }

/** A compressed member that cannot be read on; the message says why. */
export class BrokenMember extends Error {}

/**
 * Runs packed pieces through `engine` and yields what comes out, held back while nobody reads. `pieces` is asked for one
 * more only when the last was used up. Throws BrokenMember for bad data and for a member that inflates beyond measure.
 */
export async function* pump(engine: Engine, pieces: AsyncIterable<Uint8Array>, limits: Limits): AsyncGenerator<Uint8Array> {
  let failure: unknown = null
  const feeding = feed(engine, pieces).catch((error) => {
    failure = error
    engine.end() // what is whole comes out first
  })
  let inflated = 0
  try {
    for await (const chunk of engine) {
      inflated += chunk.length
      if (inflated > limits.ratioFrom && inflated > limits.ratio * engine.bytesWritten)
        throw new BrokenMember(`inflates to more than ${sizeText(limits.ratioFrom)} from ${sizeText(engine.bytesWritten)}`)
      yield Buffer.from(chunk)
    }
  } catch (error) {
    throw failure ?? (error instanceof BrokenMember ? error : new BrokenMember(reasonOf(error)))
  } finally {
    engine.destroy()
    await feeding
  }
  if (failure) throw failure
}

/** Writes the pieces until they end or the engine wants no more. */
async function feed(engine: Engine, pieces: AsyncIterable<Uint8Array>): Promise<void> {
  let given = 0
  let settle: (wrote: boolean) => void = () => {}
  engine.once('close', () => settle(false)) // a write that waits for a reader is not called back when the engine is destroyed
  for await (const piece of pieces) {
    if (engine.destroyed) return
    given += piece.length
    const wrote = await new Promise<boolean>((resolve) => {
      settle = resolve
      engine.write(piece, (error) => resolve(!error))
    })
    if (!wrote || engine.bytesWritten < given) return
  }
  engine.end()
}

/** zlib's own words, made into a clause. */
export function reasonOf(error: unknown): string {
  const words = error instanceof Error ? error.message : String(error)
  return words.includes('unexpected end of file') ? 'is cut short' : `is broken (${words})`
}
