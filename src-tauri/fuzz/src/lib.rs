//! What the fuzz programs share: the targets, and a bound on memory that makes a balloon a finding.

pub mod targets;

use cap::Cap;
use std::alloc::System;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Mutex, Once};

/// More than this at once, touched or only reserved, ends the run with the input that asked for it.
#[global_allocator]
static MEMORY: Cap<System> = Cap::new(System, 500 << 20);

static LAST: Mutex<String> = Mutex::new(String::new());

/// Runs a target. A panic that the crates themselves catch (of a reader that is given a second opinion's
/// chance) is none of the target; libFuzzer's own hook would take it for one.
pub fn run(target: fn(&[u8]), data: &[u8]) {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        panic::set_hook(Box::new(|info| {
            if let Ok(mut last) = LAST.lock() {
                *last = info.to_string();
            }
        }));
    });
    if panic::catch_unwind(AssertUnwindSafe(|| target(data))).is_err() {
        eprintln!("{}", LAST.lock().map(|l| l.clone()).unwrap_or_default());
        std::process::abort();
    }
}
