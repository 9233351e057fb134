package io.hv.kvm.backend;

import io.hv.ByteSize;
import io.hv.InterruptedOperationException;
import io.hv.InvalidStateException;
import io.hv.OperationTimeoutException;
import io.hv.kvm.Balloon;
import io.hv.kvm.BalloonStatistics;
import io.hv.kvm.machine.DeviceContext;
import io.hv.kvm.machine.VirtualMachine;
import io.hv.kvm.virtio.balloon.VirtioBalloon;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The memory balloon of one run of a domain. Safe for any thread. */
final class KvmBalloon implements Balloon {

    private final String domain;
    private final ByteSize memory;
    // Under this object's monitor; while the run lasts.
    private @Nullable VirtioBalloon device;
    private @Nullable VirtualMachine machine;
    /** What there was at its end. */
    private ByteSize lastTarget = ByteSize.bytes(0);

    private ByteSize lastActual = ByteSize.bytes(0);

    KvmBalloon(String domain, ByteSize memory) {
        this.domain = domain;
        this.memory = memory;
    }

    /** The device, once for the machine. */
    synchronized VirtioBalloon make(DeviceContext context) {
        VirtioBalloon made = new VirtioBalloon("balloon0", context.memory(), 0);
        device = made;
        return made;
    }

    /** The machine is made. */
    synchronized void connect(VirtualMachine fresh) {
        machine = fresh;
    }

    /** The run is over. */
    synchronized void end() {
        lastTarget = target();
        lastActual = actual();
        device = null;
        machine = null;
    }

    private synchronized VirtioBalloon device() {
        VirtioBalloon present = device;
        if (present == null) {
            throw new InvalidStateException("this run of '" + domain + "' is over", "start it");
        }
        return present;
    }

    /** Has the device look, once the machine runs. */
    private void look(VirtioBalloon balloon) {
        VirtualMachine present;
        synchronized (this) {
            present = machine;
        }
        if (present != null) {
            present.tell(balloon::look);
        }
    }

    private static ByteSize size(long pages) {
        return ByteSize.bytes(pages * VirtioBalloon.PAGE);
    }

    @Override
    public synchronized ByteSize target() {
        VirtioBalloon present = device;
        return present == null ? lastTarget : size(present.target());
    }

    @Override
    public void target(ByteSize size) {
        if (size.bytes() % VirtioBalloon.PAGE != 0 || size.compareTo(memory) >= 0) {
            throw new IllegalArgumentException("a balloon of '" + domain
                    + "' can have whole pages of 4 KiB and less than " + memory + ", not " + size);
        }
        VirtioBalloon balloon = device();
        balloon.target(size.bytes() / VirtioBalloon.PAGE);
        look(balloon);
    }

    @Override
    public synchronized ByteSize actual() {
        VirtioBalloon present = device;
        return present == null ? lastActual : size(present.actual());
    }

    @Override
    public BalloonStatistics statistics(Duration timeout) {
        try {
            return statistics(ask().get(nanos(timeout), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            throw new OperationTimeoutException(
                    "the guest of '" + domain + "' has told no statistics of its memory within " + timeout,
                    "see whether it runs and has loaded its driver for the balloon, or wait longer",
                    "");
        } catch (CancellationException e) {
            throw new InvalidStateException("this run of '" + domain + "' has ended", "start it again", e);
        } catch (InterruptedException e) {
            throw new InterruptedOperationException("the statistics of '" + domain + "'");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a balloon's statistics have failed", e);
        }
    }

    private CompletableFuture<Map<Integer, Long>> ask() {
        VirtioBalloon balloon = device();
        CompletableFuture<Map<Integer, Long>> answer;
        try {
            answer = balloon.statistics();
        } catch (IllegalStateException e) {
            throw new InvalidStateException(
                    "'" + domain + "': " + e.getMessage(), "use a driver that has, as Linux does", e);
        }
        look(balloon);
        return answer;
    }

    private static long nanos(Duration timeout) {
        try {
            return timeout.toNanos();
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }

    private static BalloonStatistics statistics(Map<Integer, Long> byTag) {
        Map<BalloonStatistics.Kind, Long> values = new EnumMap<>(BalloonStatistics.Kind.class);
        for (BalloonStatistics.Kind kind : BalloonStatistics.Kind.values()) {
            Long value = byTag.get(kind.tag());
            if (value != null) {
                values.put(kind, value);
            }
        }
        return new BalloonStatistics(values);
    }
}
