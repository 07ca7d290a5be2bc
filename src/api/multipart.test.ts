import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { uploadsOf } from './multipart.ts'
import { HttpError } from './problems.ts'

const boundary = 'x-line-between'
const type = `multipart/form-data; boundary="${boundary}"`
type File = Readonly<{ name: string; bytes: Uint8Array }>

const formOf = (files: readonly File[]) =>
  Buffer.concat([
    ...files.flatMap(({ name, bytes }) => [
      Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: text/html\r\n\r\n`),
      bytes,
      Buffer.from('\r\n'),
    ]),
    Buffer.from(`--${boundary}--\r\n`),
  ])

async function* inChunks(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length]!
    yield bytes.subarray(at, at + size)
    at += size
  }
}

async function readAll(body: AsyncIterable<Uint8Array>, mostBytes = 2 ** 20): Promise<File[]> {
  const files: File[] = []
  for await (const { name, bytes } of uploadsOf(body, type, mostBytes)) {
    const chunks: Buffer[] = []
    for await (const chunk of bytes) chunks.push(Buffer.from(chunk))
    files.push({ name, bytes: new Uint8Array(Buffer.concat(chunks)) })
  }
  return files
}

test('W11 files come back as they were sent, however the body is cut', async () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.string({ unit: fc.constantFrom('\r', '\n', '-', 'x', `--${boundary}`, `\r\n-`) }).map((text) => new Uint8Array(Buffer.from(text))),
  )
  const file = fc.record({ name: fc.stringMatching(/^[a-z0-9 ._-]{1,20}$/), bytes })
  await fc.assert(
    fc.asyncProperty(
      fc.array(file, { minLength: 1, maxLength: 4 }),
      fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1 }),
      async (files, sizes) => {
        if (files.some((one) => formOf([one]).indexOf(`\r\n--${boundary}`, 0) !== formOf([one]).length - boundary.length - 8)) return // a boundary inside a file
        assert.deepEqual(
          await readAll(inChunks(formOf(files), sizes)),
          files.map((one) => ({ ...one })),
        )
      },
    ),
  )
})

test('W11 a broken or large form is refused; fields without a file are passed over; names lose their folders', async () => {
  const form = formOf([{ name: 'C:\\\\fakepath\\\\a.html', bytes: new Uint8Array(5_000) }])
  await assert.rejects(readAll(inChunks(form.subarray(0, 3_000), [100])), (error) => error instanceof HttpError && error.status === 400)
  await assert.rejects(readAll(inChunks(form, [100]), 1_000), (error) => error instanceof HttpError && error.status === 413)
  await assert.rejects(readAll(inChunks(Buffer.from('hello'), [100])), HttpError)
  assert.equal((await readAll(inChunks(form, [100])))[0]!.name, 'a.html')
  const field = Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="note"\r\n\r\nhello\r\n`)
  assert.equal((await readAll(inChunks(Buffer.concat([field, form]), [7]))).length, 1)
})
