## What several pages use
common-product = Rendgenska kontrola pošiljki
common-try-again = Pokušaj ponovo
common-close = Zatvori
common-loading = Učitavanje …
common-cancel = Otkaži
common-save = Sačuvaj
common-show = Prikaži
common-dismiss = Skloni
# Between the items of an enumeration.
common-list-comma = {", "}
common-no-answer = Servis ne odgovara.
common-answered = Servis je odgovorio { $status } bez objašnjenja.
common-no-code = bez koda, { $id }
common-purpose = Označava zone koje čovek treba da pogleda. Ne daje pravni nalaz i ne ocenjuje pošiljaoca.
common-size-mm = { $width } × { $height } mm

## The head of every page
top-navigation =
    .aria-label = Stranice
top-menu = Meni
top-language = Jezik
top-log-out = Odjavi se
top-api = Interfejs (API)
top-signed-in = { $user }, { $role }
top-connecting = Povezivanje …
top-live = Na vezi
top-gone = Nema veze
top-last-answer = Poslednji odgovor { $time }
top-page-parcels = Pošiljke
top-page-supervisor = Nadzor
top-page-models = Modeli
top-page-people = Nalozi i ključevi
top-page-audit = Revizija

## Roles
role-operator = operater
role-supervisor = nadzornik
role-trainer = instruktor
role-integrator = integrator
role-administrator = administrator
role-auditor = revizor

## Decisions, in DICOS's terms
decision-ALARM = ALARM
decision-CLEAR = ČISTO
decision-UNKNOWN = NEODREĐENO

## Why there is no full answer
abort-TIMEOUT = nema odgovora na vreme
abort-NOT_REVIEWED = nije pregledano na vreme
abort-INCOMPLETE_SCAN = nepotpun snimak
abort-CLIPPED = pošiljka odsečena ivicom
abort-OVERSIZE = veće od dozvoljenog
abort-ENGINE_FAILURE = otkaz detektora
abort-BAD_EXPOSURE = loša ekspozicija

## Threat classes, after Article 3 of the Firearms Protocol
class-pistol = Pištolj
class-revolver = Revolver
class-long_gun = Dugo oružje
class-improvised_or_printed = Improvizovano ili štampano oružje
class-barrel = Cev
class-frame_or_receiver = Ram ili sanduk
class-slide = Navlaka
class-cylinder = Doboš
class-bolt_or_breech_block = Zatvarač ili blok zatvarača
class-suppressor = Prigušivač
class-magazine = Okvir za municiju
class-cartridge = Metak
class-cartridge_case = Čaura
class-bullet = Zrno
class-ammunition_group = Municija (kutija, redenik ili gomila)

## The same where there is little room: beside a box. The others are short already
class-short-improvised_or_printed = Improv. / štampano
class-short-bolt_or_breech_block = Zatvarač / blok
class-short-frame_or_receiver = Ram / sanduk
class-short-ammunition_group = Municija

group-firearm = vatreno oružje
group-part = deo oružja
group-magazine = okvir, van člana 3
group-ammunition = municija

## A score in words, by its distance to the threshold of the class
confidence-strong = jaka
confidence-moderate = umerena
confidence-weak = slaba
confidence-below = ispod praga

## Log in
login-page = Prijava · Rendgenska kontrola pošiljki
login-title = Prijava
login-name = Ime
login-password = Lozinka
login-send = Prijavi se
login-sign-on-refused = Jedinstvena prijava nikoga nije prijavila ({ $code }). Prijavite se lozinkom ili se obratite administratoru.
login-recorded = Prijave i svaki pogled na snimak se beleže.
login-first-title = Prvi administrator
login-first-lead = Pravite prvog administratora ovog servisa. Veza važi jednom.
login-first-again = Ista lozinka još jednom
login-first-send = Napravi nalog
login-first-differ = Lozinke se razlikuju.
login-wait = { $text } ({ $seconds } s)

## Keys
keys-button =
    .aria-label = Tasteri
    .title = Tasteri (?)
