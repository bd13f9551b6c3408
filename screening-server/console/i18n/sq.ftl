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
# A size in the parcel, in millimetres.
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
top-page-training = Trajnim
top-page-studio = Ushtrime
top-page-supervisor = Mbikëqyrja
top-page-models = Modelet
top-page-people = Llogari e çelësa
top-page-audit = Auditimi
top-page-projections = Projektim në punë

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
keys-right-drag = Butoni i djathtë
keys-right-drag-what = Tërhiq: kontrasti dhe dritarja
keys-pointer = Treguesi
keys-space = Hapësirë
keys-how = Shtypni butonin e një tasti, pastaj tastin që doni në vend të tij. Tastet ruhen për ju në këtë shfletues.
keys-press = Shtypni tastin për: { $what }. Escape e lë siç është.
keys-set = { $key }: { $what }
keys-taken = { $key } është i zënë: { $what }. Jepini më parë asaj një tast tjetër.
keys-reserved = { $key } nuk përdoret dot.
keys-change = { $what }: { $key }. Ndrysho
keys-reset = Të gjithë tastet si në fillim
keys-were-reset = Të gjithë tastet janë si në fillim.

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
# The effective atomic number.
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
## Viewer: the pictures of a parcel and what can be done with them. `-short` stands on a button, beside its key
viewer-tools = Pamja
viewer-badges = Përmirësimet e ndezura
viewer-plain = Pamje e thjeshtë
viewer-used = Përdorur në këtë pako: { $names }
viewer-zoom = Piksel ekrani për piksel të pamjes
viewer-view-label = Pamje me rreze X, projeksioni { $name }, { $count ->
    [one] { $count } zonë
   *[other] { $count } zona
  }
viewer-no-picture = Asgjë nga kjo pako nuk u lexua dot, prandaj s’ka çfarë të shfaqet.
viewer-picture-lost = Pamja nuk u mor dot. Pakoja nuk është e pastër për këtë.
viewer-atomic-lost = Numrat atomikë nuk u morën dot. Pamja tregohet pa to; fikeni dhe ndizeni funksionin për të provuar sërish.
viewer-picture-not-kept = Pamja e këtij projeksioni nuk ruhet.
viewer-unreadable = Ky projeksion nuk u lexua dot, prandaj nuk u kontrollua.
viewer-place = { $x }, { $y }
viewer-mm = { $length } mm
viewer-px = { $length } px
viewer-tone = Çelësia { $tone }
viewer-loading = Po ngarkohet …
viewer-air = Ajër
viewer-organic = organike
viewer-mixed = e përzier
viewer-metal = metal
viewer-atomic = { $material }, Z { $z }
viewer-from = Nga
viewer-to = Deri
viewer-region = Zona { $number }
viewer-class = Klasa
viewer-reason = Hidhe poshtë, sepse
viewer-remove = Hiq
viewer-restore = Siç e kishte makina
viewer-change-kept = e mbajtur
viewer-change-moved = e lëvizur
viewer-change-reclassed = klasa u ndryshua
viewer-change-dismissed = e hedhur poshtë
viewer-change-drawn = e vizatuar
viewer-change-revealed = i sajuar
viewer-reason-harmless = Send i padëmshëm
viewer-reason-artefact = Artefakt i pamjes
viewer-reason-duplicate = I njëjti send dy herë
viewer-reason-other = Arsye tjetër
viewer-black-and-white = Bardhë e zi
viewer-black-and-white-short = B/Z
viewer-inverse = Përmbysje: e errëta bëhet e çelët
viewer-inverse-short = Përmbys
viewer-edge = Skaje më të mprehta
viewer-edge-short = Skajet
viewer-super-enhance = Superpërmirësim: kontrasti i çdo vendi më vete
viewer-super-enhance-short = Super
viewer-high-penetration = Depërtim i lartë: zgjerohen tonet e së dendurës
viewer-high-penetration-short = I lartë
viewer-low-penetration = Depërtim i ulët: zgjerohen tonet e së hollës
viewer-low-penetration-short = I ulët
viewer-density-slice = Prerje dendësie: vetëm tonet e një intervali
viewer-density-slice-short = Prerje
viewer-palette = Paleta: tjetra
viewer-palette-short = Paleta
viewer-gamma = Gama: e errëta më e çelët, e çelëta më e errët, fikur
viewer-gamma-short = Gama
viewer-window = Kontrasti dhe dritarja: tërhiq mbi pamje
viewer-window-short = Dritare
viewer-organic-only = Vetëm lëndë organike
viewer-organic-only-short = Organike
viewer-inorganic-only = Vetëm lëndë inorganike
viewer-inorganic-only-short = Inorganike
viewer-atomic-number = Numri atomik nën tregues
viewer-atomic-number-short = Z
viewer-pan = Lëviz pamjen
viewer-pan-short = Lëviz
viewer-draw = Vizato ose lëviz një zonë
viewer-draw-short = Shëno
viewer-ruler = Vizore
viewer-ruler-short = Vizore
viewer-next-region = Zona tjetër, e zmadhuar
viewer-previous-region = Zona e mëparshme
viewer-reclass = Klasa e zonës
viewer-dismiss = Hidhe poshtë zonën
viewer-dismiss-short = Hidh poshtë …
viewer-boxes = Shfaq ose fshih kutitë
viewer-boxes-short = Kutitë
viewer-compare = Krahaso me një pako të mëparshme të ngjashme
viewer-compare-short = Krahaso
viewer-compare-title = Pako të mëparshme të ngjashme
viewer-compare-list = Pako për krahasim
viewer-compare-label = Pamje me rreze X e pakos së mëparshme { $name }
viewer-compare-alike = ngjashmëri { $share }
viewer-compare-none = Asnjë pako e mëparshme nuk i ngjan kësaj.
viewer-compare-failed = Pakot e mëparshme nuk u morën dot.
viewer-one-view = Një projeksion i madh, ose të gjithë
viewer-one-view-short = Një
viewer-zoom-in = Zmadho
viewer-zoom-out = Zvogëlo
viewer-actual-size = Piksel për piksel
viewer-light = Ndriçimi i pamjeve në këtë ekran
viewer-reset = Rivendos gjithçka: pamja e plotë e thjeshtë, me kuti
viewer-reset-short = Rivendos

