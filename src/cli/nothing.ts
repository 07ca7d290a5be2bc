import { type ExitCode, exitCodes } from './command.ts'

/** Says that nothing was found. */
export function nothing(tell: (line: string) => void, says: string): ExitCode {
  tell(says)
  return exitCodes.nothing
}
