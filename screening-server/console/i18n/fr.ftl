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
# A size in the parcel, in millimetres.
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
top-page-training = Formation
top-page-studio = Exercices
top-page-supervisor = Supervision
top-page-models = Modèles
top-page-people = Comptes et clés
top-page-audit = Audit
top-page-projections = Projection en direct

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
keys-right-drag = Bouton droit
keys-right-drag-what = Glisser : contraste et fenêtre
keys-pointer = Pointeur
keys-space = Espace
keys-how = Appuyez sur le bouton d’une touche, puis sur la touche voulue à sa place. Les touches sont gardées pour vous dans ce navigateur.
keys-press = Appuyez sur la touche pour : { $what }. Échap la laisse telle quelle.
keys-set = { $key } : { $what }
keys-taken = { $key } est prise : { $what }. Donnez d’abord une autre touche à cela.
keys-reserved = { $key } n’est pas utilisable.
keys-change = { $what } : { $key }. Changer
keys-reset = Toutes les touches comme au début
keys-were-reset = Toutes les touches sont comme au début.

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
# The effective atomic number.
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
## Viewer: the pictures of a parcel and what can be done with them. `-short` stands on a button, beside its key
viewer-tools = Image
viewer-badges = Traitements actifs
viewer-plain = Image brute
viewer-used = Utilisés sur ce colis : { $names }
viewer-zoom = Pixels d’écran par pixel de l’image
viewer-view-label = Image radioscopique, vue { $name }, { $count ->
    [one] { $count } zone
   *[other] { $count } zones
  }
viewer-no-picture = Rien de ce colis n’a pu être lu : il n’y a rien à montrer.
viewer-picture-lost = L’image n’a pas pu être obtenue. Le colis n’est pas conforme pour autant.
viewer-atomic-lost = Les numéros atomiques n’ont pas pu être obtenus. L’image est montrée sans eux ; désactivez puis réactivez la fonction pour réessayer.
viewer-picture-not-kept = L’image de cette vue n’est pas conservée.
viewer-unreadable = Cette vue n’a pas pu être lue ; elle n’a donc pas été contrôlée.
viewer-place = { $x }, { $y }
viewer-mm = { $length } mm
viewer-px = { $length } px
viewer-tone = Luminosité { $tone }
viewer-loading = Chargement …
viewer-air = Air
viewer-organic = organique
viewer-mixed = mixte
viewer-metal = métal
viewer-atomic = { $material }, Z { $z }
viewer-from = De
viewer-to = À
viewer-region = Zone { $number }
viewer-class = Classe
viewer-reason = Écarter, car
viewer-remove = Retirer
viewer-restore = Comme la machine l’avait
viewer-change-kept = gardée
viewer-change-moved = déplacée
viewer-change-reclassed = classe changée
viewer-change-dismissed = écartée
viewer-change-drawn = tracée
viewer-change-revealed = fictive
viewer-reason-harmless = Objet inoffensif
viewer-reason-artefact = Artefact de l’image
viewer-reason-duplicate = Deux fois le même objet
viewer-reason-other = Autre raison
viewer-black-and-white = Noir et blanc
viewer-black-and-white-short = N/B
viewer-inverse = Inversion : le sombre devient clair
viewer-inverse-short = Inverse
viewer-edge = Contours plus nets
viewer-edge-short = Contours
viewer-super-enhance = Super-rehaussement : contraste de chaque endroit
viewer-super-enhance-short = Super
viewer-high-penetration = Haute pénétration : étale les tons du dense
viewer-high-penetration-short = Haute
viewer-low-penetration = Basse pénétration : étale les tons du mince
viewer-low-penetration-short = Basse
viewer-density-slice = Coupe de densité : seuls les tons d’un intervalle
viewer-density-slice-short = Coupe
viewer-palette = Palette : la suivante
viewer-palette-short = Palette
viewer-gamma = Gamma : sombre plus clair, clair plus sombre, non
viewer-gamma-short = Gamma
viewer-window = Contraste et fenêtre : glisser sur l’image
viewer-window-short = Fenêtre
viewer-organic-only = Matière organique seule
viewer-organic-only-short = Organique
viewer-inorganic-only = Matière inorganique seule
viewer-inorganic-only-short = Inorganique
viewer-atomic-number = Numéro atomique sous le pointeur
viewer-atomic-number-short = Z
viewer-pan = Déplacer l’image
viewer-pan-short = Déplacer
viewer-draw = Tracer ou déplacer une zone
viewer-draw-short = Marquer
viewer-ruler = Règle
viewer-ruler-short = Règle
viewer-next-region = Zone suivante, agrandie
viewer-previous-region = Zone précédente
viewer-reclass = Classe de la zone
viewer-dismiss = Écarter la zone
viewer-dismiss-short = Écarter …
viewer-boxes = Afficher ou masquer les cadres
viewer-boxes-short = Cadres
viewer-compare = Comparer à un colis antérieur semblable
viewer-compare-short = Comparer
viewer-compare-title = Colis antérieurs semblables
viewer-compare-list = Colis à comparer
viewer-compare-label = Image radioscopique du colis antérieur { $name }
viewer-compare-alike = semblable à { $share }
viewer-compare-none = Aucun colis antérieur ne ressemble à celui-ci.
viewer-compare-failed = Les colis antérieurs n’ont pas pu être obtenus.
viewer-one-view = Une vue en grand, ou toutes
viewer-one-view-short = Une vue
viewer-zoom-in = Agrandir
viewer-zoom-out = Réduire
viewer-actual-size = Pixel pour pixel
viewer-light = Luminosité des images sur cet écran
viewer-reset = Tout rétablir : image brute entière, cadres affichés
viewer-reset-short = Rétablir

