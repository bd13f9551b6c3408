//! DETR style (Carion et al. 2020): a set of boxes, each with logits or with a label and a score.

use super::{
    Data, DetectError, Kind, ModelError, Output, OutputInfo, Sink, all_scores, check_scores, list, misfit, named,
    open_or, sigmoid,
};
use crate::{
    geometry::PixelBox,
    model::{Activation, BoxFormat, Manifest},
};

#[derive(Debug)]
pub(super) struct Detr {
    form: Form,
    classes: usize,
    activation: Activation,
    format: BoxFormat,
    width: f32,
    height: f32,
}

/// Which outputs there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// `[1, N, 4 + C]`.
    Combined,
    /// Boxes `[1, N, 4]` and logits or scores `[1, N, C]`; C + 1 with softmax.
    Scores,
    /// Boxes `[1, N, 4]`, scores `[1, N]` and class numbers `[1, N]`.
    Labels,
}

impl Detr {
    pub(super) fn plan(manifest: &Manifest, outputs: &[OutputInfo]) -> Result<(Self, Vec<String>), ModelError> {
        let classes = manifest.classes.len();
        let (form, used) = choose(manifest, outputs)?;
        let activation = manifest.output.activation.unwrap_or(match form {
            Form::Scores => Activation::Sigmoid,
            Form::Combined | Form::Labels => Activation::None,
        });
        let format = manifest.output.boxes_are.unwrap_or(match form {
            Form::Labels => BoxFormat { corners: true, normalised: false },
            Form::Combined | Form::Scores => BoxFormat { corners: false, normalised: true },
        });
        if form == Form::Labels && activation == Activation::Softmax {
            return Err(ModelError::Output("the model puts out labels and scores: there is nothing to softmax".into()));
        }
        let detr = Self {
            form,
            classes,
            activation,
            format,
            width: manifest.input.width as f32,
            height: manifest.input.height as f32,
        };
        for (place, output) in used.iter().enumerate() {
            let expected = detr.expected(place);
            let fits = output.shape.len() == expected.len()
                && output
                    .shape
                    .iter()
                    .zip(&expected)
                    .all(|(declared, length)| length.is_none_or(|l| open_or(*declared, l)));
            if !fits {
                return Err(ModelError::Output(misfit(&output.name, &output.shape, &detr.needs(place))));
            }
        }
        Ok((detr, used.iter().map(|output| output.name.clone()).collect()))
    }

    /// Lengths of the output at `place`, none where any will do.
    fn expected(&self, place: usize) -> Vec<Option<usize>> {
        let scores = self.classes + usize::from(self.activation == Activation::Softmax);
        match (self.form, place) {
            (Form::Combined, _) => vec![Some(1), None, Some(4 + scores)],
            (_, 0) => vec![Some(1), None, Some(4)],
            (Form::Scores, _) => vec![Some(1), None, Some(scores)],
            (Form::Labels, _) => vec![Some(1), None],
        }
    }

    fn needs(&self, place: usize) -> String {
        let one = |length: &Option<usize>| length.map_or("any".to_owned(), |length| length.to_string());
        format!(
            "family detr with {} classes needs [{}]",
            self.classes,
            self.expected(place).iter().map(one).collect::<Vec<_>>().join(", ")
        )
    }

