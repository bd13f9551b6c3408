//! Plots as inline SVG: no script, coloured by the page's CSS (`.s0` to `.s4`), so that they follow
//! light and dark.

use std::fmt::Write as _;

use super::html::escape;

const WIDTH: f64 = 520.0;
const HEIGHT: f64 = 360.0;
const LEFT: f64 = 52.0;
const RIGHT: f64 = 14.0;
const TOP: f64 = 14.0;
const BOTTOM: f64 = 46.0;

/// One axis.
pub(super) struct Axis<'a> {
    pub(super) label: &'a str,
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) logarithmic: bool,
    pub(super) ticks: &'a [f64],
}

impl Axis<'_> {
    /// 0 at the low end, 1 at the high end; values beyond are held at the ends.
    fn place(&self, value: f64) -> f64 {
        let value = value.clamp(self.low, self.high);
        if self.logarithmic {
            (value / self.low).ln() / (self.high / self.low).ln()
        } else {
            (value - self.low) / (self.high - self.low)
        }
    }
}

/// One line.
pub(super) struct Series<'a> {
    pub(super) name: &'a str,
    /// Which of the page's five series colours.
    pub(super) colour: usize,
    pub(super) points: Vec<[f64; 2]>,
    /// Draw as steps: the value holds until the next point.
    pub(super) steps: bool,
}

/// A line chart with a legend below.
pub(super) fn lines(title: &str, x: &Axis<'_>, y: &Axis<'_>, series: &[Series<'_>]) -> String {
    let across = |value: f64| LEFT + x.place(value) * (WIDTH - LEFT - RIGHT);
    let up = |value: f64| HEIGHT - BOTTOM - y.place(value) * (HEIGHT - TOP - BOTTOM);
    let mut svg = format!(
        "<figure><figcaption>{title}</figcaption><svg viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"{title}\">",
        title = escape(title)
    );
    for &tick in x.ticks {
        let at = across(tick);
        let _ = write!(
            svg,
            "<line class=\"grid\" x1=\"{at:.1}\" x2=\"{at:.1}\" y1=\"{TOP}\" y2=\"{:.1}\"/>\
             <text x=\"{at:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{tick}</text>",
            HEIGHT - BOTTOM,
            HEIGHT - BOTTOM + 16.0
        );
    }
    for &tick in y.ticks {
        let at = up(tick);
        let _ = write!(
            svg,
            "<line class=\"grid\" x1=\"{LEFT}\" x2=\"{:.1}\" y1=\"{at:.1}\" y2=\"{at:.1}\"/>\
             <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{tick}</text>",
            WIDTH - RIGHT,
            LEFT - 6.0,
            at + 4.0
        );
    }
    let middle = TOP + (HEIGHT - TOP - BOTTOM) / 2.0;
    let _ = write!(
        svg,
        "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\" class=\"axis\">{}</text>\
         <text transform=\"translate(14 {middle:.1}) rotate(-90)\" text-anchor=\"middle\" class=\"axis\">{}</text>",
        LEFT + (WIDTH - LEFT - RIGHT) / 2.0,
        HEIGHT - 8.0,
        escape(x.label),
        escape(y.label)
    );
    for line in series {
        let mut points = String::new();
        let mut last: Option<f64> = None;
        // What lies beyond the axis would stand at its end as a step that is not there.
        for &[at_x, at_y] in line.points.iter().filter(|point| point[0] <= x.high) {
            if let (true, Some(before)) = (line.steps, last) {
                let _ = write!(points, "{:.1},{before:.1} ", across(at_x));
            }
            let _ = write!(points, "{:.1},{:.1} ", across(at_x), up(at_y));
            last = Some(up(at_y));
        }
        if let (true, Some(before)) = (line.steps, last) {
            let _ = write!(points, "{:.1},{before:.1}", across(x.high));
        }
        let _ = write!(svg, "<polyline class=\"line s{}\" points=\"{}\"/>", line.colour, points.trim_end());
    }
    svg.push_str("</svg><ul class=\"legend\">");
    for line in series {
        let _ = write!(
            svg,
            "<li><svg viewBox=\"0 0 30 8\" aria-hidden=\"true\"><line class=\"line s{}\" x1=\"0\" x2=\"30\" y1=\"4\" y2=\"4\"/></svg>{}</li>",
            line.colour,
            escape(line.name)
        );
    }
    svg.push_str("</ul></figure>");
    svg
}

/// One bar from 0 to 1.
pub(super) struct Bar<'a> {
    pub(super) name: &'a str,
    pub(super) colour: usize,
    pub(super) value: f64,
    pub(super) interval: Option<[f64; 2]>,
    /// Number of boxes behind it.
    pub(super) count: usize,
}

/// Horizontal bars with their intervals as whiskers.
pub(super) fn bars(title: &str, bars: &[Bar<'_>]) -> String {
    const ROW: f64 = 26.0;
    const NAMES: f64 = 210.0;
    const SPAN: f64 = 360.0;
    const WHOLE: f64 = NAMES + SPAN + 260.0;
    let height = bars.len() as f64 * ROW + 30.0;
    let mut svg = format!(
        "<figure class=\"wide\"><figcaption>{title}</figcaption><svg viewBox=\"0 0 {WHOLE} {height}\" role=\"img\" aria-label=\"{title}\">",
        title = escape(title)
    );
    for tick in [0.0, 0.2, 0.4, 0.6, 0.8, 1.0] {
        let at = NAMES + tick * SPAN;
        let _ = write!(
            svg,
            "<line class=\"grid\" x1=\"{at:.1}\" x2=\"{at:.1}\" y1=\"4\" y2=\"{:.1}\"/>\
             <text x=\"{at:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{tick}</text>",
            height - 24.0,
            height - 8.0
        );
    }
    for (index, bar) in bars.iter().enumerate() {
        let top = 4.0 + index as f64 * ROW;
        let middle = top + ROW / 2.0;
        let _ = write!(
            svg,
            "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>\
             <rect class=\"bar s{}\" x=\"{NAMES}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\"/>",
            NAMES - 8.0,
            middle + 4.0,
            escape(bar.name),
            bar.colour,
            top + 5.0,
            bar.value * SPAN,
            ROW - 10.0
        );
        if let Some([low, high]) = bar.interval {
            let (low, high) = (NAMES + low * SPAN, NAMES + high * SPAN);
            let _ = write!(
                svg,
                "<path class=\"whisker\" d=\"M{low:.1} {middle:.1}H{high:.1}M{low:.1} {:.1}v8M{high:.1} {:.1}v8\"/>",
                middle - 4.0,
                middle - 4.0
            );
        }
        let _ = write!(
            svg,
            "<text x=\"{:.1}\" y=\"{:.1}\">{}, n = {}</text>",
            NAMES + SPAN + 12.0,
            middle + 4.0,
            super::table::with_interval(Some(bar.value), bar.interval),
            bar.count
        );
    }
    svg.push_str("</svg></figure>");
    svg
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_that_goes_on_beyond_the_axis_ends_level_with_its_last_point_on_it() {
        let axis = || Axis { label: "", low: 0.0, high: 1.0, logarithmic: false, ticks: &[] };
        let points = vec![[0.0, 0.0], [0.5, 0.5], [3.0, 1.0]];
        let svg = lines("", &axis(), &axis(), &[Series { name: "", colour: 0, points, steps: true }]);
        let middle = HEIGHT - BOTTOM - 0.5 * (HEIGHT - TOP - BOTTOM);
        assert!(svg.contains(&format!("{:.1},{middle:.1}\"/>", WIDTH - RIGHT)), "{svg}");
    }
}
