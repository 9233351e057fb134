# Sourced by ci/full and its scripts: where to measure, and how evidence is written.

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

# measure SECONDS CLASS JVM-OPTION... : runs a test class on this machine's /dev/kvm, or in the lab where there is none.
# The class writes its measurement as $hv.evidence/*.json; the files are then in $FULL/parts/CLASS, and a class whose
# files are there already is not run again.
measure() {
  local seconds=$1 class=$2 option rc=0
  local folder=$FULL/parts/$class lab_options=() stage
  shift 2
  if [ -e "$folder/done" ]; then return; fi
  rm -rf "$folder"
  mkdir -p "$folder"
  case $(kvm_here) in
    none | forbidden)
      for option in "$@"; do lab_options+=(--jvm "$option"); done
      lab/run --classes "$class" --fresh --timeout "$seconds" --class-timeout "$seconds" --out "$folder" "${lab_options[@]}" || rc=$? ;;
    *)
      stage=$(ci/stage)
      name=$(test_runner "$stage" list --roots roots | cut -f1 | grep -E "(^|\.)$class\$")
      echo "$name" >"$folder/class"
      # shellcheck disable=SC2046  # flags, words on purpose
      "$JAVA_HOME/bin/java" $(test_properties "$(lab/base)") -Dhv.evidence="$folder/evidence" "$@" \
        -cp "$(stage_classpath "$stage")" io.hv.ci.runner.RunTests run --classes "$folder/class" --reports "$folder" \
        --class-timeout "$seconds" || rc=$? ;;
  esac
  [ "$rc" != 0 ] || touch "$folder/done"
  return "$rc"
}

# where : on which KVM measure runs its class.
where() { case $(kvm_here) in none | forbidden) echo "nested lab, kvm_amd in software emulation" ;; *) kvm_here ;; esac; }
