package io.hv.kvm.ioctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.bus.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunAreaTest {

    private final ByteBuffer page = ByteBuffer.allocate(8192).order(ByteOrder.LITTLE_ENDIAN);
    private final RunArea run = new RunArea(page);

    @Test
    void aStringOutHasManyValues() {
        page.putInt(8, Exit.IO);
        page.put(32, (byte) 1)
                .put(33, (byte) 2)
                .putShort(34, (short) 0xfff8)
                .putInt(36, 3)
                .putLong(40, 4096);
        page.putShort(4096, (short) 0x1122).putShort(4098, (short) 0xfedc).putShort(4100, (short) 1);
        assertEquals(Exit.IO, run.exitReason());
        assertTrue(run.ioIsWrite());
        assertEquals(0xfff8, run.ioPort());
        assertEquals(3, run.ioCount());
        assertEquals(0x1122, run.ioValue(0));
        assertEquals(0xfedc, run.ioValue(1));
        assertEquals(1, run.ioValue(2));
    }

    @Test
    void anInIsAnsweredInItsSize() {
        page.put(33, (byte) 1).putInt(36, 2).putLong(40, 4096).putLong(4096, -1);
        run.ioAnswer(1, 0x1234);
        assertFalse(run.ioIsWrite());
        assertEquals(0xffffffffffff34ffL, page.getLong(4096));
        page.put(33, (byte) 4);
        run.ioAnswer(0, 0x12345678);
        assertEquals(0x12345678, page.getInt(4096));
        assertEquals(0x12345678, run.ioValue(0));
    }

    @Test
    void aStoreIsZeroExtended() {
        page.putLong(32, 0xfeb0_0010L).putLong(40, -1).putInt(48, 4).put(52, (byte) 1);
        assertTrue(run.mmioIsWrite());
        assertEquals(0xfeb0_0010L, run.mmioAddress());
        assertEquals(0xffff_ffffL, run.mmioValue());
        page.putInt(48, 8);
        assertEquals(-1, run.mmioValue());
        run.mmioAnswer(0x1122334455667788L);
        assertEquals(0x1122334455667788L, page.getLong(40));
    }

    @Test
    void anInstructionIsToldOnlyWhenKvmTellsIt() {
        page.putInt(32, 1).putInt(36, 4).putLong(40, 1).put(48, (byte) 3);
        page.put(49, new byte[] {0x0f, 0x0b, (byte) 0x90, 1, 2, 3});
        assertEquals(Bytes.of((byte) 0x0f, (byte) 0x0b, (byte) 0x90), run.instruction());
        page.put(48, (byte) 0xff);
        assertEquals(15, run.instruction().size());
        page.putLong(40, 0);
        assertEquals(Bytes.EMPTY, run.instruction());
        page.putLong(40, 1).putInt(32, 3);
        assertEquals(Bytes.EMPTY, run.instruction());
    }

    @Test
    void anAreaThatIsUnmappedThrows() {
        run.unmap();
        assertThrows(IndexOutOfBoundsException.class, () -> run.immediateExit(true));
        assertThrows(IndexOutOfBoundsException.class, run::exitReason);
    }

    @Test
    void registersSurviveTheirLayouts() {
        Regs regs = new Regs(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18);
        RegsLayout.write(regs, page);
        assertEquals(regs, RegsLayout.read(page, 0));
        assertTrue(regs.dump().contains("rip 0000000000000011"), regs.dump());
        Segment one = new Segment(-1, -2, 0xfff8, 11, 1, 3, 1, 1, 0, 1, 0, 0);
        Segment other = Segment.real(0xf000, Segment.CODE);
        Sregs sregs = new Sregs(
                one,
                other,
                Segment.flat32(8, Segment.DATA),
                Segment.code64(16),
                other,
                one,
                Segment.task(24, 5, 0x67),
                other,
                new DescriptorTable(-5, 0xffff),
                new DescriptorTable(77, 12),
                1,
                2,
                3,
                4,
                5,
                6,
                7,
                Bytes.of(new byte[32]));
        SregsLayout.write(sregs, page);
        assertEquals(sregs, SregsLayout.read(page));
        assertTrue(sregs.dump().contains("cs  fff8"), sregs.dump());
    }

    @Test
    void theCounterComesAfterTheOthersAndTheDeadlineLast() {
        MsrEntry tsc = new MsrEntry(0x10, 1);
        MsrEntry deadline = new MsrEntry(0x6e0, 2);
        MsrEntry other = new MsrEntry(0x174, 3);
        List<MsrEntry> all = List.of(tsc, deadline, other);
        assertEquals(List.of(other, tsc), VcpuState.inOrder(all, true, false));
        assertEquals(List.of(other), VcpuState.inOrder(all, false, false));
        assertEquals(List.of(deadline), VcpuState.inOrder(all, false, true));
    }
}
