### Texts of the console. One file a language; each has the same keys with the same variables. See docs/languages.md.
### Keys begin with their area: common, top, login, parcels, report, viewer, review, pages. Words that the service sends
### (classes, codes, roles) are keys of their own: class-pistol, abort-TIMEOUT, role-operator.

## What several pages use
common-product = Parcel screening
common-try-again = Try again
common-close = Close
common-loading = Loading …
common-cancel = Cancel
common-save = Save
common-show = Show
common-dismiss = Dismiss
# Between the items of an enumeration.
common-list-comma = {", "}
common-no-answer = The service does not answer.
common-answered = The service answered { $status } without saying why.
common-no-code = no code, { $id }
common-purpose = Flags regions for a person to look at. It gives no legal finding and scores no sender.
# A size in the parcel, in millimetres.
common-size-mm = { $width } × { $height } mm

## The head of every page
top-navigation =
    .aria-label = Pages
top-menu = Menu
top-language = Language
top-log-out = Log out
top-api = Interface (API)
top-signed-in = { $user }, { $role }
top-connecting = Connecting …
top-live = Live
top-gone = No connection
top-last-answer = Last answer { $time }
top-page-parcels = Parcels
top-page-training = Training
top-page-studio = Exercises
top-page-supervisor = Supervision
top-page-models = Models
top-page-people = People and keys
top-page-audit = Audit trail
top-page-projections = Live projection

## Roles
role-operator = operator
role-supervisor = supervisor
role-trainer = trainer
role-integrator = integrator
role-administrator = administrator
role-auditor = auditor

## Decisions, in DICOS's terms
decision-ALARM = ALARM
decision-CLEAR = CLEAR
decision-UNKNOWN = UNKNOWN

## Why there is no full answer
abort-TIMEOUT = no answer in time
abort-NOT_REVIEWED = not reviewed in time
abort-INCOMPLETE_SCAN = incomplete scan
abort-CLIPPED = parcel cut by the edge
abort-OVERSIZE = larger than the limits
abort-ENGINE_FAILURE = detector failed
abort-BAD_EXPOSURE = bad exposure

## Threat classes, after Article 3 of the Firearms Protocol
class-pistol = Pistol
class-revolver = Revolver
class-long_gun = Long gun
class-improvised_or_printed = Improvised or printed firearm
class-barrel = Barrel
class-frame_or_receiver = Frame or receiver
class-slide = Slide
class-cylinder = Cylinder
class-bolt_or_breech_block = Bolt or breech block
class-suppressor = Suppressor
class-magazine = Magazine
class-cartridge = Cartridge
class-cartridge_case = Cartridge case
class-bullet = Bullet
class-ammunition_group = Ammunition (box, belt or pile)

## The same where there is little room: beside a box. The others are short already
class-short-improvised_or_printed = Improvised / printed
class-short-bolt_or_breech_block = Bolt / breech block
class-short-frame_or_receiver = Frame / receiver
class-short-ammunition_group = Ammunition

group-firearm = firearm
group-part = firearm part
group-magazine = magazine, outside Article 3
group-ammunition = ammunition

## A score in words, by its distance to the threshold of the class
confidence-strong = strong
confidence-moderate = moderate
confidence-weak = weak
confidence-below = below threshold

## Log in
login-page = Log in · Parcel screening
login-title = Log in
login-name = Name
login-password = Password
login-send = Log in
login-sign-on-refused = The single sign-on logged nobody in ({ $code }). Log in with a password, or ask the administrator.
login-recorded = Log-ins, and every look at a picture, are recorded.
login-first-title = First administrator
login-first-lead = You make the first administrator of this service. The link works once.
login-first-again = The same password again
login-first-send = Make the account
login-first-differ = The two passwords differ.
login-wait = { $text } ({ $seconds } s)

## Keys
keys-button =
    .aria-label = Keys
    .title = Keys (?)
