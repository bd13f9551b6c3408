### Texts of the console. One file a language; each has the same keys with the same variables. See docs/languages.md.
### Keys begin with their area: common, top, login, parcels, report, viewer, review, pages. Words that the service sends
### (classes, codes, roles) are keys of their own: class-pistol, abort-TIMEOUT, role-operator.

## What several pages use
common-product = Parcel screening
common-try-again = Try again
common-close = Close
common-cancel = Cancel
common-save = Save
common-show = Show
common-dismiss = Dismiss
common-none = none
common-loading = Loading …
common-no-answer = The service does not answer.
common-answered = The service answered { $status } without saying why.
common-no-script = This page needs JavaScript, which comes with it and from nowhere else.
common-no-code = no code, { $id }
common-purpose = Flags regions for a person to look at. It gives no legal finding and scores no sender.
# A size in the parcel, in millimetres.
common-size-mm = { $width } × { $height } mm

## The head of every page
top-navigation =
    .aria-label = Pages
top-language =
    .aria-label = Language
    .title = Language
top-log-out = Log out
top-api = API
top-signed-in = { $user }, { $role }

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
