import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { storySchema } from '../src/model/document.ts'

/** Writes docs/story.schema.json from the zod schema of a story; a test holds the two together. */
writeFileSync(resolve(import.meta.dirname, '../docs/story.schema.json'), `${JSON.stringify(storySchema(), null, 2)}\n`)
