## What several pages use
common-product = Рентгенконтроль посилок
common-try-again = Спробувати ще раз
common-close = Закрити
common-loading = Завантаження …
common-cancel = Скасувати
common-save = Зберегти
common-show = Показати
common-dismiss = Прибрати
# Between the items of an enumeration.
common-list-comma = {", "}
common-no-answer = Служба не відповідає.
common-answered = Служба відповіла { $status } без пояснення.
common-no-code = без коду, { $id }
common-purpose = Позначає ділянки, які має оглянути людина. Не дає правових висновків і не оцінює відправника.
# A size in the parcel, in millimetres.
common-size-mm = { $width } × { $height } мм

## The head of every page
top-navigation =
    .aria-label = Сторінки
top-menu = Меню
top-language = Мова
top-log-out = Вийти
top-api = Інтерфейс (API)
top-signed-in = { $user }, { $role }
top-connecting = З’єднання …
top-live = На зв’язку
top-gone = Немає зв’язку
top-last-answer = Остання відповідь { $time }
top-page-parcels = Посилки
top-page-training = Навчання
top-page-studio = Вправи
top-page-supervisor = Нагляд
top-page-models = Моделі
top-page-people = Люди й ключі
top-page-audit = Журнал аудиту
top-page-projections = Проєкція в роботі

## Roles
role-operator = оператор
role-supervisor = старший зміни
role-trainer = інструктор
role-integrator = інтегратор
role-administrator = адміністратор
role-auditor = аудитор

## Decisions, in DICOS's terms
decision-ALARM = ТРИВОГА
decision-CLEAR = ЧИСТО
decision-UNKNOWN = НЕВИЗНАЧЕНО

## Why there is no full answer
abort-TIMEOUT = немає відповіді вчасно
abort-NOT_REVIEWED = не оглянуто вчасно
abort-INCOMPLETE_SCAN = неповне сканування
abort-CLIPPED = посилку обрізано краєм
abort-OVERSIZE = перевищено межі розміру
abort-ENGINE_FAILURE = збій детектора
abort-BAD_EXPOSURE = погана експозиція

## Threat classes, after Article 3 of the Firearms Protocol
class-pistol = Пістолет
class-revolver = Револьвер
class-long_gun = Довгоствольна зброя
class-improvised_or_printed = Саморобна або надрукована зброя
class-barrel = Ствол
class-frame_or_receiver = Рамка або ствольна коробка
class-slide = Кожух-затвор
class-cylinder = Барабан
class-bolt_or_breech_block = Затвор або казенник
class-suppressor = Глушник
class-magazine = Магазин
class-cartridge = Патрон
class-cartridge_case = Гільза
class-bullet = Куля
class-ammunition_group = Боєприпаси (коробка, стрічка або купа)

## The same where there is little room: beside a box. The others are short already
class-short-improvised_or_printed = Саморобна / надрук.
class-short-bolt_or_breech_block = Затвор / казенник
class-short-frame_or_receiver = Рамка / коробка
class-short-ammunition_group = Боєприпаси

group-firearm = вогнепальна зброя
group-part = частина зброї
group-magazine = магазин, поза статтею 3
group-ammunition = боєприпаси

## A score in words, by its distance to the threshold of the class
confidence-strong = сильна
confidence-moderate = помірна
confidence-weak = слабка
confidence-below = нижче порога

## Log in
login-page = Вхід · Рентгенконтроль посилок
login-title = Вхід
login-name = Ім’я
login-password = Пароль
login-send = Увійти
login-sign-on-refused = Єдиний вхід нікого не впустив ({ $code }). Увійдіть із паролем або зверніться до адміністратора.
login-recorded = Входи й кожен перегляд знімка записуються.
login-first-title = Перший адміністратор
login-first-lead = Ви створюєте першого адміністратора цієї служби. Посилання діє один раз.
login-first-again = Той самий пароль ще раз
login-first-send = Створити обліковий запис
login-first-differ = Паролі не збігаються.
login-wait = { $text } ({ $seconds } с)

