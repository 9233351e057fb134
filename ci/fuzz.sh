# Sourced by ci/full.d/fuzz-*.sh: runs the targets of one class under a coverage-guided fuzzer (Jazzer), from the checked-in
# corpora on, until nothing new comes. What it kept is in $FULL/parts/TARGET/corpus; to check it in, copy it to the target's
# folder in MODULE/src/test/resources/fuzz. Who sources it says
#
#   fuzz_module         the module that it is in; hv-kvm-direct where it does not say
#   fuzz_class          the class with fuzzerTestOneInput
#   fuzz_instrumented   what coverage is counted in
#   fuzz_kind           what a target is called in the results
#   fuzz_runs           ends a target after so many runs without new coverage, too; empty: time alone
#   fuzz_flags TARGET   a function: prints the JVM's flags that choose it, one a line
#   fuzz_folder TARGET  a function: prints the name of its corpus
#
# and calls fuzz_all TARGET...

# Seconds without new coverage that end a target: by the clock, and of processor time as well, which other work on the machine
# does not shorten.
quiet=${HV_FUZZ_QUIET:-600}
fuzz_module=hv-kvm-direct

# fuzz_prepare : compiles, and fetches the fuzzer.
fuzz_prepare() {
  local stage
  : "${fuzz_class:?}" "${fuzz_instrumented:?}" "${fuzz_kind:?}"
  stage=$(ci/stage --module "$fuzz_module")
  mvn -B -q -ntp -f ci/fuzzer/pom.xml dependency:build-classpath -Dmdep.outputFile="$FULL/fuzzer"
  classpath=$(cat "$FULL/fuzzer"):$(stage_classpath "$stage")
}

# driver TARGET : the fuzzer's command, into the array of that name. Its hook for paths would put this machine's own into
# the corpus.
driver() {
  local flags
  mapfile -t flags < <(fuzz_flags "$1")
  driver=("$JAVA_HOME/bin/java" -XX:+UseSerialGC "${flags[@]}" -cp "$classpath" com.code_intelligence.jazzer.Jazzer
    --target_class="$fuzz_class" --instrumentation_includes="$fuzz_instrumented"
    --disabled_hooks=com.code_intelligence.jazzer.sanitizers.FilePathTraversal --reproducer_path="$FULL/parts/$1"
    -artifact_prefix="$FULL/parts/$1/" -max_len=4096)
}

# processor_time PID : seconds that it has had.
processor_time() { ps -o cputimes= -p "$1" 2>/dev/null | tr -d ' ' || true; }

# executions LOG : how many runs it tells of.
executions() { grep -ao '^#[0-9]*' "$1" | tr -d '#' | sort -n | tail -n 1; }

# fuzz TARGET : until nothing new comes; fails where an input does what it must not.
fuzz() {
  local target=$1 out=$FULL/parts/$1 cov='' pid now last last_run=0 run=0 used=0 last_used=0 started=$SECONDS rc=0 corpus
  [ -e "$out/result" ] && return
  rm -rf "$out"
  mkdir -p "$out/found" "$out/corpus"
  corpus=$fuzz_module/src/test/resources/fuzz/$(fuzz_folder "$target")
  [ -d "$corpus" ] || { corpus=$out/none; mkdir -p "$corpus"; }
  driver "$target"
  "${driver[@]}" "$out/found" "$corpus" >"$out/log" 2>&1 &
  pid=$!
  last=$SECONDS
  while kill -0 "$pid" 2>/dev/null && { [ $((SECONDS - last)) -lt "$quiet" ] || [ $((used - last_used)) -lt "$quiet" ]; } &&
    { [ -z "${fuzz_runs:-}" ] || [ $((run - last_run)) -lt "$fuzz_runs" ]; }; do
    sleep 5
    now=$(grep -ao 'cov: [0-9]*' "$out/log" | tail -n 1) || true
    run=$(executions "$out/log") || true
    run=${run:-0}
    used=$(processor_time "$pid")
    used=${used:-$last_used}
    # Until there is any, it is still starting.
    if [ -z "$now" ] || [ "$now" != "$cov" ]; then last=$SECONDS last_run=$run last_used=$used; fi
    cov=$now
  done
  # It has said what it found, and goes.
  if kill "$pid" 2>/dev/null; then
    wait "$pid" || true
  else
    wait "$pid" || rc=$?
  fi
  "${driver[@]}" -merge=1 "$out/corpus" "$corpus" "$out/found" >>"$out/log" 2>&1
  printf '{ "%s": "%s", "executions": %d, "coverage": %d, "seconds": %d, "corpus": %d, "finding": %s }' "$fuzz_kind" \
    "$target" "$(executions "$out/log")" "${cov#cov: }" $((SECONDS - started)) \
    "$(find "$out/corpus" -type f | wc -l)" "$([ "$rc" = 0 ] && echo false || echo true)" >"$out/result"
  [ "$rc" = 0 ] || { rm "$out/result"; tail -n 60 "$out/log"; return "$rc"; }
}

# fuzz_all TARGET... : each, as many at once as there are processors, and writes the results; fails where one failed.
fuzz_all() {
  local target separator='' rc=0 pid pids=() most
  most=${HV_FUZZ_JOBS:-$(nproc)}
  fuzz_prepare
  for target in "$@"; do
    while [ "$(jobs -rp | wc -l)" -ge "$most" ]; do sleep 2; done
    echo "fuzzing $target"
    { fuzz "$target" || exit $?; } &
    pids+=($!)
  done
  for pid in "${pids[@]}"; do wait "$pid" || rc=$?; done
  {
    printf '{ "engine": "Jazzer 0.30.0", "untilSecondsWithoutNewCoverage": %d, ' "$quiet"
    [ -z "${fuzz_runs:-}" ] || printf '"orRunsWithoutNewCoverage": %d, ' "$fuzz_runs"
    printf '"%ss": [' "$fuzz_kind"
    for target in "$@"; do
      printf '%s%s' "$separator" "$(cat "$FULL/parts/$target/result" 2>/dev/null || echo null)"
      separator=', '
    done
    echo '] }'
  } >"$FULL/result.json"
  return "$rc"
}
