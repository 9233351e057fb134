# Sourced by ci/full and its scripts: where to measure, and how evidence is written. Wants ci/setup.sh and ci/java.sh.

commit() { git rev-parse HEAD 2>/dev/null || echo unknown; }
# Evidence itself does not make a tree dirty.
dirty() { git status --porcelain 2>/dev/null | grep -v ' docs/evidence/' || true; }

json_text() { tr -d '\000-\037' | sed 's/\\/\\\\/g; s/"/\\"/g'; }

# kvm_here : what /dev/kvm is on this machine: none, forbidden, or the module behind it.
kvm_here() {
  local module
  if [ ! -e /dev/kvm ]; then echo none; return; fi
  if [ ! -r /dev/kvm ] || [ ! -w /dev/kvm ]; then echo forbidden; return; fi
  for module in kvm_intel kvm_amd kvm_pvm; do
    if [ -d "/sys/module/$module" ]; then echo "$module"; return; fi
  done
  echo unknown
}

# write_evidence NAME STATUS SECONDS RESULT.json
write_evidence() {
  local result
  result=$(cat "$4" 2>/dev/null || echo null)
  cat >"docs/evidence/$1.json" <<JSON
{
  "name": "$1",
  "commit": "$(commit)",
  "dirty": $([ -n "$(dirty)" ] && echo true || echo false),
  "date": "$(date -u +%F)",
  "seconds": $3,
  "status": $2,
  "machine": {
    "processor": "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n1 | json_text)",
    "processors": $(nproc),
    "memoryMiB": $(awk '/^MemTotal/ { print int($2 / 1024) }' /proc/meminfo),
    "kernel": "$(uname -r | sed 's/-.*//')",
    "kvm": "$(kvm_here)",
    "java": "$(sed -n 's/^JAVA_VERSION="\(.*\)"/\1/p' "$JAVA_HOME/release")"
  },
  "result": $result
}
JSON
}

# where KVM : on which KVM a measurement is made.
where() { case $1 in none | forbidden) echo "nested lab, kvm_amd in software emulation" ;; *) echo "$1" ;; esac; }

# members FILE.json... : each file as a member of a JSON object, called as the file is.
members() {
  local file
  for file; do
    [ ! -e "$file" ] || printf ', "%s": %s' "$(basename "$file" .json)" "$(cat "$file")"
  done
}

# measure CLASS JVM-OPTION... : runs a test class that writes what it measured as JSON into $hv.evidence, on this machine's
# /dev/kvm if it may be opened, else in the nested lab, and makes that the result. What was measured before a full run
# was cut short is not measured again.
measure() { measure_on "$(kvm_here)" "$@"; }

# More options of lab/run, for who measures in the lab.
lab_options=()
# measure_in_lab CLASS[,CLASS...] JVM-OPTION... : the same, in the nested lab whatever this machine has.
measure_in_lab() { measure_on none "$@"; }

measure_on() {
  local kvm=$1 class=$2 out=$FULL/parts/$2 rc=0 stage property options=()
  shift 2
  need jdk maven qemu busybox e2fsprogs
  if [ ! -e "$out/done" ]; then
    rm -rf "$out"
    mkdir -p "$out/evidence"
    case $kvm in
      none | forbidden)
        for property; do options+=(--jvm "$property"); done
        lab/run --fresh --module hv-kvm-direct --classes "$class" --timeout 7200 --class-timeout 7000 --out "$out" \
          "${options[@]}" "${lab_options[@]}" || rc=$? ;;
      *)
        stage=$(ci/stage --module hv-kvm-direct)
        test_runner "$stage" list --roots roots --include kvm --exclude lab | cut -f1 | grep "[.]$class\$" >"$out/classes"
        # shellcheck disable=SC2046  # flags, words on purpose
        "$JAVA_HOME/bin/java" -XX:+UseSerialGC $(test_properties "$(lab/base)") -Dhv.evidence="$out/evidence" "$@" \
          -cp "$(stage_classpath "$stage")" io.hv.ci.runner.RunTests run --classes "$out/classes" \
          --reports "$out/reports" --class-timeout 7200 || rc=$? ;;
    esac
    [ "$rc" != 0 ] || touch "$out/done"
  fi
  printf '{ "where": "%s"%s }
' "$(where "$kvm")" "$(members "$out"/evidence/*.json)" >"$FULL/result.json"
  return "$rc"
}
