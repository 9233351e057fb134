package io.hv.kvm.ioctl;

import io.hv.kvm.bus.Bytes;
import io.hv.nativeaccess.NativeMemory;

/** Between a structure of the kernel that hv never looks into and its immutable copy. */
final class Structure {

    private Structure() {}

    /** A copy of all of it. */
    static Bytes bytes(NativeMemory memory) {
        byte[] content = new byte[memory.size()];
        memory.buffer().get(0, content);
        return Bytes.of(content);
    }

    /**
     * A structure for the kernel to read.
     *
     * @throws IllegalArgumentException if the copy has another size than the structure
     */
    static NativeMemory memory(Bytes content, int size) {
        if (content.size() != size) {
            throw new IllegalArgumentException("a structure of " + size + " bytes, and a state of " + content.size());
        }
        NativeMemory memory = NativeMemory.allocate(size);
        memory.buffer().put(0, content.toArray());
        return memory;
    }
}
