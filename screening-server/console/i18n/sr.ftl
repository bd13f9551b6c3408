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
# A size in the parcel, in millimetres.
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
top-page-training = Obuka
top-page-studio = Vežbe
top-page-supervisor = Nadzor
top-page-models = Modeli
top-page-people = Nalozi i ključevi
top-page-audit = Revizija
top-page-projections = Projekcija u radu

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
keys-right-drag = Desni taster
keys-right-drag-what = Prevlačenje: kontrast i prozor
keys-pointer = Pokazivač
keys-space = Razmak
keys-how = Pritisnite dugme tastera, zatim taster koji želite umesto njega. Tasteri se čuvaju za vas u ovom pregledaču.
keys-press = Pritisnite taster za: { $what }. Escape ga ostavlja kakav jeste.
keys-set = { $key }: { $what }
keys-taken = { $key } je zauzet: { $what }. Prvo tome dajte drugi taster.
keys-reserved = { $key } ne može da se koristi.
keys-change = { $what }: { $key }. Promeni
keys-reset = Svi tasteri kao na početku
keys-were-reset = Svi tasteri su kao na početku.

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
# The effective atomic number.
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
## Viewer: the pictures of a parcel and what can be done with them. `-short` stands on a button, beside its key
viewer-tools = Snimak
viewer-badges = Uključena pojačanja
viewer-plain = Čist snimak
viewer-used = Korišćeno na ovoj pošiljci: { $names }
viewer-zoom = Piksela ekrana po pikselu snimka
viewer-view-label = Rendgenski snimak, pogled { $name }, { $count ->
    [one] { $count } zona
    [few] { $count } zone
   *[other] { $count } zona
  }
viewer-no-picture = Ništa od ove pošiljke nije moglo da se pročita, pa nema šta da se prikaže.
viewer-picture-lost = Snimak nije mogao da se preuzme. Pošiljka time nije čista.
viewer-atomic-lost = Atomski brojevi nisu mogli da se preuzmu. Snimak je prikazan bez njih; isključite i uključite funkciju za novi pokušaj.
viewer-picture-not-kept = Snimak ovog pogleda se ne čuva.
viewer-unreadable = Ovaj pogled nije mogao da se pročita, pa nije proveren.
viewer-place = { $x }, { $y }
viewer-mm = { $length } mm
viewer-px = { $length } px
viewer-tone = Svetlina { $tone }
viewer-loading = Učitavanje …
viewer-air = Vazduh
viewer-organic = organsko
viewer-mixed = mešano
viewer-metal = metal
viewer-atomic = { $material }, Z { $z }
viewer-from = Od
viewer-to = Do
viewer-region = Zona { $number }
viewer-class = Klasa
viewer-reason = Odbaci, jer
viewer-remove = Ukloni
viewer-restore = Kako je mašina dala
viewer-change-kept = zadržana
viewer-change-moved = pomerena
viewer-change-reclassed = klasa promenjena
viewer-change-dismissed = odbačena
viewer-change-drawn = nacrtana
viewer-change-revealed = izmišljena
viewer-reason-harmless = Bezopasan predmet
viewer-reason-artefact = Artefakt snimka
viewer-reason-duplicate = Isti predmet dvaput
viewer-reason-other = Drugi razlog
viewer-black-and-white = Crno-belo
viewer-black-and-white-short = C/B
viewer-inverse = Inverzno: tamno postaje svetlo
viewer-inverse-short = Inverzno
viewer-edge = Oštrije ivice
viewer-edge-short = Ivice
viewer-super-enhance = Superpojačanje: kontrast svakog mesta zasebno
viewer-super-enhance-short = Super
viewer-high-penetration = Visoka prodornost: razvučeni tonovi gustog
viewer-high-penetration-short = Visoka
viewer-low-penetration = Niska prodornost: razvučeni tonovi tankog
viewer-low-penetration-short = Niska
viewer-density-slice = Presek gustine: samo tonovi iz opsega
viewer-density-slice-short = Presek
viewer-palette = Paleta: sledeća
viewer-palette-short = Paleta
viewer-gamma = Gama: tamno svetlije, svetlo tamnije, isključeno
viewer-gamma-short = Gama
viewer-window = Kontrast i prozor: prevucite po snimku
viewer-window-short = Prozor
viewer-organic-only = Samo organska materija
viewer-organic-only-short = Organsko
viewer-inorganic-only = Samo neorganska materija
viewer-inorganic-only-short = Neorgansko
viewer-atomic-number = Atomski broj pod pokazivačem
viewer-atomic-number-short = Z
viewer-pan = Pomeraj snimak
viewer-pan-short = Pomeraj
viewer-draw = Nacrtaj ili pomeri zonu
viewer-draw-short = Označi
viewer-ruler = Lenjir
viewer-ruler-short = Lenjir
viewer-next-region = Sledeća zona, uvećana
viewer-previous-region = Prethodna zona
viewer-reclass = Klasa zone
viewer-dismiss = Odbaci zonu
viewer-dismiss-short = Odbaci …
viewer-boxes = Prikaži ili sakrij okvire
viewer-boxes-short = Okviri
viewer-compare = Uporedi s ranijom sličnom pošiljkom
viewer-compare-short = Uporedi
viewer-compare-title = Ranije slične pošiljke
viewer-compare-list = Pošiljke za poređenje
viewer-compare-label = Rendgenski snimak ranije pošiljke { $name }
viewer-compare-alike = sličnost { $share }
viewer-compare-none = Nijedna ranija pošiljka ne liči na ovu.
viewer-compare-failed = Ranije pošiljke nisu mogle da se preuzmu.
viewer-one-view = Jedan pogled uvećan, ili svi
viewer-one-view-short = Jedan
viewer-zoom-in = Uvećaj
viewer-zoom-out = Umanji
viewer-actual-size = Piksel za piksel
viewer-light = Osvetljenost snimaka na ovom ekranu
viewer-reset = Vrati sve: čist ceo snimak, okviri prikazani
viewer-reset-short = Vrati

