package io.hv.kvm.ioctl;

import io.hv.nativeaccess.NativeMemory;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * struct kvm_msrs: a count, padding, entries of 16 bytes.
 *
 * <pre>
 *   0  nmsrs               an entry:  0 index   8 data
 *   8  entries
 * </pre>
 */
final class MsrsLayout {

    static final int ENTRIES = 8;
    static final int ENTRY_SIZE = 16;
    static final int DATA = 8;

    private MsrsLayout() {}

    static NativeMemory write(List<MsrEntry> msrs) {
        NativeMemory memory = NativeMemory.allocate(ENTRIES + msrs.size() * ENTRY_SIZE);
        ByteBuffer to = memory.buffer().putInt(0, msrs.size());
        for (int i = 0; i < msrs.size(); i++) {
            to.putInt(ENTRIES + i * ENTRY_SIZE, msrs.get(i).index());
            to.putLong(ENTRIES + i * ENTRY_SIZE + DATA, msrs.get(i).value());
        }
        return memory;
    }

    static MsrEntry read(ByteBuffer from, int entry) {
        int at = ENTRIES + entry * ENTRY_SIZE;
        return new MsrEntry(from.getInt(at), from.getLong(at + DATA));
    }
}
