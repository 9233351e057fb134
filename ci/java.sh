# Sourced: how to run Java on a staged class path (ci/stage).

# stage_classpath STAGE [PREFIX] : the class path of that staging, below PREFIX if it is to be used elsewhere.
stage_classpath() { sed "s|^|${2:-$1}/|; s|:|:${2:-$1}/|g" "$1/classpath"; }

# test_properties BOOT : system properties every test JVM gets; BOOT holds vmlinuz and initrd.gz for guests.
test_properties() { echo "-Djna.encoding=UTF-8 -Dhv.test.kernel=$1/vmlinuz -Dhv.test.initrd=$1/initrd.gz"; }

# native_access : the flag that JDK 22 and later want on a class path.
native_access() {
  local version
  version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$JAVA_HOME/release")
  if [ "$version" -ge 22 ]; then echo --enable-native-access=ALL-UNNAMED; fi
}

# test_runner STAGE ARG... : the test runner, here on this machine; its working folder is the staging.
test_runner() {
  (cd "$1" && shift && "$JAVA_HOME/bin/java" -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -cp "$(cat classpath)" io.hv.ci.runner.RunTests "$@")
}
