/**
 * The language of a text, BCP 47 (primary subtag): told by its script, and within a script by the commonest function words and by letters
 * that only one language of the script writes. Null: too little text, or no language stands out.
 */
export function languageOfText(text: string): string | null {
  const sample = text.length > sampleLength ? text.slice(0, sampleLength) : text
  const script = scriptOf(sample)
  if (!script) return null
  return typeof script === 'string' ? script : wordsTell(sample.toLowerCase(), script)
}

/** What is looked at, in code units: enough for some 160 words. */
const sampleLength = 1000
/** Letters below which nothing is said. */
const fewestLetters = 24
/** Share of the words that must be function words of the language found, and how far it must lead the next. */
const bounds = { share: 0.08, lead: 1.15, words: 8 } as const

type Profile = Readonly<{ language: string; words: readonly string[]; letters: RegExp | null }>
const profile = (language: string, words: string, letters: RegExp | null = null): Profile => ({
  language,
  words: words.split(/\s+/),
  letters,
})

/** Function words: articles, prepositions, conjunctions, pronouns, auxiliaries; the commonest of each language, own knowledge. */
const latin: readonly Profile[] = [
  profile('en', 'the of and to in a is that for it was on with as are by be this from at have has had not but they his her he she which were been will their an or who its said would'),
  profile('de', 'der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über so zum war haben nur oder', /[äöüß]/),
  profile('fr', 'de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec elle ou son aux été cette mais nous ont leur ses', /[éèêàçœùî]/),
  profile('es', 'de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha me si sin sobre este ya entre cuando todo esta son también fue había era muy años hasta', /[ñáéíóú¿¡]/),
  profile('it', 'di e il la che in un a per è una sono con non del si da dei le della al come ha i più anche alla nel ma gli lo delle su dal questo o nella hanno stato essere', /[àèéìòù]/),
  profile('pt', 'de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu sua ou ser quando muito há nos já está eu também só pelo pela até isso', /[ãõçáéíóúâê]/),
  profile('nl', 'de en van het een in is dat op te zijn voor met die niet aan er om ook als maar bij door naar hij of werd wordt heeft uit dan nog over zich ze was worden meer deze hebben tot geen'),
  profile('af', 'die en van het ’n is in dat te vir met nie op sy aan ook word om as wat deur was hulle by na uit hy sal daar maar gesê toe kan'),
  profile('sv', 'och i att det som en på är av för med till den har de inte om ett han men var jag från vi så kan när år under också efter eller nu där vid mot ska skulle', /[åäö]/),
  profile('da', 'og i at det er en til på som af for med den de har ikke der et han men var sig fra vil om ved kan eller efter blev også over mod være hvor skal nu', /[æøå]/),
  profile('nb', 'og i det er på som en til for av at med har de ikke den om et han fra men var seg vi så kan ble etter også vil eller år skal ved hadde opp nå mot sier', /[æøå]/),
  profile('nn', 'og i det er på som ein til for av at med har dei ikkje den om eit han frå men var seg vi så kan vart etter også vil eller år skal ved hadde opp no mot seier', /[æøå]/),
  profile('is', 'og að í á er sem við til um en það af hann með var fyrir ekki frá eru því þá þetta verið hefur eftir hafa þess', /[ðþæö]/),
  profile('fi', 'ja on ei se että oli hän ovat mukaan myös mutta kun joka kuin niin tai sen vuoden jo ole vain sitä nyt jos hänen voi sekä ennen mitä olla', /[äö]/),
  profile('et', 'ja on ei et ta see oli kui ka mis aga oma selle või siis seda kes nii välja ning ma tema juba pole eesti kuid mille', /[õäöü]/),
  profile('lv', 'un ir ka no par ar uz kas tas arī to bet kā pēc gada lai pie gan ja tā vai bija nav jau būs līdz ko šo tika', /[āčēģīķļņšūž]/),
  profile('lt', 'ir kad į iš su buvo yra kaip apie dėl bet tai po jis už metų nuo prie jau ar tik pat savo bus šio o taip', /[ąčęėįšųūž]/),
  profile('pl', 'w i na z się do nie jest że o to jak po od za przez oraz ale dla co są był tym który ze tego być czy już roku jego także ma by go', /[ąćęłńóśźż]/),
  profile('cs', 'a se v na je že o s z do to i jako za pro ale by po k jsou které od který už ve bylo jeho při jen podle však nebo si má byl tak roku', /[ěščřžýáíéůú]/),
  profile('sk', 'a sa v na je že o s z do to aj ako za pre ale by po k sú ktoré od ktorý už vo bolo jeho pri len podľa však alebo si má bol tak roku', /[ľĺŕôäščťž]/),
  profile('sl', 'in je v na se da za so z pa ki tudi po ne iz od bi pri bo kot do ni ali še le bil ga pred med kar več lahko bila jih', /[čšž]/),
  profile('hr', 'i u je na se da za su od s što koji kao nije o to ne ali će iz po bi do te koje biti a kako ili koja samo prema bio njegov još uz', /[čćšžđ]/),
  profile('sr', 'i u je na se da za su od sa što koji kao nije o to ne ali će iz po bi do koje a kako ili koja samo prema bio još uz on rekao', /[čćšžđ]/),
  profile('bs', 'i u je na se da za su od sa što koji kao nije o to ne ali će iz po bi do te koje a kako ili koja samo prema bio još uz kazao', /[čćšžđ]/),
  profile('hu', 'a az és hogy nem is egy ez volt meg csak de van ki el már még azt mint vagy szerint után lehet ha ezt akkor minden pedig majd amely aki között', /[őűáéíóúöü]/),
  profile('ro', 'de și în a la cu care pe că din un o nu este au pentru mai sunt ca fost al se dar prin după sau lui ale fi această ce până', /[ăâîșțşţ]/),
  profile('ca', 'de la i el que en a els per les un amb del una és al no se més com o es ha però dels són ser aquest també pel va seu', /[àçèéíòóúï·]/),
  profile('gl', 'de a o que e do da en un para é con non unha os no se na por máis as dos como pero foi ao das ten á seu súa ou'),
  profile('eu', 'eta da du ez ere dute zuen bat izan dira egin den baina dela hori izango arte baino zen beste'),
  profile('sq', 'të në dhe e i që për me një nga është se nuk ka më ai kjo si do por duke janë ishte kanë ky', /[ëç]/),
  profile('tr', 've bir bu da de için ile çok olarak daha olan gibi var en sonra kadar ne ise ancak ya diye her o oldu olduğunu ki değil göre tarafından', /[ğışçöü]/),
  profile('az', 'və bir bu da də üçün ilə olan edib ki daha sonra kimi o isə olub ən çox var görə qeyd', /[ə]/),
  profile('uz', 'va bu bilan uchun ham bir deb edi ushbu esa u shu bo’lgan yil haqida kerak bo‘lgan'),
  profile('id', 'yang dan di dengan untuk dari pada ini dalam itu tidak akan ke juga oleh karena adalah sebagai telah ada tersebut saat bisa kami mereka dia sudah para kata lebih'),
  profile('ms', 'yang dan di dengan untuk dari pada ini dalam itu tidak akan ke juga oleh kerana adalah sebagai telah ada tersebut ketika boleh kami mereka beliau katanya bagi kepada'),
  profile('fil', 'ang ng sa na mga ay at si ni kay para hindi ito nang may niya siya kung ako din rin'),
  profile('vi', 'và của là có trong cho được không với các một này đã người những để khi đến từ về ra tại ông sẽ cũng vào năm', /[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệ]/),
  profile('sw', 'ya na wa kwa ni katika za la kuwa hiyo huo cha alisema hii kama wake lakini baada wengi watu'),
  profile('so', 'oo ka iyo ku in ay u ah la uu ayaa soo waa si aan kale waxaa'),
  profile('ha', 'da a ya na ta cikin don ba wannan ne ce sun su an wani kuma domin'),
  profile('ga', 'an na agus ar go a le i is bhí sé ag sin den do seo ach leis'),
  profile('cy', 'y yn a i o ar yr ac mae wedi am gan ei ddim bod hyn'),
  profile('mt', 'li ta u fil il għal minn dan b’ hija kien ma jew', /[ħġċżà]/),
] // biome-ignore format: a table