## Review: the queue
review-queue =
    .aria-label = Colis à examiner par une personne, les plus urgents d’abord
review-parts =
    .aria-label = Partie de la file
review-part-open = À décider
review-part-open-what = Tous les colis non décidés, les plus urgents d’abord
review-part-waiting = En attente
review-part-waiting-what = Colis que personne ne regarde encore
review-part-leased = Pris
review-part-leased-what = Colis que quelqu’un regarde maintenant
review-part-escalated = Transmis
review-part-escalated-what = Colis qui attendent un superviseur
review-part-second_opinion = 2e avis
review-part-second_opinion-what = Colis qui attendent une autre personne
review-part-decided = Décidés
review-part-decided-what = Colis décidés par des personnes ; le nombre est celui du jour
review-part-not_reviewed = Non examinés
review-part-not_reviewed-what = Colis que personne n’a décidés à temps ; le nombre est celui du jour
review-part-all = Tous
review-part-all-what = Tous les colis contrôlés, y compris ceux que la machine a libérés
review-class =
    .aria-label = Classe
    .title = Classe
review-class-any = Classe
review-lane =
    .aria-label = Ligne
    .title = Ligne
review-lane-any = Ligne
review-time =
    .aria-label = Temps
    .title = Temps
review-time-any = Heure
review-time-hours =
    { $count ->
        [one] Dernière heure
       *[other] { $count } dernières heures
    }
review-list-count =
    { $count ->
        [one] { $shown } colis
       *[other] { $shown } colis
    }
review-list-count-more = Les { $shown } premiers, il y en a plus
review-list-more = Afficher plus
review-list-none = Rien n’attend de décision.
review-list-none-part = Aucun colis de ce genre.
review-list-none-found = Aucun colis ne répond à la recherche et aux filtres.
review-time-left = Temps restant
review-days =
    { $count ->
        [one] { $count } jour
       *[other] { $count } jours
    }
review-pending = Attend son contrôle
review-state-mine = vous l’avez
review-state-held = { $who } l’a
review-state-escalated = niveau { $level }
review-state-second_opinion = 2e avis
review-state-decided = décidé
review-state-not_reviewed = non examiné
# How likely there is a threat, as the order to work in; not the score of a region.
review-risk = { $class }, risque { $risk }
review-withheld-short = Résultats de la machine après votre premier regard
review-withheld = Ce que la machine a trouvé s’affiche quand vous aurez dit ce que vous feriez.

