//! The rules of the house, read from the project itself: who may depend on whom, no way to the
//! network in what is shipped, one zip and one XML reader, licences that may be shipped.

use acceptance::root;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;
use std::sync::OnceLock;

/// Where Kotae runs. Tauri's phones bring an HTTP client along that no desktop is built with.
const PLATFORMS: [&str; 2] = ["x86_64-pc-windows-msvc", "x86_64-unknown-linux-gnu"];

fn metadata() -> &'static Value {
    metadata_on(PLATFORMS[1])
}

fn metadata_on(platform: &str) -> &'static Value {
    static META: [OnceLock<Value>; 2] = [OnceLock::new(), OnceLock::new()];
    let n = PLATFORMS.iter().position(|p| *p == platform).expect("one of the platforms");
    META[n].get_or_init(|| {
        let out = Command::new(env!("CARGO"))
            .args(["metadata", "--format-version", "1", "--locked", "--filter-platform", platform])
            .current_dir(root())
            .output()
            .expect("cargo runs");
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        serde_json::from_slice(&out.stdout).expect("cargo metadata is JSON")
    })
}

fn list<'a>(v: &'a Value, key: &str) -> &'a [Value] {
    v[key].as_array().map_or(&[], Vec::as_slice)
}

fn packages() -> BTreeMap<&'static str, &'static Value> {
    packages_on(PLATFORMS[1])
}

fn packages_on(platform: &str) -> BTreeMap<&'static str, &'static Value> {
    list(metadata_on(platform), "packages").iter().map(|p| (p["id"].as_str().expect("an id"), p)).collect()
}

/// Packages reached from `start` through normal and build dependencies, dev-dependencies left out.
fn shipped_with(start: &str) -> BTreeSet<&'static str> {
    shipped_on(PLATFORMS[1], start)
}

fn shipped_on(platform: &str, start: &str) -> BTreeSet<&'static str> {
    let nodes: BTreeMap<&str, &'static Value> = list(&metadata_on(platform)["resolve"], "nodes")
        .iter()
        .map(|n| (n["id"].as_str().expect("an id"), n))
        .collect();
    let all = packages_on(platform);
    let first = all.iter().find(|(_, p)| p["name"] == start).expect("the package is in the workspace").0;
    let mut seen = BTreeSet::new();
    let mut open = vec![*first];
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        for dep in list(nodes[id], "deps") {
            let used = list(dep, "dep_kinds").iter().any(|k| k["kind"] != "dev");
            if used {
                open.push(dep["pkg"].as_str().expect("an id"));
            }
        }
    }
    seen.into_iter().map(|id| all[id]["name"].as_str().expect("a name")).collect()
}

/// What each of our crates may depend on, our own crates only.
const ALLOWED: &[(&str, &[&str])] = &[
    ("kotae-text", &[]),
    ("kotae-standard", &["kotae-text"]),
    ("kotae-workbook", &[]),
    ("kotae-meaning", &["kotae-text"]),
    ("kotae-questionnaire", &["kotae-text", "kotae-workbook"]),
    ("kotae-matching", &["kotae-text", "kotae-standard"]),
    ("kotae-answering", &["kotae-text", "kotae-standard", "kotae-matching"]),
    ("kotae-review", &["kotae-answering", "kotae-matching", "kotae-standard"]),
    ("kotae-report", &["kotae-standard", "kotae-answering", "kotae-review"]),
    ("kotae-evaluation", &["kotae-standard", "kotae-answering"]),
    (
        "kotae-engagement",
        &[
            "kotae-text",
            "kotae-standard",
            "kotae-workbook",
            "kotae-meaning",
            "kotae-questionnaire",
            "kotae-matching",
            "kotae-answering",
            "kotae-review",
            "kotae-report",
            "kotae-evaluation",
        ],
    ),
    ("kotae-cli", &["kotae-engagement"]),
    ("kotae", &["kotae-engagement"]),
    ("acceptance", &["kotae-engagement"]),
];

#[test]
fn crates_depend_only_on_those_below_them() {
    let allowed: BTreeMap<&str, &[&str]> = ALLOWED.iter().copied().collect();
    let members: BTreeSet<&str> =
        list(metadata(), "workspace_members").iter().map(|m| m.as_str().expect("an id")).collect();
    let ours: Vec<&Value> =
        packages().into_iter().filter(|(id, _)| members.contains(id)).map(|(_, p)| p).collect();
    assert!(ours.len() >= 12, "all members are seen: {}", ours.len());
    for package in &ours {
        let name = package["name"].as_str().expect("a name");
        let may = allowed.get(name).unwrap_or_else(|| panic!("{name} has no place in the rule"));
        for dep in list(package, "dependencies") {
            let on = dep["name"].as_str().expect("a name");
            let is_ours = ours.iter().any(|p| p["name"] == on);
            let shipped = dep["kind"] != "dev";
            assert!(!is_ours || !shipped || may.contains(&on), "{name} must not depend on {on}");
        }
    }
}

