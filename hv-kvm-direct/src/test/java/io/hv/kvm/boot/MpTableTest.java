package io.hv.kvm.boot;

import static io.hv.kvm.boot.Faults.assertFault;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.memory.GuestMemory;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MpTableTest {

    private final GuestMemory memory = GuestMemory.onHeap(1 << 20);
    private final GuestLayout layout = new GuestLayout(memory);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 254})
    void aGuestThatWalksItFindsEverything(int vcpus) {
        MpTable.place(layout, vcpus);
        assertEquals("_MP_", ascii(0xf0000, 4));
        assertEquals(0, sum(0xf0000, 16));
        assertEquals(4, memory.getByte(0xf0009));
        long table = memory.getInt(0xf0004);
        int length = memory.getShort(table + 4);
        assertEquals("PCMP", ascii(table, 4));
        assertEquals(0, sum(table, length));
        assertEquals(0xfee00000, memory.getInt(table + 36));

        BitSet processors = new BitSet();
        BitSet pins = new BitSet();
        int bootProcessors = 0;
        int ioApic = -1;
        long at = table + 44;
        for (int i = 0; i < memory.getShort(table + 34); i++) {
            int type = memory.getByte(at);
            int id = Byte.toUnsignedInt(memory.getByte(at + 1));
            switch (type) {
                case 0 -> {
                    processors.set(id);
                    bootProcessors += memory.getByte(at + 3) >> 1 & 1;
                    assertEquals(1, memory.getByte(at + 3) & 1);
                }
                case 1 -> assertEquals("ISA   ", ascii(at + 2, 6));
                case 2 -> {
                    ioApic = id;
                    assertEquals(0xfec00000, memory.getInt(at + 4));
                }
                case 3 -> {
                    assertEquals(memory.getByte(at + 5), memory.getByte(at + 7), "line and pin");
                    assertEquals(ioApic, Byte.toUnsignedInt(memory.getByte(at + 6)));
                    pins.set(memory.getByte(at + 7));
                }
                case 4 -> assertTrue(memory.getByte(at + 7) <= 1);
                default -> throw new AssertionError("entry type " + type);
            }
            at += type == 0 ? 20 : 8;
        }
        assertEquals(table + length, at);
        assertEquals(vcpus, processors.cardinality());
        assertEquals(vcpus, processors.length());
        assertEquals(1, bootProcessors);
        assertEquals(vcpus, ioApic);
        assertEquals(15, pins.cardinality());
        assertTrue(!pins.get(2) && pins.get(0) && pins.get(4));
    }

    @Test
    void tooManyVcpusAreAFault() {
        assertFault("MP table", "255 vCPUs", () -> MpTable.place(layout, 255));
        assertFault("MP table", "0 vCPUs", () -> MpTable.place(layout, 0));
    }

    private String ascii(long address, int length) {
        return new String(memory.read(address, length), StandardCharsets.US_ASCII);
    }

    private int sum(long address, int length) {
        byte sum = 0;
        for (byte b : memory.read(address, length)) {
            sum += b;
        }
        return sum;
    }
}
