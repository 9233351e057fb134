# Every loader of io.hv.kvm.boot under a coverage-guided fuzzer (Jazzer), from the checked-in corpus on, until ten minutes
# have brought no new coverage. What it kept is in $FULL/parts/LOADER/corpus; to check it in, copy it to
# hv-kvm-direct/src/test/resources/fuzz/LOADER.
set -euo pipefail
. ci/setup.sh
. ci/java.sh
need jdk maven
quiet=${HV_FUZZ_QUIET:-600}
stage=$(ci/stage --module hv-kvm-direct)
mvn -B -q -ntp -f ci/fuzzer/pom.xml dependency:build-classpath -Dmdep.outputFile="$FULL/fuzzer"
classpath=$(cat "$FULL/fuzzer"):$(stage_classpath "$stage")

# driver LOADER : the fuzzer's command, into the array of that name. Its hook for paths would put this machine's own into
# the corpus.
driver() {
  driver=("$JAVA_HOME/bin/java" -XX:+UseSerialGC -Dhv.fuzz.loader="$1" -cp "$classpath" com.code_intelligence.jazzer.Jazzer
    --target_class=io.hv.kvm.boot.LoaderFuzz
    --instrumentation_includes='io.hv.kvm.boot.**:io.hv.image.**:org.tukaani.**'
    --disabled_hooks=com.code_intelligence.jazzer.sanitizers.FilePathTraversal --reproducer_path="$FULL/parts/$1"
    -artifact_prefix="$FULL/parts/$1/" -max_len=4096)
}

# fuzz LOADER : until nothing new comes; fails where an input does anything but give a plan or a BootException.
fuzz() {
  local loader=$1 out=$FULL/parts/$1 cov='' pid now last started=$SECONDS rc=0
  [ -e "$out/result" ] && return
  rm -rf "$out"
  mkdir -p "$out/found" "$out/corpus"
  driver "$loader"
  "${driver[@]}" "$out/found" "hv-kvm-direct/src/test/resources/fuzz/${loader,,}" >"$out/log" 2>&1 &
  pid=$!
  last=$SECONDS
  while kill -0 "$pid" 2>/dev/null && [ $((SECONDS - last)) -lt "$quiet" ]; do
    sleep 5
    now=$(grep -ao 'cov: [0-9]*' "$out/log" | tail -n 1) || true
    # Until there is any, it is still starting.
    [ -n "$now" ] && [ "$now" = "$cov" ] || last=$SECONDS
    cov=$now
  done
  # It has said what it found, and goes.
  if kill "$pid" 2>/dev/null; then
    wait "$pid" || true
  else
    wait "$pid" || rc=$?
  fi
  "${driver[@]}" -merge=1 "$out/corpus" "hv-kvm-direct/src/test/resources/fuzz/${loader,,}" "$out/found" >>"$out/log" 2>&1
  printf '{ "loader": "%s", "executions": %d, "coverage": %d, "seconds": %d, "corpus": %d, "finding": %s }' "$loader" \
    "$(grep -ao '^#[0-9]*' "$out/log" | tr -d '#' | sort -n | tail -n 1)" "${cov#cov: }" $((SECONDS - started)) \
    "$(find "$out/corpus" -type f | wc -l)" "$([ "$rc" = 0 ] && echo false || echo true)" >"$out/result"
  [ "$rc" = 0 ] || { rm "$out/result"; tail -n 60 "$out/log"; return "$rc"; }
}

rc=0
loaders=(ELF MULTIBOOT LINUX UNPACKING)
for loader in "${loaders[@]}"; do
  echo "fuzzing $loader"
  fuzz "$loader" || rc=$?
done
{
  printf '{ "engine": "Jazzer 0.30.0", "untilSecondsWithoutNewCoverage": %d, "loaders": [' "$quiet"
  separator=''
  for loader in "${loaders[@]}"; do
    printf '%s%s' "$separator" "$(cat "$FULL/parts/$loader/result" 2>/dev/null || echo null)"
    separator=', '
  done
  echo '] }'
} >"$FULL/result.json"
exit "$rc"
