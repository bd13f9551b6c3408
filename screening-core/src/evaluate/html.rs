//! The evaluation as one self-contained page: inline SVG and CSS, no script, nothing fetched.

use std::fmt::Write as _;

use super::{
    plot::{self, Axis, Bar, Series},
    result::{BoxResult, Evaluation, GroupResult},
    table::with_interval,
};
use crate::taxonomy::ThreatGroup;

/// The page's text, UTF-8.
pub fn page(evaluation: &Evaluation) -> String {
    let title = format!("Evaluation on {}", evaluation.conditions.set);
    let mut body = format!("<h1>{}</h1>", escape(&title));
    summary(&mut body, evaluation);
    body.push_str("<h2>Average precision</h2>");
    bars(&mut body, evaluation);
    body.push_str("<h2>Curves</h2><div class=\"charts\">");
    charts(&mut body, evaluation);
    body.push_str("</div>");
    boxes(&mut body, evaluation);
    thresholds(&mut body, evaluation);
    froc(&mut body, evaluation);
    image_level(&mut body, evaluation);
    failures(&mut body, evaluation);
    method(&mut body, evaluation);
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\"><title>{}</title><style>{}</style></head>\n<body>{body}</body></html>\n",
        escape(&title),
        include_str!("page.css")
    )
}

/// Text that stands for itself in HTML, in attributes too.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(c),
        }
    }
    escaped
}

/// Any threat, then the groups, each with its name and the number of its colour.
fn pooled(evaluation: &Evaluation) -> Vec<(&'static str, usize, &GroupResult)> {
    let groups = evaluation.groups.iter().map(|(group, result)| (group_name(*group), colour(*group), result));
    [("Any threat", 0, &evaluation.threat)].into_iter().chain(groups).collect()
}

fn group_name(group: ThreatGroup) -> &'static str {
    match group {
        ThreatGroup::Firearm => "Firearm",
        ThreatGroup::Part => "Part",
        ThreatGroup::Magazine => "Magazine",
        ThreatGroup::Ammunition => "Ammunition",
    }
}

fn colour(group: ThreatGroup) -> usize {
    1 + group as usize
}

fn summary(body: &mut String, evaluation: &Evaluation) {
    let Evaluation { conditions, sample, .. } = evaluation;
    let _ = write!(
        body,
        "<p>{} pictures of {} scenes with {} threat boxes; {} pictures hold no threat. Brackets are 95 % intervals. \
         A figure holds for sets like this one and no other.</p><dl>",
        sample.images, sample.scenes, sample.boxes, sample.images_without_threat
    );
    let mut fact = |name: &str, text: &str| {
        let _ = write!(body, "<dt>{name}</dt><dd>{}</dd>", escape(text));
    };
    fact("Set", &format!("{} (SHA-256 {})", conditions.set, sample.set_sha256));
    let model = conditions.model.as_ref();
    fact("Model", &model.map_or("not stated".into(), |m| format!("{} {} (SHA-256 {})", m.name, m.version, m.sha256)));
    let engine = conditions.engine.as_ref();
    fact(
        "Engine",
        &engine.map_or("not stated".into(), |e| format!("{} {}, {}, {}", e.engine, e.version, e.provider, e.precision)),
    );
    let policy = conditions.policy.as_ref();
    fact("Policy", &policy.map_or("none: no figures at thresholds".into(), |p| format!("{} {}", p.name, p.version)));
    if let Some(date) = &conditions.date {
        fact("Date", date);
    }
    if let Some(floor) = conditions.score_floor {
        fact("Lowest score kept", &format!("{floor}; curves end there"));
    }
    fact(
        "Sample",
        &format!(
            "{} predictions, {} don't-care regions, {} pictures with a threat that is not boxed, {} not screened",
            sample.predictions,
            sample.ignored_regions,
            sample.image_level_positives,
            sample.failed.len()
        ),
    );
    body.push_str("</dl>");
    let remarks: Vec<&String> = conditions.remarks.iter().chain(&evaluation.notes).collect();
    if !remarks.is_empty() {
        body.push_str("<ul class=\"notes\">");
        for remark in remarks {
            let _ = write!(body, "<li>{}</li>", escape(remark));
        }
        body.push_str("</ul>");
    }
}

fn bars(body: &mut String, evaluation: &Evaluation) {
    let bar = |name, colour, result: &BoxResult| {
        Some(Bar { name, colour, value: result.ap50?, interval: result.ap50_interval, count: result.boxes })
    };
    let groups: Vec<Bar<'_>> = pooled(evaluation).iter().filter_map(|(name, c, r)| bar(*name, *c, &r.boxes)).collect();
    let classes: Vec<Bar<'_>> =
        evaluation.classes.iter().filter_map(|(class, r)| bar(class.label(), colour(class.group()), r)).collect();
    if groups.is_empty() {
        body.push_str("<p>The set has no boxes to be found.</p>");
        return;
    }
    body.push_str(&plot::bars("AP50 by group (the group's classes as one; n = boxes)", &groups));
    if !classes.is_empty() {
        body.push_str(&plot::bars("AP50 by class", &classes));
        let _ = write!(
            body,
            "<p>Mean over these classes, as COCO has it: AP50 {}, AP50:95 {}.</p>",
            with_interval(evaluation.ap50, evaluation.ap50_interval),
            with_interval(evaluation.ap50_95, evaluation.ap50_95_interval)
        );
    }
}