keys-title = Keys
keys-wheel = Wheel
keys-wheel-what = Zoom to the pointer
keys-drag = Drag
keys-drag-what = Move the picture; with the keyboard: Shift and arrows
keys-right-drag = Right button
keys-right-drag-what = Drag: contrast and window
keys-pointer = Pointer
keys-space = Space
keys-how = Press a key’s button, then the key that you want in its place. Keys are kept for you on this browser.
keys-press = Press the key for: { $what }. Escape leaves it as it is.
keys-set = { $key }: { $what }
keys-taken = { $key } is taken: { $what }. Give that another key first.
keys-reserved = { $key } cannot be used.
keys-change = { $what }: { $key }. Change
keys-reset = All keys as at first
keys-were-reset = All keys are as they were at first.

## The page of all screened parcels
parcels-choose = Screen a picture …
parcels-try-now = Try now
parcels-search =
    .placeholder = Parcel code  ( / )
    .aria-label = Search by parcel code
parcels-intake =
    .aria-label = Pictures being screened
parcels-selected =
    .aria-label = Selected parcel
parcels-drop = Drop pictures to screen them
parcels-drop-formats = Each file is one parcel: PNG, JPEG, TIFF or BMP
parcels-not-loaded = The list could not be loaded.
parcels-none = No parcel has been screened yet.
parcels-no-region = No region above its threshold
parcels-page-of = { $parcel } · Parcel screening
parcels-gone = This parcel is no longer kept
parcels-gone-why = Records are deleted when they have been kept as long as the service is told to.
parcels-one-not-loaded = The parcel could not be loaded
parcels-shown-since = What is shown is of { $time }.
parcels-treat-unknown = Treat parcels without an answer as UNKNOWN.
parcels-retry-in = Next attempt in { $seconds } s
parcels-trying = Trying …
parcels-key-next = Next parcel
parcels-key-previous = Previous parcel
parcels-key-search = Search by parcel code
parcels-none-hint = Drop an X-ray picture anywhere on this page, or choose one. Lines send theirs with POST /v1/scans.
parcels-intake-waits = waits
parcels-intake-bar = Sending { $file }
parcels-intake-sending = sending
parcels-intake-sent = sending, { $share }
parcels-intake-screening = screening

## The report beside a parcel
report-room =
    .aria-label = Report
report-todo-ALARM = A person must look at the marked regions.
report-todo-UNKNOWN = Not inspected in full. A person must look; this is not a clearance.
report-todo-CLEAR = Inspected in full; no region reaches a threshold.
report-shield = SHIELD: too dense to inspect in part; a threat could be hidden there.
report-why = Why
report-why-late = Why, late answer
report-late = Late answer
report-late-note = It took { $after } and came after { $decision } had been given, which stands. Regions and boxes are the late answer’s.
report-regions =
    { $count ->
        [0] Regions
        [one] { $count } region
       *[other] { $count } regions
    }
report-regions-none = The detector marked nothing.
report-not-searched = The detector did not search this parcel.
report-region = Region { $id }
report-region-show = Show this region large
report-fact-view = view
report-fact-size = size
# The effective atomic number.
report-fact-zeff = Zeff
report-fact-threshold = threshold
report-fact-linked = same object as
report-quality = Picture quality
report-quality-none = There was no picture to judge.
report-quality-unjudged = The view was not judged.
report-quality-blank = Nothing but air: the parcel was missed or the beam was off.
report-quality-clipped = Clipped: the parcel reaches over the edge of the picture.
report-quality-dense = { $share } of the parcel is too dense to inspect.
report-quality-saturated = { $share } of the samples are saturated.
report-quality-polarity = Polarity corrected: the picture came with dark air.
report-quality-several =
    { $count ->
        [one] { $count } parcel in one picture.
       *[other] { $count } parcels in one picture.
    }
