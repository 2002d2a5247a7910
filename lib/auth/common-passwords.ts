/**
 * What people build passwords from: the words, names, teams, keys and phrases that lead every published list of cracked
 * passwords, in the languages of the banks served. lib/auth/password-rules counts a whole word of this list as one easy guess.
 */
const WORDS = `
password passwort passord passwd passcode kennwort salasana losenord motdepasse contrasena senha haslo heslo jelszo parola lozinka geslo wachtwoord parool
parole slaptazodis adgangskode secret geheim geheimnis salaisuus hemlig hemmelig segreto secreto admin administrator root user guest master login logon
welcome welkom willkommen tervetuloa valkommen velkommen bienvenue benvenuto bienvenido bemvindo hello hallo hei hola ciao bonjour servus moikka terve
default changeme change letmein letme openup opensesame sesame access system server computer internet network windows microsoft google facebook youtube
amazon apple android samsung iphone huawei nokia twitter instagram whatsapp linkedin netflix spotify minecraft fortnite pokemon roblox nintendo playstation
xbox counterstrike starcraft warcraft zelda mario sonic pikachu superman batman spiderman ironman avengers starwars skywalker vader yoda matrix neo trinity
gandalf frodo hobbit hogwarts harrypotter potter hermione voldemort dumbledore simpsons southpark scooby snoopy garfield mickey mouse donald tigger winnie
iloveyou iloveu loveyou ilove lovely lover loveme love forever princess prince queen king angel devil demon dragon monkey tiger lion bear eagle falcon hawk
wolf panther jaguar cheetah leopard shark dolphin turtle rabbit bunny hamster horse pony unicorn butterfly ladybug spider scorpion cobra viper phoenix
dog puppy doggie kitty kitten cat pussycat chicken duck goose mouse penguin panda koala elephant giraffe zebra gorilla bulldog rottweiler husky
sunshine sunflower sunset sunrise summer winter autumn spring january february march april june july august september october november december
monday tuesday wednesday thursday friday saturday sunday weekend holiday vacation christmas birthday easter halloween maandag montag dienstag freitag
sommer sommar sommer kesa talvi syksy kevat joulu vinter hiver ete estate inverno verano invierno zima lato jaro leto
football soccer baseball basketball hockey tennis golf volleyball rugby cricket swimming running skiing snowboard skateboard wrestling boxing karate
liverpool arsenal chelsea everton tottenham manchester united newcastle celtic rangers barcelona realmadrid madrid atletico juventus milan inter roma napoli
bayern dortmund borussia schalke ajax feyenoord psv benfica porto sporting galatasaray fenerbahce besiktas yankees lakers cowboys steelers packers patriots
eagles broncos raiders redsox dodgers giants bulls celtics knicks spurs warriors maplelea canadiens jokerit karpat ilves tappara malmo djurgarden hammarby
michael jennifer jessica ashley amanda daniel matthew joshua andrew david james robert john william richard thomas charles joseph christopher anthony mark
donald steven paul kevin brian george edward ronald timothy jason jeffrey ryan jacob gary nicholas eric jonathan stephen larry justin scott brandon benjamin
samuel gregory frank alexander raymond patrick jack dennis jerry tyler aaron jose henry adam douglas nathan peter zachary kyle walter harold jeremy ethan
carl keith roger gerald christian terry sean arthur austin noah lawrence jesse joe bryan billy jordan albert dylan bruce willie gabriel alan juan logan
wayne ralph roy eugene randy vincent russell louis philip bobby johnny bradley mary patricia linda elizabeth barbara susan sarah karen nancy lisa betty
margaret sandra kimberly emily donna michelle carol melissa deborah stephanie rebecca laura sharon cynthia kathleen amy angela shirley anna brenda
pamela emma nicole helen samantha katherine christine debra rachel carolyn janet catherine maria heather diane ruth julie olivia joyce virginia victoria
kelly lauren christina joan evelyn judith megan andrea cheryl hannah jacqueline martha gloria teresa ann sara madison frances kathryn janice jean alice
julia sophie sophia charlotte chloe isabella mia ella lily grace hans peter klaus jurgen stefan andreas markus sebastian florian tobias lukas felix leon
anneli maria helena johanna marja liisa pekka juhani matti timo kari antti mikko jukka sami ville janne eero aino eino elias erik lars anders johan karin
pierre jean marie nicolas camille antoine julien giovanni giuseppe francesco alessandro marco luca matteo chiara giulia carlos miguel pablo lucia carmen
finland suomi helsinki tampere turku oulu sweden sverige stockholm goteborg norway norge oslo bergen denmark danmark kobenhavn germany deutschland berlin
hamburg munich munchen koln frankfurt austria wien vienna switzerland schweiz zurich france paris lyon marseille italy italia rome venezia spain espana
portugal lisboa lisbon netherlands nederland amsterdam rotterdam belgium belgie brussels london england scotland ireland dublin poland polska warszawa
krakow praha prague budapest hungary slovenia ljubljana croatia hrvatska zagreb estonia tallinn latvia riga lithuania vilnius europe europa america canada
australia newyork texas california florida chicago boston dallas houston detroit phoenix denver seattle vegas hollywood miami brooklyn
money cash bank account finance saldo euro euros dollar pound bitcoin crypto wallet banking savings budget salary mortgage million millionaire rich
family mother father mommy daddy mama papa mamma pappa aiti isa sister brother baby babygirl babyboy honey sweetie sweetheart darling cutie beautiful
gorgeous handsome pretty sexy sexylady hottie girl girls boys boyfriend girlfriend friend friends friendship bestfriend family home house sweet happy smile
smiley funny lucky freedom peace heaven jesus christ jesuschrist god godisgood blessed faith hope grace bible church angels spirit holy amen
music guitar piano drums metallica nirvana slipknot eminem tupac rockstar rock metal punk hiphop dance dancer dancing singer madonna beyonce rihanna
orange banana apple cherry strawberry blueberry peaches lemon chocolate cookie cookies candy sugar cheese butter pepper ginger coffee cappuccino pizza
pasta burger bacon chicken beer vodka whiskey wine red blue green yellow black white purple pink silver gold golden diamond crystal ruby emerald sapphire
rainbow star stars moon moonlight sky ocean water fire flame thunder lightning storm blizzard snow snowball snowflake winter ice earth nature flower rose
roses daisy jasmine violet lily tulip forest mountain river island beach paradise galaxy universe cosmos planet saturn jupiter mercury venus apollo zeus
mercedes porsche ferrari lamborghini corvette mustang camaro chevrolet chevy toyota honda nissan subaru volvo saab audi bmw volkswagen golf passat jeep
harley davidson yamaha kawasaki suzuki ducati scania truck trucker racing racer driver hunter fisher fishing hunting shooter sniper soldier warrior
ninja samurai pirate knight wizard merlin magic mystic shadow darkness dark light ghost vampire zombie killer killa hacker gamer player legend hero
champion winner number one first last never always forever trust trustno trustnoone noone nobody everyone everything something nothing whatever anything
please thanks thankyou sorry goodbye bye yes no okay cool awesome amazing perfect super mega ultra power powerful strong big small little tiny huge
qwerty qwertz azerty qwertyuiop qwertzuiop azertyuiop asdf asdfgh asdfghjkl asdfjkl zxcvbn zxcvbnm yxcvbnm qazwsx qazwsxedc wsxedc edcrfv rfvtgb tgbyhn
qweasd qweasdzxc qweqwe asdasd zxczxc poiuyt poiuytrewq lkjhgf mnbvcxz mnbvcx qwer wert erty asdfg sdfg dfgh zxcv xcvb abcd abcde abcdef abcdefg abcdefgh
test testing tester testtest demo sample example temp temporary new old my your the this that is a an and for you me mine our we us
thisisapassword thisismypassword mypassword ismy correcthorsebatterystaple unbelievable supercalifragilisticexpialidocious
tobeornottobe maytheforcebewithyou theforce winteriscoming valarmorghulis imyourfather onceuponatime abrakadabra abracadabra hakunamatata hocuspocus
startrek enterprise stargate babylon discovery voyager picard spock kirk doctorwho tardis sherlock watson jamesbond bond skyfall goldfinger rocky rambo
terminator predator alien aliens godzilla kingkong jurassic titanic casablanca lebowski pulpfiction fightclub inception gladiator braveheart
`

export const COMMON_WORDS: ReadonlySet<string> = new Set(WORDS.split(/\s+/).filter((word) => word.length >= 3))

export const LONGEST_COMMON_WORD = Math.max(...[...COMMON_WORDS].map((word) => word.length))
