import { tagId, tagNames } from './tags.ts'

/** Next `-->` and `<!--` at or after the place last asked for; -1: none to come. A page is read forwards, so each is found once. */
let nextClosing = -2
let nextOpening = -2

/** Forgets the page before: called before each page. */
export function beginRawText(): void {
  nextClosing = -2
  nextOpening = -2
}

const isSpace = (c: number) => c === 32 || c === 10 || c === 9 || c === 13 || c === 12

/** One past the comment that begins at `less`: it ends with `-->`, or with an earlier `--!>`. */
export function pastComment(html: string, size: number, less: number): number {
  const body = less + 4
  if (html.charCodeAt(body) === 62) return body + 1
  if (html.charCodeAt(body) === 45 && html.charCodeAt(body + 1) === 62) return body + 2
  if (nextClosing !== -1 && nextClosing < body) nextClosing = html.indexOf('-->', body)
  const end = nextClosing < 0 || nextClosing >= size ? size : nextClosing
  for (let dash = html.indexOf('--', body); dash >= 0 && dash < end; dash = html.indexOf('--', dash + 1))
    if (html.charCodeAt(dash + 2) === 33 && html.charCodeAt(dash + 3) === 62) return Math.min(size, dash + 4)
  return end === size ? size : end + 3
}

/** Where the raw content of element `id` that begins at `from` ends: at the `<` of its end tag, or with the page. */
export function rawEnd(html: string, size: number, id: number, from: number): number {
  if (id === tagId.plaintext) return size
  const name = tagNames[id]!
  let stop = endTagAt(html, size, name, from)
  if (id !== tagId.script || stop >= size) return stop
  if (nextOpening !== -1 && nextOpening < from) nextOpening = html.indexOf('<!--', from)
  if (nextOpening >= from && nextOpening < stop) stop = escapedScriptEnd(html, size, nextOpening + 4)
  return stop
}

/** The first `</name` from `from` on that is an end tag. */
function endTagAt(html: string, size: number, name: string, from: number): number {
  let at = html.indexOf('</', from)
  while (at >= 0 && at < size) {
    if (isNameAt(html, name, at + 2)) return at
    at = html.indexOf('</', at + 2)
  }
  return size
}

function isNameAt(html: string, name: string, at: number): boolean {
  for (let i = 0; i < name.length; i++) if ((html.charCodeAt(at + i) | 32) !== name.charCodeAt(i)) return false
  const next = html.charCodeAt(at + name.length)
  return next === 62 || next === 47 || isSpace(next)
}

/** Inside `<!-- … -->` of a script, `<script>` and `</script>` pair up: "script data double escaped state". From one past the `<!--`. */
function escapedScriptEnd(html: string, size: number, from: number): number {
  let escaped = true
  let double = false
  // `<!-->` and `<!--->` end the comment as they open it
  let at = from - 2
  while (at < size) {
    const c = html.charCodeAt(at)
    if (c === 45 && escaped && html.startsWith('-->', at)) {
      escaped = false
      double = false
      at += 3
    } else if (c === 60) {
      if (html.charCodeAt(at + 1) === 47 && isNameAt(html, 'script', at + 2)) {
        if (!double) return at
        double = false
        at += 8
      } else if (escaped && isNameAt(html, 'script', at + 1)) {
        double = true
        at += 7
      } else if (!escaped && html.startsWith('<!--', at)) {
        escaped = true
        at += 2
      } else at++
    } else at++
  }
  return size
}
