/**
 * Countries as news writes of them: usual English names, other names, words for their people, capitals, and cities and
 * regions that the news names without their country. Own table, from general knowledge; codes are ISO 3166-1 alpha-3 (and
 * XKX, the code in use for Kosovo). Names are written out rather than asked of Intl.DisplayNames, whose answers change
 * with the ICU version: the same text must be read the same way on every machine.
 *
 * A line: code | name | other names | people and adjective | capital | cities and regions. The first adjective is the
 * usual one; plurals in -s are understood.
 */
const table = `
AFG|Afghanistan|Islamic Emirate of Afghanistan|Afghan,Afghani|Kabul|Kandahar,Herat,Jalalabad,Mazar-i-Sharif,Mazar-e-Sharif,Kunduz,Helmand,Bagram,Panjshir,Nangarhar,Ghazni,Bamiyan,Lashkar Gah
ALB|Albania||Albanian|Tirana|Durres,Vlora,Shkoder
DZA|Algeria||Algerian|Algiers|Oran,Constantine,Annaba,Tizi Ouzou,Kabylia,Tindouf,Bejaia
AND|Andorra||Andorran|Andorra la Vella|
AGO|Angola||Angolan|Luanda|Cabinda,Huambo,Benguela,Lobito
ATG|Antigua and Barbuda|Antigua|Antiguan,Barbudan|St. John's|
ARG|Argentina|Argentine Republic|Argentine,Argentinian,Argentinean|Buenos Aires|Rosario,Mendoza,La Plata,Mar del Plata,Tucumán,Ushuaia,Patagonia,Bariloche,Salta,Chubut,Neuquén,Vaca Muerta
ARM|Armenia||Armenian|Yerevan|Gyumri,Syunik
AUS|Australia||Australian,Aussie|Canberra|Sydney,Melbourne,Brisbane,Perth,Adelaide,Hobart,Darwin,Queensland,New South Wales,Tasmania,Gold Coast,NSW,Northern Territory,South Australia,Western Australia,Cairns,Townsville
AUT|Austria||Austrian|Vienna|Salzburg,Graz,Innsbruck,Linz
AZE|Azerbaijan||Azerbaijani,Azeri|Baku|Nagorno-Karabakh,Nakhchivan,Ganja,Stepanakert,Shusha,Karabakh
BHS|Bahamas|The Bahamas|Bahamian|Nassau|Freeport
BHR|Bahrain||Bahraini|Manama|
BGD|Bangladesh||Bangladeshi|Dhaka|Chittagong,Chattogram,Cox's Bazar,Sylhet,Khulna,Rajshahi
BRB|Barbados||Barbadian,Bajan|Bridgetown|
BLR|Belarus|Byelorussia,Belorussia|Belarusian,Belarussian|Minsk|Grodno,Gomel,Brest-Litovsk,Vitebsk
BEL|Belgium||Belgian|Brussels|Antwerp,Ghent,Liège,Liege,Bruges,Flanders,Wallonia,Charleroi,Leuven,Zaventem,Molenbeek
BLZ|Belize||Belizean|Belmopan|Belize City
BEN|Benin|Dahomey|Beninese,Beninois|Porto-Novo|Cotonou,Parakou
BTN|Bhutan||Bhutanese|Thimphu|
BOL|Bolivia||Bolivian|La Paz|Santa Cruz de la Sierra,Cochabamba,Sucre,El Alto,Potosi
BIH|Bosnia and Herzegovina|Bosnia,Bosnia-Herzegovina,Bosnia & Herzegovina,Republika Srpska|Bosnian,Bosniak,Bosnian Serb,Bosnian Croat|Sarajevo|Mostar,Banja Luka,Srebrenica,Tuzla,Gorazde,Bihac,Zepa,Pale
BWA|Botswana||Botswanan,Motswana,Batswana|Gaborone|Francistown
BRA|Brazil||Brazilian|Brasilia,Brasília|Rio de Janeiro,Sao Paulo,São Paulo,Salvador de Bahia,Manaus,Recife,Belo Horizonte,Porto Alegre,Curitiba,Fortaleza,Bahia,Minas Gerais,Brumadinho,Roraima,Rio Grande do Sul,Mato Grosso,Belém
BRN|Brunei|Brunei Darussalam|Bruneian|Bandar Seri Begawan|
BGR|Bulgaria||Bulgarian|Sofia|Plovdiv,Varna,Burgas
BFA|Burkina Faso|Burkina,Upper Volta|Burkinabe,Burkinabè,Burkinese|Ouagadougou|Bobo-Dioulasso,Djibo
BDI|Burundi||Burundian|Gitega,Bujumbura|
KHM|Cambodia|Kampuchea|Cambodian,Khmer|Phnom Penh|Siem Reap,Sihanoukville,Battambang
CMR|Cameroon|Cameroun|Cameroonian|Yaounde,Yaoundé|Douala,Bamenda,Buea,Maroua,Garoua,Ambazonia,Limbe,Kumba
CAN|Canada||Canadian|Ottawa|Toronto,Montreal,Vancouver,Calgary,Edmonton,Winnipeg,Quebec,Québec,Ontario,Alberta,British Columbia,Manitoba,Saskatchewan,Nova Scotia,New Brunswick,Newfoundland,Nunavut,Iqaluit,Yukon,Halifax,Regina,Prince Edward Island,Saskatoon,Labrador,Nunavik,Yellowknife,Baffin Island,Quebec City,Mississauga,Igloolik,Rankin Inlet,Pond Inlet
CPV|Cape Verde|Cabo Verde|Cape Verdean|Praia|
CAF|Central African Republic|CAR|Central African|Bangui|Bambari,Bria,Bossangoa
TCD|Chad|Tchad|Chadian|N'Djamena,N’Djamena,Ndjamena|Abeche
CHL|Chile||Chilean|Santiago|Valparaíso,Valparaiso,Concepción,Antofagasta,Punta Arenas,Viña del Mar,Araucanía,Temuco,Iquique,Easter Island,Atacama
CHN|China|People's Republic of China,PRC,Mainland China,Red China,Communist China|Chinese,Sino|Beijing,Peking|Shanghai,Guangzhou,Shenzhen,Wuhan,Chengdu,Chongqing,Tianjin,Nanjing,Xinjiang,Tibet,Lhasa,Urumqi,Guangdong,Sichuan,Yunnan,Hubei,Hunan,Fujian,Zhejiang,Jiangsu,Shandong,Henan,Hebei,Liaoning,Hainan,Inner Mongolia,Hangzhou,Xian,Xi'an,Harbin,Dalian,Qingdao,Shenyang,Kunming,Guangxi,Guizhou,Gansu,Tiananmen,Tiananmen Square,Zhongnanhai,Kashgar,Anhui,Jilin,Shanxi,Shaanxi,Jiangxi,Qinghai,Ningxia,Xiamen,Suzhou,Zhengzhou
COL|Colombia||Colombian|Bogotá,Bogota|Medellín,Medellin,Cali,Cartagena,Barranquilla,Cúcuta,Cucuta,Antioquia,Chocó,Cauca,Buenaventura,Bucaramanga,Villavicencio,Putumayo,Nariño,Arauca
COM|Comoros||Comorian,Comoran|Moroni|
COG|Republic of the Congo|Congo-Brazzaville,Congo Brazzaville,Republic of Congo|Congolese-Brazzaville|Brazzaville|Pointe-Noire
COD|Democratic Republic of the Congo|Democratic Republic of Congo,DR Congo,DRC,Congo,Congo-Kinshasa,Zaire,D.R. Congo,D.R.C.|Congolese,Zairean|Kinshasa|Goma,Lubumbashi,Bukavu,Kisangani,North Kivu,South Kivu,Ituri,Katanga,Kivu,Beni,Bunia,Kasai,Mbandaka
CRI|Costa Rica||Costa Rican,Tico|San José|Limón,Puntarenas,Alajuela,Guanacaste,Heredia,Cartago
CIV|Ivory Coast|Côte d'Ivoire,Cote d'Ivoire,Côte d’Ivoire,Cote d’Ivoire|Ivorian,Ivoirian|Yamoussoukro|Abidjan,Bouake,Bouaké,Korhogo
HRV|Croatia||Croatian,Croat|Zagreb|Dubrovnik,Split,Vukovar,Krajina,Knin,Rijeka,Osijek
CUB|Cuba||Cuban|Havana|Santiago de Cuba,Guantanamo,Guantánamo,Guantanamo Bay,Camagüey,Holguín
CYP|Cyprus||Cypriot,Greek Cypriot,Turkish Cypriot|Nicosia|Limassol,Larnaca,Paphos,Famagusta,Northern Cyprus
CZE|Czech Republic|Czechia,Czechoslovakia|Czech,Czechoslovak|Prague|Brno,Ostrava,Plzen
DNK|Denmark||Danish,Dane|Copenhagen|Aarhus,Odense,Faroe Islands
GRL|Greenland||Greenlander,Greenlandic|Nuuk|
DJI|Djibouti||Djiboutian|Djibouti City|
DMA|Dominica|||Roseau|
DOM|Dominican Republic||Dominican|Santo Domingo|Punta Cana
ECU|Ecuador||Ecuadorian,Ecuadorean,Ecuadoran|Quito|Guayaquil,Galápagos,Galapagos,Galapagos Islands,Cuenca,Esmeraldas
EGY|Egypt|United Arab Republic|Egyptian|Cairo|Alexandria,Sinai,Suez,Luxor,Sharm el-Sheikh,Sharm El-Sheikh,Sharm el Sheikh,Port Said,Aswan,Giza,Tahrir Square,Rafah crossing,Ismailia,El-Arish,Sinai Peninsula,Suez Canal,Hurghada,Minya
SLV|El Salvador||Salvadoran,Salvadorean,Salvadorian|San Salvador|Soyapango,Santa Tecla,La Libertad,La Unión
GNQ|Equatorial Guinea||Equatorial Guinean,Equatoguinean|Malabo|Bata
ERI|Eritrea||Eritrean|Asmara|Massawa,Assab
EST|Estonia||Estonian|Tallinn|Tartu,Narva
SWZ|Eswatini|Swaziland,Kingdom of Eswatini|Swazi,Emaswati,Liswati|Mbabane|Manzini,Lobamba
ETH|Ethiopia|Abyssinia,Ethopia|Ethiopian|Addis Ababa|Tigray,Amhara Region,Oromia,Mekelle,Mekele,Gondar,Afar,Dire Dawa,Bahir Dar,Lalibela,Gambella
FJI|Fiji||Fijian|Suva|Nadi
FIN|Finland||Finnish,Finn|Helsinki|Turku,Tampere,Lapland,Espoo
FRA|France|French Republic|French,Frenchman,Frenchmen,Frenchwoman|Paris|Marseille,Marseilles,Lyon,Nice,Toulouse,Bordeaux,Strasbourg,Lille,Calais,Cannes,Normandy,Corsica,Brittany,Nantes,Grenoble,Rouen,Montpellier,Rennes,New Caledonia,French Polynesia,Réunion,Martinique,Guadeloupe,French Guiana,Mayotte,Provence,Versailles,Elysee,Élysée,Elysee Palace,Quai d'Orsay,Tahiti,Noumea
GAB|Gabon||Gabonese|Libreville|Port-Gentil
GMB|Gambia|The Gambia|Gambian|Banjul|Serekunda
GEO|Georgia||Georgian|Tbilisi|Abkhazia,South Ossetia,Batumi,Tskhinvali,Sukhumi,Gori,Ajara
DEU|Germany|Federal Republic of Germany,West Germany,East Germany,GDR,FRG,German Democratic Republic|German,West German,East German|Berlin,Bonn|Munich,Frankfurt,Hamburg,Cologne,Bavaria,Saxony,Stuttgart,Dresden,Leipzig,Düsseldorf,Dusseldorf,Hanover,Bremen,Nuremberg,Ramstein,Hesse,Potsdam,Essen,Dortmund,Chemnitz,Thuringia,Brandenburg,Bundestag,Wolfsburg,Heidelberg,Mainz
GHA|Ghana||Ghanaian,Ghanian|Accra|Kumasi,Tamale,Sekondi-Takoradi,Ashanti,Tema,Cape Coast
GRC|Greece|Hellenic Republic|Greek,Hellenic|Athens|Thessaloniki,Salonika,Crete,Lesbos,Samos,Piraeus,Corfu,Rhodes,Kos,Moria,Patras,Santorini
GRD|Grenada||Grenadian|St. George's|
GTM|Guatemala||Guatemalan|Guatemala City|Quetzaltenango,Petén,Escuintla,Huehuetenango,Antigua Guatemala
GIN|Guinea|Guinea-Conakry,Guinea Conakry|Guinean|Conakry|Nzerekore,Gueckedou,Simandou
GNB|Guinea-Bissau|Guinea Bissau|Bissau-Guinean|Bissau|
GUY|Guyana||Guyanese|Georgetown|Essequibo,Berbice,Linden,Demerara,New Amsterdam
HTI|Haiti||Haitian|Port-au-Prince|Cap-Haitien,Gonaives,Jacmel,Les Cayes,Cité Soleil
VAT|Vatican City|Vatican,Holy See,the Vatican|Vatican|Vatican City|St. Peter's Square,Castel Gandolfo
HND|Honduras||Honduran|Tegucigalpa|San Pedro Sula,La Ceiba,Roatán,Roatan,Comayagua,Choluteca,Tela
HKG|Hong Kong|HKSAR,HK|Hong Konger,Hongkonger|Hong Kong|Kowloon,New Territories,Tsim Sha Tsui,Mong Kok,Wan Chai,Causeway Bay,Lantau,Lantau Island,Sha Tin,Yuen Long
HUN|Hungary||Hungarian,Magyar|Budapest|Debrecen,Szeged
ISL|Iceland||Icelandic,Icelander|Reykjavik,Reykjavík|Grindavik
IND|India|Bharat,Republic of India|Indian|New Delhi,Delhi|Mumbai,Bombay,Kolkata,Calcutta,Chennai,Madras,Bangalore,Bengaluru,Hyderabad,Ahmedabad,Kashmir,Jammu,Jammu and Kashmir,Jammu & Kashmir,J&K,Srinagar,Punjab,Gujarat,Kerala,Tamil Nadu,Maharashtra,Bihar,Uttar Pradesh,Madhya Pradesh,West Bengal,Assam,Rajasthan,Karnataka,Andhra Pradesh,Telangana,Odisha,Orissa,Haryana,Himachal Pradesh,Uttarakhand,Jharkhand,Chhattisgarh,Goa,Manipur,Nagaland,Ladakh,Pune,Lucknow,Jaipur,Chandigarh,Amritsar,Varanasi,Ayodhya,Bhopal,Patna,Surat,Noida,Gurgaon,Gurugram,Dharamsala,Pulwama,Anantnag,Baramulla,Kochi,Nagpur,Indore,Kanpur,Agra,Imphal,Guwahati,Thiruvananthapuram,Arunachal Pradesh,Tripura,Mizoram,Meghalaya,Sikkim,Puducherry,Kargil,Ranchi,Dehradun,Shimla,Leh,Kashmir Valley,UP,Rajouri,Poonch,Kupwara,Shopian,Kulgam,Budgam,Ganderbal,Bandipora,Sopore,Gulmarg,Pahalgam,Sonamarg
IDN|Indonesia||Indonesian|Jakarta|Bali,Java,Sumatra,Aceh,Surabaya,Bandung,West Papua,Sulawesi,Borneo,Kalimantan,Medan,Yogyakarta,Lombok,Denpasar,Ambon,Maluku,Palu,Nusantara,Irian Jaya,Banda Aceh,West Java
IRN|Iran|Islamic Republic of Iran,Persia,Islamic Republic|Iranian,Persian|Tehran,Teheran|Isfahan,Mashhad,Shiraz,Tabriz,Qom,Natanz,Fordow,Fordo,Bushehr,Bandar Abbas,Kerman,Ahvaz,Abadan,Arak,Sistan-Baluchestan,Khuzestan,Strait of Hormuz,Zahedan,Kermanshah,Chabahar
IRQ|Iraq||Iraqi|Baghdad|Basra,Mosul,Fallujah,Falluja,Kirkuk,Najaf,Karbala,Erbil,Irbil,Arbil,Tikrit,Ramadi,Samarra,Sulaimaniya,Sulaymaniyah,Anbar,Sadr City,Iraqi Kurdistan,Kurdistan Region,Nineveh,Baquba,Baqubah,Sinjar,Green Zone,Abu Ghraib,Diyala,Haditha,Duhok
IRL|Ireland|Republic of Ireland,Irish Republic,Eire|Irish,Irishman,Irishmen|Dublin|Cork,Galway,Limerick
ISR|Israel|State of Israel,Jewish state|Israeli|Jerusalem|Tel Aviv,Haifa,Eilat,Ashkelon,Ashdod,Beersheba,Negev,Sderot,Galilee,Golan Heights,Golan,Nazareth,Netanya,Kiryat Shmona,Knesset,Lod,Jaffa,Acre,Tiberias,Rehovot,Herzliya,Metula,Beit Shemesh,Rishon LeZion,Petah Tikva,Ben Gurion Airport
ITA|Italy||Italian|Rome|Milan,Naples,Turin,Venice,Florence,Sicily,Sardinia,Genoa,Bologna,Palermo,Lampedusa,Lombardy,Bari,Tuscany,Verona,Calabria,Aviano,Trieste,Bergamo,Catania,Veneto,Piedmont
JAM|Jamaica||Jamaican|Kingston|Montego Bay,Portmore
JPN|Japan||Japanese|Tokyo|Osaka,Kyoto,Hiroshima,Nagasaki,Fukushima,Okinawa,Hokkaido,Sapporo,Nagoya,Yokohama,Kobe,Sendai,Fukuoka,Iwate,Miyagi,Kumamoto,Nagano,Niigata,Aomori,Shizuoka,Hyogo,Chiba,Saitama,Kyushu,Kanagawa,Honshu,Shikoku,Narita,Aichi,Kagoshima,Naha,Senkaku Islands,Ehime,Ibaraki,Gunma,Shibuya,Shinjuku
JOR|Jordan|Hashemite Kingdom of Jordan|Jordanian|Amman|Aqaba,Irbid,Zarqa,Petra,Zaatari
KAZ|Kazakhstan||Kazakh,Kazakhstani|Astana,Nur-Sultan|Almaty,Alma-Ata,Baikonur,Aktau,Shymkent,Semipalatinsk
KEN|Kenya||Kenyan|Nairobi|Mombasa,Kisumu,Nakuru,Eldoret,Garissa,Dadaab,Rift Valley,Lamu,Kakuma,Turkana,Mandera,Kiambu,Machakos
KIR|Kiribati||I-Kiribati|Tarawa|
PRK|North Korea|DPRK,Democratic People's Republic of Korea,N. Korea,N Korea|North Korean,N. Korean|Pyongyang|Yongbyon,Kaesong,Sinuiju,Wonsan,Punggye-ri
KOR|South Korea|Republic of Korea,ROK,S. Korea,S Korea,Korea|South Korean,Korean,S. Korean|Seoul|Busan,Pusan,Incheon,Inchon,Daegu,Gwangju,Kwangju,Pyeongchang,PyeongChang,Jeju,Panmunjom,Itaewon,Sejong,Ulsan,Daejeon,Gyeonggi,Blue House
XKX|Kosovo||Kosovar,Kosovan,Kosovo Albanian|Pristina,Prishtina|Mitrovica,Prizren,Pec,Peja
KWT|Kuwait||Kuwaiti|Kuwait City|
KGZ|Kyrgyzstan|Kirgizstan|Kyrgyz,Kyrgyzstani|Bishkek|Osh,Jalal-Abad,Manas,Batken
LAO|Laos|Lao PDR|Laotian,Lao|Vientiane|Luang Prabang
LVA|Latvia||Latvian|Riga|Daugavpils,Jurmala
LBN|Lebanon||Lebanese|Beirut|Sidon,Tyre,Baalbek,Bekaa,Bekaa Valley,Nabatieh,Naqoura,Dahiyeh,Dahieh,Litani,Litani River,Marjayoun,Zahle,Ain al-Hilweh
LSO|Lesotho|Basutoland|Basotho,Mosotho,Lesothan|Maseru|
LBR|Liberia||Liberian|Monrovia|Gbarnga,Lofa,Nimba
LBY|Libya|Libyan Arab Jamahiriya|Libyan|Tripoli|Benghazi,Misrata,Sirte,Tobruk,Derna,Sebha,Zawiya,Cyrenaica,Bani Walid,Zintan,Brega,Ras Lanuf
LIE|Liechtenstein||Liechtensteiner|Vaduz|
LTU|Lithuania||Lithuanian|Vilnius|Kaunas,Klaipeda
LUX|Luxembourg|Luxemburg|Luxembourger,Luxembourgish|Luxembourg City|
MAC|Macau|Macao|Macanese|Macau|
MDG|Madagascar||Malagasy,Madagascan|Antananarivo|Toamasina,Mahajanga
MWI|Malawi|Nyasaland|Malawian|Lilongwe|Blantyre,Mzuzu,Zomba
MYS|Malaysia|Malaya|Malaysian|Kuala Lumpur,Putrajaya|Penang,Johor,Sabah,Sarawak,Selangor,Malacca,Johor Bahru,Kota Kinabalu,Kelantan,Terengganu,Perak,Pahang,Kedah,Labuan,Kuching,Ipoh,Melaka,Negeri Sembilan,Perlis,Petaling Jaya,Shah Alam,KL,George Town,Klang
MDV|Maldives|The Maldives|Maldivian|Malé|
MLI|Mali||Malian|Bamako|Timbuktu,Gao,Kidal,Mopti,Azawad
MLT|Malta||Maltese|Valletta|Gozo,Sliema
MHL|Marshall Islands||Marshallese|Majuro|
MRT|Mauritania||Mauritanian|Nouakchott|Nouadhibou
MUS|Mauritius||Mauritian|Port Louis|
MEX|Mexico||Mexican|Mexico City|Guadalajara,Monterrey,Tijuana,Ciudad Juarez,Ciudad Juárez,Chiapas,Oaxaca,Sinaloa,Cancun,Cancún,Acapulco,Veracruz,Puebla,Guerrero,Michoacán,Michoacan,Jalisco,Yucatán,Yucatan,Culiacán,Culiacan,Tapachula,Matamoros,Reynosa,Nuevo Laredo,Tamaulipas,Sonora,Chihuahua,Baja California,Mexicali,Nuevo León,Quintana Roo,Guanajuato
FSM|Micronesia|Federated States of Micronesia|Micronesian|Palikir|
MDA|Moldova|Moldavia,Republic of Moldova|Moldovan|Chisinau,Chișinău,Kishinev|Transnistria,Tiraspol,Trans-Dniester,Gagauzia
MCO|Monaco||Monegasque,Monacan|Monaco|Monte Carlo
MNG|Mongolia||Mongolian|Ulaanbaatar,Ulan Bator|
MNE|Montenegro||Montenegrin|Podgorica|Budva,Cetinje,Kotor
MAR|Morocco||Moroccan|Rabat|Casablanca,Marrakech,Marrakesh,Fez,Tangier,Agadir,Fes,Meknes
ESH|Western Sahara|Sahrawi Arab Democratic Republic,SADR|Sahrawi,Saharawi|Laayoune|Dakhla
MOZ|Mozambique||Mozambican|Maputo|Beira,Cabo Delgado,Palma,Pemba,Nampula,Tete
MMR|Myanmar|Burma|Burmese,Myanmarese|Naypyidaw,Nay Pyi Taw|Yangon,Rangoon,Mandalay,Rakhine,Shan State,Kachin,Rakhine State,Kayin,Sittwe,Myawaddy,Sagaing,Kokang
NAM|Namibia|South West Africa|Namibian|Windhoek|Walvis Bay,Swakopmund
NRU|Nauru||Nauruan|Yaren|
NPL|Nepal||Nepali,Nepalese|Kathmandu|Pokhara,Lumbini,Mount Everest,Biratnagar
NLD|Netherlands|Holland,The Netherlands|Dutch,Dutchman,Dutchmen|Amsterdam,The Hague|Rotterdam,Utrecht,Eindhoven,Groningen,Maastricht,Aruba,Curacao,Curaçao,Hague
NZL|New Zealand|Aotearoa|New Zealander,Kiwi|Wellington|Auckland,Christchurch,Dunedin,Waikato,Rotorua
NIC|Nicaragua||Nicaraguan|Managua|Masaya,Bluefields
NER|Niger||Nigerien|Niamey|Agadez,Diffa,Zinder,Arlit,Tillaberi
NGA|Nigeria|Federal Republic of Nigeria|Nigerian|Abuja|Lagos,Kano,Kaduna,Maiduguri,Borno,Port Harcourt,Ibadan,Jos,Niger Delta,Biafra,Chibok,Zamfara,Katsina,Enugu,Benin City,Sokoto,Yobe,Adamawa,Benue,Ogun,Anambra,Plateau State,Rivers State,Calabar,Oyo,Ekiti,Kogi,Edo,Kwara,Bauchi,Gombe,Taraba,Imo,Bayelsa,Akwa Ibom,Ilorin,Owerri,Onitsha,Warri,Abeokuta,Lekki
MKD|North Macedonia|Macedonia,Republic of Macedonia,FYROM,Former Yugoslav Republic of Macedonia|Macedonian,North Macedonian|Skopje|Tetovo,Ohrid,Kumanovo
NOR|Norway||Norwegian|Oslo|Bergen,Trondheim,Svalbard,Stavanger,Tromso,Utoya
OMN|Oman|Sultanate of Oman|Omani|Muscat|Salalah,Sohar
PAK|Pakistan|Islamic Republic of Pakistan|Pakistani|Islamabad|Karachi,Lahore,Peshawar,Quetta,Rawalpindi,Balochistan,Baluchistan,Sindh,Khyber Pakhtunkhwa,Waziristan,North Waziristan,South Waziristan,Swat,Multan,Faisalabad,Gwadar,Abbottabad,Azad Kashmir,Gilgit-Baltistan,Muzaffarabad,Sialkot,FATA,Swat Valley,Parachinar,Kurram
PLW|Palau||Palauan|Ngerulmud,Koror|
PSE|Palestine|Palestinian Territories,Palestinian territories,State of Palestine,Occupied Territories,Palestinian Authority,Palestinian National Authority,occupied territories|Palestinian|Ramallah|Gaza,Gaza Strip,Gaza City,West Bank,Rafah,Khan Younis,Khan Yunis,Nablus,Hebron,Jenin,Bethlehem,East Jerusalem,Jabalia,Deir al-Balah,Tulkarm,Jericho,Qalqilya,Beit Lahia,Beit Hanoun,Nuseirat,Al-Aqsa,al-Aqsa,Huwara,Masafer Yatta,Sheikh Jarrah
PAN|Panama||Panamanian|Panama City|Colón,Colon,Chiriquí,Bocas del Toro,Darién,Darien,Darien Gap,Panama Canal,Coclé,Veraguas,Panamá
PNG|Papua New Guinea|PNG|Papua New Guinean|Port Moresby|Bougainville,Lae,Enga
PRY|Paraguay||Paraguayan|Asuncion,Asunción|Ciudad del Este
PER|Peru||Peruvian|Lima|Cusco,Cuzco,Arequipa,Puno,Ayacucho,Machu Picchu,Callao,Trujillo,Juliaca,Piura,Iquitos,Loreto,Cajamarca,Áncash,Ancash,Junín,Tacna,Lambayeque,Chiclayo,Ica,Madre de Dios,Huancayo,Apurímac,Huánuco
PHL|Philippines|The Philippines,Phillippines,Republic of the Philippines|Filipino,Philippine,Filipina|Manila|Mindanao,Cebu,Davao,Quezon City,Luzon,Marawi,Zamboanga,Jolo,Sulu,Basilan,Davao City,Tacloban,Subic Bay,Malacanang,Visayas,Palawan,Leyte,Cotabato,Scarborough Shoal,Baguio,Iloilo
POL|Poland||Polish,Pole|Warsaw|Gdansk,Gdańsk,Krakow,Kraków,Cracow,Lodz,Poznan,Wroclaw,Lublin,Katowice,Rzeszow,Auschwitz
PRT|Portugal||Portuguese|Lisbon|Porto,Madeira,Azores,Algarve,Fatima,Coimbra
PRI|Puerto Rico||Puerto Rican|San Juan|Ponce,Vieques
QAT|Qatar||Qatari|Doha|Lusail,Al Rayyan,Al Wakrah,Al Khor,Ras Laffan,Al Udeid
ROU|Romania|Rumania|Romanian|Bucharest|Timisoara,Transylvania,Cluj,Constanta,Iasi,Brasov
RUS|Russia|Russian Federation,Soviet Union,USSR,U.S.S.R.|Russian,Soviet|Moscow|St. Petersburg,St Petersburg,Saint Petersburg,Leningrad,Chechnya,Grozny,Siberia,Vladivostok,Kursk,Belgorod,Sochi,Kaliningrad,Dagestan,Ingushetia,Beslan,Rostov,Novosibirsk,Yekaterinburg,Kazan,Bryansk,Voronezh,Volgograd,Tatarstan,Sakhalin,Kamchatka,Arkhangelsk,Murmansk,Makhachkala,Kuril Islands,Norilsk,Kremlin,the Kremlin,Red Square,Tula,Ryazan,Rostov-on-Don,Engels,Samara,Saratov,Krasnodar,Omsk,Tuva,North Ossetia
RWA|Rwanda||Rwandan|Kigali|Butare,Gisenyi,Musanze
KNA|Saint Kitts and Nevis|St Kitts and Nevis,St. Kitts and Nevis|Kittitian|Basseterre|
LCA|Saint Lucia|St Lucia,St. Lucia|Saint Lucian,St Lucian|Castries|
VCT|Saint Vincent and the Grenadines|St Vincent and the Grenadines,St. Vincent and the Grenadines|Vincentian|Kingstown|
WSM|Samoa|Western Samoa|Samoan|Apia|
SMR|San Marino||Sammarinese|San Marino|
STP|Sao Tome and Principe|São Tomé and Príncipe|Sao Tomean|Sao Tome,São Tomé|
SAU|Saudi Arabia|Kingdom of Saudi Arabia,KSA|Saudi,Saudi Arabian|Riyadh|Jeddah,Jiddah,Mecca,Makkah,Medina,Madinah,Dhahran,Dammam,Taif,Neom,NEOM,Yanbu,Jizan,Qatif,AlUla,Khobar
SEN|Senegal||Senegalese|Dakar|Casamance,Ziguinchor,Touba,Thies
SRB|Serbia|Yugoslavia,Federal Republic of Yugoslavia,Serbia and Montenegro|Serbian,Serb,Yugoslav|Belgrade|Novi Sad,Vojvodina,Presevo,Nis,Sandzak
SYC|Seychelles||Seychellois|Victoria|Mahe
SLE|Sierra Leone||Sierra Leonean,Sierra Leonian|Freetown|Kenema,Kono
SGP|Singapore||Singaporean|Singapore|Changi,Sentosa
SVK|Slovakia|Slovak Republic|Slovak,Slovakian|Bratislava|Kosice
SVN|Slovenia||Slovenian,Slovene|Ljubljana|Maribor
SLB|Solomon Islands||Solomon Islander|Honiara|Guadalcanal,Malaita
SOM|Somalia||Somali,Somalian|Mogadishu|Kismayo,Baidoa,Puntland,Jubaland,Galmudug,Beledweyne,Bosaso
SML|Somaliland||Somalilander|Hargeisa|Berbera
ZAF|South Africa|Republic of South Africa,RSA,SA|South African|Pretoria|Cape Town,Johannesburg,Durban,Soweto,KwaZulu-Natal,Gauteng,Western Cape,Eastern Cape,Limpopo,Mpumalanga,Bloemfontein,Port Elizabeth,Gqeberha,East London,Free State,North West Province,Northern Cape,Polokwane,Tshwane,Ekurhuleni,Pietermaritzburg,Marikana,Nkandla,Robben Island,Sandton,Stellenbosch,Khayelitsha,Sharpeville,Union Buildings,Mthatha,Rustenburg,Nelspruit,Mbombela,Ethekwini,eThekwini,Joburg
SSD|South Sudan||South Sudanese|Juba|Malakal,Bentiu,Bor,Upper Nile,Wau,Abyei
ESP|Spain||Spanish,Spaniard|Madrid|Barcelona,Catalonia,Valencia,Seville,Bilbao,Basque Country,Andalusia,Canary Islands,Ceuta,Melilla,Malaga,Málaga,Granada,Galicia,Majorca,Mallorca,Ibiza,Zaragoza,San Sebastian,Moncloa,Tenerife,Lanzarote
LKA|Sri Lanka|Ceylon|Sri Lankan,Sinhalese,Ceylonese|Colombo|Jaffna,Kandy,Trincomalee,Batticaloa,Hambantota,Galle,Kilinochchi,Mullaitivu,Negombo
SDN|Sudan||Sudanese|Khartoum|Darfur,El Fasher,Port Sudan,Omdurman,Nyala,Kordofan,South Kordofan,El Geneina,Blue Nile,Al-Fashir,Gezira,Wad Madani,North Darfur,West Darfur,Kassala,Bahri
SUR|Suriname|Surinam|Surinamese|Paramaribo|
SWE|Sweden||Swedish,Swede|Stockholm|Gothenburg,Malmo,Malmö,Uppsala,Gotland
CHE|Switzerland|Swiss Confederation|Swiss|Bern,Berne|Geneva,Zurich,Zürich,Lausanne,Davos,Basel,Lucerne,Lugano,Montreux,Zug,St. Gallen,Burgenstock
SYR|Syria|Syrian Arab Republic|Syrian|Damascus|Aleppo,Homs,Idlib,Raqqa,Hama,Latakia,Daraa,Deraa,Deir ez-Zor,Deir al-Zor,Deir Ezzor,Palmyra,Kobani,Kobane,Afrin,Eastern Ghouta,Ghouta,Rojava,Tartus,Qamishli,Hasakah,Douma,Sweida,al-Tanf,Quneitra,Manbij,Tartous,Al-Bukamal,Khan Sheikhoun
TWN|Taiwan|Republic of China,ROC,Chinese Taipei,Formosa|Taiwanese|Taipei|Kaohsiung,Taichung,Tainan,Hsinchu,Kinmen,Penghu,New Taipei,New Taipei City,Taoyuan,Hualien,Keelung,Taitung,Pingtung,Chiayi,Yilan,Matsu,Changhua,Yunlin,Nantou,Miaoli
TJK|Tajikistan|Tadzhikistan|Tajik,Tajikistani,Tadzhik|Dushanbe|Khujand,Gorno-Badakhshan
TZA|Tanzania||Tanzanian|Dodoma|Dar es Salaam,Zanzibar,Arusha,Mwanza,Kilimanjaro,Mount Kilimanjaro,Serengeti
THA|Thailand|Siam|Thai|Bangkok|Phuket,Chiang Mai,Pattaya,Pattani,Yala,Narathiwat,Chiang Rai,Hat Yai,Koh Samui,Nakhon Ratchasima
TLS|East Timor|Timor-Leste,Timor Leste|East Timorese,Timorese|Dili|
TGO|Togo||Togolese|Lome,Lomé|
TON|Tonga||Tongan|Nuku'alofa|
TTO|Trinidad and Tobago|Trinidad|Trinidadian,Tobagonian|Port of Spain|Tobago
TUN|Tunisia||Tunisian|Tunis|Sfax,Sousse,Sidi Bouzid,Kasserine,Gabes,Bizerte,Zarzis,Carthage,Kairouan,Djerba
TUR|Turkey|Türkiye,Turkiye,Ottoman Empire|Turkish,Turk,Ottoman|Ankara|Istanbul,Izmir,Diyarbakir,Gaziantep,Antalya,Incirlik,Adana,Hatay,Bosphorus,Bursa,Trabzon,Konya,Van,Cizre,Dardanelles,Bodrum,Sanliurfa,Mardin,Sirnak,Hakkari,Antakya,Kahramanmaras,Taksim Square
TKM|Turkmenistan||Turkmen|Ashgabat,Ashkhabad|Turkmenbashi
TUV|Tuvalu||Tuvaluan|Funafuti|
UGA|Uganda||Ugandan|Kampala|Entebbe,Gulu,Jinja,Mbarara,Wakiso,Kasese
UKR|Ukraine|the Ukraine|Ukrainian|Kyiv,Kiev|Kharkiv,Kharkov,Odesa,Odessa,Lviv,Lvov,Donetsk,Luhansk,Lugansk,Crimea,Donbas,Donbass,Mariupol,Kherson,Zaporizhzhia,Zaporizhia,Bakhmut,Dnipro,Sevastopol,Chernobyl,Chernihiv,Mykolaiv,Bucha,Sumy,Simferopol,Avdiivka,Pokrovsk,Kramatorsk,Slovyansk,Sloviansk,Kryvyi Rih,Severodonetsk,Lysychansk,Izium,Irpin,Poltava,Vinnytsia,Debaltseve,Kerch,Snake Island,Vuhledar,Kupiansk,Melitopol,Enerhodar,Chasiv Yar,Toretsk
ARE|United Arab Emirates|UAE,U.A.E.,Emirates,the Emirates|Emirati|Abu Dhabi|Dubai,Sharjah,Fujairah,Ras Al Khaimah,Ajman,Al Ain,Umm Al Quwain,Jumeirah,Yas Island
GBR|United Kingdom|UK,U.K.,Britain,Great Britain,England,Scotland,Wales,Northern Ireland,United Kingdom of Great Britain and Northern Ireland,Ulster|British,Briton,Scottish,Welsh,English,Scot,Englishman,Englishmen,Brit,Northern Irish|London|Manchester,Birmingham,Liverpool,Edinburgh,Glasgow,Belfast,Cardiff,Leeds,Bristol,Sheffield,Newcastle,Oxford,Cambridge,Salisbury,Westminster,Downing Street,10 Downing Street,Whitehall,Heathrow,Lockerbie,Falkland Islands,Falklands,Gibraltar,Bermuda,Cayman Islands,British Virgin Islands,Turks and Caicos,Isle of Man,Jersey,Guernsey,Diego Garcia,Southampton,Nottingham,Brighton,Kent,Yorkshire,Cornwall,Devon,Aberdeen,Londonderry,Stormont,Leicester,Coventry,Portsmouth,Sussex,Essex,Wembley,Aberdeenshire,Windsor,Sandringham,Balmoral,Scotland Yard
USA|United States|US,U.S.,USA,U.S.A.,United States of America,America,States,the States|American,U.S.|Washington,Washington D.C.,Washington DC,D.C.,DC|New York,New York City,NYC,Los Angeles,Chicago,Houston,Boston,San Francisco,Philadelphia,Miami,Dallas,Atlanta,Seattle,Detroit,Denver,Phoenix,Baltimore,Las Vegas,New Orleans,San Diego,Austin,Honolulu,Minneapolis,St. Louis,Pittsburgh,Cleveland,Cincinnati,Orlando,Tampa,Portland,Sacramento,Salt Lake City,Nashville,Memphis,Charlotte,Milwaukee,Oakland,San Antonio,San Jose,Fort Worth,El Paso,Kansas City,Indianapolis,Columbus,Anchorage,Buffalo,Brooklyn,Manhattan,Queens,Bronx,Harlem,Staten Island,Long Island,Wall Street,Hollywood,Silicon Valley,Broadway,Pearl Harbor,California,Texas,Florida,New Jersey,Alaska,Hawaii,Arizona,Ohio,Michigan,Illinois,Pennsylvania,Massachusetts,Virginia,North Carolina,South Carolina,Alabama,Tennessee,Kentucky,Louisiana,Mississippi,Arkansas,Oklahoma,Kansas,Missouri,Iowa,Minnesota,Wisconsin,Indiana,Nebraska,Colorado,Utah,Nevada,New Mexico,Idaho,Montana,Wyoming,Oregon,Washington State,North Dakota,South Dakota,Maine,Vermont,New Hampshire,Connecticut,Rhode Island,Delaware,Maryland,West Virginia,Guam,American Samoa,U.S. Virgin Islands,Northern Mariana Islands,Calif.,Fla.,Mass.,Pa.,N.Y.,N.J.,Conn.,Mich.,Ill.,Va.,Md.,Ga.,Wash.,Ore.,Colo.,Ariz.,Tenn.,Minn.,Wis.,Mo.,Tex.,Capitol Hill,White House,the White House,Camp David,Mar-a-Lago,Uvalde,Ferguson,Sandy Hook,Newtown,Charlottesville,Flint,Albuquerque,Tucson,Omaha,Raleigh,Richmond,Norfolk,Jacksonville,Fort Lauderdale,Palm Beach,Tulsa,Oklahoma City,Little Rock,Des Moines,Boise,Spokane,Tacoma,Fresno,Bakersfield,Long Beach,Berkeley,Palo Alto,Cupertino,Rochester,Albany,Syracuse,Hartford,Providence,Newark,Louisville,Baton Rouge,Fort Bragg,Los Alamos,Cape Canaveral
URY|Uruguay||Uruguayan|Montevideo|Punta del Este
UZB|Uzbekistan||Uzbek,Uzbekistani|Tashkent|Samarkand,Bukhara,Andijan,Karakalpakstan
VUT|Vanuatu||Ni-Vanuatu|Port Vila|
VEN|Venezuela|Bolivarian Republic of Venezuela|Venezuelan|Caracas|Maracaibo,Barquisimeto,Zulia,Táchira,Tachira,Miraflores,San Cristóbal,Mérida,Guárico,Carabobo,Maracay,Petare,Ciudad Guayana
VNM|Vietnam|Viet Nam,North Vietnam,South Vietnam|Vietnamese|Hanoi|Ho Chi Minh City,Saigon,Da Nang,Danang,Hue,Haiphong,Nha Trang,Can Tho
YEM|Yemen|South Yemen,North Yemen|Yemeni|Sanaa,Sana'a,Sana’a,San'a|Aden,Hodeidah,Hodeida,Taiz,Marib,Hudaydah,Socotra,Saada,Hadramout,Mukalla
ZMB|Zambia|Northern Rhodesia|Zambian|Lusaka|Kitwe,Ndola,Livingstone,Copperbelt
ZWE|Zimbabwe|Rhodesia|Zimbabwean,Rhodesian|Harare|Bulawayo,Mutare,Victoria Falls,Gweru,Chitungwiza,Hwange,Marondera
`

