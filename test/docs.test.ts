import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { commands } from '../src/cli/commands.ts'
import { settingNames, variableOf } from '../src/cli/settings.ts'
import { exporters } from '../src/export/exporters.ts'
import { exportTables } from '../src/export/tables.ts'
import { storySchema } from '../src/model/document.ts'

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')

test('X1 every command, setting, format and table is documented', () => {
  const docs = read('docs/cli.md')
  for (const { name, options } of commands) {
    assert.match(docs, new RegExp(`stemma ${name}\\b`), `docs/cli.md does not tell of "stemma ${name}"`)
    for (const option of Object.keys(options))
      assert.ok(docs.includes(`--${option}`), `docs/cli.md does not tell of --${option} (stemma ${name})`)
  }
  for (const name of settingNames) assert.ok(docs.includes(variableOf(name)), `docs/cli.md does not tell of the setting ${name}`)
  for (const { name } of [...exporters, ...exportTables]) assert.ok(docs.includes(`\`${name}\``), `docs/cli.md does not tell of ${name}`)
})

test('X2 docs/story.schema.json is the schema of the code', () => {
  assert.deepEqual(JSON.parse(read('docs/story.schema.json')), JSON.parse(JSON.stringify(storySchema())), 'run: node scripts/schema.ts')
})

test('A7 a rule that a test cites stands in docs/spec/', () => {
  const rules = new Set(
    globSync('docs/spec/*.md').flatMap((file) => [...read(file).matchAll(/\*\*([A-Z](?:-[A-Z])?\d+)\*\*/g)].map(([, rule]) => rule)),
  )
  for (const file of globSync(['src/**/*.test.ts', 'test/**/*.test.ts']))
    for (const [, rule] of readFileSync(file, 'utf8').matchAll(/\btest\(\s*['"`]([A-Z](?:-[A-Z])?\d+) /g))
      assert.ok(rules.has(rule!), `${file} cites ${rule}, which docs/spec.md does not have`)
})

test('A8 relative links between the documents lead somewhere', () => {
  for (const file of globSync(['*.md', 'docs/**/*.md', 'fixtures/**/*.md']))
    for (const [, target] of readFileSync(file, 'utf8').matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g))
      assert.ok(
        globSync(new URL(target!, `file://${process.cwd()}/${file}`).pathname).length > 0,
        `${file} links to ${target}, which is not there`,
      )
})
