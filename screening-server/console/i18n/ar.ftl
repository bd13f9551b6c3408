## What several pages use
common-product = فحص الطرود بالأشعة
common-try-again = إعادة المحاولة
common-close = إغلاق
common-loading = جارٍ التحميل …
common-cancel = إلغاء
common-save = حفظ
common-show = عرض
common-dismiss = إخفاء
# Between the items of an enumeration.
common-list-comma = {"، "}
common-no-answer = الخدمة لا تستجيب.
common-answered = ردّت الخدمة بالرمز { $status } دون ذكر السبب.
common-no-code = بلا رمز، { $id }
common-purpose = يحدّد مناطق ليفحصها شخص. لا يصدر حكمًا قانونيًا ولا يقيّم المرسِل.
# A size in the parcel, in millimetres.
common-size-mm = { $width } × { $height } مم

## The head of every page
top-navigation =
    .aria-label = الصفحات
top-menu = القائمة
top-language = اللغة
top-log-out = خروج
top-api = الواجهة البرمجية (API)
top-signed-in = { $user }، { $role }
top-connecting = جارٍ الاتصال …
top-live = متصل
top-gone = لا اتصال
top-last-answer = آخر رد { $time }
top-page-parcels = الطرود
top-page-training = التدريب
top-page-studio = التمارين
top-page-supervisor = الإشراف
top-page-models = النماذج
top-page-people = الأشخاص والمفاتيح
top-page-audit = سجل التدقيق
top-page-projections = الإسقاط أثناء العمل

## Roles
role-operator = مشغّل
role-supervisor = مشرف
role-trainer = مدرّب
role-integrator = مسؤول الربط
role-administrator = مدير النظام
role-auditor = مدقّق

## Decisions, in DICOS's terms
decision-ALARM = إنذار
decision-CLEAR = سليم
decision-UNKNOWN = غير محدد

## Why there is no full answer
abort-TIMEOUT = لا رد في الوقت المحدد
abort-NOT_REVIEWED = لم يُراجع في الوقت المحدد
abort-INCOMPLETE_SCAN = مسح غير مكتمل
abort-CLIPPED = الطرد مقطوع عند الحافة
abort-OVERSIZE = أكبر من الحدود
abort-ENGINE_FAILURE = تعطّل الكاشف
abort-BAD_EXPOSURE = تعريض سيئ

## Threat classes, after Article 3 of the Firearms Protocol
class-pistol = مسدس
class-revolver = مسدس دوّار
class-long_gun = سلاح طويل
class-improvised_or_printed = سلاح ناري بدائي الصنع أو مطبوع
class-barrel = سبطانة
class-frame_or_receiver = هيكل أو جسم السلاح
class-slide = منزلق
class-cylinder = أسطوانة
class-bolt_or_breech_block = ترباس أو كتلة مغلاق
class-suppressor = كاتم صوت
class-magazine = مخزن ذخيرة
class-cartridge = خرطوشة
class-cartridge_case = ظرف خرطوشة
class-bullet = مقذوف
class-ammunition_group = ذخيرة (علبة أو شريط أو كومة)

## The same where there is little room: beside a box. The others are short already
class-short-improvised_or_printed = بدائي / مطبوع
class-short-bolt_or_breech_block = ترباس / مغلاق
class-short-frame_or_receiver = هيكل / جسم
class-short-ammunition_group = ذخيرة

group-firearm = سلاح ناري
group-part = جزء من سلاح ناري
group-magazine = مخزن ذخيرة، خارج المادة 3
group-ammunition = ذخيرة

## A score in words, by its distance to the threshold of the class
confidence-strong = قوي
confidence-moderate = متوسط
confidence-weak = ضعيف
confidence-below = دون العتبة

## Log in
login-page = تسجيل الدخول · فحص الطرود بالأشعة
login-title = تسجيل الدخول
login-name = الاسم
login-password = كلمة المرور
login-send = دخول
login-sign-on-refused = لم يُدخل الدخول الموحّد أحدًا ({ $code }). ادخل بكلمة مرور أو اسأل المسؤول.
login-recorded = تُسجَّل عمليات الدخول وكل اطلاع على صورة.
login-first-title = مدير النظام الأول
login-first-lead = أنت تنشئ أول مدير لهذه الخدمة. الرابط صالح مرة واحدة.
login-first-again = كلمة المرور نفسها مرة أخرى
login-first-send = إنشاء الحساب
login-first-differ = كلمتا المرور غير متطابقتين.
login-wait = { $text } ({ $seconds } ث)

## Keys
keys-button =
    .aria-label = المفاتيح
    .title = المفاتيح (?)
