package io.hv.kvm.bus;

import java.util.ArrayList;
import java.util.List;

/** A machine that only notes what its devices ask of it. */
public final class TestMachine implements MachineControl {

    private final List<String> requests = new ArrayList<>();

    @Override
    public synchronized void powerOff() {
        requests.add("power off");
    }

    @Override
    public synchronized void reset(String source) {
        requests.add("reset by " + source);
    }

    @Override
    public synchronized void watchdogExpired(String source) {
        requests.add(source + " has run out");
    }

    @Override
    public synchronized void debugExit(int status) {
        requests.add("exit " + status);
    }

    @Override
    public synchronized void panicked(int events) {
        requests.add("panic " + events);
    }

    /** The requests since the last call, in order. */
    public synchronized List<String> drain() {
        List<String> drained = List.copyOf(requests);
        requests.clear();
        return drained;
    }
}