## Review: the parcel and its decision
review-decision-bar =
    .aria-label = Décision
review-decision = Décider
review-next = Prendre le colis le plus urgent
review-next-short = Prendre le suivant
review-take = Prendre le colis affiché
review-take-short = Prendre celui-ci
review-clear = Conforme : laisser partir le colis
review-clear-short = Conforme
review-open = Ouvrir le colis
review-open-short = Ouvrir
review-escalate = Transmettre à un superviseur, avec une note
review-escalate-short = Transmettre
review-second = Demander un second avis à une autre personne
review-second-short = 2e avis
review-give-back = Rendre le colis sans décision
review-give-back-short = Rendre
review-undo = Annuler la dernière décision
review-undo-short = Annuler
review-outcome = Noter ce que l’ouverture a montré
review-outcome-short = Résultat
review-action-clear = libérer
review-action-open = ouvrir
review-action-escalate = transmettre
review-action-second_opinion = second avis
review-did-clear = Libéré
review-did-open = À ouvrir
review-did-escalate = Transmis au niveau { $level }
review-did-second_opinion = 2e avis demandé
review-did-not_reviewed = NON EXAMINÉ
review-level = Niveau
review-level-is = Niveau { $level }
review-you = Vous avez ce colis. Décidez.
review-you-level = Vous avez ce colis au niveau { $level }. Décidez.
review-you-second = Quelqu’un demande votre avis. Décidez par vous-même.
review-first-look = Regardez d’abord : dites ce que vous feriez, puis les zones de la machine s’affichent.
review-first-said = Vous feriez : { $action }. Les zones de la machine sont affichées : appuyez sur la même touche pour confirmer, ou décidez autrement.
review-sending = Envoi de la décision …
review-unsent = Le service ne répond pas. Votre décision est gardée sur cet ordinateur. Elle n’est PAS encore enregistrée ; elle est renvoyée jusqu’à ce qu’elle le soit.
review-over = Le temps est écoulé. Le colis continue comme NOT_REVIEWED, vers une personne ; il n’est pas libéré.
review-time-over = Personne n’a décidé à temps. Rien n’a été libéré.
review-taking = Prise d’un colis …
review-no-review = Personne n’a à examiner ce colis.
review-is-held = { $who } regarde ce colis.
review-is-waiting = Ce colis attend une décision.
review-is-escalated = Ce colis attend le niveau { $level }.
review-is-second_opinion = Ce colis attend l’avis d’une autre personne.
review-is-leased = Quelqu’un regarde ce colis.
review-is-decided = Ce colis est décidé.
review-is-not_reviewed = Personne n’a décidé à temps : le colis a continué comme NOT_REVIEWED.
review-taken = Colis { $parcel }
review-soon = Encore { $seconds } secondes
review-held-first = Décidez du colis que vous avez, ou rendez-le.
review-given-back = Rendu sans décision.
review-unseen = La vue { $view } n’a pas encore été à l’écran : un colis est libéré quand tout a été vu.
review-marked = Une menace est marquée que la machine n’avait pas marquée ainsi. Écartez la zone, ou ne libérez pas le colis.
review-refused = La décision sur { $parcel } n’est PAS enregistrée. { $why }
review-lost = Vous n’avez plus ce colis. Rien n’a été décidé.
review-not-sent = Le service ne répond pas. Rien n’a été fait ; réessayez.
review-undone = La décision sur { $parcel } est annulée. Vous avez de nouveau le colis.
review-none-waits = Rien ne vous attend
review-none-waits-why = Les nouveaux colis entrent d’eux-mêmes dans la file.
review-nothing = Aucun colis à afficher
review-escalate-why = Pourquoi ?
review-note = Votre propre note
review-note-unclear = Je ne sais pas ce que c’est
review-note-dense = Trop dense pour voir
review-note-threat = Ressemble à une menace
review-note-electronics = Caché dans un appareil
review-note-papers = Ne correspond pas aux papiers
review-send = Envoyer
review-second-what = Que feriez-vous ? L’autre personne ne le voit pas.
review-second-clear = Libérer
review-second-open = Ouvrir
review-second-none = Je ne sais pas
review-seconds = { $seconds } s
review-kept =
    { $count ->
        [one] { $count } décision est gardée sur cet ordinateur et n’est PAS encore enregistrée. Elle est renvoyée d’elle-même ; laissez cette page ouverte.
       *[other] { $count } décisions sont gardées sur cet ordinateur et ne sont PAS encore enregistrées. Elles sont renvoyées d’elles-mêmes ; laissez cette page ouverte.
    }
