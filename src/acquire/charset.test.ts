import assert from 'node:assert/strict'
import { Buffer } from 'node:buffer'
import { test } from 'node:test'
import fc from 'fast-check'
import { InputError } from '#model/errors.ts'
import { decodePage } from './charset.ts'

/** Writes text in a charset by turning its decoder round: every one or two byte code it knows. */
function encoder(charset: string): (text: string) => Uint8Array {
  const codes = new Map<string, number[]>()
  const decoder = new TextDecoder(charset, { fatal: true })
  const learn = (...bytes: number[]) => {
    try {
      const text = decoder.decode(Uint8Array.from(bytes))
      if ([...text].length === 1 && !codes.has(text)) codes.set(text, bytes)
    } catch {
      // no such code
    }
  }
  for (let byte = 0; byte < 256; byte++) learn(byte)
  if (/gb|big5|shift|euc/.test(charset))
    for (let lead = 0x81; lead < 0xff; lead++) for (let trail = 0x40; trail < 0xff; trail++) learn(lead, trail)
  return (text) => Uint8Array.from([...text].flatMap((letter) => codes.get(letter) ?? assert.fail(`${letter} is not in ${charset}`)))
}

/** A few sentences as a newspaper might write them, and the charsets their language was written in. */
const languages: readonly (readonly [string, readonly string[]])[] = [
  [
    'Der Bürgermeister sagte am Freitag, die Straße über den Fluß bleibe bis März für schwere Fahrzeuge gesperrt. Größere Schäden müßten zunächst geprüft werden.',
    ['windows-1252'],
  ],
  [
    'Le maire a déclaré vendredi que la route resterait fermée jusqu’à la fin du mois de février. Les élèves seront transportés par des navettes gratuites.',
    ['windows-1252'],
  ],
  [
    'Burmistrz powiedział w piątek, że most pozostanie zamknięty do końca miesiąca. Ciężarówki będą musiały jeździć objazdem przez sąsiednią gminę, dodał urzędnik.',
    ['windows-1250', 'iso-8859-2'],
  ],
  [
    'Starosta v pátek řekl, že most zůstane uzavřený až do konce měsíce. Těžká vozidla budou muset jezdit objížďkou přes sousední obec, dodal úředník.',
    ['windows-1250', 'iso-8859-2'],
  ],
  [
    'Мэр города заявил в пятницу, что мост останется закрытым до конца месяца. Грузовые автомобили будут следовать в объезд через соседний посёлок, добавил он.',
    ['windows-1251', 'koi8-r', 'iso-8859-5'],
  ],
  [
    'Кметът заяви в петък, че мостът ще остане затворен до края на месеца. Тежкотоварните автомобили ще минават по обходен маршрут през съседната община.',
    ['windows-1251'],
  ],
  [
    'Ο δήμαρχος δήλωσε την Παρασκευή ότι η γέφυρα θα παραμείνει κλειστή μέχρι το τέλος του μήνα. Τα βαριά οχήματα θα κινούνται από άλλο δρόμο.',
    ['windows-1253', 'iso-8859-7'],
  ],
  [
    'Belediye başkanı cuma günü köprünün ay sonuna kadar kapalı kalacağını söyledi. Ağır araçlar komşu ilçeden geçen yolu kullanacak, diye ekledi yetkili.',
    ['windows-1254'],
  ],
  ['ראש העיר אמר ביום שישי כי הגשר יישאר סגור עד סוף החודש. משאיות ייאלצו לנסוע בדרך עוקפת דרך היישוב השכן, הוסיף.', ['windows-1255']],
  [
    'قال رئيس البلدية يوم الجمعة إن الجسر سيبقى مغلقا حتى نهاية الشهر. وستضطر الشاحنات إلى سلوك طريق آخر عبر البلدة المجاورة.',
    ['windows-1256'],
  ],
  ['市长星期五表示，这座大桥将关闭到月底。重型车辆必须绕行邻近的乡镇，他补充说，居民可以乘坐免费的公共汽车上班。', ['gb18030']],
  ['市長星期五表示，這座大橋將關閉到月底。重型車輛必須繞行鄰近的鄉鎮，他補充說，居民可以搭乘免費的公車上班。', ['big5']],
  [
    '市長は金曜日、橋は月末まで閉鎖されると述べた。大型車両は隣の町を通る迂回路を使わなければならない、と担当者は付け加えた。',
    ['shift_jis', 'euc-jp'],
  ],
  [
    '시장은 금요일에 다리가 이달 말까지 폐쇄될 것이라고 말했다. 대형 차량은 이웃 마을을 지나는 우회로를 이용해야 한다고 덧붙였다.',
    ['euc-kr'],
  ],
]
const html = (text: string) =>
  `<!doctype html><html><head><title>${text.slice(0, 30)}</title></head><body><div class="top"><a href="/">Home</a></div><p>${text}</p></body></html>`

