## What several pages use
common-product = Contrôle des colis
common-try-again = Réessayer
common-close = Fermer
common-loading = Chargement …
common-cancel = Annuler
common-save = Enregistrer
common-show = Afficher
common-dismiss = Écarter
# Between the items of an enumeration.
common-list-comma = {", "}
common-no-answer = Le service ne répond pas.
common-answered = Le service a répondu { $status } sans dire pourquoi.
common-no-code = sans code, { $id }
common-purpose = Signale des zones à examiner par une personne. Ni constat juridique, ni notation des expéditeurs.
common-size-mm = { $width } × { $height } mm

## The head of every page
top-navigation =
    .aria-label = Pages
top-menu = Menu
top-language = Langue
top-log-out = Quitter
top-api = Interface (API)
top-signed-in = { $user }, { $role }
top-connecting = Connexion …
top-live = En ligne
top-gone = Pas de connexion
top-last-answer = Dernière réponse à { $time }
top-page-parcels = Colis
top-page-supervisor = Supervision
top-page-models = Modèles
top-page-people = Comptes et clés
top-page-audit = Audit

## Roles
role-operator = opérateur
role-supervisor = superviseur
role-trainer = formateur
role-integrator = intégrateur
role-administrator = administrateur
role-auditor = auditeur

## Decisions, in DICOS's terms
decision-ALARM = ALARME
decision-CLEAR = CONFORME
decision-UNKNOWN = INDÉTERMINÉ

## Why there is no full answer
abort-TIMEOUT = pas de réponse à temps
abort-NOT_REVIEWED = non examiné à temps
abort-INCOMPLETE_SCAN = scan incomplet
abort-CLIPPED = colis coupé par le bord
abort-OVERSIZE = dépasse les limites
abort-ENGINE_FAILURE = panne du détecteur
abort-BAD_EXPOSURE = mauvaise exposition

## Threat classes, after Article 3 of the Firearms Protocol
class-pistol = Pistolet
class-revolver = Revolver
class-long_gun = Arme longue
class-improvised_or_printed = Arme artisanale ou imprimée
class-barrel = Canon
class-frame_or_receiver = Carcasse ou boîte de culasse
class-slide = Glissière
class-cylinder = Barillet
class-bolt_or_breech_block = Culasse mobile ou bloc de culasse
class-suppressor = Silencieux
class-magazine = Chargeur
class-cartridge = Cartouche
class-cartridge_case = Douille
class-bullet = Balle
class-ammunition_group = Munitions (boîte, bande ou tas)

## The same where there is little room: beside a box. The others are short already
class-short-improvised_or_printed = Artisanale / imprimée
class-short-bolt_or_breech_block = Culasse
class-short-frame_or_receiver = Carcasse / boîte
class-short-ammunition_group = Munitions

group-firearm = arme à feu
group-part = élément d’arme
group-magazine = chargeur, hors article 3
group-ammunition = munitions

## A score in words, by its distance to the threshold of the class
confidence-strong = forte
confidence-moderate = moyenne
confidence-weak = faible
confidence-below = sous le seuil

## Log in
login-page = Connexion · Contrôle des colis
login-title = Connexion
login-name = Nom
login-password = Mot de passe
login-send = Se connecter
login-sign-on-refused = L’authentification unique n’a connecté personne ({ $code }). Connectez-vous avec un mot de passe ou adressez-vous à l’administrateur.
login-recorded = Les connexions et chaque consultation d’une image sont enregistrées.
login-first-title = Premier administrateur
login-first-lead = Vous créez le premier administrateur de ce service. Le lien ne sert qu’une fois.
login-first-again = Le même mot de passe
login-first-send = Créer le compte
login-first-differ = Les deux mots de passe diffèrent.
login-wait = { $text } ({ $seconds } s)

## Keys
keys-button =
    .aria-label = Touches
    .title = Touches (?)
keys-title = Touches
keys-wheel = Molette
keys-wheel-what = Zoomer vers le pointeur
keys-drag = Glisser
keys-drag-what = Déplacer l’image ; au clavier : Maj et flèches

