import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { extname, resolve } from 'node:path'
import { extractArticle } from '../src/extract/extract.ts'
import { makeId } from '../src/model/ids.ts'

/**
 * Makes a golden page: `node scripts/golden.ts NAME FILE` copies FILE (.html or .txt) to fixtures/extract/NAME and writes what is extracted
 * from it now as expected.txt and expected.json. Correct both by hand: they say what is right, not what is.
 */
const [name, file] = process.argv.slice(2)
if (!name || !file || !/^[a-z0-9-]+$/.test(name) || !existsSync(file)) {
  process.stderr.write('usage: node scripts/golden.ts NAME FILE (NAME of small letters, digits and hyphens)\n')
  process.exit(2)
}
const plain = extname(file) === '.txt'
const folder = resolve(import.meta.dirname, '../fixtures/extract', name)
mkdirSync(folder, { recursive: true })
copyFileSync(file, resolve(folder, plain ? 'page.txt' : 'page.html'))
const html = readFileSync(file, 'utf8')
const url = `https://${name}.example/story`
const article = extractArticle({
  id: makeId('page', url),
  source: name,
  url,
  fetchedAt: null,
  mediaType: plain ? 'text/plain' : 'text/html',
  charset: 'utf-8',
  html,
  given: null,
})
const expected = {
  title: article.title?.value,
  language: article.language ?? undefined,
  published: article.published?.value.value,
  authors: article.authors?.value.map((author) => author.name),
  furniture: article.furniture.map(({ kind, at }) => ({ kind, exact: html.slice(at.start, at.end) })),
}
writeFileSync(resolve(folder, 'expected.txt'), `${article.text}\n`)
writeFileSync(resolve(folder, 'expected.json'), `${JSON.stringify(expected, null, 2)}\n`)
process.stdout.write(`${folder}: now correct expected.txt and expected.json by hand\n`)
