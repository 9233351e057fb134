package io.hv.kvm.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.Diagnosis;
import io.hv.Finding;
import io.hv.Finding.Severity;
import io.hv.kvm.probe.Probe;
import io.hv.testkit.requires.RequiresKvm;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class KvmDoctorTest {

    /** Whatever machine this is: something is said, ids are unique and explained, and a fault has a remedy. */
    @Test
    void everyFindingIsExplained() throws Exception {
        Diagnosis diagnosis = KvmDoctor.diagnose(false);
        String book = Files.readString(Path.of("../docs/doctor.md"));
        for (Finding finding : diagnosis.findings()) {
            assertEquals(
                    1,
                    diagnosis.findings().stream()
                            .filter(other -> other.id().equals(finding.id()))
                            .count(),
                    finding.id());
            assertTrue(book.contains("`" + finding.id() + "`"), () -> finding.id() + " is not in docs/doctor.md");
        }
        for (Probe probe : Probe.values()) {
            assertTrue(book.contains("`probe-" + probe.id() + "`"), probe.id());
        }
    }

    @Test
    @RequiresKvm
    void aMachineWithKvmIsLookedAtToTheEnd() {
        Diagnosis diagnosis = KvmDoctor.diagnose(Boolean.getBoolean("hv.kvm.hideXsave"));
        assertTrue(diagnosis.worst().compareTo(Severity.PROBLEM) < 0, diagnosis.toString());
        assertTrue(diagnosis.find("stock-guests").isPresent(), diagnosis.toString());
        assertTrue(diagnosis.find("open-files").isPresent(), diagnosis.toString());
    }
}
