# One line a target. Nothing is fetched but crates, for Kotlin what its poms name, for Python setuptools, for the app its typeface, for Swift and for
# phones-check Debian's, for the phone aapt2, and for bench the peers from npm.
.PHONY: run test simulate fuzz mutants bindings app apk screenshots bench lint fmt deny phones-check clean

run: ; cargo run --locked -p kith-cli -- demo --out out
test: lint ; cargo build --locked --workspace && KITH_BUILT=1 cargo test --locked --workspace --no-fail-fast
simulate: ; cargo build --locked --release --workspace && KITH_BUILT=1 target/release/simulate $(or $(SEED),20260302) $(or $(DAYS),1000000) $(FROM)
fuzz: ; cargo build --locked --release --workspace && target/release/kith-fuzz --seed "$(SEED)" --inputs "$(INPUTS)"
mutants: ; scripts/mutants $(ONLY)
bindings: ; cargo build --locked --release --workspace && PROFILE=release scripts/bindings python wheel && PROFILE=release scripts/bindings kotlin && { PROFILE=release scripts/bindings swift || [ $$? -eq 77 ]; }
app: ; cargo build --locked --workspace && scripts/android run
apk: ; cargo build --locked --workspace && scripts/phone apk
screenshots: ; cargo build --locked --workspace && scripts/android screenshots
bench: ; cargo build --locked --release --workspace && cargo run --locked --release --bin kith-bench -- run --table docs/benchmarks.md
lint: ; scripts/format --check && cargo clippy --locked --workspace --all-targets -- -D warnings
fmt: ; scripts/format
deny: ; scripts/deny
phones-check: ; scripts/phones-check
clean: ; cargo clean && rm -rf out
