//! Numbers of controls and sections. A value of these types is well-formed; whether the document
//! holds it is the document's to say.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// A text that is no id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "「{0}」は基準番号でも節番号でもありません。例: 統1、設83-1、実103-1、監1、s2.5 (not a control or section id)"
)]
pub struct IdError(pub String);

/// The four series of controls, in the document's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Series {
    /// 統制基準.
    Governance,
    /// 設備基準.
    Facility,
    /// 実務基準.
    Operation,
    /// 監査基準.
    Audit,
}

impl Series {
    /// All four, in order.
    pub const ALL: [Self; 4] = [Self::Governance, Self::Facility, Self::Operation, Self::Audit];

    /// 統, 設, 実 or 監.
    #[must_use]
    pub fn letter(self) -> char {
        match self {
            Self::Governance => '統',
            Self::Facility => '設',
            Self::Operation => '実',
            Self::Audit => '監',
        }
    }

    /// The name in full: 統制基準 and so on.
    #[must_use]
    pub fn japanese(self) -> &'static str {
        match self {
            Self::Governance => "統制基準",
            Self::Facility => "設備基準",
            Self::Operation => "実務基準",
            Self::Audit => "監査基準",
        }
    }

    /// The series of a letter.
    #[must_use]
    pub fn from_letter(c: char) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.letter() == c)
    }
}

impl Serialize for Series {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_char(self.letter())
    }
}

/// Number of a control: `統1`, `設83-1`. Ordered as in the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ControlId {
    /// The series.
    pub series: Series,
    /// The number, from 1.
    pub number: u16,
    /// The branch number of `83-1` and `103-1`.
    pub branch: Option<u16>,
}

impl ControlId {
    /// A number without a branch.
    #[must_use]
    pub fn new(series: Series, number: u16) -> Self {
        Self { series, number, branch: None }
    }
}

impl fmt::Display for ControlId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.series.letter(), self.number)?;
        self.branch.map_or(Ok(()), |b| write!(f, "-{b}"))
    }
}

impl FromStr for ControlId {
    type Err = IdError;

    /// Reads the form that [`fmt::Display`] writes; the many forms of customers are
    /// [`find_citations`](crate::find_citations)' work.
    fn from_str(s: &str) -> Result<Self, IdError> {
        let wrong = || IdError(s.to_owned());
        let folded = kotae_text::fold_str(s.trim());
        let mut chars = folded.chars();
        let series = chars.next().and_then(Series::from_letter).ok_or_else(wrong)?;
        let rest = chars.as_str();
        let (number, branch) = match rest.split_once('-') {
            Some((n, b)) => (n, Some(b.parse().map_err(|_| wrong())?)),
            None => (rest, None),
        };
        let number = number.parse().map_err(|_| wrong())?;
        if number == 0 || branch == Some(0) { Err(wrong()) } else { Ok(Self { series, number, branch }) }
    }
}

/// Heading number of a narrative section: `s2.5`, `s3`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SectionId {
    /// Chapter.
    pub chapter: u8,
    /// Section within the chapter; 0 for the chapter's own text.
    pub section: u8,
}

impl fmt::Display for SectionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "s{}", self.chapter)?;
        if self.section > 0 { write!(f, ".{}", self.section) } else { Ok(()) }
    }
}

impl FromStr for SectionId {
    type Err = IdError;

    fn from_str(s: &str) -> Result<Self, IdError> {
        let wrong = || IdError(s.to_owned());
        let rest = s.trim().strip_prefix('s').ok_or_else(wrong)?;
        let (chapter, section) = rest.split_once('.').unwrap_or((rest, "0"));
        Ok(Self {
            chapter: chapter.parse().map_err(|_| wrong())?,
            section: section.parse().map_err(|_| wrong())?,
        })
    }
}

/// A control or a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ItemId {
    /// A control.
    Control(ControlId),
    /// A section.
    Section(SectionId),
}

impl ItemId {
    /// The control's number, if it is one.
    #[must_use]
    pub fn control(self) -> Option<ControlId> {
        match self {
            Self::Control(c) => Some(c),
            Self::Section(_) => None,
        }
    }
}

impl fmt::Display for ItemId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Control(c) => c.fmt(f),
            Self::Section(s) => s.fmt(f),
        }
    }
}

impl FromStr for ItemId {
    type Err = IdError;

    fn from_str(s: &str) -> Result<Self, IdError> {
        s.parse().map(Self::Control).or_else(|_| s.parse().map(Self::Section))
    }
}

macro_rules! as_text {
    ($($t:ty),*) => {$(
        impl Serialize for $t {
            fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.collect_str(self)
            }
        }
        impl<'de> Deserialize<'de> for $t {
            fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                String::deserialize(d)?.parse().map_err(serde::de::Error::custom)
            }
        }
    )*};
}
as_text!(ControlId, SectionId, ItemId);

#[cfg(test)]
mod tests {
    use super::{ControlId, ItemId};

    #[test]
    fn ids_read_back_as_written() {
        for id in ["統1", "設83-1", "実103-1", "監1", "s2.5", "s3"] {
            assert_eq!(id.parse::<ItemId>().map(|i| i.to_string()), Ok(id.to_owned()));
        }
        assert!("実103".parse::<ControlId>().expect("well-formed") < "実103-1".parse().expect("well-formed"));
        for wrong in ["", "実", "実0", "運12", "実1-", "s", "sx.1", "25"] {
            assert!(wrong.parse::<ItemId>().is_err(), "{wrong}");
        }
    }
}