    pub(super) fn decode(&self, outputs: &[Output<'_>], sink: &mut Sink<'_>) -> Result<(), DetectError> {
        for (place, output) in outputs.iter().enumerate() {
            let expected = self.expected(place);
            let fits = output.shape.len() == expected.len()
                && output.shape.iter().zip(&expected).all(|(found, length)| {
                    *found >= 0 && length.is_none_or(|length| usize::try_from(*found) == Ok(length))
                })
                && output.shape[1] == outputs[0].shape[1];
            if !fits {
                return Err(DetectError::Shape(misfit(output.name, output.shape, &self.needs(place))));
            }
        }
        match (self.form, outputs) {
            (Form::Combined, [all]) => {
                let row = self.expected(0)[2].unwrap_or(4);
                for (index, values) in all.floats()?.chunks_exact(row).enumerate() {
                    let (bbox, scores) = values.split_at(4);
                    self.weigh(all, index * row, bbox, scores, sink)?;
                }
                Ok(())
            }
            (Form::Scores, [boxes, scores]) => {
                let row = self.expected(1)[2].unwrap_or(1);
                let rows = scores.floats()?.chunks_exact(row);
                for (index, (bbox, values)) in boxes.floats()?.chunks_exact(4).zip(rows).enumerate() {
                    self.weigh(scores, index * row, bbox, values, sink)?;
                }
                Ok(())
            }
            (Form::Labels, [boxes, scores, labels]) => self.labelled(boxes, scores, labels, sink),
            _ => Err(DetectError::Shape("an output is missing".to_owned())),
        }
    }

    fn weigh(
        &self,
        output: &Output<'_>,
        at: usize,
        bbox: &[f32],
        scores: &[f32],
        sink: &mut Sink<'_>,
    ) -> Result<(), DetectError> {
        let highest = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let total: f32 = match self.activation {
            Activation::Softmax => scores.iter().map(|score| (score - highest).exp()).sum(),
            Activation::None if !all_scores(scores) => {
                check_scores(output.name, scores.iter())?;
                1.0
            }
            Activation::None | Activation::Sigmoid => 1.0,
        };
        for (class, score) in scores.iter().take(self.classes).enumerate() {
            let score = match self.activation {
                Activation::None => *score,
                Activation::Sigmoid => sigmoid(*score),
                Activation::Softmax => (score - highest).exp() / total,
            };
            if sink.wants(class, score) {
                sink.take(output, at, class, score, self.pixels(bbox))?;
            }
        }
        Ok(())
    }

    fn labelled(
        &self,
        boxes: &Output<'_>,
        scores: &Output<'_>,
        labels: &Output<'_>,
        sink: &mut Sink<'_>,
    ) -> Result<(), DetectError> {
        let label = |index: usize| match labels.data {
            Data::I64(labels) => Ok(labels[index]),
            Data::I32(labels) => Ok(i64::from(labels[index])),
            Data::F32(_) => Err(DetectError::Shape(format!("output \"{}\" must hold whole numbers", labels.name))),
        };
        for (index, (bbox, score)) in boxes.floats()?.chunks_exact(4).zip(scores.floats()?).enumerate() {
            let score = match self.activation {
                Activation::Sigmoid => sigmoid(*score),
                Activation::None | Activation::Softmax => {
                    check_scores(scores.name, std::iter::once(score))?;
                    *score
                }
            };
            let label = label(index)?;
            let Some(class) = usize::try_from(label).ok().filter(|class| *class < self.classes) else {
                return Err(DetectError::Label { output: labels.name.to_owned(), label, classes: self.classes });
            };
            if sink.wants(class, score) {
                sink.take(boxes, index * 4, class, score, self.pixels(bbox))?;
            }
        }
        Ok(())
    }

    fn pixels(&self, bbox: &[f32]) -> PixelBox {
        let (w, h) = if self.format.normalised { (self.width, self.height) } else { (1.0, 1.0) };
        let [a, b, c, d] = [bbox[0] * w, bbox[1] * h, bbox[2] * w, bbox[3] * h];
        if self.format.corners {
            PixelBox::from_corners(a, b, c, d)
        } else {
            PixelBox { x: a - c / 2.0, y: b - d / 2.0, width: c, height: d }
        }
    }
}

/// Finds the outputs by the manifest's names, else by type and shape.
fn choose<'a>(manifest: &Manifest, outputs: &'a [OutputInfo]) -> Result<(Form, Vec<&'a OutputInfo>), ModelError> {
    let spec = &manifest.output;
    if let Some(name) = &spec.predictions {
        return Ok((Form::Combined, vec![named(name, "output.predictions", outputs)?]));
    }
    let given = |name: &Option<String>, key: &str| name.as_ref().map(|name| named(name, key, outputs)).transpose();
    let (boxes, scores, labels) = (
        given(&spec.boxes, "output.boxes")?,
        given(&spec.scores, "output.scores")?,
        given(&spec.labels, "output.labels")?,
    );
    let is_label = |o: &&OutputInfo| matches!(o.kind, Kind::I64 | Kind::I32) && o.shape.len() == 2;
    let labels = match labels {
        Some(labels) => Some(labels),
        None => only(outputs.iter().filter(is_label), "labels", outputs)?,
    };
    let floats = || outputs.iter().filter(|o| o.kind == Kind::F32);
    let is_other = |o: &&OutputInfo, other: Option<&OutputInfo>| other.is_none_or(|other| other.name != o.name);
    let box_shaped = |o: &&OutputInfo| o.shape.len() == 3 && open_or(o.shape[2], 4) && is_other(o, scores);
    let boxes = match boxes {
        Some(boxes) => Some(boxes),
        // With four classes, logits have the shape of boxes; then the name decides.
        None if floats().filter(box_shaped).count() > 1 => {
            only(floats().filter(box_shaped).filter(|o| o.name.contains("box")), "boxes", outputs)?
        }
        None => only(floats().filter(box_shaped), "boxes", outputs)?,
    };
    let Some(boxes) = boxes else {
        let width = 4 + manifest.classes.len();
        let combined = floats().filter(|o| o.shape.len() == 3 && open_or(o.shape[2], width));
        return match only(combined, "predictions", outputs)? {
            Some(all) => Ok((Form::Combined, vec![all])),
            None => Err(ModelError::Output(format!(
                "family detr needs a float32 output of boxes [1, any, 4]; the model has: {}",
                list(outputs)
            ))),
        };
    };
    let rank = if labels.is_some() { 2 } else { 3 };
    let scores = match scores {
        Some(scores) => Some(scores),
        None => {
            let shaped = floats().filter(|o| o.shape.len() == rank && is_other(o, Some(boxes)));
            only(shaped, "scores", outputs)?
        }
    };
    match (scores, labels) {
        (Some(scores), Some(labels)) => Ok((Form::Labels, vec![boxes, scores, labels])),
        (Some(scores), None) => Ok((Form::Scores, vec![boxes, scores])),
        (None, _) => Err(ModelError::Output(format!(
            "family detr needs a float32 output of scores {}; the model has: {}",
            if labels.is_some() { "[1, any]" } else { "[1, any, classes]" },
            list(outputs)
        ))),
    }
}