fn charts(body: &mut String, evaluation: &Evaluation) {
    const SHARES: [f64; 6] = [0.0, 0.2, 0.4, 0.6, 0.8, 1.0];
    let share = |label| Axis { label, low: 0.0, high: 1.0, logarithmic: false, ticks: &SHARES };
    let series = |points: &dyn Fn(&GroupResult) -> Vec<[f64; 2]>, steps| -> Vec<Series<'static>> {
        pooled(evaluation)
            .into_iter()
            .map(|(name, colour, result)| Series { name, colour, points: points(result), steps })
            .filter(|series| !series.points.is_empty())
            .collect()
    };
    let mut chart = |title: &str, x: Axis<'_>, y: Axis<'_>, series: Vec<Series<'_>>| {
        if !series.is_empty() {
            body.push_str(&plot::lines(title, &x, &y, &series));
        }
    };
    let precision = |result: &GroupResult| {
        let levels = result.boxes.precision_by_recall.iter().enumerate();
        levels.map(|(level, precision)| [level as f64 / 100.0, *precision]).collect()
    };
    chart(
        "Precision and recall of boxes, IoU 0.5",
        share("recall of boxes"),
        share("precision"),
        series(&precision, false),
    );
    let rates = Axis {
        label: "false alarms per picture",
        low: 0.01,
        high: 10.0,
        logarithmic: true,
        ticks: &[0.01, 0.1, 1.0, 10.0],
    };
    chart("FROC, IoU 0.5", rates, share("recall of boxes"), series(&|result| result.froc.curve.clone(), true));
    chart(
        "ROC of whole pictures",
        share("share of pictures without the threat that raise an alarm"),
        share("recall of pictures"),
        series(&|result| result.image_level.curve.clone(), false),
    );
}

/// A table: header cells, then rows of cells, all text. The first cell of a row is its name, indented
/// where it begins with a space; an interval goes on a line of its own.
fn table(body: &mut String, header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) {
    body.push_str("<div class=\"scroll\"><table><thead><tr>");
    for cell in header {
        let _ = write!(body, "<th scope=\"col\">{}</th>", escape(cell));
    }
    body.push_str("</tr></thead><tbody>");
    for row in rows {
        body.push_str("<tr>");
        for (index, cell) in row.iter().enumerate() {
            let cell = escape(cell);
            let _ = match (index, cell.strip_prefix(' '), cell.split_once(" [")) {
                (0, Some(name), _) => write!(body, "<th scope=\"row\" class=\"part\">{name}</th>"),
                (0, None, _) => write!(body, "<th scope=\"row\">{cell}</th>"),
                (_, _, Some((value, interval))) => write!(body, "<td>{value}<small>[{interval}</small></td>"),
                (_, _, None) => write!(body, "<td>{cell}</td>"),
            };
        }
        body.push_str("</tr>");
    }
    body.push_str("</tbody></table></div>");
}

/// Groups, then the classes that have boxes or detections.
fn box_rows(evaluation: &Evaluation) -> Vec<(String, &BoxResult)> {
    let groups = pooled(evaluation).into_iter().map(|(name, _, result)| (name.to_owned(), &result.boxes));
    let classes = evaluation.classes.iter().filter(|(_, result)| result.boxes > 0 || result.predictions > 0);
    groups.chain(classes.map(|(class, result)| (format!(" {}", class.label()), result))).collect()
}

/// The figure, starred where the sample is too small for it.
fn marked(value: Option<f64>, interval: Option<[f64; 2]>, resolved: bool) -> String {
    let figure = with_interval(value, interval);
    match (resolved || value.is_none(), figure.split_once(' ')) {
        (true, _) => figure,
        (false, Some((value, interval))) => format!("{value}* {interval}"),
        (false, None) => format!("{figure}*"),
    }
}

fn boxes(body: &mut String, evaluation: &Evaluation) {
    body.push_str("<h2>Boxes</h2>");
    let header =
        ["", "boxes", "in pictures", "in scenes", "AP50", "AP50:95", "recall at any score", "recall, IoU 0.5 to 0.95"];
    let rows = box_rows(evaluation).into_iter().map(|(name, result)| {
        vec![
            name,
            result.boxes.to_string(),
            format!("{} of {}", result.images_with, result.images),
            result.scenes_with.to_string(),
            with_interval(result.ap50, result.ap50_interval),
            with_interval(result.ap50_95, result.ap50_95_interval),
            with_interval(result.recall50, result.recall50_interval),
            with_interval(result.recall50_95, result.recall50_95_interval),
        ]
    });
    table(body, &header, rows);
}

