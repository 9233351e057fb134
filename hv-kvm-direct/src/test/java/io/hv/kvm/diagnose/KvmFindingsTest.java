package io.hv.kvm.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.Finding;
import io.hv.Finding.Severity;
import io.hv.kvm.ioctl.Capability;
import io.hv.kvm.probe.Probe;
import io.hv.kvm.probe.ProbeReport;
import io.hv.kvm.probe.ProbeResult;
import io.hv.kvm.probe.ProbeResult.Outcome;
import io.hv.nativeaccess.Errno;
import io.hv.nativeaccess.NativeException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What KVM says and runs, and what Java allows, with all of it made up. */
class KvmFindingsTest {

    private static ProbeReport report(Probe odd, Outcome outcome) {
        return new ProbeReport(Arrays.stream(Probe.values())
                .map(probe -> probe == odd
                        ? new ProbeResult(probe, outcome, outcome == Outcome.FAILS ? "as the test says" : "")
                        : new ProbeResult(probe, Outcome.WORKS, ""))
                .toList());
    }

    @ParameterizedTest
    @EnumSource(Probe.class)
    void aProbeThatFailsIsToldAndCountsWhereStockSystemsNeedIt(Probe probe) {
        for (Outcome bad : List.of(Outcome.FAILS, Outcome.SILENT)) {
            ProbeReport report = report(probe, bad);
            assertEquals(!probe.stock(), report.stockGuests());
            List<Finding> findings = KvmFindings.probes(report);
            Finding verdict = MadeUp.find(findings, "stock-guests");
            assertEquals(probe.stock() ? Severity.WARNING : Severity.OK, verdict.severity());
            assertEquals(probe.stock(), verdict.found().endsWith("need: " + probe.id()), verdict.toString());
            assertEquals(
                    Severity.NOTE, MadeUp.find(findings, "probe-" + probe.id()).severity());
            assertEquals(Probe.values().length + 1, findings.size());
        }
    }

    @Test
    void whatIsNotOfferedIsNotMissed() {
        ProbeReport report = report(Probe.XSAVE, Outcome.NOT_OFFERED);
        assertTrue(report.stockGuests());
        Finding xsave = MadeUp.find(KvmFindings.probes(report), "probe-xsave");
        assertEquals(Severity.OK, xsave.severity());
        assertEquals("not offered", xsave.found());
    }

    @Test
    void aMissingCapabilityIsAProblemOrALossByItsUse() {
        List<Finding> needed = KvmFindings.capabilities(each -> each == Capability.IRQFD ? 0 : 1);
        assertEquals(Severity.PROBLEM, MadeUp.find(needed, "kvm-capabilities").severity());
        assertEquals(
                "this KVM lacks IRQFD", MadeUp.find(needed, "kvm-capabilities").found());
        assertEquals(Severity.OK, MadeUp.find(needed, "kvm-options").severity());
        List<Finding> useful = KvmFindings.capabilities(each -> each == Capability.READONLY_MEM ? 0 : 1);
        assertEquals(Severity.OK, MadeUp.find(useful, "kvm-capabilities").severity());
        assertEquals(Severity.NOTE, MadeUp.find(useful, "kvm-options").severity());
        assertTrue(MadeUp.find(useful, "kvm-options").found().startsWith("no READONLY_MEM: "));
    }

    @ParameterizedTest
    @CsvSource({"1,true,--device /dev/kvm", "13,true,--device /dev/kvm", "1,false,dmesg", "16,true,dmesg"})
    void aDeviceThatTheKernelDoesNotOpen(int errno, boolean container, String remedy) {
        Finding refused = KvmDoctor.refused(new NativeException("open(/dev/kvm)", errno), container);
        assertEquals(Severity.PROBLEM, refused.severity());
        assertTrue(refused.remedy().contains(remedy), refused.toString());
        assertTrue(refused.found().contains(Errno.describe(errno)), refused.toString());
    }

    @Test
    void aFolderFromWhichNothingMayRunIsNamed(@TempDir Path root) {
        MadeUp machine = new MadeUp(root).with("/proc/self/mounts", """
                        /dev/sda1 / ext4 rw,relatime 0 0
                        tmpfs /tmp tmpfs rw,noexec 0 0
                        tmpfs /tmp/fine tmpfs rw 0 0
                        """);
        LinkageError failure = new UnsatisfiedLinkError("failed to map segment");
        Finding barred = JavaFindings.noNativeCode(machine, List.of(Path.of("/home/a"), Path.of("/tmp/x")), failure);
        assertTrue(barred.found().contains("/tmp is mounted noexec"), barred.toString());
        assertTrue(barred.remedy().contains("-Djna.tmpdir"), barred.toString());
        Finding other = JavaFindings.noNativeCode(machine, List.of(Path.of("/tmp/fine/x")), failure);
        assertFalse(other.found().contains("noexec"), other.toString());
        assertTrue(other.found().contains("failed to map segment"), other.toString());
    }

    @Test
    void nativeAccessIsToBeAllowedByName() {
        assertEquals(Severity.OK, JavaFindings.nativeAccess(25, true).severity());
        Finding missing = JavaFindings.nativeAccess(25, false);
        assertEquals(Severity.NOTE, missing.severity());
        assertTrue(missing.remedy().contains("--enable-native-access="), missing.toString());
    }
}
