package io.hv.kvm.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IoBusTest {

    private final List<String> faults = new ArrayList<>();
    private final IoBus bus = new IoBus((device, fault) -> faults.add(device.name() + ": " + fault.getMessage()));
    private final Recorder one = new Recorder("one");
    private final Recorder two = new Recorder("two");

    /** Answers with its offset and size, and notes what it was asked. */
    private static final class Recorder implements PioDevice, MmioDevice {

        private final String name;
        final List<String> seen = new ArrayList<>();
        boolean broken;

        Recorder(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        private void note(String what) {
            assertTrue(Thread.holdsLock(this));
            if (broken) {
                throw new IllegalArgumentException("broken");
            }
            seen.add(what);
        }

        @Override
        public int readPort(int offset, int size) {
            note("r" + size + "@" + offset);
            return 0xffffff00 | (offset << 4 | size);
        }

        @Override
        public void writePort(int offset, int size, int value) {
            note("w" + size + "@" + offset + "=" + Integer.toHexString(value));
        }

        @Override
        public long readMmio(long offset, int size) {
            note("R" + size + "@" + offset);
            return 0xffffffff_ffffff00L | (offset << 4 | size);
        }

        @Override
        public void writeMmio(long offset, int size, long value) {
            note("W" + size + "@" + offset + "=" + Long.toHexString(value));
        }
    }

    @Test
    void whatNobodyClaimedReadsAsOnes() {
        assertEquals(0xff, bus.readPort(0x80, 1));
        assertEquals(0xffff, bus.readPort(0x80, 2));
        assertEquals(-1, bus.readPort(0xffff, 4));
        assertEquals(0xff, bus.readMmio(0xd000_0000L, 1));
        assertEquals(0xffff_ffffL, bus.readMmio(0xd000_0000L, 4));
        assertEquals(-1, bus.readMmio(-4, 8));
        bus.writePort(0x80, 4, 1);
        bus.writeMmio(-1, 8, 1);
    }

    @Test
    void anAccessReachesItsDeviceWithAnOffset() {
        bus.claimPorts(two, 0x3f8, 8);
        bus.claimPorts(one, 0x60, 1);
        bus.claimMmio(one, 0xfeb0_0000L, 0x1000);
        assertEquals(0x01, bus.readPort(0x60, 1));
        assertEquals(0x71, bus.readPort(0x3ff, 1));
        assertEquals(0xff12, bus.readPort(0x3f9, 2));
        bus.writePort(0x3fc, 4, 0xdeadbeef);
        assertEquals(List.of("r1@7", "r2@1", "w4@4=deadbeef"), two.seen);
        assertEquals(0xffff_ffff_ffff_ff08L, bus.readMmio(0xfeb0_0000L, 8));
        bus.writeMmio(0xfeb0_0ffcL, 4, 0x1234L);
        assertEquals(List.of("r1@0", "R8@0", "W4@4092=1234"), one.seen);
    }

    @Test
    void anAccessAcrossAnEdgeIsDoneByteByByte() {
        bus.claimPorts(one, 0x60, 2);
        bus.claimPorts(two, 0x62, 1);
        assertEquals(0xff01_1101, bus.readPort(0x60, 4));
        bus.writePort(0x5f, 4, 0x44332211);
        assertEquals(List.of("r1@0", "r1@1", "w1@0=22", "w1@1=33"), one.seen);
        assertEquals(List.of("r1@0", "w1@0=44"), two.seen);
        bus.claimMmio(one, 0x1000, 4);
        assertEquals(0xffffffff_ffff3121L, bus.readMmio(0x1002, 8));
        bus.writeMmio(0xfff, 2, 0xabcd);
        assertEquals("W1@0=ab", one.seen.get(one.seen.size() - 1));
    }

    @Test
    void claimsDoNotOverlap() {
        bus.claimPorts(one, 0x60, 4);
        IllegalArgumentException taken =
                assertThrows(IllegalArgumentException.class, () -> bus.claimPorts(two, 0x63, 2));
        assertEquals("two claims [0x63, 0x65), where one is already", taken.getMessage());
        assertThrows(IllegalArgumentException.class, () -> bus.claimPorts(two, 0xffff, 2));
        assertThrows(IllegalArgumentException.class, () -> bus.claimPorts(two, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> bus.claimMmio(two, -1, 1));
        assertThrows(IllegalArgumentException.class, () -> bus.claimMmio(two, 0, Long.MIN_VALUE));
        assertThrows(IllegalArgumentException.class, () -> bus.claimMmio(two, 1, Long.MAX_VALUE));
        bus.release(one);
        bus.claimPorts(two, 0x63, 2);
        assertEquals(0xff, bus.readPort(0x60, 1));
        assertEquals(List.of(), one.seen);
    }

    @Test
    void aDeviceThatThrowsIsReported() {
        bus.claimPorts(one, 0x60, 4);
        bus.claimMmio(one, 0x1000, 16);
        one.broken = true;
        assertEquals(0xffff, bus.readPort(0x60, 2));
        bus.writePort(0x60, 1, 0);
        assertEquals(0xffff_ffffL, bus.readMmio(0x1000, 4));
        bus.writeMmio(0x1000, 1, 0);
        assertEquals(List.of("one: broken", "one: broken", "one: broken", "one: broken"), faults);
    }

    @Test
    void anAccessAllocatesNothing() {
        PioDevice port = new PioDevice() {
            @Override
            public String name() {
                return "port";
            }

            @Override
            public int readPort(int offset, int size) {
                return offset;
            }

            @Override
            public void writePort(int offset, int size, int value) {}
        };
        bus.claimPorts(port, 0x60, 1);
        bus.claimPorts(new Recorder("other"), 0x70, 1);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
            long before = threads.getThreadAllocatedBytes(id);
            for (int i = 0; i < 1000; i++) {
                bus.writePort(0x60, 1, bus.readPort(0x60, 1) + bus.readPort(0x80, 4));
                bus.writeMmio(0x1000, 8, bus.readMmio(0x1000, 8));
            }
            least = Math.min(least, threads.getThreadAllocatedBytes(id) - before);
        }
        // What the measurement itself takes is not of the bus.
        assertTrue(least < 1000, least + " bytes for 1000 rounds");
    }
}
