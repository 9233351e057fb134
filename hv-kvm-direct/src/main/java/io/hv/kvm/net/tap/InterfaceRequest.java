package io.hv.kvm.net.tap;

import io.hv.nativeaccess.Fd;
import io.hv.nativeaccess.Ioctl;
import io.hv.nativeaccess.NativeMemory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** {@code struct ifreq} of {@code linux/if.h}: the name of an interface, and behind it what is asked or said. */
final class InterfaceRequest {

    /** Bytes of a name with its zero. */
    static final int NAME = 16;

    private static final int SIZE = 40;

    private final NativeMemory memory = NativeMemory.allocate(SIZE);

    InterfaceRequest(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        if (bytes.length >= NAME) {
            throw new IllegalArgumentException("a name of an interface is up to 15 bytes, not '" + name + "'");
        }
        buffer().put(0, bytes);
    }

    /** What lies behind the name begins at {@link #NAME}. */
    ByteBuffer buffer() {
        return memory.buffer();
    }

    /** The name, which the kernel may have completed. */
    String name() {
        byte[] bytes = new byte[NAME];
        buffer().get(0, bytes);
        int length = 0;
        while (length < NAME && bytes[length] != 0) {
            length++;
        }
        return new String(bytes, 0, length, StandardCharsets.US_ASCII);
    }

    /** Asks, or says. */
    InterfaceRequest call(Fd fd, String what, long request) {
        int unused = Ioctl.call(fd, what, request, memory);
        return this;
    }
}
