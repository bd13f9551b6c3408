//! What trainers and trainees do: exercises with known truth, sessions, and scores. docs/exercises.md and docs/scores.md.
//!
//! Rules become a plan (`plan`), the plan becomes items with pictures and truth (`make`, `project`, `work`); reviewed parcels
//! that rules name are taken first (`pick`, `picked`). A session hands them out
//! one by one (`order`), an answer is judged by the item's truth (`item`), and what it was worth is scored (`score`).

mod course;
mod item;
mod make;
mod order;
pub(crate) mod package;
mod pick;
mod picked;
mod plan;
mod project;
mod rules;
pub(crate) mod score;
mod work;

pub(crate) use self::{
    course::{Lesson, lessons},
    item::{Answer, Choice, Item, Truth},
    order::{next, stairs},
    pick::{NotPicked, Picks, Takeable, take, takeable},
    picked::Picked,
    rules::{BadRules, Feedback, Kind, LANGUAGES, Rules, Source},
    work::keep_making,
};
