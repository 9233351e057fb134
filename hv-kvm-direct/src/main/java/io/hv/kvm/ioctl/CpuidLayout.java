package io.hv.kvm.ioctl;

import io.hv.nativeaccess.NativeMemory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * struct kvm_cpuid2: a count, padding, entries of 40 bytes.
 *
 * <pre>
 *   0  nent                an entry:  0 function   4 index   8 flags
 *   8  entries                       12 eax       16 ebx    20 ecx   24 edx
 * </pre>
 */
final class CpuidLayout {

    static final int ENTRIES = 8;
    static final int ENTRY_SIZE = 40;
    static final int INDEX = 4;
    static final int FLAGS = 8;
    static final int EAX = 12;
    static final int EBX = 16;
    static final int ECX = 20;
    static final int EDX = 24;
    static final int SIGNIFICANT_INDEX = 1;

    private CpuidLayout() {}

    /** Room for a number of entries, with that number filled in. */
    static NativeMemory room(int entries) {
        NativeMemory memory = NativeMemory.allocate(ENTRIES + entries * ENTRY_SIZE);
        memory.buffer().putInt(0, entries);
        return memory;
    }

    static List<CpuidEntry> read(ByteBuffer from) {
        int count = from.getInt(0);
        List<CpuidEntry> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int at = ENTRIES + i * ENTRY_SIZE;
            entries.add(new CpuidEntry(
                    from.getInt(at),
                    from.getInt(at + INDEX),
                    (from.getInt(at + FLAGS) & SIGNIFICANT_INDEX) != 0,
                    from.getInt(at + EAX),
                    from.getInt(at + EBX),
                    from.getInt(at + ECX),
                    from.getInt(at + EDX)));
        }
        return List.copyOf(entries);
    }

    static NativeMemory write(List<CpuidEntry> entries) {
        NativeMemory memory = room(entries.size());
        ByteBuffer to = memory.buffer();
        int at = ENTRIES;
        for (CpuidEntry entry : entries) {
            to.putInt(at, entry.function())
                    .putInt(at + INDEX, entry.index())
                    .putInt(at + FLAGS, entry.indexed() ? SIGNIFICANT_INDEX : 0)
                    .putInt(at + EAX, entry.eax())
                    .putInt(at + EBX, entry.ebx())
                    .putInt(at + ECX, entry.ecx())
                    .putInt(at + EDX, entry.edx());
            at += ENTRY_SIZE;
        }
        return memory;
    }
}
