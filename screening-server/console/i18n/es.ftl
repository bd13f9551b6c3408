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
# A size in the parcel, in millimetres.
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
top-page-training = Formación
top-page-studio = Ejercicios
top-page-supervisor = Supervisión
top-page-models = Modelos
top-page-people = Personas y claves
top-page-audit = Auditoría
top-page-projections = Proyección en vivo

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
keys-right-drag = Botón derecho
keys-right-drag-what = Arrastrar: contraste y ventana
keys-pointer = Puntero
keys-space = Espacio
keys-how = Pulse el botón de una tecla y luego la tecla que quiera en su lugar. Las teclas se guardan para usted en este navegador.
keys-press = Pulse la tecla para: { $what }. Escape la deja como está.
keys-set = { $key }: { $what }
keys-taken = { $key } está ocupada: { $what }. Dé antes otra tecla a esa acción.
keys-reserved = { $key } no se puede usar.
keys-change = { $what }: { $key }. Cambiar
keys-reset = Todas las teclas como al principio
keys-were-reset = Todas las teclas están como al principio.

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
# The effective atomic number.
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
## Viewer: the pictures of a parcel and what can be done with them. `-short` stands on a button, beside its key
viewer-tools = Imagen
viewer-badges = Realces activos
viewer-plain = Imagen original
viewer-used = Usados en este paquete: { $names }
viewer-zoom = Píxeles de pantalla por píxel de la imagen
viewer-view-label = Imagen de rayos X, vista { $name }, { $count ->
    [one] { $count } zona
   *[other] { $count } zonas
  }
viewer-no-picture = No se pudo leer nada de este paquete, así que no hay nada que mostrar.
viewer-picture-lost = No se pudo obtener la imagen. El paquete no queda libre por ello.
viewer-atomic-lost = No se pudieron obtener los números atómicos. La imagen se muestra sin ellos; apague y encienda la función para reintentar.
viewer-picture-not-kept = La imagen de esta vista no se conserva.
viewer-unreadable = Esta vista no se pudo leer, así que no se inspeccionó.
viewer-place = { $x }, { $y }
viewer-mm = { $length } mm
viewer-px = { $length } px
viewer-tone = Luminosidad { $tone }
viewer-loading = Cargando …
viewer-air = Aire
viewer-organic = orgánico
viewer-mixed = mixto
viewer-metal = metal
viewer-atomic = { $material }, Z { $z }
viewer-from = De
viewer-to = A
viewer-region = Zona { $number }
viewer-class = Clase
viewer-reason = Descartar porque
viewer-remove = Quitar
viewer-restore = Como la dio la máquina
viewer-change-kept = conservada
viewer-change-moved = movida
viewer-change-reclassed = clase cambiada
viewer-change-dismissed = descartada
viewer-change-drawn = dibujada
viewer-change-revealed = ficticia
viewer-reason-harmless = Objeto inofensivo
viewer-reason-artefact = Artefacto de la imagen
viewer-reason-duplicate = El mismo objeto dos veces
viewer-reason-other = Otro motivo
viewer-black-and-white = Blanco y negro
viewer-black-and-white-short = B/N
viewer-inverse = Inversión: lo oscuro se aclara
viewer-inverse-short = Inverso
viewer-edge = Bordes más nítidos
viewer-edge-short = Bordes
viewer-super-enhance = Superrealce: contraste de cada lugar por separado
viewer-super-enhance-short = Súper
viewer-high-penetration = Alta penetración: amplía los tonos de lo denso
viewer-high-penetration-short = Alta
viewer-low-penetration = Baja penetración: amplía los tonos de lo fino
viewer-low-penetration-short = Baja
viewer-density-slice = Corte de densidad: solo los tonos de un intervalo
viewer-density-slice-short = Corte
viewer-palette = Paleta: la siguiente
viewer-palette-short = Paleta
viewer-gamma = Gamma: oscuros más claros, claros más oscuros, no
viewer-gamma-short = Gamma
viewer-window = Contraste y ventana: arrastre sobre la imagen
viewer-window-short = Ventana
viewer-organic-only = Solo materia orgánica
viewer-organic-only-short = Orgánico
viewer-inorganic-only = Solo materia inorgánica
viewer-inorganic-only-short = Inorgánico
viewer-atomic-number = Número atómico bajo el puntero
viewer-atomic-number-short = Z
viewer-pan = Mover la imagen
viewer-pan-short = Mover
viewer-draw = Dibujar o mover una zona
viewer-draw-short = Marcar
viewer-ruler = Regla
viewer-ruler-short = Regla
viewer-next-region = Zona siguiente, ampliada
viewer-previous-region = Zona anterior
viewer-reclass = Clase de la zona
viewer-dismiss = Descartar la zona
viewer-dismiss-short = Descartar …
viewer-boxes = Mostrar u ocultar recuadros
viewer-boxes-short = Recuadros
viewer-compare = Comparar con un paquete anterior parecido
viewer-compare-short = Comparar
viewer-compare-title = Paquetes anteriores parecidos
viewer-compare-list = Paquetes para comparar
viewer-compare-label = Imagen de rayos X del paquete anterior { $name }
viewer-compare-alike = parecido { $share }
viewer-compare-none = Ningún paquete anterior se parece a este.
viewer-compare-failed = No se pudieron obtener los paquetes anteriores.
viewer-one-view = Una vista grande, o todas
viewer-one-view-short = Una vista
viewer-zoom-in = Ampliar
viewer-zoom-out = Reducir
viewer-actual-size = Píxel a píxel
viewer-light = Brillo de las imágenes en esta pantalla
viewer-reset = Restablecer todo: imagen original entera, con recuadros
viewer-reset-short = Restablecer

