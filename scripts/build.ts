import { spawnSync } from 'node:child_process'
import { cpSync, globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/**
 * Compiles src/ to dist/ for the package: JavaScript and types, and beside them every data file (weights, style sheets).
 * A package.json inside dist/ leads `#room/file.ts` to the compiled files, so no import is rewritten.
 */
const root = resolve(import.meta.dirname, '..')
rmSync(resolve(root, 'dist'), { recursive: true, force: true })
const compiler = spawnSync(resolve(root, 'node_modules/.bin/tsc'), ['-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' })
if (compiler.status !== 0) process.exit(compiler.status ?? 1)
for (const file of globSync('src/**/*', { cwd: root, withFileTypes: true })) {
  if (!file.isFile() || file.name.endsWith('.ts')) continue
  const from = resolve(file.parentPath, file.name)
  const to = from.replace(resolve(root, 'src'), resolve(root, 'dist'))
  mkdirSync(dirname(to), { recursive: true })
  cpSync(from, to)
}
cpSync(resolve(root, 'fixtures/pages'), resolve(root, 'dist/examples'), { recursive: true })
writeFileSync(
  resolve(root, 'dist/package.json'),
  `${JSON.stringify({ type: 'module', imports: { '#*.ts': { types: './*.d.ts', default: './*.js' } } })}\n`,
)
