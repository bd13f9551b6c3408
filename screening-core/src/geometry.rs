//! Boxes as COCO has them: `[x, y, width, height]`, pixels of the source view, origin top left.

use serde::{Deserialize, Serialize};

/// An axis-aligned box in pixels; fractions of a pixel are allowed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "[f32; 4]", into = "[f32; 4]")]
pub struct PixelBox {
    /// Left edge.
    pub x: f32,
    /// Top edge.
    pub y: f32,
    /// Width, not negative.
    pub width: f32,
    /// Height, not negative.
    pub height: f32,
}

impl From<[f32; 4]> for PixelBox {
    fn from([x, y, width, height]: [f32; 4]) -> Self {
        Self { x, y, width, height }
    }
}

impl From<PixelBox> for [f32; 4] {
    fn from(b: PixelBox) -> Self {
        [b.x, b.y, b.width, b.height]
    }
}

impl PixelBox {
    /// The box between two corners, given in any order.
    pub fn from_corners(x0: f32, y0: f32, x1: f32, y1: f32) -> Self {
        Self { x: x0.min(x1), y: y0.min(y1), width: (x1 - x0).abs(), height: (y1 - y0).abs() }
    }

    /// Right edge.
    pub fn right(&self) -> f32 {
        self.x + self.width
    }

    /// Bottom edge.
    pub fn bottom(&self) -> f32 {
        self.y + self.height
    }

    /// Area in square pixels.
    pub fn area(&self) -> f32 {
        self.width * self.height
    }

    /// Area shared with `other`, in square pixels.
    pub fn intersection(&self, other: &Self) -> f32 {
        let width = self.right().min(other.right()) - self.x.max(other.x);
        let height = self.bottom().min(other.bottom()) - self.y.max(other.y);
        if width > 0.0 && height > 0.0 { width * height } else { 0.0 }
    }

    /// Intersection over union, 0 to 1; 0 for two empty boxes.
    pub fn iou(&self, other: &Self) -> f32 {
        let shared = self.intersection(other);
        let union = self.area() + other.area() - shared;
        if union > 0.0 { shared / union } else { 0.0 }
    }

    /// The smallest box that holds both.
    pub fn union(&self, other: &Self) -> Self {
        Self::from_corners(
            self.x.min(other.x),
            self.y.min(other.y),
            self.right().max(other.right()),
            self.bottom().max(other.bottom()),
        )
    }

    /// The part that lies within a picture of `width` x `height` pixels; empty when none does.
    pub fn clamped(&self, width: f32, height: f32) -> Self {
        let x0 = self.x.clamp(0.0, width);
        let y0 = self.y.clamp(0.0, height);
        Self { x: x0, y: y0, width: self.right().clamp(x0, width) - x0, height: self.bottom().clamp(y0, height) - y0 }
    }

    /// Whether every coordinate is a finite number.
    pub fn is_finite(&self) -> bool {
        [self.x, self.y, self.width, self.height].into_iter().all(f32::is_finite)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn iou_of_half_overlapping_squares_is_a_third() {
        let a = PixelBox::from([0.0, 0.0, 2.0, 2.0]);
        let b = PixelBox::from([1.0, 0.0, 2.0, 2.0]);
        assert!((a.iou(&b) - 1.0 / 3.0).abs() < 1e-6);
        assert_eq!(a.iou(&PixelBox::from([5.0, 5.0, 1.0, 1.0])), 0.0);
        assert_eq!(a.union(&b), PixelBox::from([0.0, 0.0, 3.0, 2.0]));
    }

    #[test]
    fn clamping_keeps_only_what_lies_in_the_picture() {
        let b = PixelBox::from([-5.0, 8.0, 10.0, 10.0]).clamped(20.0, 10.0);
        assert_eq!(b, PixelBox::from([0.0, 8.0, 5.0, 2.0]));
        assert_eq!(PixelBox::from([30.0, 0.0, 5.0, 5.0]).clamped(20.0, 10.0).area(), 0.0);
    }

    #[test]
    fn json_is_the_coco_array() {
        let b = PixelBox::from([1.0, 2.0, 3.0, 4.0]);
        assert_eq!(serde_json::to_string(&b).unwrap(), "[1.0,2.0,3.0,4.0]");
    }
}