type Country = Readonly<{
  code: string
  name: string
  aliases: readonly string[]
  /** Adjective and words for the people; the first is the usual adjective. */
  demonyms: readonly string[]
  capitals: readonly string[]
  /** Cities and regions. */
  places: readonly string[]
}>
/** How a word tells its country. A word has one sense: names before capitals before adjectives before places. */
type Sense = Readonly<{ code: string; kind: 'name' | 'capital' | 'demonym' | 'place' }>

const list = (field: string | undefined) => (field ? field.split(',') : [])

export const countries: readonly Country[] = table
  .trim()
  .split('\n')
  .map((line) => {
    const [code = '', name = '', aliases, demonyms, capitals, places] = line.split('|')
    return { code, name, aliases: list(aliases), demonyms: list(demonyms), capitals: list(capitals), places: list(places) }
  })

const straight = (text: string) => (text.includes('’') ? text.replaceAll('’', "'") : text)
/** Words for a people that take no plural in -s: Spanish, Chinese, Swiss, Frenchmen. */
const noPlural = /(?:sh|ch|ese|s|men|man)$/

const senses = new Map<string, Sense>()
const add = (word: string, code: string, kind: Sense['kind']) => {
  const key = straight(word)
  if (!senses.has(key)) senses.set(key, { code, kind })
}
for (const { code, name, aliases } of countries) for (const word of [name, ...aliases]) add(word, code, 'name')
for (const { code, capitals } of countries) for (const word of capitals) add(word, code, 'capital')
for (const { code, demonyms } of countries)
  for (const word of demonyms) {
    add(word, code, 'demonym')
    if (!noPlural.test(word)) add(`${word}s`, code, 'demonym')
  }