const cyrillic: readonly Profile[] = [
  profile('ru', 'и в на с что по не из за о к для от как это его он также был до все но а у года при или их было так после время', /[ыэъё]/),
  profile('uk', 'і в на з що у та за до не від про для це як його він також був року після але й або які щоб', /[іїєґ]/),
  profile('be', 'і ў на з што у па не да за пра для гэта як яго ён таксама быў года пасля але', /[ўі]/),
  profile('bg', 'на и за в да от се с е по не са при че като ще това до след но което той или бе', /[ъщ]/),
  profile('sr', 'и у је на се да за су од са што који као није о то не али ће из по би до које', /[ђјљњћџ]/),
  profile('mk', 'на и во да за од се со е што не ги ќе по при како това или тоа до која кој', /[ќѓѕљњџј]/),
  profile('kk', 'және бұл деп үшін мен бір болып ол да де керек қазақстан туралы бойынша осы', /[әғқңөұүһі]/),
  profile('ky', 'жана бул деп үчүн менен бир болуп ал да боюнча болгон кыргыз эле', /[ңөү]/),
  profile('mn', 'болон энэ байна нь юм гэж бол оны нэг тул хийх байгаа ба', /[өү]/),
  profile('tg', 'ва дар ба аз ки бо ин барои он аст шуд буд низ', /[ғӣқӯҳҷ]/),
] // biome-ignore format: a table