keys-title = مفاتيح الاختصار
keys-wheel = العجلة
keys-wheel-what = تكبير نحو المؤشر
keys-drag = السحب
keys-drag-what = تحريك الصورة؛ بلوحة المفاتيح: Shift والأسهم
keys-right-drag = الزر الأيمن
keys-right-drag-what = السحب: التباين والنافذة
keys-pointer = المؤشر
keys-space = مسافة
keys-how = اضغط زر المفتاح ثم المفتاح الذي تريده بدلًا منه. تُحفظ المفاتيح لك في هذا المتصفح.
keys-press = اضغط المفتاح الخاص بـ: { $what }. مفتاح Escape يتركه كما هو.
keys-set = { $key }: { $what }
keys-taken = { $key } مستخدم: { $what }. أعط ذلك مفتاحًا آخر أولًا.
keys-reserved = لا يمكن استخدام { $key }.
keys-change = { $what }: { $key }. تغيير
keys-reset = كل المفاتيح كما كانت في البداية
keys-were-reset = كل المفاتيح كما كانت في البداية.

## The page of all screened parcels
parcels-choose = فحص صورة …
parcels-try-now = المحاولة الآن
parcels-search =
    .placeholder = رمز الطرد  ( / )
    .aria-label = البحث برمز الطرد
parcels-intake =
    .aria-label = صور قيد الفحص
parcels-selected =
    .aria-label = الطرد المحدد
parcels-drop = أفلت الصور لفحصها
parcels-drop-formats = كل ملف طرد واحد: PNG أو JPEG أو TIFF أو BMP
parcels-not-loaded = تعذّر تحميل القائمة.
parcels-none = لم يُفحص أي طرد بعد.
parcels-no-region = لا منطقة فوق عتبتها
parcels-page-of = { $parcel } · فحص الطرود بالأشعة
parcels-gone = لم يعد هذا الطرد محفوظًا
parcels-gone-why = تُحذف السجلات عند انتهاء مدة الحفظ المحددة للخدمة.
parcels-one-not-loaded = تعذّر تحميل الطرد
parcels-shown-since = المعروض بتاريخ { $time }.
parcels-treat-unknown = عامل الطرود التي لا رد لها على أنها غير محددة.
parcels-retry-in = المحاولة التالية بعد { $seconds } ث
parcels-trying = جارٍ المحاولة …
parcels-key-next = الطرد التالي
parcels-key-previous = الطرد السابق
parcels-key-search = البحث برمز الطرد
parcels-none-hint = أفلت صورة أشعة على هذه الصفحة أو اختر واحدة. ترسل الخطوط صورها عبر POST /v1/scans.
parcels-intake-waits = في الانتظار
parcels-intake-bar = إرسال { $file }
parcels-intake-sending = جارٍ الإرسال
parcels-intake-sent = جارٍ الإرسال، { $share }
parcels-intake-screening = جارٍ الفحص

## The report beside a parcel
report-room =
    .aria-label = التقرير
report-todo-ALARM = يجب أن يفحص شخص المناطق المعلَّمة.
report-todo-UNKNOWN = لم يُفحص بالكامل. يجب أن ينظر شخص؛ هذا ليس إفراجًا.
report-todo-CLEAR = فُحص بالكامل؛ لا منطقة تبلغ العتبة.
report-shield = SHIELD: جزء كثيف لا يمكن فحصه؛ قد يُخفي تهديدًا.
report-why = السبب
report-why-late = السبب، الرد المتأخر
report-late = رد متأخر
report-late-note = استغرق { $after } وجاء بعد إعطاء القرار { $decision } الذي يبقى ساريًا. المناطق والإطارات من الرد المتأخر.
report-regions =
    { $count ->
        [0] المناطق
        [one] منطقة واحدة
        [two] منطقتان
        [few] { $count } مناطق
        [many] { $count } منطقة
       *[other] { $count } منطقة
    }
