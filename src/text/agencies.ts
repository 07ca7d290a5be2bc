/**
 * News agencies of the world and what they are called. `country` is ISO 3166-1 alpha-3. `names` mean the agency wherever
 * they stand; `short` forms also mean other things (PA, TAP, PTI the party) and count only beside a cue ("news agency") or in a credit.
 * Source: the agencies' own imprints; members of EANA, OANA, FANA, FAAPA, ANN and MINDS.
 */
type Agency = Readonly<{ name: string; country: string; names: readonly string[]; short: readonly string[] }>

/** Name, country, names (the first is written out in full), short forms; a bar stands between two of a kind. */
const table = `
AP; USA; Associated Press|The Associated Press|أسوشيتد برس|أسوشييتد برس|Ассошиэйтед Пресс|美联社|美聯社|AP通信|एसोसिएटेड प्रेस; AP
Reuters; GBR; Reuters|Thomson Reuters|Thomson Reuters Foundation|رويترز|رویترز|Рейтер|Ройтерс|路透社|路透|ロイター|로이터|रॉयटर्स|Ρόιτερς|רויטרס;
AFP; FRA; Agence France-Presse|Agence France Presse|AFP|فرانس برس|أ ف ب|أ.ف.ب|АФП|Франс Пресс|法新社|AFP時事|AFP=時事;
dpa; DEU; Deutsche Presse-Agentur|dpa|DPA|德新社|д-п-а;
TASS; RUS; TASS|ITAR-TASS|Itar-Tass|Tass|ТАСС|ИТАР-ТАСС|塔斯社|タス通信|타스|تاس الروسية;
Interfax; RUS; Interfax|Интерфакс|Интерфаксу|Интерфакса|国际文传|國際文傳;
RIA Novosti; RUS; RIA Novosti|RIA News|РИА Новости|РИА «Новости»|РІА Новости|俄新社; RIA|Sputnik
Rossiya Segodnya; RUS; Rossiya Segodnya|Россия сегодня;
Regnum; RUS; Regnum News Agency|ИА REGNUM|ИА Регнум;
Xinhua; CHN; Xinhua News Agency|Xinhua|新华社|新華社|新华网|شينخوا|Синьхуа|新華社通信|신화통신|Xinhuanet;
China News Service; CHN; China News Service|中新社|中国新闻社|中國新聞社|中新网; CNS|ECNS
Kyodo; JPN; Kyodo News|Kyodo|共同通信|共同通信社|共同社|Киодо|교도통신; 共同
Jiji; JPN; Jiji Press|Jiji|時事通信|時事通信社|时事社|지지통신; 時事
Yonhap; KOR; Yonhap News Agency|Yonhap|연합뉴스|聯合ニュース|韩联社|韓聯社|Ёнхап|Рёнхап; 연합
Newsis; KOR; Newsis|뉴시스;
News1; KOR; News1|뉴스1;
KCNA; PRK; Korean Central News Agency|KCNA|조선중앙통신|朝鮮中央通信|朝中社|ЦТАК;
CNA (Taiwan); TWN; Central News Agency|Focus Taiwan|中央社|中央通訊社; CNA
Montsame; MNG; Montsame|МОНЦАМЭ;
PTI; IND; Press Trust of India|पीटीआई|पीटीआइ|பிடிஐ; PTI|Bhasha|भाषा
ANI; IND; Asian News International|एएनआई; ANI
IANS; IND; Indo-Asian News Service|IANS|आईएएनएस;
UNI; IND; United News of India|यूनीवार्ता; UNI
APP; PAK; Associated Press of Pakistan|اے پی پی; APP
PPI; PAK; Pakistan Press International; PPI
INP; PAK; Independent News Pakistan; INP
KMS; PAK; Kashmir Media Service; KMS
BSS; BGD; Bangladesh Sangbad Sangstha|বাসস; BSS
UNB; BGD; United News of Bangladesh|ইউএনবি; UNB
RSS (Nepal); NPL; Rastriya Samachar Samiti|राष्ट्रिय समाचार समिति|रासस; RSS
Bernama; MYS; Bernama;
Antara; IDN; Antara News|LKBN Antara|ANTARA; Antara
VNA; VNM; Vietnam News Agency|Thông tấn xã Việt Nam|TTXVN; VNA
TNA; THA; Thai News Agency|สำนักข่าวไทย; TNA
PNA; PHL; Philippine News Agency; PNA
KPL; LAO; Lao News Agency; KPL
AKP; KHM; Agence Kampuchea Presse; AKP
MNA; MMR; Myanmar News Agency; MNA
Pajhwok; AFG; Pajhwok Afghan News|Pajhwok|پژواک;
Bakhtar; AFG; Bakhtar News Agency|Bakhtar;
IRNA; IRN; Islamic Republic News Agency|IRNA|ایرنا|إرنا|ИРНА;
ISNA; IRN; Iranian Students' News Agency|Iranian Students News Agency|ISNA|ایسنا;
Tasnim; IRN; Tasnim News Agency|Tasnim|تسنیم|تسنيم;
Mehr; IRN; Mehr News Agency|Mehr News|خبرگزاری مهر; Mehr|MNA
Fars; IRN; Fars News Agency|Fars News|خبرگزاری فارس; Fars
ILNA; IRN; Iranian Labour News Agency|Iranian Labor News Agency|ILNA|ایلنا;
IQNA; IRN; International Quran News Agency|IQNA;
Mizan; IRN; Mizan News Agency|Mizan Online|خبرگزاری میزان;
SNN; IRN; Student News Network|Student News Agency; SNN
Anadolu; TUR; Anadolu Agency|Anadolu Ajansı|Anadolu Ajansi|Anadolu|الأناضول|Анадолу|Agjencia Anadolu; AA
DHA; TUR; Demirören Haber Ajansı|Demirören News Agency; DHA|Demirören
IHA; TUR; İhlas Haber Ajansı|Ihlas News Agency|İHA; IHA
ANKA; TUR; ANKA Haber Ajansı|ANKA News Agency; ANKA
SANA; SYR; Syrian Arab News Agency|سانا; SANA
WAFA; PSE; Palestinian News and Information Agency|Palestine News Agency|WAFA|وكالة وفا; Wafa|وفا
Maan; PSE; Ma'an News Agency|Maan News Agency|Ma’an News Agency;
Petra; JOR; Jordan News Agency|Petra News Agency|وكالة بترا; Petra|بترا
KUNA; KWT; Kuwait News Agency|KUNA|كونا;
SPA; SAU; Saudi Press Agency|وكالة الأنباء السعودية; SPA|واس
WAM; ARE; Emirates News Agency|WAM|وكالة أنباء الإمارات; وام
QNA; QAT; Qatar News Agency|QNA|وكالة الأنباء القطرية; قنا
ONA; OMN; Oman News Agency|العمانية; ONA
BNA; BHR; Bahrain News Agency; BNA
INA; IRQ; Iraqi News Agency|واع; INA
NINA; IRQ; National Iraqi News Agency; NINA
Shafaq; IRQ; Shafaq News|شفق نيوز;
Saba; YEM; Yemen News Agency|Saba News Agency|وكالة سبأ; Saba|سبأ
NNA; LBN; National News Agency|الوكالة الوطنية للإعلام; NNA
MENA; EGY; Middle East News Agency|أ ش أ|وكالة أنباء الشرق الأوسط; MENA
MAP; MAR; Maghreb Arab Press|Maghreb Arabe Presse|Moroccan News Agency|وكالة المغرب العربي للأنباء; MAP|و م ع
APS; DZA; Algérie Presse Service|Algeria Press Service|Algerie Presse Service|وأج; APS
TAP; TUN; Tunis Afrique Presse|وات; TAP
LANA; LBY; Libyan News Agency|وال; LANA
SUNA; SDN; Sudan News Agency|SUNA|سونا;
NAN; NGA; News Agency of Nigeria; NAN
GNA; GHA; Ghana News Agency; GNA
KNA (Kenya); KEN; Kenya News Agency; KNA
ENA; ETH; Ethiopian News Agency; ENA
SONNA; SOM; Somali National News Agency|SONNA;
APS (Senegal); SEN; Agence de presse sénégalaise;
AIP; CIV; Agence ivoirienne de presse; AIP
ANGOP; AGO; Angola Press Agency|Angop|ANGOP;
AIM; MOZ; Agência de Informação de Moçambique|Mozambique News Agency; AIM
ZANIS; ZMB; Zambia News and Information Services|ZANIS;
New Ziana; ZWE; New Ziana;
NAMPA; NAM; Namibia Press Agency|Nampa|NAMPA;
BOPA; BWA; Botswana Press Agency|BOPA|BotsNews;
SAnews; ZAF; South African Government News Agency|SAnews;
ANA (Africa); ZAF; African News Agency;
PANA; SEN; Panapress|Panafrican News Agency; PANA
EFE; ESP; Agencia EFE|Agência EFE|EFE|La Agencia EFE; Efe
Europa Press; ESP; Europa Press|EUROPA PRESS;
Servimedia; ESP; Servimedia|SERVIMEDIA;
ACN; ESP; Agència Catalana de Notícies|Agencia Catalana de Noticias; ACN
Lusa; PRT; Agência Lusa|Agencia Lusa|Lusa News Agency|LUSA; Lusa
ANSA; ITA; Agenzia ANSA|ANSA|Ansa;
Adnkronos; ITA; Adnkronos|AdnKronos|ADNKRONOS;
AGI; ITA; Agenzia Giornalistica Italia|Agenzia Italia; AGI
Askanews; ITA; Askanews|askanews;
LaPresse; ITA; LaPresse;
Italpress; ITA; Italpress|ITALPRESS;
Belga; BEL; Belga News Agency|Agence Belga|Persagentschap Belga|BELGA|Belga;
ANP; NLD; Algemeen Nederlands Persbureau; ANP
APA; AUT; Austria Presse Agentur|Austria Press Agency; APA
Keystone-SDA; CHE; Keystone-SDA|Keystone-ATS|Schweizerische Depeschenagentur|Swiss News Agency|Agence télégraphique suisse; SDA|sda|ATS|ats|Keystone
epd; DEU; Evangelischer Pressedienst|epd;
KNA; DEU; Katholische Nachrichten-Agentur; KNA
SID; DEU; Sport-Informations-Dienst; SID|sid
dts; DEU; dts Nachrichtenagentur|dts;
dpa-AFX; DEU; dpa-AFX;
PA Media; GBR; PA Media|Press Association|The Press Association|PA news agency; PA
PA (Ireland); IRL; PA Ireland;
TT; SWE; Tidningarnas Telegrambyrå|TT Nyhetsbyrån|TT News Agency; TT
NTB; NOR; Norsk Telegrambyrå|NTB;
Ritzau; DNK; Ritzaus Bureau|Ritzau;
STT; FIN; Suomen Tietotoimisto|Finnish News Agency|STT;
BNS; EST; Baltic News Service|BNS;
ELTA; LTU; Lithuanian News Agency|ELTA;
LETA; LVA; Latvian Information Agency|LETA;
PAP; POL; Polska Agencja Prasowa|Polish Press Agency; PAP
ČTK; CZE; Česká tisková kancelář|Czech News Agency|ČTK; CTK
TASR; SVK; Tlačová agentúra Slovenskej republiky|TASR;
SITA; SVK; Slovenská tlačová agentúra; SITA
MTI; HUN; Magyar Távirati Iroda|Hungarian News Agency|MTI;
Agerpres; ROU; Agerpres|AGERPRES;
Mediafax; ROU; Mediafax|MEDIAFAX;
Moldpres; MDA; Moldpres|MOLDPRES;
IPN; MDA; Info-Prim Neo; IPN
BTA; BGR; Bulgarian News Agency|Bulgarian Telegraph Agency|Българска телеграфна агенция|БТА; BTA
Focus; BGR; Focus News Agency|Агенция Фокус|Агенция „Фокус“;
Tanjug; SRB; Tanjug|Танјуг;
Beta; SRB; Beta News Agency|Agencija Beta; Beta|Бета
FoNet; SRB; FoNet|ФоНет;
Hina; HRV; Hrvatska izvještajna novinska agencija|Croatian News Agency|HINA; Hina
STA; SVN; Slovenska tiskovna agencija|Slovenian Press Agency; STA
FENA; BIH; Federalna novinska agencija|Federal News Agency|FENA; Fena
SRNA; BIH; Novinska agencija Republike Srpske|SRNA|Срна;
MINA; MNE; Agencija MINA|MINA News Agency; MINA
MIA; MKD; Media Information Agency|МИА; MIA
ATA; ALB; Albanian Telegraphic Agency|Agjencia Telegrafike Shqiptare; ATA|ATSH
KosovaPress; XKX; KosovaPress|Kosova Press;
ANA-MPA; GRC; Athens-Macedonian News Agency|Athens News Agency|ΑΠΕ-ΜΠΕ|AMNA|ANA-MPA; ΑΠΕ|ΜΠΕ
CNA (Cyprus); CYP; Cyprus News Agency|ΚΥΠΕ;
BelTA; BLR; Belarusian Telegraph Agency|BelTA|БЕЛТА|БелТА;
BelaPAN; BLR; BelaPAN|БелаПАН;
Ukrinform; UKR; Ukrinform|Укрінформ|Укринформ|Укрінформу;
UNIAN; UKR; UNIAN|УНІАН|УНИАН;
Interfax-Ukraine; UKR; Interfax-Ukraine|Интерфакс-Украина|Інтерфакс-Україна;
RBC-Ukraine; UKR; RBC-Ukraine|РБК-Україна|РБК-Украина;
Armenpress; ARM; Armenpress|Արմենպրես|ԱՐՄԵՆՊՐԵՍ|Арменпресс;
ARKA; ARM; ARKA News Agency;
Azertac; AZE; Azertac|AZERTAC|AZƏRTAC|АЗЕРТАДЖ;
APA (Azerbaijan); AZE; Azeri-Press Agency|Azeri Press Agency;
Trend; AZE; Trend News Agency|Report Information Agency;
Interpressnews; GEO; Interpressnews|InterPressNews|ინტერპრესნიუსი;
Kazinform; KAZ; Kazinform|Казинформ|Qazinform;
Kabar; KGZ; Kabar News Agency|Кыргыз Туусу|агентство «Кабар»;
AKIpress; KGZ; AKIpress;
Khovar; TJK; Khovar|Ховар;
UzA; UZB; Uzbekistan National News Agency|УзА;
Canadian Press; CAN; The Canadian Press|Canadian Press|La Presse canadienne|Presse canadienne|Presse Canadienne; CP|PC
UPI; USA; United Press International; UPI
Bloomberg; USA; Bloomberg News|Bloomberg L.P.|彭博社|ブルームバーグ|블룸버그|Блумберг; Bloomberg
Dow Jones; USA; Dow Jones Newswires|Dow Jones Newswire;
Tribune News Service; USA; Tribune News Service|Tribune Content Agency; TNS
Religion News Service; USA; Religion News Service; RNS
JTA; USA; Jewish Telegraphic Agency|JTA;
States Newsroom; USA; States Newsroom;
City News Service; USA; City News Service; CNS
Kaiser Health News; USA; KFF Health News|Kaiser Health News; KHN
IPS; ITA; Inter Press Service; IPS
AAP; AUS; Australian Associated Press; AAP
TPS; ISR; Tazpit Press Service|The Press Service of Israel; TPS
Télam; ARG; Télam|Telam|Agencia Télam;
Noticias Argentinas; ARG; Noticias Argentinas|Agencia NA;
Agência Brasil; BRA; Agência Brasil|Agencia Brasil;
Estadão Conteúdo; BRA; Estadão Conteúdo|Agência Estado;
Folhapress; BRA; Folhapress|FOLHAPRESS;
Notimex; MEX; Notimex|NOTIMEX;
Prensa Latina; CUB; Prensa Latina;
ACN (Cuba); CUB; Agencia Cubana de Noticias;
Andina; PER; Agencia Andina|Andina Peru News Agency; Andina
ABI; BOL; Agencia Boliviana de Información; ABI
AVN; VEN; Agencia Venezolana de Noticias; AVN
Colprensa; COL; Colprensa|COLPRENSA;
CMC; BRB; Caribbean Media Corporation; CMC
JIS; JAM; Jamaica Information Service; JIS
PINA; FJI; Pacific Islands News Association|PACNEWS; PINA
`

