package io.hv.kvm.pci;

import java.util.ArrayList;
import java.util.List;

/** Notes what reaches it. Reads are the offset. */
final class TestCapability implements PciCapability {

    private final List<String> events = new ArrayList<>();

    @Override
    public int read(int offset, int size) {
        return offset;
    }

    @Override
    public void write(int offset, int size, int value) {
        if (events.size() > 1000) { // a fuzzing guest is not kept in full
            events.clear();
        }
        events.add(offset + "/" + size + "=" + Integer.toHexString(value));
    }

    /** What has been written since the last call. */
    List<String> drain() {
        List<String> drained = List.copyOf(events);
        events.clear();
        return drained;
    }
}
