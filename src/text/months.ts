/**
 * Names of the months in some seventy languages, in full and short, as they stand in dates (genitive and all), in lower case;
 * an underscore is a space. The names are CLDR's (Unicode), with the forms newspapers use besides.
 */
const names: readonly string[] = [
  `january jan januar janvier janv enero ene gennaio gen janeiro januari janúar tammikuu tammikuuta tammi jaanuar jaan janvāris
   sausis sausio styczeń stycznia sty leden ledna led január januára siječanj siječnja sij јануар јан јануари януари январь января
   янв січень січня січ студзень студзеня сту ianuarie ian gener xaneiro xan urtarrila urt ιανουαρίου ιαν ocak oca yanvar yan
   қаңтар қаң იანვარი იან հունվար հունվարի հնվ janar jannar eanáir ean ionawr ion januarie jannaayo janaayo janairu يناير
   كانون_الثاني جانفي ژانویه ژانویهٔ ינואר जनवरी जानेवारी जाने জানুয়ারি জানু ஜனவரி ஜன జనవరి జన ജനുവരി ജനു ಜನವರಿ ಜನ જાન્યુઆરી
   જાન્યુ ਜਨਵਰੀ ਜਨ جنوری දුරුතු มกราคม ม.ค ມັງກອນ ມ.ກ មករា ဇန်နဝါရီ ဇန် ጃንዋሪ ጃን нэгдүгээр_сар jän jänner ιανουάριος ජනවාරි
   জানুয়ারী urtarrilaren janara januara јануара januarja janvārī yanvarı`,
  `february feb februar février févr febrero febbraio fevereiro fev februari febrúar helmikuu helmikuuta helmi veebruar veebr
   februāris febr vasaris vasario luty lutego lut únor února úno február februára veljača veljače velj фебруар феб февруари фев
   февраль февраля февр лютий лютого лют люты лютага februarie febrer febreiro otsaila ots φεβρουαρίου φεβ şubat şub fevral ақпан
   ақп თებერვალი თებ փետրվար փետրվարի փտվ shkurt shk frar fra feabhra feabh chwefror chw chwef pebrero peb febraayo faburairu fab
   فبراير شباط فيفري فوریه فوریهٔ פברואר फ़रवरी फेब्रुअरी फेब्रुवारी फेब्रु ফেব্রুয়ারি ফেব பிப்ரவரி பிப் ఫిబ్రవరి ఫిబ్ర ഫെബ്രുവരി
   ഫെബ്രു ಫೆಬ್ರವರಿ ಫೆಬ್ರ ફેબ્રુઆરી ફેબ્રુ ਫ਼ਰਵਰੀ ਫ਼ਰ فروری නවම් กุมภาพันธ์ ก.พ ກຸມພາ ກ.ພ កុម្ភៈ ဖေဖော်ဝါရီ ဖေ ፌብሩዋሪ ፌብ
   хоёрдугаар_сар feber fév fevr fevrier φεβρουάριος පෙබරවාරි फरवरी ফেব্রুয়ারী otsailaren februara фебруара februarja februārī`,
  `march mar märz mär mars marzo março maart mrt marts maaliskuu maaliskuuta maalis märts kovas kovo marzec marca březen března bře
   marec ožujak ožujka ožu март мар mart марта березень березня бер сакавік сакавіка сак március márc martie març martxoa μαρτίου
   μαρ наурыз нау მარტი მარ մարտ մարտի մրտ marzu márta mawrth maw maret mac marso machi maarso maris مارس آذار מרץ मार्च মার্চ
   மார்ச் மார் మార్చి മാർച്ച് മാർ ಮಾರ್ಚ್ માર્ચ ਮਾਰਚ مارچ මැදින් มีนาคม มี.ค ມີນາ ມ.ນ មីនា မတ် ማርች гуравдугаар_сар mrz maerz μάρτιος
   μάρ මාර්තු martxoaren marta martā`,
  `april apr avril avr abril abr aprile apríl huhtikuu huhtikuuta huhti aprill aprīlis balandis balandžio kwiecień kwietnia kwi
   duben dubna dub apríla travanj travnja tra април апр апрель апреля квітень квітня квіт красавік красавіка кра április ápr
   aprilie apirila api απριλίου απρ nisan nis aprel сәуір сәу აპრილი აპრ ապրիլ ապրիլի ապր prill pri aibreán aib ebrill ebr aprili
   abriil afirilu afi أبريل نيسان أفريل آوریل אפריל अप्रैल अप्रिल एप्रिल एप्रि এপ্রিল এপ্রি ஏப்ரல் ஏப் ఏప్రిల్ ఏప్రి ഏപ്രിൽ ഏപ്രി
   ಏಪ್ರಿಲ್ ಏಪ್ರಿ એપ્રિલ ਅਪ੍ਰੈਲ ਅਪ੍ਰੈ اپریل බක් เมษายน เม.ย ເມສາ ມ.ສ មេសា ဧပြီ ኤፕሪል ኤፕሪ дөрөвдүгээр_сар απρίλιος අප්‍රේල් ابريل
   apirilaren aprila априла aprīlī`,
  `may mai mayo maggio mag maio mei maj maí toukokuu toukokuuta touko maijs gegužė gegužės maja květen května kvě máj mája svibanj
   svibnja svi мај май мая травень травня трав május maig maiatza μαΐου μαΐ mayıs мамыр мам მაისი მაი մայիս մայիսի մյս mejju mej
   bealtaine beal maayo mayu مايو أيار ماي مه مهٔ מאי मई मे মে மே మే മേയ് ಮೇ મે ਮਈ مئی වෙසක් พฤษภาคม พ.ค ພຶດສະພາ ພ.ພ ឧសភា မေ ሜይ
   тавдугаар_сар μάιος μαϊου μαίου μαι මැයි ايار maiatzak maiatzaren маја maijā`,
  `june jun juni juin junio giugno giu junho júní jún kesäkuu kesäkuuta kesä juuni jūnijs jūn birželis birželio czerwiec czerwca
   cze červen června čvn júna junij lipanj lipnja јун јуни юни июнь июня июн червень червня черв чэрвень чэрвеня чэр június iunie
   iun juny xuño ekaina eka ιουνίου ιουν haziran haz iyun iyn маусым мау ივნისი ივნ հունիս հունիսի հնս qershor qer ġunju ġun
   meitheamh meith mehefin meh junie hunyo hun juun yuni yun يونيو حزيران جوان ژوئن יוני जून जुन জুন ஜூன் జూన్ ജൂൺ ಜೂನ್ જૂન ਜੂਨ جون
   පොසොන් มิถุนายน มิ.ย ມິຖຸນາ ມິ.ຖ មិថុនា ဇွန် ጁን зургаадугаар_сар ιούνιος ජූනි ekainaren juna јуна junija jūnijā`,
  `july jul juli juillet juil julio luglio lug julho júlí júl heinäkuu heinäkuuta heinä juuli jūlijs jūl liepa liepos lipiec lipca
   červenec července čvc júla julij srpanj srpnja јул јули юли июль июля июл липень липня лип ліпень ліпеня ліп július iulie iul
   juliol xullo xul uztaila uzt ιουλίου ιουλ temmuz tem iyul iyl шілде шіл ივლისი ივლ հուլիս հուլիսի հլս korrik korr lulju lul iúil
   gorffennaf gor gorff julie julai hulyo hul luulyo yuli yul يوليو تموز جويلية ژوئیه ژوئیهٔ יולי जुलाई जुलै জুলাই জুল ஜூலை జులై
   ജൂലൈ ಜುಲೈ જુલાઈ ਜੁਲਾਈ ਜੁਲਾ جولائی ඇසළ กรกฎาคม ก.ค ກໍລະກົດ ກ.ລ កក្កដា ဇူလိုင် ဇူ ጁላይ долоодугаар_сар juill ιούλιος ජූලි يوليوز
   uztailaren jula јула julija jūlijā`,
  `august aug août agosto ago augustus augusti ágúst ágú elokuu elokuuta elo augusts rugpjūtis rugpjūčio sierpień sierpnia sie
   srpen srpna augusta avgust avg kolovoz kolovoza kol август авг августа серпень серпня серп жнівень жніўня жні augusztus agost ag
   abuztua abu αυγούστου αυγ ağustos ağu avqust avq тамыз там აგვისტო აგვ օգոստոս օգոստոսի օգս gusht gush awwissu aww lúnasa lún
   awst agustus agu ogos ogo agosti ogosto ogs agusta أغسطس آب أوت اوت אוגוסט अगस्त अगस्ट ऑगस्ट ऑग আগস্ট আগ ஆகஸ்ட் ஆக ఆగస్టు ఆగ
   ഓഗസ്റ്റ് ഓഗ ಆಗಸ್ಟ್ ಆಗ ઑગસ્ટ ਅਗਸਤ ਅਗ اگست නිකිණි สิงหาคม ส.ค ສິງຫາ ສ.ຫ សីហា ဩဂုတ် ኦገስት ኦገስ наймдугаар_сар aout αύγουστος අගෝස්තු
   اغسطس أغشت غشت abuztuaren avgusta augustā`,
  `september sep sept septembre septiembre settembre set setembro syyskuu syyskuuta syys septembris rugsėjis rugsėjo wrzesień
   września wrz září zář septembra rujan rujna ruj септембар сеп septembar септември сентябрь сентября сент вересень вересня вер
   верасень верасня szeptember szept septembrie setembre iraila ira σεπτεμβρίου σεπ eylül eyl sentyabr sen қыркүйек қыр сен sentabr
   სექტემბერი სექ սեպտեմբեր սեպտեմբերի սեպ shtator sht settembru meán_fómhair mfómh medi setyembre septemba sebteembar sebtembar
   seb satumba سبتمبر أيلول سپتامبر ספטמבר सितंबर सेप्टेम्बर सप्टेंबर सप्टें সেপ্টেম্বর সেপ্ট সেপ செப்டம்பர் செப் సెప్టెంబర్
   సెప్టెం സെപ്റ്റംബർ സെപ്റ്റം ಸೆಪ್ಟೆಂಬರ್ ಸೆಪ್ಟೆಂ સપ્ટેમ્બર સપ્ટે ਸਤੰਬਰ ਸਤੰ ستمبر බිනර กันยายน ก.ย ກັນຍາ ກ.ຍ កញ្ញា စက်တင်ဘာ စက်
   ሴፕቴምበር ሴፕቴ есдүгээр_сар sett σεπτέμβριος setiembre සැප්තැම්බර් ايلول شتنبر सितम्बर irailaren септембра septembrī`,
  `october oct oktober okt octobre octubre ottobre ott outubro out október lokakuu lokakuuta loka oktoober oktobris spalis spalio
   październik października paź říjen října říj októbra октобар окт oktobar октомври октябрь октября жовтень жовтня жовт кастрычнік
   кастрычніка кас octombrie urria urr οκτωβρίου οκτ ekim eki oktyabr қазан қаз oktabr ოქტომბერი ოქტ հոկտեմբեր հոկտեմբերի հոկ tetor
   tet ottubru deireadh_fómhair dfómh hydref hyd oktubre oktoba oktoobar أكتوبر تشرين_الأول اکتبر אוקטובר अक्टूबर अक्टोबर ऑक्टोबर
   ऑक्टो অক্টোবর অক্টো அக்டோபர் அக் అక్టోబర్ అక్టో ഒക്‌ടോബർ ഒക്ടോ ಅಕ್ಟೋಬರ್ ಅಕ್ಟೋ ઑક્ટોબર ઑક્ટો ਅਕਤੂਬਰ ਅਕਤੂ اکتوبر වප් ตุลาคม ต.ค
   ຕຸລາ ຕ.ລ តុលា အောက်တိုဘာ အောက် ኦክቶበር ኦክቶ аравдугаар_сар οκτώβριος ඔක්තෝබර් اكتوبر अक्तूबर urriaren oktobra октобра oktobrī`,
  `november nov novembre noviembre novembro nóvember nóv marraskuu marraskuuta marras novembris lapkritis lapkričio listopadu
   novembra studeni studenoga stu новембар нов novembar ноември ное ноябрь ноября нояб листопад листопада лист лістапад лістапада
   ліс noiembrie azaroa aza νοεμβρίου νοε kasım kas noyabr noy қараша қар ноя ნოემბერი ნოე նոյեմբեր նոյեմբերի նոյ nëntor nën
   novembru samhain samh tachwedd tach nobyembre nob novemba noofeembar nof nuwamba nuw نوفمبر تشرين_الثاني نوامبر נובמבר नवंबर
   नोभेम्बर नोव्हेंबर नोव्हें নভেম্বর নভে நவம்பர் நவ నవంబర్ నవం നവംബർ നവം ನವೆಂಬರ್ ನವೆಂ નવેમ્બર નવે ਨਵੰਬਰ ਨਵੰ نومبر ඉල් พฤศจิกายน
   พ.ย ພະຈິກ ພ.ຈ វិច្ឆិកា နိုဝင်ဘာ နို ኖቬምበር ኖቬም арван_нэгдүгээр_сар νοέμβριος නොවැම්බර් نونبر नवम्बर azaroaren новембра novembrī`,
  `december dec dezember dez décembre déc diciembre dic dicembre dezembro desember des joulukuu joulukuuta joulu detsember dets
   decembris gruodis gruodžio grudzień grudnia gru prosinec prosince pro decembra prosinac prosinca децембар дец decembar декември
   дек декабрь декабря грудень грудня груд снежань снежня сне decembrie desembre decembro abendua abe δεκεμβρίου δεκ aralık ara
   dekabr dek желтоқсан жел დეკემბერი დეკ դեկտեմբեր դեկտեմբերի դեկ dhjetor dhj diċembru diċ nollaig noll rhagfyr rhag disember dis
   disyembre desemba diseembar disamba ديسمبر كانون_الأول دسامبر דצמבר दिसंबर डिसेम्बर डिसेंबर डिसें ডিসেম্বর ডিসে டிசம்பர் டிச
   డిసెంబర్ డిసెం ഡിസംബർ ഡിസം ಡಿಸೆಂಬರ್ ಡಿಸೆಂ ડિસેમ્બર ડિસે ਦਸੰਬਰ ਦਸੰ دسمبر උඳුවප් ธันวาคม ธ.ค ທັນວາ ທ.ວ ធ្នូ ဒီဇင်ဘာ ဒီ ዲሴምበር ዲሴም
   арван_хоёрдугаар_сар decembre δεκέμβριος දෙසැම්බර් دجنبر दिसम्बर abenduaren децембра decembrī`,
]