## The page of all screened parcels
parcels-choose = Contrôler une image …
parcels-try-now = Essayer
parcels-search =
    .placeholder = Code du colis  ( / )
    .aria-label = Chercher par code de colis
parcels-intake =
    .aria-label = Images en cours de contrôle
parcels-selected =
    .aria-label = Colis sélectionné
parcels-drop = Déposez des images pour les contrôler
parcels-drop-formats = Chaque fichier est un colis : PNG, JPEG, TIFF ou BMP
parcels-not-loaded = La liste n’a pas pu être chargée.
parcels-none = Aucun colis n’a encore été contrôlé.
parcels-no-region = Tout est sous les seuils
parcels-page-of = { $parcel } · Contrôle des colis
parcels-gone = Ce colis n’est plus conservé
parcels-gone-why = Les enregistrements sont supprimés au terme de la durée de conservation fixée au service.
parcels-one-not-loaded = Le colis n’a pas pu être chargé
parcels-shown-since = L’affichage date de { $time }.
parcels-treat-unknown = Traitez comme INDÉTERMINÉS les colis sans réponse.
parcels-retry-in = Prochain essai dans { $seconds } s
parcels-trying = Essai …
parcels-key-next = Colis suivant
parcels-key-previous = Colis précédent
parcels-key-search = Chercher par code de colis
parcels-none-hint = Déposez une image radioscopique sur cette page, ou choisissez-en une. Les lignes envoient les leurs par POST /v1/scans.
parcels-intake-waits = en attente
parcels-intake-bar = Envoi de { $file }
parcels-intake-sending = envoi
parcels-intake-sent = envoi, { $share }
parcels-intake-screening = contrôle

## The report beside a parcel
report-room =
    .aria-label = Rapport
report-todo-ALARM = Une personne doit examiner les zones marquées.
report-todo-UNKNOWN = Contrôle incomplet. Une personne doit regarder ; ceci ne vaut pas mainlevée.
report-todo-CLEAR = Contrôle complet ; aucune zone n’atteint un seuil.
report-shield = SHIELD : en partie trop dense pour être contrôlé ; une menace pourrait y être cachée.
report-why = Pourquoi
report-why-late = Pourquoi, réponse tardive
report-late = Réponse tardive
report-late-note = Elle a pris { $after } et est venue après la décision { $decision }, qui reste valable. Zones et cadres sont ceux de la réponse tardive.
report-regions =
    { $count ->
        [0] Zones
        [one] { $count } zone
       *[other] { $count } zones
    }
report-regions-none = Le détecteur n’a rien marqué.
report-not-searched = Le détecteur n’a pas examiné ce colis.
report-region = Zone { $id }
report-region-show = Agrandir cette zone
report-fact-view = vue
report-fact-size = taille
report-fact-zeff = Zeff
report-fact-threshold = seuil
report-fact-linked = même objet que
report-quality = Qualité de l’image
report-quality-none = Il n’y avait pas d’image à juger.
report-quality-unjudged = La vue n’a pas été jugée.
report-quality-blank = Rien que de l’air : colis manqué ou faisceau éteint.
report-quality-clipped = Coupé : le colis dépasse le bord de l’image.
report-quality-dense = { $share } du colis est trop dense pour être contrôlé.
report-quality-saturated = { $share } des points sont saturés.
report-quality-polarity = Polarité corrigée : l’image est venue avec l’air sombre.
report-quality-several =
    { $count ->
        [one] { $count } colis sur une image.
       *[other] { $count } colis sur une image.
    }
