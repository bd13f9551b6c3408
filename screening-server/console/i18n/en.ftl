### Texts of the console. One file a language; each has the same keys with the same variables. See docs/languages.md.
### Keys begin with their area: common, top, login, parcels, report, viewer, review, pages. Words that the service sends
### (classes, codes, roles) are keys of their own: class-pistol, abort-TIMEOUT, role-operator.

## What several pages use
common-product = Parcel screening
common-try-again = Try again
common-close = Close
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
top-page-supervisor = Supervision
top-page-models = Models
top-page-people = People and keys
top-page-audit = Audit trail

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
keys-this-list = This list
keys-wheel = Wheel
keys-wheel-what = Zoom to the pointer
keys-drag = Drag
keys-drag-what = Move the picture; with the keyboard: Shift and arrows

## The page of all screened parcels
parcels-choose = Screen a picture …
parcels-try-now = Try now
parcels-list =
    .aria-label = Screened parcels
parcels-search =
    .placeholder = Parcel code  ( / )
    .aria-label = Search by parcel code
parcels-filter =
    .aria-label = Decision
parcels-filter-all = All
parcels-filter-alarm = Alarm
parcels-filter-unknown = Unknown
parcels-filter-clear = Clear
parcels-order = Order
parcels-order-newest = newest first
parcels-order-urgent = most urgent first
parcels-intake =
    .aria-label = Pictures being screened
parcels-loading = Loading the list …
parcels-older = Show older parcels
parcels-selected =
    .aria-label = Selected parcel
parcels-foot-parcel = parcel
parcels-foot-boxes = boxes
parcels-foot-region = region
parcels-foot-reset = reset
parcels-foot-search = search
parcels-foot-keys = keys
parcels-drop = Drop pictures to screen them
parcels-drop-formats = Each file is one parcel: PNG, JPEG, TIFF or BMP
parcels-count =
    { $count ->
        [one] { $count } parcel
       *[other] { $count } parcels
    }
# There are more than were counted.
parcels-count-more =
    { $count ->
        [one] { $count }+ parcel
       *[other] { $count }+ parcels
    }
# $total is parcels-count or parcels-count-more.
parcels-count-found = { $found } of { $total }
parcels-not-loaded = The list could not be loaded.
parcels-searching = Looking for “{ $search }” among older parcels …
parcels-search-none = No parcel kept here has “{ $search }” in its code.
parcels-none-is = No parcel is { $decision }.
parcels-none = No parcel has been screened yet.
parcels-top-score = Highest score
parcels-no-region = No region above its threshold
parcels-page-of = { $parcel } · Parcel screening
parcels-one = Parcel
parcels-gone = This parcel is no longer kept
parcels-gone-why = Records are deleted when they have been kept as long as the service is told to.
parcels-one-not-loaded = The parcel could not be loaded
parcels-shown-since = What is shown is of { $time }.
parcels-treat-unknown = Treat parcels without an answer as UNKNOWN.
parcels-retry-in = Next attempt in { $seconds } s
parcels-trying = Trying …
parcels-key-next = Next parcel
parcels-key-previous = Previous parcel
parcels-key-region-next = Next region, shown large
parcels-key-region-previous = Previous region
parcels-key-boxes = Show or hide boxes
parcels-key-reset = Reset: whole picture, boxes shown
parcels-key-search = Search by parcel code
parcels-zoom = Screen pixels to a pixel of the picture
parcels-zoom-in = Zoom in
parcels-zoom-out = Zoom out
parcels-zoom-mixed = mixed
parcels-boxes = Boxes
parcels-light = Light { $share }
parcels-light-title = How bright pictures are shown on this screen
parcels-toolbar = Picture
parcels-reset = Reset
parcels-reset-title = Whole picture, boxes shown
parcels-previous = Previous parcel (k)
parcels-next = Next parcel (j)
parcels-no-picture = No picture
parcels-no-picture-why = Nothing of this parcel could be read, so there is nothing to show.
parcels-none-title = No parcel has been screened yet
parcels-none-hint = Drop an X-ray picture anywhere on this page, or choose one. Lines send theirs with POST /v1/scans.
parcels-unselected = No parcel selected
parcels-unselected-hint = Select one on the left, or press j.
parcels-size = { NUMBER($width, useGrouping: "false") } × { NUMBER($height, useGrouping: "false") } px
parcels-unreadable = not readable
parcels-plain = Plain PNG
parcels-annotated = Annotated PNG
parcels-view-gone = The picture of this view is not kept.
parcels-view-unread = This view could not be read, so it was not inspected.
parcels-picture =
    { $count ->
        [one] X-ray picture, view { $view }, { $count } region
       *[other] X-ray picture, view { $view }, { $count } regions
    }
parcels-picture-gone = The picture is no longer kept.
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