## Review: the queue
review-queue =
    .aria-label = Paquetes que deben mirar personas, los más urgentes primero
review-parts =
    .aria-label = Parte de la cola
review-part-open = Por decidir
review-part-open-what = Todos los paquetes sin decidir, los más urgentes primero
review-part-waiting = En espera
review-part-waiting-what = Paquetes que nadie mira todavía
review-part-leased = Tomados
review-part-leased-what = Paquetes que alguien mira ahora
review-part-escalated = Elevados
review-part-escalated-what = Paquetes que esperan a un supervisor
review-part-second_opinion = 2.ª opinión
review-part-second_opinion-what = Paquetes que esperan a otra persona
review-part-decided = Decididos
review-part-decided-what = Paquetes que decidieron personas; el número es de hoy
review-part-not_reviewed = No revisados
review-part-not_reviewed-what = Paquetes que nadie decidió a tiempo; el número es de hoy
review-part-all = Todos
review-part-all-what = Todos los paquetes inspeccionados, también los que liberó la máquina
review-class =
    .aria-label = Clase
    .title = Clase
review-class-any = Clase
review-lane =
    .aria-label = Línea
    .title = Línea
review-lane-any = Línea
review-time =
    .aria-label = Tiempo
    .title = Tiempo
review-time-any = Hora
review-time-hours =
    { $count ->
        [one] Última hora
       *[other] Últimas { $count } horas
    }
review-list-count =
    { $count ->
        [one] { $shown } paquete
       *[other] { $shown } paquetes
    }
review-list-count-more = Los primeros { $shown } de más
review-list-more = Mostrar más
review-list-none = Nada espera una decisión.
review-list-none-part = No hay ningún paquete así.
review-list-none-found = Ningún paquete coincide con la búsqueda y los filtros.
review-time-left = Tiempo restante
review-days =
    { $count ->
        [one] { $count } día
       *[other] { $count } días
    }
review-pending = Espera su inspección
review-state-mine = lo tiene usted
review-state-held = lo tiene { $who }
review-state-escalated = nivel { $level }
review-state-second_opinion = 2.ª opinión
review-state-decided = decidido
review-state-not_reviewed = no revisado
# How likely there is a threat, as the order to work in; not the score of a region.
review-risk = { $class }, riesgo { $risk }
review-withheld-short = Hallazgos de la máquina tras su primera mirada
review-withheld = Lo que halló la máquina se muestra cuando usted haya dicho qué haría.

