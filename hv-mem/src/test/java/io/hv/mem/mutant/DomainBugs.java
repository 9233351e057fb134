package io.hv.mem.mutant;

import io.hv.ClosedException;
import io.hv.Domain;
import io.hv.DomainState;
import io.hv.DomainStatistics;
import io.hv.DomainStatus;
import io.hv.Feature;
import io.hv.HypervisorException;
import io.hv.InterruptedOperationException;
import io.hv.InvalidStateException;
import io.hv.Job;
import io.hv.NotFoundException;
import io.hv.OperationTimeoutException;
import io.hv.StartFlag;
import io.hv.StateReason;
import io.hv.Support;
import io.hv.TransientDomain;
import io.hv.UnsupportedFeatureException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Bugs of domains, their transitions and their jobs. */
final class DomainBugs {

    private DomainBugs() {}

    static Bug undefineDestroysFirst() {
        return call -> {
            if (call.is(Domain.class, "undefine")
                    && call.on(Domain.class).state().isActive()) {
                call.on(Domain.class).destroy();
            }
            return call.proceed();
        };
    }

    static Bug wrongExceptionClass() {
        return call -> {
            try {
                return call.proceed();
            } catch (InvalidStateException e) {
                if (call.is(Domain.class, "start") && e.getClass() == InvalidStateException.class) {
                    throw new NotFoundException(String.valueOf(e.getMessage()), e.remedy());
                }
                throw e;
            }
        };
    }

    static Bug withoutRemedy() {
        return call -> {
            try {
                return call.proceed();
            } catch (InvalidStateException e) {
                throw e.getClass() == InvalidStateException.class
                        ? new InvalidStateException(String.valueOf(e.getMessage()), "")
                        : e;
            }
        };
    }

    static Bug withoutSubject() {
        return call -> {
            try {
                return call.proceed();
            } catch (NotFoundException e) {
                throw new NotFoundException("it is not there", e.remedy());
            }
        };
    }

    static Bug destroyedIsCalledShutDown() {
        return call -> {
            Object result = call.proceed();
            return result instanceof DomainStatus status && status.reason() == StateReason.DESTROYED
                    ? DomainStatus.of(status.state(), StateReason.SHUT_DOWN)
                    : result;
        };
    }

    static Bug pausedFlagIgnored() {
        return call -> call.is(Domain.class, "start") ? call.proceed((Object) new StartFlag[0]) : call.proceed();
    }

    static Bug crashForgotten() {
        return call -> call.is(Domain.class, "crash") ? Optional.empty() : call.proceed();
    }

    static Bug crashIsShutOff() {
        return call -> {
            Object result = call.proceed();
            return result instanceof DomainStatus status && status.state() == DomainState.CRASHED
                    ? DomainStatus.of(DomainState.SHUTOFF, StateReason.CRASHED)
                    : result;
        };
    }

    /** The interrupt is eaten, and the wait begins anew. */
    static Bug interruptSwallowed() {
        return call -> {
            while (true) {
                try {
                    return call.proceed();
                } catch (InterruptedOperationException e) {
                    if (!Thread.interrupted()) {
                        throw e;
                    }
                }
            }
        };
    }

    static Bug interruptFlagNotRestored() {
        return call -> {
            try {
                return call.proceed();
            } catch (InterruptedOperationException e) {
                if (Thread.interrupted()) {
                    throw e;
                }
                throw new IllegalStateException("the flag was not set in the first place", e);
            }
        };
    }

    static Bug interruptEndsTheDomain() {
        return call -> {
            try {
                return call.proceed();
            } catch (InterruptedOperationException e) {
                if (call.target() instanceof Domain domain && domain.state().isActive()) {
                    boolean flag = Thread.interrupted();
                    domain.destroy();
                    if (flag) {
                        Thread.currentThread().interrupt();
                    }
                }
                throw e;
            }
        };
    }

    static Bug awaitWithoutEvidence() {
        return call -> {
            try {
                return call.proceed();
            } catch (OperationTimeoutException e) {
                if (call.target() instanceof Domain domain) {
                    throw new OperationTimeoutException("waited for '" + domain.name() + "'", e.remedy(), "");
                }
                throw e;
            }
        };
    }

    /** Whoever waits for a state is not told that this will end it. */
    static Bug waitsOn(Class<? extends HypervisorException> reason) {
        return call -> {
            if (!call.is(Domain.class, "awaitState") && !call.is(Domain.class, "awaitEnd")) {
                return call.proceed();
            }
            call.on(Domain.class).status();
            try {
                return call.proceed();
            } catch (HypervisorException e) {
                throw reason.isInstance(e) ? neverWoken(call.arguments()) : e;
            }
        };
    }

