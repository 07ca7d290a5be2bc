import type { Option } from './command.ts'

/** Options every command takes. */
export const commonOptions: Readonly<Record<string, Option>> = {
  data: { type: 'string', value: 'DIR', says: 'where everything is kept (STEMMA_DATA; default: stemma in the XDG data folder)' },
  database: { type: 'string', value: 'URL', says: 'postgres://… instead of SQLite in the data folder (STEMMA_DATABASE)' },
  workers: { type: 'string', value: 'N', says: 'worker threads (STEMMA_WORKERS; default: one a processor core)' },
  help: { type: 'boolean', short: 'h', says: 'show this' },
}
