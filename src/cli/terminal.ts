/** How wide and how colourful the place is that we print to. */
export type Terminal = Readonly<{ columns: number; interactive: boolean; paint: (style: Style, text: string) => string }>

const codes = { bold: [1, 22], dim: [2, 22], italic: [3, 23], red: [31, 39], green: [32, 39], yellow: [33, 39], cyan: [36, 39] } as const
type Style = keyof typeof codes

const narrowest = 40 // columns
const widest = 110 // columns: longer lines are hard to read

export function terminalOf(stream: NodeJS.WriteStream, environment: NodeJS.ProcessEnv): Terminal {
  const interactive = stream.isTTY === true
  const colours = environment.FORCE_COLOR ? true : interactive && !environment.NO_COLOR && environment.TERM !== 'dumb'
  return {
    columns: Math.max(narrowest, Math.min(widest, stream.columns ?? widest)),
    interactive,
    paint: (style, text) => (colours ? `\u001b[${codes[style][0]}m${text}\u001b[${codes[style][1]}m` : text),
  }
}

/** Text of pages may hold control characters; a terminal would obey them. */
export const harmless = (text: string): string =>
  text.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, (character) => (character === '\n' ? ' ' : '\ufffd'))

/** Breaks at spaces so that no line is longer than `columns`; every line begins with `indent`. */
export function wrap(text: string, columns: number, indent = ''): string {
  const lines: string[] = []
  let line = ''
  for (const word of harmless(text).split(/\s+/).filter(Boolean)) {
    if (line && indent.length + line.length + 1 + word.length > columns) {
      lines.push(indent + line)
      line = word
    } else line = line ? `${line} ${word}` : word
  }
  if (line) lines.push(indent + line)
  return lines.join('\n')
}

/** Cut to `length` characters with an ellipsis. */
export const short = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, Math.max(0, length - 1)).trimEnd()}…`

/** `1 page`, `2 pages`. */
export const count = (number: number, one: string, many = `${one}s`): string =>
  `${number.toLocaleString('en')} ${number === 1 ? one : many}`