    /** A job is not told that its host is closed. */
    static Bug jobOutlivesItsHandle() {
        return call -> {
            try {
                return call.proceed();
            } catch (ClosedException e) {
                throw call.target() instanceof Job<?> ? neverWoken(call.arguments()) : e;
            }
        };
    }

    /** The handle itself is handed out, whatever has become of what it stands for. */
    static Bug castWithoutLooking() {
        return call -> call.method().getName().equals("as") && ((Class<?>) call.argument(0)).isInstance(call.target())
                ? call.target()
                : call.proceed();
    }

    private static OperationTimeoutException neverWoken(List<Object> arguments) throws InterruptedException {
        Duration timeout = (Duration) arguments.get(arguments.size() - 1);
        if (new CountDownLatch(1).await(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("nobody counts this latch down");
        }
        return new OperationTimeoutException("nobody woke it", "wake it", "");
    }

    private static UnsupportedFeatureException unsupported(Feature feature) {
        return new UnsupportedFeatureException("a mutant", feature, Support.no("it is a mutant", "do not use mutants"));
    }

    static Bug claimedButThrows() {
        return call -> {
            if (call.is(Domain.class, "reset")) {
                throw unsupported(Feature.RESET);
            }
            return call.proceed();
        };
    }

    static Bug effectBeforeRefusal() {
        return call -> {
            try {
                return call.proceed();
            } catch (UnsupportedFeatureException e) {
                if (call.is(Domain.class, "reset") && e.feature().equals(Feature.RESET)) {
                    call.on(Domain.class).destroy();
                }
                throw e;
            }
        };
    }

    static Bug transientCloseDoesNothing() {
        return call -> call.is(TransientDomain.class, "close") ? null : call.proceed();
    }

    static Bug transientCloseTwiceThrows() {
        return call -> {
            if (call.is(TransientDomain.class, "close")
                    && !call.on(Domain.class).state().isActive()) {
                throw new InvalidStateException("it is closed already", "close it once");
            }
            return call.proceed();
        };
    }

    static Bug transientForgetsItsEnd() {
        return call -> {
            Object result = call.proceed();
            if (call.is(TransientDomain.class, "status")
                    && result instanceof DomainStatus status
                    && !status.state().isActive()) {
                throw new NotFoundException("'" + call.on(Domain.class).name() + "' is gone", "ask earlier");
            }
            return result;
        };
    }

    static Bug timeoutCancelsTheJob() {
        return call -> {
            try {
                return call.proceed();
            } catch (OperationTimeoutException e) {
                if (call.target() instanceof Job<?> job) {
                    job.cancel();
                }
                throw e;
            }
        };
    }

    static Bug cancelDoesNothing() {
        return call -> call.is(Job.class, "cancel") ? true : call.proceed();
    }

    static Bug shutdownIsDestroy() {
        return call -> {
            Object job = call.proceed();
            if (call.is(Domain.class, "shutdown")) {
                try {
                    call.on(Domain.class).destroy();
                } catch (HypervisorException e) {
                    return job;
                }
            }
            return job;
        };
    }

    static Bug cpuTimeDecreases() {
        AtomicLong left = new AtomicLong(1000);
        return call -> call.is(Domain.class, "statistics") && call.proceed() instanceof DomainStatistics told
                ? DomainStatistics.of(Duration.ofNanos(left.decrementAndGet()), told.memory())
                : call.proceed();
    }

    static Bug statisticsOutliveTheRun() {
        return call -> {
            try {
                return call.proceed();
            } catch (InvalidStateException e) {
                if (call.is(Domain.class, "statistics") && e.getClass() == InvalidStateException.class) {
                    return DomainStatistics.of(
                            Duration.ofMillis(1), call.on(Domain.class).spec().memory());
                }
                throw e;
            }
        };
    }

    static Bug cpuTimeOfAllRuns() {
        AtomicReference<Duration> all = new AtomicReference<>(Duration.ZERO);
        return call -> call.is(Domain.class, "statistics") && call.proceed() instanceof DomainStatistics told
                ? DomainStatistics.of(
                        all.accumulateAndGet(told.cpuTime(), (before, now) -> before.compareTo(now) > 0 ? before : now),
                        told.memory())
                : call.proceed();
    }
}
