//! The desk: one customer's questionnaire open for review, kept on disk at every act.
//!
//! [`Home`] is where work is kept on this machine; a [`Session`] is one questionnaire that is open:
//! `store` keeps it, `board` holds it in memory, the other modules show and change it.

mod alike;
mod board;
mod carry;
mod drafts;
mod draw;
mod export;
mod forms;
mod gate;
mod home;
mod layouts;
mod session;
mod shapes;
mod store;
mod words;

pub use export::ExportRequest;
pub use home::Home;
pub use session::Session;
pub use shapes::*;
