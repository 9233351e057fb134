package io.hv.nativeaccess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.Reference;
import org.junit.jupiter.api.Test;

@LinuxOnly
class IoctlTest {

    /** Stores how many bytes are left to read, as an int. */
    private static final long FIONREAD = 0x541b;

    private static final int BIG = 0x1234_5000;

    /** A JVM that compiles has executable memory to give, so the call is bound wherever tests run. */
    @Test
    void theShortWayIsBound() {
        assertTrue(DirectIoctl.BOUND);
    }

    @Test
    void bothWaysPassAllArgumentsWhole() {
        NativeMemory memory = NativeMemory.allocate(2 * Integer.BYTES);
        try (Fd fd = Memfd.create("hv-test", BIG)) {
            assertEquals(0, DirectIoctl.call(fd.number(), FIONREAD, memory.address()));
            assertEquals(BIG, memory.buffer().getInt(0));
            memory.clear();
            assertEquals(0, DirectIoctl.viaLibc(fd.number(), FIONREAD, memory.address()));
            assertEquals(BIG, memory.buffer().getInt(0));
            assertEquals(0, memory.buffer().getInt(Integer.BYTES));
        } finally {
            Reference.reachabilityFence(memory);
        }
    }

    @Test
    void bothWaysReturnTheSameErrorNumbers() {
        try (Fd fd = Memfd.create("hv-test", 4096)) {
            for (long argument : new long[] {0, 1, -1, 0xffff_8000_0000_0000L}) {
                assertEquals(-Errno.EFAULT, DirectIoctl.call(fd.number(), FIONREAD, argument));
                assertEquals(-Errno.EFAULT, DirectIoctl.viaLibc(fd.number(), FIONREAD, argument));
            }
            assertEquals(-Errno.ENOTTY, DirectIoctl.call(fd.number(), 0xae80, 0));
            assertEquals(-Errno.ENOTTY, DirectIoctl.viaLibc(fd.number(), 0xae80, 0));
            assertEquals(-Errno.EBADF, DirectIoctl.call(-1, FIONREAD, 0));
            assertEquals(-Errno.EBADF, DirectIoctl.viaLibc(-1, FIONREAD, 0));
        }
    }

    @Test
    void aClosedDescriptorNeverReachesTheKernel() {
        Fd fd = Memfd.create("hv-test", 4096);
        fd.close();
        assertThrows(IllegalStateException.class, () -> Ioctl.attempt(fd, FIONREAD, 0));
    }
}