## Keys
keys-button =
    .aria-label = Клавіші
    .title = Клавіші (?)
keys-title = Клавіші
keys-wheel = Колесо
keys-wheel-what = Масштаб до вказівника
keys-drag = Тягнути
keys-drag-what = Рухати знімок; з клавіатури: Shift і стрілки
keys-right-drag = Права кнопка
keys-right-drag-what = Тягнути: контраст і вікно
keys-pointer = Вказівник
keys-space = Пробіл
keys-how = Натисніть кнопку клавіші, потім клавішу, яка має бути замість неї. Клавіші зберігаються для вас у цьому браузері.
keys-press = Натисніть клавішу для: { $what }. Escape залишає як є.
keys-set = { $key }: { $what }
keys-taken = { $key } зайнято: { $what }. Спершу дайте цьому іншу клавішу.
keys-reserved = { $key } використати не можна.
keys-change = { $what }: { $key }. Змінити
keys-reset = Усі клавіші як спочатку
keys-were-reset = Усі клавіші такі, як спочатку.

## The page of all screened parcels
parcels-choose = Перевірити знімок …
parcels-try-now = Спробувати зараз
parcels-search =
    .placeholder = Код посилки  ( / )
    .aria-label = Пошук за кодом посилки
parcels-intake =
    .aria-label = Знімки, що перевіряються
parcels-selected =
    .aria-label = Вибрана посилка
parcels-drop = Відпустіть знімки, щоб перевірити їх
parcels-drop-formats = Кожен файл — одна посилка: PNG, JPEG, TIFF або BMP
parcels-not-loaded = Перелік не вдалося завантажити.
parcels-none = Ще не перевірено жодної посилки.
parcels-no-region = Усі ділянки нижче порогів
parcels-page-of = { $parcel } · Рентгенконтроль посилок
parcels-gone = Цю посилку більше не зберігають
parcels-gone-why = Записи видаляються, коли минає заданий службі строк зберігання.
parcels-one-not-loaded = Посилку не вдалося завантажити
parcels-shown-since = Показано стан на { $time }.
parcels-treat-unknown = Посилки без відповіді вважайте НЕВИЗНАЧЕНИМИ.
parcels-retry-in = Наступна спроба за { $seconds } с
parcels-trying = Спроба …
parcels-key-next = Наступна посилка
parcels-key-previous = Попередня посилка
parcels-key-search = Пошук за кодом посилки
parcels-none-hint = Перетягніть рентгенівський знімок на цю сторінку або виберіть його. Лінії надсилають свої через POST /v1/scans.
parcels-intake-waits = чекає
parcels-intake-bar = Надсилання { $file }
parcels-intake-sending = надсилання
parcels-intake-sent = надсилання, { $share }
parcels-intake-screening = перевірка

## The report beside a parcel
report-room =
    .aria-label = Звіт
report-todo-ALARM = Людина має оглянути позначені ділянки.
report-todo-UNKNOWN = Перевірено не повністю. Має подивитися людина; це не дозвіл на випуск.
report-todo-CLEAR = Перевірено повністю; жодна ділянка не сягає порога.
report-shield = SHIELD: частина надто щільна для перевірки; там може бути сховано загрозу.
report-why = Чому
report-why-late = Чому, пізня відповідь
report-late = Пізня відповідь
report-late-note = Тривала { $after } і надійшла після рішення { $decision }, яке чинне. Ділянки й рамки — з пізньої відповіді.
report-regions =
    { $count ->
        [0] Ділянки
        [one] { $count } ділянка
        [few] { $count } ділянки
        [many] { $count } ділянок
       *[other] { $count } ділянки
    }
