//! How long what is kept.

use super::Faults;
use crate::{
    args::RetentionArgs,
    retention::{Rule, Rules},
};

/// The rules that were asked for.
pub(crate) fn retention(args: &RetentionArgs, faults: &mut Faults) -> Rules {
    let mut rule = |class: &str, pictures: Option<u32>, reports: Option<u32>| {
        if let (Some(pictures), Some(reports)) = (pictures, reports)
            && pictures > reports
        {
            let why = format_args!("is {pictures}, but pictures go with their reports, after {reports} days");
            faults.refuse(&format!("keep-{class}-pictures"), why);
        }
        Rule { pictures, reports }
    };
    Rules {
        clear: rule("clear", args.keep_clear_pictures, args.keep_clear_reports),
        alarm: rule("alarm", args.keep_alarm_pictures, args.keep_alarm_reports),
        unknown: rule("unknown", args.keep_unknown_pictures, args.keep_unknown_reports),
        reviewed: rule("reviewed", args.keep_reviewed_pictures, args.keep_reviewed_reports),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_cannot_outlive_their_reports() {
        let mut faults = Faults::default();
        let kept = RetentionArgs { keep_alarm_pictures: Some(30), keep_alarm_reports: Some(30), ..Default::default() };
        let rules = retention(&kept, &mut faults);
        assert_eq!(rules.alarm, Rule { pictures: Some(30), reports: Some(30) });
        assert!(faults.found().is_empty());
        retention(&RetentionArgs { keep_alarm_reports: Some(29), ..kept }, &mut faults);
        assert!(faults.found()[0].contains("keep-alarm-pictures"), "{faults}");
    }
}
