# The two commands of the README are `make demo` and `make test`.

W ?= 1
N ?= 100000
SWIFT ?= swift
# With Swift's own libraries in the program, which starts in two thirds of the time.
RELEASE = -c release --static-swift-stdlib --scratch-path .build-release

T ?= 60
.PHONY: demo test failures attack fuzz bench urdb spark core format lint clean install-tools

## Build Plumbline and bill a month of a made-up utility before your eyes.
demo:
	@Scripts/install.sh build
	@$(SWIFT) build $(RELEASE) --product plumbline
	@.build-release/release/plumbline demo

## Everything that CI runs.
test:
	@Scripts/test.sh

## What can fail, made to fail on a PostgreSQL server of the tests' own: a line for each.
failures:
	@Scripts/failures.sh

## Rows, bits, files, processes and outputs attacked; what goes unseen is named: make attack
attack:
	@Scripts/install.sh test
	@$(SWIFT) build $(RELEASE) --product plumbline
	@python3 Scripts/attack --program .build-release/release/plumbline --database own $(ATTACK)

## Coverage-guided fuzzing of every parser, for T seconds each: make fuzz T=60
fuzz:
	@Scripts/install.sh build
	@Scripts/fuzz.sh $(T) $(PARSERS)

## Our figure beside a peer's, from the same run: make bench W=1 N=100000
bench:
	@Scripts/install.sh build
	@Benchmarks/run.sh $(W) $(N)

## Bills of US rates beside those of SAM: make urdb DATA=FOLDER
urdb:
	@$(SWIFT) build $(RELEASE) --product plumbline
	@python3 Benchmarks/urdb_cases.py $(DATA)

## A run rated by a Spark cluster on this machine: make spark, or make spark DATA=FOLDER RUN=24
spark:
	@Scripts/install.sh build
	@DATA="$(DATA)" RUN="$(RUN)" Scripts/spark.sh $(if $(filter command line,$(origin N)),$(N),2000)

## The rule rooms alone, in seconds.
core:
	@CORE=1 $(SWIFT) test --scratch-path .build-core

format:
	@$(SWIFT) format -i -r Package.swift Sources Tests Fuzzing

lint:
	@$(SWIFT) format lint --strict -r Package.swift Sources Tests Fuzzing

clean:
	rm -rf .build .build-core .build-release

install-tools:
	@Scripts/install.sh test