report-quality-good = Le faisceau est passé partout ; rien de coupé, rien de saturé.
report-time = Durée, { $time }
report-time-none = Rien n’a tourné.
report-time-within = Détection, somme des tuiles : tenseurs { $tensors }, inférence { $inference }, cadres { $boxes }.
report-step-decode_ms = Décodage
report-step-quality_ms = Contrôle qualité
report-step-normalise_ms = Normalisation
report-step-tile_ms = Plan des tuiles
report-step-detect_ms = Détection
report-step-fuse_ms = Fusion
report-step-verdict_ms = Verdict
report-step-rest = Autre
report-made = Fait avec
report-model = Modèle
report-engine = Moteur
report-provider = Exécuteur
report-policy = Règles
report-policy-version = { $name }, version { $version }
report-tiles = Tuiles
report-tiles-searched =
    { $skipped ->
        [0] { $tiles } examinées
       *[other] { $tiles } examinées, { $skipped } d’air omises
    }
report-received = Reçu
report-scan = Scan
report-none-ran = aucun

## Reasons of a decision, by their code; the sentence of the record stands beside them
reason-region_above_threshold = Une zone atteint le seuil de sa classe.
reason-more_regions_above_threshold = D’autres zones atteignent leurs seuils.
reason-inspected_in_full = Le colis a été contrôlé en entier et aucune zone n’atteint son seuil.
reason-view_not_inspected = Une vue n’a pas été contrôlée.
reason-view_not_searched = Une vue n’a pas été examinée en entier.
reason-blank_view = Une vue ne montre que de l’air.
reason-bad_exposure = L’exposition d’une vue ne convient pas au contrôle.
reason-clipped = Le colis dépasse le bord d’une vue : une partie n’a pas été vue.
reason-shield = Une partie du colis est trop dense pour être contrôlée.
reason-dense_area = Une zone dense couvre une partie du colis, dans les limites des règles.
reason-polarity_corrected = Une vue est venue avec l’air sombre et a été inversée.
reason-several_parcels = Une vue montre plusieurs colis ; la décision vaut pour tous.
reason-unreadable_view = Une vue est illisible.
reason-unreadable_file = Un fichier est illisible.
reason-oversize_view = Une vue dépasse les limites de taille.
reason-picture_missing = Une image manque.
reason-search_failed = Le détecteur a échoué sur une partie d’une vue.
reason-step_crashed = Une étape du contrôle a planté.
reason-screening_crashed = Le contrôle a planté ; le colis n’a pas été contrôlé.
reason-timeout = Il n’y a pas eu de décision à temps.
reason-pending = Le scan attend son contrôle : pas encore de réponse.
reason-delivered_too_often = Le contrôle a pris fin plusieurs fois sans résultat ; il n’est plus tenté.
reason-cancelled = Le scan a été annulé avant son contrôle.
reason-lost_tracking = La ligne a perdu la trace du colis.
reason-store_unavailable = Le stockage n’était pas disponible.

## Refusals of the service, by their code; where a code says too little, the service’s own words are shown
problem-error = Erreur
problem-silence = Le service n’a pas répondu. Le colis n’a pas de décision : traitez-le comme INDÉTERMINÉ.
problem-no_answer = La requête a pris trop de temps.
problem-not_logged_in = Vous n’êtes pas connecté.
problem-wrong_credentials = Nom ou mot de passe incorrect.
problem-wrong_link = Le lien a déjà servi, a expiré ou n’en est pas un. Tant qu’il n’y a pas d’administrateur, le service en affiche un nouveau au démarrage.
problem-too_many_attempts = Trop d’essais manqués : attendez avant le prochain.
problem-authentication_off = L’authentification est désactivée : il n’y a pas de comptes. Démarrez le service avec --auth on.
problem-role_too_weak = Votre rôle ne le permet pas.
problem-name_taken = Un compte de ce nom existe déjà.
problem-last_administrator = C’est le dernier administrateur : créez-en d’abord un autre.
problem-bad_name = Ce nom ne convient pas : 1 à 64 lettres, chiffres, points, traits d’union, traits bas ou @.
problem-queue_full = La file est pleine : réessayez dans un instant.
problem-not_ready = Le détecteur n’est pas encore prêt.
problem-stopping = Le service s’arrête.
problem-pictures_deleted = Les images ont été supprimées : leur durée de conservation est écoulée.