report-regions-none = Детектор нічого не позначив.
report-not-searched = Детектор не перевіряв цю посилку.
report-region = Ділянка { $id }
report-region-show = Показати ділянку великим планом
report-fact-view = проєкція
report-fact-size = розмір
# The effective atomic number.
report-fact-zeff = Zеф
report-fact-threshold = поріг
report-fact-linked = той самий предмет, що
report-quality = Якість знімка
report-quality-none = Не було знімка для оцінки.
report-quality-unjudged = Проєкцію не оцінено.
report-quality-blank = Лише повітря: посилку пропущено або випромінювання вимкнено.
report-quality-clipped = Обрізано: посилка виходить за край знімка.
report-quality-dense = { $share } посилки надто щільні для перевірки.
report-quality-saturated = { $share } точок насичені.
report-quality-polarity = Полярність виправлено: знімок надійшов із темним повітрям.
report-quality-several =
    { $count ->
        [one] { $count } посилка на одному знімку.
        [few] { $count } посилки на одному знімку.
        [many] { $count } посилок на одному знімку.
       *[other] { $count } посилки на одному знімку.
    }
report-quality-good = Випромінювання пройшло всюди; нічого не обрізано й не насичено.
report-time = Час, { $time }
report-time-none = Нічого не запускалося.
report-time-within = Пошук, сума за фрагментами: тензори { $tensors }, мережа { $inference }, рамки { $boxes }.
report-step-decode_ms = Декодування
report-step-quality_ms = Контроль якості
report-step-normalise_ms = Нормалізація
report-step-tile_ms = План фрагментів
report-step-detect_ms = Пошук
report-step-fuse_ms = Об’єднання
report-step-verdict_ms = Рішення
report-step-rest = Інше
report-made = Чим зроблено
report-model = Модель
report-engine = Рушій
report-provider = Виконавець
report-policy = Правила
report-policy-version = { $name }, версія { $version }
report-tiles = Фрагменти
report-tiles-searched =
    { $skipped ->
        [0] перевірено { $tiles }
       *[other] перевірено { $tiles }, пропущено з повітрям { $skipped }
    }
report-received = Отримано
report-scan = Скан
report-none-ran = не запускався

## Reasons of a decision, by their code; the sentence of the record stands beside them
reason-region_above_threshold = Ділянка сягає порога свого класу.
reason-more_regions_above_threshold = Ще інші ділянки сягають своїх порогів.
reason-inspected_in_full = Посилку перевірено повністю, жодна ділянка не сягає порога.
reason-view_not_inspected = Проєкцію не перевірено.
reason-view_not_searched = Проєкцію перевірено не повністю.
reason-blank_view = На проєкції лише повітря.
reason-bad_exposure = Експозиція проєкції непридатна для перевірки.
reason-clipped = Посилка виходить за край проєкції: частину не видно.
reason-shield = Частина посилки надто щільна для перевірки.
reason-dense_area = Щільна ділянка займає частину посилки в межах, які дозволяють правила.
reason-polarity_corrected = Проєкція надійшла з темним повітрям, її інвертовано.
reason-several_parcels = На проєкції кілька посилок; рішення стосується всіх.
reason-unreadable_view = Проєкцію неможливо прочитати.
reason-unreadable_file = Файл неможливо прочитати.
reason-oversize_view = Проєкція перевищує межі розміру.
reason-picture_missing = Знімка бракує.
reason-search_failed = Детектор дав збій на частині проєкції.
reason-step_crashed = Крок перевірки завершився аварійно.
reason-screening_crashed = Перевірка завершилася аварійно; посилку не перевірено.
reason-timeout = Рішення не було вчасно.
reason-pending = Скан чекає на перевірку: відповіді ще немає.
reason-delivered_too_often = Перевірка кілька разів завершилася без результату; її більше не повторюють.
reason-cancelled = Скан скасовано до перевірки.
reason-lost_tracking = Лінія втратила посилку з відстеження.
reason-store_unavailable = Сховище було недоступне.