## Review: the queue
review-queue =
    .aria-label = Pako që duhet t’i shohë një njeri, më urgjentet të parat
review-parts =
    .aria-label = Pjesë e radhës
review-part-open = Për vendim
review-part-open-what = Të gjitha pakot pa vendim, më urgjentet të parat
review-part-waiting = Në pritje
review-part-waiting-what = Pako që ende nuk i sheh askush
review-part-leased = Të marra
review-part-leased-what = Pako që dikush po i sheh tani
review-part-escalated = Të përcjella
review-part-escalated-what = Pako që presin një mbikëqyrës
review-part-second_opinion = Mendimi i 2-të
review-part-second_opinion-what = Pako që presin një person tjetër
review-part-decided = Të vendosura
review-part-decided-what = Pako për të cilat vendosën njerëzit; numri është i sotëm
review-part-not_reviewed = Pashqyrtuar
review-part-not_reviewed-what = Pako për të cilat askush s’vendosi në kohë; numri është i sotëm
review-part-all = Të gjitha
review-part-all-what = Të gjitha pakot e kontrolluara, edhe ato që i lejoi makina
review-class =
    .aria-label = Klasa
    .title = Klasa
review-class-any = Klasa
review-lane =
    .aria-label = Linja
    .title = Linja
review-lane-any = Linja
review-time =
    .aria-label = Koha
    .title = Koha
review-time-any = Koha
review-time-hours =
    { $count ->
        [one] Ora e fundit
       *[other] { $count } orët e fundit
    }
review-list-count =
    { $count ->
        [one] { $shown } pako
       *[other] { $shown } pako
    }
review-list-count-more = { $shown } të parat nga më shumë
review-list-more = Shfaq më shumë
review-list-none = Asgjë nuk pret vendim.
review-list-none-part = Nuk ka pako të tillë.
review-list-none-found = Asnjë pako nuk i përgjigjet kërkimit dhe filtrave.
review-time-left = Koha e mbetur
review-days =
    { $count ->
        [one] { $count } ditë
       *[other] { $count } ditë
    }
review-pending = Pret kontrollin
review-state-mine = e keni ju
review-state-held = e ka { $who }
review-state-escalated = niveli { $level }
review-state-second_opinion = mendimi i 2-të
review-state-decided = vendosur
review-state-not_reviewed = pashqyrtuar
# How likely there is a threat, as the order to work in; not the score of a region.
review-risk = { $class }, rrezik { $risk }
review-withheld-short = Gjetjet e makinës pas shikimit tuaj të parë
review-withheld = Ajo që gjeti makina tregohet pasi të keni thënë çfarë do të bënit.

