package io.hv.kvm.ioctl;

import io.hv.kvm.bus.Bytes;
import java.nio.ByteBuffer;

/**
 * The page that KVM and a vCPU's thread share (struct kvm_run): what the last exit was about. Belongs to the thread that
 * runs the vCPU, save {@link #immediateExit}.
 *
 * <pre>
 *    1  immediate_exit                  8  exit_reason
 *   32  io:    direction, size, port (34), count (36), data_offset (40)
 *       mmio:  phys_addr, data (40), len (48), is_write (52)
 *       error: suberror, ndata (36), flags (40), insn_size (48), insn_bytes (49)
 *       event: type, ndata (36), data (40)
 *       debug: exception, pc (40), dr6 (48), dr7 (56)
 * </pre>
 */
public final class RunArea {

    static final int IMMEDIATE_EXIT = 1;
    static final int EXIT_REASON = 8;
    static final int IO_DIRECTION = 32;
    static final int IO_SIZE = 33;
    static final int IO_PORT = 34;
    static final int IO_COUNT = 36;
    static final int IO_DATA_OFFSET = 40;
    static final int MMIO_ADDRESS = 32;
    static final int MMIO_DATA = 40;
    static final int MMIO_LENGTH = 48;
    static final int MMIO_IS_WRITE = 52;
    static final int HARDWARE_REASON = 32;
    static final int ERROR_SUBERROR = 32;
    static final int ERROR_NDATA = 36;
    static final int ERROR_FLAGS = 40;
    static final int ERROR_INSN_SIZE = 48;
    static final int ERROR_INSN_BYTES = 49;
    static final int EVENT_TYPE = 32;
    static final int EVENT_NDATA = 36;
    static final int EVENT_DATA = 40;
    static final int DEBUG_EXCEPTION = 32;
    static final int DEBUG_PC = 40;
    static final int DEBUG_DR6 = 48;
    static final int DEBUG_DR7 = 56;

    private static final int MAX_INSTRUCTION = 15;
    private static final ByteBuffer GONE = ByteBuffer.allocate(0);

    /** Empty once the area is unmapped, so that a late access is an exception and not the end of the process. */
    private ByteBuffer run;

    /** An area over a buffer in the machine's byte order. */
    public RunArea(ByteBuffer run) {
        this.run = run;
    }

    void unmap() {
        run = GONE;
    }

    /** Makes the next KVM_RUN finish what the last exit left open, and return EINTR. For any thread. */
    public void immediateExit(boolean value) {
        run.put(IMMEDIATE_EXIT, (byte) (value ? 1 : 0));
    }

    /** Why KVM_RUN returned, one of the constants of {@link Exit}. */
    public int exitReason() {
        return run.getInt(EXIT_REASON);
    }

    /** IO: whether it is an OUT. */
    public boolean ioIsWrite() {
        return run.get(IO_DIRECTION) != 0;
    }

    /** IO: bytes of one access. */
    public int ioSize() {
        return run.get(IO_SIZE);
    }

    /** IO: the port. */
    public int ioPort() {
        return run.getShort(IO_PORT) & 0xffff;
    }

    /** IO: how many accesses; more than one for a string instruction. */
    public int ioCount() {
        return run.getInt(IO_COUNT);
    }

    /** IO: the value of one of an OUT's accesses, zero-extended. */
    public int ioValue(int index) {
        int at = ioAt(index);
        return switch (ioSize()) {
            case 1 -> run.get(at) & 0xff;
            case 2 -> run.getShort(at) & 0xffff;
            default -> run.getInt(at);
        };
    }

    /** IO: answers one of an IN's accesses. */
    public void ioAnswer(int index, int value) {
        int at = ioAt(index);
        switch (ioSize()) {
            case 1 -> run.put(at, (byte) value);
            case 2 -> run.putShort(at, (short) value);
            default -> run.putInt(at, value);
        }
    }

    private int ioAt(int index) {
        return (int) run.getLong(IO_DATA_OFFSET) + index * ioSize();
    }

    /** MMIO: whether it is a store. */
    public boolean mmioIsWrite() {
        return run.get(MMIO_IS_WRITE) != 0;
    }

    /** MMIO: the guest physical address. */
    public long mmioAddress() {
        return run.getLong(MMIO_ADDRESS);
    }

    /** MMIO: 1 to 8 bytes. */
    public int mmioSize() {
        return run.getInt(MMIO_LENGTH);
    }

    /** MMIO: what is stored, zero-extended. */
    public long mmioValue() {
        return run.getLong(MMIO_DATA) & mask(mmioSize());
    }

    /** MMIO: answers a load. */
    public void mmioAnswer(long value) {
        run.putLong(MMIO_DATA, value);
    }

    private static long mask(int size) {
        return size >= Long.BYTES ? -1L : (1L << (size * Byte.SIZE)) - 1;
    }

    /** UNKNOWN and FAIL_ENTRY: what the processor said. */
    public long hardwareReason() {
        return run.getLong(HARDWARE_REASON);
    }

    /** INTERNAL_ERROR: what kind; 1 is an instruction that KVM cannot emulate. */
    public int suberror() {
        return run.getInt(ERROR_SUBERROR);
    }

    /** INTERNAL_ERROR: the bytes of the instruction, if KVM tells them. */
    public Bytes instruction() {
        boolean told = suberror() == 1 && run.getInt(ERROR_NDATA) >= 3 && (run.getLong(ERROR_FLAGS) & 1) != 0;
        int size = told ? Math.min(run.get(ERROR_INSN_SIZE) & 0xff, MAX_INSTRUCTION) : 0;
        byte[] bytes = new byte[size];
        run.get(ERROR_INSN_BYTES, bytes);
        return Bytes.of(bytes);
    }

    /** SYSTEM_EVENT: what kind. */
    public int eventType() {
        return run.getInt(EVENT_TYPE);
    }

    /** SYSTEM_EVENT: the first word about it, or 0. */
    public long eventData() {
        return run.getInt(EVENT_NDATA) > 0 ? run.getLong(EVENT_DATA) : 0;
    }

    /** DEBUG: the exception, 1 (debug) or 3 (breakpoint). */
    public int debugException() {
        return run.getInt(DEBUG_EXCEPTION);
    }

    /** DEBUG: the linear address of the instruction. */
    public long debugPc() {
        return run.getLong(DEBUG_PC);
    }

    /** DEBUG: what the exception was about, as in the register DR6. */
    public long debugDr6() {
        return run.getLong(DEBUG_DR6);
    }
}
