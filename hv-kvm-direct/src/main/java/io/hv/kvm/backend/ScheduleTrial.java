package io.hv.kvm.backend;

import io.hv.kvm.HostCpus;
import io.hv.kvm.bus.Uninterrupted;
import io.hv.nativeaccess.NativeException;
import io.hv.nativeaccess.ThreadSchedule;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

/**
 * What the threads of this process may ask the kernel for, found out by one that asks for it and ends. It looks each time: a
 * cpuset or a limit can change while the process runs.
 */
final class ScheduleTrial {

    private ScheduleTrial() {}

    /**
     * What is wrong with CPUs of the host's; nothing if the process may use them all.
     *
     * @throws NativeException if the kernel tells nothing
     */
    static Optional<String> refusal(HostCpus wanted) {
        HostCpus present = HostCpus.of(onThread(ThreadSchedule::allProcessors));
        SortedSet<Integer> missing = new TreeSet<>(wanted.numbers());
        missing.removeAll(present.numbers());
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("this process may use the host's CPUs " + present + ", and not " + HostCpus.of(missing));
    }

    /** Why the kernel refuses a nice value; nothing if it does not. */
    static Optional<NativeException> refusal(int nice) {
        return onThread(own -> {
            try {
                own.nice(nice);
                return Optional.empty();
            } catch (NativeException e) {
                return Optional.of(e);
            }
        });
    }

    private static <T> T onThread(Function<ThreadSchedule, T> task) {
        FutureTask<T> trial = new FutureTask<>(() -> task.apply(ThreadSchedule.here()));
        Thread thread = new Thread(trial, "hv/kvm/schedule");
        thread.setDaemon(true);
        thread.start();
        Uninterrupted.join(thread);
        try {
            return trial.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof NativeException refused) {
                throw refused;
            }
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("what is done was waited for", e);
        }
    }
}
