## What several pages use
common-product = Kontrolli i pakove
common-try-again = Provo përsëri
common-close = Mbyll
common-loading = Po ngarkohet …
common-cancel = Anulo
common-save = Ruaj
common-show = Shfaq
common-dismiss = Hiq
# Between the items of an enumeration.
common-list-comma = {", "}
common-no-answer = Shërbimi nuk përgjigjet.
common-answered = Shërbimi u përgjigj { $status } pa thënë pse.
common-no-code = pa kod, { $id }
common-purpose = Shënon zona që duhet t’i shohë një njeri. Nuk jep përfundim ligjor dhe nuk vlerëson dërguesin.
common-size-mm = { $width } × { $height } mm

## The head of every page
top-navigation =
    .aria-label = Faqet
top-menu = Menyja
top-language = Gjuha
top-log-out = Dil
top-api = Ndërfaqja (API)
top-signed-in = { $user }, { $role }
top-connecting = Po lidhet …
top-live = Në linjë
top-gone = Pa lidhje
top-last-answer = Përgjigjja e fundit { $time }
top-page-parcels = Pakot
top-page-supervisor = Mbikëqyrja
top-page-models = Modelet
top-page-people = Llogari e çelësa
top-page-audit = Auditimi

## Roles
role-operator = operator
role-supervisor = mbikëqyrës
role-trainer = instruktor
role-integrator = integrues
role-administrator = administrator
role-auditor = auditor

## Decisions, in DICOS's terms
decision-ALARM = ALARM
decision-CLEAR = I PASTËR
decision-UNKNOWN = I PAPËRCAKTUAR

## Why there is no full answer
abort-TIMEOUT = pa përgjigje në kohë
abort-NOT_REVIEWED = i pashqyrtuar në kohë
abort-INCOMPLETE_SCAN = skanim i paplotë
abort-CLIPPED = pako e prerë nga skaji
abort-OVERSIZE = më i madh se kufijtë
abort-ENGINE_FAILURE = dështoi detektori
abort-BAD_EXPOSURE = ekspozim i keq

## Threat classes, after Article 3 of the Firearms Protocol
class-pistol = Pistoletë
class-revolver = Revolver
class-long_gun = Armë e gjatë
class-improvised_or_printed = Armë e improvizuar ose e printuar
class-barrel = Tytë
class-frame_or_receiver = Kornizë ose kuti mekanizmash
class-slide = Rrëshqitës
class-cylinder = Mulli
class-bolt_or_breech_block = Shul ose bllok mbyllës
class-suppressor = Silenciator
class-magazine = Karikator
class-cartridge = Fishek
class-cartridge_case = Gëzhojë
class-bullet = Plumb
class-ammunition_group = Municion (kuti, shirit ose grumbull)

## The same where there is little room: beside a box. The others are short already
class-short-improvised_or_printed = Improv. / printuar
class-short-bolt_or_breech_block = Shul / bllok
class-short-frame_or_receiver = Kornizë / kuti
class-short-ammunition_group = Municion

group-firearm = armë zjarri
group-part = pjesë arme
group-magazine = karikator, jashtë nenit 3
group-ammunition = municion

## A score in words, by its distance to the threshold of the class
confidence-strong = e fortë
confidence-moderate = mesatare
confidence-weak = e dobët
confidence-below = nën prag

## Log in
login-page = Hyrje · Kontrolli i pakove
login-title = Hyrje
login-name = Emri
login-password = Fjalëkalimi
login-send = Hyr
login-sign-on-refused = Hyrja e njësuar nuk futi askënd ({ $code }). Hyni me fjalëkalim ose pyesni administratorin.
login-recorded = Hyrjet dhe çdo shikim i një pamjeje regjistrohen.
login-first-title = Administratori i parë
login-first-lead = Ju krijoni administratorin e parë të këtij shërbimi. Lidhja vlen një herë.
login-first-again = I njëjti fjalëkalim edhe një herë
login-first-send = Krijo llogarinë
login-first-differ = Dy fjalëkalimet ndryshojnë.
login-wait = { $text } ({ $seconds } s)

## Keys
keys-button =
    .aria-label = Tastet
    .title = Tastet (?)
keys-title = Tastet
keys-wheel = Rrota
keys-wheel-what = Zmadho te treguesi
keys-drag = Tërhiq
keys-drag-what = Lëviz pamjen; me tastierë: Shift dhe shigjetat