## Review: the parcel and its decision
review-decision-bar =
    .aria-label = Vendimi
review-decision = Vendos
review-next = Merr pakon më urgjente
review-next-short = Merr tjetrën
review-take = Merr pakon që tregohet
review-take-short = Merr këtë
review-clear = E pastër: lejo pakon
review-clear-short = E pastër
review-open = Hap pakon
review-open-short = Hap
review-escalate = Përcill te një mbikëqyrës, me shënim
review-escalate-short = Përcill
review-second = Kërko mendim të dytë nga një person tjetër
review-second-short = Mendimi i 2-të
review-give-back = Kthe pakon pa vendim
review-give-back-short = Kthe
review-undo = Zhbëj vendimin e fundit
review-undo-short = Zhbëj
review-outcome = Shëno çfarë tregoi hapja
review-outcome-short = Rezultati
review-action-clear = do ta lejonit
review-action-open = do ta hapnit
review-action-escalate = do ta përcillnit
review-action-second_opinion = do të kërkonit mendim të dytë
review-did-clear = E lejuar
review-did-open = Për t’u hapur
review-did-escalate = Përcjellë në nivelin { $level }
review-did-second_opinion = U kërkua mendimi i 2-të
review-did-not_reviewed = PASHQYRTUAR
review-level = Niveli
review-level-is = Niveli { $level }
review-you = E keni ju këtë pako. Vendosni.
review-you-level = E keni këtë pako në nivelin { $level }. Vendosni.
review-you-second = Dikush kërkon mendimin tuaj. Vendosni vetë.
review-first-look = Shikoni më parë: thoni çfarë do të bënit, pastaj tregohen zonat e makinës.
review-first-said = Ju { $action }. Zonat e makinës tani tregohen: shtypni të njëjtin tast për ta vërtetuar, ose vendosni ndryshe.
review-sending = Vendimi po dërgohet …
review-unsent = Shërbimi nuk përgjigjet. Vendimi juaj ruhet në këtë kompjuter. Ende NUK është regjistruar; ridërgohet derisa të regjistrohet.
review-over = Koha mbaroi. Pakoja shkon më tej si NOT_REVIEWED, te një njeri; nuk është lejuar.
review-time-over = Askush nuk vendosi në kohë. Asgjë nuk u lejua.
review-taking = Po merret një pako …
review-no-review = Këtë pako nuk duhet ta shohë askush.
review-is-held = Këtë pako po e sheh { $who }.
review-is-waiting = Kjo pako pret vendim.
review-is-escalated = Kjo pako pret nivelin { $level }.
review-is-second_opinion = Kjo pako pret mendimin e një personi tjetër.
review-is-leased = Dikush po e sheh këtë pako.
review-is-decided = Për këtë pako është vendosur.
review-is-not_reviewed = Askush nuk vendosi në kohë: pakoja shkoi më tej si NOT_REVIEWED.
review-taken = Pakoja { $parcel }
review-soon = Edhe { $seconds } sekonda
review-held-first = Vendosni për pakon që keni, ose kthejeni.
review-given-back = U kthye pa vendim.
review-unseen = Projeksioni { $view } ende s’ka qenë në ekran: pakoja lejohet kur është parë e gjitha.
review-marked = Është shënuar një kërcënim që makina nuk e kishte shënuar kështu. Hidhni poshtë zonën ose mos e lejoni pakon.
review-refused = Vendimi për { $parcel } NUK u regjistrua. { $why }
review-lost = Nuk e keni më këtë pako. Nuk u vendos asgjë.
review-not-sent = Shërbimi nuk përgjigjet. Nuk u bë asgjë; provoni përsëri.
review-undone = Vendimi për { $parcel } u zhbë. E keni sërish pakon.
review-none-waits = Asgjë nuk ju pret
review-none-waits-why = Pakot e reja vijnë vetë në radhë.
review-nothing = Asnjë pako për të shfaqur
review-escalate-why = Pse?
review-note = Shënimi juaj
review-note-unclear = Nuk e dalloj çfarë është
review-note-dense = Tepër e dendur për të parë
review-note-threat = Duket si kërcënim
review-note-electronics = E fshehur në një pajisje
review-note-papers = Nuk përputhet me dokumentet
review-send = Dërgo
review-second-what = Çfarë do të bënit ju? Personi tjetër nuk e sheh.
review-second-clear = Lejo
review-second-open = Hap
review-second-none = Nuk e di
review-seconds = { $seconds } s
review-kept =
    { $count ->
        [one] { $count } vendim ruhet në këtë kompjuter dhe ende NUK është regjistruar. Ridërgohet vetë; lëreni këtë faqe hapur.
       *[other] { $count } vendime ruhen në këtë kompjuter dhe ende NUK janë regjistruar. Ridërgohen vetë; lëreni këtë faqe hapur.
    }