test('Q4 a charset that nobody declares is found', () => {
  for (const [text, charsets] of languages)
    for (const charset of charsets) {
      const decoded = decodePage(encoder(charset)(html(text)), null)
      assert.equal(decoded.html, html(text), `${charset} read as ${decoded.charset}`)
    }
})

test('Q4 the header counts before the page, the page before guessing', () => {
  for (const [text, charsets] of languages)
    for (const charset of charsets) {
      const bytes = encoder(charset)(html(text))
      assert.equal(decodePage(bytes, `text/html; charset="${charset}"`).html, html(text))
      const declaring = html(text).replace('<title>', `<!-- <meta charset=utf-8> --><meta charset=${charset}><title>`)
      assert.equal(decodePage(encoder(charset)(declaring), 'text/html').html, declaring)
      const xml = `<?xml version="1.0" encoding="${charset}"?>${html(text)}`
      assert.equal(decodePage(encoder(charset)(xml), null).html, xml)
    }
  const russian = encoder('koi8-r')(html(languages[4]![0]).replace('<title>', '<meta charset=windows-1251><title>'))
  assert.equal(decodePage(russian, 'text/html; charset=koi8-r').charset, 'koi8-r')
})

test('Q4 UTF-8 is UTF-8 whatever is declared, and stays so with a few broken bytes', () => {
  for (const [text] of languages) {
    const bytes = Buffer.from(html(text))
    for (const type of [null, 'text/html; charset=utf-8', 'text/html; charset=iso-8859-1', 'text/html; charset=gbk'])
      assert.deepEqual(decodePage(bytes, type), { html: html(text), charset: 'utf-8', mediaType: 'text/html' })
    const many = Buffer.from(html(text.repeat(10)))
    many[many.length - 40] = 0xff
    assert.equal(decodePage(many, 'text/html; charset=utf-8').charset, 'utf-8')
  }
})

test('Q4 what is declared as UTF-8 and is not is found as if nothing were declared', () => {
  const [text] = languages[4]!
  const bytes = encoder('windows-1251')(html(text))
  assert.equal(decodePage(bytes, 'text/html; charset=utf-8').html, html(text))
})

test('Q4 UTF-16 with and without a mark; the mark is removed, nothing else', () => {
  const text = html('Ďakujeme za návštevu — 市長')
  const little = Buffer.from(text, 'utf16le')
  const big = Buffer.from(little).swap16()
  assert.equal(decodePage(Buffer.concat([Buffer.of(0xff, 0xfe), little]), null).html, text)
  assert.equal(decodePage(Buffer.concat([Buffer.of(0xfe, 0xff), big]), 'text/html; charset=utf-8').html, text)
  assert.equal(decodePage(little, null).charset, 'utf-16le')
  assert.equal(decodePage(big, null).charset, 'utf-16be')
  assert.equal(decodePage(Buffer.from(`\ufeff${text}\r\n\t `), null).html, `${text}\r\n\t `)
})

test('Q4 HTML or plain text: by the type, else by its tags', () => {
  const kind = (text: string, type: string | null = null) => decodePage(Buffer.from(text), type).mediaType
  assert.equal(kind('<p>One</p>', 'text/plain; charset=utf-8'), 'text/plain')
  assert.equal(kind('no tag', 'application/xhtml+xml'), 'text/html')
  assert.equal(kind('  <!DOCTYPE html>x'), 'text/html')
  assert.equal(kind('<div><p>One<p>Two</div>'), 'text/html')
  assert.equal(kind('The <b> tag is bold, he wrote; 3 < 4.'), 'text/plain')
  assert.equal(kind('Harbour Post\n\nThe bridge stays shut.', 'application/octet-stream'), 'text/plain')
})

test('Q4 what is no text is refused', () => {
  const noise = Buffer.from(Array.from({ length: 4000 }, (_, at) => (at * 7919) % 256))
  for (const bytes of [
    Buffer.alloc(0),
    Buffer.alloc(500),
    noise,
    Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\x01\0\x08\x06\0\0\0'),
  ])
    assert.throws(() => decodePage(bytes, null), InputError)
  assert.equal(decodePage(Buffer.from('<p>one \0 stray zero</p><p>'), null).html, '<p>one \0 stray zero</p><p>')
})

test('Q4 any bytes are decoded or refused', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 2000 }),
      fc.constantFrom(null, 'text/html', 'text/html; charset=gbk', 'text/plain; charset=x'),
      (bytes, type) => {
        try {
          assert.equal(typeof decodePage(bytes, type).html, 'string')
        } catch (error) {
          assert.ok(error instanceof InputError)
        }
      },
    ),
    { numRuns: 500 },
  )
})

test('Q4 the time grows with the length only', () => {
  const hostile = [
    '<meta '.repeat(20_000),
    '<!--'.repeat(20_000),
    '<'.repeat(1_000_000),
    `<meta ${'charset'.repeat(100_000)}`,
    '\xe9<'.repeat(500_000),
  ]
  for (const text of hostile) {
    const from = performance.now()
    decodePage(Buffer.from(text, 'latin1'), null)
    assert.ok(performance.now() - from < 5000)
  }
})