## Refusals of the service, by their code; where a code says too little, the service’s own words are shown
problem-error = Помилка
problem-silence = Служба не відповіла. Посилка не має рішення: вважайте її НЕВИЗНАЧЕНОЮ.
problem-no_answer = Запит тривав надто довго.
problem-not_logged_in = Ви не ввійшли.
problem-wrong_credentials = Хибне ім’я або пароль.
problem-wrong_link = Посилання вже використано, воно застаріло або не є таким. Доки немає адміністратора, служба виводить нове під час запуску.
problem-too_many_attempts = Забагато невдалих спроб: зачекайте перед наступною.
problem-authentication_off = Автентифікацію вимкнено, тож облікових записів немає. Запустіть службу з --auth on.
problem-role_too_weak = Ваша роль цього не дозволяє.
problem-name_taken = Обліковий запис із таким ім’ям уже є.
problem-last_administrator = Це останній адміністратор: спершу створіть іншого.
problem-bad_name = Таке ім’я не годиться: 1–64 літери, цифри, крапки, дефіси, підкреслення або @.
problem-queue_full = Чергу заповнено: спробуйте за мить.
problem-not_ready = Детектор ще не готовий.
problem-stopping = Служба зупиняється.
problem-pictures_deleted = Знімки видалено: строк їх зберігання минув.
## Viewer: the pictures of a parcel and what can be done with them. `-short` stands on a button, beside its key
viewer-tools = Знімок
viewer-badges = Увімкнені підсилення
viewer-plain = Чистий знімок
viewer-used = Використано на цій посилці: { $names }
viewer-zoom = Пікселів екрана на піксель знімка
viewer-view-label = Рентгенівський знімок, проєкція { $name }, { $count ->
    [one] { $count } ділянка
    [few] { $count } ділянки
    [many] { $count } ділянок
   *[other] { $count } ділянки
  }
viewer-no-picture = Нічого з цієї посилки не вдалося прочитати, тож показати нічого.
viewer-picture-lost = Знімок не вдалося отримати. Посилка через це не є чистою.
viewer-atomic-lost = Атомні числа не вдалося отримати. Знімок показано без них; вимкніть і ввімкніть функцію, щоб спробувати ще раз.
viewer-picture-not-kept = Знімок цієї проєкції не збережено.
viewer-unreadable = Цю проєкцію не вдалося прочитати, тож її не перевірено.
viewer-place = { $x }, { $y }
viewer-mm = { $length } мм
viewer-px = { $length } пікс.
viewer-tone = Яскравість { $tone }
viewer-loading = Завантаження …
viewer-air = Повітря
viewer-organic = органіка
viewer-mixed = змішане
viewer-metal = метал
viewer-atomic = { $material }, Z { $z }
viewer-from = Від
viewer-to = До
viewer-region = Ділянка { $number }
viewer-class = Клас
viewer-reason = Відхилити, бо
viewer-remove = Прибрати
viewer-restore = Як було в машини
viewer-change-kept = залишено
viewer-change-moved = пересунуто
viewer-change-reclassed = клас змінено
viewer-change-dismissed = відхилено
viewer-change-drawn = намальовано
viewer-change-revealed = вигадана
viewer-reason-harmless = Безпечний предмет
viewer-reason-artefact = Артефакт знімка
viewer-reason-duplicate = Той самий предмет двічі
viewer-reason-other = Інша причина
viewer-black-and-white = Чорно-біле
viewer-black-and-white-short = Ч/Б
viewer-inverse = Інверсія: темне стає світлим
viewer-inverse-short = Інверсія
viewer-edge = Різкіші контури
viewer-edge-short = Контури
viewer-super-enhance = Суперпідсилення: контраст кожного місця окремо
viewer-super-enhance-short = Супер
viewer-high-penetration = Висока проникність: розтягнуто тони щільного
viewer-high-penetration-short = Висока
viewer-low-penetration = Низька проникність: розтягнуто тони тонкого
viewer-low-penetration-short = Низька
viewer-density-slice = Зріз щільності: лише тони з проміжку
viewer-density-slice-short = Зріз
viewer-palette = Палітра: наступна
viewer-palette-short = Палітра
viewer-gamma = Гамма: темне світліше, світле темніше, вимк.
viewer-gamma-short = Гамма
viewer-window = Контраст і вікно: тягніть по знімку
viewer-window-short = Вікно
viewer-organic-only = Лише органіка
viewer-organic-only-short = Органіка
viewer-inorganic-only = Лише неорганіка
viewer-inorganic-only-short = Неорганіка
viewer-atomic-number = Атомний номер під вказівником
viewer-atomic-number-short = Z
viewer-pan = Рухати знімок
viewer-pan-short = Рух
viewer-draw = Намалювати або пересунути ділянку
viewer-draw-short = Мітка
viewer-ruler = Лінійка
viewer-ruler-short = Лінійка
viewer-next-region = Наступна ділянка великим планом
viewer-previous-region = Попередня ділянка
viewer-reclass = Клас ділянки
viewer-dismiss = Відхилити ділянку
viewer-dismiss-short = Відхилити …
viewer-boxes = Показати або сховати рамки
viewer-boxes-short = Рамки
viewer-compare = Порівняти з ранішою схожою посилкою
viewer-compare-short = Порівняти
viewer-compare-title = Раніші схожі посилки
viewer-compare-list = Посилки для порівняння
viewer-compare-label = Рентгенівський знімок ранішої посилки { $name }
viewer-compare-alike = схожість { $share }
viewer-compare-none = Жодна раніша посилка не схожа на цю.
viewer-compare-failed = Раніші посилки не вдалося отримати.
viewer-one-view = Одна проєкція великою або всі
viewer-one-view-short = Одна
viewer-zoom-in = Збільшити
viewer-zoom-out = Зменшити
viewer-actual-size = Піксель у піксель
viewer-light = Яскравість знімків на цьому екрані
viewer-reset = Скинути все: чистий знімок цілком, рамки показано
viewer-reset-short = Скинути