## Review: the parcel and its decision
review-decision-bar =
    .aria-label = Decisión
review-decision = Decidir
review-next = Tomar el paquete más urgente
review-next-short = Tomar siguiente
review-take = Tomar el paquete que se muestra
review-take-short = Tomar este
review-clear = Libre: dejar pasar el paquete
review-clear-short = Libre
review-open = Abrir el paquete
review-open-short = Abrir
review-escalate = Elevar a un supervisor, con una nota
review-escalate-short = Elevar
review-second = Pedir una segunda opinión a otra persona
review-second-short = 2.ª opinión
review-give-back = Devolver el paquete sin decidir
review-give-back-short = Devolver
review-undo = Deshacer la última decisión
review-undo-short = Deshacer
review-outcome = Anotar qué mostró la apertura
review-outcome-short = Resultado
review-action-clear = liberar
review-action-open = abrir
review-action-escalate = elevar
review-action-second_opinion = segunda opinión
review-did-clear = Liberado
review-did-open = Por abrir
review-did-escalate = Elevado al nivel { $level }
review-did-second_opinion = 2.ª opinión pedida
review-did-not_reviewed = NO REVISADO
review-level = Nivel
review-level-is = Nivel { $level }
review-you = Usted tiene este paquete. Decida.
review-you-level = Usted tiene este paquete en el nivel { $level }. Decida.
review-you-second = Alguien pide su opinión. Decida por su cuenta.
review-first-look = Mire primero: diga qué haría y después se muestran las zonas de la máquina.
review-first-said = Usted haría: { $action }. Ahora se muestran las zonas de la máquina: pulse la misma tecla para confirmar, o decida otra cosa.
review-sending = Enviando la decisión …
review-unsent = El servicio no responde. Su decisión se guarda en este equipo. Aún NO está registrada; se reenvía hasta que lo esté.
review-over = Se acabó el tiempo. El paquete sigue como NOT_REVIEWED, a una persona; no está liberado.
review-time-over = Nadie decidió a tiempo. No se liberó nada.
review-taking = Tomando un paquete …
review-no-review = Nadie tiene que mirar este paquete.
review-is-held = { $who } mira este paquete.
review-is-waiting = Este paquete espera una decisión.
review-is-escalated = Este paquete espera al nivel { $level }.
review-is-second_opinion = Este paquete espera la opinión de otra persona.
review-is-leased = Alguien mira este paquete.
review-is-decided = Este paquete está decidido.
review-is-not_reviewed = Nadie decidió a tiempo: el paquete siguió como NOT_REVIEWED.
review-taken = Paquete { $parcel }
review-soon = Quedan { $seconds } segundos
review-held-first = Decida sobre el paquete que tiene, o devuélvalo.
review-given-back = Devuelto sin decidir.
review-unseen = La vista { $view } aún no estuvo en pantalla: un paquete se libera cuando se vio entero.
review-marked = Hay marcada una amenaza que la máquina no marcó así. Descarte la zona, o no libere el paquete.
review-refused = La decisión sobre { $parcel } NO está registrada. { $why }
review-lost = Usted ya no tiene este paquete. No se decidió nada.
review-not-sent = El servicio no responde. No se hizo nada; inténtelo de nuevo.
review-undone = Se deshizo la decisión sobre { $parcel }. Usted tiene otra vez el paquete.
review-none-waits = Nada le espera
review-none-waits-why = Los paquetes nuevos entran solos en la cola.
review-nothing = Ningún paquete que mostrar
review-escalate-why = ¿Por qué?
review-note = Nota propia
review-note-unclear = No sé decir qué es
review-note-dense = Demasiado denso para ver
review-note-threat = Parece una amenaza
review-note-electronics = Oculto en un aparato
review-note-papers = No cuadra con los papeles
review-send = Enviar
review-second-what = ¿Qué haría usted? La otra persona no lo ve.
review-second-clear = Liberar
review-second-open = Abrir
review-second-none = No lo sé
review-seconds = { $seconds } s
review-kept =
    { $count ->
        [one] { $count } decisión se guarda en este equipo y aún NO está registrada. Se reenvía sola; deje abierta esta página.
       *[other] { $count } decisiones se guardan en este equipo y aún NO están registradas. Se reenvían solas; deje abierta esta página.
    }
