package io.hv.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.testkit.requires.RequiresKvm;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class DemoCommandTest {

    @Test
    void aHostThatRunsNoGuestsSaysSo() {
        Typed typed = Typed.hv("demo", "--uri", "mem:///demo");
        assertEquals(1, typed.status());
        assertEquals("", typed.out());
        assertTrue(typed.err().startsWith("hv: the demo on mem:///demo does not support guest-code"), typed.err());
    }

    @Test
    void withoutKvmItSaysWhyAndWhatHelps() {
        Assumptions.assumeFalse(
                Files.isReadable(Path.of("/dev/kvm")) && Files.isWritable(Path.of("/dev/kvm")),
                "this machine has a /dev/kvm that can be opened");
        Typed typed = Typed.hv("demo");
        assertEquals(75, typed.status());
        assertEquals("", typed.out());
        assertTrue(typed.err().contains("kvm:///: "), typed.err());
        assertTrue(typed.err().contains("nested lab"), typed.err());
    }

    @Test
    void onlyKnowsItsGuests() {
        Typed typed = Typed.hv("demo", "--uri", "mem:///demo", "--only", "echo,nobody");
        assertEquals(2, typed.status());
        assertTrue(typed.err().startsWith("hv: no guest of the demo is called 'nobody'; there are "), typed.err());
        assertTrue(typed.err().contains("linux"), typed.err());
    }

    @Test
    @RequiresKvm
    void onlySomeAreShown() throws Exception {
        Path rest = Files.createTempFile("hv-demo", ".rest");
        try {
            Typed typed = Typed.hv("demo", "--only", "echo", "--rest", rest.toString());
            assertEquals(0, typed.status(), typed.out() + typed.err());
            assertTrue(typed.out().contains("1 did as they should, 0 failed, 0 cannot"), typed.out());
            assertEquals("", Files.readString(rest));
        } finally {
            Files.delete(rest);
        }
    }

    /** With Linux where the properties name one. What this KVM cannot run is said, and is no failure. */
    @Test
    @RequiresKvm
    void everyGuestDoesAsItShould() {
        Typed typed = Typed.hv("demo");
        assertTrue(typed.out().contains(", 0 failed, "), typed.out() + typed.err());
        assertTrue(typed.out().contains("TRIPLE_FAULT: "), typed.out());
        assertEquals(typed.out().contains(", 0 cannot run on this host") ? 0 : 75, typed.status());
    }
}
