//! The forms that customers use, each in the smallest grid that shows it.

mod answers;
mod blocks;
mod categories;
mod headers;
mod others;
mod properties;