review-sent = Mis decisiones
review-sent-room =
    .aria-label = Mis decisiones
review-sent-none = Ninguna todavía.
review-sent-sending = enviando …
review-sent-kept = aún NO registrada
review-sent-recorded = registrada
review-sent-refused = NO registrada. { $why }
review-sent-undone = deshecha
review-history = Decisiones hasta ahora
review-history-service = por el servicio
review-history-opinion = haría: { $action }
review-history-enhancements = con { $names }
review-history-undone = deshecha

## Review: a picture that was shown for training
reveal-room =
    .aria-label = Qué era la imagen
reveal-title = Imagen de entrenamiento
reveal-found = Encontró la amenaza ficticia.
reveal-missed = No vio la amenaza ficticia.
reveal-late = El tiempo terminó antes de que decidiera.
reveal-what = Ficticio: { $class } en la vista { $view }. La imagen marca el lugar.
reveal-parcel = No se decidió nada sobre el paquete { $parcel }. Sigue como antes; no se avisó a ninguna línea ni a otro sistema.
reveal-elsewhere = Marcó un lugar donde no está la amenaza. El paquete mismo espera ahora una decisión real.
reveal-take = Ver el paquete real
reveal-where = Era una imagen de entrenamiento.
reveal-sent = imagen de entrenamiento

## Review: what opening showed
review-outcome-title = Qué mostró la apertura
review-outcome-none = Aún no hay nada anotado.
review-outcome-record = Anotar
review-outcome-correct = Corregir
review-outcome-found = Se encontró algo
review-outcome-nothing = No se encontró nada
review-outcome-add = Añadir otro tipo
review-outcome-remove = Quitar
review-outcome-class = Qué es
review-outcome-quantity = Cuántos
review-outcome-calibre = Calibre
review-outcome-marking = Marcajes
review-outcome-declared = Declarado como
review-outcome-note = Nota
review-outcome-photos = Fotos
review-outcome-photo = Foto de lo encontrado
review-outcome-saved = El resultado está anotado.
review-outcome-unsent = El servicio no responde. No se anotó nada; lo escrito sigue aquí: guarde otra vez.
review-outcome-by = { $who }, { $time }, versión { $version }

## Review: keys
review-keys-desk = Decisiones
review-keys-list = Lista
review-keys-viewer = Imagen
## Supervisor's pages: what they share

## People and keys

## Models and policies

## Audit trail

