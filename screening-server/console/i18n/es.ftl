## What several pages use
common-product = Inspección de paquetes
common-try-again = Reintentar
common-close = Cerrar
common-loading = Cargando …
common-cancel = Cancelar
common-save = Guardar
common-show = Mostrar
common-dismiss = Descartar
# Between the items of an enumeration.
common-list-comma = {", "}
common-no-answer = El servicio no responde.
common-answered = El servicio respondió { $status } sin decir por qué.
common-no-code = sin código, { $id }
common-purpose = Señala zonas que una persona debe mirar. No es un dictamen legal ni puntúa a remitentes.
common-size-mm = { $width } × { $height } mm

## The head of every page
top-navigation =
    .aria-label = Páginas
top-menu = Menú
top-language = Idioma
top-log-out = Salir
top-api = Interfaz (API)
top-signed-in = { $user }, { $role }
top-connecting = Conectando …
top-live = En línea
top-gone = Sin conexión
top-last-answer = Última respuesta: { $time }
top-page-parcels = Paquetes
top-page-supervisor = Supervisión
top-page-models = Modelos
top-page-people = Personas y claves
top-page-audit = Auditoría

## Roles
role-operator = operador
role-supervisor = supervisor
role-trainer = instructor
role-integrator = integrador
role-administrator = administrador
role-auditor = auditor

## Decisions, in DICOS's terms
decision-ALARM = ALARMA
decision-CLEAR = LIBRE
decision-UNKNOWN = INDETERMINADO

## Why there is no full answer
abort-TIMEOUT = sin respuesta a tiempo
abort-NOT_REVIEWED = no revisado a tiempo
abort-INCOMPLETE_SCAN = escaneo incompleto
abort-CLIPPED = paquete cortado por el borde
abort-OVERSIZE = mayor que los límites
abort-ENGINE_FAILURE = falló el detector
abort-BAD_EXPOSURE = mala exposición

## Threat classes, after Article 3 of the Firearms Protocol
class-pistol = Pistola
class-revolver = Revólver
class-long_gun = Arma larga
class-improvised_or_printed = Arma improvisada o impresa
class-barrel = Cañón
class-frame_or_receiver = Armazón o cajón de mecanismos
class-slide = Corredera
class-cylinder = Tambor
class-bolt_or_breech_block = Cerrojo o bloque de cierre
class-suppressor = Silenciador
class-magazine = Cargador
class-cartridge = Cartucho
class-cartridge_case = Vaina
class-bullet = Bala
class-ammunition_group = Munición (caja, cinta o montón)

## The same where there is little room: beside a box. The others are short already
class-short-improvised_or_printed = Improvisada / impresa
class-short-bolt_or_breech_block = Cerrojo / cierre
class-short-frame_or_receiver = Armazón / cajón
class-short-ammunition_group = Munición

group-firearm = arma de fuego
group-part = pieza de arma
group-magazine = cargador, fuera del artículo 3
group-ammunition = munición

## A score in words, by its distance to the threshold of the class
confidence-strong = alta
confidence-moderate = media
confidence-weak = baja
confidence-below = bajo el umbral

## Log in
login-page = Iniciar sesión · Inspección de paquetes
login-title = Iniciar sesión
login-name = Nombre
login-password = Contraseña
login-send = Entrar
login-sign-on-refused = El inicio de sesión único no dejó entrar a nadie ({ $code }). Entre con una contraseña o consulte al administrador.
login-recorded = Se registran los inicios de sesión y cada consulta de una imagen.
login-first-title = Primer administrador
login-first-lead = Usted crea el primer administrador de este servicio. El enlace sirve una sola vez.
login-first-again = La misma contraseña otra vez
login-first-send = Crear la cuenta
login-first-differ = Las dos contraseñas no coinciden.
login-wait = { $text } ({ $seconds } s)

## Keys
keys-button =
    .aria-label = Teclas
    .title = Teclas (?)