keys-title = Tasteri
keys-wheel = Točkić
keys-wheel-what = Uvećaj ka pokazivaču
keys-drag = Prevuci
keys-drag-what = Pomeri snimak; tastaturom: Shift i strelice

## The page of all screened parcels
parcels-choose = Proveri snimak …
parcels-try-now = Pokušaj sada
parcels-search =
    .placeholder = Kod pošiljke  ( / )
    .aria-label = Traži po kodu pošiljke
parcels-intake =
    .aria-label = Snimci koji se proveravaju
parcels-selected =
    .aria-label = Izabrana pošiljka
parcels-drop = Pustite snimke da se provere
parcels-drop-formats = Svaka datoteka je jedna pošiljka: PNG, JPEG, TIFF ili BMP
parcels-not-loaded = Spisak nije mogao da se učita.
parcels-none = Još nijedna pošiljka nije proverena.
parcels-no-region = Nijedna zona iznad praga
parcels-page-of = { $parcel } · Rendgenska kontrola pošiljki
parcels-gone = Ova pošiljka se više ne čuva
parcels-gone-why = Zapisi se brišu kad istekne rok čuvanja zadat servisu.
parcels-one-not-loaded = Pošiljka nije mogla da se učita
parcels-shown-since = Prikazano je stanje od { $time }.
parcels-treat-unknown = Pošiljke bez odgovora smatrajte NEODREĐENIM.
parcels-retry-in = Sledeći pokušaj za { $seconds } s
parcels-trying = Pokušaj …
parcels-key-next = Sledeća pošiljka
parcels-key-previous = Prethodna pošiljka
parcels-key-search = Traži po kodu pošiljke
parcels-none-hint = Pustite rendgenski snimak na ovu stranicu ili ga izaberite. Linije šalju svoje preko POST /v1/scans.
parcels-intake-waits = čeka
parcels-intake-bar = Šalje se { $file }
parcels-intake-sending = slanje
parcels-intake-sent = slanje, { $share }
parcels-intake-screening = provera

## The report beside a parcel
report-room =
    .aria-label = Izveštaj
report-todo-ALARM = Čovek mora da pogleda označene zone.
report-todo-UNKNOWN = Nije provereno u celosti. Čovek mora da pogleda; ovo nije puštanje.
report-todo-CLEAR = Provereno u celosti; nijedna zona ne dostiže prag.
report-shield = SHIELD: delom pregusto za proveru; tu bi mogla biti skrivena pretnja.
report-why = Zašto
report-why-late = Zašto, kasni odgovor
report-late = Kasni odgovor
report-late-note = Trajao je { $after } i stigao posle odluke { $decision }, koja ostaje. Zone i okviri su iz kasnog odgovora.
report-regions =
    { $count ->
        [0] Zone
        [one] { $count } zona
        [few] { $count } zone
       *[other] { $count } zona
    }
report-regions-none = Detektor nije ništa označio.
report-not-searched = Detektor nije pretražio ovu pošiljku.
report-region = Zona { $id }
report-region-show = Prikaži zonu uvećanu
report-fact-view = pogled
report-fact-size = veličina
report-fact-zeff = Zef
report-fact-threshold = prag
report-fact-linked = isti predmet kao
report-quality = Kvalitet snimka
report-quality-none = Nije bilo snimka za ocenu.
report-quality-unjudged = Pogled nije ocenjen.
report-quality-blank = Samo vazduh: pošiljka promašena ili snop isključen.
report-quality-clipped = Odsečeno: pošiljka prelazi ivicu snimka.
report-quality-dense = { $share } pošiljke je pregusto za proveru.
report-quality-saturated = { $share } tačaka je zasićeno.
report-quality-polarity = Polaritet ispravljen: snimak je stigao s tamnim vazduhom.
report-quality-several =
    { $count ->
        [one] { $count } pošiljka na jednom snimku.
        [few] { $count } pošiljke na jednom snimku.
       *[other] { $count } pošiljki na jednom snimku.
    }
