//! The day and the time by the machine's clock.

use chrono::{Local, Utc};

/// Today where the machine is, as `2026-11-23`.
#[must_use]
pub fn today() -> String {
    Local::now().format("%Y-%m-%d").to_string()
}

/// Now, by UTC, as `2026-11-23T02:10:34Z`.
#[must_use]
pub fn now() -> String {
    Utc::now().format("%Y-%m-%dT%H:%M:%SZ").to_string()
}
