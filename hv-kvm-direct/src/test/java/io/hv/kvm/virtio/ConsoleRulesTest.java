package io.hv.kvm.virtio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hv.kvm.bus.ByteSource;
import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.virtio.console.ConsolePort;
import io.hv.kvm.virtio.console.VirtioConsole;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A console's control queue under a driver that says what it must not. */
class ConsoleRulesTest {

    private static final long MULTIPORT = 2;
    private static final int QUEUES = 6;
    private static final int CONTROL_OUT = 3;
    private static final int PORT_READY = 3;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final VirtioConsole console = new VirtioConsole(
            "console0",
            List.of(
                    ConsolePort.console(() -> ByteSource.NOTHING, printed::write),
                    ConsolePort.named("agent", () -> ByteSource.NOTHING, octet -> {})));
    private final DeviceRig rig = new DeviceRig(console, GuestMemory.onHeap(1 << 20), false, MULTIPORT).begin(QUEUES);

    private static byte[] message(int port, int event) {
        return ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(port)
                .putShort((short) event)
                .putShort((short) 1)
                .array();
    }

    private void breaks(Rule rule, byte... said) {
        boolean unused = rig.comesBack(CONTROL_OUT, List.of(said));
        rig.broke(rule, QUEUES);
        byte[] nothing = rig.ask(1, List.of("x".getBytes(StandardCharsets.US_ASCII)));
        assertEquals(0, nothing.length);
        assertEquals(List.of(), rig.faults.all());
    }

    @Test
    @Breaks(Rule.CONSOLE_NO_PORT)
    void aPortThatIsNotThere() {
        breaks(Rule.CONSOLE_NO_PORT, message(2, PORT_READY));
        breaks(Rule.CONSOLE_NO_PORT, message(-1, PORT_READY));
        breaks(Rule.CONSOLE_NO_PORT, message(Integer.MIN_VALUE, 99));
        assertEquals("xxx", printed.toString(StandardCharsets.US_ASCII));
    }

    @Test
    @Breaks(Rule.REQUEST_TOO_SHORT)
    void aMessageThatIsTooShort() {
        breaks(Rule.REQUEST_TOO_SHORT, new byte[7]);
        breaks(Rule.REQUEST_TOO_SHORT, new byte[0]);
    }
}