report-regions-none = لم يعلّم الكاشف شيئًا.
report-not-searched = لم يفحص الكاشف هذا الطرد.
report-region = المنطقة { $id }
report-region-show = عرض هذه المنطقة مكبّرة
report-fact-view = المنظر
report-fact-size = الحجم
# The effective atomic number.
report-fact-zeff = Zeff
report-fact-threshold = العتبة
report-fact-linked = الجسم نفسه مثل
report-quality = جودة الصورة
report-quality-none = لم تكن هناك صورة لتقييمها.
report-quality-unjudged = لم يُقيَّم المنظر.
report-quality-blank = هواء فقط: فات الطرد أو كانت الأشعة مطفأة.
report-quality-clipped = مقطوع: يتجاوز الطرد حافة الصورة.
report-quality-dense = { $share } من الطرد كثيف لا يمكن فحصه.
report-quality-saturated = { $share } من النقاط مشبعة.
report-quality-polarity = صُحّحت القطبية: جاءت الصورة بهواء داكن.
report-quality-several =
    { $count ->
        [zero] لا طرود في الصورة.
        [one] طرد واحد في الصورة.
        [two] طردان في صورة واحدة.
        [few] { $count } طرود في صورة واحدة.
        [many] { $count } طردًا في صورة واحدة.
       *[other] { $count } طرد في صورة واحدة.
    }
report-quality-good = نفذت الأشعة في كل مكان؛ لا قطع ولا تشبع.
report-time = الوقت، { $time }
report-time-none = لم يعمل شيء.
report-time-within = الكشف، مجموع المربعات: موترات { $tensors }، استدلال { $inference }، إطارات { $boxes }.
report-step-decode_ms = فك الترميز
report-step-quality_ms = فحص الجودة
report-step-normalise_ms = التطبيع
report-step-tile_ms = خطة المربعات
report-step-detect_ms = الكشف
report-step-fuse_ms = الدمج
report-step-verdict_ms = الحكم
report-step-rest = أخرى
report-made = أُنجز بواسطة
report-model = النموذج
report-engine = المحرك
report-provider = المنفّذ
report-policy = السياسة
report-policy-version = { $name }، الإصدار { $version }
report-tiles = المربعات
report-tiles-searched =
    { $skipped ->
        [0] فُحص { $tiles }
       *[other] فُحص { $tiles }، وتُرك { $skipped } من الهواء
    }
report-received = الاستلام
report-scan = المسح
report-none-ran = لم يعمل

## Reasons of a decision, by their code; the sentence of the record stands beside them
reason-region_above_threshold = منطقة تبلغ عتبة فئتها.
reason-more_regions_above_threshold = مناطق أخرى تبلغ عتباتها.
reason-inspected_in_full = فُحص الطرد بالكامل ولا منطقة تبلغ عتبتها.
reason-view_not_inspected = لم يُفحص أحد المناظر.
reason-view_not_searched = لم يُفحص أحد المناظر بالكامل.
reason-blank_view = أحد المناظر لا يُظهر إلا الهواء.
reason-bad_exposure = تعريض أحد المناظر لا يصلح للفحص.
reason-clipped = يتجاوز الطرد حافة أحد المناظر: جزء منه لم يُرَ.
reason-shield = جزء من الطرد كثيف لا يمكن فحصه.
reason-dense_area = منطقة كثيفة تغطي جزءًا من الطرد ضمن ما تسمح به السياسة.
reason-polarity_corrected = جاء أحد المناظر بهواء داكن فعُكس.
reason-several_parcels = أحد المناظر يُظهر عدة طرود؛ والقرار يشملها كلها.
reason-unreadable_view = تعذّرت قراءة أحد المناظر.
reason-unreadable_file = تعذّرت قراءة ملف.
reason-oversize_view = أحد المناظر أكبر من الحدود.
reason-picture_missing = صورة مفقودة.
reason-search_failed = تعطّل الكاشف في جزء من أحد المناظر.
reason-step_crashed = تعطّلت إحدى خطوات الفحص.
reason-screening_crashed = تعطّل الفحص؛ ولم يُفحص الطرد.
reason-timeout = لم يصدر قرار في الوقت المحدد.
reason-pending = المسح ينتظر الفحص: لا رد بعد.
reason-delivered_too_often = انتهى الفحص عدة مرات بلا نتيجة؛ ولن يُعاد.
reason-cancelled = أُلغي المسح قبل فحصه.
reason-lost_tracking = فقد الخط تتبّع الطرد.
reason-store_unavailable = لم يكن المخزن متاحًا.

