package io.hv.nativeaccess;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A small piece of zeroed memory outside the heap, for arguments of system calls. The garbage collector frees it, so
 * whoever passes {@link #address()} to a call must keep this object reachable until the call has returned. As safe for
 * threads as a {@link ByteBuffer}.
 */
public final class NativeMemory {

    private final ByteBuffer buffer;
    private final long address;

    private NativeMemory(int size) {
        Libc.Platform.require();
        this.buffer = ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
        this.address = Pointer.nativeValue(Native.getDirectBufferPointer(buffer));
    }

    /** {@code size} zeroed bytes, aligned to 8. */
    public static NativeMemory allocate(int size) {
        return new NativeMemory(size);
    }

    /** A C string: UTF-8 with a zero at its end. */
    static NativeMemory string(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        NativeMemory memory = allocate(bytes.length + 1);
        memory.buffer.put(0, bytes);
        return memory;
    }

    /** The memory, in the machine's byte order. */
    public ByteBuffer buffer() {
        return buffer;
    }

    /** Where it is. */
    public long address() {
        return address;
    }

    /** Its size in bytes. */
    public int size() {
        return buffer.capacity();
    }

    /** Zeroes it. */
    public NativeMemory clear() {
        for (int i = 0; i < buffer.capacity(); i++) {
            buffer.put(i, (byte) 0);
        }
        return this;
    }
}