## Review: the queue
review-queue =
    .aria-label = Pošiljke koje treba da pogleda čovek, prvo najhitnije
review-parts =
    .aria-label = Deo reda
review-part-open = Za odluku
review-part-open-what = Sve pošiljke bez odluke, prvo najhitnije
review-part-waiting = Čekaju
review-part-waiting-what = Pošiljke koje još niko ne gleda
review-part-leased = Uzete
review-part-leased-what = Pošiljke koje neko sada gleda
review-part-escalated = Prosleđene
review-part-escalated-what = Pošiljke koje čekaju nadzornika
review-part-second_opinion = 2. mišljenje
review-part-second_opinion-what = Pošiljke koje čekaju drugu osobu
review-part-decided = Odlučene
review-part-decided-what = Pošiljke o kojima su odlučili ljudi; broj je za danas
review-part-not_reviewed = Nepregledane
review-part-not_reviewed-what = Pošiljke o kojima niko nije odlučio na vreme; broj je za danas
review-part-all = Sve
review-part-all-what = Sve proverene pošiljke, i one koje je mašina pustila
review-class =
    .aria-label = Klasa
    .title = Klasa
review-class-any = Klasa
review-lane =
    .aria-label = Linija
    .title = Linija
review-lane-any = Linija
review-time =
    .aria-label = Vreme
    .title = Vreme
review-time-any = Vreme
review-time-hours =
    { $count ->
        [one] Poslednji { $count } sat
        [few] Poslednja { $count } sata
       *[other] Poslednjih { $count } sati
    }
review-list-count =
    { $count ->
        [one] { $shown } pošiljka
        [few] { $shown } pošiljke
       *[other] { $shown } pošiljki
    }
review-list-count-more = Prvih { $shown } od više
review-list-more = Prikaži još
review-list-none = Ništa ne čeka odluku.
review-list-none-part = Nema takve pošiljke.
review-list-none-found = Nijedna pošiljka ne odgovara pretrazi i filterima.
review-time-left = Preostalo vreme
review-days =
    { $count ->
        [one] { $count } dan
        [few] { $count } dana
       *[other] { $count } dana
    }
review-pending = Čeka proveru
review-state-mine = kod vas
review-state-held = kod { $who }
review-state-escalated = nivo { $level }
review-state-second_opinion = 2. mišljenje
review-state-decided = odlučeno
review-state-not_reviewed = nepregledano
# How likely there is a threat, as the order to work in; not the score of a region.
review-risk = { $class }, rizik { $risk }
review-withheld-short = Nalaz mašine posle vašeg prvog pogleda
review-withheld = Ono što je mašina našla prikazuje se kad kažete šta biste uradili.