keys-title = Teclas
keys-wheel = Rueda
keys-wheel-what = Ampliar hacia el puntero
keys-drag = Arrastrar
keys-drag-what = Mover la imagen; con el teclado: Mayús y flechas

## The page of all screened parcels
parcels-choose = Inspeccionar una imagen …
parcels-try-now = Probar ahora
parcels-search =
    .placeholder = Código de paquete  ( / )
    .aria-label = Buscar por código de paquete
parcels-intake =
    .aria-label = Imágenes en inspección
parcels-selected =
    .aria-label = Paquete seleccionado
parcels-drop = Suelte imágenes para inspeccionarlas
parcels-drop-formats = Cada archivo es un paquete: PNG, JPEG, TIFF o BMP
parcels-not-loaded = No se pudo cargar la lista.
parcels-none = Todavía no se ha inspeccionado ningún paquete.
parcels-no-region = Todo bajo los umbrales
parcels-page-of = { $parcel } · Inspección de paquetes
parcels-gone = Este paquete ya no se conserva
parcels-gone-why = Los registros se borran cuando se cumple el plazo de conservación fijado en el servicio.
parcels-one-not-loaded = No se pudo cargar el paquete
parcels-shown-since = Lo que se muestra es de las { $time }.
parcels-treat-unknown = Trate como INDETERMINADOS los paquetes sin respuesta.
parcels-retry-in = Próximo intento en { $seconds } s
parcels-trying = Intentando …
parcels-key-next = Paquete siguiente
parcels-key-previous = Paquete anterior
parcels-key-search = Buscar por código de paquete
parcels-none-hint = Suelte una imagen de rayos X en esta página o elija una. Las líneas envían las suyas con POST /v1/scans.
parcels-intake-waits = en espera
parcels-intake-bar = Enviando { $file }
parcels-intake-sending = enviando
parcels-intake-sent = enviando, { $share }
parcels-intake-screening = inspeccionando

## The report beside a parcel
report-room =
    .aria-label = Informe
report-todo-ALARM = Una persona debe mirar las zonas marcadas.
report-todo-UNKNOWN = No se inspeccionó por completo. Debe mirarlo una persona; esto no es un levante.
report-todo-CLEAR = Inspeccionado por completo; ninguna zona alcanza un umbral.
report-shield = SHIELD: en parte demasiado denso para inspeccionar; ahí podría ocultarse una amenaza.
report-why = Por qué
report-why-late = Por qué, respuesta tardía
report-late = Respuesta tardía
report-late-note = Tardó { $after } y llegó después de darse { $decision }, que sigue vigente. Las zonas y recuadros son de la respuesta tardía.
report-regions =
    { $count ->
        [0] Zonas
        [one] { $count } zona
       *[other] { $count } zonas
    }
report-regions-none = El detector no marcó nada.
report-not-searched = El detector no examinó este paquete.
report-region = Zona { $id }
report-region-show = Mostrar esta zona ampliada
report-fact-view = vista
report-fact-size = tamaño
report-fact-zeff = Zef
report-fact-threshold = umbral
report-fact-linked = mismo objeto que
report-quality = Calidad de la imagen
report-quality-none = No había imagen que valorar.
report-quality-unjudged = La vista no se valoró.
report-quality-blank = Solo aire: el paquete no pasó o el haz estaba apagado.
report-quality-clipped = Cortado: el paquete sobrepasa el borde de la imagen.
report-quality-dense = El { $share } del paquete es demasiado denso para inspeccionar.
report-quality-saturated = El { $share } de las muestras está saturado.
report-quality-polarity = Polaridad corregida: la imagen llegó con el aire oscuro.
report-quality-several =
    { $count ->
        [one] { $count } paquete en una imagen.
       *[other] { $count } paquetes en una imagen.
    }
