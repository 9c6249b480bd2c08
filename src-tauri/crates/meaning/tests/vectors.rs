//! Stored vectors: written, read, compared, made anew.

mod common;

use common::encoder;
use kotae_meaning::{Damage, Error, Item, Kind, Progress, Stale, Vectors};
use proptest::prelude::*;
use std::ops::ControlFlow;
use std::sync::Mutex;
use std::sync::OnceLock;

const ITEMS: [Item<'static>; 5] = [
    Item { key: 10, text: "データは毎日バックアップしている。", kind: Kind::Passage },
    Item {
        key: 11, text: "入退室は顔認証で管理し、記録を残している。", kind: Kind::Passage
    },
    Item { key: 20, text: "社員教育を行っているか", kind: Kind::Query },
    Item { key: 20, text: "Is staff trained in information security?", kind: Kind::Query },
    Item { key: 11, text: "", kind: Kind::Passage },
];

fn built() -> &'static Vectors {
    static BUILT: OnceLock<Vectors> = OnceLock::new();
    BUILT.get_or_init(|| Vectors::build(encoder(), &ITEMS).expect("it runs"))
}

fn read(items: &[Item<'_>]) -> Result<Vectors, Error> {
    Vectors::read(built().as_bytes().to_vec(), encoder().fingerprint(), items)
}

#[test]
fn vectors_are_read_as_they_were_written() {
    let read = read(&ITEMS).expect("they are whole");
    assert_eq!(read.as_bytes(), built().as_bytes());
    assert_eq!(read.keys().collect::<Vec<_>>(), [10, 11, 20, 20, 11]);
    assert_eq!((read.len(), read.is_empty()), (5, false));
    let query = vec![0.05; 384];
    assert_eq!(read.similarities(&query), built().similarities(&query));
}

#[test]
fn similarities_are_the_cosines_but_for_rounding() {
    let exact: Vec<Vec<f32>> =
        ITEMS.iter().flat_map(|item| encoder().embed(&[item.text], item.kind).expect("it runs")).collect();
    let query = encoder().embed(&["バックアップの取得頻度は？"], Kind::Query).expect("it runs").remove(0);
    let found = built().similarities(&query);
    assert_eq!(found.len(), ITEMS.len());
    for (n, (found, vector)) in found.iter().zip(&exact).enumerate() {
        let expected: f32 = vector.iter().zip(&query).map(|(a, b)| a * b).sum();
        assert!((found - expected).abs() < 2e-3, "{n}: {found} {expected}");
        let stored = built().vector(n).expect("it is there");
        assert!(stored.iter().zip(vector).all(|(a, b)| (a - b).abs() < 2e-3), "{n}");
    }
    assert!(found[1..].iter().all(|&other| other < found[0]), "{found:?}");
    assert_eq!(built().vector(ITEMS.len()), None);
}

#[test]
fn a_query_that_is_no_vector_gives_numbers() {
    for query in [vec![], vec![0.0; 384], vec![f32::NAN; 384], vec![f32::INFINITY; 384], vec![1.0; 3]] {
        let found = built().similarities(&query);
        assert!(found.len() == ITEMS.len() && found.iter().all(|x| x.is_finite()), "{found:?}");
    }
}

#[test]
fn other_texts_or_another_model_make_vectors_stale() {
    let texts = Err(Error::Stale { of: Stale::Texts });
    let outcome = |items: &[Item<'_>]| read(items).map(|_| ());
    let changed = |n: usize, item| {
        let mut items = ITEMS;
        items[n] = item;
        outcome(&items)
    };
    assert_eq!(outcome(&ITEMS), Ok(()));
    assert_eq!(outcome(&ITEMS[..4]), texts);
    assert_eq!(changed(0, Item { text: "データは毎週バックアップしている。", ..ITEMS[0] }), texts);
    assert_eq!(changed(0, Item { key: 12, ..ITEMS[0] }), texts);
    assert_eq!(changed(0, Item { kind: Kind::Query, ..ITEMS[0] }), texts);

    let other = Vectors::read(built().as_bytes().to_vec(), [7; 32], &ITEMS).map(|_| ());
    assert_eq!(other, Err(Error::Stale { of: Stale::Model }));
}

#[test]
fn an_update_computes_only_new_texts_and_gives_what_building_gives() {
    let mut items = ITEMS.to_vec();
    items.swap(0, 3);
    items[1].text = "入退室は警備員が確認している。";
    let seen = Mutex::new(Vec::new());
    let updated = Vectors::update(encoder(), &items, Some(built()), &|step| {
        seen.lock().expect("no panic").push(step);
        ControlFlow::Continue(())
    })
    .expect("it runs");
    assert_eq!(seen.into_inner().expect("no panic"), [Progress { done: 1, of: 1 }]);
    let anew = Vectors::build(encoder(), &items).expect("it runs");
    assert_eq!(updated.as_bytes(), anew.as_bytes());
}

#[test]
fn computing_can_be_stopped() {
    let stopped = Vectors::update(encoder(), &ITEMS, None, &|_| ControlFlow::Break(()));
    assert_eq!(stopped.map(|_| ()), Err(Error::Cancelled));
}

#[test]
fn no_items_are_no_vectors() {
    let none = Vectors::build(encoder(), &[]).expect("nothing to run");
    let read = Vectors::read(none.as_bytes().to_vec(), encoder().fingerprint(), &[]).expect("whole");
    assert!(read.is_empty());
    assert_eq!(read.similarities(&[1.0; 384]), [0f32; 0]);
}

#[test]
fn cut_or_lengthened_vectors_are_broken() {
    let whole = built().as_bytes();
    let expected = whole.len() as u64;
    let check = |bytes: &[u8], why| {
        let error = Vectors::read_any(bytes.to_vec()).map(|_| ());
        assert_eq!(error, Err(Error::BrokenVectors { why }));
    };
    check(b"", Damage::Content);
    check(b"KOTAEVC2", Damage::Content);
    check(&whole[..20], Damage::Length { expected: 108, found: 20 });
    check(&whole[..whole.len() - 1], Damage::Length { expected, found: expected - 1 });
    check(&[whole, &[0][..]].concat(), Damage::Length { expected, found: expected + 1 });
}

proptest! {
    #[test]
    fn any_wrong_bit_is_noticed(at in 0usize..10_000, bit in 0u8..8) {
        let mut bytes = built().as_bytes().to_vec();
        let at = at % bytes.len();
        bytes[at] ^= 1 << bit;
        prop_assert!(Vectors::read_any(bytes).is_err());
    }
}