## The page of all screened parcels
parcels-choose = Kontrollo një pamje …
parcels-try-now = Provo tani
parcels-search =
    .placeholder = Kodi i pakos  ( / )
    .aria-label = Kërko sipas kodit të pakos
parcels-intake =
    .aria-label = Pamjet që po kontrollohen
parcels-selected =
    .aria-label = Pakoja e zgjedhur
parcels-drop = Lëshoni pamjet për t’i kontrolluar
parcels-drop-formats = Çdo skedar është një pako: PNG, JPEG, TIFF ose BMP
parcels-not-loaded = Lista nuk u ngarkua dot.
parcels-none = Ende nuk është kontrolluar asnjë pako.
parcels-no-region = Asnjë zonë mbi prag
parcels-page-of = { $parcel } · Kontrolli i pakove
parcels-gone = Kjo pako nuk ruhet më
parcels-gone-why = Regjistrimet fshihen kur mbaron afati i ruajtjes i caktuar për shërbimin.
parcels-one-not-loaded = Pakoja nuk u ngarkua dot
parcels-shown-since = Tregohet gjendja e orës { $time }.
parcels-treat-unknown = Pakot pa përgjigje trajtojini si TË PAPËRCAKTUARA.
parcels-retry-in = Prova tjetër pas { $seconds } s
parcels-trying = Po provohet …
parcels-key-next = Pakoja tjetër
parcels-key-previous = Pakoja e mëparshme
parcels-key-search = Kërko sipas kodit të pakos
parcels-none-hint = Lëshoni një pamje me rreze X në këtë faqe ose zgjidhni një. Linjat i dërgojnë të tyret me POST /v1/scans.
parcels-intake-waits = pret
parcels-intake-bar = Po dërgohet { $file }
parcels-intake-sending = po dërgohet
parcels-intake-sent = po dërgohet, { $share }
parcels-intake-screening = po kontrollohet

## The report beside a parcel
report-room =
    .aria-label = Raporti
report-todo-ALARM = Një njeri duhet të shohë zonat e shënuara.
report-todo-UNKNOWN = Nuk u kontrollua plotësisht. Duhet ta shohë një njeri; ky nuk është lejim.
report-todo-CLEAR = U kontrollua plotësisht; asnjë zonë nuk arrin pragun.
report-shield = SHIELD: pjesërisht tepër e dendur për kontroll; aty mund të fshihet një kërcënim.
report-why = Pse
report-why-late = Pse, përgjigjja e vonuar
report-late = Përgjigje e vonuar
report-late-note = Zgjati { $after } dhe erdhi pas vendimit { $decision }, i cili mbetet. Zonat e kutitë janë të përgjigjes së vonuar.
report-regions =
    { $count ->
        [0] Zonat
        [one] { $count } zonë
       *[other] { $count } zona
    }
report-regions-none = Detektori nuk shënoi asgjë.
report-not-searched = Detektori nuk e shqyrtoi këtë pako.
report-region = Zona { $id }
report-region-show = Shfaqe zonën të zmadhuar
report-fact-view = projeksioni
report-fact-size = madhësia
report-fact-zeff = Zef
report-fact-threshold = pragu
report-fact-linked = i njëjti send si
report-quality = Cilësia e pamjes
report-quality-none = Nuk kishte pamje për të vlerësuar.
report-quality-unjudged = Projeksioni nuk u vlerësua.
report-quality-blank = Vetëm ajër: pakoja nuk u kap ose rrezja ishte fikur.
report-quality-clipped = E prerë: pakoja del jashtë skajit të pamjes.
report-quality-dense = { $share } e pakos është tepër e dendur për kontroll.
report-quality-saturated = { $share } e pikave janë të ngopura.
report-quality-polarity = Polariteti u ndreq: pamja erdhi me ajër të errët.
report-quality-several =
    { $count ->
        [one] { $count } pako në një pamje.
       *[other] { $count } pako në një pamje.
    }
