import { spawnSync } from 'node:child_process'
import { cpSync, globSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { dirname, resolve } from 'node:path'
import { buildPages } from '../src/cli/pages.ts'

/**
 * Makes dist/ for the package. JavaScript is src/ with its types stripped by Node itself, line by line the same; `./file.ts` becomes
 * `./file.js`, and a package.json inside dist/ leads `#room/file.ts` to the compiled files. Types come from tsc. The web pages in dist/web are built only when they are stale:
 * whoever serves them meanwhile keeps them.
 */
const root = resolve(import.meta.dirname, '..')
const source = resolve(root, 'src')
const target = resolve(root, 'dist')
const relative = /(['"])(\.{1,2}\/[\w./-]+)\.ts\1/g

mkdirSync(target, { recursive: true })
for (const name of readdirSync(target)) if (name !== 'web') rmSync(resolve(target, name), { recursive: true, force: true })
await buildPages(console.error)
const compiler = spawnSync(resolve(root, 'node_modules/.bin/tsc'), ['-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' })
if (compiler.status !== 0) process.exit(compiler.status ?? 1)
for (const file of globSync('**/*', { cwd: source, withFileTypes: true })) {
  if (!file.isFile() || file.name.endsWith('.test.ts')) continue
  const from = resolve(file.parentPath, file.name)
  const to = from.replace(source, target)
  mkdirSync(dirname(to), { recursive: true })
  if (file.name.endsWith('.ts'))
    writeFileSync(to.replace(/ts$/, 'js'), stripTypeScriptTypes(readFileSync(from, 'utf8')).replace(relative, '$1$2.js$1'))
  else cpSync(from, to)
}
cpSync(resolve(root, 'fixtures/pages'), resolve(target, 'examples'), { recursive: true })
writeFileSync(
  resolve(target, 'package.json'),
  `${JSON.stringify({ type: 'module', imports: { '#*.ts': { types: './*.d.ts', default: './*.js' } } })}\n`,
)
