package io.hv.kvm.virtio;

import io.hv.kvm.bus.Device;
import io.hv.kvm.bus.GuestFaults;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what guests did. */
final class FaultLog implements GuestFaults {

    private final List<Throwable> faults = new CopyOnWriteArrayList<>();

    @Override
    public void report(Device device, Throwable fault) {
        faults.add(fault);
    }

    /** Everything that was reported. */
    List<Throwable> all() {
        return faults;
    }

    /** The rules that were broken; any other fault is the device's own, and fails the test. */
    List<Rule> rules() {
        return faults.stream().map(FaultLog::rule).toList();
    }

    private static Rule rule(Throwable fault) {
        if (fault instanceof BrokenRule broken) {
            return broken.rule();
        }
        throw new AssertionError("not a broken rule", fault);
    }

    void clear() {
        faults.clear();
    }
}
