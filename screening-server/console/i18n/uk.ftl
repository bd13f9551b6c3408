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
top-page-supervisor = Нагляд
top-page-models = Моделі
top-page-people = Люди й ключі
top-page-audit = Журнал аудиту

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