const list = (cell: string | undefined): string[] => (cell ?? '').split('|').flatMap((name) => name.trim() || [])

export const agencies: readonly Agency[] = table
  .trim()
  .split('\n')
  .map((line) => {
    const [name, country, names, short] = line.split(';')
    return { name: name!.trim(), country: country!.trim(), names: list(names), short: list(short) }
  })

type Form = Readonly<{ text: string; agency: Agency; short: boolean }>

/** Forms by their first word, longest first, so that "Interfax-Ukraine" wins over "Interfax". */
const formsByWord = new Map<string, Form[]>()
/** Forms in scripts that put no space between words. */
const spacelessForms: Form[] = []
const spacelessScripts = '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Thai}]'
const spaceless = new RegExp(spacelessScripts, 'u')
const letters = /[\p{L}\p{N}\p{M}]+/u

for (const agency of agencies)
  for (const [forms, short] of [
    [agency.names, false],
    [agency.short, true],
  ] as const)
    for (const text of forms) {
      const form = { text, agency, short }
      if (spaceless.test(text)) spacelessForms.push(form)
      else {
        const word = letters.exec(text)![0].toLowerCase()
        formsByWord.set(word, [...(formsByWord.get(word) ?? []), form])
      }
    }
for (const forms of formsByWord.values()) forms.sort((a, b) => b.text.length - a.text.length)
spacelessForms.sort((a, b) => b.text.length - a.text.length)

