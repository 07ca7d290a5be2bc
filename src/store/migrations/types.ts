/**
 * Where SQLite and PostgreSQL differ, in one place. Type names that both understand alike are written as they are:
 * `bigint` (64 bits), `text`, `double precision`.
 */
export type Dialect = Readonly<{
  /** For the few tables that are not the same in both. */
  name: 'sqlite' | 'postgres'
  /** Text that is compared by its code points, so that order and ids do not hang on the machine's language. */
  key: string
  blob: string
  /** A number that counts up with each row. */
  counter: string
  /** Ends a table whose rows lie in the order of its primary key, and nowhere else, where the database can do that. */
  clustered: string
  /** Full-text search over `title` and `text` of the table, kept up to date by the database itself. */
  fullText: (table: string) => readonly string[]
}>

/** One numbered step of the schema. Applied once, in one transaction, in order; never changed after a release. */
export type Migration = Readonly<{ number: number; name: string; statements: (dialect: Dialect) => readonly string[] }>