## Review: the parcel and its decision
review-decision-bar =
    .aria-label = Odluka
review-decision = Odluči
review-next = Uzmi najhitniju pošiljku
review-next-short = Uzmi sledeću
review-take = Uzmi prikazanu pošiljku
review-take-short = Uzmi ovu
review-clear = Čisto: pusti pošiljku
review-clear-short = Čisto
review-open = Otvori pošiljku
review-open-short = Otvori
review-escalate = Prosledi nadzorniku, s napomenom
review-escalate-short = Prosledi
review-second = Traži drugo mišljenje od druge osobe
review-second-short = 2. mišljenje
review-give-back = Vrati pošiljku bez odluke
review-give-back-short = Vrati
review-undo = Opozovi poslednju odluku
review-undo-short = Opozovi
review-outcome = Upiši šta je pokazalo otvaranje
review-outcome-short = Ishod
review-action-clear = pustili
review-action-open = otvorili
review-action-escalate = prosledili
review-action-second_opinion = tražili drugo mišljenje
review-did-clear = Pušteno
review-did-open = Za otvaranje
review-did-escalate = Prosleđeno na nivo { $level }
review-did-second_opinion = Traženo 2. mišljenje
review-did-not_reviewed = NEPREGLEDANO
review-level = Nivo
review-level-is = Nivo { $level }
review-you = Pošiljka je kod vas. Odlučite.
review-you-level = Pošiljka je kod vas na nivou { $level }. Odlučite.
review-you-second = Neko traži vaše mišljenje. Odlučite sami.
review-first-look = Prvo pogledajte: recite šta biste uradili, zatim se prikazuju zone mašine.
review-first-said = Vi biste { $action }. Zone mašine su sada prikazane: pritisnite isti taster da potvrdite, ili odlučite drukčije.
review-sending = Odluka se šalje …
review-unsent = Servis ne odgovara. Vaša odluka se čuva na ovom računaru. Još NIJE zabeležena; šalje se ponovo dok ne bude.
review-over = Vreme je isteklo. Pošiljka ide dalje kao NOT_REVIEWED, čoveku; nije puštena.
review-time-over = Niko nije odlučio na vreme. Ništa nije pušteno.
review-taking = Uzima se pošiljka …
review-no-review = Ovu pošiljku niko ne mora da pogleda.
review-is-held = Ovu pošiljku gleda { $who }.
review-is-waiting = Ova pošiljka čeka odluku.
review-is-escalated = Ova pošiljka čeka nivo { $level }.
review-is-second_opinion = Ova pošiljka čeka mišljenje druge osobe.
review-is-leased = Neko gleda ovu pošiljku.
review-is-decided = O ovoj pošiljci je odlučeno.
review-is-not_reviewed = Niko nije odlučio na vreme: pošiljka je otišla dalje kao NOT_REVIEWED.
review-taken = Pošiljka { $parcel }
review-soon = Još { $seconds } s
review-held-first = Odlučite o pošiljci koja je kod vas, ili je vratite.
review-given-back = Vraćeno bez odluke.
review-unseen = Pogled { $view } još nije bio na ekranu: pošiljka se pušta kad je sve viđeno.
review-marked = Označena je pretnja koju mašina nije tako označila. Odbacite zonu ili ne puštajte pošiljku.
review-refused = Odluka o { $parcel } NIJE zabeležena. { $why }
review-lost = Pošiljka više nije kod vas. Ništa nije odlučeno.
review-not-sent = Servis ne odgovara. Ništa nije urađeno; pokušajte ponovo.
review-undone = Odluka o { $parcel } je opozvana. Pošiljka je opet kod vas.
review-none-waits = Ništa vas ne čeka
review-none-waits-why = Nove pošiljke same dolaze u red.
review-nothing = Nema pošiljke za prikaz
review-escalate-why = Zašto?
review-note = Vaša napomena
review-note-unclear = Ne znam šta je to
review-note-dense = Pregusto da se vidi
review-note-threat = Liči na pretnju
review-note-electronics = Skriveno u uređaju
review-note-papers = Ne odgovara dokumentima
review-send = Pošalji
review-second-what = Šta biste vi uradili? Druga osoba to ne vidi.
review-second-clear = Pustiti
review-second-open = Otvoriti
review-second-none = Ne znam
review-seconds = { $seconds } s
review-kept =
    { $count ->
        [one] { $count } odluka se čuva na ovom računaru i još NIJE zabeležena. Šalje se sama; ostavite ovu stranicu otvorenu.
        [few] { $count } odluke se čuvaju na ovom računaru i još NISU zabeležene. Šalju se same; ostavite ovu stranicu otvorenu.
       *[other] { $count } odluka se čuva na ovom računaru i još NIJE zabeleženo. Šalju se same; ostavite ovu stranicu otvorenu.
    }