## Refusals of the service, by their code; where a code says too little, the service’s own words are shown
problem-error = خطأ
problem-silence = لم تستجب الخدمة. لا قرار لهذا الطرد: عامله على أنه غير محدد.
problem-no_answer = استغرق الطلب وقتًا طويلًا.
problem-not_logged_in = لم تسجّل الدخول.
problem-wrong_credentials = الاسم أو كلمة المرور غير صحيحة.
problem-wrong_link = استُخدم الرابط من قبل أو انتهت صلاحيته أو لا وجود له. ما دام لا يوجد مدير، تطبع الخدمة رابطًا جديدًا عند تشغيلها.
problem-too_many_attempts = محاولات فاشلة كثيرة: انتظر قبل المحاولة التالية.
problem-authentication_off = المصادقة معطّلة، فلا توجد حسابات. شغّل الخدمة مع ‎--auth on.
problem-role_too_weak = دورك لا يسمح بذلك.
problem-name_taken = يوجد حساب بهذا الاسم.
problem-last_administrator = هذا آخر مدير للنظام: أنشئ مديرًا آخر أولًا.
problem-bad_name = الاسم غير صالح: من 1 إلى 64 حرفًا أو رقمًا أو نقطة أو شرطة أو شرطة سفلية أو @.
problem-queue_full = قائمة الانتظار ممتلئة: حاول بعد لحظة.
problem-not_ready = الكاشف ليس جاهزًا بعد.
problem-stopping = الخدمة تتوقف.
problem-pictures_deleted = حُذفت الصور: انتهت مدة حفظها.
## Viewer: the pictures of a parcel and what can be done with them. `-short` stands on a button, beside its key
viewer-tools = الصورة
viewer-badges = التحسينات المفعّلة
viewer-plain = الصورة الأصلية
viewer-used = استُخدم على هذا الطرد: { $names }
viewer-zoom = بكسلات الشاشة لكل بكسل من الصورة
viewer-view-label = صورة أشعة، المنظر { $name }، { $count ->
    [zero] بلا مناطق
    [one] منطقة واحدة
    [two] منطقتان
    [few] { $count } مناطق
    [many] { $count } منطقة
   *[other] { $count } منطقة
  }
viewer-no-picture = تعذّرت قراءة أي شيء من هذا الطرد، فلا شيء للعرض.
viewer-picture-lost = تعذّر جلب الصورة. لا يصبح الطرد سليمًا بذلك.
viewer-atomic-lost = تعذّر جلب الأعداد الذرية. تُعرض الصورة من دونها؛ أوقف الوظيفة ثم شغّلها لإعادة المحاولة.
viewer-picture-not-kept = صورة هذا المنظر غير محفوظة.
viewer-unreadable = تعذّرت قراءة هذا المنظر، فلم يُفحص.
viewer-place = { $x }، { $y }
viewer-mm = { $length } مم
viewer-px = { $length } بكسل
viewer-tone = الإضاءة { $tone }
viewer-loading = جارٍ التحميل …
viewer-air = هواء
viewer-organic = عضوي
viewer-mixed = مختلط
viewer-metal = معدن
viewer-atomic = { $material }، Z { $z }
viewer-from = من
viewer-to = إلى
viewer-region = المنطقة { $number }
viewer-class = الفئة
viewer-reason = استبعاد، لأن
viewer-remove = إزالة
viewer-restore = كما أعطتها الآلة
viewer-change-kept = مُبقاة
viewer-change-moved = مُحرَّكة
viewer-change-reclassed = تغيّرت الفئة
viewer-change-dismissed = مستبعدة
viewer-change-drawn = مرسومة
viewer-change-revealed = وهمي
viewer-reason-harmless = جسم غير ضار
viewer-reason-artefact = تشويش في الصورة
viewer-reason-duplicate = الجسم نفسه مرتين
viewer-reason-other = سبب آخر
viewer-black-and-white = أبيض وأسود
viewer-black-and-white-short = أ/س
viewer-inverse = عكس: الداكن يصبح فاتحًا
viewer-inverse-short = عكس
viewer-edge = حواف أكثر حدة
viewer-edge-short = حواف
viewer-super-enhance = تحسين فائق: تباين كل موضع على حدة
viewer-super-enhance-short = فائق
viewer-high-penetration = نفاذية عالية: توسيع درجات المواد الكثيفة
viewer-high-penetration-short = عالية
viewer-low-penetration = نفاذية منخفضة: توسيع درجات المواد الرقيقة
viewer-low-penetration-short = منخفضة
viewer-density-slice = شريحة كثافة: درجات مجال محدد فقط
viewer-density-slice-short = شريحة
viewer-palette = لوحة الألوان: التالية
viewer-palette-short = ألوان
viewer-gamma = غاما: تفتيح الداكن، تعتيم الفاتح، إيقاف
viewer-gamma-short = غاما
viewer-window = التباين والنافذة: اسحب على الصورة
viewer-window-short = نافذة
viewer-organic-only = المواد العضوية فقط
viewer-organic-only-short = عضوي
viewer-inorganic-only = المواد غير العضوية فقط
viewer-inorganic-only-short = غير عضوي
viewer-atomic-number = العدد الذري تحت المؤشر
viewer-atomic-number-short = Z
viewer-pan = تحريك الصورة
viewer-pan-short = تحريك
viewer-draw = رسم منطقة أو تحريكها
viewer-draw-short = تعليم
viewer-ruler = مسطرة
viewer-ruler-short = مسطرة
viewer-next-region = المنطقة التالية مكبّرة
viewer-previous-region = المنطقة السابقة
viewer-reclass = فئة المنطقة
viewer-dismiss = استبعاد المنطقة
viewer-dismiss-short = استبعاد …
viewer-boxes = إظهار الإطارات أو إخفاؤها
viewer-boxes-short = إطارات
viewer-compare = المقارنة بطرد سابق مشابه
viewer-compare-short = مقارنة
viewer-compare-title = طرود سابقة مشابهة
viewer-compare-list = طرود للمقارنة
viewer-compare-label = صورة أشعة للطرد السابق { $name }
viewer-compare-alike = تشابه { $share }
viewer-compare-none = لا طرد سابق يشبه هذا.
viewer-compare-failed = تعذّر جلب الطرود السابقة.
viewer-one-view = منظر واحد كبير، أو كل المناظر
viewer-one-view-short = منظر واحد
viewer-zoom-in = تكبير
viewer-zoom-out = تصغير
viewer-actual-size = بكسل مقابل بكسل
viewer-light = سطوع الصور على هذه الشاشة
viewer-reset = إعادة ضبط الكل: الصورة الأصلية كاملة مع الإطارات
viewer-reset-short = إعادة ضبط

