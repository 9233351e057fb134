package io.hv.kvm.boot;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.function.Executable;

/** Asserts on a fault: it names what, and says why, in these words; and it has a remedy. */
final class Faults {

    private Faults() {}

    static void assertFault(String what, String why, Executable boot) {
        BootException e = assertThrows(BootException.class, boot);
        assertTrue(e.what().contains(what), () -> "what: " + e);
        assertTrue(e.why().contains(why), () -> "why: " + e);
        assertFalse(e.remedy().isBlank(), () -> "remedy: " + e);
        assertTrue(String.valueOf(e.getMessage()).contains(e.remedy()), () -> "message: " + e);
    }
}
