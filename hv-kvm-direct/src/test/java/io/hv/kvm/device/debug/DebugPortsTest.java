package io.hv.kvm.device.debug;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hv.kvm.bus.TestMachine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DebugPortsTest {

    @Test
    void postCodesAreToldAndTheLastIsKept() {
        List<Integer> codes = new ArrayList<>();
        PostCodePort port = new PostCodePort("post", codes::add);
        port.writePort(0, 1, 0x12);
        port.writePort(0, 4, 0xdeadbeef);
        assertEquals(List.of(0x12, 0xdeadbeef), codes);
        assertEquals(0xdeadbeef, port.last());
        assertEquals(0xdeadbeef, port.readPort(0, 4));
    }

    @Test
    void theConsolePrintsAndIsFound() {
        StringBuilder printed = new StringBuilder();
        DebugConsole console = new DebugConsole("debugcon", value -> printed.append((char) value));
        assertEquals(0xe9, console.readPort(0, 1));
        console.writePort(0, 1, 'o');
        console.writePort(0, 2, 'k' | ('!' << 8)); // the second byte goes to the next port
        assertEquals("ok", printed.toString());
    }

    @Test
    void noExitLooksClean() {
        TestMachine machine = new TestMachine();
        DebugExit exit = new DebugExit("exit", machine);
        exit.writePort(0, 1, 0);
        exit.writePort(0, 4, 0x10);
        assertEquals(List.of("exit 1", "exit 33"), machine.drain());
    }
}
