import { actors } from './actors.ts'
import { add } from './add.ts'
import type { Command } from './command.ts'
import { compare } from './compare.ts'
import { completion } from './completion.ts'
import { doctor } from './doctor.ts'
import { dyads } from './dyads.ts'
import { exportCommand } from './export.ts'
import { extract } from './extract.ts'
import { events, quotes } from './lists.ts'
import { mcp } from './mcp.ts'
import { parked } from './parked.ts'
import { rebuild } from './rebuild.ts'
import { retry } from './retry.ts'
import { search } from './search.ts'
import { serve } from './serve.ts'
import { simulate } from './simulate.ts'
import { stories } from './stories.ts'
import { story } from './story.ts'

/** The one table of commands: help, completion and tests read it. */
export const commands: readonly Command[] = [
  add,
  stories,
  story,
  compare,
  search,
  quotes,
  events,
  actors,
  dyads,
  serve,
  mcp,
  exportCommand,
  extract,
  parked,
  retry,
  rebuild,
  simulate,
  doctor,
  completion,
]
