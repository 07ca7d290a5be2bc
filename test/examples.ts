import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { openStemma, type Stemma } from '../src/stemma.ts'

export const examplePages = resolve(import.meta.dirname, '../fixtures/pages')

/** A data folder in the temporary folder with the example pages taken in. */
export async function withExamples(): Promise<Readonly<{ stemma: Stemma; data: string; close: () => Promise<void> }>> {
  const data = mkdtempSync(join(tmpdir(), 'stemma-examples-'))
  const stemma = await openStemma({ data, workers: 1 })
  await stemma.add([examplePages])
  return {
    stemma,
    data,
    close: async () => {
      await stemma.close()
      rmSync(data, { recursive: true, force: true })
    },
  }
}