## Review: the queue
review-queue =
    .aria-label = طرود ليفحصها الأشخاص، الأكثر استعجالًا أولًا
review-parts =
    .aria-label = جزء من قائمة الانتظار
review-part-open = للقرار
review-part-open-what = كل الطرود التي لا قرار فيها، الأكثر استعجالًا أولًا
review-part-waiting = منتظرة
review-part-waiting-what = طرود لا ينظر فيها أحد بعد
review-part-leased = محجوزة
review-part-leased-what = طرود ينظر فيها شخص الآن
review-part-escalated = مرفوعة
review-part-escalated-what = طرود تنتظر مشرفًا
review-part-second_opinion = رأي ثانٍ
review-part-second_opinion-what = طرود تنتظر شخصًا آخر
review-part-decided = محسومة
review-part-decided-what = طرود قرر فيها أشخاص؛ العدد لليوم
review-part-not_reviewed = لم تُراجع
review-part-not_reviewed-what = طرود لم يقرر فيها أحد في الوقت المحدد؛ العدد لليوم
review-part-all = كل المفحوص
review-part-all-what = كل الطرود المفحوصة، ومنها ما عدّته الآلة سليمًا
review-class =
    .aria-label = الفئة
    .title = الفئة
review-class-any = الفئة
review-lane =
    .aria-label = الخط
    .title = الخط
review-lane-any = الخط
review-time =
    .aria-label = الوقت
    .title = الوقت
review-time-any = الوقت
review-time-hours =
    { $count ->
        [zero] الساعة الأخيرة
        [one] الساعة الأخيرة
        [two] آخر ساعتين
        [few] آخر { $count } ساعات
        [many] آخر { $count } ساعة
       *[other] آخر { $count } ساعة
    }
review-list-count =
    { $count ->
        [zero] { $shown } طرود
        [one] { $shown } طرد
        [two] { $shown } طرد
        [few] { $shown } طرود
        [many] { $shown } طردًا
       *[other] { $shown } طرد
    }
review-list-count-more = أول { $shown } من عدد أكبر
review-list-more = عرض المزيد
review-list-none = لا شيء ينتظر قرارًا.
review-list-none-part = لا طرد كهذا.
review-list-none-found = لا طرد يوافق البحث والمرشحات.
review-time-left = الوقت المتبقي
review-days =
    { $count ->
        [zero] { $count } يوم
        [one] يوم واحد
        [two] يومان
        [few] { $count } أيام
        [many] { $count } يومًا
       *[other] { $count } يوم
    }
review-pending = ينتظر الفحص
review-state-mine = لديك
review-state-held = لدى { $who }
review-state-escalated = المستوى { $level }
review-state-second_opinion = رأي ثانٍ
review-state-decided = محسوم
review-state-not_reviewed = لم يُراجع
# How likely there is a threat, as the order to work in; not the score of a region.
review-risk = { $class }، الخطر { $risk }
review-withheld-short = نتائج الآلة بعد نظرتك الأولى
review-withheld = يُعرض ما وجدته الآلة بعد أن تقول ما كنت ستفعله.

## Review: the parcel and its decision
review-decision-bar =
    .aria-label = القرار