report-quality-good = The beam came through everywhere; nothing cut, nothing saturated.
report-time = Time, { $time }
report-time-none = Nothing ran.
report-time-within = Detect, summed over tiles: tensors { $tensors }, inference { $inference }, boxes { $boxes }.
report-step-decode_ms = Decode
report-step-quality_ms = Quality gate
report-step-normalise_ms = Normalise
report-step-tile_ms = Tile plan
report-step-detect_ms = Detect
report-step-fuse_ms = Fuse
report-step-verdict_ms = Verdict
report-step-rest = Other
report-made = Made with
report-model = Model
report-engine = Engine
report-provider = Provider
report-policy = Policy
report-policy-version = { $name }, version { $version }
report-tiles = Tiles
report-tiles-searched =
    { $skipped ->
        [0] { $tiles } searched
       *[other] { $tiles } searched, { $skipped } of air left out
    }
report-received = Received
report-scan = Scan
report-none-ran = none ran

## Reasons of a decision, by their code; the sentence of the record stands beside them
reason-region_above_threshold = A region reaches the threshold of its class.
reason-more_regions_above_threshold = More regions reach their thresholds.
reason-inspected_in_full = The parcel was inspected in full and no region reaches its threshold.
reason-view_not_inspected = A view was not inspected.
reason-view_not_searched = A view was not searched in full.
reason-blank_view = A view shows nothing but air.
reason-bad_exposure = The exposure of a view is not fit for screening.
reason-clipped = The parcel reaches over the edge of a view: a part of it was not seen.
reason-shield = A part of the parcel is too dense to inspect.
reason-dense_area = A dense area covers a part of the parcel, within what the policy allows.
reason-polarity_corrected = A view came with dark air and was turned around.
reason-several_parcels = A view shows several parcels; the decision covers all of them.
reason-unreadable_view = A view cannot be read.
reason-unreadable_file = A file cannot be read.
reason-oversize_view = A view is larger than the limits.
reason-picture_missing = A picture is missing.
reason-search_failed = The detector failed in a part of a view.
reason-step_crashed = A step of the screening crashed.
reason-screening_crashed = The screening crashed; the parcel was not inspected.
reason-timeout = There was no decision in time.
reason-pending = The scan waits for its screening: there is no answer yet.
reason-delivered_too_often = The screening ended without a result several times; it is not tried again.
reason-cancelled = The scan was cancelled before it was screened.
reason-lost_tracking = The line lost track of the parcel.
reason-store_unavailable = The store could not be used.

## Refusals of the service, by their code; where a code says too little, the service’s own words are shown
problem-error = Error
problem-silence = The service did not answer. The parcel has no decision: treat it as UNKNOWN.
problem-no_answer = The request took too long.
problem-not_logged_in = You are not logged in.
problem-wrong_credentials = Name or password is wrong.
problem-wrong_link = The link was used before, has expired, or is no such link. While there is no administrator, the service prints a new one when it starts.
problem-too_many_attempts = Too many failed attempts: wait before the next one.
problem-authentication_off = Authentication is off, so there are no accounts. Start the service with --auth on.
problem-role_too_weak = Your role may not do this.
problem-name_taken = An account of this name is there already.
problem-last_administrator = This is the last administrator: make another one first.
problem-bad_name = The name cannot be used: 1 to 64 letters, digits, dots, hyphens, underscores or @.
problem-queue_full = The queue is full: try again in a moment.
problem-not_ready = The detector is not ready yet.
problem-stopping = The service is stopping.
problem-pictures_deleted = The pictures were deleted: they were kept long enough.
## Viewer: the pictures of a parcel and what can be done with them. `-short` stands on a button, beside its key
viewer-tools = Picture
viewer-badges = Enhancements that are on
viewer-plain = Plain picture
viewer-used = Used on this parcel: { $names }
viewer-zoom = Screen pixels to a pixel of the picture
viewer-view-label = X-ray picture, view { $name }, { $count ->
    [one] 1 region
   *[other] { $count } regions
  }
