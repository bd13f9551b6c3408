//! YOLOv8 and YOLO11: one plane each for `cx, cy, w, h` in input pixels and for every class's score.

use super::{
    Cells, DetectError, ModelError, Output, OutputInfo, Sink, all_scores, check_scores, misfit, open_or, sigmoid,
};
use crate::{
    geometry::PixelBox,
    model::{Activation, Manifest},
};

#[derive(Debug)]
pub(super) struct Yolov8 {
    classes: usize,
    sigmoid: bool,
    expected: String,
}

impl Yolov8 {
    pub(super) fn plan(manifest: &Manifest, output: &OutputInfo) -> Result<Self, ModelError> {
        let classes = manifest.classes.len();
        let expected =
            format!("family yolov8 with {classes} classes needs [1, {0}, any] or [1, any, {0}]", 4 + classes);
        let fits = matches!(output.shape[..], [batch, a, b]
            if open_or(batch, 1) && (open_or(a, 4 + classes) || open_or(b, 4 + classes)));
        if fits {
            Ok(Self { classes, sigmoid: manifest.output.activation == Some(Activation::Sigmoid), expected })
        } else {
            Err(ModelError::Output(misfit(&output.name, &output.shape, &expected)))
        }
    }

    /// How the candidates of `output` lie.
    pub(super) fn cells(&self, output: &Output<'_>) -> Result<Cells, DetectError> {
        match output.lengths(&self.expected)? {
            [numbers, count] if numbers == 4 + self.classes => {
                Ok(Cells { count, numbers, number: count, candidate: 1 })
            }
            [count, numbers] if numbers == 4 + self.classes => {
                Ok(Cells { count, numbers, number: 1, candidate: numbers })
            }
            _ => Err(DetectError::Shape(misfit(output.name, output.shape, &self.expected))),
        }
    }

    pub(super) fn decode(&self, outputs: &[Output<'_>], sink: &mut Sink<'_>) -> Result<(), DetectError> {
        let [output] = outputs else { return Err(DetectError::Shape(self.expected.clone())) };
        let values = output.floats()?;
        let Cells { count, number, candidate, .. } = self.cells(output)?;
        if !self.sigmoid && number == count && !all_scores(&values[4 * count..]) {
            check_scores(output.name, values[4 * count..].iter())?;
        }
        for class in 0..self.classes {
            for index in 0..count {
                let at = index * candidate;
                let mut score = values[at + (4 + class) * number];
                if self.sigmoid {
                    score = sigmoid(score);
                } else if number == 1 {
                    check_scores(output.name, std::iter::once(&score))?;
                }
                if sink.wants(class, score) {
                    let [cx, cy, w, h] = std::array::from_fn(|part| values[at + part * number]);
                    let bbox = PixelBox { x: cx - w / 2.0, y: cy - h / 2.0, width: w, height: h };
                    sink.take(output, at, class, score, bbox)?;
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::head::{Data, Head, Kind};

    fn head(shape: &[i64]) -> Result<Head, ModelError> {
        let manifest = Manifest::parse(&format!(
            "name='t'\nversion='1'\nlicence='x'\nfamily='yolov8'\nsha256='{}'\ntraining.summary='none'\n\
             input={{width=64,height=64}}\n\
             [[classes]]\nname='gun'\nclass='pistol'\nthreshold=0.5\n[[classes]]\nname='clip'\nclass='magazine'\nthreshold=0.5\n",
            "0".repeat(64)
        ))
        .unwrap();
        Head::plan(&manifest, &[OutputInfo { name: "out".into(), kind: Kind::F32, shape: shape.to_vec() }])
    }

    #[test]
    fn planes_and_rows_give_the_same_boxes() {
        // Three candidates; the second is a magazine at (20, 30) of 8 x 4.
        let planes = [1., 20., 3., 1., 30., 3., 1., 8., 3., 1., 4., 3., 0., 0.1, 0., 0., 0.7, 0.0];
        let rows = [1., 1., 1., 1., 0., 0., 20., 30., 8., 4., 0.1, 0.7, 3., 3., 3., 3., 0., 0.];
        let find = |shape: &[i64], values: &[f32]| {
            head(shape).unwrap().decode(&[Output { name: "out", shape, data: Data::F32(values) }]).unwrap()
        };
        let found = find(&[1, 6, 3], &planes);
        assert_eq!(found, find(&[1, 3, 6], &rows));
        // The weaker class of the same box is reported as well.
        assert_eq!(found.iter().map(|c| c.class.name()).collect::<Vec<_>>(), ["magazine", "pistol"]);
        assert_eq!(found[0].bbox, [16.0, 28.0, 8.0, 4.0].into());
    }

    #[test]
    fn another_number_of_classes_is_told_with_both_shapes() {
        let error = head(&[1, 84, 8400]).unwrap_err().to_string();
        assert!(error.contains("[1, 84, 8400]") && error.contains("[1, 6, any]"), "{error}");
    }
}
