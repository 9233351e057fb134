package io.hv.kvm.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.ioctl.Kvm;
import io.hv.kvm.ioctl.Reaper;
import io.hv.kvm.probe.ProbeResult.Outcome;
import io.hv.testkit.requires.RequiresKvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

/** The probes on a real /dev/kvm. */
@RequiresKvm
@Timeout(120)
class ProbesTest {

    private static final boolean HIDE_XSAVE = Boolean.getBoolean("hv.kvm.hideXsave");

    /** Whatever this KVM is: every probe has an answer, the same again, and asking again does not probe again. */
    @Test
    void everyProbeHasAnAnswerThatIsRemembered(TestReporter reporter) {
        try (Kvm kvm = Kvm.open()) {
            ProbeReport report = Probes.of(kvm, HIDE_XSAVE);
            reporter.publishEntry("probes", report.toString());
            assertEquals(
                    Arrays.asList(Probe.values()),
                    report.results().stream().map(ProbeResult::probe).toList());
            assertSame(report, Probes.of(kvm, HIDE_XSAVE));
            try (Reaper reaper = new Reaper("hv/probe-test/reaper")) {
                assertEquals(outcomes(report), outcomes(ProbeMachine.tryAll(kvm, HIDE_XSAVE, reaper)));
            }
        }
    }

    private static List<Outcome> outcomes(ProbeReport report) {
        return report.results().stream().map(ProbeResult::outcome).toList();
    }

    /** A guest that leaves for what KVM cannot do is told with the instruction that it was. */
    @Test
    void whatDoesNotWorkIsToldWithWhatKvmSaid() {
        try (Kvm kvm = Kvm.open()) {
            for (ProbeResult result : Probes.of(kvm, HIDE_XSAVE).results()) {
                assertEquals(result.outcome() == Outcome.FAILS, !result.detail().isEmpty(), result.toString());
            }
        }
    }

    @Test
    void nothingIsLeftOpen() throws IOException {
        try (Kvm kvm = Kvm.open()) {
            probe(kvm);
            long before = machines();
            long threads = threads();
            probe(kvm);
            // What others in this process close meanwhile does not hide it: a probing that leaked would leave a dozen.
            assertTrue(machines() <= before, () -> "more than " + before + " descriptors");
            assertEquals(threads, threads());
        }
    }

    private static void probe(Kvm kvm) {
        try (Reaper reaper = new Reaper("hv/probe-test/reaper")) {
            assertNotEquals(
                    List.of(), ProbeMachine.tryAll(kvm, HIDE_XSAVE, reaper).results());
        }
    }

    private static long machines() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return files.filter(file -> {
                        try {
                            String target = Files.readSymbolicLink(file).toString();
                            return target.contains("kvm-v") || target.contains("hv-probe");
                        } catch (IOException e) {
                            return false;
                        }
                    })
                    .count();
        }
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("hv/probe"))
                // An executor has ended before the last instructions of its threads.
                .filter(thread -> !thread.getName().contains("reaper"))
                .count();
    }

    /** On a real kvm_amd everything works, or is not offered because this machine was told to hide it. */
    @Test
    @Tag("lab")
    void onHardwareEverythingWorks() {
        try (Kvm kvm = Kvm.open()) {
            ProbeReport report = Probes.of(kvm, HIDE_XSAVE);
            assertTrue(report.stockGuests(), report.toString());
            for (ProbeResult result : report.results()) {
                Outcome expected = HIDE_XSAVE && result.probe() == Probe.XSAVE ? Outcome.NOT_OFFERED : Outcome.WORKS;
                assertEquals(expected, result.outcome(), result.toString());
            }
        }
    }
}
