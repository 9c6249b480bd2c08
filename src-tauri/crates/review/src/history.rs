//! What was done, so that it can be taken back and done again.

/// Steps done and undone; a new step forgets what was undone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History<T> {
    done: Vec<T>,
    undone: Vec<T>,
}

impl<T> Default for History<T> {
    fn default() -> Self {
        Self { done: Vec::new(), undone: Vec::new() }
    }
}

impl<T> History<T> {
    /// From a list of steps of which the first `done` are done.
    #[must_use]
    pub fn new(mut steps: Vec<T>, done: usize) -> Self {
        let mut undone = steps.split_off(done.min(steps.len()));
        undone.reverse();
        Self { done: steps, undone }
    }

    /// One more step is done.
    pub fn push(&mut self, step: T) {
        self.undone.clear();
        self.done.push(step);
    }

    /// The last step goes on: this one, with all of it in it, stands in its place.
    pub fn amend(&mut self, step: T) {
        self.done.pop();
        self.push(step);
    }

    /// How many steps are done.
    #[must_use]
    pub fn done(&self) -> usize {
        self.done.len()
    }

    /// What would be undone next.
    #[must_use]
    pub fn last(&self) -> Option<&T> {
        self.done.last()
    }

    /// What would be redone next.
    #[must_use]
    pub fn next(&self) -> Option<&T> {
        self.undone.last()
    }

    /// The last step is undone.
    pub fn undo(&mut self) -> Option<&T> {
        let step = self.done.pop()?;
        self.undone.push(step);
        self.undone.last()
    }

    /// The step that was last undone is done again.
    pub fn redo(&mut self) -> Option<&T> {
        let step = self.undone.pop()?;
        self.done.push(step);
        self.done.last()
    }
}
