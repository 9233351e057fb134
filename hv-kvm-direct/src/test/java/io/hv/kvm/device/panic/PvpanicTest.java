package io.hv.kvm.device.panic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hv.kvm.bus.TestMachine;
import java.util.List;
import org.junit.jupiter.api.Test;

class PvpanicTest {

    private final TestMachine machine = new TestMachine();
    private final Pvpanic device = new Pvpanic("pvpanic", machine);

    @Test
    void tellsWhichEventsItUnderstands() {
        assertEquals(Pvpanic.PANICKED | Pvpanic.CRASH_LOADED, device.readPort(0, 1));
    }

    @Test
    void reportsTheseAndNoOthers() {
        device.writePort(0, 1, 0x01);
        device.writePort(0, 1, 0xfe);
        device.writePort(0, 1, 0xfc);
        assertEquals(List.of("panic 1", "panic 2"), machine.drain());
    }
}