review-sent = Moje odluke
review-sent-room =
    .aria-label = Moje odluke
review-sent-none = Još nijedna.
review-sent-sending = šalje se …
review-sent-kept = još NIJE zabeleženo
review-sent-recorded = zabeleženo
review-sent-refused = NIJE zabeleženo. { $why }
review-sent-undone = opozvano
review-history = Dosadašnje odluke
review-history-service = od servisa
review-history-opinion = mišljenje: { $action }
review-history-enhancements = uz { $names }
review-history-undone = opozvano

## Review: a picture that was shown for training
reveal-room =
    .aria-label = Šta je bio snimak
reveal-title = Snimak za vežbu
reveal-found = Pronašli ste izmišljenu pretnju.
reveal-missed = Izmišljenu pretnju niste primetili.
reveal-late = Vreme je isteklo pre nego što ste odlučili.
reveal-what = Izmišljeno: { $class } u prikazu { $view }. Mesto je uokvireno na snimku.
reveal-parcel = O pošiljci { $parcel } ništa nije odlučeno. Ide dalje kao i pre; nijednoj liniji ni drugom sistemu ništa nije javljeno.
reveal-elsewhere = Označili ste mesto na kom pretnje nema. Sama pošiljka sada čeka pravu odluku.
reveal-take = Pogledaj pravu pošiljku
reveal-where = Ovo je bio snimak za vežbu.
reveal-sent = snimak za vežbu

## Review: what opening showed
review-outcome-title = Šta je pokazalo otvaranje
review-outcome-none = Još ništa nije upisano.
review-outcome-record = Upiši
review-outcome-correct = Ispravi
review-outcome-found = Nešto je nađeno
review-outcome-nothing = Ništa nije nađeno
review-outcome-add = Dodaj drugu vrstu
review-outcome-remove = Ukloni
review-outcome-class = Šta je
review-outcome-quantity = Koliko
review-outcome-calibre = Kalibar
review-outcome-marking = Oznake
review-outcome-declared = Prijavljeno kao
review-outcome-note = Napomena
review-outcome-photos = Fotografije
review-outcome-photo = Fotografija nađenog
review-outcome-saved = Ishod je upisan.
review-outcome-unsent = Servis ne odgovara. Ništa nije upisano; što ste napisali ostaje ovde: sačuvajte ponovo.
review-outcome-by = { $who }, { $time }, verzija { $version }

## Review: keys
review-keys-desk = Odluke
review-keys-list = Spisak
review-keys-viewer = Snimak
## Supervisor's pages: what they share

## People and keys

## Models and policies

## Audit trail