## Review: the queue
review-queue =
    .aria-label = Посилки для огляду людиною, найтерміновіші перші
review-parts =
    .aria-label = Частина черги
review-part-open = Вирішити
review-part-open-what = Усі посилки без рішення, найтерміновіші перші
review-part-waiting = Чекають
review-part-waiting-what = Посилки, які ще ніхто не дивиться
review-part-leased = У роботі
review-part-leased-what = Посилки, які хтось зараз дивиться
review-part-escalated = Передані
review-part-escalated-what = Посилки, що чекають на старшого
review-part-second_opinion = 2-га думка
review-part-second_opinion-what = Посилки, що чекають на іншу людину
review-part-decided = Вирішені
review-part-decided-what = Посилки, щодо яких вирішили люди; число — за сьогодні
review-part-not_reviewed = Не оглянуто
review-part-not_reviewed-what = Посилки, щодо яких ніхто не вирішив вчасно; число — за сьогодні
review-part-all = Усі перевірені
review-part-all-what = Усі перевірені посилки, разом із тими, які машина визнала чистими
review-class =
    .aria-label = Клас
    .title = Клас
review-class-any = Клас
review-lane =
    .aria-label = Лінія
    .title = Лінія
review-lane-any = Лінія
review-time =
    .aria-label = Час
    .title = Час
review-time-any = Час
review-time-hours =
    { $count ->
        [one] Остання { $count } година
        [few] Останні { $count } години
        [many] Останні { $count } годин
       *[other] Останні { $count } години
    }
review-list-count =
    { $count ->
        [one] { $shown } посилка
        [few] { $shown } посилки
        [many] { $shown } посилок
       *[other] { $shown } посилки
    }
review-list-count-more = Перші { $shown } із більшої кількості
review-list-more = Показати ще
review-list-none = Ніщо не чекає на рішення.
review-list-none-part = Таких посилок немає.
review-list-none-found = Жодна посилка не відповідає пошуку й фільтрам.
review-time-left = Лишилося часу
review-days =
    { $count ->
        [one] { $count } день
        [few] { $count } дні
        [many] { $count } днів
       *[other] { $count } дня
    }
review-pending = Чекає на перевірку
review-state-mine = у вас
review-state-held = у { $who }
review-state-escalated = рівень { $level }
review-state-second_opinion = 2-га думка
review-state-decided = вирішено
review-state-not_reviewed = не оглянуто
# How likely there is a threat, as the order to work in; not the score of a region.
review-risk = { $class }, ризик { $risk }
review-withheld-short = Знахідки машини — після вашого першого погляду
review-withheld = Знайдене машиною буде показано, коли ви скажете, що зробили б.

