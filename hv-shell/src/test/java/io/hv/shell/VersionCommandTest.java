package io.hv.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class VersionCommandTest {

    @Test
    void tellsItsVersionAndJavas() {
        Typed typed = Typed.hv("version");
        assertEquals(0, typed.status());
        assertTrue(typed.out().matches("(?s)hv \\d+\\.\\d+\\.\\d+\\S*\n.*"), typed.out());
        assertTrue(typed.out().contains("Java " + System.getProperty("java.version")), typed.out());
        assertEquals(typed.out(), Typed.hv("--version").out());
    }
}