fn only<'a>(
    mut found: impl Iterator<Item = &'a OutputInfo>,
    what: &str,
    outputs: &[OutputInfo],
) -> Result<Option<&'a OutputInfo>, ModelError> {
    let first = found.next();
    if found.next().is_some() {
        return Err(ModelError::Output(format!(
            "several outputs could hold the {what}; name one as output.{what}: {}",
            list(outputs)
        )));
    }
    Ok(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::head::Head;

    fn manifest(output: &str) -> Manifest {
        Manifest::parse(&format!(
            "name='t'\nversion='1'\nlicence='x'\nfamily='detr'\nsha256='{}'\ntraining.summary='none'\n\
             input={{width=100,height=50}}\noutput={{{output}}}\n\
             [[classes]]\nname='gun'\nclass='pistol'\nthreshold=0.5\n[[classes]]\nname='clip'\nclass='magazine'\nthreshold=0.5\n",
            "0".repeat(64)
        ))
        .unwrap()
    }

    fn info(name: &str, kind: Kind, shape: &[i64]) -> OutputInfo {
        OutputInfo { name: name.into(), kind, shape: shape.to_vec() }
    }

    fn near(found: PixelBox, expected: [f32; 4]) -> bool {
        <[f32; 4]>::from(found).into_iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-3)
    }

    #[test]
    fn boxes_and_logits_are_found_by_shape_and_scaled_to_the_input() {
        let outputs = [info("logits", Kind::F32, &[1, 2, 2]), info("pred_boxes", Kind::F32, &[1, 2, 4])];
        let head = Head::plan(&manifest(""), &outputs).unwrap();
        assert_eq!(head.outputs(), ["pred_boxes", "logits"]);
        let boxes = [0.5, 0.5, 0.2, 0.4, 0.1, 0.1, 0.1, 0.1];
        let logits = [-9.0, 2.0, -9.0, -9.0];
        let found = head
            .decode(&[
                Output { name: "pred_boxes", shape: &[1, 2, 4], data: Data::F32(&boxes) },
                Output { name: "logits", shape: &[1, 2, 2], data: Data::F32(&logits) },
            ])
            .unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].class.name(), "magazine");
        assert!((found[0].score - sigmoid(2.0)).abs() < 1e-6);
        assert!(near(found[0].bbox, [40.0, 15.0, 20.0, 20.0]), "{:?}", found[0].bbox);
    }

    #[test]
    fn softmax_leaves_the_last_class_out() {
        let outputs = [info("logits", Kind::F32, &[1, -1, 3]), info("boxes", Kind::F32, &[1, -1, 4])];
        let head = Head::plan(&manifest("activation='softmax'"), &outputs).unwrap();
        let found = head
            .decode(&[
                Output { name: "boxes", shape: &[1, 1, 4], data: Data::F32(&[0.5, 0.5, 0.1, 0.1]) },
                Output { name: "logits", shape: &[1, 1, 3], data: Data::F32(&[1.0, -20.0, 1.0]) },
            ])
            .unwrap();
        assert_eq!(found.len(), 1);
        assert!((found[0].score - 0.5).abs() < 1e-4);
    }

    #[test]
    fn labels_scores_and_corner_boxes_are_taken_as_they_are() {
        let outputs = [
            info("labels", Kind::I64, &[-1, -1]),
            info("boxes", Kind::F32, &[-1, -1, 4]),
            info("scores", Kind::F32, &[-1, -1]),
        ];
        let head = Head::plan(&manifest(""), &outputs).unwrap();
        let run = |label: i64| {
            head.decode(&[
                Output { name: "boxes", shape: &[1, 1, 4], data: Data::F32(&[10.0, 5.0, 30.0, 25.0]) },
                Output { name: "scores", shape: &[1, 1], data: Data::F32(&[0.8]) },
                Output { name: "labels", shape: &[1, 1], data: Data::I64(&[label]) },
            ])
        };
        assert!(near(run(0).unwrap()[0].bbox, [10.0, 5.0, 20.0, 20.0]));
        assert!(matches!(run(2), Err(DetectError::Label { label: 2, classes: 2, .. })));
    }

    #[test]
    fn four_numbers_twice_are_told_apart_by_name() {
        let outputs = [info("a", Kind::F32, &[1, -1, -1]), info("pred_boxes", Kind::F32, &[1, -1, -1])];
        assert_eq!(Head::plan(&manifest(""), &outputs).unwrap().outputs(), ["pred_boxes", "a"]);
        let nameless = [info("a", Kind::F32, &[1, -1, -1]), info("b", Kind::F32, &[1, -1, -1])];
        assert!(Head::plan(&manifest(""), &nameless).is_err());
        let stated = manifest("boxes='b',scores='a'");
        assert_eq!(Head::plan(&stated, &nameless).unwrap().outputs(), ["b", "a"]);
    }
}