## Review: the parcel and its decision
review-decision-bar =
    .aria-label = Рішення
review-decision = Вирішити
review-next = Узяти найтерміновішу посилку
review-next-short = Узяти наступну
review-take = Узяти показану посилку
review-take-short = Узяти цю
review-clear = Чисто: випустити посилку
review-clear-short = Чисто
review-open = Відкрити посилку
review-open-short = Відкрити
review-escalate = Передати старшому з приміткою
review-escalate-short = Передати
review-second = Попросити в іншої людини другу думку
review-second-short = 2-га думка
review-give-back = Повернути посилку без рішення
review-give-back-short = Повернути
review-undo = Скасувати останнє рішення
review-undo-short = Скасувати
review-outcome = Записати, що показало відкриття
review-outcome-short = Результат
review-action-clear = випустили б
review-action-open = відкрили б
review-action-escalate = передали б вище
review-action-second_opinion = просили б другу думку
review-did-clear = Випущено
review-did-open = До відкриття
review-did-escalate = Передано на рівень { $level }
review-did-second_opinion = Запитано 2-гу думку
review-did-not_reviewed = НЕ ОГЛЯНУТО
review-level = Рівень
review-level-is = Рівень { $level }
review-you = Посилка у вас. Вирішуйте.
review-you-level = Посилка у вас на рівні { $level }. Вирішуйте.
review-you-second = Хтось просить вашої думки. Вирішуйте самостійно.
review-first-look = Спершу огляньте: скажіть, що зробили б, потім буде показано ділянки машини.
review-first-said = Ваш перший погляд: { $action }. Ділянки машини тепер показано: натисніть ту саму клавішу, щоб підтвердити, або вирішіть інакше.
review-sending = Рішення надсилається …
review-unsent = Служба не відповідає. Ваше рішення збережено на цьому комп’ютері. Його ще НЕ записано; воно надсилатиметься знову, доки не буде.
review-over = Час вийшов. Посилка йде далі як NOT_REVIEWED, до людини; її не випущено.
review-time-over = Ніхто не вирішив вчасно. Нічого не випущено.
review-taking = Береться посилка …
review-no-review = Цю посилку оглядати не треба.
review-is-held = Цю посилку дивиться { $who }.
review-is-waiting = Ця посилка чекає на рішення.
review-is-escalated = Ця посилка чекає на рівень { $level }.
review-is-second_opinion = Ця посилка чекає на думку іншої людини.
review-is-leased = Цю посилку хтось дивиться.
review-is-decided = Щодо цієї посилки вирішено.
review-is-not_reviewed = Ніхто не вирішив вчасно: посилка пішла далі як NOT_REVIEWED.
review-taken = Посилка { $parcel }
review-soon = Лишилося { $seconds } с
review-held-first = Вирішіть щодо посилки, яка у вас, або поверніть її.
review-given-back = Повернуто без рішення.
review-unseen = Проєкції { $view } ще не було на екрані: посилку випускають, коли побачено все.
review-marked = Позначено загрозу, якої машина так не позначала. Відхиліть ділянку або не випускайте посилку.
review-refused = Рішення щодо { $parcel } НЕ записано. { $why }
review-lost = Посилка вже не у вас. Нічого не вирішено.
review-not-sent = Служба не відповідає. Нічого не зроблено; спробуйте ще раз.
review-undone = Рішення щодо { $parcel } скасовано. Посилка знову у вас.
review-none-waits = На вас ніщо не чекає
review-none-waits-why = Нові посилки з’являються в черзі самі.
review-nothing = Немає посилки для показу
review-escalate-why = Чому?
review-note = Власна примітка
review-note-unclear = Не можу визначити, що це
review-note-dense = Надто щільно, нічого не видно
review-note-threat = Схоже на загрозу
review-note-electronics = Сховано в пристрої
review-note-papers = Не відповідає документам
review-send = Надіслати
review-second-what = Що зробили б ви? Інша людина цього не бачить.
review-second-clear = Випустити
review-second-open = Відкрити
review-second-none = Не знаю
review-seconds = { $seconds } с
review-kept =
    { $count ->
        [one] { $count } рішення збережено на цьому комп’ютері й ще НЕ записано. Воно надсилається само; не закривайте цю сторінку.
        [few] { $count } рішення збережено на цьому комп’ютері й ще НЕ записано. Вони надсилаються самі; не закривайте цю сторінку.
        [many] { $count } рішень збережено на цьому комп’ютері й ще НЕ записано. Вони надсилаються самі; не закривайте цю сторінку.
       *[other] { $count } рішення збережено на цьому комп’ютері й ще НЕ записано. Вони надсилаються самі; не закривайте цю сторінку.
    }
