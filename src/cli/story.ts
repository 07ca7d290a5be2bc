import { type Command, exitCodes, json, limit } from './command.ts'
import { needed } from './needed.ts'
import { nothing } from './nothing.ts'
import { renderStory } from './render.ts'
import { storyEdits } from './story-edits.ts'

export const story: Command = {
  name: 'story',
  summary: 'Tell one story: its copies and their tree, reports, quotes, events, dates, actors. Or put stories right',
  usage: 'ID | merge ID ID… | split ID PAGE… | pin ID PAGE… | unpin PAGE… | undo NUMBER | log [ID]',
  words: Object.keys(storyEdits),
  about:
    'An id that a story had before it was merged still finds it. "merge" makes stories one; "split" takes pages out of one into one of their own; "pin" keeps pages in a ' +
    'story, wherever their words would put them, and "unpin" lets them go. What you decide is kept through every later run and rebuild until "undo" takes ' +
    'it back; what contradicts an earlier decision is refused. "log" tells which stories were merged and split, when, by whom and why. ' +
    'The JSON form of a story is documented in docs/story.schema.json.',
  options: {
    json,
    limit,
    reason: { type: 'string', value: 'TEXT', says: 'why you decide so, for the log' },
  },
  examples: [
    'stemma story story_0123456789abcdef',
    'stemma story merge story_0123456789abcdef story_fedcba9876543210 --reason "one and the same fire"',
    'stemma story split story_0123456789abcdef page_00112233aabbccdd',
    'stemma story log --json',
  ],
  async run(context) {
    const { args, values, open, print, tell, terminal } = context
    const action = args[0] !== undefined && Object.hasOwn(storyEdits, args[0]) ? storyEdits[args[0]] : undefined
    if (action) return action(context)
    const [id] = needed(args, ['ID'], 'stemma stories lists the ids')
    const found = await (await open()).story(id!)
    if (!found) {
      return nothing(tell, `No story ${id}. "stemma stories" lists the ids.`)
    }
    print(values.json ? JSON.stringify(found) : renderStory(found, terminal))
    return exitCodes.ok
  },
}