fn thresholds(body: &mut String, evaluation: &Evaluation) {
    let rows: Vec<Vec<String>> = box_rows(evaluation)
        .into_iter()
        .filter_map(|(name, result)| {
            let at = result.at_thresholds.as_ref()?;
            Some(vec![
                name,
                at.threshold.map_or("by class".into(), |threshold| threshold.to_string()),
                format!("{} / {}", at.hits, at.misses),
                at.false_alarms.to_string(),
                with_interval(at.recall, at.recall_interval),
                with_interval(at.precision, at.precision_interval),
                with_interval(at.false_alarms_per_image, at.false_alarms_per_image_interval),
            ])
        })
        .collect();
    if rows.is_empty() {
        return;
    }
    body.push_str("<h2>Boxes at the shipped thresholds</h2>");
    let header = ["", "threshold", "found / missed", "false alarms", "recall", "precision", "false alarms per picture"];
    table(body, &header, rows);
}

fn froc(body: &mut String, evaluation: &Evaluation) {
    body.push_str("<h2>Recall of boxes by false alarms per picture</h2>");
    let rates: Vec<String> =
        evaluation.threat.froc.points.iter().map(|point| point.false_alarms_per_image.to_string()).collect();
    let header: Vec<&str> = ["", "boxes"].into_iter().chain(rates.iter().map(String::as_str)).collect();
    let rows = pooled(evaluation).into_iter().map(|(name, _, result)| {
        let points = result.froc.points.iter().map(|point| marked(point.recall, point.recall_interval, point.resolved));
        [name.to_owned(), result.boxes.boxes.to_string()].into_iter().chain(points).collect()
    });
    table(body, &header, rows);
    body.push_str("<p class=\"small\">* Too few pictures for a single false alarm at this rate.</p>");
}

fn image_level(body: &mut String, evaluation: &Evaluation) {
    body.push_str("<h2>Whole pictures</h2>");
    let header = [
        "",
        "with / without",
        "AUC",
        "recall at 1 % false alarms",
        "at 5 %",
        "at 10 %",
        "recall at the shipped thresholds",
        "false alarms there",
    ];
    let rows = pooled(evaluation).into_iter().map(|(name, _, result)| {
        let level = &result.image_level;
        let at = level.at_thresholds.as_ref();
        let points = level.points.iter().map(|point| marked(point.recall, point.recall_interval, point.resolved));
        let mut row = vec![name.to_owned(), format!("{} / {}", level.positives, level.negatives)];
        row.push(with_interval(level.auc, level.auc_interval));
        row.extend(points);
        row.push(with_interval(at.and_then(|at| at.recall), at.and_then(|at| at.recall_interval)));
        row.push(with_interval(at.and_then(|at| at.false_alarm_rate), at.and_then(|at| at.false_alarm_rate_interval)));
        row
    });
    table(body, &header, rows);
    body.push_str(
        "<p class=\"small\">* Too few pictures without the threat for a single false alarm at this rate.</p>",
    );
}

fn failures(body: &mut String, evaluation: &Evaluation) {
    let failed = &evaluation.sample.failed;
    if failed.is_empty() {
        return;
    }
    let _ = write!(body, "<h2>Pictures that could not be screened ({})</h2>", failed.len());
    let rows = failed.iter().map(|failure| vec![failure.file_name.clone(), failure.reason.clone()]);
    table(body, &["picture", "reason"], rows);
}

fn method(body: &mut String, evaluation: &Evaluation) {
    let method = &evaluation.method;
    let _ = write!(
        body,
        "<h2>How the figures are made</h2><ul>\
         <li>Average precision is COCO's: 101 recall levels, {} detections per picture and class, all object sizes; AP50:95 \
         is the mean over IoU 0.5 to 0.95.</li>\
         <li>A group counts as one class. One object may be reported as two of its classes: a detection that overlaps a \
         better one of the group by more than IoU {} is a repeat and is left out.</li>\
         <li>Don't-care regions give neither hits nor false alarms.</li>\
         <li>A picture's score is the best of its detections; it is compared between pictures that hold the threat and all \
         others.</li>\
         <li>Intervals: percentiles of {} bootstrap rounds over scenes, seed {}; views of one scene are drawn together. \
         A dash or a missing bracket means fewer than {} scenes. An interval of width 0 means that no scene differed, not \
         that the figure is certain: after n scenes without a miss the true miss rate may still be up to 3 / n.</li></ul>",
        method.max_detections,
        method.group_nms_iou,
        method.bootstrap_rounds,
        method.bootstrap_seed,
        super::bootstrap::MIN_SCENES
    );
}