report-quality-good = El haz atravesó todo; nada cortado, nada saturado.
report-time = Tiempo, { $time }
report-time-none = No se ejecutó nada.
report-time-within = Detección, suma de teselas: tensores { $tensors }, inferencia { $inference }, recuadros { $boxes }.
report-step-decode_ms = Decodificación
report-step-quality_ms = Control de calidad
report-step-normalise_ms = Normalización
report-step-tile_ms = Plan de teselas
report-step-detect_ms = Detección
report-step-fuse_ms = Fusión
report-step-verdict_ms = Veredicto
report-step-rest = Otros
report-made = Hecho con
report-model = Modelo
report-engine = Motor
report-provider = Ejecutor
report-policy = Política
report-policy-version = { $name }, versión { $version }
report-tiles = Teselas
report-tiles-searched =
    { $skipped ->
        [0] { $tiles } examinadas
       *[other] { $tiles } examinadas, { $skipped } de aire omitidas
    }
report-received = Recibido
report-scan = Escaneo
report-none-ran = ninguno

## Reasons of a decision, by their code; the sentence of the record stands beside them
reason-region_above_threshold = Una zona alcanza el umbral de su clase.
reason-more_regions_above_threshold = Más zonas alcanzan sus umbrales.
reason-inspected_in_full = El paquete se inspeccionó por completo y ninguna zona alcanza su umbral.
reason-view_not_inspected = Una vista no se inspeccionó.
reason-view_not_searched = Una vista no se examinó por completo.
reason-blank_view = Una vista solo muestra aire.
reason-bad_exposure = La exposición de una vista no sirve para la inspección.
reason-clipped = El paquete sobrepasa el borde de una vista: una parte no se vio.
reason-shield = Una parte del paquete es demasiado densa para inspeccionarla.
reason-dense_area = Una zona densa cubre parte del paquete, dentro de lo que permite la política.
reason-polarity_corrected = Una vista llegó con el aire oscuro y se invirtió.
reason-several_parcels = Una vista muestra varios paquetes; la decisión vale para todos.
reason-unreadable_view = Una vista no se puede leer.
reason-unreadable_file = Un archivo no se puede leer.
reason-oversize_view = Una vista supera los límites de tamaño.
reason-picture_missing = Falta una imagen.
reason-search_failed = El detector falló en una parte de una vista.
reason-step_crashed = Un paso de la inspección falló.
reason-screening_crashed = La inspección falló; el paquete no se inspeccionó.
reason-timeout = No hubo decisión a tiempo.
reason-pending = El escaneo espera su inspección: aún no hay respuesta.
reason-delivered_too_often = La inspección terminó varias veces sin resultado; no se intenta más.
reason-cancelled = El escaneo se canceló antes de inspeccionarse.
reason-lost_tracking = La línea perdió el rastro del paquete.
reason-store_unavailable = El almacén no estaba disponible.

## Refusals of the service, by their code; where a code says too little, the service’s own words are shown
problem-error = Error
problem-silence = El servicio no respondió. El paquete no tiene decisión: trátelo como INDETERMINADO.
problem-no_answer = La solicitud tardó demasiado.
problem-not_logged_in = No ha iniciado sesión.
problem-wrong_credentials = El nombre o la contraseña no son correctos.
problem-wrong_link = El enlace ya se usó, ha caducado o no existe. Mientras no haya administrador, el servicio imprime uno nuevo al arrancar.
problem-too_many_attempts = Demasiados intentos fallidos: espere antes del siguiente.
problem-authentication_off = La autenticación está desactivada, así que no hay cuentas. Inicie el servicio con --auth on.
problem-role_too_weak = Su función no lo permite.
problem-name_taken = Ya existe una cuenta con este nombre.
problem-last_administrator = Es el último administrador: cree antes otro.
problem-bad_name = El nombre no sirve: de 1 a 64 letras, cifras, puntos, guiones, guiones bajos o @.
problem-queue_full = La cola está llena: pruebe en un momento.
problem-not_ready = El detector aún no está listo.
problem-stopping = El servicio se está deteniendo.
problem-pictures_deleted = Las imágenes se borraron: se cumplió su plazo de conservación.