review-sent = Vendimet e mia
review-sent-room =
    .aria-label = Vendimet e mia
review-sent-none = Ende asnjë.
review-sent-sending = po dërgohet …
review-sent-kept = ende NUK u regjistrua
review-sent-recorded = u regjistrua
review-sent-refused = NUK u regjistrua. { $why }
review-sent-undone = u zhbë
review-history = Vendimet deri tani
review-history-service = nga shërbimi
review-history-opinion = mendimi: { $action }
review-history-enhancements = me { $names }
review-history-undone = u zhbë

## Review: a picture that was shown for training
reveal-room =
    .aria-label = Çfarë ishte pamja
reveal-title = Pamje stërvitjeje
reveal-found = E gjetët kërcënimin e sajuar.
reveal-missed = Nuk e gjetët kërcënimin e sajuar.
reveal-late = Koha mbaroi para se të vendosnit.
reveal-what = E sajuar: { $class } në pamjen { $view }. Vendi është i rrethuar në pamje.
reveal-parcel = Për pakon { $parcel } nuk u vendos asgjë. Ajo vazhdon si më parë; asnjë linje e asnjë sistemi tjetër nuk iu tha gjë.
reveal-elsewhere = Shënuat një vend ku kërcënimi nuk është. Vetë pakoja tani pret një vendim të vërtetë.
reveal-take = Shiko pakon e vërtetë
reveal-where = Kjo ishte një pamje stërvitjeje.
reveal-sent = pamje stërvitjeje

## Review: what opening showed
review-outcome-title = Çfarë tregoi hapja
review-outcome-none = Ende asgjë e shënuar.
review-outcome-record = Shëno
review-outcome-correct = Ndreq
review-outcome-found = U gjet diçka
review-outcome-nothing = Nuk u gjet asgjë
review-outcome-add = Shto një lloj tjetër
review-outcome-remove = Hiq
review-outcome-class = Çfarë është
review-outcome-quantity = Sa
review-outcome-calibre = Kalibri
review-outcome-marking = Shenjat
review-outcome-declared = Deklaruar si
review-outcome-note = Shënim
review-outcome-photos = Foto
review-outcome-photo = Foto e asaj që u gjet
review-outcome-saved = Rezultati u regjistrua.
review-outcome-unsent = Shërbimi nuk përgjigjet. Asgjë nuk u regjistrua; ajo që shkruat mbetet këtu: ruajeni përsëri.
review-outcome-by = { $who }, { $time }, versioni { $version }

## Review: keys
review-keys-desk = Vendimet
review-keys-list = Lista
review-keys-viewer = Pamja
## Supervisor's pages: what they share

## People and keys

## Models and policies

## Audit trail

