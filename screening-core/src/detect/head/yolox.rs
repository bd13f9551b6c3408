//! YOLOX (Ge et al. 2021): rows of `cx, cy, w, h, objectness, scores...`, score = objectness * class score.

use super::{
    Cells, DetectError, ModelError, Output, OutputInfo, Sink, all_scores, check_scores, misfit, open_or, sigmoid,
};
use crate::{
    geometry::PixelBox,
    model::{Activation, Manifest},
};

#[derive(Debug)]
pub(super) struct Yolox {
    classes: usize,
    sigmoid: bool,
    /// Left top corner in grid cells, and pixels per cell, of each row; none when boxes are decoded.
    grid: Option<Vec<[f32; 3]>>,
    expected: String,
}

impl Yolox {
    pub(super) fn plan(manifest: &Manifest, output: &OutputInfo) -> Result<Self, ModelError> {
        let classes = manifest.classes.len();
        let grid = (!manifest.output.decoded)
            .then(|| grid(manifest.input.width, manifest.input.height, &manifest.output.strides));
        let rows = grid.as_ref().map(Vec::len);
        let expected = format!(
            "family yolox with {classes} classes{} needs [1, {}, {}]",
            if grid.is_some() { format!(" and strides {:?}", manifest.output.strides) } else { String::new() },
            rows.map_or("any".to_owned(), |rows| rows.to_string()),
            5 + classes
        );
        let fits = matches!(output.shape[..], [batch, n, row]
            if open_or(batch, 1) && rows.is_none_or(|rows| open_or(n, rows)) && open_or(row, 5 + classes));
        if fits {
            Ok(Self { classes, sigmoid: manifest.output.activation == Some(Activation::Sigmoid), grid, expected })
        } else {
            Err(ModelError::Output(misfit(&output.name, &output.shape, &expected)))
        }
    }

    /// How the candidates of `output` lie.
    pub(super) fn cells(&self, output: &Output<'_>) -> Result<Cells, DetectError> {
        let [count, numbers] = output.lengths(&self.expected)?;
        Ok(Cells { count, numbers, number: 1, candidate: numbers })
    }

    pub(super) fn decode(&self, outputs: &[Output<'_>], sink: &mut Sink<'_>) -> Result<(), DetectError> {
        let [output] = outputs else { return Err(DetectError::Shape(self.expected.clone())) };
        let [rows, row] = output.lengths(&self.expected)?;
        if row != 5 + self.classes || self.grid.as_ref().is_some_and(|grid| grid.len() != rows) {
            return Err(DetectError::Shape(misfit(output.name, output.shape, &self.expected)));
        }
        for (index, values) in output.floats()?.chunks_exact(row).enumerate() {
            let (bbox, scores) = values.split_at(4);
            if !self.sigmoid && !all_scores(scores) {
                check_scores(output.name, scores.iter())?;
            }
            let activate = |score: f32| if self.sigmoid { sigmoid(score) } else { score };
            let objectness = activate(scores[0]);
            if objectness < sink.floor {
                continue;
            }
            for (class, score) in scores[1..].iter().enumerate() {
                let score = objectness * activate(*score);
                if sink.wants(class, score) {
                    sink.take(output, index * row, class, score, self.pixels(index, bbox))?;
                }
            }
        }
        Ok(())
    }

    fn pixels(&self, index: usize, bbox: &[f32]) -> PixelBox {
        let (centre, size) = match &self.grid {
            None => ([bbox[0], bbox[1]], [bbox[2], bbox[3]]),
            Some(grid) => {
                let [x, y, stride] = grid[index];
                ([(bbox[0] + x) * stride, (bbox[1] + y) * stride], [bbox[2].exp() * stride, bbox[3].exp() * stride])
            }
        };
        PixelBox { x: centre[0] - size[0] / 2.0, y: centre[1] - size[1] / 2.0, width: size[0], height: size[1] }
    }
}

/// Cells of all levels, row by row, in the order of `strides`.
fn grid(width: u32, height: u32, strides: &[u32]) -> Vec<[f32; 3]> {
    let mut cells = Vec::new();
    for stride in strides {
        for y in 0..height / stride {
            cells.extend((0..width / stride).map(|x| [x as f32, y as f32, *stride as f32]));
        }
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::{super::Head, *};
    use crate::detect::head::{Data, Kind};

    fn manifest(decoded: bool) -> Manifest {
        Manifest::parse(&format!(
            "name='t'\nversion='1'\nlicence='x'\nfamily='yolox'\nsha256='{}'\ntraining.summary='none'\n\
             input={{width=64,height=32}}\noutput={{decoded={decoded}}}\n\
             [[classes]]\nname='gun'\nclass='pistol'\nthreshold=0.5\n[[classes]]\nname='cat'\nclass='ignore'\n",
            "0".repeat(64)
        ))
        .unwrap()
    }

    fn head(decoded: bool, rows: i64) -> Result<Head, ModelError> {
        Head::plan(&manifest(decoded), &[OutputInfo { name: "out".into(), kind: Kind::F32, shape: vec![1, rows, 7] }])
    }

    // 64 x 32 at strides 8, 16, 32: 8 x 4 + 4 x 2 + 2 x 1 cells.
    const ROWS: usize = 42;

    #[test]
    fn grid_offsets_become_pixels_of_the_right_level() {
        let mut values = vec![0.0f32; ROWS * 7];
        // Cell (1, 1) of the level with stride 16: 32 cells of the first level, then 4 in its first row.
        values[(32 + 5) * 7..][..7].copy_from_slice(&[0.5, 0.25, 0.0, 2f32.ln(), 0.9, 0.8, 1.0]);
        let output = Output { name: "out", shape: &[1, ROWS as i64, 7], data: Data::F32(&values) };
        let found = head(false, ROWS as i64).unwrap().decode(&[output]).unwrap();
        assert_eq!(found.len(), 1, "the ignored class gives nothing");
        assert!((found[0].score - 0.72).abs() < 1e-6);
        let expected = [24.0 - 8.0, 20.0 - 16.0, 16.0, 32.0];
        for (a, b) in <[f32; 4]>::from(found[0].bbox).into_iter().zip(expected) {
            assert!((a - b).abs() < 1e-4, "{:?}", found[0].bbox);
        }
    }

    #[test]
    fn a_missing_level_is_told_with_both_shapes() {
        let error = head(false, 40).unwrap_err().to_string();
        assert!(error.contains("[1, 40, 7]") && error.contains("[1, 42, 7]"), "{error}");
    }

    #[test]
    fn logits_are_an_error_and_not_a_lack_of_detections() {
        let mut values = vec![0.0f32; 2 * 7];
        values[4..7].copy_from_slice(&[-5.0, -4.0, -9.0]);
        let output = Output { name: "out", shape: &[1, 2, 7], data: Data::F32(&values) };
        let error = head(true, -1).unwrap().decode(&[output]).unwrap_err();
        assert!(matches!(error, DetectError::Score { value, .. } if value == -5.0));
    }
}
