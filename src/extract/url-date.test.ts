import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dateOfUrl } from './url-date.ts'

const addresses: readonly (readonly [string, string | null])[] = [
  ['https://echo.example/2024/05/03/harbour', '2024-05-03'],
  ['https://echo.example/news/2024-05-03-harbour.html', '2024-05-03'],
  ['https://echo.example/20240503/harbour', '2024-05-03'],
  ['https://echo.example/a/A20240503174742009', '2024-05-03'],
  ['https://echo.example/world/2024/may/3/harbour', '2024-05-03'],
  ['https://echo.example/03-05-2024-harbour', '2024-05-03'],
  ['https://echo.example/2024/05/harbour', '2024-05'],
  ['https://web.archive.org/web/20110106023242/http://echo.example/2010/12/29/x', '2010-12-29'],
  ['https://echo.example/2023/10/3-questions', '2023-10'],
  ['https://echo.example/2024/02/31/x', null],
  ['https://echo.example/story-2028064', null],
  ['https://2024-05-03.example/', null],
]
for (const [url, date] of addresses) test(`E56 the date of an address: ${url}`, () => assert.equal(dateOfUrl(url), date))
