package io.hv.kvm.probe;

import io.hv.guests.ProbeGuests;
import io.hv.guests.SmallGuest;
import io.hv.kvm.bus.IoBus;
import io.hv.kvm.bus.PioDevice;
import io.hv.kvm.ioctl.KvmVcpu;
import io.hv.kvm.probe.ProbeResult.Outcome;
import io.hv.kvm.vcpu.VcpuStop;
import io.hv.kvm.vcpu.VcpuThread;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs one probe on a vCPU that is ready to go, and judges what came of it. */
final class ProbeRun {

    private static final int DEBUG_EXIT = 0xf4;

    private ProbeRun() {}

    /** Runs it for no longer than {@code patience}. The vCPU has left the guest afterwards. */
    static ProbeResult run(Probe probe, KvmVcpu vcpu, Duration patience) {
        CompletableFuture<ProbeResult> result = new CompletableFuture<>();
        IoBus bus = new IoBus((device, fault) -> result.completeExceptionally(fault));
        bus.claimPorts(new Ending(probe, result), DEBUG_EXIT, 1);
        try (VcpuThread thread = new VcpuThread(
                "hv/probe/" + probe.id(), vcpu, bus, (who, stop) -> result.complete(ofStop(probe, stop)))) {
            thread.resume();
            return await(result, patience).orElse(new ProbeResult(probe, Outcome.SILENT, ""));
        }
    }

    /** Waits until the guest has ended, or the time is up. An interrupt is kept for later. */
    private static Optional<ProbeResult> await(CompletableFuture<ProbeResult> result, Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return Optional.of(result.get(until - System.nanoTime(), TimeUnit.NANOSECONDS));
                } catch (TimeoutException e) {
                    return Optional.empty();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw new IllegalStateException("a probe's device failed", e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    static ProbeResult ofStatus(Probe probe, int status) {
        if (status == SmallGuest.PASSED) {
            return new ProbeResult(probe, Outcome.WORKS, "");
        }
        if (status == ProbeGuests.ABSENT) {
            return new ProbeResult(probe, Outcome.NOT_OFFERED, "");
        }
        return new ProbeResult(
                probe,
                Outcome.FAILS,
                status == SmallGuest.FAILED ? "with another result than it should" : "with the status " + status);
    }

    static ProbeResult ofStop(Probe probe, VcpuStop stop) {
        return new ProbeResult(probe, Outcome.FAILS, tell(stop));
    }

    private static String tell(VcpuStop stop) {
        byte[] instruction = stop.instruction().toArray();
        return instruction.length == 0
                ? stop.reason()
                : stop.reason() + ": " + HexFormat.ofDelimiter(" ").formatHex(instruction);
    }

    /** isa-debug-exit, as far as a probe uses it: the guest's verdict. */
    private record Ending(Probe probe, CompletableFuture<ProbeResult> result) implements PioDevice {

        @Override
        public String name() {
            return "debug-exit";
        }

        @Override
        public int readPort(int offset, int size) {
            return 0;
        }

        @Override
        public void writePort(int offset, int size, int value) {
            result.complete(ofStatus(probe, (value & 0xff) << 1 | 1));
        }
    }
}