const arabic: readonly Profile[] = [
  profile('ar', 'في من على إلى أن التي عن مع هذا الذي ما هذه كما بعد قال لا كان بين خلال أو وقد ذلك قبل', /[ةىأإ]/),
  profile('fa', 'در به از که این را با است برای آن یک می کرد شد خود تا بر هم نیز های شده بود', /[پچژگ‌]/),
  profile('ur', 'کے میں کی ہے اور سے کا کو نے کہ اس پر ہیں بھی نہیں یہ جو تھا ہو لیے', /[ٹڈڑےہں]/),
  profile('ps', 'په د چې او ته دی کې له دا يې کړي سره هم شوي', /[ښځڅړډټۍ]/),
  profile('ku', 'لە بۆ و بە کە ئەو لەسەر ئەم دەکات هەر بوو', /[ەۆڕڵێ]/),
] // biome-ignore format: a table

const devanagari: readonly Profile[] = [
  profile('hi', 'के में की है से को और का ने पर कि यह हैं भी एक नहीं इस हो लिए था'),
  profile('mr', 'आहे या आणि व ते हे की होते मध्ये नाही आहेत त्या केली असे'),
  profile('ne', 'को छ र मा का गरेको भएको हो ले पनि लागि यो गरिएको छन्'),
] // biome-ignore format: a table

/** Scripts that one living language writes in print; those of several name their profiles. Ranges of code units. */
const scripts: readonly (readonly [string, number, number, string | readonly Profile[]])[] = [
  ['Latin', 0x41, 0x24f, latin], ['Latin Extended Additional', 0x1e00, 0x1eff, latin], ['Greek', 0x370, 0x3ff, 'el'], ['Cyrillic', 0x400, 0x52f, cyrillic],
  ['Armenian', 0x530, 0x58f, 'hy'], ['Hebrew', 0x590, 0x5ff, 'he'], ['Arabic', 0x600, 0x77f, arabic], ['Devanagari', 0x900, 0x97f, devanagari], ['Bengali', 0x980, 0x9ff, 'bn'],
  ['Gurmukhi', 0xa00, 0xa7f, 'pa'], ['Gujarati', 0xa80, 0xaff, 'gu'], ['Odia', 0xb00, 0xb7f, 'or'], ['Tamil', 0xb80, 0xbff, 'ta'], ['Telugu', 0xc00, 0xc7f, 'te'],
  ['Kannada', 0xc80, 0xcff, 'kn'], ['Malayalam', 0xd00, 0xd7f, 'ml'], ['Sinhala', 0xd80, 0xdff, 'si'], ['Thai', 0xe00, 0xe7f, 'th'], ['Lao', 0xe80, 0xeff, 'lo'],
  ['Tibetan', 0xf00, 0xfff, 'bo'], ['Myanmar', 0x1000, 0x109f, 'my'], ['Georgian', 0x10a0, 0x10ff, 'ka'], ['Ethiopic', 0x1200, 0x137f, 'am'], ['Khmer', 0x1780, 0x17ff, 'km'],
  ['Kana', 0x3040, 0x30ff, 'ja'], ['Han', 0x4e00, 0x9fff, 'zh'], ['Hangul', 0xac00, 0xd7af, 'ko'],
] // biome-ignore format: a table
/** Kana between Han is Japanese: at least this share of the two. */
const kanaShare = 0.1