review-sent = Mes décisions
review-sent-room =
    .aria-label = Mes décisions
review-sent-none = Aucune encore.
review-sent-sending = envoi …
review-sent-kept = PAS encore enregistrée
review-sent-recorded = enregistrée
review-sent-refused = PAS enregistrée. { $why }
review-sent-undone = annulée
review-history = Décisions jusqu’ici
review-history-service = par le service
review-history-opinion = ferait : { $action }
review-history-enhancements = avec { $names }
review-history-undone = annulée

## Review: a picture that was shown for training
reveal-room =
    .aria-label = Ce qu’était l’image
reveal-title = Image d’entraînement
reveal-found = Vous avez trouvé la menace fictive.
reveal-missed = Vous avez manqué la menace fictive.
reveal-late = Le temps était écoulé avant votre décision.
reveal-what = Fictif : { $class } dans la vue { $view }. L’image entoure l’endroit.
reveal-parcel = Rien n’a été décidé sur le colis { $parcel }. Il continue comme avant ; aucune ligne et aucun autre système n’a été averti.
reveal-elsewhere = Vous avez marqué un endroit où la menace n’est pas. Le colis lui-même attend maintenant une vraie décision.
reveal-take = Voir le vrai colis
reveal-where = C’était une image d’entraînement.
reveal-sent = image d’entraînement

## Review: what opening showed
review-outcome-title = Ce que l’ouverture a montré
review-outcome-none = Rien n’est encore noté.
review-outcome-record = Noter
review-outcome-correct = Corriger
review-outcome-found = Quelque chose a été trouvé
review-outcome-nothing = Rien n’a été trouvé
review-outcome-add = Ajouter un autre type
review-outcome-remove = Retirer
review-outcome-class = Ce que c’est
review-outcome-quantity = Combien
review-outcome-calibre = Calibre
review-outcome-marking = Marquages
review-outcome-declared = Déclaré comme
review-outcome-note = Note
review-outcome-photos = Photos
review-outcome-photo = Photo de ce qui a été trouvé
review-outcome-saved = Le résultat est enregistré.
review-outcome-unsent = Le service ne répond pas. Rien n’est enregistré ; votre texte reste ici : enregistrez de nouveau.
review-outcome-by = { $who }, { $time }, version { $version }

## Review: keys
review-keys-desk = Décisions
review-keys-list = Liste
review-keys-viewer = Image
## Supervisor's pages: what they share

## People and keys

## Models and policies

## Audit trail

