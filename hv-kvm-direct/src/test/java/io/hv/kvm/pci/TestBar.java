package io.hv.kvm.pci;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Notes what reaches it. Reads are the offset plus one. */
final class TestBar implements PciBar {

    private final List<String> events = new ArrayList<>();
    private boolean broken;

    @Override
    public long read(long offset, int size) {
        note("read " + Long.toHexString(offset) + "/" + size);
        return offset + 1;
    }

    @Override
    public void write(long offset, int size, long value) {
        note("write " + Long.toHexString(offset) + "/" + size + "=" + Long.toHexString(value));
    }

    @Override
    public void moved(OptionalLong address) {
        note(address.isPresent() ? "at " + Long.toHexString(address.getAsLong()) : "nowhere");
        if (broken) {
            throw new IllegalStateException("broken");
        }
    }

    /** From now on it throws when it is moved. */
    void breakDown() {
        broken = true;
    }

    private void note(String event) {
        if (events.size() > 1000) { // a fuzzing guest is not kept in full
            events.clear();
        }
        events.add(event);
    }

    /** What has happened since the last call. */
    List<String> drain() {
        List<String> drained = List.copyOf(events);
        events.clear();
        return drained;
    }
}