report-quality-good = Rrezja kaloi kudo; asgjë e prerë, asgjë e ngopur.
report-time = Koha, { $time }
report-time-none = Asgjë nuk u ekzekutua.
report-time-within = Zbulimi, shuma e pllakëzave: tensorë { $tensors }, rrjeti { $inference }, kuti { $boxes }.
report-step-decode_ms = Dekodimi
report-step-quality_ms = Kontrolli i cilësisë
report-step-normalise_ms = Normalizimi
report-step-tile_ms = Plani i pllakëzave
report-step-detect_ms = Zbulimi
report-step-fuse_ms = Bashkimi
report-step-verdict_ms = Vendimi
report-step-rest = Tjetër
report-made = Bërë me
report-model = Modeli
report-engine = Motori
report-provider = Zbatuesi
report-policy = Rregullat
report-policy-version = { $name }, versioni { $version }
report-tiles = Pllakëzat
report-tiles-searched =
    { $skipped ->
        [0] { $tiles } të shqyrtuara
       *[other] { $tiles } të shqyrtuara, { $skipped } me ajër të lëna
    }
report-received = Marrë
report-scan = Skanimi
report-none-ran = asnjë

## Reasons of a decision, by their code; the sentence of the record stands beside them
reason-region_above_threshold = Një zonë arrin pragun e klasës së vet.
reason-more_regions_above_threshold = Edhe zona të tjera arrijnë pragjet e tyre.
reason-inspected_in_full = Pakoja u kontrollua plotësisht dhe asnjë zonë nuk arrin pragun.
reason-view_not_inspected = Një projeksion nuk u kontrollua.
reason-view_not_searched = Një projeksion nuk u shqyrtua plotësisht.
reason-blank_view = Një projeksion tregon vetëm ajër.
reason-bad_exposure = Ekspozimi i një projeksioni nuk vlen për kontroll.
reason-clipped = Pakoja del jashtë skajit të një projeksioni: një pjesë nuk u pa.
reason-shield = Një pjesë e pakos është tepër e dendur për kontroll.
reason-dense_area = Një zonë e dendur mbulon një pjesë të pakos, brenda asaj që lejojnë rregullat.
reason-polarity_corrected = Një projeksion erdhi me ajër të errët dhe u përmbys.
reason-several_parcels = Një projeksion tregon disa pako; vendimi vlen për të gjitha.
reason-unreadable_view = Një projeksion nuk lexohet dot.
reason-unreadable_file = Një skedar nuk lexohet dot.
reason-oversize_view = Një projeksion i kalon kufijtë e madhësisë.
reason-picture_missing = Mungon një pamje.
reason-search_failed = Detektori dështoi në një pjesë të projeksionit.
reason-step_crashed = Një hap i kontrollit u rrëzua.
reason-screening_crashed = Kontrolli u rrëzua; pakoja nuk u kontrollua.
reason-timeout = Nuk pati vendim në kohë.
reason-pending = Skanimi pret kontrollin: ende s’ka përgjigje.
reason-delivered_too_often = Kontrolli përfundoi disa herë pa rezultat; nuk provohet më.
reason-cancelled = Skanimi u anulua para kontrollit.
reason-lost_tracking = Linja e humbi gjurmën e pakos.
reason-store_unavailable = Depoja nuk ishte në dispozicion.

## Refusals of the service, by their code; where a code says too little, the service’s own words are shown
problem-error = Gabim
problem-silence = Shërbimi nuk u përgjigj. Pakoja s’ka vendim: trajtojeni si TË PAPËRCAKTUAR.
problem-no_answer = Kërkesa zgjati tepër.
problem-not_logged_in = Nuk keni hyrë.
problem-wrong_credentials = Emri ose fjalëkalimi është i gabuar.
problem-wrong_link = Lidhja është përdorur, ka skaduar ose nuk ekziston. Derisa s’ka administrator, shërbimi nxjerr një të re kur niset.
problem-too_many_attempts = Tepër prova të dështuara: prisni para së radhës.
problem-authentication_off = Vërtetimi është i fikur, prandaj s’ka llogari. Niseni shërbimin me --auth on.
problem-role_too_weak = Roli juaj nuk e lejon këtë.
problem-name_taken = Një llogari me këtë emër ekziston.
problem-last_administrator = Ky është administratori i fundit: krijoni më parë një tjetër.
problem-bad_name = Emri nuk vlen: 1 deri në 64 shkronja, shifra, pika, viza, nënviza ose @.
problem-queue_full = Radha është plot: provoni pas pak.
problem-not_ready = Detektori ende nuk është gati.
problem-stopping = Shërbimi po ndalet.
problem-pictures_deleted = Pamjet u fshinë: u mbaroi afati i ruajtjes.