#[test]
fn nothing_that_is_shipped_can_talk_to_the_network() {
    // HTTP and TLS stacks, DNS, telemetry. Tauri brings the `http` and `url` crates: types, no sockets.
    let forbidden = [
        "ureq",
        "reqwest",
        "hyper",
        "hyper-util",
        "isahc",
        "curl",
        "attohttpc",
        "minreq",
        "rustls",
        "native-tls",
        "openssl",
        "h2",
        "h3",
        "quinn",
        "tungstenite",
        "tokio-tungstenite",
        "trust-dns-resolver",
        "hickory-resolver",
        "sentry",
        "opentelemetry",
        "tauri-plugin-http",
        "tauri-plugin-updater",
        "tauri-plugin-websocket",
    ];
    for platform in PLATFORMS {
        for start in ["kotae-cli", "kotae"] {
            let shipped = shipped_on(platform, start);
            assert!(shipped.contains("kotae-engagement"), "{start}: the graph was walked");
            let found: Vec<_> = forbidden.iter().filter(|f| shipped.contains(*f)).collect();
            assert!(found.is_empty(), "{start} ships {found:?} on {platform}");
        }
    }
}

#[test]
fn the_command_line_needs_neither_a_web_view_nor_tauri() {
    let shipped = shipped_with("kotae-cli");
    for forbidden in ["tauri", "wry", "webkit2gtk", "gtk"] {
        assert!(!shipped.contains(forbidden), "kotae-cli ships {forbidden}");
    }
}

#[test]
fn there_is_one_zip_and_one_xml_reader_for_workbooks() {
    // calamine, rust_xlsxwriter and our own code must agree on what a package is.
    for name in ["zip", "quick-xml"] {
        let engine = shipped_with("kotae-engagement");
        assert!(engine.contains(name));
        let nodes = list(&metadata()["resolve"], "nodes");
        let all = packages();
        let users = ["calamine", "kotae-workbook", "rust_xlsxwriter"];
        let versions: BTreeSet<&str> = nodes
            .iter()
            .filter(|n| users.iter().any(|u| all[n["id"].as_str().expect("an id")]["name"] == *u))
            .flat_map(|n| list(n, "deps"))
            .map(|d| all[d["pkg"].as_str().expect("an id")])
            .filter(|p| p["name"] == name)
            .map(|p| p["version"].as_str().expect("a version"))
            .collect();
        assert_eq!(versions.len(), 1, "{name}: {versions:?}");
    }
}

#[test]
fn every_shipped_licence_is_one_we_may_ship() {
    let allowed = [
        "MIT",
        "Apache-2.0",
        "Apache-2.0 WITH LLVM-exception",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "ISC",
        "Zlib",
        "Unicode-3.0",
        "Unlicense",
        "0BSD",
        "CC0-1.0",
        "MPL-2.0",
        "BSL-1.0",
        "MIT-0",
    ];
    let fits = |term: &str| allowed.contains(&term.trim().trim_matches(['(', ')']));
    // A term such as `(MIT OR Apache-2.0) AND Unicode-3.0` needs every AND part to offer one we may take.
    let ok =
        |licence: &str| licence.replace('/', " OR ").split(" AND ").all(|part| part.split(" OR ").any(&fits));
    let names: BTreeSet<&str> = shipped_with("kotae").union(&shipped_with("kotae-cli")).copied().collect();
    let bad: Vec<String> = packages()
        .values()
        .filter(|p| names.contains(p["name"].as_str().expect("a name")))
        .filter(|p| !ok(p["license"].as_str().unwrap_or("none")))
        .map(|p| format!("{} {}", p["name"], p["license"]))
        .collect();
    assert!(bad.is_empty(), "{bad:#?}");
}

#[test]
fn only_engagement_opens_files_and_only_the_rims_know_their_surroundings() {
    let crates = root().join("src-tauri/crates");
    for entry in std::fs::read_dir(&crates).expect("crates").flatten() {
        let name = entry.file_name().into_string().expect("ASCII names");
        for file in rust_files(&entry.path().join("src")) {
            let text = std::fs::read_to_string(&file).expect("readable");
            let shipped = text.split("#[cfg(test)]").next().unwrap_or_default();
            let says = |needle: &str| shipped.contains(needle);
            assert!(!says("tauri::"), "{}: only the desktop knows Tauri", file.display());
            if !matches!(name.as_str(), "engagement") {
                for needle in ["std::fs", "File::open", "std::net"] {
                    assert!(!says(needle), "{}: only engagement opens files ({needle})", file.display());
                }
            }
            if name != "cli" {
                for needle in ["println!", "eprintln!", "indicatif"] {
                    assert!(!says(needle), "{}: only the command line prints", file.display());
                }
            }
        }
    }
}

fn rust_files(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut out = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            out.extend(rust_files(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
    out
}

#[test]
fn the_top_level_is_the_agreed_one() {
    let agreed = [
        "Cargo.toml",
        "Cargo.lock",
        "tauri.conf.json",
        "src-tauri",
        "ui",
        "data",
        "tests",
        "README.md",
        "README.en.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "LICENSE-MIT",
        "LICENSE-APACHE",
        "Makefile",
        ".ci",
        "docs",
        ".gitignore",
        "rustfmt.toml",
        "clippy.toml",
        "deny.toml",
    ];
    let tracked = Command::new("git").args(["ls-files"]).current_dir(root()).output().expect("git runs");
    let tops: BTreeSet<String> = String::from_utf8_lossy(&tracked.stdout)
        .lines()
        .filter_map(|l| l.trim_matches('"').split('/').next().map(str::to_owned))
        .collect();
    let odd: Vec<_> = tops.iter().filter(|t| !agreed.contains(&t.as_str())).collect();
    assert!(odd.is_empty(), "unexpected at the top: {odd:?}");
    let missing: Vec<_> = agreed.iter().filter(|a| !root().join(a).exists()).collect();
    assert!(missing.is_empty(), "missing at the top: {missing:?}");
}