function scriptOf(sample: string): string | readonly Profile[] | null {
  const counts = new Uint32Array(scripts.length)
  let letters = 0
  for (let i = 0; i < sample.length; i++) {
    const c = sample.charCodeAt(i)
    const index = scriptIndex(c)
    if (index < 0) continue
    counts[index]!++
    letters++
  }
  counts[0]! += counts[1]!
  const kana = counts[scripts.length - 3]!
  const han = counts[scripts.length - 2]!
  if (kana > (kana + han) * kanaShare) {
    counts[scripts.length - 3] = kana + han
    counts[scripts.length - 2] = 0
  }
  let best = 0
  for (let i = 1; i < counts.length; i++) if (counts[i]! > counts[best]!) best = i
  const wide = best >= scripts.length - 3 // an ideograph says as much as three letters
  return letters * (wide ? 3 : 1) >= fewestLetters && counts[best]! * 2 > letters ? scripts[best]![3] : null
}

function scriptIndex(c: number): number {
  if (c < 0x250) return (c >= 0x61 && c <= 0x7a) || (c >= 0x41 && c <= 0x5a) || (c >= 0xc0 && c !== 0xd7 && c !== 0xf7) ? 0 : -1
  for (let i = 1; i < scripts.length; i++) if (c >= scripts[i]![1] && c <= scripts[i]![2]) return i
  return -1
}

/** Letters and the apostrophe and joiner inside words: what words are made of. */
const inWord = /[\p{L}\p{M}’\u200c]/u
/** Whether each code unit is part of a word: 0 not asked yet, 1 yes, 2 no. */
const asked = new Uint8Array(0x10000)

/** Where the words of a text start and end, in turns. */
function wordsOf(text: string): number[] {
  const ends: number[] = []
  let from = -1
  for (let at = 0; at < text.length; at++) {
    const start = at
    const unit = text.charCodeAt(at)
    let kind = asked[unit]!
    if (kind === 0) {
      const point = text.codePointAt(at)!
      kind = inWord.test(String.fromCodePoint(point)) ? 1 : 2
      if ((unit & 0xf800) !== 0xd800) asked[unit] = kind
      if (point > 0xffff) at++ // the other half of the pair
    }
    if (kind === 1) {
      if (from < 0) from = start
    } else if (from >= 0) {
      ends.push(from, start)
      from = -1
    }
  }
  if (from >= 0) ends.push(from, text.length)
  return ends
}

/** For each list of profiles: which of them have a word. Made when first asked for. */
const indexes = new Map<readonly Profile[], ReadonlyMap<string, readonly number[]>>()

function indexOf(profiles: readonly Profile[]): ReadonlyMap<string, readonly number[]> {
  const known = indexes.get(profiles)
  if (known) return known
  const index = new Map<string, number[]>()
  profiles.forEach(({ words }, i) => {
    for (const own of words) index.set(own, [...(index.get(own) ?? []), i])
  })
  indexes.set(profiles, index)
  return index
}

/** Letters of the longest function word. */
const longestWord = 10
/** Languages with the most function words, whose letters are looked at. */
const closelyLooked = 6