report-quality-good = Snop je prošao svuda; ništa odsečeno, ništa zasićeno.
report-time = Vreme, { $time }
report-time-none = Ništa nije radilo.
report-time-within = Detekcija, zbir po pločicama: tenzori { $tensors }, mreža { $inference }, okviri { $boxes }.
report-step-decode_ms = Dekodiranje
report-step-quality_ms = Kontrola kvaliteta
report-step-normalise_ms = Normalizacija
report-step-tile_ms = Plan pločica
report-step-detect_ms = Detekcija
report-step-fuse_ms = Spajanje
report-step-verdict_ms = Presuda
report-step-rest = Ostalo
report-made = Čime je urađeno
report-model = Model
report-engine = Pogon
report-provider = Izvršilac
report-policy = Pravila
report-policy-version = { $name }, verzija { $version }
report-tiles = Pločice
report-tiles-searched =
    { $skipped ->
        [0] pretraženo { $tiles }
       *[other] pretraženo { $tiles }, izostavljeno s vazduhom { $skipped }
    }
report-received = Primljeno
report-scan = Snimanje
report-none-ran = nije radilo

## Reasons of a decision, by their code; the sentence of the record stands beside them
reason-region_above_threshold = Zona dostiže prag svoje klase.
reason-more_regions_above_threshold = Još zona dostiže svoje pragove.
reason-inspected_in_full = Pošiljka je proverena u celosti i nijedna zona ne dostiže prag.
reason-view_not_inspected = Pogled nije proveren.
reason-view_not_searched = Pogled nije pretražen u celosti.
reason-blank_view = Pogled prikazuje samo vazduh.
reason-bad_exposure = Ekspozicija pogleda nije pogodna za proveru.
reason-clipped = Pošiljka prelazi ivicu pogleda: deo se nije video.
reason-shield = Deo pošiljke je pregust za proveru.
reason-dense_area = Gusta zona pokriva deo pošiljke, u granicama koje pravila dozvoljavaju.
reason-polarity_corrected = Pogled je stigao s tamnim vazduhom i obrnut je.
reason-several_parcels = Pogled prikazuje više pošiljki; odluka važi za sve.
reason-unreadable_view = Pogled ne može da se pročita.
reason-unreadable_file = Datoteka ne može da se pročita.
reason-oversize_view = Pogled je veći od dozvoljenog.
reason-picture_missing = Snimak nedostaje.
reason-search_failed = Detektor je otkazao na delu pogleda.
reason-step_crashed = Korak provere se srušio.
reason-screening_crashed = Provera se srušila; pošiljka nije proverena.
reason-timeout = Nije bilo odluke na vreme.
reason-pending = Snimanje čeka proveru: još nema odgovora.
reason-delivered_too_often = Provera je više puta završena bez rezultata; ne pokušava se više.
reason-cancelled = Snimanje je otkazano pre provere.
reason-lost_tracking = Linija je izgubila trag pošiljke.
reason-store_unavailable = Skladište nije bilo dostupno.

## Refusals of the service, by their code; where a code says too little, the service’s own words are shown
problem-error = Greška
problem-silence = Servis nije odgovorio. Pošiljka nema odluku: smatrajte je NEODREĐENOM.
problem-no_answer = Zahtev je trajao predugo.
problem-not_logged_in = Niste prijavljeni.
problem-wrong_credentials = Ime ili lozinka nisu tačni.
problem-wrong_link = Veza je već upotrebljena, istekla je ili ne postoji. Dok nema administratora, servis ispisuje novu pri pokretanju.
problem-too_many_attempts = Previše neuspelih pokušaja: sačekajte pre sledećeg.
problem-authentication_off = Provera identiteta je isključena, pa nema naloga. Pokrenite servis sa --auth on.
problem-role_too_weak = Vaša uloga to ne dozvoljava.
problem-name_taken = Nalog s tim imenom već postoji.
problem-last_administrator = Ovo je poslednji administrator: prvo napravite drugog.
problem-bad_name = Ime ne odgovara: 1 do 64 slova, cifre, tačke, crtice, donje crte ili @.
problem-queue_full = Red je pun: pokušajte za trenutak.
problem-not_ready = Detektor još nije spreman.
problem-stopping = Servis se zaustavlja.
problem-pictures_deleted = Snimci su obrisani: istekao im je rok čuvanja.
