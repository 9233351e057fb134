package io.hv.kvm.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.ioctl.Kvm;
import io.hv.kvm.machine.CounterRig.Frozen;
import io.hv.testkit.requires.RequiresKvm;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A guest that counts is forked wherever it is: it and all that come from it go on from the same number, each by itself. */
@RequiresKvm
@Timeout(600)
class ForkTest {

    private static final int ALL = 0xff;
    private static final int HALTS = 16;

    @KindsOfExit
    void inTheMiddleOfEveryKindOfExit(String kind, int kinds, long access) throws Exception {
        try (Kvm kvm = Kvm.open()) {
            String undisturbed = undisturbed(kvm, kinds);
            try (CounterRig parent = new CounterRig(kvm, kinds)) {
                parent.runToAccess(access);
                try (Frozen frozen = parent.freeze();
                        CounterRig one = new CounterRig(kvm, kinds, frozen);
                        CounterRig other = new CounterRig(kvm, kinds, frozen)) {
                    assertEquals(undisturbed, frozen.printed() + one.finish(), "a fork");
                    assertEquals(undisturbed, parent.finish(), "where it was");
                    assertEquals(
                            undisturbed,
                            frozen.printed() + other.finish(),
                            "a fork that begins after its parent's end");
                }
            }
        }
    }

    @Test
    void whileItRuns() throws Exception {
        try (Kvm kvm = Kvm.open()) {
            String undisturbed = undisturbed(kvm, HALTS);
            try (CounterRig parent = new CounterRig(kvm, HALTS)) {
                List<CounterRig> forks = new ArrayList<>();
                List<String> before = new ArrayList<>();
                try {
                    parent.go();
                    while (forks.size() < 5) {
                        try (Frozen frozen = parent.freeze()) {
                            forks.add(new CounterRig(kvm, HALTS, frozen));
                            before.add(frozen.printed());
                        } catch (IllegalStateException ended) {
                            // A busy host may be slower with a fork than the guest with all its work.
                            assertFalse(forks.isEmpty(), "it ended before the first fork");
                            break;
                        }
                    }
                    forks.forEach(CounterRig::go);
                    assertEquals(undisturbed, parent.finish());
                    for (int i = 0; i < forks.size(); i++) {
                        assertEquals(undisturbed, before.get(i) + forks.get(i).finish(), "fork " + i);
                    }
                } finally {
                    forks.forEach(CounterRig::close);
                }
            }
        }
    }

    /** Each generation is stopped somewhere, and its parent is gone by then. */
    @Test
    void aForkOfAForkOfAFork() throws Exception {
        try (Kvm kvm = Kvm.open()) {
            String undisturbed = undisturbed(kvm, ALL);
            CounterRig last = new CounterRig(kvm, ALL);
            StringBuilder printed = new StringBuilder();
            try {
                for (long access = 60; access <= 300; access += 60) {
                    last.runToAccess(access);
                    try (Frozen frozen = last.freeze()) {
                        printed.append(frozen.printed());
                        CounterRig next = new CounterRig(kvm, ALL, frozen);
                        last.close();
                        last = next;
                    }
                }
                String rest = last.finish();
                assertTrue(rest.length() < undisturbed.length(), rest);
                assertEquals(undisturbed, printed + rest);
            } finally {
                last.close();
            }
        }
    }

    /** What was written since the first is copied for the later ones. */
    @Test
    void theSameParentAgainAndAgain() throws Exception {
        try (Kvm kvm = Kvm.open()) {
            String undisturbed = undisturbed(kvm, ALL);
            try (CounterRig parent = new CounterRig(kvm, ALL)) {
                for (long access = 40; access <= 200; access += 40) {
                    parent.runToAccess(access);
                    try (Frozen frozen = parent.freeze();
                            CounterRig fork = new CounterRig(kvm, ALL, frozen)) {
                        boolean first = access == 40;
                        long copied = frozen.image().memory().copiedPages();
                        assertTrue(first ? copied == 0 : copied > 0 && copied < 100, () -> copied + " pages");
                        assertEquals(undisturbed, frozen.printed() + fork.finish());
                    }
                }
                assertEquals(undisturbed, parent.finish());
            }
        }
    }

    private static String undisturbed(Kvm kvm, int kinds) throws Exception {
        try (CounterRig rig = new CounterRig(kvm, kinds)) {
            return rig.finish();
        }
    }
}
