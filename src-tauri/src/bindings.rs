//! Writes the page's types, `ui/src/lib/api/bindings.ts`, from the signatures of the desk's methods.
//! The file is in the repository, so that the page builds without Rust; a test here fails when it no
//! longer says what the types say. `KOTAE_BLESS=1 cargo test -p kotae` writes it anew.

use crate::desk::Desk;
use crate::error::CommandError;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use ts_rs::{Config, TS, TypeVisitor};

const BANNER: &str = "\
// Made from the types in src-tauri/src by `KOTAE_BLESS=1 cargo test -p kotae`. Not to be edited.
";

/// Declarations of our own types, by name.
struct Declarations {
    config: Config,
    by_name: BTreeMap<String, String>,
}

impl TypeVisitor for Declarations {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        // Only types that derive `TS` have a place of their own; a `String` is spelt where it stands.
        if T::output_path().is_some() {
            let name = T::ident(&self.config);
            if self.by_name.contains_key(&name) {
                return;
            }
            let docs = T::docs().unwrap_or_default();
            let declaration = T::WithoutGenerics::decl(&self.config);
            self.by_name.insert(name, tidy(&format!("{docs}export {declaration}\n")));
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

/// The declaration as a person would have laid it out: short comments on one line, a field a line.
fn tidy(declaration: &str) -> String {
    let mut out = String::new();
    let mut comment: Option<Vec<&str>> = None;
    let mut inside = false;
    for line in declaration.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let indent = if inside { "  " } else { "" };
        match (&mut comment, line) {
            (None, "/**") => comment = Some(Vec::new()),
            (Some(said), "*/") => {
                writeln!(out, "{indent}/** {} */", said.join(" ")).expect("a String takes everything");
                comment = None;
            }
            (Some(said), line) => said.push(line.trim_start_matches('*').trim()),
            (None, line) => {
                let (line, last) =
                    line.strip_suffix("};").map_or((line, false), |l| (l.trim_end(), !l.is_empty()));
                let ends = if last && inside {
                    "\n};"
                } else if last {
                    " };"
                } else {
                    ""
                };
                writeln!(out, "{indent}{line}{ends}").expect("a String takes everything");
                inside = line.ends_with('{') || inside && !last;
            }
        }
    }
    out
}

/// One command's line in the table of commands.
fn command<Request: TS + 'static, Reply: TS + 'static>(
    name: &str,
    _: fn(&Desk, Request) -> Result<Reply, CommandError>,
    declarations: &mut Declarations,
) -> String {
    declarations.visit::<Request>();
    declarations.visit::<Reply>();
    let (request, reply) = (Request::name(&declarations.config), Reply::name(&declarations.config));
    let name = camel(name);
    format!("  {name}: {{ request: {request}; reply: {reply} }};\n")
}

/// The name on the page: `next_file` is `nextFile` there; `call` turns it back.
fn camel(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |all, word| all + &word[..1].to_uppercase() + &word[1..])
}

fn bindings() -> String {
    let mut declarations = Declarations { config: Config::new(), by_name: BTreeMap::new() };
    declarations.visit::<CommandError>();
    let mut commands = String::new();
    macro_rules! table {
        ($($name:ident),*) => {
            $(commands += &command(stringify!($name), Desk::$name, &mut declarations);)*
        };
    }
    every_command!(table);
    let mut out = BANNER.to_owned();
    for declaration in declarations.by_name.values() {
        write!(out, "\n{declaration}").expect("a String takes everything");
    }
    write!(out, "\n/** What the page can call: name, request and reply. */\nexport type Commands = {{\n{commands}}};\n")
        .expect("a String takes everything");
    out
}

fn file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/src/lib/api/bindings.ts")
}

#[test]
fn the_page_has_the_types_that_the_commands_have() {
    let made = bindings();
    if std::env::var_os("KOTAE_BLESS").is_some() {
        std::fs::write(file(), &made).expect("bindings.ts can be written");
    }
    let kept = std::fs::read_to_string(file()).unwrap_or_default().replace("\r\n", "\n");
    assert!(
        kept == made,
        "{} is stale: run `KOTAE_BLESS=1 cargo test -p kotae` and look at what changed. It should be:\n{made}",
        file().display()
    );
}