review-decision = القرار
review-next = أخذ الطرد الأكثر استعجالًا
review-next-short = خذ التالي
review-take = أخذ الطرد المعروض
review-take-short = خذ هذا
review-clear = سليم: الإفراج عن الطرد
review-clear-short = سليم
review-open = فتح الطرد
review-open-short = فتح
review-escalate = الرفع إلى مشرف مع ملاحظة
review-escalate-short = رفع
review-second = طلب رأي ثانٍ من شخص آخر
review-second-short = رأي ثانٍ
review-give-back = إعادة الطرد دون قرار
review-give-back-short = إعادة
review-undo = التراجع عن آخر قرار
review-undo-short = تراجع
review-outcome = تسجيل ما أظهره الفتح
review-outcome-short = النتيجة
review-action-clear = الإفراج
review-action-open = الفتح
review-action-escalate = الرفع
review-action-second_opinion = رأي ثانٍ
review-did-clear = أُفرج عنه
review-did-open = للفتح
review-did-escalate = رُفع إلى المستوى { $level }
review-did-second_opinion = طُلب رأي ثانٍ
review-did-not_reviewed = لم يُراجع
review-level = المستوى
review-level-is = المستوى { $level }
review-you = هذا الطرد لديك. قرّر.
review-you-level = هذا الطرد لديك على المستوى { $level }. قرّر.
review-you-second = شخص يطلب رأيك. قرّر بنفسك.
review-first-look = انظر أولًا: قل ما كنت ستفعله، ثم تُعرض مناطق الآلة.
review-first-said = كنت ستختار: { $action }. تُعرض الآن مناطق الآلة: اضغط المفتاح نفسه للتأكيد، أو قرّر خلاف ذلك.
review-sending = جارٍ إرسال القرار …
review-unsent = الخدمة لا تستجيب. قرارك محفوظ على هذا الحاسوب. لم يُسجَّل بعد؛ ويُعاد إرساله حتى يُسجَّل.
review-over = انتهى الوقت. يمضي الطرد بوصفه NOT_REVIEWED إلى شخص؛ ولم يُفرج عنه.
review-time-over = لم يقرر أحد في الوقت المحدد. لم يُفرج عن شيء.
review-taking = جارٍ أخذ طرد …
review-no-review = لا يلزم أحدًا النظر في هذا الطرد.
review-is-held = ينظر { $who } في هذا الطرد.
review-is-waiting = هذا الطرد ينتظر قرارًا.
review-is-escalated = هذا الطرد ينتظر المستوى { $level }.
review-is-second_opinion = هذا الطرد ينتظر رأي شخص آخر.
review-is-leased = شخص ينظر في هذا الطرد.
review-is-decided = حُسم هذا الطرد.
review-is-not_reviewed = لم يقرر أحد في الوقت المحدد: مضى الطرد بوصفه NOT_REVIEWED.
review-taken = الطرد { $parcel }
review-soon = بقي { $seconds } ث
review-held-first = قرّر في الطرد الذي لديك أو أعده.
review-given-back = أُعيد دون قرار.
review-unseen = لم يظهر المنظر { $view } على الشاشة بعد: يُفرج عن الطرد بعد رؤيته كله.
review-marked = عُلّم تهديد لم تعلّمه الآلة هكذا. استبعد المنطقة أو لا تفرج عن الطرد.
review-refused = القرار في { $parcel } لم يُسجَّل. { $why }
review-lost = لم يعد هذا الطرد لديك. لم يُقرَّر شيء.
review-not-sent = الخدمة لا تستجيب. لم يُنفَّذ شيء؛ حاول مرة أخرى.
review-undone = تُرُوجع عن القرار في { $parcel }. الطرد لديك من جديد.
review-none-waits = لا شيء ينتظرك
review-none-waits-why = تدخل الطرود الجديدة قائمة الانتظار تلقائيًا.
review-nothing = لا طرد للعرض
review-escalate-why = لماذا؟
review-note = ملاحظتك
review-note-unclear = لا أستطيع تحديد ما هو
review-note-dense = كثيف لا يُرى ما فيه
review-note-threat = يشبه تهديدًا
review-note-electronics = مخفي في جهاز
review-note-papers = لا يوافق المستندات
review-send = إرسال
review-second-what = ماذا كنت ستفعل؟ الشخص الآخر لا يراه.
review-second-clear = الإفراج
review-second-open = الفتح
review-second-none = لا أعرف
review-seconds = { $seconds } ث
review-kept =
    { $count ->
        [zero] { $count } قرارات محفوظة على هذا الحاسوب ولم تُسجَّل بعد. يُعاد إرسالها تلقائيًا؛ اترك هذه الصفحة مفتوحة.
        [one] قرار واحد محفوظ على هذا الحاسوب ولم يُسجَّل بعد. يُعاد إرساله تلقائيًا؛ اترك هذه الصفحة مفتوحة.
        [two] قراران محفوظان على هذا الحاسوب ولم يُسجَّلا بعد. يُعاد إرسالهما تلقائيًا؛ اترك هذه الصفحة مفتوحة.
        [few] { $count } قرارات محفوظة على هذا الحاسوب ولم تُسجَّل بعد. يُعاد إرسالها تلقائيًا؛ اترك هذه الصفحة مفتوحة.
        [many] { $count } قرارًا محفوظًا على هذا الحاسوب ولم تُسجَّل بعد. يُعاد إرسالها تلقائيًا؛ اترك هذه الصفحة مفتوحة.
       *[other] { $count } قرار محفوظ على هذا الحاسوب ولم تُسجَّل بعد. يُعاد إرسالها تلقائيًا؛ اترك هذه الصفحة مفتوحة.
    }
