//! Closing the window. What was typed a moment ago is still on its way from the page to the disk: the
//! page is told, saves it and says so, and only then does the window go.

use super::Desk;
use super::work::held;
use crate::error::CommandError;
use crate::view::LeaveRequest;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Who closes the window once more so soon has read that something is not saved, and means it. Hours later
/// it may be other text, of which nobody was told.
const INSISTING: Duration = Duration::from_secs(15);

/// Where the closing of the window stands.
#[derive(Default)]
pub(super) struct Leaving {
    state: Mutex<State>,
    answered: Condvar,
}

#[derive(Default)]
struct State {
    /// The person has closed the window …
    asked: bool,
    /// … the page was told …
    told: bool,
    /// … and has said whether everything is saved.
    saved: Option<bool>,
    /// When it was not, and the window stayed.
    warned: Option<Instant>,
}

impl Leaving {
    /// Is the page to be told now? Once for each time the window is closed.
    pub(super) fn tell(&self) -> bool {
        let mut state = held(&self.state);
        let tell = state.asked && !state.told;
        state.told |= tell;
        tell
    }
}

impl Desk {
    /// The person closes the window: may it go? Waits for the page to save what was typed, but never
    /// longer than `patience`, so that a page that does not answer cannot hold the window. When
    /// something cannot be saved the window stays and the page says why; closed again soon, it goes.
    #[must_use]
    pub fn may_close(&self, patience: Duration) -> bool {
        let leaving = &self.work.leaving;
        {
            let mut state = held(&leaving.state);
            if state.asked {
                return false;
            }
            let warned = state.warned.filter(|at| at.elapsed() < INSISTING);
            *state = State { asked: true, warned, ..State::default() };
        }
        self.work.wake_page();
        let state = held(&leaving.state);
        let (mut state, _) = leaving
            .answered
            .wait_timeout_while(state, patience, |s| s.saved.is_none())
            .unwrap_or_else(PoisonError::into_inner);
        let saved = state.saved.unwrap_or(true);
        let insisted = state.warned.is_some();
        *state = State { warned: (!saved).then(Instant::now), ..State::default() };
        saved || insisted
    }

    /// The page has saved what was typed, or could not.
    ///
    /// # Errors
    /// None.
    pub fn leave(&self, request: LeaveRequest) -> Result<(), CommandError> {
        held(&self.work.leaving.state).saved = Some(request.saved);
        self.work.leaving.answered.notify_all();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Desk, INSISTING, held};
    use crate::view::LeaveRequest;
    use std::sync::Arc;
    use std::thread::{sleep, spawn};
    use std::time::{Duration, Instant};

    fn desk() -> Arc<Desk> {
        Arc::new(Desk::over(|| Err(kotae_engagement::Error::Cancelled)))
    }

    /// A page that answers so when it is told that the window closes, after a while.
    fn page(desk: &Arc<Desk>, saved: bool) -> std::thread::JoinHandle<()> {
        let desk = Arc::clone(desk);
        spawn(move || {
            assert!(desk.next_file(()).expect("nobody else asks").closing);
            sleep(Duration::from_millis(50));
            desk.leave(LeaveRequest { saved }).expect("told");
        })
    }

    const LONG: Duration = Duration::from_secs(30);

    #[test]
    fn the_window_goes_when_the_page_has_saved() {
        let desk = desk();
        let page = page(&desk, true);
        let begun = Instant::now();
        assert!(desk.may_close(LONG));
        assert!(begun.elapsed() >= Duration::from_millis(50));
        page.join().expect("it was told");
    }

    #[test]
    fn it_stays_when_something_is_not_saved_and_goes_when_the_person_insists() {
        let desk = desk();
        for may in [false, true] {
            let page = page(&desk, false);
            assert_eq!(desk.may_close(LONG), may);
            page.join().expect("it was told");
        }
    }

    #[test]
    fn who_closes_it_again_much_later_is_told_again() {
        let desk = desk();
        for _ in 0..2 {
            let page = page(&desk, false);
            assert!(!desk.may_close(LONG));
            page.join().expect("it was told");
            let mut state = held(&desk.work.leaving.state);
            state.warned = state.warned.and_then(|at| at.checked_sub(INSISTING));
            assert!(state.warned.is_some());
        }
    }

    #[test]
    fn a_page_that_does_not_answer_holds_it_for_a_moment_only() {
        assert!(desk().may_close(Duration::from_millis(20)));
    }

    #[test]
    fn closing_it_twice_at_once_is_closing_it_once() {
        let desk = desk();
        let other = Arc::clone(&desk);
        let first = spawn(move || other.may_close(LONG));
        while !desk.work.leaving.tell() {
            sleep(Duration::from_millis(1));
        }
        assert!(!desk.may_close(LONG), "the first is still being answered");
        desk.leave(LeaveRequest { saved: true }).expect("told");
        assert!(first.join().expect("answered"));
    }
}
