import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { after, before, test } from 'node:test'

const root = resolve(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'stemma-package-'))
const modules = join(folder, 'node_modules')
const installed = join(modules, 'stemma')
after(() => rmSync(folder, { recursive: true, force: true }))

const node = (args: readonly string[]) =>
  execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8', env: { ...process.env, STEMMA_DATA: join(folder, 'data') } })

/** Packs the project, and puts the package where `npm install` would, with its dependencies beside it. */
before(() => {
  const [{ filename }] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--pack-destination', folder], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).replace(/^[^[]*/s, ''),
  ) as [{ filename: string }]
  mkdirSync(installed, { recursive: true })
  execFileSync('tar', ['-xzf', join(folder, filename), '-C', installed, '--strip-components', '1'])
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { dependencies: Record<string, string> }
  for (const name of Object.keys(dependencies)) {
    mkdirSync(dirname(join(modules, name)), { recursive: true })
    symlinkSync(join(root, 'node_modules', name), join(modules, name))
  }
})

test('A9 the installed package runs the command line on plain Node', () => {
  const main = join(installed, 'dist/cli/main.js')
  assert.match(node([main, '--version']), /^\d+\.\d+\.\d+$/m)
  assert.match(node([main, 'add', join(installed, 'dist/examples')]), /pages added/)
  assert.match(node([main, 'stories', '--json']), /"title"/)
})

test('A9 the installed package brings its pages', () => {
  assert.match(readFileSync(join(installed, 'dist/web/index.html'), 'utf8'), /<script type="module"/)
})

test('A9 the installed package is a typed library', () => {
  writeFileSync(
    join(folder, 'try.mjs'),
    `import { openStemma } from 'stemma'
const stemma = await openStemma({ data: ${JSON.stringify(join(folder, 'library'))} })
const report = await stemma.add([${JSON.stringify(join(installed, 'dist/examples/northlight'))}])
const [story] = await stemma.stories({ limit: 1 })
console.log(report.added, (await stemma.story(story.id)).counts.independentReports)
await stemma.close()`,
  )
  assert.equal(node([join(folder, 'try.mjs')]).trim(), '1 1')
})
