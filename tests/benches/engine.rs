//! Speed of the engine as its users meet it: opening, searching, matching.

use criterion::{Criterion, criterion_group, criterion_main};
use kotae_engagement::{Kotae, MatchRequest};
use std::hint::black_box;

fn engine(c: &mut Criterion) {
    c.bench_function("open: parse, annotate, index", |b| b.iter(|| black_box(Kotae::open().expect("opens"))));
    let kotae = Kotae::open().expect("opens");
    for query in ["ば", "バックアップ", "暗号鍵の管理", "実39", "multi-factor"] {
        c.bench_function(&format!("search: {query}"), |b| {
            b.iter(|| black_box(kotae.search(black_box(query), 10)));
        });
    }
    let request = MatchRequest {
        question: "特権IDの付与は責任者の承認を得て行い、定期的に棚卸ししていますか。".to_owned(),
        context: "アクセス管理".to_owned(),
        ..MatchRequest::default()
    };
    c.bench_function("match: one question", |b| {
        b.iter(|| black_box(kotae.answer(black_box(&request), false)));
    });
}

criterion_group!(benches, engine);
criterion_main!(benches);