viewer-no-picture = Nothing of this parcel could be read, so there is nothing to show.
viewer-picture-lost = The picture could not be fetched. The parcel is not cleared by that.
viewer-atomic-lost = The atomic numbers could not be fetched. The picture is shown without them; switch the function off and on to try again.
viewer-picture-not-kept = The picture of this view is not kept.
viewer-unreadable = This view could not be read, so it was not inspected.
viewer-place = { $x }, { $y }
viewer-mm = { $length } mm
viewer-px = { $length } px
viewer-tone = Lightness { $tone }
viewer-loading = Loading …
viewer-air = Air
viewer-organic = organic
viewer-mixed = mixed
viewer-metal = metal
viewer-atomic = { $material }, Z { $z }
viewer-from = From
viewer-to = To
viewer-region = Region { $number }
viewer-class = Class
viewer-reason = Dismiss, because
viewer-remove = Remove
viewer-restore = As the machine had it
viewer-change-kept = kept
viewer-change-moved = moved
viewer-change-reclassed = class changed
viewer-change-dismissed = dismissed
viewer-change-drawn = drawn
viewer-change-revealed = fictitious
viewer-reason-harmless = Harmless object
viewer-reason-artefact = Artefact of the picture
viewer-reason-duplicate = The same object twice
viewer-reason-other = Other reason
viewer-black-and-white = Black and white
viewer-black-and-white-short = B/W
viewer-inverse = Inverse: dark becomes light
viewer-inverse-short = Inverse
viewer-edge = Sharper edges
viewer-edge-short = Edge
viewer-super-enhance = Super-enhance: contrast of each place by itself
viewer-super-enhance-short = Super
viewer-high-penetration = High penetration: tones of dense matter spread
viewer-high-penetration-short = High
viewer-low-penetration = Low penetration: tones of thin matter spread
viewer-low-penetration-short = Low
viewer-density-slice = Density slice: only tones of a range
viewer-density-slice-short = Slice
viewer-palette = Palette: next one
viewer-palette-short = Palette
viewer-gamma = Gamma: dark lighter, light darker, off
viewer-gamma-short = Gamma
viewer-window = Contrast and window: drag on the picture
viewer-window-short = Window
viewer-organic-only = Organic matter only
viewer-organic-only-short = Organic
viewer-inorganic-only = Inorganic matter only
viewer-inorganic-only-short = Inorganic
viewer-atomic-number = Atomic number under the pointer
viewer-atomic-number-short = Z
viewer-pan = Move the picture
viewer-pan-short = Move
viewer-draw = Draw or move a region
viewer-draw-short = Mark
viewer-ruler = Ruler
viewer-ruler-short = Ruler
viewer-next-region = Next region, shown large
viewer-previous-region = Previous region
viewer-reclass = Class of the region
viewer-dismiss = Dismiss the region
viewer-dismiss-short = Dismiss …
viewer-boxes = Show or hide boxes
viewer-boxes-short = Boxes
viewer-compare = Compare with an earlier parcel that looks alike
viewer-compare-short = Compare
viewer-compare-title = Earlier parcels that look alike
viewer-compare-list = Parcels to compare with
viewer-compare-label = X-ray picture of the earlier parcel { $name }
viewer-compare-alike = { $share } alike
viewer-compare-none = No earlier parcel looks like this one.
viewer-compare-failed = Earlier parcels could not be fetched.
viewer-one-view = One view large, or all views
viewer-one-view-short = One view
viewer-zoom-in = Zoom in
viewer-zoom-out = Zoom out
viewer-actual-size = Pixel for pixel
viewer-light = Light of the pictures on this screen
viewer-reset = Reset all: plain picture, whole, boxes shown
viewer-reset-short = Reset

## Review: the queue
review-queue =
    .aria-label = Parcels for people to look at, most urgent first
review-parts =
    .aria-label = Part of the queue
