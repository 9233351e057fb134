package io.hv.kvm.virtio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.memory.MemoryMap;
import io.hv.kvm.net.ether.EthernetSwitch;
import io.hv.kvm.virtio.net.VirtioNet;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A frame's whole way from one machine's queue through the switch into another machine's allocates nothing on the heap. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "guest memory is mapped")
@Timeout(60)
class FrameAllocationTest {

    private static final int RECEIVE = 0;
    private static final int SEND = 1;
    private static final int QUEUES = 3;
    private static final int HEADER = 12;
    private static final int BYTES = 1514;
    private static final int ROUNDS = 5;
    private static final long FROM = 0x5254_0000_0001L;
    private static final long TO = 0x5254_0000_0002L;

    private final NewThreads threads = new NewThreads();

    /** A card with a driver; its own memory, as each machine has. */
    private static final class Machine {

        final ManualWorkers workers = new ManualWorkers();
        final FaultLog faults = new FaultLog();
        final DeviceRig rig;

        Machine(EthernetSwitch lan, String name, long address, GuestMemory memory) {
            VirtioNet card = new VirtioNet(name, address, 1, BYTES);
            card.connect(lan.connect(name, card::receive));
            VirtioFunction function = new VirtioFunction(card, memory, workers, faults);
            DeviceRig made = new DeviceRig(function, memory, workers, Driver.features(false, true, false));
            function.connect(made.transport);
            rig = made.begin(QUEUES);
        }
    }

    private static byte[] frame(int number) {
        byte[] frame = new byte[BYTES];
        ByteBuffer to = ByteBuffer.wrap(frame);
        to.putShort((short) (TO >>> Integer.SIZE)).putInt((int) TO);
        to.putShort((short) (FROM >>> Integer.SIZE)).putInt((int) FROM);
        to.putInt(BYTES - Integer.BYTES, number);
        return frame;
    }

    private static GuestMemory memory() {
        return GuestMemory.map(MemoryMap.of(1 << 20, 36), "hv-test");
    }

    /** Sends a frame, which comes as it was. */
    private static void pass(Machine from, Machine to, int number) {
        assertFalse(to.rig.comesBack(RECEIVE, List.of(), HEADER + BYTES), "nothing has come yet");
        assertTrue(from.rig.comesBack(SEND, List.of(new byte[HEADER], frame(number))));
        assertTrue(to.rig.isBack(RECEIVE));
        byte[] came = new byte[BYTES];
        System.arraycopy(to.rig.room(HEADER + BYTES), HEADER, came, 0, BYTES);
        assertArrayEquals(frame(number), came);
    }

    @Test
    void aFrameFromMachineToMachineAllocatesNothing() {
        try (GuestMemory one = memory();
                GuestMemory other = memory();
                EthernetSwitch lan = new EthernetSwitch("test")) {
            Machine from = new Machine(lan, "a", FROM, one);
            Machine to = new Machine(lan, "b", TO, other);
            // Classes are loaded, and the switch has learned where the sender is.
            pass(from, to, 0);
            from.workers.runner = threads::run;
            to.workers.runner = threads::run;
            for (int round = 1; round <= ROUNDS; round++) {
                pass(from, to, round);
            }
            // The receiver looks when it has room, the sender when it sends, the receiver when something comes.
            int jobs = 3;
            assertEquals(ROUNDS * jobs, threads.allocated().size(), threads.allocated()::toString);
            for (int job = 0; job < jobs; job++) {
                assertEquals(0, threads.least(job, jobs), () -> "bytes in each thread: " + threads.allocated());
            }
            assertEquals(List.of(), from.faults.all());
            assertEquals(List.of(), to.faults.all());
        }
    }
}
