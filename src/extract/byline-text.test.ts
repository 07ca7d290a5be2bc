import assert from 'node:assert/strict'
import { test } from 'node:test'
import { authorsIn, bareByline } from './byline-text.ts'

const names = (text: string) => authorsIn(text).map(({ name, kind }) => (kind === 'person' ? name : `${name} (${kind})`))

const bylines: readonly (readonly [string, readonly string[]])[] = [
  ['By Ada Crane', ['Ada Crane']],
  ['By Ada Crane and Noel Pier', ['Ada Crane', 'Noel Pier']],
  ['By Ada Crane, Noel Pier & Mary-Ann O’Dell', ['Ada Crane', 'Noel Pier', 'Mary-Ann O’Dell']],
  ['Written by: ADA CRANE, Senior Reporter', ['ADA CRANE']],
  ['Ada Crane | ada@echo.example', ['Ada Crane']],
  ['By Ada Crane in Cairo', ['Ada Crane']],
  ['Ada Crane 3 May 2024', ['Ada Crane']],
  ['By Ada Crane The Associated Press', ['Ada Crane', 'The Associated Press (agency)']],
  ['By Ada Crane, MD, FRCS', ['Ada Crane']],
  ['By Christoph von Ufer', ['Christoph von Ufer']],
  ['11.12.2019 - Ada Crane', ['Ada Crane']],
  ['By News Desk', ['News Desk (desk)']],
  ['Reuters', ['Reuters (agency)']],
  ['Von Karla Ufer und Jens Brück', ['Karla Ufer', 'Jens Brück']],
  ['Par Léa Quai et Marc Port', ['Léa Quai', 'Marc Port']],
  ['Por Inés Muelle y Juan de la Costa', ['Inés Muelle', 'Juan de la Costa']],
  ['Автор: Анна Причал', ['Анна Причал']],
  ['김하늘 기자', ['김하늘']],
  ['3 min read', []],
  ['By', []],
  ['https://echo.example/ada', []],
]
for (const [line, wanted] of bylines) test(`E54 a byline: ${line}`, () => assert.deepEqual(names(line), wanted))

test('E54 the byline is what stands behind its opening word', () => {
  assert.equal(bareByline('By City Desk'), 'City Desk')
  assert.equal(bareByline('Von Karla Ufer –'), 'Karla Ufer')
})