review-part-open = To decide
review-part-open-what = All parcels that are not decided, most urgent first
review-part-waiting = Waiting
review-part-waiting-what = Parcels that nobody looks at yet
review-part-leased = Held
review-part-leased-what = Parcels that someone looks at now
review-part-escalated = Escalated
review-part-escalated-what = Parcels that wait for a supervisor
review-part-second_opinion = 2nd opinion
review-part-second_opinion-what = Parcels that wait for another person
review-part-decided = Decided
review-part-decided-what = Parcels that people decided; the number is of today
review-part-not_reviewed = Not reviewed
review-part-not_reviewed-what = Parcels that nobody decided in time; the number is of today
review-part-all = All screened
review-part-all-what = All screened parcels, those that the machine cleared too
review-class =
    .aria-label = Class
    .title = Class
review-class-any = Class
review-lane =
    .aria-label = Lane
    .title = Lane
review-lane-any = Lane
review-time =
    .aria-label = Time
    .title = Time
review-time-any = Time
review-time-hours =
    { $count ->
        [one] Last hour
       *[other] Last { $count } hours
    }
review-list-count =
    { $count ->
        [one] { $shown } parcel
       *[other] { $shown } parcels
    }
review-list-count-more = The first { $shown } of more
review-list-more = Show more
review-list-none = Nothing waits for a decision.
review-list-none-part = There is no such parcel.
review-list-none-found = No parcel fits the search and the filters.
review-time-left = Time left
review-days =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
review-pending = Waits for its screening
review-state-mine = you hold it
review-state-held = { $who } holds it
review-state-escalated = level { $level }
review-state-second_opinion = 2nd opinion
review-state-decided = decided
review-state-not_reviewed = not reviewed
# How likely there is a threat, as the order to work in; not the score of a region.
review-risk = { $class }, risk { $risk }
review-withheld-short = Machine’s findings after your first look
review-withheld = What the machine has found is shown after you have said what you would do.

## Review: the parcel and its decision
review-decision-bar =
    .aria-label = Decision
review-decision = Decide
review-next = Take the most urgent parcel
review-next-short = Take next
review-take = Take the parcel that is shown
review-take-short = Take this one
review-clear = Clear: let the parcel go
review-clear-short = Clear
review-open = Open the parcel
review-open-short = Open
review-escalate = Escalate to a supervisor, with a note
review-escalate-short = Escalate
review-second = Ask another person for a second opinion
review-second-short = 2nd opinion
review-give-back = Give the parcel back undecided
review-give-back-short = Give back
review-undo = Take the last decision back
review-undo-short = Undo
review-outcome = Record what opening showed
review-outcome-short = Outcome
review-action-clear = clear
review-action-open = open
review-action-escalate = escalate
review-action-second_opinion = second opinion
review-did-clear = Cleared
review-did-open = To be opened
review-did-escalate = Escalated to level { $level }
review-did-second_opinion = 2nd opinion asked
review-did-not_reviewed = NOT REVIEWED
review-level = Level
review-level-is = Level { $level }
review-you = You hold this parcel. Decide.
review-you-level = You hold this parcel at level { $level }. Decide.
review-you-second = Someone asks for your opinion. Decide by yourself.
review-first-look = Look first: say what you would do, then the machine’s regions are shown.
review-first-said = You would { $action }. The machine’s regions are shown now: press the same key again to confirm, or decide otherwise.
review-sending = Sending the decision …
review-unsent = The service does not answer. Your decision is kept on this computer. It is NOT recorded yet; it is sent again until it is.
review-over = The time is over. The parcel goes on as NOT_REVIEWED, to a person; it is not cleared.
review-time-over = Nobody decided in time. Nothing was cleared.
review-taking = Taking a parcel …
review-no-review = Nobody has to look at this parcel.
review-is-held = { $who } looks at this parcel.
review-is-waiting = This parcel waits for a decision.
review-is-escalated = This parcel waits for level { $level }.
review-is-second_opinion = This parcel waits for another person’s opinion.
review-is-leased = Someone looks at this parcel.
review-is-decided = This parcel is decided.
review-is-not_reviewed = Nobody decided in time: the parcel went on as NOT_REVIEWED.
review-taken = Parcel { $parcel }
review-soon = { $seconds } seconds left
review-held-first = Decide about the parcel that you hold, or give it back.
review-given-back = Given back, undecided.
review-unseen = The view { $view } was not on the screen yet: a parcel is cleared when all of it was seen.
review-marked = A threat is marked that the machine did not mark so. Dismiss the region, or do not clear the parcel.
review-refused = The decision on { $parcel } is NOT recorded. { $why }
review-lost = You do not hold this parcel any more. Nothing was decided.
review-not-sent = The service does not answer. Nothing was done; try again.
review-undone = The decision on { $parcel } was taken back. You hold the parcel again.
review-none-waits = Nothing waits for you
review-none-waits-why = New parcels come into the queue by themselves.
review-nothing = No parcel to show
review-escalate-why = Why?
review-note = Note of your own
review-note-unclear = I cannot tell what it is
review-note-dense = Too dense to see through
review-note-threat = Looks like a threat
review-note-electronics = Hidden in a device
review-note-papers = Does not fit the papers
review-send = Send
review-second-what = What would you do? The other person does not see it.
review-second-clear = Clear
review-second-open = Open
review-second-none = I do not know
review-seconds = { $seconds } s
review-kept =
    { $count ->
        [one] { $count } decision is kept on this computer and NOT recorded yet. It is sent again by itself; leave this page open.
       *[other] { $count } decisions are kept on this computer and NOT recorded yet. They are sent again by themselves; leave this page open.
    }