audit-actor-service = el servicio
audit-actor-command-line = línea de órdenes
audit-actor-unauthenticated = sin iniciar sesión
audit-actor-stranger = desconocido
audit-action-service-started = Servicio iniciado
audit-action-service-stopped = Servicio detenido
audit-action-configuration-reloaded = Configuración releída
audit-action-model-activated = Modelo activado
audit-action-scan-decided = Escaneo decidido
audit-action-scan-cancelled = Escaneo cancelado
audit-action-scan-deleted = Escaneo borrado
audit-action-picture-seen = Imagen vista
audit-action-pictures-deleted = Imágenes borradas
audit-action-bundle-exported = Expediente exportado
audit-action-training_set-exported = Conjunto de entrenamiento exportado
audit-action-review-first_look = Primera mirada
audit-action-review-decided = Decidió una persona
audit-action-review-undone = Decisión deshecha
audit-action-review-not_reviewed = No revisado a tiempo
audit-action-review-lease_lost = Paquete ya no retenido
audit-action-quality-drawn = Elegido para una segunda mirada
audit-action-projection-made = Amenaza ficticia puesta en cola
audit-action-projection-shown = Amenaza ficticia mostrada
audit-action-projection-decided = Amenaza ficticia decidida
audit-action-projection-ended = Amenaza ficticia terminada
audit-action-projection-host_queued = Paquete de una amenaza ficticia puesto en cola
audit-action-outcome-recorded = Resultado anotado
audit-action-session-begun = Inicio de sesión
audit-action-session-failed = Inicio de sesión fallido
audit-action-session-ended = Cierre de sesión
audit-action-first_link-made = Primer enlace creado
audit-action-exercise-added = Ejercicio creado
audit-action-exercise-published = Ejercicio publicado
audit-action-exercise-parcel_picked = Paquete revisado incorporado a un ejercicio
audit-action-exercise-exported = Ejercicio con paquetes revisados exportado
audit-action-user-added = Cuenta creada
audit-action-user-changed = Cuenta cambiada
audit-action-key-added = Clave creada
audit-action-key-revoked = Clave revocada
audit-action-key-refused = Clave rechazada
audit-action-webhook-replayed = Webhook reenviado
audit-action-audit-anchor_mismatch = El registro no encaja con su ancla

## Supervision
# A share’s counts and its interval at 95 %.

## Live projection: its monthly report
projections-title = Amenazas ficticias encontradas
projections-lead = Imágenes mostradas para entrenar entre paquetes reales. No cuentan en ninguna otra cifra.
projections-month = Mes (UTC)
projections-csv = Descargar como CSV
projections-who = Operador
projections-class = Clase
projections-shown = Mostradas
projections-found = Encontradas
projections-rate = Parte encontrada
projections-elsewhere = Marcadas en otro lugar
projections-median = Tiempo mediano
projections-all = Todas las clases
projections-none = Nadie decidió sobre una amenaza ficticia en este mes.
projections-interval = { $low } a { $high } (95 %)
projections-limits = Pocas imágenes dan intervalos amplios. No compare personas cuyos intervalos se solapan.

## What plays an exercise, in packages for learning systems too
player-language = Idioma
player-begin = Empezar
player-next = Siguiente
player-back = Volver al sistema de aprendizaje
player-items = Elementos: { $items }
player-progress = { $number } de { $items }
player-left = Quedan { $seconds } s
player-ask-free-search = ¿Hay una amenaza? Haga clic donde esté, o diga que no la hay.
player-ask-click-threat = Hay una amenaza. Haga clic donde esté.
player-ask-yes-no = ¿Hay una amenaza?
player-ask-name-class = ¿Qué amenaza es?
player-ask-match-part = ¿A qué tipo de arma de fuego pertenece esta pieza?
player-ask-everyday = ¿Qué es esto?
player-ask-enhancement = ¿Hay una amenaza?
player-ask-inspectable = ¿Se puede inspeccionar todo el paquete?
player-threat = Hay una amenaza
player-no-threat = No hay amenaza
player-inspectable = Sí
player-too-dense = No, una parte es demasiado densa
player-right-name = Correcto: { $name }.
player-wrong-name = Incorrecto. Es: { $name }.
player-right-none = Correcto: no hay amenaza.
player-wrong-none = Incorrecto: no hay amenaza.
player-beside = Hay una amenaza ({ $name }), pero no donde hizo clic.
player-late = Se acabó el tiempo.
player-score = Correctas: { $right } de { $items }
player-changed = El archivo { $file } no es el que se exportó. Exporte de nuevo el ejercicio.
player-state-changed = Lo que había guardado el sistema de aprendizaje fue modificado, así que el ejercicio empieza de nuevo. Los resultados que ya tiene se conservan.
player-sheet-name = Nombre
player-sheet-date = Fecha
player-sheet-answers = Respuestas
player-sheet-free-search = ¿Hay una amenaza? Señale dónde está o marque que no hay ninguna.
player-sheet-click-threat = Hay una amenaza. Señale dónde está.
