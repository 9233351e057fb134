package io.hv.kvm.machine;

import io.hv.kvm.vcpu.VcpuThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/** The threads of all vCPUs of a machine. Under the machine's monitor, save where it is said. */
final class Vcpus {

    private final List<VcpuThread> threads = new ArrayList<>();
    private IntPredicate mayRun = vcpu -> true;

    /** One more, while the machine is made. */
    void add(VcpuThread thread) {
        threads.add(thread);
    }

    /** By number. For any thread. */
    List<VcpuThread> threads() {
        return Collections.unmodifiableList(threads);
    }

    /** Says which {@link #resume} lets run, from the next time on. */
    void mayRun(IntPredicate vcpu) {
        mayRun = vcpu;
    }

    void resume() {
        threads.stream().filter(vcpu -> mayRun.test(vcpu.id())).forEach(VcpuThread::resume);
    }

    /** Tells them to stop, without waiting; for any thread, theirs too. */
    void stopSoon() {
        // One that cannot be asked keeps none of the others from being asked.
        Releases requests = new Releases();
        threads.forEach(vcpu -> requests.push(vcpu::requestPause));
        requests.run();
    }

    /** Waits until all have stopped, which were told to. */
    void awaitPaused() {
        threads.forEach(VcpuThread::awaitPaused);
    }

    /** The registers of each, for people; they stand still. */
    String registers() {
        return threads.stream()
                .map(vcpu -> "vcpu" + vcpu.id() + "\n" + RegisterDump.of(vcpu))
                .collect(Collectors.joining("\n"));
    }

    /** How long the host's processors have worked for them. For any thread, also after their end. */
    Duration cpuTime() {
        return threads.stream().map(VcpuThread::cpuTime).reduce(Duration.ZERO, Duration::plus);
    }

    /** How often they have left the guest, by the name of the reason. For any thread, also after their end. */
    Map<String, Long> exits() {
        Map<String, Long> sum = new TreeMap<>();
        threads.forEach(vcpu -> vcpu.counters().byName().forEach((name, count) -> sum.merge(name, count, Long::sum)));
        return sum;
    }
}
