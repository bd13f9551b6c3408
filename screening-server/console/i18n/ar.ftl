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
top-page-supervisor = الإشراف
top-page-models = النماذج
top-page-people = الأشخاص والمفاتيح
top-page-audit = سجل التدقيق

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