const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
/** A form that needs no spaces around it (新华社 inside a run of Han), or else a word of a script with spaces. */
/** A longer run of letters is no word; cut there, so that no run can exhaust the stack of the expression. In code points. */
const longestWord = 100
const candidate = new RegExp(
  `${spacelessForms.map((form) => literal(form.text)).join('|')}|[[\\p{L}\\p{N}\\p{M}]--${spacelessScripts}]{1,${longestWord}}`,
  'gv',
)
const spacelessByText = new Map(spacelessForms.map((form) => [form.text, form]))

/** Words that make a short form an agency in running text: "the PA news agency", "agentur APA", "агентство". */
const cueAfter =
  /^['’]?s?\s{0,2}(?:state\s|official\s|national\s)?(?:news\s?(?:agency|wire|service)|newswire|press agency|wire service|agency\b|Nachrichtenagentur|haber ajansı|ajansı)/iu
const cueBefore =
  /(?:told|news agency|agency|newswire|agence(?: de presse)?|agencia(?: de noticias)?|agência(?: de notícias)?|agenzia(?: di stampa)?|Nachrichtenagentur|Agentur|persbureau|nyhetsbyrån|nyhetsbureauet|nyhetsbyrået|uutistoimisto|agencja|agencji|agentura|agentury|agenția|agenției|agencija|agencije|агентств[оауе]м?|агенция|ajansı|وكالة|خبرگزاری|ειδησεογραφικό πρακτορείο)\s{1,2}["“„«]?$/iu
/** How far a cue may stand from a short form, in code units. */
const cueReach = 40

export type AgencyName = Readonly<{ agency: Agency; name: string; start: number; end: number }>

/**
 * Agency names in a text, in order. In a `credit` (a byline, a dateline's bracket, a credit line) short forms count as they
 * stand; in running `text` they need a cue beside them. Time is linear in the text.
 */
export function findAgencyNames(text: string, where: 'text' | 'credit' = 'text'): readonly AgencyName[] {
  const found: AgencyName[] = []
  candidate.lastIndex = 0
  for (let match = candidate.exec(text); match; match = candidate.exec(text)) {
    const start = match.index
    const form = spacelessByText.get(match[0]) ?? formAt(text, start, match[0], where)
    if (!form || (form.short && where === 'text' && spacelessByText.has(form.text))) continue
    const end = start + form.text.length
    found.push({ agency: form.agency, name: form.agency.name, start, end })
    candidate.lastIndex = end
  }
  return found
}

function formAt(text: string, start: number, word: string, where: 'text' | 'credit'): Form | undefined {
  return formsByWord.get(word.toLowerCase())?.find((form) => {
    const end = start + form.text.length
    if (!sameName(text.slice(start, end), form.text) || !endsWord(text, end)) return false
    if (!form.short || where === 'credit') return true
    return cueAfter.test(text.slice(end, end + cueReach)) || cueBefore.test(text.slice(Math.max(0, start - cueReach), start))
  })
}

/** Up to this many letters a name is an acronym: its case is part of it (`aap`, `Map`). */
const longestAcronym = 4

/** Long names may also be set in capitals; acronyms must stand as they are written. */
const sameName = (seen: string, name: string) =>
  seen === name ||
  (name.length > longestAcronym &&
    seen[0] !== seen[0]!.toLowerCase() &&
    seen.replaceAll('\u00a0', ' ').toLowerCase() === name.toLowerCase())

const wordCharacter = /[\p{L}\p{N}\p{M}]/u
const endsWord = (text: string, at: number) => at >= text.length || !wordCharacter.test(text[at]!)

/** The agency that a whole string names (`Reuters`, `THE ASSOCIATED PRESS`, `AP`), or null. Case of acronyms counts. */
export function agencyNamed(text: string): Agency | null {
  const trimmed = text.trim()
  const [first] = findAgencyNames(trimmed, 'credit')
  return first && first.start === 0 && first.end === trimmed.length ? first.agency : null
}