audit-actor-service = le service
audit-actor-command-line = ligne de commande
audit-actor-unauthenticated = sans connexion
audit-actor-stranger = un inconnu
audit-action-service-started = Service démarré
audit-action-service-stopped = Service arrêté
audit-action-configuration-reloaded = Configuration relue
audit-action-model-activated = Modèle activé
audit-action-scan-decided = Scan décidé
audit-action-scan-cancelled = Scan annulé
audit-action-scan-deleted = Scan supprimé
audit-action-picture-seen = Image vue
audit-action-pictures-deleted = Images supprimées
audit-action-bundle-exported = Dossier exporté
audit-action-training_set-exported = Jeu d’entraînement exporté
audit-action-review-first_look = Premier regard
audit-action-review-decided = Décision d’une personne
audit-action-review-undone = Décision annulée
audit-action-review-not_reviewed = Non examiné à temps
audit-action-review-lease_lost = Colis plus tenu
audit-action-quality-drawn = Tiré pour un second examen
audit-action-projection-made = Menace fictive mise en file
audit-action-projection-shown = Menace fictive montrée
audit-action-projection-decided = Menace fictive décidée
audit-action-projection-ended = Menace fictive terminée
audit-action-projection-host_queued = Colis derrière une menace fictive mis en file
audit-action-outcome-recorded = Résultat enregistré
audit-action-session-begun = Connexion
audit-action-session-failed = Connexion refusée
audit-action-session-ended = Déconnexion
audit-action-first_link-made = Premier lien créé
audit-action-exercise-added = Exercice créé
audit-action-exercise-published = Exercice publié
audit-action-exercise-parcel_picked = Colis examiné repris dans un exercice
audit-action-exercise-exported = Exercice avec des colis examinés exporté
audit-action-user-added = Compte créé
audit-action-user-changed = Compte modifié
audit-action-key-added = Clé créée
audit-action-key-revoked = Clé révoquée
audit-action-key-refused = Clé refusée
audit-action-webhook-replayed = Webhook renvoyé
audit-action-audit-anchor_mismatch = Le journal ne correspond pas à son ancre

## Supervision
# A share’s counts and its interval at 95 %.

## Live projection: its monthly report
projections-title = Menaces fictives trouvées
projections-lead = Images montrées pour l’entraînement parmi de vrais colis. Elles ne comptent dans aucun autre chiffre.
projections-month = Mois (UTC)
projections-csv = Télécharger en CSV
projections-who = Opérateur
projections-class = Classe
projections-shown = Montrées
projections-found = Trouvées
projections-rate = Part trouvée
projections-elsewhere = Marquées ailleurs
projections-median = Temps médian
projections-all = Toutes les classes
projections-none = Personne n’a décidé sur une menace fictive ce mois-ci.
projections-interval = { $low } à { $high } (95 %)
projections-limits = Peu d’images donnent de larges intervalles. Ne comparez pas des personnes dont les intervalles se recouvrent.

## What plays an exercise, in packages for learning systems too
player-language = Langue
player-begin = Commencer
player-next = Suivant
player-back = Retour au système d’apprentissage
player-items = Éléments : { $items }
player-progress = { $number } sur { $items }
player-left = Il reste { $seconds } s
player-ask-free-search = Y a-t-il une menace ? Cliquez dessus, ou dites qu’il n’y en a pas.
player-ask-click-threat = Il y a une menace. Cliquez dessus.
player-ask-yes-no = Y a-t-il une menace ?
player-ask-name-class = De quelle menace s’agit-il ?
player-ask-match-part = À quel type d’arme à feu cette pièce appartient-elle ?
player-ask-everyday = Qu’est-ce que c’est ?
player-ask-enhancement = Y a-t-il une menace ?
player-ask-inspectable = Peut-on contrôler tout le colis ?
player-threat = Il y a une menace
player-no-threat = Il n’y a pas de menace
player-inspectable = Oui
player-too-dense = Non, une partie est trop dense
player-right-name = Juste : { $name }.
player-wrong-name = Faux. C’est : { $name }.
player-right-none = Juste : il n’y a pas de menace.
player-wrong-none = Faux : il n’y a pas de menace.
player-beside = Il y a une menace ({ $name }), mais pas où vous avez cliqué.
player-late = Le temps est écoulé.
player-score = Justes : { $right } sur { $items }
player-changed = Le fichier { $file } n’est pas celui qui a été exporté. Exportez l’exercice de nouveau.
player-state-changed = Ce que la plateforme avait enregistré a été modifié : l’exercice recommence. Les résultats qu’elle a déjà sont gardés.
player-sheet-name = Nom
player-sheet-date = Date
player-sheet-answers = Réponses
player-sheet-free-search = Y a-t-il une menace ? Marquez son emplacement, ou cochez qu’il n’y en a pas.
player-sheet-click-threat = Il y a une menace. Marquez son emplacement.
