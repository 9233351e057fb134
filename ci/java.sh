# Sourced: how to run Java on a staged class path (ci/stage).

# Newer JDKs want to be told that native code may be called; those from 17 on accept the flag.
native_access=--enable-native-access=ALL-UNNAMED

# stage_classpath STAGE [PREFIX] : the class path of that staging, below PREFIX if it is to be used elsewhere.
stage_classpath() { sed "s|^|${2:-$1}/|; s|:|:${2:-$1}/|g" "$1/classpath"; }

# test_properties BOOT [HERE] : flags every test JVM gets. BOOT is the folder of the guests' kernels and initramfs, as
# lab/base makes it; HERE is where it can be seen now, if it is to be used elsewhere.
test_properties() {
  local flags="$native_access -Djna.encoding=UTF-8 -Dhv.test.kernel=$1/vmlinuz -Dhv.test.initrd=$1/initrd.gz"
  [ ! -e "${2:-$1}/next/vmlinuz" ] || flags+=" -Dhv.test.kernel.next=$1/next/vmlinuz -Dhv.test.initrd.next=$1/next/initrd.gz"
  [ ! -e "${2:-$1}/agent.gz" ] || flags+=" -Dhv.test.initrd.agent=$1/agent.gz"
  echo "$flags"
}

# run_bench STAGE ARG... : hv-bench, with more of the JVM's options in the array jvm where there is one.
# shellcheck disable=SC2154  # jvm is of those who source this
run_bench() {
  local stage=$1
  shift
  "$JAVA_HOME/bin/java" "$native_access" "${jvm[@]}" -Dorg.slf4j.simpleLogger.defaultLogLevel=warn \
    -cp "$(stage_classpath "$stage")" io.hv.bench.Main "$@"
}

# test_runner STAGE ARG... : the test runner, here on this machine; its working folder is the staging.
test_runner() {
  (cd "$1" && shift && "$JAVA_HOME/bin/java" -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -cp "$(cat classpath)" io.hv.ci.runner.RunTests "$@")
}
