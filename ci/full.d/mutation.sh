# How many faults that PIT puts into io.hv.image.qcow2 its tests see: those that hold all in memory, which are the fast ones.
# By groups of classes; a group that is done is not done again when this was cut short. HV_MUTATION names the groups that are
# wanted, all of them by default.
set -euo pipefail
. ci/setup.sh
need jdk maven

package=io.hv.image.qcow2
declare -A groups=(
  [header]="Header HeaderReader Extension Feature Geometry Description Creator Qcow2Driver BackingChange"
  [tables]="Entry Tables PageCache Counts Compressed"
  [counts]="Allocator Refcounts Metadata"
  [disk]="Reader Writer Qcow2Disk"
  [check]="Check Repair Bitmaps"
  [snapshots]="Resize Snapshot SnapshotTable Snapshots"
)
rc=0
for group in ${HV_MUTATION:-header tables counts disk check snapshots}; do
  [ ! -e "$FULL/parts/$group.xml" ] || continue
  classes=
  for class in ${groups[$group]}; do classes+="${classes:+,}$package.$class,$package.$class\$*"; done
  if mvn -B -ntp -Pmutation -pl hv-image -am verify -Dtest=NoSuchTest -Dsurefire.failIfNoSpecifiedTests=false \
    -Dhv.mutated="$classes" >"$FULL/log.mvn" 2>&1; then
    mv hv-image/target/pit-reports/mutations.xml "$FULL/parts/$group.xml"
    echo "$group: done"
  else
    rc=1
    grep -E 'ERROR|PIT >>' "$FULL/log.mvn" | tail -n 30
  fi
done

# Every mutant is on a line of its own. One that ran out of time was seen; the numbers tell them apart.
sed -n -E "s/.*<mutation detected='(true|false)' status='([A-Z_]+)'.*<mutatedClass>$package\.([A-Za-z0-9]+)[^<]*<.*<mutatedMethod>([^<]*)<.*<lineNumber>([0-9]+)<.*<mutator>[^<]*\.([A-Za-z]+)<.*/\1 \2 \3 \4 \5 \6/p" \
  "$FULL"/parts/*.xml | sed 's/&lt;/</g; s/&gt;/>/g' | sort -k3,3 -k5,5n -k4,4 -k6,6 | awk '
  function end_class() {
    if (class != "") classes = classes (classes == "" ? "" : ",") "\n    \"" class "\": { \"mutants\": " total ", \"seen\": " seen ", \"survivors\": [" left "] }"
    total = seen = 0
    left = ""
  }
  $3 != class { end_class(); class = $3 }
  { all++; total++; status[$2]++ }
  $1 == "true" { detected++; seen++ }
  $1 == "false" { left = left (left == "" ? "" : ", ") "\"" $4 ":" $5 " " $6 "\"" }
  END {
    end_class()
    printf "{ \"mutants\": %d, \"seen\": %d, \"killed\": %d, \"outOfTime\": %d, \"survived\": %d, \"notCovered\": %d, \"score\": %.3f,\n",
      all, detected, status["KILLED"], status["TIMED_OUT"], status["SURVIVED"], status["NO_COVERAGE"], all ? detected / all : 0
    print "  \"classes\": {" classes "\n  } }"
  }' >"$FULL/result.json"
exit "$rc"