review-sent = Мої рішення
review-sent-room =
    .aria-label = Мої рішення
review-sent-none = Поки немає.
review-sent-sending = надсилається …
review-sent-kept = ще НЕ записано
review-sent-recorded = записано
review-sent-refused = НЕ записано. { $why }
review-sent-undone = скасовано
review-history = Рішення досі
review-history-service = від служби
review-history-opinion = на думку: { $action }
review-history-enhancements = з { $names }
review-history-undone = скасовано

## Review: a picture that was shown for training
reveal-room =
    .aria-label = Чим був знімок
reveal-title = Навчальний знімок
reveal-found = Ви знайшли вигадану загрозу.
reveal-missed = Ви пропустили вигадану загрозу.
reveal-late = Час сплив, перш ніж ви вирішили.
reveal-what = Вигадано: { $class } на ракурсі { $view }. Місце обведено на знімку.
reveal-parcel = Про посилку { $parcel } нічого не вирішено. Вона йде далі, як і раніше; жодній лінії чи іншій системі нічого не повідомлено.
reveal-elsewhere = Ви позначили місце, де загрози немає. Сама посилка тепер чекає на справжнє рішення.
reveal-take = Оглянути справжню посилку
reveal-where = Це був навчальний знімок.
reveal-sent = навчальний знімок

## Review: what opening showed
review-outcome-title = Що показало відкриття
review-outcome-none = Ще нічого не записано.
review-outcome-record = Записати
review-outcome-correct = Виправити
review-outcome-found = Щось знайдено
review-outcome-nothing = Нічого не знайдено
review-outcome-add = Додати інший вид
review-outcome-remove = Прибрати
review-outcome-class = Що це
review-outcome-quantity = Скільки
review-outcome-calibre = Калібр
review-outcome-marking = Маркування
review-outcome-declared = Задекларовано як
review-outcome-note = Примітка
review-outcome-photos = Фото
review-outcome-photo = Фото знайденого
review-outcome-saved = Результат записано.
review-outcome-unsent = Служба не відповідає. Нічого не записано; написане лишається тут: збережіть ще раз.
review-outcome-by = { $who }, { $time }, версія { $version }

## Review: keys
review-keys-desk = Рішення
review-keys-list = Перелік
review-keys-viewer = Знімок
## Supervisor's pages: what they share

## People and keys

## Models and policies

## Audit trail

