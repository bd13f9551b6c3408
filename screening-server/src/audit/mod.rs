//! What was done, by whom and when, so that no one can change it unseen: entries in a hash chain, the anchor that shows
//! a cut tail, and bundles that carry one parcel's part of it. docs/audit.md has the encoding.

mod anchor;
mod bundle;
mod chain;
mod details;

pub(crate) use self::{
    anchor::{Anchor, AnchorError},
    bundle::{BundleFile, BundleReport, verify as verify_bundle, write as write_bundle},
    chain::{Digest, Entry, Fault, Head, Verifier},
    details::Details,
};

/// Who did something, as the trail names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Actor(String);

impl Actor {
    /// The service itself.
    pub(crate) fn service() -> Self {
        Self("service".to_owned())
    }

    /// Someone at the command line of the service's machine.
    pub(crate) fn command_line() -> Self {
        Self("command line".to_owned())
    }

    /// Anyone on the service's machine, while authentication is off.
    pub(crate) fn unauthenticated() -> Self {
        Self("unauthenticated".to_owned())
    }

    /// Someone who has shown nothing that proves who they are.
    pub(crate) fn stranger() -> Self {
        Self("stranger".to_owned())
    }

    /// A person with an account.
    pub(crate) fn user(name: &str) -> Self {
        Self(format!("user:{name}"))
    }

    /// A machine, by its key's id.
    pub(crate) fn key(id: &str) -> Self {
        Self(format!("key:{id}"))
    }

    /// As it stands in the trail.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// What there are entries for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    /// The service began to take scans in, with this model, policy and configuration.
    ServiceStarted,
    /// The service ended.
    ServiceStopped,
    /// The anchor did not fit the trail when the service started.
    AnchorMismatch,
    /// A report about a scan was made: a decision, in time or late.
    ScanDecided,
    /// Someone asked for a scan to be given up.
    ScanCancelled,
    /// Someone looked at a picture.
    PictureSeen,
    /// Someone took a case bundle.
    BundleExported,
    /// Pictures of a scan were deleted: they were kept long enough.
    PicturesDeleted,
    /// A scan was deleted with its reports and pictures: it was kept long enough.
    ScanDeleted,
    /// Someone said what they would do before they saw the machine's regions.
    FirstLook,
    /// Someone decided about a parcel.
    ReviewDecided,
    /// Someone took their decision back.
    ReviewUndone,
    /// Nobody decided about a parcel in time.
    NotReviewed,
    /// Someone who held a parcel gave no sign of life: it waits for someone else.
    LeaseLost,
    /// Someone sends a dead delivery of a webhook again.
    WebhookReplayed,
    /// Someone wrote a set to train with.
    TrainingSetExported,
    /// A cleared parcel was drawn to be reviewed a second time.
    QualityDrawn,
    /// A picture with a fictitious threat was put among what waits for people.
    ProjectionMade,
    /// Someone got it to look at.
    ProjectionShown,
    /// Someone decided about it.
    ProjectionDecided,
    /// It went away undecided, or waits again since its holder was gone.
    ProjectionEnded,
    /// The parcel that it was made of was put before people itself.
    ProjectionHostQueued,
    /// Someone recorded what opening a parcel showed, or corrected that.
    OutcomeRecorded,
    /// Someone logged in.
    LoggedIn,
    /// Someone tried to log in and failed.
    LogInFailed,
    /// Someone logged out.
    LoggedOut,
    /// A key was sent that is none, is revoked or has expired.
    KeyRefused,
    /// An account was made.
    UserAdded,
    /// An account's role, password or state was changed.
    UserChanged,
    /// A key was made.
    KeyAdded,
    /// A key was revoked.
    KeyRevoked,
    /// Another model screens from now on.
    ModelActivated,
    /// The configuration was read again.
    ConfigurationReloaded,
    /// A link to make the first administrator was printed.
    FirstLinkMade,
    /// A version of an exercise was made.
    ExerciseAdded,
    /// A version of an exercise was given to trainees.
    ExercisePublished,
    /// A reviewed parcel was taken into an exercise.
    ParcelPicked,
    /// A version of an exercise with pictures of reviewed parcels left the service.
    ExerciseExported,
}

impl Action {
    /// As it stands in the trail.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::ServiceStarted => "service.started",
            Self::ServiceStopped => "service.stopped",
            Self::AnchorMismatch => "audit.anchor_mismatch",
            Self::ScanDecided => "scan.decided",
            Self::ScanCancelled => "scan.cancelled",
            Self::PictureSeen => "picture.seen",
            Self::BundleExported => "bundle.exported",
            Self::PicturesDeleted => "pictures.deleted",
            Self::ScanDeleted => "scan.deleted",
            Self::FirstLook => "review.first_look",
            Self::ReviewDecided => "review.decided",
            Self::ReviewUndone => "review.undone",
            Self::NotReviewed => "review.not_reviewed",
            Self::LeaseLost => "review.lease_lost",
            Self::WebhookReplayed => "webhook.replayed",
            Self::TrainingSetExported => "training_set.exported",
            Self::QualityDrawn => "quality.drawn",
            Self::ProjectionMade => "projection.made",
            Self::ProjectionShown => "projection.shown",
            Self::ProjectionDecided => "projection.decided",
            Self::ProjectionEnded => "projection.ended",
            Self::ProjectionHostQueued => "projection.host_queued",
            Self::OutcomeRecorded => "outcome.recorded",
            Self::LoggedIn => "session.begun",
            Self::LogInFailed => "session.failed",
            Self::LoggedOut => "session.ended",
            Self::KeyRefused => "key.refused",
            Self::UserAdded => "user.added",
            Self::UserChanged => "user.changed",
            Self::KeyAdded => "key.added",
            Self::KeyRevoked => "key.revoked",
            Self::ModelActivated => "model.activated",
            Self::ConfigurationReloaded => "configuration.reloaded",
            Self::FirstLinkMade => "first_link.made",
            Self::ExerciseAdded => "exercise.added",
            Self::ExercisePublished => "exercise.published",
            Self::ParcelPicked => "exercise.parcel_picked",
            Self::ExerciseExported => "exercise.exported",
        }
    }
}

/// Something that is to be entered. Number, time and hashes come with the entry.
#[derive(Clone, Debug)]
pub(crate) struct NewEntry {
    /// Who.
    pub(crate) actor: Actor,
    /// What.
    pub(crate) action: Action,
    /// To what: `scan:<id>`, `user:<name>`, `key:<id>` or `service`.
    pub(crate) subject: String,
    /// How.
    pub(crate) details: Details,
}

impl NewEntry {
    /// Something about a scan.
    pub(crate) fn about_scan(actor: Actor, action: Action, scan: impl std::fmt::Display, details: Details) -> Self {
        Self { actor, action, subject: scan_subject(scan), details }
    }

    /// Something about the service.
    pub(crate) fn about_service(action: Action, details: Details) -> Self {
        Self { actor: Actor::service(), action, subject: "service".to_owned(), details }
    }
}

/// How the trail names a scan.
pub(crate) fn scan_subject(scan: impl std::fmt::Display) -> String {
    format!("scan:{scan}")
}
