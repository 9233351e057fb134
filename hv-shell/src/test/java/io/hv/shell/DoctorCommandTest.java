package io.hv.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.Diagnosis;
import io.hv.Finding;
import io.hv.Finding.Severity;
import io.hv.testkit.requires.RequiresKvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A diagnosis depends on the machine: what is told is compared with what the API says. */
class DoctorCommandTest {

    @Test
    void oneHostIsDiagnosedByItsUri() {
        Typed typed = Typed.hv("doctor", "--uri", "mem:///doctor");
        assertEquals(0, typed.status(), typed.err());
        assertTrue(typed.out().startsWith("mem: ok\n  ok "), typed.out());
    }

    @Test
    void everyBackendIsAskedAndEveryFindingTold() throws Exception {
        List<Diagnosis> diagnoses = Diagnosis.ofThisMachine();
        Typed typed = Typed.hv("doctor");
        String book = Files.readString(Path.of("../docs/doctor.md"));
        for (Diagnosis diagnosis : diagnoses) {
            for (Finding finding : diagnosis.findings()) {
                assertTrue(typed.out().contains(finding.id() + " "), finding.id() + ": " + typed.out());
                assertTrue(typed.out().contains(finding.remedy()), finding.remedy() + ": " + typed.out());
                assertTrue(book.contains("`" + finding.id() + "`"), () -> finding.id() + " is not in docs/doctor.md");
            }
        }
        boolean usable = diagnoses.stream()
                .anyMatch(diagnosis -> !diagnosis.subject().equals("mem") && diagnosis.worst() != Severity.PROBLEM);
        assertEquals(usable ? 0 : 1, typed.status(), typed.out());
    }

    @Test
    @RequiresKvm
    void kvmIsDiagnosedWithItsProbes() {
        Typed typed = Typed.hv("doctor", "--uri", "kvm:///");
        assertEquals(0, typed.status(), typed.out() + typed.err());
        assertTrue(typed.out().contains("probe-syscall"), typed.out());
    }

    @Test
    void aHostThatDoesNotDiagnoseSaysSo() {
        Typed typed = Typed.hv("doctor", "--uri", "mem:///doctor?without=diagnose");
        assertEquals(1, typed.status());
        assertTrue(
                typed.err().startsWith("hv: the host mem:///doctor?without=diagnose does not support diagnose"),
                typed.err());
    }
}