audit-actor-service = служба
audit-actor-command-line = командний рядок
audit-actor-unauthenticated = без входу
audit-actor-stranger = сторонній
audit-action-service-started = Службу запущено
audit-action-service-stopped = Службу зупинено
audit-action-configuration-reloaded = Налаштування перечитано
audit-action-model-activated = Модель задіяно
audit-action-scan-decided = Рішення щодо скану
audit-action-scan-cancelled = Скан скасовано
audit-action-scan-deleted = Скан видалено
audit-action-picture-seen = Знімок переглянуто
audit-action-pictures-deleted = Знімки видалено
audit-action-bundle-exported = Матеріали справи вивантажено
audit-action-training_set-exported = Навчальний набір вивантажено
audit-action-review-first_look = Перший погляд
audit-action-review-decided = Людина вирішила
audit-action-review-undone = Рішення скасовано
audit-action-review-not_reviewed = Не оглянуто вчасно
audit-action-review-lease_lost = Посилку більше не утримують
audit-action-quality-drawn = Відібрано для повторного огляду
audit-action-projection-made = Вигадану загрозу поставлено в чергу
audit-action-projection-shown = Вигадану загрозу показано
audit-action-projection-decided = Про вигадану загрозу вирішено
audit-action-projection-ended = Вигадану загрозу завершено
audit-action-projection-host_queued = Посилку за вигаданою загрозою поставлено в чергу
audit-action-outcome-recorded = Результат записано
audit-action-session-begun = Вхід
audit-action-session-failed = Невдалий вхід
audit-action-session-ended = Вихід
audit-action-first_link-made = Створено перше посилання
audit-action-exercise-added = Вправу створено
audit-action-exercise-published = Вправу опубліковано
audit-action-exercise-parcel_picked = Переглянуту посилку взято до вправи
audit-action-exercise-exported = Вправу з переглянутими посилками експортовано
audit-action-user-added = Обліковий запис створено
audit-action-user-changed = Обліковий запис змінено
audit-action-key-added = Ключ створено
audit-action-key-revoked = Ключ відкликано
audit-action-key-refused = Ключу відмовлено
audit-action-webhook-replayed = Вебхук надіслано знову
audit-action-audit-anchor_mismatch = Журнал не збігається з якорем

## Supervision
# A share’s counts and its interval at 95 %.

## Live projection: its monthly report
projections-title = Знайдені вигадані загрози
projections-lead = Знімки, показані для навчання серед справжніх посилок. Вони не входять до жодних інших показників.
projections-month = Місяць (UTC)
projections-csv = Завантажити як CSV
projections-who = Оператор
projections-class = Клас
projections-shown = Показано
projections-found = Знайдено
projections-rate = Частка знайдених
projections-elsewhere = Позначено в іншому місці
projections-median = Медіана часу
projections-all = Усі класи
projections-none = Цього місяця ніхто не вирішував про вигадану загрозу.
projections-interval = від { $low } до { $high } (95 %)
projections-limits = Мало знімків — широкі інтервали. Не порівнюйте людей, чиї інтервали перетинаються.

## What plays an exercise, in packages for learning systems too
player-language = Мова
player-begin = Почати
player-next = Далі
player-back = Назад до системи навчання
player-items = Завдань: { $items }
player-progress = { $number } з { $items }
player-left = Залишилося { $seconds } с
player-ask-free-search = Чи є загроза? Клацніть на ній або скажіть, що її немає.
player-ask-click-threat = Загроза є. Клацніть на ній.
player-ask-yes-no = Чи є загроза?
player-ask-name-class = Яка це загроза?
player-ask-match-part = До якого виду вогнепальної зброї належить ця деталь?
player-ask-everyday = Що це?
player-ask-enhancement = Чи є загроза?
player-ask-inspectable = Чи можна перевірити всю посилку?
player-threat = Загроза є
player-no-threat = Загрози немає
player-inspectable = Так
player-too-dense = Ні, частина надто щільна
player-right-name = Правильно: { $name }.
player-wrong-name = Неправильно. Це: { $name }.
player-right-none = Правильно: загрози немає.
player-wrong-none = Неправильно: загрози немає.
player-beside = Загроза є ({ $name }), але не там, де ви клацнули.
player-late = Час вийшов.
player-score = Правильно: { $right } з { $items }
player-changed = Файл { $file } не той, що був експортований. Експортуйте вправу ще раз.
player-state-changed = Те, що зберегла система навчання, було змінено, тому вправа починається знову. Результати, які вона вже має, зберігаються.
player-sheet-name = Ім’я
player-sheet-date = Дата
player-sheet-answers = Відповіді
player-sheet-free-search = Чи є загроза? Позначте, де вона, або позначте, що її немає.
player-sheet-click-threat = Загроза є. Позначте, де вона.