function wordsTell(sample: string, profiles: readonly Profile[]): string | null {
  const words = wordsOf(sample)
  const count = words.length / 2
  if (count < bounds.words) return null
  const index = indexOf(profiles)
  const hits = new Uint32Array(profiles.length)
  for (let w = 0; w < words.length; w += 2) {
    if (words[w + 1]! - words[w]! > longestWord) continue
    const languages = index.get(sample.slice(words[w]!, words[w + 1]!))
    if (languages) for (let n = 0; n < languages.length; n++) hits[languages[n]!]!++
  }
  const likely = [...profiles.keys()].sort((a, b) => hits[b]! - hits[a]!).slice(0, closelyLooked)
  const scores = likely.map((i) => {
    const { language, letters } = profiles[i]!
    // Letters of its own speak for a language; that none of them stand in a long text speaks against it.
    const weight = letters === null ? 1 : letters.test(sample) ? 1.1 : count > 60 ? 0.6 : 0.9
    return { language, share: (hits[i]! / count) * weight }
  })
  scores.sort((a, b) => b.share - a.share)
  const [best, next] = scores
  if (!best || best.share < bounds.share) return profiles === latin ? lettersTell(sample) : null
  return !next || best.share >= next.share * bounds.lead || sameFamily(best.language, next.language) ? best.language : null
}

/** Letters that one language alone writes, or nearly: they tell a text of names and figures. */
const ownLetters: readonly (readonly [string, RegExp])[] = [
  ['tr', /[ğı]/g],
  ['az', /ə/g],
  ['pl', /[łżźę]/g],
  ['cs', /[řůě]/g],
  ['hu', /[őű]/g],
  ['ro', /[țșşţă]/g],
  ['lv', /[āēīķļņ]/g],
  ['lt', /[ėųį]/g],
  ['vi', /[ơưạảấầậắằẹếềệịọốồộớờợụứừự]/g],
  ['is', /[ðþ]/g],
  ['mt', /[ħġż]/g],
  ['de', /ß/g],
]
/** Such letters that a text must hold before they tell its language. */
const fewestOwnLetters = 4

function lettersTell(sample: string): string | null {
  const counts = ownLetters.map(([language, letters]) => ({ language, count: sample.match(letters)?.length ?? 0 }))
  counts.sort((a, b) => b.count - a.count)
  const [best, next] = counts
  return best && best.count >= fewestOwnLetters && best.count >= 2 * (next?.count ?? 0) ? best.language : null
}

/** Neighbours so close that a short text does not part them: the better one is told. */
const families = ['hr sr bs', 'id ms', 'nb da nn', 'cs sk', 'es gl pt', 'ru bg', 'af nl', 'tr az'].map((line) => line.split(' '))
const sameFamily = (a: string, b: string) => families.some((family) => family.includes(a) && family.includes(b))

/** Code units of a language tag. */
const longestTag = 40

/** The primary subtag of a language tag as pages write them (`en-US`, `pt_BR`, `EN`); null: it is none. */
function languageTag(tag: string): string | null {
  const [, primary] = /^\s*([a-z]{2,3})(?:[-_].*)?\s*$/i.exec(tag.slice(0, longestTag)) ?? []
  const language = primary?.toLowerCase() ?? null
  return language === 'no' ? 'nb' : language === 'iw' ? 'he' : language === 'in' ? 'id' : language === 'tl' ? 'fil' : language
}

/** Code units of a text in which a language we know would have shown. */
const enough = 600
const known = new Set([...latin, ...cyrillic, ...arabic, ...devanagari].map(({ language }) => language))

/** The language of an article: its text's own, or, where that is too short to tell or none we know, what the page declares. */
export function languageOf(text: string, declared: readonly string[]): string | null {
  const told = languageOfText(text)
  const tags = declared.flatMap((tag) => languageTag(tag) ?? [])
  if (told === null) return text.length < enough || !tags[0] || !known.has(tags[0]) ? (tags[0] ?? null) : null
  // A page that declares a close neighbour knows better.
  return tags.find((tag) => sameFamily(tag, told)) ?? told
}