review-sent = قراراتي
review-sent-room =
    .aria-label = قراراتي
review-sent-none = لا شيء بعد.
review-sent-sending = جارٍ الإرسال …
review-sent-kept = لم يُسجَّل بعد
review-sent-recorded = سُجّل
review-sent-refused = لم يُسجَّل. { $why }
review-sent-undone = تُرُوجع عنه
review-history = القرارات حتى الآن
review-history-service = من الخدمة
review-history-opinion = الرأي: { $action }
review-history-enhancements = مع { $names }
review-history-undone = تُرُوجع عنه

## Review: a picture that was shown for training
reveal-room =
    .aria-label = ما كانت الصورة
reveal-title = صورة تدريب
reveal-found = وجدتَ التهديد الوهمي.
reveal-missed = فاتك التهديد الوهمي.
reveal-late = انتهى الوقت قبل أن تقرر.
reveal-what = وهمي: { $class } في المنظر { $view }. الموضع محاط في الصورة.
reveal-parcel = لم يُقرَّر شيء بشأن الطرد { $parcel }. يمضي كما كان؛ ولم يُبلَّغ أي خط ولا أي نظام آخر بشيء.
reveal-elsewhere = أشرتَ إلى موضع ليس فيه التهديد. الطرد نفسه ينتظر الآن قرارًا حقيقيًا.
reveal-take = انظر إلى الطرد الحقيقي
reveal-where = كانت هذه صورة تدريب.
reveal-sent = صورة تدريب

## Review: what opening showed
review-outcome-title = ما أظهره الفتح
review-outcome-none = لم يُسجَّل شيء بعد.
review-outcome-record = تسجيل
review-outcome-correct = تصحيح
review-outcome-found = وُجد شيء
review-outcome-nothing = لم يوجد شيء
review-outcome-add = إضافة نوع آخر
review-outcome-remove = إزالة
review-outcome-class = ما هو
review-outcome-quantity = العدد
review-outcome-calibre = العيار
review-outcome-marking = العلامات
review-outcome-declared = مصرَّح به على أنه
review-outcome-note = ملاحظة
review-outcome-photos = صور
review-outcome-photo = صورة لما وُجد
review-outcome-saved = سُجّلت النتيجة.
review-outcome-unsent = الخدمة لا تستجيب. لم يُسجَّل شيء؛ يبقى ما كتبته هنا: احفظ مرة أخرى.
review-outcome-by = { $who }، { $time }، الإصدار { $version }

## Review: keys
review-keys-desk = القرارات
review-keys-list = القائمة
review-keys-viewer = الصورة
## Supervisor's pages: what they share

## People and keys

## Models and policies

## Audit trail

