# `make run` and `make test` do everything on a fresh Debian 12 machine with Rust, Node and root.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

OUT ?= out
SAMPLE := data/samples/questionnaire.xlsx
KOTAE := target/release/kotae
DESKTOP := target/release/kotae-desktop
HAS_DISPLAY := $(or $(DISPLAY),$(WAYLAND_DISPLAY))

.PHONY: help run run-window run-sample test corpus lint ui desktop cli tools packages-window packages-test bench bench-window fuzz completions train eval pins clean

help: ## この一覧
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | column -t -s "$$(printf '\t')"

run: ## 必要なものを入れ、ビルドし、アプリを開く（画面がなければサンプルに記入する）
ifeq ($(strip $(HAS_DISPLAY)),)
	@$(MAKE) --no-print-directory run-sample
else
	@$(MAKE) --no-print-directory run-window
endif

run-window: packages-window desktop
	$(DESKTOP)

run-sample: cli
	@mkdir -p $(OUT)
	@$(KOTAE) fill $(SAMPLE) --output $(OUT)/questionnaire-filled.xlsx \
	  --report $(OUT)/questionnaire-review.xlsx --proof $(OUT)/questionnaire-proof.json --force

cli: ## コマンドラインだけをビルドする（WebKit も Node も不要）
	cargo build --release --locked -p kotae-cli

ui: ## 画面をビルドする
	cd ui && npm ci --no-audit --no-fund && npm run build

desktop: ui
	cargo build --release --locked -p kotae

packages-window:
	@tests/tools/packages.sh window

packages-test:
	@tests/tools/packages.sh window test

tools: packages-test ## テストが使う道具
	cd tests/tools && npm ci --omit=dev --no-audit --no-fund

lint: ui packages-window
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --locked -- -D warnings

# Quick ones first: what fails should fail early.
test: tools ## 必要なものを入れ、すべてのテストを実行する
	cd ui && npm ci --no-audit --no-fund && npm run check && npm test && npm run build
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --locked -- -D warnings
	cargo test --locked --workspace --exclude acceptance
	cargo build --release --locked -p kotae-cli
	cargo build --locked -p kotae
	KOTAE_BIN=$(CURDIR)/$(KOTAE) KOTAE_DESKTOP=$(CURDIR)/target/debug/kotae-desktop \
	  OOXML_VALIDATOR="$$(tests/tools/validator.sh)" cargo test --locked -p acceptance

corpus: cli tools ## 多数のパッケージに含まれるブックで、記入しても他が変わらないことを詳しく確かめる（時間がかかる）
	rm -rf target/corpus/filled
	KOTAE_CORPUS=full KOTAE_BIN=$(CURDIR)/$(KOTAE) cargo test --locked -p acceptance --test corpus -- --nocapture
	OOXML_VALIDATOR="$$(tests/tools/validator.sh)" tests/tools/corpus_check.py target/corpus/filled

bench: cli ## 計測する（docs/measurements.md の表の元）
	tests/tools/bench.sh

bench-window: tools desktop ## 画面を計測する（リリースビルド、docs/measurements.md の「The window」）
	KOTAE_DESKTOP=$(CURDIR)/$(DESKTOP) cargo test --locked -p acceptance --test window -- speed:: --nocapture --test-threads 1

# No sanitizer: our crates forbid unsafe code. The bound on memory is in the programs themselves.
MINUTES ?= 5
TARGETS ?= open rewrite layout standard csv binary ods
fuzz: ## 壊れた入力を作り続けて試す（MINUTES=1対象あたりの分数、TARGETS=対象、tests/fuzz の例から始める）
	@command -v cargo-fuzz > /dev/null || cargo install cargo-fuzz --locked
	for t in $(TARGETS); do \
	  case $$t in open|rewrite) words=sheet ;; csv|binary) words= ;; *) words=$$t ;; esac; \
	  mkdir -p src-tauri/fuzz/corpus/$$t; \
	  RUSTC_BOOTSTRAP=1 nice -n 19 cargo fuzz run --fuzz-dir src-tauri/fuzz --target-dir target/fuzz -s none -O -a $$t \
	    src-tauri/fuzz/corpus/$$t tests/fuzz/$$t -- -max_total_time=$$(( $(MINUTES) * 60 )) -rss_limit_mb=500 -timeout=10 \
	    -max_len=16000 $${words:+-dict=src-tauri/fuzz/dictionaries/$$words}; \
	done

completions: cli ## シェルの補完とマニュアルページを out/ に書き出す
	@mkdir -p $(OUT)
	@for s in bash zsh fish powershell; do $(KOTAE) completions $$s > $(OUT)/kotae.$$s; done
	@$(KOTAE) man > $(OUT)/kotae.1

train: ## 注釈から照合の重みと意味ベクトルを作り直す（data/matching、CHECK=1 で確かめるだけ）
	cargo run --release --locked -p kotae-matching --example train -- $(foreach s,dev_ja dev_en dev_noisy,--labelled tests/eval/$(s).jsonl) $(if $(CHECK),--check)

pins: ## 注釈を今の回答文に結び付け直す（内容を確かめてから）
	cargo run --release -q -p kotae-standard --example pin -- data/annotations data/standard/*.md

clean:
	cargo clean
	rm -rf ui/dist ui/node_modules tests/tools/node_modules $(OUT)