for (const { code, places } of countries) for (const word of places) add(word, code, 'place')
const byCode = new Map(countries.map((country) => [country.code, country]))
/** The most words that any entry has. */
const longest = Math.max(...[...senses.keys()].map((key) => key.split(' ').length))

/** Up to the first space or "&", without a stop at its end. */
function firstWord(key: string): string {
  let end = 0
  while (end < key.length && key[end] !== ' ' && key[end] !== '&') end++
  return key.slice(0, key[end - 1] === '.' ? end - 1 : end)
}
/** The first words of all entries: most words of a text begin none. */
const openings = new Set([...senses.keys()].map(firstWord))

/** The usual English short name; null: no such code. */
export const nameOfCountry = (code: string): string | null => byCode.get(code)?.name ?? null

/** What exactly this name or adjective says; case counts ("us" is no country), but "RUSSIA" in a heading is Russia. */
export function countrySense(words: string): Sense | null {
  const key = straight(words.startsWith('the ') || words.startsWith('The ') ? words.slice(4) : words)
  return senses.get(key) ?? (key.length > 4 && isCapitals(key) ? (senses.get(capitalised(key)) ?? null) : null)
}

const isSmall = (code: number) => code >= 97 && code <= 122
/** A small ASCII letter, first or second, decides for most words. */
const isCapitals = (text: string) => !isSmall(text.charCodeAt(0)) && !isSmall(text.charCodeAt(1)) && text === text.toUpperCase()
const capitalised = (text: string) => text.toLowerCase().replace(/(?:^|[ -])\p{L}/gu, (first) => first.toUpperCase())