review-sent = My decisions
review-sent-room =
    .aria-label = My decisions
review-sent-none = None yet.
review-sent-sending = sending …
review-sent-kept = NOT recorded yet
review-sent-recorded = recorded
review-sent-refused = NOT recorded. { $why }
review-sent-undone = taken back
review-history = Decisions so far
review-history-service = by the service
review-history-opinion = would { $action }
review-history-enhancements = with { $names }
review-history-undone = taken back

## Review: a picture that was shown for training
reveal-room =
    .aria-label = What the picture was
reveal-title = Training picture
reveal-found = You found the fictitious threat.
reveal-missed = You missed the fictitious threat.
reveal-late = The time was over before you decided.
reveal-what = Fictitious: { $class } in view { $view }. The picture outlines the place.
reveal-parcel = Nothing was decided about parcel { $parcel }. It goes on as before; no line and no other system was told anything.
reveal-elsewhere = You marked a place where the threat is not. The parcel itself now waits for a real decision.
reveal-take = Look at the real parcel
reveal-where = This was a training picture.
reveal-sent = training picture

## Review: what opening showed
review-outcome-title = What opening showed
review-outcome-none = Nothing is recorded yet.
review-outcome-record = Record
review-outcome-correct = Correct
review-outcome-found = Something was found
review-outcome-nothing = Nothing was found
review-outcome-add = Add another kind
review-outcome-remove = Remove
review-outcome-class = What it is
review-outcome-quantity = How many
review-outcome-calibre = Calibre
review-outcome-marking = Markings
review-outcome-declared = Declared as
review-outcome-note = Note
review-outcome-photos = Photos
review-outcome-photo = Photo of what was found
review-outcome-saved = The outcome is recorded.
review-outcome-unsent = The service does not answer. Nothing is recorded; what you wrote stays here: save again.
review-outcome-by = { $who }, { $time }, version { $version }

## Review: keys
review-keys-desk = Decisions
review-keys-list = List
review-keys-viewer = Picture
## Supervisor's pages: what they share

## People and keys

## Models and policies

## Audit trail

