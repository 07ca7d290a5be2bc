import { spawn } from 'node:child_process'
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')
const target = join(root, 'dist/web')
/** What the pages are made of, in a checkout; the installed package has no such folders, and its pages lie built beside it. */
const sources = ['web', 'src/model', 'src/text', 'package-lock.json'].map((path) => join(root, path))

/**
 * Builds the web pages in a checkout when they were never built, or something that goes into them is newer: a second or two.
 * Where they cannot be built (development packages left out) it says so, and the API serves without them.
 */
export async function buildPages(say: (line: string) => void): Promise<void> {
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  if (!existsSync(join(root, 'web/vite.config.ts')) || !isStale()) return
  if (!existsSync(vite)) return say('The pages are not built, and vite is not installed: run npm ci, then npm run web.')
  say('Building the pages (once)…')
  const made = `${target}.${process.pid}`
  const code = await new Promise<number | null>((resolve, reject) =>
    spawn(process.execPath, [vite, 'build', 'web', '--logLevel', 'error', '--outDir', made], { cwd: root, stdio: ['ignore', 2, 2] })
      .once('error', reject)
      .once('exit', resolve),
  )
  if (code === 0) {
    rmSync(target, { recursive: true, force: true })
    renameSync(made, target)
  } else {
    rmSync(made, { recursive: true, force: true })
    say('The pages could not be built: see above. The API serves without them.')
  }
}

function isStale(): boolean {
  const index = join(target, 'index.html')
  return !existsSync(index) || sources.some((path) => newest(path) > statSync(index).mtimeMs)
}

function newest(path: string): number {
  const { mtimeMs } = statSync(path)
  if (!statSync(path).isDirectory()) return mtimeMs
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return files.reduce((latest, { parentPath, name }) => Math.max(latest, statSync(join(parentPath, name)).mtimeMs), 0)
}