type Found = Sense & Readonly<{ start: number; end: number }>
const word = /\p{L}[\p{L}\p{M}]*(?:['’-][\p{L}\p{M}]+)*\.?|&/gu
const abbreviation = /(?:\p{Lu}\.){2,}/uy
const ending = /(?:['’]s|\.)$/

/** Countries named in a phrase, longest entry first at each word, left to right. Offsets are into the phrase. */
export function countriesIn(phrase: string): readonly Found[] {
  const pieces = abbreviationsJoined(phrase)
  const found: Found[] = []
  for (let first = 0; first < pieces.length; ) {
    const hit = longestAt(phrase, pieces, first)
    if (hit) found.push(hit.found)
    first = hit ? hit.next : first + 1
  }
  return found
}

type Piece = Readonly<{ start: number; end: number }>

/** Words of a phrase; "U.S." is one, "Iran's" is cut before the apostrophe, "NATO-member" and "US-led" at the hyphen too. */
function abbreviationsJoined(phrase: string): readonly Piece[] {
  const pieces: Piece[] = []
  const stopped = phrase.includes('.')
  word.lastIndex = 0
  for (let match = word.exec(phrase); match; match = word.exec(phrase)) {
    abbreviation.lastIndex = match.index
    const letters = stopped ? abbreviation.exec(phrase) : null
    if (letters) {
      word.lastIndex = match.index + letters[0].length
      pieces.push({ start: match.index, end: word.lastIndex })
      continue
    }
    const whole = match[0].replace(ending, '')
    pieces.push({ start: match.index, end: match.index + whole.length })
    if (!whole.includes('-') || senses.has(straight(whole))) continue
    let start = match.index
    for (const part of whole.split('-')) {
      pieces.push({ start, end: start + part.length })
      start += part.length + 1
    }
  }
  return pieces
}

function longestAt(phrase: string, pieces: readonly Piece[], first: number): { found: Found; next: number } | null {
  const { start } = pieces[first]!
  const opening = firstWord(straight(phrase.slice(start, pieces[first]!.end)))
  const known = openings.has(opening) || opening === 'the' || opening === 'The'
  if (!known && !(isCapitals(opening) && openings.has(capitalised(opening)))) return null
  for (let last = Math.min(pieces.length, first + longest) - 1; last >= first; last--) {
    for (const end of [pieces[last]!.end, pieces[last]!.end + 1]) {
      const sense = phrase.length >= end ? countrySense(phrase.slice(start, end)) : null
      if (sense) return { found: { ...sense, start, end }, next: last + 1 }
    }
  }
  return null
}

/**
 * The country an actor's name or description belongs to: "Iranian officials" IRN, "the Bosnian town of …" BIH, "rebels in the
 * Ivory Coast" CIV. The phrase's first country is taken, unless a later one says where these people are ("ethnic Albanians in
 * southern Serbia") or the first stands in a possessive before somebody else's place ("Israel's ally in Lebanon").
 */
export function countryOf(surface: string): string | null {
  const found = countriesIn(surface)
  const placed = found.findLast(({ start }) => placing.test(surface.slice(0, start)))
  return (placed ?? found[0])?.code ?? null
}

/** "in southern …", "of the …", "from …" right before a name says where the head of the phrase belongs. */
const placing =
  /\b(?:in|from|of|near|inside|throughout|across|within|at)(?:\s+(?:the|north(?:ern)?|south(?:ern)?|east(?:ern)?|west(?:ern)?|central|\p{L}+ern))*\s+$/u
