import assert from 'node:assert/strict'
import { test } from 'node:test'
import { languageOf, languageOfText } from './language.ts'

const sentences: Readonly<Record<string, string>> = {
  en: 'The harbour was closed for nine weeks and the boats of the town had to go to another port.',
  de: 'Der Hafen war neun Wochen lang geschlossen und die Boote der Stadt mussten in einen anderen Hafen.',
  fr: 'Le port est resté fermé pendant neuf semaines et les bateaux de la ville ont dû aller dans un autre port.',
  es: 'El puerto estuvo cerrado durante nueve semanas y los barcos de la ciudad tuvieron que ir a otro puerto.',
  it: 'Il porto è rimasto chiuso per nove settimane e le barche della città sono dovute andare in un altro porto.',
  pt: 'O porto ficou fechado durante nove semanas e os barcos da cidade não puderam entrar, mas já voltaram ao cais.',
  nl: 'De haven was negen weken gesloten en de boten van de stad moesten naar een andere haven, maar dat is nu voorbij.',
  sv: 'Hamnen var stängd i nio veckor och båtarna i staden var tvungna att gå till en annan hamn som är längre bort.',
  da: 'Havnen var lukket i ni uger, og byens både måtte sejle til en anden havn, som ikke er så stor af størrelse.',
  fi: 'Satama oli suljettu yhdeksän viikkoa, ja kaupungin veneet ovat nyt jo palanneet, mutta se ei ole vielä valmis.',
  pl: 'Port był zamknięty przez dziewięć tygodni i łodzie z miasta nie mogły do niego wpłynąć, ale już jest otwarty.',
  cs: 'Přístav byl devět týdnů uzavřen a lodě z města se do něj nemohly dostat, ale už je zase otevřený pro všechny.',
  hu: 'A kikötő kilenc hétig zárva volt, és a város hajói nem tudtak kikötni, de már újra nyitva van az egész.',
  ro: 'Portul a fost închis timp de nouă săptămâni și bărcile din oraș nu au putut intra, dar acum este din nou deschis.',
  hr: 'Luka je bila zatvorena devet tjedana i brodovi iz grada nisu mogli ući, ali će se sada opet otvoriti za sve koji žele.',
  tr: 'Liman dokuz hafta kapalı kaldı ve şehrin tekneleri başka bir limana gitmek için daha uzun bir yol aldı.',
  id: 'Pelabuhan itu ditutup selama sembilan minggu dan kapal dari kota tidak bisa masuk, tetapi sudah dibuka untuk semua.',
  vi: 'Cảng đã đóng cửa trong chín tuần và các tàu của thành phố không thể vào, nhưng nay đã được mở lại cho mọi người.',
  sw: 'Bandari ilifungwa kwa wiki tisa na boti za mji hazikuweza kuingia, lakini sasa imefunguliwa kwa watu wa mji huo.',
  ru: 'Порт был закрыт девять недель, и лодки из города не могли войти в него, но теперь он снова открыт для всех.',
  uk: 'Порт був закритий дев’ять тижнів, і човни з міста не могли зайти до нього, але тепер він знову відкритий для всіх.',
  bg: 'Пристанището беше затворено девет седмици и лодките от града не можеха да влязат, но сега то е отворено за всички.',
  ar: 'كان الميناء مغلقا تسعة أسابيع ولم تتمكن قوارب المدينة من الدخول إلى الميناء، كما قال المجلس في بيان هذا اليوم.',
  fa: 'بندر نه هفته بسته بود و قایق‌های شهر نمی‌توانستند به آن وارد شوند، اما این بندر برای همه باز شد و کار را آغاز کرد.',
  ur: 'بندرگاہ نو ہفتے بند رہی اور شہر کی کشتیاں اس میں نہیں جا سکیں، لیکن اب یہ سب کے لیے کھول دی گئی ہے۔',
  hi: 'बंदरगाह नौ सप्ताह से बंद था और शहर की नावें उसमें नहीं जा सकीं, लेकिन अब यह सभी के लिए खोल दिया गया है।',
  bn: 'বন্দরটি নয় সপ্তাহ বন্ধ ছিল এবং শহরের নৌকাগুলি ঢুকতে পারেনি।',
  el: 'Το λιμάνι ήταν κλειστό εννέα εβδομάδες και τα σκάφη δεν έμπαιναν.',
  he: 'הנמל היה סגור תשעה שבועות והסירות של העיר לא יכלו להיכנס.',
  th: 'ท่าเรือปิดเก้าสัปดาห์และเรือของเมืองไม่สามารถเข้าได้',
  ja: '港は九週間閉鎖され、町の船は入ることができなかった。',
  zh: '港口关闭了九个星期，城里的船只无法进入港口。',
  ko: '항구는 아홉 주 동안 닫혀 있었고 도시의 배는 들어갈 수 없었다.',
}
for (const [language, text] of Object.entries(sentences))
  test(`E55 the language of a text: ${language}`, () => assert.equal(languageOfText(text), language))

test('E55 null where nothing tells', () => {
  for (const text of [
    '',
    'Lowmere 3 Easton 1',
    '12 34 56',
    'Isikhumulo sasivaliwe amasonto ayisishiyagalolunye futhi izikebhe azikwazanga ukungena',
  ])
    assert.equal(languageOfText(text), null, text)
})

test('E55 the text is believed, the page where the text is too short', () => {
  assert.equal(languageOf(sentences.de!, ['en-US']), 'de')
  assert.equal(languageOf('Lowmere 3', ['pt-BR']), 'pt')
  assert.equal(languageOf('Lowmere 3', ['x']), null)
})