audit-actor-service = الخدمة
audit-actor-command-line = سطر الأوامر
audit-actor-unauthenticated = بلا تسجيل دخول
audit-actor-stranger = غريب
audit-action-service-started = بدأت الخدمة
audit-action-service-stopped = توقفت الخدمة
audit-action-configuration-reloaded = أُعيدت قراءة الضبط
audit-action-model-activated = فُعّل نموذج
audit-action-scan-decided = صدر قرار المسح
audit-action-scan-cancelled = أُلغي المسح
audit-action-scan-deleted = حُذف المسح
audit-action-picture-seen = شوهدت صورة
audit-action-pictures-deleted = حُذفت الصور
audit-action-bundle-exported = صُدّر ملف قضية
audit-action-training_set-exported = صُدّرت مجموعة تدريب
audit-action-review-first_look = النظرة الأولى
audit-action-review-decided = قرار شخص
audit-action-review-undone = تراجع عن قرار
audit-action-review-not_reviewed = لم يُراجع في الوقت المحدد
audit-action-review-lease_lost = لم يعد الطرد محجوزًا
audit-action-quality-drawn = اختير للنظر ثانية
audit-action-projection-made = وُضع تهديد وهمي في قائمة الانتظار
audit-action-projection-shown = عُرض تهديد وهمي
audit-action-projection-decided = قُرّر بشأن تهديد وهمي
audit-action-projection-ended = انتهى تهديد وهمي
audit-action-projection-host_queued = وُضع الطرد وراء تهديد وهمي في قائمة الانتظار
audit-action-outcome-recorded = سُجلت النتيجة
audit-action-session-begun = تسجيل دخول
audit-action-session-failed = فشل تسجيل الدخول
audit-action-session-ended = تسجيل خروج
audit-action-first_link-made = أُنشئ الرابط الأول
audit-action-exercise-added = أُنشئ التمرين
audit-action-exercise-published = نُشر التمرين
audit-action-exercise-parcel_picked = أُخذ طرد مراجَع في تمرين
audit-action-exercise-exported = صُدّر تمرين فيه طرود مراجَعة
audit-action-user-added = أُنشئ حساب
audit-action-user-changed = تغيّر حساب
audit-action-key-added = أُنشئ مفتاح
audit-action-key-revoked = أُلغي مفتاح
audit-action-key-refused = رُفض مفتاح
audit-action-webhook-replayed = أُعيد إرسال الإشعار
audit-action-audit-anchor_mismatch = السجل لا يطابق مرساته

## Supervision
# A share’s counts and its interval at 95 %.

## Live projection: its monthly report
projections-title = التهديدات الوهمية التي عُثر عليها
projections-lead = صور عُرضت للتدريب بين طرود حقيقية. لا تُحسب في أي أرقام أخرى.
projections-month = الشهر (UTC)
projections-csv = تنزيل بصيغة CSV
projections-who = المشغّل
projections-class = الفئة
projections-shown = المعروضة
projections-found = التي عُثر عليها
projections-rate = نسبة العثور
projections-elsewhere = أُشير إلى موضع آخر
projections-median = الوقت الوسيط
projections-all = كل الفئات
projections-none = لم يقرر أحد بشأن تهديد وهمي في هذا الشهر.
projections-interval = من { $low } إلى { $high } (95 %)
projections-limits = الصور القليلة تعطي فترات واسعة. لا تقارن بين أشخاص تتداخل فتراتهم.

## What plays an exercise, in packages for learning systems too
player-language = اللغة
player-begin = ابدأ
player-next = التالي
player-back = العودة إلى نظام التعلّم
player-items = العناصر: { $items }
player-progress = { $number } من { $items }
player-left = بقي { $seconds } ث
player-ask-free-search = هل يوجد تهديد؟ انقر على مكانه، أو قل إنه لا يوجد.
player-ask-click-threat = يوجد تهديد. انقر على مكانه.
player-ask-yes-no = هل يوجد تهديد؟
player-ask-name-class = ما هذا التهديد؟
player-ask-match-part = إلى أي نوع من الأسلحة النارية ينتمي هذا الجزء؟
player-ask-everyday = ما هذا؟
player-ask-enhancement = هل يوجد تهديد؟
player-ask-inspectable = هل يمكن فحص الطرد كله؟
player-threat = يوجد تهديد
player-no-threat = لا يوجد تهديد
player-inspectable = نعم
player-too-dense = لا، جزء منه كثيف جدًا
player-right-name = صحيح: { $name }.
player-wrong-name = خطأ. إنه: { $name }.
player-right-none = صحيح: لا يوجد تهديد.
player-wrong-none = خطأ: لا يوجد تهديد.
player-beside = يوجد تهديد ({ $name })، لكن ليس حيث نقرت.
player-late = انتهى الوقت.
player-score = الصحيح: { $right } من { $items }
player-changed = الملف { $file } ليس ما تم تصديره. صدّر التمرين مرة أخرى.
player-state-changed = تغيّر ما حفظه نظام التعلّم، لذا يبدأ التمرين من جديد. النتائج التي لديه محفوظة.
player-sheet-name = الاسم
player-sheet-date = التاريخ
player-sheet-answers = الإجابات
player-sheet-free-search = هل يوجد تهديد؟ ضع علامة على مكانه، أو أشّر على أنه لا يوجد.
player-sheet-click-threat = يوجد تهديد. ضع علامة على مكانه.