audit-actor-service = the service
audit-actor-command-line = command line
audit-actor-unauthenticated = without log-in
audit-actor-stranger = a stranger
audit-action-service-started = Service started
audit-action-service-stopped = Service stopped
audit-action-configuration-reloaded = Configuration read again
audit-action-model-activated = Model activated
audit-action-scan-decided = Scan decided
audit-action-scan-cancelled = Scan cancelled
audit-action-scan-deleted = Scan deleted
audit-action-picture-seen = Picture seen
audit-action-pictures-deleted = Pictures deleted
audit-action-bundle-exported = Case bundle exported
audit-action-training_set-exported = Training set exported
audit-action-review-first_look = First look
audit-action-review-decided = Person decided
audit-action-review-undone = Decision taken back
audit-action-review-not_reviewed = Not reviewed in time
audit-action-review-lease_lost = Parcel not held any more
audit-action-quality-drawn = Drawn for a second look
audit-action-projection-made = Fictitious threat put in the queue
audit-action-projection-shown = Fictitious threat shown
audit-action-projection-decided = Fictitious threat decided
audit-action-projection-ended = Fictitious threat ended
audit-action-projection-host_queued = Parcel behind a fictitious threat queued
audit-action-outcome-recorded = Outcome recorded
audit-action-session-begun = Logged in
audit-action-session-failed = Log-in failed
audit-action-session-ended = Logged out
audit-action-first_link-made = First link made
audit-action-exercise-added = Exercise made
audit-action-exercise-published = Exercise published
audit-action-exercise-parcel_picked = Reviewed parcel taken into an exercise
audit-action-exercise-exported = Exercise with reviewed parcels exported
audit-action-user-added = Account made
audit-action-user-changed = Account changed
audit-action-key-added = Key made
audit-action-key-revoked = Key revoked
audit-action-key-refused = Key refused
audit-action-webhook-replayed = Webhook sent again
audit-action-audit-anchor_mismatch = Trail does not fit its anchor

## Supervision
# A share’s counts and its interval at 95 %.
## Live projection: its monthly report
projections-title = Fictitious threats found
projections-lead = Pictures shown for training among real parcels. They count in no other figures.
projections-month = Month (UTC)
projections-csv = Download as CSV
projections-who = Operator
projections-class = Class
projections-shown = Shown
projections-found = Found
projections-rate = Share found
projections-elsewhere = Marked elsewhere
projections-median = Median time
projections-all = All classes
projections-none = Nobody decided about a fictitious threat in this month.
projections-interval = { $low } to { $high } (95 %)
projections-limits = Few pictures give wide intervals. Do not compare people whose intervals overlap.

## What plays an exercise, in packages for learning systems too
player-language = Language
player-begin = Begin
player-next = Next
player-back = Back to the learning system
player-items = Items: { $items }
player-progress = { $number } of { $items }
player-left = { $seconds } s left
player-ask-free-search = Is there a threat? Click where it is, or say that there is none.
player-ask-click-threat = There is a threat. Click where it is.
player-ask-yes-no = Is there a threat?
player-ask-name-class = Which threat is it?
player-ask-match-part = To which kind of firearm does this part belong?
player-ask-everyday = What is this?
player-ask-enhancement = Is there a threat?
player-ask-inspectable = Can the whole parcel be inspected?
player-threat = There is a threat
player-no-threat = There is no threat
player-inspectable = Yes
player-too-dense = No, a part is too dense
player-right-name = Right: { $name }.
player-wrong-name = Wrong. It is: { $name }.
player-right-none = Right: there is no threat.
player-wrong-none = Wrong: there is no threat.
player-beside = There is a threat ({ $name }), but not where you clicked.
player-late = The time is over.
player-score = Right: { $right } of { $items }
player-changed = The file { $file } is not what was exported. Export the exercise again.
player-state-changed = What the learning system had saved was changed, so the exercise begins again. Results that it has already are kept.
player-sheet-name = Name
player-sheet-date = Date
player-sheet-answers = Answers
player-sheet-free-search = Is there a threat? Mark where it is, or tick that there is none.
player-sheet-click-threat = There is a threat. Mark where it is.
