package io.hv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.Finding.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiagnosisTest {

    private static final Finding FINE = Finding.ok("fine", "a thing", "as it should be");
    private static final Finding NOTE = Finding.of("hint", "a thing", Severity.NOTE, "odd", "turn it");
    private static final Finding WARNING = Finding.of("weak", "a thing", Severity.WARNING, "it creaks", "oil it");
    private static final Finding PROBLEM = Finding.of("gone", "a thing", Severity.PROBLEM, "it is missing", "fetch it");

    @Test
    void theWorstFindingCounts() {
        assertEquals(Severity.OK, Diagnosis.of("toy", List.of()).worst());
        assertEquals(
                Severity.WARNING,
                Diagnosis.of("toy", List.of(FINE, WARNING, NOTE)).worst());
        Diagnosis all = Diagnosis.of("toy", List.of(FINE, PROBLEM, WARNING));
        assertEquals(Severity.PROBLEM, all.worst());
        assertEquals(List.of(PROBLEM, WARNING), all.findings(Severity.WARNING));
        assertEquals("oil it", all.find("weak").orElseThrow().remedy());
        assertTrue(all.find("strong").isEmpty());
    }

    @Test
    void itIsReadLineByLine() {
        assertEquals(
                "toy:\n  OK fine: as it should be\n  WARNING weak: it creaks [oil it]",
                Diagnosis.of("toy", List.of(FINE, WARNING)).toString());
    }

    @Test
    void aFaultWithoutARemedyIsNone() {
        assertThrows(IllegalArgumentException.class, () -> Finding.of("x", "x", Severity.NOTE, "x", " "));
        assertThrows(IllegalArgumentException.class, () -> Finding.ok("Not An Id", "x", "x"));
    }

    @Test
    void aCandidateIsUsableWithoutAProblemAndCarriesItsWarnings() {
        Candidate weak = Candidate.of("toy:///", Diagnosis.of("toy", List.of(FINE, NOTE, WARNING)));
        assertTrue(weak.usable().isSupported());
        assertEquals(List.of(WARNING), weak.notes());
        assertEquals("toy:///: yes, but it creaks", weak.toString());
        Candidate gone = Candidate.of("toy:///", Diagnosis.of("toy", List.of(WARNING, PROBLEM)));
        assertFalse(gone.usable().isSupported());
        assertEquals("it is missing", gone.usable().reason());
        assertEquals("fetch it", gone.usable().remedy());
        assertEquals(List.of(), gone.notes());
    }
}