/** Names that mean one month in Croatian and the next in Polish and Czech. */
const disputed: ReadonlyMap<string, Readonly<{ others: number; croatian: number }>> = new Map([
  ['lip', { others: 7, croatian: 6 }],
  ['listopad', { others: 11, croatian: 10 }],
  ['listopada', { others: 11, croatian: 10 }],
  ['lis', { others: 11, croatian: 10 }],
  ['srp', { others: 8, croatian: 7 }],
])

/** Months of the Persian solar calendar, whose year begins at the March equinox. */
const persian = 'فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند'.split(' ')

const months = new Map<string, number>()
names.forEach((line, index) => {
  for (const name of line.split(/\s+/)) months.set(name.replaceAll('_', ' '), index + 1)
})
/** Words of the longest name, "meán fómhair". */
export const monthWords = 2

/** 1 to 12; null: the words name no month. In: lower case, one space between words. `language` decides where two disagree. */
export function monthNamed(words: string, language: string | null = null): number | null {
  const two = disputed.get(words)
  return two ? (language === 'hr' ? two.croatian : two.others) : (months.get(words) ?? null)
}

/** 1 to 12 in the Persian solar calendar; null: none of its months. */
export function persianMonthNamed(word: string): number | null {
  const index = persian.indexOf(word)
  return index < 0 ? null : index + 1
}

/** Days before each Persian month. */
const persianDays = (month: number) => (month <= 7 ? (month - 1) * 31 : (month - 1) * 30 + 6)

/**
 * The Gregorian day of a day in the Persian solar calendar, as `YYYY-MM-DD`. Right for the years 1244 to 1472 (1865 to 2094), where the
 * 33-year cycle of leap years holds. Source: the cycle as given by Borkowski, "The Persian calendar for 3000 years", 1996.
 */
export function fromPersian(year: number, month: number, day: number): string {
  // 1 Farvardin 1375 was 20 March 1996; years 1, 5, 9, 13, 17, 22, 26, 30 of each 33 are leap years.
  const leaps = (before: number) => Math.floor((before * 8 + 21) / 33)
  const days = (year - 1375) * 365 + leaps(year) - leaps(1375) + persianDays(month) + day - 1
  return new Date(Date.UTC(1996, 2, 20 + days)).toISOString().slice(0, 10)
}
