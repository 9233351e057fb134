package io.hv.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hv.Candidate;
import io.hv.Detection;
import io.hv.Host;
import org.junit.jupiter.api.Test;

/** Detection depends on the machine: what is told is compared with what the API says. */
class DetectCommandTest {

    @Test
    void tellsEveryCandidateAndTheChoice() {
        Detection detection = Host.detect();
        Typed typed = Typed.hv("detect");
        StringBuilder expected = new StringBuilder();
        for (Candidate candidate : detection.candidates()) {
            expected.append(candidate.uri()).append(": ");
            if (candidate.usable().isSupported()) {
                expected.append("usable\n");
                candidate
                        .notes()
                        .forEach(note ->
                                expected.append("    but ").append(note.found()).append('\n'));
            } else {
                expected.append(candidate.usable().reason()).append("\n    ");
                expected.append(candidate.usable().remedy()).append('\n');
            }
        }
        detection
                .uri()
                .ifPresent(uri -> expected.append("chosen: ")
                        .append(uri)
                        .append(", ")
                        .append(detection.why())
                        .append('\n'));
        assertEquals(expected.toString(), typed.out());
        assertEquals(detection.uri().isPresent() ? 0 : 1, typed.status());
    }

    @Test
    void obeysTheProperty() {
        System.setProperty("hv.uri", "mem:///chosen");
        try {
            assertEquals(
                    new Typed(0, "mem:///chosen: usable\nchosen: mem:///chosen, the property hv.uri\n", ""),
                    Typed.hv("detect"));
        } finally {
            System.clearProperty("hv.uri");
        }
    }
}