audit-actor-service = servis
audit-actor-command-line = komandna linija
audit-actor-unauthenticated = bez prijave
audit-actor-stranger = nepoznat
audit-action-service-started = Servis pokrenut
audit-action-service-stopped = Servis zaustavljen
audit-action-configuration-reloaded = Podešavanja ponovo pročitana
audit-action-model-activated = Model aktiviran
audit-action-scan-decided = Odluka o snimanju
audit-action-scan-cancelled = Snimanje otkazano
audit-action-scan-deleted = Snimanje obrisano
audit-action-picture-seen = Snimak pogledan
audit-action-pictures-deleted = Snimci obrisani
audit-action-bundle-exported = Predmet izvezen
audit-action-training_set-exported = Skup za obuku izvezen
audit-action-review-first_look = Prvi pogled
audit-action-review-decided = Čovek odlučio
audit-action-review-undone = Odluka opozvana
audit-action-review-not_reviewed = Nije pregledano na vreme
audit-action-review-lease_lost = Pošiljka se više ne drži
audit-action-quality-drawn = Izvučeno za drugi pogled
audit-action-projection-made = Izmišljena pretnja stavljena u red
audit-action-projection-shown = Izmišljena pretnja prikazana
audit-action-projection-decided = O izmišljenoj pretnji odlučeno
audit-action-projection-ended = Izmišljena pretnja završena
audit-action-projection-host_queued = Pošiljka iza izmišljene pretnje stavljena u red
audit-action-outcome-recorded = Ishod upisan
audit-action-session-begun = Prijava
audit-action-session-failed = Neuspela prijava
audit-action-session-ended = Odjava
audit-action-first_link-made = Prva veza napravljena
audit-action-exercise-added = Vežba napravljena
audit-action-exercise-published = Vežba objavljena
audit-action-exercise-parcel_picked = Pregledana pošiljka preuzeta u vežbu
audit-action-exercise-exported = Vežba sa pregledanim pošiljkama izvezena
audit-action-user-added = Nalog napravljen
audit-action-user-changed = Nalog promenjen
audit-action-key-added = Ključ napravljen
audit-action-key-revoked = Ključ opozvan
audit-action-key-refused = Ključ odbijen
audit-action-webhook-replayed = Webhook ponovo poslat
audit-action-audit-anchor_mismatch = Dnevnik se ne slaže sa sidrom

## Supervision
# A share’s counts and its interval at 95 %.

## Live projection: its monthly report
projections-title = Pronađene izmišljene pretnje
projections-lead = Snimci prikazani za vežbu među pravim pošiljkama. Ne ulaze ni u jedan drugi broj.
projections-month = Mesec (UTC)
projections-csv = Preuzmi kao CSV
projections-who = Operater
projections-class = Klasa
projections-shown = Prikazano
projections-found = Pronađeno
projections-rate = Udeo pronađenih
projections-elsewhere = Označeno drugde
projections-median = Srednje vreme (medijana)
projections-all = Sve klase
projections-none = U ovom mesecu niko nije odlučivao o izmišljenoj pretnji.
projections-interval = od { $low } do { $high } (95 %)
projections-limits = Malo snimaka daje široke intervale. Ne poredite ljude čiji se intervali preklapaju.

## What plays an exercise, in packages for learning systems too
player-language = Jezik
player-begin = Počni
player-next = Dalje
player-back = Nazad u sistem za učenje
player-items = Zadataka: { $items }
player-progress = { $number } od { $items }
player-left = Još { $seconds } s
player-ask-free-search = Ima li pretnje? Kliknite gde je, ili recite da je nema.
player-ask-click-threat = Ima pretnje. Kliknite gde je.
player-ask-yes-no = Ima li pretnje?
player-ask-name-class = Koja je to pretnja?
player-ask-match-part = Kojoj vrsti vatrenog oružja pripada ovaj deo?
player-ask-everyday = Šta je ovo?
player-ask-enhancement = Ima li pretnje?
player-ask-inspectable = Može li se proveriti cela pošiljka?
player-threat = Ima pretnje
player-no-threat = Nema pretnje
player-inspectable = Da
player-too-dense = Ne, deo je pregust
player-right-name = Tačno: { $name }.
player-wrong-name = Netačno. To je: { $name }.
player-right-none = Tačno: nema pretnje.
player-wrong-none = Netačno: nema pretnje.
player-beside = Ima pretnje ({ $name }), ali ne tamo gde ste kliknuli.
player-late = Vreme je isteklo.
player-score = Tačno: { $right } od { $items }
player-changed = Datoteka { $file } nije ona koja je izvezena. Izvezite vežbu ponovo.
player-state-changed = Ono što je sistem za učenje sačuvao izmenjeno je, pa vežba počinje ispočetka. Rezultati koje već ima ostaju.
player-sheet-name = Ime
player-sheet-date = Datum
player-sheet-answers = Odgovori
player-sheet-free-search = Da li postoji pretnja? Obeležite gde je ili označite da je nema.
player-sheet-click-threat = Postoji pretnja. Obeležite gde je.
