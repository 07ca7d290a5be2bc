import { type Command, exitCodes, json } from './command.ts'
import { needed } from './needed.ts'
import { nothing } from './nothing.ts'
import { renderStory } from './render.ts'

export const story: Command = {
  name: 'story',
  summary: 'Tell one story: its copies and their tree, reports, quotes, events, dates, actors',
  usage: 'ID',
  about: 'The JSON form is documented in docs/story.schema.json; an id that a story had before it was merged still finds it.',
  options: { json },
  examples: ['stemma story story_0123456789abcdef', 'stemma story story_0123456789abcdef --json'],
  async run({ args, values, open, print, tell, terminal }) {
    const [id] = needed(args, ['ID'], 'stemma stories lists the ids')
    const found = await (await open()).story(id!)
    if (!found) {
      return nothing(tell, `No story ${id}. "stemma stories" lists the ids.`)
    }
    print(values.json ? JSON.stringify(found) : renderStory(found, terminal))
    return exitCodes.ok
  },
}