audit-actor-service = shërbimi
audit-actor-command-line = rreshti i komandave
audit-actor-unauthenticated = pa hyrje
audit-actor-stranger = i panjohur
audit-action-service-started = Shërbimi u nis
audit-action-service-stopped = Shërbimi u ndal
audit-action-configuration-reloaded = Konfigurimi u rilexua
audit-action-model-activated = Modeli u aktivizua
audit-action-scan-decided = Skanimi u vendos
audit-action-scan-cancelled = Skanimi u anulua
audit-action-scan-deleted = Skanimi u fshi
audit-action-picture-seen = Pamja u pa
audit-action-pictures-deleted = Pamjet u fshinë
audit-action-bundle-exported = Dosja u eksportua
audit-action-training_set-exported = Grupi i stërvitjes u eksportua
audit-action-review-first_look = Shikimi i parë
audit-action-review-decided = Njeriu vendosi
audit-action-review-undone = Vendimi u zhbë
audit-action-review-not_reviewed = Pashqyrtuar në kohë
audit-action-review-lease_lost = Pakoja nuk mbahet më
audit-action-quality-drawn = Zgjedhur për shikim të dytë
audit-action-projection-made = Kërcënim i sajuar u vu në radhë
audit-action-projection-shown = Kërcënim i sajuar u tregua
audit-action-projection-decided = Për kërcënimin e sajuar u vendos
audit-action-projection-ended = Kërcënim i sajuar mbaroi
audit-action-projection-host_queued = Pakoja pas kërcënimit të sajuar u vu në radhë
audit-action-outcome-recorded = Rezultati u regjistrua
audit-action-session-begun = Hyri
audit-action-session-failed = Hyrja dështoi
audit-action-session-ended = Doli
audit-action-first_link-made = U krijua lidhja e parë
audit-action-exercise-added = Ushtrimi u krijua
audit-action-exercise-published = Ushtrimi u publikua
audit-action-exercise-parcel_picked = Pako e shqyrtuar u mor në një ushtrim
audit-action-exercise-exported = Ushtrimi me pako të shqyrtuara u eksportua
audit-action-user-added = Llogaria u krijua
audit-action-user-changed = Llogaria u ndryshua
audit-action-key-added = Çelësi u krijua
audit-action-key-revoked = Çelësi u revokua
audit-action-key-refused = Çelësi u refuzua
audit-action-webhook-replayed = Webhook-u u ridërgua
audit-action-audit-anchor_mismatch = Regjistri nuk përputhet me spirancën

## Supervision
# A share’s counts and its interval at 95 %.

## Live projection: its monthly report
projections-title = Kërcënime të sajuara të gjetura
projections-lead = Pamje të treguara për stërvitje mes pakove të vërteta. Nuk numërohen në asnjë shifër tjetër.
projections-month = Muaji (UTC)
projections-csv = Shkarko si CSV
projections-who = Operatori
projections-class = Klasa
projections-shown = Të treguara
projections-found = Të gjetura
projections-rate = Pjesa e gjetur
projections-elsewhere = Shënuar gjetkë
projections-median = Koha e mesme (mediana)
projections-all = Të gjitha klasat
projections-none = Këtë muaj askush nuk vendosi për një kërcënim të sajuar.
projections-interval = { $low } deri { $high } (95 %)
projections-limits = Pak pamje japin intervale të gjera. Mos krahasoni njerëz, intervalet e të cilëve mbivendosen.

## What plays an exercise, in packages for learning systems too
player-language = Gjuha
player-begin = Fillo
player-next = Tjetra
player-back = Kthehu te sistemi i të mësuarit
player-items = Detyra: { $items }
player-progress = { $number } nga { $items }
player-left = Edhe { $seconds } s
player-ask-free-search = A ka kërcënim? Klikoni aty ku është, ose thoni se nuk ka.
player-ask-click-threat = Ka një kërcënim. Klikoni aty ku është.
player-ask-yes-no = A ka kërcënim?
player-ask-name-class = Cili kërcënim është?
player-ask-match-part = Cilit lloj arme zjarri i përket kjo pjesë?
player-ask-everyday = Çfarë është kjo?
player-ask-enhancement = A ka kërcënim?
player-ask-inspectable = A mund të kontrollohet e gjithë pakoja?
player-threat = Ka kërcënim
player-no-threat = Nuk ka kërcënim
player-inspectable = Po
player-too-dense = Jo, një pjesë është tepër e dendur
player-right-name = Saktë: { $name }.
player-wrong-name = Gabim. Është: { $name }.
player-right-none = Saktë: nuk ka kërcënim.
player-wrong-none = Gabim: nuk ka kërcënim.
player-beside = Ka kërcënim ({ $name }), por jo aty ku klikuat.
player-late = Koha mbaroi.
player-score = Të sakta: { $right } nga { $items }
player-changed = Skedari { $file } nuk është ai që u eksportua. Eksportojeni ushtrimin përsëri.
player-state-changed = Ajo që kishte ruajtur sistemi i mësimit u ndryshua, prandaj ushtrimi fillon nga e para. Rezultatet që ka tashmë ruhen.
player-sheet-name = Emri
player-sheet-date = Data
player-sheet-answers = Përgjigjet
player-sheet-free-search = A ka kërcënim? Shënoni ku është, ose zgjidhni se nuk ka.
player-sheet-click-threat = Ka një kërcënim. Shënoni ku është.
