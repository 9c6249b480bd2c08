//! What the crate promises, seen from outside: readings held against calamine's, hand-written XML in
//! all the shapes that writers leave, hostile files, and properties over generated workbooks.

mod big;
mod binary;
mod delimited;
mod hostile;
mod kept;
mod open_document;
mod parts;
mod passwords;
mod properties;
mod raw_fill;
mod raw_read;
mod reading;
