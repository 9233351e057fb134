package io.hv.kvm.virtio;

import io.hv.kvm.bus.Device;
import io.hv.kvm.bus.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Workers whose jobs run when the test says so, on its thread, in the order in which they were rung for. */
public final class ManualWorkers implements Workers {

    private final List<ManualJob> jobs = new ArrayList<>();
    /** Each once. A list, so that ringing allocates nothing. */
    private final List<ManualJob> rung = new ArrayList<>();

    private final List<Store> hooks = new ArrayList<>();

    /** What runs a job. */
    Consumer<Runnable> runner = Runnable::run;

    private record Store(ManualJob job, long address, int size, OptionalLong value) {

        boolean collides(Store other) {
            boolean sameSize = size == 0 || other.size == 0 || size == other.size;
            boolean sameValue = value.isEmpty() || other.value.isEmpty() || value.equals(other.value);
            return address == other.address && sameSize && sameValue;
        }
    }

    @Override
    public Job job(Device device, Runnable work) {
        ManualJob job = new ManualJob(work);
        jobs.add(job);
        return job;
    }

    /** Whether no job is to run. */
    public boolean idle() {
        return rung.isEmpty();
    }

    /** As after a pause: what rang meanwhile was not kept, and every job runs once. */
    public void unpark() {
        rung.clear();
        jobs.forEach(ManualJob::ring);
    }

    /** How many stores ring. */
    public int hooked() {
        return hooks.size();
    }

    /** The machine whose jobs these are is gone. */
    public void forget() {
        rung.clear();
        hooks.clear();
    }

    /** Runs the job that has waited longest; false if there is none. */
    public boolean runOne() {
        if (rung.isEmpty()) {
            return false;
        }
        ManualJob next = rung.remove(0);
        runner.accept(next.work);
        return true;
    }

    /** Runs jobs until none is left, at most so many; returns how many. */
    public int run(int most) {
        int runs = 0;
        while (runs < most && runOne()) {
            runs++;
        }
        return runs;
    }

    /** A store by the guest; whether a job is hooked there. */
    public boolean store(long address, int size, long value) {
        boolean hooked = false;
        for (Store each : hooks) {
            if (each.address == address
                    && (each.size == 0 || each.size == size)
                    && (each.value.isEmpty() || each.value.getAsLong() == value)) {
                each.job.ring();
                hooked = true;
            }
        }
        return hooked;
    }

    private final class ManualJob implements Job {

        private final Runnable work;
        private boolean closed;

        ManualJob(Runnable work) {
            this.work = work;
        }

        @Override
        public void ring() {
            if (!closed && !rung.contains(this)) {
                rung.add(this);
            }
        }

        @Override
        public Hook onStore(long address, int size, OptionalLong value) {
            Store store = new Store(this, address, size, value);
            if (hooks.stream().anyMatch(store::collides)) {
                throw new IllegalStateException("a store there rings already"); // as KVM's EEXIST
            }
            hooks.add(store);
            return () -> hooks.remove(store);
        }

        @Override
        public void close() {
            closed = true;
            rung.remove(this);
            hooks.removeIf(each -> each.job == this);
        }
    }
}
