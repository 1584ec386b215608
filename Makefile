# One line a target. Nothing is fetched but crates, and for bench the peers from npm; every target may be run again at any time.
.PHONY: run test bench fuzz lint fmt deny third-party clean

run: ; cargo run --locked -p kith-cli -- demo --out out
test: lint ; cargo build --locked --workspace && KITH_BUILT=1 cargo test --locked --workspace
bench: ; cargo build --locked --release --workspace && cargo run --locked --release --bin kith-bench -- run --table docs/benchmarks.md
fuzz: ; cargo run --locked --release --bin kith-fuzz -- --seed "$(SEED)" --inputs "$(INPUTS)"
lint: ; scripts/format --check && cargo clippy --locked --workspace --all-targets -- -D warnings
fmt: ; scripts/format
deny: ; scripts/deny
third-party: ; scripts/third-party
clean: ; cargo clean && rm -rf out
