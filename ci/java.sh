# Sourced: how to run Java on the staged class path (ci/stage). The working folder is the project's.

# stage_classpath PREFIX : the staged class path below that folder.
stage_classpath() { sed "s|^|$1/|; s|:|:$1/|g" .lab/stage/classpath; }

# test_properties BOOT : system properties every test JVM gets; BOOT holds vmlinuz and initrd.gz for test guests.
test_properties() { echo "-Djna.encoding=UTF-8 -Dhv.test.kernel=$1/vmlinuz -Dhv.test.initrd=$1/initrd.gz"; }

# java_version HOME : the feature number of a JDK.
java_version() { sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"; }

# native_access : the flag that JDK 22 and later want on a class path.
native_access() { if [ "$(java_version "$JAVA_HOME")" -ge 22 ]; then echo --enable-native-access=ALL-UNNAMED; fi; }

# run_tests ARG... : the test runner, from the staged folder.
run_tests() { "$JAVA_HOME/bin/java" -cp "$(cat classpath)" io.hv.ci.runner.RunTests "$@"; }

JAVA_HOME=${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")}
export JAVA_HOME
