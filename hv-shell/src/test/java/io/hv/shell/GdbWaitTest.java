package io.hv.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.Host;
import org.junit.jupiter.api.Test;

/** {@code hv run --gdb} where there is no gdb stub; hv-kvm-direct tests the stub. */
class GdbWaitTest {

    @Test
    void aHostThatCannotBeDebuggedSaysSoAndKeepsNothing() {
        try (Host host = Host.open("mem:///shell-gdb")) {
            Typed typed = Typed.hv("run", "--uri", "mem:///shell-gdb", "--guest", "echo", "--gdb");
            assertEquals(1, typed.status());
            assertTrue(typed.err().startsWith("hv: "), typed.err());
            assertTrue(host.domains().isEmpty());
        }
    }
}
